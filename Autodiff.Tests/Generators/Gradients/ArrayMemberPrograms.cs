using System;
using System.Linq;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Members of arrays and spans that move elements, or take a whole sequence to a number.</summary>
public static partial class ArrayMemberPrograms
{
    [Differentiable]
    public static double Copies(ReadOnlySpan<double> x)
    {
        double[] a = x.ToArray();
        double[] b = new double[a.Length + 2];
        Array.Copy(a, b, a.Length);
        Array.Copy(a, 1, b, 4, 3);
        double[] c = (double[])b.Clone();
        c[0] *= b[1];
        Array.Clear(b, 0, 2);
        Array.Fill(b, x[0] * x[1], 2, 2);
        double[] d = c[1..^2];
        d[0] *= d[1];
        Array.Reverse(c);
        Array.Reverse(b, 1, 4);
        a.CopyTo(b, 1);
        b[1] *= b[2];
        double[] e = a.ToArray();
        e[0] = Math.Sin(e[1]);
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            s += (c[i] * b[i] * (i + 1)) + (d[i] * e[i] * d[i]);
        }

        Array.Fill(e, s * x[2]);
        Array.Clear(a);
        return s + e[3] + a[1];
    }

    [Differentiable]
    public static double Spans(ReadOnlySpan<double> x)
    {
        Span<double> y = stackalloc double[x.Length];
        bool fits = x.TryCopyTo(y);
        Span<double> z = stackalloc double[2];
        bool fitsNot = x.TryCopyTo(z);
        y.Slice(1, 4).Reverse();
        y[1..4].Reverse();
        double[] array = y.ToArray();
        Span<double> part = new Span<double>(array, 1, 3);
        part[0] *= part[1];
        Span<double> whole = new(array);
        whole[2] *= whole[3] * (fits ? 2 : 3);
        return part[0] + (array[2] * y[1] * y[4]) + z[0] + (fitsNot ? 1 : 0);
    }

    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x)
    {
        double[] a = x.ToArray();
        for (int k = 0; k < 3; k++)
        {
            Array.Copy(a, 0, a, 1, a.Length - 1);
            a[0] = (a[1] * a[2]) + a[5];
            double[] tail = a[k..];
            a[1] *= tail[0] * tail[^1];
            Array.Reverse(a);
        }

        int[] p = [3, 2, 1, 0];
        int[] q = new int[4];
        Array.Copy(p, q, 4);
        Array.Reverse(p);
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            s += a[p[i]] * a[q[i]] * (i + 1);
            Array.Reverse(q);
        }

        return s;
    }

    [Differentiable]
    public static double Sequences(ReadOnlySpan<double> x)
    {
        double[] a = x.ToArray();
        double s = a.Sum() * a.Average();
        a[0] *= a.Max();
        a[1] -= a.Min() * a.First();
        s += a.Last() * a.Sum() / a.Count();
        return s + (a.Contains(s) ? 1 : 0) + (a.AsSpan().SequenceEqual(x) ? 1 : 0) + Array.IndexOf(a, s);
    }

    [Differentiable]
    public static double Spreads(ReadOnlySpan<double> x)
    {
        double[] a = [x[0] * x[1], .. x, 1.0, .. x[1..3]];
        double[] b = [.. a];
        b[0] *= b[1];
        Span<double> c = [.. b.AsSpan(0, 2), x[5]];
        ReadOnlySpan<double> d = [.. c, 2 * x[4]];
        double s = 0;
        foreach (double value in a)
        {
            s += value * value;
        }

        return s + (b[0] * c[0] * c[2]) + (d[3] * d[1]) + TensorPrimitives.Sum<double>([.. a, x[0]]);
    }

    [Differentiable]
    public static double OfRectangles(ReadOnlySpan<double> x)
    {
        double[,] m = new double[2, 3];
        for (int i = 0; i < 6; i++)
        {
            m[i / 3, i % 3] = x[i];
        }

        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            double[,] c = (double[,])m.Clone();
            c[0, 0] *= c[1, 1] * 0.5;
            m[1, 2] += c[0, 0] * m[1, 2];
            Array.Copy(c, m, 2);
            s += c[0, 0] * m[1, 2];
            if (t == 1)
            {
                Array.Clear(c);
            }

            s += c[0, 1] * m[0, 1];
        }

        return s;
    }

    [Differentiable]
    public static double Callee(ReadOnlySpan<double> x)
    {
        double[] a = x.ToArray();
        double s = SumAfterProduct(a[1..]) * SumAfterProduct(a[..2]);
        s += SumAfterProduct((double[])a.Clone()) * SumAfterProduct([.. a, s]);
        return s + (a[0] * SumAfterProduct(a));
    }

    [Differentiable]
    public static double SumAfterProduct(double[] a)
    {
        a[0] *= a[1];
        return a.Sum();
    }
}
