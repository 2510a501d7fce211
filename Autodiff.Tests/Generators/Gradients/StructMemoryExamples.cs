using System;
using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients.StructMemoryExamples;

[Differentiable]
public readonly partial record struct Weights(double[] Values, double Bias);

[Differentiable]
public partial struct Layer
{
    public double[] W;
    public double B;
    public int N;

    public Layer(double[] w, double b)
    {
        W = w;
        B = b;
        N = w.Length;
    }

    public readonly double Apply(ReadOnlySpan<double> x)
    {
        double sum = B;
        for (int i = 0; i < W.Length; i++)
        {
            sum += W[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public readonly double Marked(ReadOnlySpan<double> x) => Apply(x) * B;
}

[Differentiable]
public sealed partial class Node
{
    public double V { get; set; } = 1;

    public double[] Values { get; init; } = [1, 2];
}

[Differentiable]
public partial struct Holder
{
    public Node Node;
    public double Scale;
    public Memory<double> Memory;
}

[Differentiable]
public partial record struct Springs(Vec[] Places, double[][] Rows, double[,] Table, List<double> Path, double Pull);

/// <summary>Fields that only an accessor reaches, constants among them.</summary>
[Differentiable]
public partial struct Wrapped
{
    private readonly double _scale;
    private double[] _data;

    public Wrapped(double[] data, double scale, double[] constants)
    {
        _data = data;
        _scale = scale;
        Constants = constants;
        Index = new int[] { 1, 0 };
    }

    [NoGradient]
    public double[] Constants { get; }

    public int[] Index { get; }

    public double First
    {
        readonly get => _data[0];
        set => _data[0] = value * _scale;
    }

    public readonly double At(int i) => _data[Index[i]] * _scale * Constants[i];

    public void Replace(double[] data) => _data = data;

    [Differentiable]
    public readonly double Sum(double t)
    {
        double sum = 0;
        for (int i = 0; i < Index.Length; i++)
        {
            sum += At(i) * t;
        }

        return sum;
    }

    [Differentiable]
    public readonly Wrapped Doubled()
    {
        double[] data = (double[])_data.Clone();
        for (int i = 0; i < data.Length; i++)
        {
            data[i] *= 2 * _scale;
        }

        return new Wrapped(data, _scale, new double[] { 1, 2 });
    }
}
