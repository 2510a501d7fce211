using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Locals that may have no number.</summary>
public static partial class NullablePrograms
{
    [Differentiable]
    public static double Best(double[] x)
    {
        double? best = null;
        foreach (double v in x)
        {
            if (v > 0.21 && (best is null || v * v < best))
            {
                best = v * v;
            }
        }

        return ((best ?? 0) * x[0]) + x[1];
    }

    [Differentiable]
    public static double Values(double[] x)
    {
        double? a = x[0] * x[1];
        double? b = null;
        if (x[0] > 0.5)
        {
            b = a.Value * x[2];
        }

        double s = a.Value;
        if (b.HasValue)
        {
            s *= b.Value + b.GetValueOrDefault();
        }

        a = 2;
        return (s * a.Value) + (b ?? x[2] * x[2]);
    }

    [Differentiable]
    public static double Patterns(double[] x)
    {
        double? last = null;
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (last is { } l && l > 0)
            {
                s += l * x[i];
            }

            if (last is double d)
            {
                s += d * d;
            }

            if (last is not null)
            {
                s *= 1.1;
            }

            last = x[i] * s;
            if (x[i] > 1)
            {
                last = null;
            }
        }

        return last == null ? s : s * (double)last;
    }

    [Differentiable]
    public static double Comparisons(double[] x)
    {
        double? high = default;
        for (int i = 0; i < x.Length; i++)
        {
            if (high == null || high < x[i])
            {
                high = x[i];
            }

            if (0.11 >= high)
            {
                high = null;
            }
        }

        if (high != null)
        {
            return high.Value * high.Value * x[0];
        }

        return x[1] * x[1];
    }

    [Differentiable]
    public static double Coalesced(double[] x)
    {
        double? m;
        m = null;
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            m = Math.Max(m ?? x[i] * 0.3, x[i] * x[0]);
            s += m ?? 1;
        }

        return s * (m ?? throw new InvalidOperationException());
    }
}
