using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Elements sorted, with what follows them.</summary>
public static partial class SortPrograms
{
    [Differentiable]
    public static double Weighted(double[] x)
    {
        double[] a = (double[])x.Clone();
        Array.Sort(a);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * i * i;
        }

        return (sum * a[0]) + (Median(x) * Median(x.AsSpan(1))) + Median(x.AsSpan(0, 3));
    }

    [Differentiable]
    public static double InLoops(double[] x)
    {
        double[] a = (double[])x.Clone(), b = new double[6];
        int[] ids = [0, 1, 2, 3, 4, 5];
        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < 6; i++)
            {
                a[i] += 0.1 * Math.Sin(a[(i + 1) % 6] * (t + 1));
                b[i] = a[i] * x[i];
            }

            Array.Sort(a, b);
            if (t == 1)
            {
                Span<double> p = b;
                p[1..5].Sort();
                Array.Sort(a, 1, 3);
            }

            Array.Sort(b, ids, 0, 4);
            int[] keys = [3, 1, 2, 0, 5, 4];
            Array.Sort(keys, a);
            (a, b) = (b, a);
            s += (a[0] * b[5] * ids[0]) + (a[2] * s);
            MemoryExtensions.Sort(b.AsSpan(0, 3), a.AsSpan(3));
        }

        return s + (a[1] * b[2]);
    }

    [Differentiable]
    private static double Median(ReadOnlySpan<double> x)
    {
        double[] a = x.ToArray();
        Array.Sort(a);
        int n = a.Length;
        return n % 2 == 1 ? a[n / 2] : 0.5 * (a[(n / 2) - 1] + a[n / 2]);
    }
}
