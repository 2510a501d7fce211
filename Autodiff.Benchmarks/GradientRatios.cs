using System;
using System.Linq;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;

namespace Autodiff.Benchmarks;

/// <summary>What a gradient costs over its primal, for the forms people write most.</summary>
public partial class GradientRatios
{
    private double[] _x = [];
    private double[] _gradient = [];

    [Params(1000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _x = [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() + 0.1)];
        _gradient = new double[Length];
    }

    [Benchmark]
    public double ChainPrimal() => Chain(_x, 2.0);

    [Benchmark]
    public double ChainGradient() => ChainValueAndGradient(_x, 2.0, _gradient, out _);

    [Benchmark]
    public double SinesPrimal() => Sines(_x);

    [Benchmark]
    public double SinesGradient() => SinesValueAndGradient(_x, _gradient);

    [Benchmark]
    public double VectorPrimal() => LogSumExp(_x);

    [Benchmark]
    public double VectorGradient() => LogSumExpValueAndGradient(_x, _gradient);

    [Differentiable]
    private static double Chain(ReadOnlySpan<double> x, double stiffness)
    {
        double energy = 0;
        for (int i = 1; i < x.Length; i++)
        {
            double stretch = x[i] - x[i - 1];
            energy += 0.5 * stiffness * stretch * stretch;
        }

        return energy;
    }

    [Differentiable]
    private static double Sines(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += Math.Sin(value);
        }

        return sum;
    }

    [Differentiable]
    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double[] exponentials = new double[x.Length];
        TensorPrimitives.Exp(x, exponentials);
        return Math.Log(TensorPrimitives.Sum<double>(exponentials));
    }
}
