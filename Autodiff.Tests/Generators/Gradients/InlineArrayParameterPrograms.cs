using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Inline arrays as parameters and results of differentiable methods.</summary>
public static partial class InlineArrayParameterPrograms
{
    [Differentiable]
    public static double ByValue(double[] x)
    {
        Four b = default, zero = default;
        for (int i = 0; i < 4; i++)
        {
            b[i] = x[i] * x[i + 1];
        }

        double t = Weighted(b, x[0]);
        b[1] *= t;
        t += Changed(b) + Weighted(in b, t) + Weighted(default, x[1]) + Weighted(zero, x[2]);
        Four c = b;
        c[2] = Read(b) * t;
        return (Weighted(c, b[^1]) * Read(in c)) + Sum(b, c) + Given(c, ref b, c) + b[0];
    }

    [Differentiable]
    public static double ByReference(double[] x)
    {
        Four b = default;
        b[0] = x[0];
        b[3] = x[1];
        for (int step = 0; step < 3; step++)
        {
            Advance(ref b, x[2]);
            Split(b, out Four low, out Four high);
            b[1] += low[0] * high[3];
            Advance(ref low, b[2]);
            b[step] += low[1] * 0.1;
        }

        Split(b, out _, out b);
        return (b[0] * b[1]) + (b[2] * b[3] * b[3]);
    }

    [Differentiable]
    public static double Results(double[] x)
    {
        Four a = Made(x[0], x[1]);
        Four b = Sums(a, Made(x[2], x[3]));
        double t = b[0] * a[1];
        for (int i = 0; i < 3; i++)
        {
            b = Sums(b, Made(b[i] * 0.1, x[i]));
            b[3] += Made(t, x[4])[2] + Early(b, x[i])[1];
        }

        a = Early(b, t);
        return (b[0] * b[2]) + (a[0] * b[3]) + Same(a)[1];
    }

    [Differentiable]
    public static double Generic(double[] x)
    {
        Three<double> a = Filled(x[0], x[1]);
        Three<int> order = default;
        order[0] = 2;
        order[2] = 1;
        a[order[0]] *= Total(a);
        return Total(a) * Ordered(a, order);
    }

    [Differentiable]
    public static double Weighted(in Four b, double by)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += (i + 1) * b[i] * b[i] * by;
        }

        return sum;
    }

    /// <summary>Writes its own copy.</summary>
    [Differentiable]
    public static double Changed(Four b)
    {
        b[0] *= b[1];
        b[2] = b[0] * b[3];
        Span<double> s = b;
        s[1] += s[2] * s[0];
        return (b[0] * b[1]) + (b[2] * b[3]);
    }

    [Differentiable]
    public static double Read(in Four b)
    {
        ReadOnlySpan<double> rest = b[1..];
        double sum = b[^1] * b[0];
        foreach (double value in b)
        {
            sum += value * value;
        }

        return sum * rest[0] * rest[2];
    }

    [Differentiable]
    public static double Sum(Four a, Four b)
    {
        double sum = 0;
        foreach (double v in a)
        {
            sum += v * b[0];
        }

        return sum;
    }

    [Differentiable]
    public static double Given(Four before, ref Four now, Four again)
    {
        now[0] = before[1] * again[2];
        now[1] *= before[0];
        return now[0] * before[0] * now[1];
    }

    [Differentiable]
    public static void Advance(ref Four b, double by)
    {
        for (int i = 1; i < 4; i++)
        {
            b[i] += by * b[i - 1] * b[3];
        }

        Four c = b;
        b[0] = c[1] * 0.5;
        b = Sums(b, c);
    }

    [Differentiable]
    public static void Scale(ref Four b, Span<double> s, double factor)
    {
        b[1] *= factor;
        s[1] += b[1];
    }

    [Differentiable]
    public static void Split(Four b, out Four low, out Four high)
    {
        low = default;
        high = b;
        low[0] = b[0] * b[1];
        low[1] = b[1];
        high[0] = 1;
    }

    [Differentiable]
    public static Four Made(double a, double b)
    {
        Four made = default;
        made[0] = a;
        made[1] = a * b;
        made[2] = b * b;
        return made;
    }

    [Differentiable]
    public static Four Sums(Four a, in Four b)
    {
        for (int i = 0; i < 4; i++)
        {
            a[i] += b[i] * b[0];
        }

        return a;
    }

    [Differentiable]
    public static Four Early(Four b, double t)
    {
        if (t < 0.317)
        {
            return default;
        }

        if (t < 0.613)
        {
            return b;
        }

        Four c = b;
        c[1] *= t;
        return c;
    }

    [Differentiable]
    [Checkpoint]
    public static Four Same(Four b)
    {
        Four c = b;
        c[1] = b[0] * b[1];
        return c;
    }

    [Differentiable]
    public static Three<T> Filled<T>(T a, T b)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        Three<T> filled = default;
        filled[0] = a * b;
        filled[1] = T.Sin(a);
        filled[2] = b;
        return filled;
    }

    [Differentiable]
    public static T Total<T>(Three<T> values)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    [Differentiable]
    public static double Ordered(Three<double> values, Three<int> order) => values[order[0]] * values[order[1]] * values[order[2]];

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
