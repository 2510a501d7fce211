using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Arrays of arrays: rows as views, rows made in the method, rows made by callees.</summary>
public static partial class JaggedPrograms
{
    private static readonly double[][] Table = [[1, 2], [3, 4]];

    private static readonly int[][] Indices = [[0, 1], [2, 3]];

    [Differentiable]
    public static double Layer(double[][] weights, double[] bias, ReadOnlySpan<double> x)
    {
        double[] hidden = new double[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            double[] row = weights[i];
            double sum = bias[i];
            for (int j = 0; j < row.Length; j++)
            {
                sum += row[j] * x[j];
            }

            hidden[i] = Math.Tanh(sum);
        }

        return TensorPrimitives.SumOfSquares<double>(hidden);
    }

    [Differentiable]
    public static double Network(ReadOnlySpan<double> x)
    {
        double[][] w = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            w[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                w[i][j] = x[i] * x[j + 3];
            }

            w[i][0] *= w[i][i];
        }

        double[] b = [x[0], x[1], x[2]];
        double s = Layer(w, b, x) * Layer(w, b, x[1..]);
        w[1][1] *= s;
        foreach (double[] row in w)
        {
            foreach (double value in row)
            {
                s += value * value;
            }
        }

        return s;
    }

    [Differentiable]
    public static double Cholesky(ReadOnlySpan<double> x)
    {
        int n = 3;
        var l = new double[n][];
        for (int i = 0; i < n; i++)
        {
            l[i] = new double[i + 1];
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = (i == j ? 6 : 0) + (x[i] * x[j + 3]);
                for (int k = 0; k < j; k++)
                {
                    sum -= l[i][k] * l[j][k];
                }

                l[i][j] = i == j ? Math.Sqrt(sum) : sum / l[j][j];
            }
        }

        double[] last = l[^1];
        last[0] *= 2;
        double d = 0;
        for (int i = 0; i < l.Length; i++)
        {
            d += Math.Log(l[i][i]) + TensorPrimitives.Dot<double>(l[i], l[i]);
        }

        return d + (last[0] * l[2][1]);
    }

    [Differentiable]
    public static double RowsOfLocals(ReadOnlySpan<double> x)
    {
        double[] a = { x[0], x[1] };
        double[] b = { x[2], x[3] };
        Span<double> view = a.AsSpan(1);
        double[][] m = { a, b };
        a[0] *= m[1][1];
        m[0][1] += a[0] * b[0] * view[0];
        double[][] t = [[1, x[4]], [m[0][1], a[1] * 2], [.. b]];
        double s = 0;
        for (int k = 0; k < 3; k++)
        {
            double[][] u = new double[2][];
            for (int i = 0; i < 2; i++)
            {
                double[] row = new double[2];
                for (int j = 0; j < 2; j++)
                {
                    row[j] = (m[i][j] * t[j][i]) + x[5];
                }

                u[i] = row;
                row[0] = Math.Sin(row[1]);
            }

            s += (u[0][0] * u[1][1]) + u[0][1];
            m[0][0] = u[1][0] * s;
        }

        return (s * a[0]) + b[1];
    }

    [Differentiable]
    public static double[][] Trajectory(double[] start, double k, int steps)
    {
        var u = new double[steps + 1][];
        u[0] = (double[])start.Clone();
        for (int t = 0; t < steps; t++)
        {
            u[t + 1] = Step(u[t], k);
        }

        return u;
    }

    [Differentiable]
    public static double[] Step(ReadOnlySpan<double> u, double k)
    {
        double[] v = new double[u.Length];
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = u[i] + (k * Math.Sin(u[i]) * u[(i + 1) % u.Length]);
        }

        return v;
    }

    [Differentiable]
    public static double OfTrajectory(ReadOnlySpan<double> x)
    {
        double[][] path = Trajectory(x[..3].ToArray(), x[3], 4);
        double s = 0;
        for (int t = 0; t < path.Length; t++)
        {
            s += path[t][0] * path[t][2] * (t + 1);
        }

        path[2][1] *= x[4];
        return s + (path[2][1] * path[4][1] * x[5]);
    }

    [Differentiable]
    public static void Scale(double[][] rows, int count, double factor)
    {
        for (int i = 0; i < count; i++)
        {
            double[] row = rows[i];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= factor * row[j];
            }
        }
    }

    /// <summary>A callee writes the rows that are there, and more rows come after it.</summary>
    [Differentiable]
    public static double WhileRowsCome(ReadOnlySpan<double> x)
    {
        double[][] m = new double[4][];
        int n = 0;
        double s = 0;
        while (n < 3)
        {
            double[] r = [x[n], x[n + 1] * x[n + 2]];
            m[n] = r;
            n++;
            Scale(m, n, x[n]);
            s += m[n - 1][1] * m[0][0];
        }

        double[][][] cube = new double[2][][];
        for (int i = 0; i < 2; i++)
        {
            cube[i] = new double[2][];
            for (int j = 0; j < 2; j++)
            {
                cube[i][j] = new double[] { x[i], x[j] * x[5], s };
                cube[i][j][0] *= cube[i][j][1];
            }
        }

        return s + (cube[1][0][0] * cube[0][1][1]) + cube[1][1][2];
    }

    [Differentiable]
    public static double Tables(ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach (double[] row in Table)
        {
            foreach (double value in row)
            {
                s += value * x[0] * x[1];
            }
        }

        for (int i = 0; i < 2; i++)
        {
            s += Table[i][i] * x[Indices[i][1]] * x[Indices[i][0]];
        }

        double[] last = Table[1];
        return s * last[0];
    }

    [Differentiable]
    public static double Replaced(ReadOnlySpan<double> x)
    {
        double[][] m = new double[3][];
        m[0] = [x[1], 1];
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            m[i] = [x[i], 2];
            s += m[i][0] * m[i][1];
        }

        return s;
    }
}
