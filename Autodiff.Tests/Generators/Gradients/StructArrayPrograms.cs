using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Arrays of structs that lead to arrays and objects: the layers of a network.</summary>
public static partial class StructArrayPrograms
{
    [Differentiable]
    public readonly partial record struct Layer(double[] Weights, double Bias)
    {
        public double Apply(double[] x)
        {
            double sum = Bias;
            for (int i = 0; i < Weights.Length; i++)
            {
                sum += Weights[i] * x[i];
            }

            return Math.Tanh(sum);
        }

        [Differentiable]
        public double Penalty(double rate)
        {
            double sum = Bias * Bias;
            foreach (double w in Weights)
            {
                sum += w * w;
            }

            return rate * sum;
        }
    }

    [Differentiable]
    public partial struct Cell
    {
        public double[][] Rows;
        public double Scale;
        public int Kind;
        public Layer Gate;

        public double Offset { get; set; }
    }

    [Differentiable]
    public static double Network(double[] x)
    {
        Layer[] layers = [new([x[0], x[1]], x[2]), new([x[3], x[4]], x[5])];
        return Loss(layers, x) + layers[1].Penalty(x[0]) + Decay(layers[0], x[1]);
    }

    [Differentiable]
    public static double Loss(Layer[] layers, double[] x)
    {
        double loss = 0;
        double[] input = [x[0], x[1]];
        for (int i = 0; i < layers.Length; i++)
        {
            double y = layers[i].Apply(input);
            input[i] = y * layers[i].Bias;
            loss += y * y * layers[i].Weights[0];
        }

        foreach (Layer layer in layers)
        {
            loss += layer.Weights[1] * layer.Apply(input) * layer.Bias;
        }

        Layer last = layers[^1];
        return loss * last.Bias * last.Weights.Length;
    }

    [Differentiable]
    public static double Decay(Layer layer, double rate) => layer.Bias * layer.Weights[0] * rate;

    [Differentiable]
    public static double Filled(double[] x)
    {
        Layer[] layers = new Layer[2];
        for (int i = 0; i < layers.Length; i++)
        {
            double[] w = new double[2];
            for (int j = 0; j < 2; j++)
            {
                w[j] = x[i + j] * x[j];
            }

            layers[i] = new Layer(w, x[i] * x[i + 1]);
        }

        layers[0].Weights[1] *= layers[1].Bias;
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < layers.Length; i++)
            {
                layers[i].Weights[0] -= 0.1 * layers[(i + 1) % 2].Weights[1] * layers[i].Weights[0];
            }

            Scale(layers, x[5]);
        }

        return Loss(layers, x);
    }

    [Differentiable]
    public static void Scale(Layer[] layers, double by)
    {
        foreach (Layer layer in layers)
        {
            for (int i = 0; i < layer.Weights.Length; i++)
            {
                layer.Weights[i] *= by + layer.Bias;
            }
        }
    }

    [Differentiable]
    public static double Cells(double[] x)
    {
        Cell[] cells = new Cell[2];
        for (int i = 0; i < 2; i++)
        {
            double[][] rows = new double[2][];
            for (int j = 0; j < 2; j++)
            {
                rows[j] = [x[i], x[j] * x[i + j]];
            }

            cells[i].Rows = rows;
            cells[i].Scale = x[2 + i];
            cells[i].Kind = i + 1;
            cells[i].Offset = x[i] * x[5];
            cells[i].Gate = new Layer([x[i], x[4]], x[3]);
        }

        cells[0].Scale *= cells[1].Rows[0][1];
        cells[1].Offset += cells[0].Gate.Weights[1] * cells[0].Gate.Bias;
        double s = 0;
        for (int k = 0; k < 4; k++)
        {
            Cell cell = cells[k % 2];
            s += cell.Scale * cell.Rows[1][k / 2] * cell.Kind * s;
            s += cells[k % 2].Gate.Apply(cell.Rows[0]) * cell.Offset;
            cells[k % 2].Scale += s * 0.1;
            cells[k % 2].Gate.Weights[0] *= cell.Scale;
        }

        return s * cells[0].Scale + cells[1].Gate.Penalty(cells[0].Offset);
    }

    [Differentiable]
    public sealed partial class Model
    {
        public Layer[] Layers = [];
        public double Rate;

        [Differentiable]
        public double Run(double[] x)
        {
            double sum = 0;
            foreach (Layer layer in Layers)
            {
                sum += Rate * layer.Apply(x);
            }

            return sum;
        }
    }

    [Differentiable]
    public static double Held(double[] x)
    {
        var model = new Model { Layers = [new([x[0], x[1]], x[2]), new([x[3], x[4]], x[5])], Rate = x[0] };
        double first = model.Run([x[1], x[2]]);
        model.Layers[0].Weights[1] *= first;
        return model.Run([x[3], x[2]]) * Loss(model.Layers, x);
    }

    [Differentiable]
    public static double Twice(double x)
    {
        Layer[] layers = new Layer[1];
        double sum = 0;
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < layers.Length; i++)
            {
                layers[i] = new Layer([x * step], x);
                sum += layers[i].Weights[0] * layers[i].Bias;
            }
        }

        return sum;
    }

    [Differentiable]
    public static Cell[] Made(double[] x)
    {
        var cells = new Cell[2];
        for (int i = 0; i < 2; i++)
        {
            cells[i] = new Cell { Rows = [[x[i], x[i + 1]]], Scale = x[i + 2], Kind = i + 1, Gate = new Layer([x[3]], x[4]) };
        }

        return cells;
    }

    [Differentiable]
    public static Cell[] Next(Cell[] cells, double by)
    {
        var next = new Cell[cells.Length];
        for (int i = 0; i < next.Length; i++)
        {
            double[] row = new double[2];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = cells[i].Rows[0][j] * by;
            }

            double[] gate = [cells[i].Gate.Weights[0] + row[1]];
            next[i] = new Cell { Rows = [row], Scale = cells[i].Scale + (by * row[0]), Kind = cells[i].Kind, Gate = new Layer(gate, cells[i].Gate.Bias) };
        }

        return next;
    }

    [Differentiable]
    public static double Steps(double[] x)
    {
        Cell[] cells = Made(x);
        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            cells = Next(cells, x[t]);
            cells[t % 2].Scale *= x[5];
            s += cells[1].Gate.Penalty(cells[0].Scale) * cells[0].Rows[0][1];
        }

        return s * cells[0].Gate.Weights[0];
    }

    [Differentiable]
    public static double Places(double[] x)
    {
        Cell[] cells = Made(x);
        int k = 0;
        cells[k].Scale = ((k = 1) * x[1]) + cells[k].Scale;
        cells[k - 1].Scale += cells[k].Rows[0][k] * x[2];
        Cell copy = cells[0];
        copy.Scale *= 2;
        copy.Rows[0][0] = copy.Scale * x[1];
        ref Cell second = ref cells[1];
        second.Scale += copy.Rows[0][0];
        second.Gate.Weights[0] *= cells[0].Scale;
        ref double scale = ref cells[0].Scale;
        scale *= second.Scale;
        double s = copy.Scale;
        foreach (Cell cell in cells)
        {
            s += cell.Scale * cell.Rows[0][0] * cell.Kind * cell.Gate.Penalty(s);
        }

        return s;
    }
}
