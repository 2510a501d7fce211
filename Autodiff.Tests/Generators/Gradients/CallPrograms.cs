using System;
using System.Threading;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Calls of differentiable methods, of rules written here, of methods without gradient.</summary>
public static partial class CallPrograms
{
    private static readonly ThreadLocal<int> Ticks = new();

    public static int TickCount
    {
        get => Ticks.Value;
        set => Ticks.Value = value;
    }

    [Differentiable]
    public static double Square(double value) => value * value;

    [Differentiable]
    public static void Scale(ReadOnlySpan<double> x, double factor, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = factor * x[i] * x[i];
        }
    }

    /// <summary>Overwrites its argument with something that needs the old values.</summary>
    [Differentiable]
    public static void Advance(Span<double> state, double step)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] += step * Math.Sin(state[i]) * state[(i + 1) % state.Length];
        }
    }

    [Differentiable]
    public static double[] Powers(double x, int count)
    {
        double[] powers = new double[count];
        powers[0] = x;
        for (int i = 1; i < count; i++)
        {
            powers[i] = powers[i - 1] * x;
        }

        return powers;
    }

    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += Square(x[i]) * Square(s + 1) + Square(Square(x[0] * x[i]));
        }

        return s;
    }

    [Differentiable]
    public static double Filled(ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length];
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            Scale(x, s, y);
            s += y[i] * y[0];
        }

        return s;
    }

    [Differentiable]
    public static double TimeSteps(ReadOnlySpan<double> x)
    {
        double[] state = x.ToArray();
        double s = 0;
        for (int t = 0; t < 4; t++)
        {
            s += state[0] * state[1];
            Advance(state, 0.1 + x[0] * x[0]);
        }

        foreach (double value in state)
        {
            s += value * value;
        }

        return s;
    }

    [Differentiable]
    public static double OfArrays(ReadOnlySpan<double> x)
    {
        double[] powers = Powers(x[0] * x[1], 4);
        double s = 0;
        for (int i = 0; i < powers.Length; i++)
        {
            double[] more = Powers(powers[i], 3);
            s += more[2] * more[0] + powers[i];
        }

        return s;
    }

    [Differentiable]
    public static double Recursive(ReadOnlySpan<double> x) => x.Length == 1 ? x[0] : Combine(Recursive(x[..^1]), x[^1]);

    [Differentiable]
    public static double Combine(double left, double right) => left * right + Math.Cos(left);

    [Differentiable]
    public static double UserRules(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += Opaque.Softplus(x[i] * x[0]) * Opaque.Root(1 + x[i] * x[i]);
        }

        return s + Opaque.Distance(x, x[0] * 2);
    }

    [Differentiable]
    public static double WithoutGradient(ReadOnlySpan<double> x)
    {
        double scale = Frozen(x[0]);
        Tick();
        return scale * x[1] * x[1];
    }

    [Differentiable]
    public static double Deep(double x, int depth)
    {
        Tick();
        if (depth == 0)
        {
            return x;
        }

        return 1.0001 * Math.Sin(Deep(x, depth - 1)) + 0.001 * x;
    }

    [NoGradient]
    public static double Frozen(double x) => x * x;

    [NoGradient]
    private static void Tick() => Ticks.Value++;
}

/// <summary>Methods as the generator meets them in a library without sources.</summary>
public static class Opaque
{
    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    public static double Root(double value) => Math.Sqrt(value);

    public static double Distance(ReadOnlySpan<double> points, double from)
    {
        double sum = 0;
        foreach (double point in points)
        {
            sum += (point - from) * (point - from);
        }

        return Math.Sqrt(sum);
    }
}

public static class OpaqueRules
{
    [VjpOf(typeof(Opaque), nameof(Opaque.Softplus))]
    public static void Softplus(double x, double resultAdjoint, ref double xAdjoint) => xAdjoint += resultAdjoint / (1 + Math.Exp(-x));

    [AugmentedPrimalOf(typeof(Opaque), nameof(Opaque.Root))]
    public static double RootForward(double value, out float[] residual)
    {
        double root = Opaque.Root(value);
        residual = [(float)root];
        return root;
    }

    [VjpOf(typeof(Opaque), nameof(Opaque.Root))]
    public static void Root(float[] residual, double result, double resultAdjoint, ref double valueAdjoint)
    {
        if (residual[0] != (float)result)
        {
            throw new InvalidOperationException("not the residual of this call");
        }

        valueAdjoint += resultAdjoint / (2 * result);
    }

    [VjpOf(typeof(Opaque), nameof(Opaque.Distance))]
    public static void Distance(ReadOnlySpan<double> points, double from, double result, double resultAdjoint, Span<double> pointsAdjoint, ref double fromAdjoint)
    {
        for (int i = 0; i < points.Length; i++)
        {
            double share = resultAdjoint * (points[i] - from) / result;
            pointsAdjoint[i] += share;
            fromAdjoint -= share;
        }
    }
}
