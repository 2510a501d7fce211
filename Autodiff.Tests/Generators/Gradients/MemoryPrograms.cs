using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>One method for each way of using arrays and spans.</summary>
public static partial class MemoryPrograms
{
    [Differentiable]
    public static double LocalArray(ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i];
        }

        for (int i = 1; i < y.Length; i++)
        {
            y[i] += y[i - 1] * x[i];
        }

        return y[y.Length - 1] * y[0];
    }

    [Differentiable]
    public static double InPlace(ReadOnlySpan<double> x)
    {
        Span<double> y = stackalloc double[x.Length];
        x.CopyTo(y);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            for (int i = 1; i < y.Length; i++)
            {
                y[i] = Math.Sin(y[i]) * y[i - 1];
                y[i - 1] *= y[i];
            }
        }

        double s = 0;
        foreach (double value in y)
        {
            s += value;
        }

        return s;
    }

    [Differentiable]
    public static double Views(ReadOnlySpan<double> x)
    {
        int half = x.Length / 2;
        ReadOnlySpan<double> left = x[..half];
        ReadOnlySpan<double> right = x.Slice(half, half);
        double s = 0;
        for (int i = 0; i < half; i++)
        {
            ReadOnlySpan<double> tail = right[i..];
            s += left[i] * tail[0] * tail[tail.Length - 1];
        }

        return s * x[^1];
    }

    [Differentiable]
    public static double Rows(ReadOnlySpan<double> x)
    {
        int n = 3;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            Span<double> row = matrix.AsSpan(i * n, n);
            for (int j = 0; j < n; j++)
            {
                row[j] = x[i] * x[j] + (i == j ? 1 : 0);
            }

            row[0] *= row[1];
        }

        double s = 0;
        int k = 0;
        while (k < n)
        {
            Span<double> row = matrix.AsSpan(k * n, n);
            s += row[0] * row[k] * row[2];
            k++;
        }

        return s;
    }

    [Differentiable]
    public static double ArrayInLoop(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double[] work = new double[i + 1];
            work[0] = x[i] * s;
            for (int j = 1; j <= i; j++)
            {
                work[j] = work[j - 1] * x[j];
            }

            s += work[i] * work[0];
        }

        return s;
    }

    [Differentiable]
    public static double Initialisers(ReadOnlySpan<double> x)
    {
        double[] a = { x[0], x[1] * x[2], 3 };
        double[] b = [a[0] * a[1], x[2]];
        int[] order = { 2, 0, 1 };
        double s = 0;
        for (int i = 0; i < order.Length; i++)
        {
            s += a[order[i]] * a[order[i]] * (i + 1) * b[i % 2];
        }

        return s;
    }

    [Differentiable]
    public static double PrefixSums(ReadOnlySpan<double> x)
    {
        double[] sums = x.ToArray();
        for (int i = 1; i < sums.Length; i++)
        {
            sums[i] += sums[i - 1];
        }

        double s = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            s += sums[i] * sums[i];
        }

        return s;
    }

    [Differentiable]
    public static double TensorInPlace(ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length];
        TensorPrimitives.Multiply(x, x, y);
        TensorPrimitives.Exp(y, y);
        TensorPrimitives.Add(y, x, y);
        TensorPrimitives.Multiply(y, 0.5, y);
        TensorPrimitives.Sqrt(y, y);
        return TensorPrimitives.Dot(y, x) + TensorPrimitives.SumOfSquares<double>(y);
    }

    [Differentiable]
    public static double FillAndClear(ReadOnlySpan<double> x)
    {
        double[] y = new double[3];
        y.AsSpan().Fill(x[0] * x[1]);
        y[1] *= x[2];
        double s = y[0] * y[1] * y[2];
        y.AsSpan(1).Clear();
        return s + y[0] + y[1];
    }

    [Differentiable]
    public static double CopiesOverItself(ReadOnlySpan<double> x)
    {
        Span<double> y = new double[x.Length];
        x.CopyTo(y);
        y[..^1].CopyTo(y[1..]);
        double s = 0;
        for (int i = 0; i < y.Length; i++)
        {
            s += y[i] * y[i] * (i + 1);
        }

        return s;
    }

    [Differentiable]
    public static double SelfIndexed(ReadOnlySpan<double> x)
    {
        int[] next = new int[x.Length];
        for (int i = 0; i < next.Length; i++)
        {
            next[i] = (i * 3 + 1) % next.Length;
        }

        double s = 0;
        int at = 0;
        for (int i = 0; i < next.Length; i++)
        {
            s += x[next[at]] * x[at];
            at = next[at];
            next[at] = (next[at] + 1) % next.Length;
        }

        return s;
    }

    [Differentiable]
    public static double StoppedView(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> constant = Ad.StopGradient(x);
        ReadOnlySpan<double> tail = constant[1..];
        double s = 0;
        for (int i = 0; i < tail.Length; i++)
        {
            s += tail[i] * x[i];
        }

        return s;
    }

    /// <summary>The offset of a view reads elements that the loop around overwrites.</summary>
    [Differentiable]
    public static double OffsetOfChangingElements(double[] x)
    {
        double[] at = new double[2];
        for (int i = 0; i < 4; i++)
        {
            at[1] = i;
            for (int j = 0; j < 2; j++)
            {
                Span<double> t = x.AsSpan((int)TensorPrimitives.Sum<double>(at) % 3, 1);
                t[0] /= 1.5 + i;
            }
        }

        return x[0] + (2 * x[1]) + (3 * x[2]);
    }
}
