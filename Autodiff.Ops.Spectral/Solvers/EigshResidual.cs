using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// What the forward solve leaves for the gradient: its own copies, so that a caller who writes into the matrix or the
/// pairs afterwards does not change it.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class EigshResidual<T>
    where T : IFloatingPointIeee754<T>
{
    internal EigshResidual(ISymmetricOperator<T> symmetric, T[] values, T[] vectors, EigenReport report)
    {
        Operator = symmetric;
        Values = values;
        Vectors = vectors;
        Report = report;
    }

    /// <summary>The operator as the solver read it: symmetric to the last bit when it is stored.</summary>
    internal ISymmetricOperator<T> Operator { get; }

    /// <summary>The computed eigenvalues, ascending.</summary>
    internal T[] Values { get; }

    /// <summary>The computed vectors, one after another.</summary>
    internal T[] Vectors { get; }

    internal EigenReport Report { get; }

    /// <summary>All n eigenvalues, when the dense path ran.</summary>
    internal T[]? AllValues { get; init; }

    /// <summary>All n vectors, when the dense path ran.</summary>
    internal T[]? AllVectors { get; init; }

    /// <summary>The reduction, when the dense path looked for some pairs alone.</summary>
    internal PartialDecomposition<T>? Partial { get; init; }

    /// <summary>The factor of A − σI, when shift-invert ran.</summary>
    internal LdltFactor<T>? Factor { get; init; }

    /// <summary>Which of all n the computed ones are.</summary>
    internal int[]? Selection { get; init; }
}
