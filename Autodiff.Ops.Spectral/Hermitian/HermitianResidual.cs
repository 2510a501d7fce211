using System;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// What the forward solve of a Hermitian problem leaves for the gradient: its own copies, so that a caller who writes into
/// the matrix or the pairs afterwards does not change it.
/// </summary>
public sealed class HermitianResidual
{
    internal HermitianResidual(ISymmetricOperator<double> realForm, double[] values, double[] vectors, EigenReport report)
    {
        RealForm = realForm;
        Values = values;
        Vectors = vectors;
        Report = report;
    }

    /// <summary>The operator on real and imaginary parts, as the solver read it.</summary>
    internal ISymmetricOperator<double> RealForm { get; }

    /// <summary>The k eigenvalues, ascending.</summary>
    internal double[] Values { get; }

    /// <summary>The k vectors, real and imaginary parts in turn, and then i times each.</summary>
    internal double[] Vectors { get; }

    internal EigenReport Report { get; }

    /// <summary>What the solve of the real form left, when one ran.</summary>
    internal EigshResidual<double>? Real { get; init; }

    /// <summary>All n eigenvalues, when the dense path ran.</summary>
    internal double[]? AllValues { get; init; }

    /// <summary>All n vectors, when the dense path ran.</summary>
    internal double[]? AllVectors { get; init; }

    /// <summary>The reduction, when the dense path looked for some pairs alone.</summary>
    internal HermitianPartial? Partial { get; init; }

    /// <summary>Which of all n the computed ones are.</summary>
    internal int[]? Selection { get; init; }

    /// <summary>The pairs as they were returned.</summary>
    internal HermitianEigenPairs Pairs()
        => new(Values, ComplexRows.Complexes(Vectors.AsSpan(0, Vectors.Length / 2)).ToArray(), RealForm.Dimension / 2, Report);

    /// <summary>The k pairs alone, each vector once.</summary>
    internal EigshResidual<double> Single() => new(RealForm, Values, Vectors, Report) { Beside = Real?.Beside ?? [] };

    /// <summary>The 2k real pairs, the eigenvalues in the order of <see cref="Vectors"/>, for the solvers of the real form.</summary>
    internal EigshResidual<double> Doubled()
        => new(RealForm, [.. Values, .. Values], Vectors, Report with { Residuals = [.. Report.Residuals, .. Report.Residuals] })
        {
            Definite = Real?.Definite,
            Unguarded = Real?.Unguarded,
            Factor = Real?.Factor,
            Beside = Real?.Beside ?? [],
            Limits = Real?.Limits ?? [],
        };
}
