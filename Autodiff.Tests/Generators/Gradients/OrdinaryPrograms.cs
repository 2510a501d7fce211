using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Ordinary forms that were once refused, or whose derivative did not compile.</summary>
public static partial class OrdinaryPrograms
{
    private static readonly Quote[] Quotes = [new(1, 0.5, null), new(2, 0.25, "par"), new(3, 0.75, "bid")];

    /// <summary>A step of a char: C# has <c>c++</c>, but no <c>c += 1</c>.</summary>
    [Differentiable]
    public static double Characters(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (char c = 'a'; c < 'd'; c++)
        {
            s += x[c - 'a'] * x[0] * (c - 96);
        }

        char last = 'z';
        last--;
        return s * (last - 'w');
    }

    [Differentiable]
    public static double RecordsTakenApart(ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach ((int at, double weight, _) in Quotes)
        {
            s += weight * x[at] * x[0] * (s + 1);
        }

        for (int i = 0; i < Quotes.Length; i++)
        {
            s += Quotes[i] switch
            {
                (1, var weight, null) => weight * x[1] * s,
                (_, > 0.5, { Length: 3 } name) => name.Length * x[2],
                _ => x[3] * x[3],
            };
        }

        (double a, double b) pair = (x[0], x[3]);
        return pair is ( > 0, var other) ? s * other : s;
    }

    [Differentiable]
    public static double MarkedOperators(ReadOnlySpan<double> x)
    {
        var v = new MarkedVector(x[0], x[1]);
        v = (v + new MarkedVector(x[2], 1)) * x[3];
        v += v;
        return v.Norm + (double)v;
    }

    /// <summary>Operators and conversions of objects that change read what they find where they stand, and only there.</summary>
    [Differentiable]
    public static double OperatorsOfObjects(ReadOnlySpan<double> x)
    {
        var tariff = new Tariff { Rate = 0.5 };
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            s += (double)tariff * x[i] * x[i];
            int steps = tariff;
            s *= (double)(tariff + (i + 1)) * 0.5;
            s += tariff == new Tariff { Rate = 2.5 } ? x[3] * s : x[steps % 4];
            tariff.Rate += i + 1;
        }

        return s;
    }

    /// <summary>What a parameter for constants is given does not become active in the caller.</summary>
    [Differentiable]
    public static double TablesForConstants(ReadOnlySpan<double> x)
    {
        double[] table = [0.5, 1.5, 2.5];
        return OrdinaryHelpers.Recursive(table, x[0], 2) * OrdinaryHelpers.Recursive(table, x[1] * x[2], 1);
    }
}

public static partial class OrdinaryHelpers
{
    [Differentiable]
    public static double Recursive([NoGradient] double[] table, double x, int n) => n < 0 ? x : table[n] * x * Recursive(table, x + 1, n - 1);
}

public sealed record Tariff
{
    public double Rate { get; set; }

    public static explicit operator double(Tariff tariff) => tariff.Rate;

    public static implicit operator int(Tariff tariff) => (int)tariff.Rate;

    public static Tariff operator +(Tariff tariff, int more) => new() { Rate = tariff.Rate + more };
}

public sealed record Quote(int At, double Weight, string? Name);

[Differentiable]
public readonly partial struct MarkedVector
{
    [Differentiable]
    public MarkedVector(double x, double y) => (X, Y) = (x, y);

    public double X { get; }

    public double Y { get; }

    [Differentiable]
    public double Norm => Math.Sqrt((X * X) + (Y * Y));

    [Differentiable]
    public static MarkedVector operator +(MarkedVector a, MarkedVector b) => new(a.X + b.X, a.Y + b.Y);

    [Differentiable]
    public static MarkedVector operator *(MarkedVector a, double s) => new(a.X * s, a.Y * s);

    [Differentiable]
    public static explicit operator double(MarkedVector a) => a.X * a.Y;
}
