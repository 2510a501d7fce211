using System.Collections.Generic;

namespace Autodiff.Ops.Spectral;

/// <summary>How a forward solve went.</summary>
public sealed record EigenReport
{
    /// <summary>The algorithm that ran.</summary>
    public required EigshMethod Method { get; init; }

    /// <summary>The restarts made; 0 for the dense path.</summary>
    public int Iterations { get; init; }

    /// <summary>The products A x made; by shift-invert, the solves with A − σI.</summary>
    public int OperatorApplications { get; init; }

    /// <summary>‖Av − λv‖ for each pair: computed for Lanczos, the rounding error bound ε‖A‖ for the dense path. Of a generalized problem ‖Av − λMv‖ in the norm √(xᵀM⁻¹x).</summary>
    public required IReadOnlyList<double> Residuals { get; init; }

    /// <summary>The estimate of ‖A‖ that residuals were held against; of a generalized problem, of the largest |λ|.</summary>
    public double Norm { get; init; }

    /// <summary>The smallest distance between two neighbouring eigenvalues among the computed ones and their nearest known neighbours outside.</summary>
    public double SmallestGap { get; init; }

    /// <summary>Whether every residual is within the tolerance.</summary>
    public bool Converged { get; init; }

    /// <summary>
    /// Whether the number of negative pivots of A − cI (Sylvester's law of inertia) proves that no better eigenvalue was
    /// missed, multiple ones included. Only shift-invert can tell, and the dense path, which has all.
    /// </summary>
    public bool CountIsProven { get; init; }

    /// <summary>The numbers stored in the factor of A − σI; 0 without one.</summary>
    public long FactorEntries { get; init; }

    /// <summary>The shift σ of the factor last used; <see langword="null"/> without one.</summary>
    public double? Shift { get; init; }

    /// <summary>Eigenvalues next to the wanted ones that were seen as well (guard values), ascending.</summary>
    public IReadOnlyList<double> GuardValues { get; init; } = [];
}

/// <summary>The state of a forward solve after a restart.</summary>
/// <param name="Iteration">The restarts made.</param>
/// <param name="Converged">How many of the wanted pairs are there.</param>
/// <param name="Wanted">How many are wanted.</param>
/// <param name="LargestResidual">The largest residual among the wanted pairs, relative to ‖A‖.</param>
public readonly record struct EigshProgress(int Iteration, int Converged, int Wanted, double LargestResidual);

/// <summary>How a reverse pass went.</summary>
public sealed record EigenGradientReport
{
    /// <summary>The rule that was used.</summary>
    public required GradientRule Rule { get; init; }

    /// <summary>The iterations of the adjoint solve, of the slowest column: MINRES, or solves with the forward pass's factor; 0 when no system was solved.</summary>
    public int Iterations { get; init; }

    /// <summary>The products A x made.</summary>
    public int OperatorApplications { get; init; }

    /// <summary>The relative residual of the adjoint system for each pair; 0 where none was solved.</summary>
    public IReadOnlyList<double> Residuals { get; init; } = [];

    /// <summary>The smallest gap among the computed eigenvalues and their known neighbours.</summary>
    public double SmallestGap { get; init; }

    /// <summary>Whether the gradient does not exist and a Clarke subgradient was returned.</summary>
    public bool IsSubgradient { get; init; }

    /// <summary>Whether a cluster of equal eigenvalues continues outside of the computed ones.</summary>
    public bool CutsCluster { get; init; }

    /// <summary>The groups of two and more eigenvalues, by index, that were treated as equal.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Clusters { get; init; } = [];

    /// <summary>
    /// A bound on ‖Ā − Ā*‖_F, where Ā is the gradient with respect to all of A and Ā* the one at the exact eigenpairs next to
    /// the computed ones. The gradient of a stored matrix has no larger error, whichever entries are stored.
    /// </summary>
    /// <remarks>
    /// It follows from the residuals of the pairs and of the adjoint system, the gaps, what the last projection of the search
    /// tells of the angles of the vectors, and rounding, by perturbation theory of first order with a reserve for the higher
    /// ones (Davis and Kahan, 1970; Stewart, 1973). Rounding is taken to have no preference among the eigenvectors. λ̄ and V̄ are functions of the
    /// pairs, whose derivatives nobody tells: they are taken to change as those of powers and logarithms of eigenvalues, and
    /// of overlaps and quadratic forms of vectors, do; a loss that is curved more has a larger error. Not covered are the
    /// choice of a subgradient, the bias of <see cref="DegeneracyPolicy.Broaden"/>, and eigenvalues that a solver missed. It
    /// is +∞ where a residual is not small beside a gap, or no eigenvalue outside is known. Of a generalized problem it is
    /// that of the gradient with respect to L⁻¹AL⁻ᵀ, M = LLᵀ. It is computed only for <see cref="EigshOptions.GradientReport"/>.
    /// </remarks>
    public double ErrorBound { get; init; }

    /// <summary>‖Ā‖_F, to hold <see cref="ErrorBound"/> against.</summary>
    public double GradientNorm { get; init; }
}
