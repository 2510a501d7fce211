using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Operators of types that are not differentiable: of constants, and with rules.</summary>
public static partial class OperatorPrograms
{
    /// <summary>Objects that change between the sweeps.</summary>
    [Differentiable]
    public static double OfChangingObjects(double[] x)
    {
        var money = new Money { Amount = 2 };
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            s += (money * (1.0 + i) * x[0] * x[i]) + -money;
            s *= ((money + i + 1) * 0.5) + (-money * 0.1);
            money.Amount += i + 1;
            if (money > 3.5)
            {
                s += x[1] * s;
            }
        }

        return s;
    }

    /// <summary>A rule for an operator, found by its metadata name.</summary>
    [Differentiable]
    public static double WithRules(double[] x)
    {
        var scale = new Gain(1.5);
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s += scale * x[i] * s;
            scale = new Gain(scale.Factor + 1);
        }

        return s * (scale * s);
    }

    [Differentiable]
    public static double IndicesInVariables(double[] x)
    {
        Index last = ^1;
        Index first = 0;
        Range inner = 1..^1;
        ReadOnlySpan<double> middle = x.AsSpan(inner);
        double[] copy = x[inner];
        copy[^1] *= x[last];
        double s = 0;
        for (int k = 1; k <= 3; k++)
        {
            Index from = ^k;
            Range rest = from..;
            s += x[from] * middle[0] * x.AsSpan(rest)[0];
            s += x.AsSpan()[..k][first] * s;
        }

        return s * copy[0];
    }

    [Differentiable]
    public static double Guarded(double[] x)
    {
        double r = x[0] * x[1];
        if (double.IsNaN(r))
        {
            Fail(r);
        }

        return r * x[2];
    }

    /// <summary>Fields that have no name, of a receiver and of a parameter that are readonly.</summary>
    [Differentiable]
    public static double ReadonlyPlaces(double[] x)
    {
        Doubled doubled = default;
        doubled.Value = x[0];
        doubled.Inner.Square = x[1];
        return Weighted(doubled, x[2]) + (doubled.Sum() * doubled.Value);
    }

    [Differentiable]
    public static double Weighted(in Doubled doubled, double weight) => (doubled.Sum() * doubled.Value * weight) + doubled.Inner.Square;

    private static void Fail(double value) => throw new ArithmeticException($"{value} is no number");

    [Differentiable]
    public partial struct Doubled
    {
        public Squared Inner;

        public double Value { readonly get => field * 2; set; }

        [Differentiable]
        public readonly double Sum() => (Value * Value) + Inner.Square;
    }

    [Differentiable]
    public partial struct Squared
    {
        public double Square { readonly get => field * field; set; }
    }

    public sealed class Money
    {
        public double Amount { get; set; }

        public static double operator *(Money a, double b) => a.Amount * b;

        public static Money operator +(Money a, int b) => new() { Amount = a.Amount + b };

        public static bool operator >(Money a, double b) => a.Amount > b;

        public static bool operator <(Money a, double b) => a.Amount < b;

        public static double operator -(Money a) => -a.Amount;
    }

    public readonly struct Gain(double factor)
    {
        public double Factor { get; } = factor;

        public static double operator *(Gain gain, double value) => gain.Factor * value * value;
    }

    public static class GainRules
    {
        [VjpOf(typeof(Gain), "op_Multiply")]
        public static void Multiply(Gain gain, double value, double resultAdjoint, ref double valueAdjoint) => valueAdjoint += 2 * resultAdjoint * gain.Factor * value;
    }
}
