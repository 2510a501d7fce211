using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Span variables that are assigned again.</summary>
public static partial class MovingSpanPrograms
{
    [Differentiable]
    public static double Walk(double[] x)
    {
        ReadOnlySpan<double> rest = x;
        double s = 1;
        while (rest.Length > 1)
        {
            s += rest[0] * rest[^1] * s;
            rest = rest[1..];
        }

        return s * rest[0];
    }

    [Differentiable]
    public static double Narrowed(ReadOnlySpan<double> x)
    {
        double s = 0;
        while (!x.IsEmpty)
        {
            s = (s * x[0]) + x[^1];
            x = x.Slice(1, Math.Max(0, x.Length - 2));
        }

        return s;
    }

    [Differentiable]
    public static double OfNarrowed(double[] x) => Narrowed(x) * Narrowed(x.AsSpan(1));

    [Differentiable]
    public static double PingPong(double[] x)
    {
        Span<double> a = [x[0], x[1], x[2]];
        Span<double> b = stackalloc double[3];
        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < a.Length; i++)
            {
                b[i] = (a[i] * a[(i + 1) % 3]) + x[3 + i];
            }

            Span<double> t = a;
            a = b;
            b = t;
            if (a[0] > 4)
            {
                break;
            }
        }

        return (a[0] * b[1]) + (a[2] * b[2]);
    }

    [Differentiable]
    public static double Rows(double[] x)
    {
        double[] m = new double[6];
        Span<double> row = m;
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            row = m.AsSpan(2 * i, 2);
            row[0] = x[i] * x[i + 1];
            row[1] = Math.Sin(row[0]) + s;
            s += row[1] * m[0];
            row[0] *= s;
        }

        return s + TensorPrimitives.SumOfSquares<double>(m) + row[1];
    }

    [Differentiable]
    public static double Reordered(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        Span<double> row = a[0];
        for (int i = 1; i < 3; i++)
        {
            row[0] *= a[i][1];
            (a[0], a[i]) = (a[i], a[0]);
            row[1] += a[0][0];
            row = i == 1 ? a[2] : a[0].AsSpan(1);
            row[0] *= 1.5;
        }

        return (row[0] * a[0][0]) + (a[1][1] * a[2][0]);
    }

    [Differentiable]
    public static double Halves(double[] x)
    {
        double[] y = [.. x];
        Span<double> low = y.AsSpan(0, 3), high = y.AsSpan(3);
        for (int i = 0; i < 3; i++)
        {
            low[i] *= high[2 - i];
            Span<double> t = low;
            low = high;
            high = t;
        }

        Span<double> last = low[1..];
        low = high;
        low[0] += last[0];
        return TensorPrimitives.Dot<double>(low, high) + TensorPrimitives.Dot<double>(last, y.AsSpan(4));
    }

    [Differentiable]
    public static double Chosen(double[] x)
    {
        double[] a = [x[0], x[1]];
        double[] b = [x[2], x[3], x[4]];
        Span<double> c = x[0] > x[1] ? a : b.AsSpan(1);
        c[0] *= x[5];
        Span<double> d = c.Length switch { 2 => c, _ => a };
        d[1] *= c[0];
        return (a[0] * a[1]) + (b[0] * b[1] * b[2]) + d[0];
    }

    [Differentiable]
    public static double Binary(double[] x)
    {
        double[] y = [x[0] * x[1], x[1] * x[2], x[2] * x[3], x[3] * x[4]];
        Span<double> part = y;
        try
        {
            while (part.Length > 1)
            {
                int half = part.Length / 2;
                part[0] += part[half] * x[5];
                part = part[0] > 0.5 ? part[..half] : part[half..];
            }
        }
        finally
        {
            part[0] *= y[1];
        }

        return part[0] + (y[0] * y[3]);
    }

    /// <summary>What is past the end of the view is still in its array.</summary>
    [Differentiable]
    public static double PastTheEnd(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> part = x[..2];
        part = part.Slice(1, 3);
        return part[2];
    }

    [Differentiable]
    public static void Scan(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        while (y.Length > 0)
        {
            sum += x[0] * x[0];
            y[0] = sum * x[^1];
            y = y[1..];
            x = x[1..];
        }
    }

    [Differentiable]
    public static double OfScan(double[] x)
    {
        double[] y = new double[x.Length];
        Scan(x, y);
        Scan(y.AsSpan(1, 2), y.AsSpan(3, 2));
        return y[0] + (y[3] * y[4]);
    }
}
