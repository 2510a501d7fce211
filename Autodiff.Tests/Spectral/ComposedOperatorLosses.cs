using System;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of eigenpairs of operators that are made of others.</summary>
public static partial class ComposedOperatorLosses
{
    private static readonly EigshOptions Sharp = new() { Tolerance = 1e-13, AdjointTolerance = 1e-13, AssumeSymmetric = true };

    /// <summary>Values and vectors of both ends.</summary>
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

    [Differentiable]
    public static double OfCombination([NoGradient] ISymmetricOperator<double>[] operators, ReadOnlySpan<double> coefficients) =>
        OfPairs(SpectralOps.Eigsh(new LinearCombination<double>(operators, coefficients.ToArray()), 2, EigenTarget.SmallestAlgebraic, Sharp));

    [Differentiable]
    public static double OfGivenCombination(LinearCombination<double> a) => OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));

    /// <summary>A₀ is a diagonal of the parameters, the others constants.</summary>
    [Differentiable]
    public static double OfMovingConstant([NoGradient] ISymmetricOperator<double>[] operators, ReadOnlySpan<double> x)
    {
        var diagonal = new DiagonalMatrix<double>(x[..5].ToArray());
        var a = new LinearCombination<double>(diagonal, operators, x[5..7].ToArray());
        return OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp)) + a.Coefficients[0] * diagonal.Values[1];
    }

    /// <summary>A constant A₀, known by its interface.</summary>
    [Differentiable]
    public static double OfConstantPlus([NoGradient] ISymmetricOperator<double> constant, [NoGradient] ISymmetricOperator<double>[] operators, ReadOnlySpan<double> coefficients) =>
        OfPairs(SpectralOps.Eigsh(new LinearCombination<double>(constant, operators, coefficients.ToArray()), 2, EigenTarget.LargestAlgebraic, Sharp));

    /// <summary>A diagonal, and two vectors with weights.</summary>
    [Differentiable]
    public static double OfDiagonalPlusLowRank(ReadOnlySpan<double> x)
    {
        var vectors = new DenseMatrix<double>(5, 2);
        for (int i = 0; i < 5; i++)
        {
            vectors[i, 0] = x[5 + i];
            vectors[i, 1] = Math.Sin(x[5 + i] * x[i]);
        }

        var a = new OperatorSum<double>(new DiagonalMatrix<double>(x[..5].ToArray()), new LowRankMatrix<double>(vectors, x[10..12].ToArray()));
        return OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp));
    }

    /// <summary>scale·A + shift·I with A itself made of a user's operator and a matrix; both parts stand in it twice.</summary>
    [Differentiable]
    public static double OfNested(ReadOnlySpan<double> x)
    {
        var well = new Schroedinger { Potential = x[..5].ToArray(), Stiffness = x[5] };
        var diagonal = new DiagonalMatrix<double>(x[5..10].ToArray());
        var sum = new OperatorSum<double>(well, diagonal);
        var twice = new OperatorSum<double>(sum, diagonal);
        var a = new ShiftedOperator<double>(new OperatorSum<double>(twice, sum), x[10], x[11] * x[0]);
        double[] y = new double[5];
        a.Apply(x[5..10], y);
        return OfPairs(SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Sharp)) + y[0] * y[3] + a.Shift * a.Scale;
    }

    /// <summary>CᵀAC with a dense C of 7×4, made here; A is an object with fields.</summary>
    [Differentiable]
    public static double OfDenseCongruence(ReadOnlySpan<double> x)
    {
        var well = new Well(x[..7].ToArray(), x[7]);
        var c = new DenseMatrix<double>(7, 4, x[8..36].ToArray());
        return OfPairs(SpectralOps.Eigsh(new CongruenceOperator<double>(well, c), 2, EigenTarget.SmallestAlgebraic, Sharp));
    }

    /// <summary>CᵀAC with a sparse C of 3×4 and a constant A.</summary>
    [Differentiable]
    public static double OfSparseCongruence([NoGradient] ISymmetricOperator<double> a, CsrMatrix<double> c) =>
        OfPairs(SpectralOps.Eigsh(new CongruenceOperator<double>(a, c), 2, EigenTarget.LargestAlgebraic, Sharp));

    /// <summary>CᵀC: A is C's own neighbour, and one part of two at once.</summary>
    [Differentiable]
    public static double OfCube(DenseMatrix<double> c) =>
        OfPairs(SpectralOps.Eigsh(new CongruenceOperator<double>(c, c), 2, EigenTarget.SmallestAlgebraic, Sharp));
}
