using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Programs that were once wrong or refused, each for a reason of its own.</summary>
public static partial class RegressionPrograms
{
    public enum Kind
    {
        Call,
        Put,
    }

    /// <summary>An integer step is undone from the value after it, which the next assignment overwrites.</summary>
    [Differentiable]
    public static double StepThenAssigned(ReadOnlySpan<double> x)
    {
        int k = 0;
        double s = x[k + 2] * x[k++];
        k = 3;
        return s * x[k] * x[k];
    }

    [Differentiable]
    public static double ParenthesisedElements(ReadOnlySpan<double> x)
    {
        Span<double> y = stackalloc double[] { (0.5 * x[0]), (x[1]), 2 };
        return TensorPrimitives.SumOfSquares<double>(y[..^1]) * y[2];
    }

    [Differentiable]
    public static double ReadOnlyCollection(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> weights = [1, x[0], 3];
        return weights[1] * weights[2] * x[1];
    }

    [Differentiable]
    public static double LongIndex(ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray();
        double s = 0;
        for (long i = 0; i < y.Length; i++)
        {
            s += y[i] * y[i] * i;
        }

        return s;
    }

    [Differentiable]
    public static double EnumsAndSmallIntegers(ReadOnlySpan<double> x)
    {
        double s = 0;
        byte at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Kind kind = Math.Exp(x[i]) > 1 ? Kind.Call : Kind.Put;
            uint seed = (uint)(7 * i) % 5;
            s += kind == Kind.Call ? x[i] * x[at] * (seed + 1) : Math.Sin(x[i]) * seed;
            at = (byte)((at + 3) % x.Length);
        }

        return s;
    }

    [Differentiable]
    public static double ArrayCopies(ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray();
        double[] z = new double[x.Length + 1];
        y.CopyTo(z.AsSpan(1));
        return TensorPrimitives.Dot<double>(z.AsSpan(0, x.Length), y);
    }

    /// <summary>Offsets that read the memory which the statement writes.</summary>
    [Differentiable]
    public static double OffsetsFromWrittenMemory(ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray();
        y[TensorPrimitives.Sum<double>(y) > 0 ? 1 : 0] *= Math.Cos(3 * y[2]);
        y.AsSpan(y[0] > y[1] ? 0 : 1, 2)[0] *= Math.Cos(3 * y[2]);
        CallPrograms.Advance(y.AsSpan(y[0] > y[1] ? 1 : 0, 2), 0.3);
        y.AsSpan(y[0] > y[2] ? 1 : 0, 2).Fill(x[0] * y[1]);
        return y[0] + (2 * y[1] * y[1]) + (y[2] * y[0]);
    }

    /// <summary>The value of an assignment is that of the element it found, whatever its index reads now.</summary>
    [Differentiable]
    public static double AssignmentAsValue(ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray();
        double a = y[y[0] > 0.2 ? 0 : 1] = 0.1 * x[1] * x[2];
        double b = y.AsSpan(y[2] > 0 ? 2 : 1)[0] *= -3 * x[0];
        return a + (b * b);
    }

    /// <summary>What a callee writes into an array parameter has a derivative.</summary>
    [Differentiable]
    public static double WrittenByACallee(ReadOnlySpan<double> x)
    {
        double[] y = new double[2];
        double s = Store(y, x[0] * x[1]);
        return s + y[0] * y[1] * x[2];
    }

    [Differentiable]
    public static double Store(double[] values, double value)
    {
        values[0] = value * value;
        values[1] = Math.Sin(value);
        return value;
    }

    /// <summary>The caller writes to an array that the callee's reverse sweep reads.</summary>
    [Differentiable]
    public static double WritesToACalleesArray(ReadOnlySpan<double> x)
    {
        double[] p = CallPrograms.Powers(x[0], 4);
        double s = p[3] * x[1];
        p[1] = x[2];
        double[] q = Passed(x[1]);
        return s + p[1] * p[2] + q[2] * q[2];
    }

    [Differentiable]
    public static double[] Passed(double x)
    {
        double[] powers = CallPrograms.Powers(x, 3);
        return powers;
    }

    [Differentiable]
    public static double NamesThatMeetTheGenerators(double value, double result, double tape, double xAdjoint, double @event, double resultAdjoint, double x, double @params) =>
        value * result + tape * xAdjoint + @event * resultAdjoint + x * @params;

    [Differentiable]
    public static double VerbatimArray(double[] @params) => @params[0] * FirstTwo(@params);

    [Differentiable]
    public static double FirstTwo(double[] values) => values[0] * values[1];

    [Differentiable]
    public static double TwoSeeds(double x, Span<double> result)
    {
        result[0] = x * x;
        return x * result[0];
    }
}

public partial class WithPrimaryConstructor(double factor)
{
    [Differentiable]
    public double ScaledProduct(double x, double y) => x * y * factor;

    [Differentiable]
    public double Scale(double x) => factor * x * x;
}
