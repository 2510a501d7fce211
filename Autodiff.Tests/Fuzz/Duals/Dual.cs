using System;

namespace Autodiff.Tests.Fuzz.Duals;

/// <summary>A value and its derivative along one direction. Stands in for <c>double</c> in the second copy of a program.</summary>
public readonly record struct Dual(double Value, double Tangent)
{
    [ThreadStatic]
    private static double _noise;

    [ThreadStatic]
    private static double _largest;

    /// <summary>Is added to the tangent of every operation: where that shows in the result, rounding errors do too.</summary>
    public static double Noise
    {
        get => _noise;
        set => _noise = value;
    }

    /// <summary>The largest magnitude of any product or quotient since it was last set to 0.</summary>
    public static double Largest
    {
        get => _largest;
        set => _largest = value;
    }

    public static implicit operator Dual(double value) => new(value, 0);

    public static explicit operator int(Dual x) => (int)x.Value;

    public static Dual operator +(Dual x) => x;

    public static Dual operator -(Dual x) => new(-x.Value, -x.Tangent);

    public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Tangent + y.Tangent + _noise);

    public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Tangent - y.Tangent + _noise);

    public static Dual operator *(Dual x, Dual y) => new(Seen(x.Value * y.Value), (x.Tangent * y.Value) + (x.Value * y.Tangent) + _noise);

    public static Dual operator /(Dual x, Dual y)
    {
        double quotient = Seen(x.Value / y.Value);
        return new(quotient, ((x.Tangent - (quotient * y.Tangent)) / y.Value) + _noise);
    }

    public static Dual operator ++(Dual x) => new(x.Value + 1, x.Tangent);

    public static Dual operator --(Dual x) => new(x.Value - 1, x.Tangent);

    public static bool operator <(Dual x, Dual y) => x.Value < y.Value;

    public static bool operator >(Dual x, Dual y) => x.Value > y.Value;

    public static bool operator <=(Dual x, Dual y) => x.Value <= y.Value;

    public static bool operator >=(Dual x, Dual y) => x.Value >= y.Value;

    public static bool IsNaN(Dual x) => double.IsNaN(x.Value);

    /// <summary>The duals of <paramref name="values"/> along <paramref name="direction"/>, from <paramref name="start"/> on.</summary>
    public static Dual[] Pack(double[] values, double[] direction, int start, int count)
    {
        var duals = new Dual[count];
        for (int i = 0; i < count; i++)
        {
            duals[i] = new Dual(values[start + i], direction[start + i]);
        }

        return duals;
    }

    private static double Seen(double value)
    {
        _largest = System.Math.Max(_largest, System.Math.Abs(value));
        return value;
    }
}

/// <summary>Hides the real attribute: the copy over <see cref="Dual"/> is not to be differentiated.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class DifferentiableAttribute : Attribute;

/// <summary>The counterpart of <see cref="Autodiff.Ad"/>.</summary>
public static class Ad
{
    public static Dual StopGradient(Dual x) => x.Value;

    /// <summary>What patterns look at.</summary>
    public static double ValueOf(Dual x) => x.Value;
}

/// <summary>The counterpart of the methods with hand-written rules in <see cref="Library"/>.</summary>
public static class Native
{
    public static Dual Softplus(Dual x) => new(System.Math.Log(1 + System.Math.Exp(x.Value)), x.Tangent / (1 + System.Math.Exp(-x.Value)));

    public static Dual Weigh(ReadOnlySpan<Dual> points, Dual weight)
    {
        Dual sum = 0;
        foreach (Dual point in points)
        {
            sum += point * point * weight;
        }

        return sum;
    }
}

/// <summary>The counterpart of the generic methods in <see cref="Library"/>.</summary>
public static class Generic
{
    public static Dual Smooth(Dual x) => (Math.Sin(x) * 0.5) + Math.Exp(-x * x);

    public static Dual Energy(ReadOnlySpan<Dual> x, Dual scale)
    {
        Dual sum = 0;
        foreach (Dual value in x)
        {
            sum += Math.Tanh(value * scale) * value;
        }

        return sum;
    }

    public static Dual Root(Dual a)
    {
        Dual b = (a * a) + 1;
        Dual x = b;
        for (int i = 0; i < 6; i++)
        {
            x = (x + (b / x)) / 2;
        }

        return x;
    }
}
