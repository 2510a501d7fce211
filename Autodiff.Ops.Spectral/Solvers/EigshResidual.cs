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

    /// <summary>Numbers before which, from the computed eigenvalues on, no other one is taken to lie, where no guard value tells.</summary>
    internal double[] Limits { get; init; } = [];

    /// <summary>The angles of the vectors to the exact ones, as the Ritz values of the last search tell them; <see langword="null"/> where they do not.</summary>
    internal double[]? Angles { get; init; }

    /// <summary>Where the other eigenvalues are, when they lie on one side of the computed ones.</summary>
    internal DefiniteSide? Definite { get; init; }

    /// <summary>The kind of pairs that were taken from initial vectors with no eigenvalue known next to them.</summary>
    internal TargetKind? Unguarded { get; init; }

    /// <summary>Approximate eigenvectors next to the computed ones.</summary>
    internal T[][] Beside { get; init; } = [];

    /// <summary>Ritz vectors of the last search, which are no answers, next to the computed ones; they make the adjoint quicker.</summary>
    internal NearSpace<T>? Near { get; init; }

    /// <summary>All n eigenvalues, when the dense path ran.</summary>
    internal T[]? AllValues { get; init; }

    /// <summary>All n vectors, when the dense path ran.</summary>
    internal T[]? AllVectors { get; init; }

    /// <summary>The reduction, when the dense path looked for some pairs alone.</summary>
    internal IPartialInverse<T>? Partial { get; init; }

    /// <summary>The factor of A − σI, when shift-invert ran.</summary>
    internal IShiftedFactor<T>? Factor { get; init; }

    /// <summary>Which of all n the computed ones are.</summary>
    internal int[]? Selection { get; init; }
}

/// <summary>Where the eigenvalues outside of the computed ones lie, when they lie on one side of them.</summary>
/// <param name="Sign">1 for above, −1 for below.</param>
/// <param name="Far">The end of the spectrum there, or beyond.</param>
/// <param name="Near">A value that only a few of them lie before; not a number where none is known.</param>
/// <param name="Preconditioner">About the inverse on that side, where the search had one that tells the rows apart.</param>
internal readonly record struct DefiniteSide(int Sign, double Far, double Near, Preconditioner? Preconditioner = null);
