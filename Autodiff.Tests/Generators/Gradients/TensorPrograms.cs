using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Tensors and spans of them: elements, shapes, functions.</summary>
public static partial class TensorPrograms
{
    [Differentiable]
    public static double Trace(Tensor<double> t)
    {
        double sum = 0;
        for (int i = 0; i < t.Lengths[0] && i < t.Lengths[1]; i++)
        {
            sum += t[i, i] * t[0, i];
        }

        return sum * t[^1, 0];
    }

    [Differentiable]
    public static double TensorElements(ReadOnlySpan<double> x)
    {
        Tensor<double> t = Tensor.CreateFromShape<double>([2, 3]);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < (int)t.Lengths[1]; j++)
            {
                t[i, j] = x[i] * x[j + 1];
            }
        }

        t[0, 1] *= t[1, 2];
        t[1, ^1] += t[0, 1] * t[0, 0];
        return Trace(t) + t[1, 2] * t.FlattenedLength;
    }

    [Differentiable]
    public static double TensorOperators(ReadOnlySpan<double> x)
    {
        Tensor<double> a = Tensor.Create(x[..4].ToArray(), [2, 2]);
        Tensor<double> b = Tensor.Create<double>([x[1], 0.5, x[2], x[3]], [2, 2]);
        Tensor<double> c = a * b + 2.0 * a - b / (Tensor.Exp<double>(a) + 3.0);
        Tensor<double> d = -c * x[0] + (1.0 - a) + x[1] / (a * a + 1.0);
        return Tensor.Sum<double>(d * Tensor.Tanh<double>(c)) + Tensor.Dot<double>(a, d);
    }

    [Differentiable]
    public static double TensorBroadcast(ReadOnlySpan<double> x)
    {
        Tensor<double> a = Tensor.Create(x.ToArray(), [2, 3]);
        Tensor<double> row = Tensor.Create<double>([x[0], x[2], 2 * x[4]], [3]);
        Tensor<double> column = Tensor.Create<double>([x[1] * x[1], x[3]], [2, 1]);
        Tensor<double> all = Tensor.Broadcast<double>(column, [2, 3]);
        Tensor<double> s = a * row + Tensor.Multiply<double>(all, a) - Tensor.Divide<double>(a, row + 10.0);
        return Tensor.Norm<double>(s) * Tensor.Average<double>(Tensor.Max<double>(a, row));
    }

    [Differentiable]
    public static double TensorViews(ReadOnlySpan<double> x)
    {
        Tensor<double> a = Tensor.Create(x.ToArray(), [2, 3]);
        Tensor<double> right = a[.., 1..];
        Tensor<double> turned = Tensor.Transpose(right);
        Tensor<double> flat = Tensor.Reshape(a, [3, 2]);
        right[0, 0] *= flat[2, 1];
        Tensor<double> sum = right + turned;
        flat[0, 1] += sum[1, 0] * sum[0, 0];
        int n = 1;
        Tensor<double> last = a.Slice(n..^0, ..(n + 1));
        return Tensor.Sum<double>(Tensor.Sin<double>(right)) * a[0, 1] + turned[1, 0] + last[0, 1] * last[0, 0];
    }

    [Differentiable]
    public static double TensorDestinations(ReadOnlySpan<double> x)
    {
        Tensor<double> a = Tensor.Create(x.ToArray(), [2, 3]);
        Tensor<double> b = Tensor.CreateFromShape<double>(a.Lengths);
        Tensor.Exp<double>(a, b);
        Tensor.Multiply<double>(a, b, a);
        a += b;
        a *= x[1];
        b.Fill(x[2]);
        Tensor<double> part = b[..1, ..];
        part.Clear();
        Tensor.Add<double>(part, a[1.., ..], part);
        a[..1, ..].CopyTo(b[1.., ..]);
        return Tensor.Dot<double>(a, b) + b[0, 0] * b[1, 1];
    }

    [Differentiable]
    public static double TensorSpans(ReadOnlySpan<double> x)
    {
        var a = new ReadOnlyTensorSpan<double>(x, [2, 3]);
        double[] buffer = new double[6];
        var b = new TensorSpan<double>(buffer, [2, 3]);
        a.CopyTo(b);
        b[1, 1] *= a[0, 0];
        ReadOnlyTensorSpan<double> c = b;
        TensorSpan<double> row = b[1.., ..];
        Tensor.Multiply<double>(row, row, row);
        Scale(b, x[2]);
        return OfSpan(c, x[1]) + buffer[4] * Tensor.Sum<double>(row);
    }

    [Differentiable]
    public static double OfSpan(ReadOnlyTensorSpan<double> t, double factor) => Tensor.Norm(t) * factor + t[0, 2];

    [Differentiable]
    public static void Scale(TensorSpan<double> t, double factor)
    {
        for (int i = 0; i < t.Lengths[0]; i++)
        {
            for (int j = 0; j < t.Lengths[1]; j++)
            {
                t[i, j] *= factor * t[i, j];
            }
        }
    }

    [Differentiable]
    public static Tensor<double> Layer(Tensor<double> weights, Tensor<double> bias, double slope)
    {
        Tensor<double> sum = weights * slope + bias;
        Tensor<double> result = Tensor.Sigmoid<double>(sum);
        return result;
    }

    [Differentiable]
    public static double TensorLayers(ReadOnlySpan<double> x)
    {
        Tensor<double> w = Tensor.Create(x[..4].ToArray(), [2, 2]);
        Tensor<double> b = Tensor.Create(x[4..6].ToArray(), [2]);
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            Tensor<double> y = Layer(w, b, x[i]);
            s += Tensor.Dot<double>(y, y) * x[i + 1];
            w[0, 1] += s;
        }

        return s;
    }

    [Differentiable]
    public static T Generic<T>(Tensor<T> t, T scale)
        where T : IFloatingPointIeee754<T>
        => Tensor.Sum<T>(t * t) * scale + t[0, 1];

    [Differentiable]
    public static float Single(Tensor<float> t) => Tensor.Sum<float>(Tensor.Cos<float>(t)) * t[0];

    [Differentiable]
    public static double TensorOfGenerics(ReadOnlySpan<double> x) => Generic(Tensor.Create(x[..4].ToArray(), [2, 2]), x[4]) * Single(Tensor.Create<float>([0.5f, 2])) * x[5];
}
