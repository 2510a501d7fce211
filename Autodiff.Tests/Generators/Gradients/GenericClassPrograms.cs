using System;
using System.Collections.Generic;
using System.Numerics;

namespace Autodiff.Tests.Generators.Gradients.ClassExamples;

/// <summary>A sum whose state is hidden, over any real numbers.</summary>
[Differentiable]
public partial class Accumulator<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _weights;
    private T _sum = T.Zero;

    public Accumulator(T[] weights) => _weights = (T[])weights.Clone();

    public T Last { get; private set; } = T.One;

    public int Count { get; private set; }

    public void Add(T value)
    {
        _sum += value * _weights[Count % _weights.Length] * Last;
        Last = value;
        Count++;
    }

    [Differentiable]
    public T Mean() => _sum / T.CreateChecked(Count);
}

[Differentiable]
public partial record Point<T>(T X, T Y)
    where T : IFloatingPointIeee754<T>
{
    public T Norm2 => (X * X) + (Y * Y);

    public static Point<T> operator +(Point<T> a, Point<T> b) => new(a.X + b.X, a.Y + b.Y);
}

/// <summary>A polynomial, whose coefficients are a parameter of its primary constructor.</summary>
[Differentiable]
public partial class Polynomial<T>(T[] coefficients)
    where T : IFloatingPointIeee754<T>
{
    public T Scale { get; set; } = T.One;

    [Differentiable]
    public T Evaluate(T x)
    {
        T sum = T.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum * Scale;
    }
}

/// <summary>A class that uses the parameters of its primary constructor in members, changes one, and has a field made of one.</summary>
[Differentiable]
public partial class Spring(double stiffness, double[] ends, string name)
{
    /// <summary>Another value than the parameter of this name.</summary>
    public double Stiffness { get; set; } = stiffness * stiffness;

    public double Doubled = 2 * stiffness;

    public string Name => name + ends.Length;

    public double Energy() => 0.5 * stiffness * (ends[1] - ends[0]) * (ends[1] - ends[0]);

    [Differentiable]
    public double Harden(double by)
    {
        stiffness += by * Doubled;
        ends[0] *= by;
        return stiffness;
    }
}

[Differentiable]
public partial class Holder<T>
    where T : IFloatingPointIeee754<T>
{
    public Polynomial<T> Inner { get; } = new([T.One, T.One]);

    public List<T> Values { get; } = new();

    public T[] Scratch = new T[2];
}

/// <summary>Programs with objects of generic classes, and of classes with primary constructors.</summary>
public static partial class GenericClassPrograms
{
    [Differentiable]
    public static double HiddenGenericState(double[] x)
    {
        var sum = new Accumulator<double>([x[0], 2, x[1]]);
        for (int i = 0; i < 4; i++)
        {
            sum.Add(x[i] * sum.Last);
        }

        return (sum.Mean() * sum.Last) + Feed(x, sum) + sum.Count;
    }

    [Differentiable]
    public static T Feed<T>(ReadOnlySpan<T> values, Accumulator<T> sum)
        where T : IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            sum.Add(value * value);
        }

        return sum.Mean();
    }

    [Differentiable]
    public static double GenericRecords(double[] x)
    {
        Point<double> p = new Point<double>(x[0], x[1]) + new Point<double>(x[2], x[3]);
        return Bent(p) + Bent<double>(new(x[4], 1)) + p.Norm2;
    }

    [Differentiable]
    public static T Bent<T>(Point<T> p)
        where T : IFloatingPointIeee754<T> => (p with { X = p.Y * p.X }).Norm2 + T.Sin(p.X);

    [Differentiable]
    public static double TwoArguments(double[] x)
    {
        var p = new Polynomial<double>([x[0], x[1], x[2]]) { Scale = x[3] };
        var q = new Polynomial<float>([1, 3]);
        return p.Evaluate(x[4]) + q.Evaluate(2) + Twice(p, x[0]);
    }

    [Differentiable]
    public static T Twice<T>(Polynomial<T> p, T x)
        where T : IFloatingPointIeee754<T>
    {
        var q = new Polynomial<T>([x, T.One]);
        return p.Evaluate(q.Evaluate(x));
    }

    [Differentiable]
    public static double GenericObjectsInObjects(double[] x)
    {
        var h = new Holder<double>();
        h.Inner.Scale *= x[0];
        h.Scratch[1] = x[1];
        h.Values.Add(x[2]);
        h.Values.Add(h.Inner.Evaluate(h.Scratch[1]) * h.Values[0]);
        return h.Values[1] * x[3] * h.Values.Count;
    }

    [Differentiable]
    public static double ParametersAsFields(double[] x)
    {
        var spring = new Spring(x[0], [x[1], x[2]], "s");
        double sum = spring.Harden(x[3]) * spring.Energy();
        sum += spring.Harden(sum * 0.1) * spring.Doubled;
        spring.Stiffness *= sum;
        return sum + spring.Energy() + spring.Stiffness + spring.Name.Length;
    }
}
