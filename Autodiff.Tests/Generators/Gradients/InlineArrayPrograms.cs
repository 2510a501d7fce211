using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Inline arrays as locals: copied by value, read and written by element, seen as spans.</summary>
public static partial class InlineArrayPrograms
{
    private static readonly Four Weights = Made();

    [Differentiable]
    public static double Values(double[] x)
    {
        Four b = default;
        for (int i = 0; i < 4; i++)
        {
            b[i] = x[i];
            b[i] *= x[i + 1];
        }

        Four c = b;
        c[1] += 2;
        b[^1] = c[0] * c[1];
        Scale(b, x[0]);
        Span<double> s = c;
        s[2] *= b[3];
        double t = SumOfSquares(b) + SumOfSquares(c[1..3]) + b[..2][1];
        foreach (double v in c)
        {
            t += v * t;
        }

        foreach (ref double v in c[..])
        {
            v += 1;
        }

        b = c;
        c = default;
        b[0] += t;
        c[0] = b[0];
        ref double r = ref b[1];
        for (int i = 0; i < 4; i++)
        {
            if (b[i] > r)
            {
                r = ref b[i];
            }
        }

        r *= x[5];
        return SumOfSquares(b) + (c[0] * t) + (Weights[0] * b[3]);
    }

    [Differentiable]
    public static double Scratch(double[] x)
    {
        double e = 1;
        for (int step = 0; step < 3; step++)
        {
            Three<double> k = new();
            Three<int> indices = default;
            indices[0] = step;
            indices[1] = step + 1;
            indices[2] = step * 2 % 5;
            foreach (int i in indices)
            {
                k[0] += x[i];
                k[1] *= 2;
                k[1] += k[0] * e;
            }

            Fill(ref k, e);
            e += Total(k) * k[2] * 0.1;
            e += Ends(k) * 0.1;
            e += Ends(in k) * 0.01;
            Three<double> m = Changed(k, x[step]);
            if (x[step] > 0)
            {
                m = k;
                m[0] = e;
            }

            e += (m[0] * m[1] * 0.1) + Total(default);
        }

        return e;

        double Total(Three<double> v)
        {
            v[0] *= 2;
            double sum = 0;
            foreach (double q in v)
            {
                sum += q;
            }

            return sum;
        }

        static double Ends(in Three<double> v) => v[0] * v[^1];

        static void Fill(ref Three<double> v, double by)
        {
            for (int i = 1; i < 3; i++)
            {
                v[i] += v[i - 1] * by;
            }
        }

        static Three<double> Changed(Three<double> v, double by)
        {
            Three<double> r = v;
            r[1] = by;
            v[0] = 7;
            return r;
        }
    }

    private static Four Made()
    {
        Four b = default;
        b[0] = 2;
        b[3] = 0.5;
        return b;
    }

    [Differentiable]
    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    [Differentiable]
    private static void Scale(Span<double> values, double by)
    {
        foreach (ref double value in values)
        {
            value *= by;
        }
    }

    [InlineArray(4)]
    public struct Four
    {
        private double _first;
    }

    [InlineArray(3)]
    public struct Three<T>
    {
        private T _first;
    }
}
