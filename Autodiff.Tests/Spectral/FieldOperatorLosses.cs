using System;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of eigenpairs of operators with fields: made here, given, kept, changed.</summary>
public static partial class FieldOperatorLosses
{
    private static readonly EigshOptions Sharp = new() { Tolerance = 1e-13, AdjointTolerance = 1e-13 };

    /// <summary>y = stiffness · (2xᵢ − xᵢ₋₁ − xᵢ₊₁).</summary>
    [Differentiable]
    public static void SecondDifference(ReadOnlySpan<double> x, double stiffness, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double left = i > 0 ? x[i - 1] : 0;
            double right = i + 1 < x.Length ? x[i + 1] : 0;
            y[i] = stiffness * (2 * x[i] - left - right);
        }
    }

    [Differentiable]
    public static T GroundEnergy<T>(T coupling, T field, [NoGradient] int sites)
        where T : IFloatingPointIeee754<T>
        => SpectralOps.Eigsh(new SpinRing<T>(coupling, field, sites), k: 1, EigenTarget.SmallestAlgebraic).Values[0];

    [Differentiable]
    private static double OfPairs(EigenPairs<double> pairs)
    {
        double s = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            ReadOnlySpan<double> v = pairs.Vector(i);
            s += (i + 1) * pairs.Values[i] * pairs.Values[i] + v[0] * v[1] - 0.5 * v[^1] * v[1];
        }

        return s;
    }

    /// <summary>Values and vectors, the operator made here.</summary>
    [Differentiable]
    public static double OfMadeStruct(ReadOnlySpan<double> potential, double stiffness)
    {
        var a = new Schroedinger { Potential = potential.ToArray(), Stiffness = stiffness * stiffness };
        return OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));
    }

    [Differentiable]
    public static double OfMadeObject(ReadOnlySpan<double> potential, double stiffness)
    {
        var a = new Well(potential.ToArray(), stiffness * stiffness);
        return OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));
    }

    [Differentiable]
    public static double OfGivenStruct(Schroedinger a) => OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfGivenObject(Well a) => OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));

    /// <summary>Two solves of one operator, and a product beside them.</summary>
    [Differentiable]
    public static double OfBothEnds(Schroedinger a)
    {
        EigenPairs<double> low = SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic, Sharp);
        EigenPairs<double> high = SpectralOps.Eigsh(a, 2, EigenTarget.LargestAlgebraic, Sharp);
        double[] y = new double[a.Potential.Length];
        a.Apply(low.Vector(0), y);
        return low.Values[0] * OfPairs(high) + y[0] * y[1];
    }

    /// <summary>An operator that is changed between two solves; the array in it, too.</summary>
    [Differentiable]
    public static double OfChangingStruct(ReadOnlySpan<double> potential, double stiffness)
    {
        var a = new Schroedinger { Potential = potential.ToArray(), Stiffness = stiffness };
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp);
            s += OfPairs(pairs);
            a.Stiffness *= 1 + 0.1 * pairs.Values[0];
            a.Potential[i] += pairs.Vector(1)[i] * pairs.Vector(0)[i];
        }

        return s;
    }

    [Differentiable]
    public static double OfChangingObject(ReadOnlySpan<double> potential, double stiffness)
    {
        var a = new Well(potential.ToArray(), stiffness);
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp);
            s += OfPairs(pairs);
            a.Stiffness *= 1 + 0.1 * pairs.Values[0];
            a.Potential[i] += pairs.Vector(1)[i] * pairs.Vector(0)[i];
        }

        return s;
    }

    /// <summary>One of two operators, by a condition.</summary>
    [Differentiable]
    public static double OfChosen(ReadOnlySpan<double> potential, double stiffness)
    {
        if (stiffness > 1)
        {
            var a = new Well(potential.ToArray(), stiffness);
            return SpectralOps.Eigsh(a, 1, EigenTarget.SmallestAlgebraic, Sharp).Values[0];
        }

        var b = new Schroedinger { Potential = potential.ToArray(), Stiffness = Math.Exp(stiffness) };
        return SpectralOps.Eigsh(b, 1, EigenTarget.LargestAlgebraic, Sharp).Values[0];
    }

    [Differentiable]
    public static double OfPencil(CsrMatrix<double> first, CsrMatrix<double> second, double linear, double quadratic) =>
        OfPairs(SpectralOps.Eigsh(new Pencil(first, second, new Strength(linear, quadratic)), 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfConstantPlus(ConstantPlus a) => OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfGivenPencil(Pencil pencil) => OfPairs(SpectralOps.Eigsh(pencil, 2, EigenTarget.LargestAlgebraic, Sharp));
}
