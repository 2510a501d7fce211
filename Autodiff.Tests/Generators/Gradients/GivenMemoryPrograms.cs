using System;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Variables that lead to one given memory or another: spans, and matrices.</summary>
public static partial class GivenMemoryPrograms
{
    [Differentiable]
    public static double Spans(double[] x)
    {
        double[] a = x.AsSpan(0, 3).ToArray(), b = x.AsSpan(3).ToArray();
        double t = Longer(x.AsSpan(0, 2), x.AsSpan(2), x[0] > 0) + Longer(a, b, false);
        Turned(a, b, 3);
        return (t * a[0] * b[2]) + (a[1] * b[1]) + Rest(b, a, t) + Walked(a, b);
    }

    [Differentiable]
    public static double Longer(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool flag)
    {
        ReadOnlySpan<double> s = flag ? x : y[1..];
        double sum = x[0];
        foreach (double value in s)
        {
            sum += value * value * y[0];
        }

        return sum;
    }

    /// <summary>Writes to both, by whichever name.</summary>
    [Differentiable]
    public static void Turned(Span<double> x, Span<double> y, int steps)
    {
        Span<double> s = x, other = y;
        for (int i = 0; i < steps; i++)
        {
            s[i] *= other[0] + x[1];
            y[1] += s[^1] * 0.5;
            Span<double> t = s;
            s = other;
            other = t;
        }

        Scale(s[1..], x[0]);
    }

    [Differentiable]
    public static double Rest(Span<double> x, ReadOnlySpan<double> y, double by)
    {
        ReadOnlySpan<double> s = x;
        double[] scratch = { by, 2, 3 };
        if (by < 0.123)
        {
            return s[0] * y[1];
        }

        x[1] = by * s[1];
        s = by > 0.789 ? y : scratch;
        return s[0] * s[1] * x[1];
    }

    /// <summary>Nothing is copied where one span is the root of all views.</summary>
    [Differentiable]
    public static double Walked(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<double> rest = x;
        double sum = y[0];
        while (rest.Length > 0)
        {
            sum += sum * rest[0];
            rest = rest[1..];
        }

        return sum;
    }

    [Differentiable]
    public static void Scale(Span<double> values, double by)
    {
        foreach (ref double value in values)
        {
            value *= by;
        }
    }

    [Differentiable]
    public static double Matrices(double[] x)
    {
        var dense = new DenseMatrix<double>(2, 2, [x[0], x[1], x[1], x[2] + 3]);
        var sparse = new CsrMatrix<double>(2, 2, [0, 1, 3], [0, 0, 1], [x[3], x[4], x[5]]);
        return Powers(dense, 2, x[1]) + (Chosen(sparse, x[0]) * dense[0, 1]) + Low(dense, dense[0, 0]) + (Powers(dense, 0, 1) * sparse.Values[1]);
    }

    [Differentiable]
    public static double Powers(DenseMatrix<double> a, int n, double s)
    {
        DenseMatrix<double> power = a;
        for (int k = 0; k < n; k++)
        {
            double[] values = new double[4];
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    values[(2 * i) + j] = (power[i, 0] * a[0, j]) + (s * power[i, 1] * a[1, j]);
                }
            }

            power = new DenseMatrix<double>(2, 2, values);
        }

        return power[0, 0] * power[1, 1] * a[0, 1];
    }

    [Differentiable]
    public static double Chosen(CsrMatrix<double> a, double s)
    {
        CsrMatrix<double> b = a;
        if (s > 0.1234)
        {
            b = new CsrMatrix<double>(2, 2, a.RowPointers, a.ColumnIndices, [a.Values[0] * s, s, a.Values[2]]);
        }

        return b.Values[0] * b.Values[1] * a.Values[2] * b.Values[2];
    }

    [Differentiable]
    public static double Low(DenseMatrix<double> a, double s)
    {
        a = new DenseMatrix<double>(2, 2, [s, a[0, 1], a[1, 0], a[1, 1] * s]);
        EigenPairs<double> pairs = SpectralOps.Eigh(a);
        return pairs.Values[0] * a[0, 1];
    }
}
