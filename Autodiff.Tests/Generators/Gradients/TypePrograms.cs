using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Every kind of type a method can stand in; a receiver is a constant.</summary>
public partial class Spring(double stiffness)
{
    private readonly double[] _weights = [1, 2, 3];

    public double Stiffness { get; set; } = stiffness;

    [Differentiable]
    public double Energy(double x, double y) => 0.5 * Stiffness * (x - y) * (x - y) * _weights[1];

    [Differentiable]
    public double Twice(double x) => Energy(x, 2 * x) + Energy(x, 1);

    public static partial class Nested
    {
        [Differentiable]
        internal static double Cube(double x) => x * x * x;
    }
}

public readonly partial struct Weighted
{
    public required double Weight { get; init; }

    [Differentiable]
    public double Apply(double x) => Weight * x * x;
}

public sealed partial record Model(double Scale)
{
    [Differentiable]
    public double Evaluate(ReadOnlySpan<double> x, double offset)
    {
        double s = offset;
        foreach (double value in x)
        {
            s += Scale * value * offset;
        }

        return s;
    }
}

public partial class Generic<TTag, T2>
    where TTag : class
{
    [Differentiable]
    public static double Double(double x) => 2 * x * typeof(TTag).Name.Length;
}
