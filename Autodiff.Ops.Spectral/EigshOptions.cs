using System;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>How an eigenvalue problem is solved and differentiated; every property has a default.</summary>
public sealed record EigshOptions
{
    /// <summary>The residual asked for: ‖Av − λv‖ ≤ Tolerance·‖A‖. By default 1e-10, for float 1e-5.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The largest number of restarts; 0 for the default, 3000.</summary>
    public int MaxIterations { get; init; }

    /// <summary>The number of vectors kept at most by Lanczos; 0 for the default, 2k + 20 or more.</summary>
    public int SubspaceSize { get; init; }

    /// <summary>
    /// Vectors to start from, one array of n numbers for each. Where k of them or more are given and the best are within the
    /// tolerance, they are taken as the answer after a look for better ones that is shorter than that of a search; signs
    /// follow theirs.
    /// </summary>
    public double[][]? InitialVectors { get; init; }

    /// <summary>Carries vectors and the adjoint solution from one solve to the next; they take the place of <see cref="InitialVectors"/>.</summary>
    public EigshSession? Session { get; init; }

    /// <summary>The threads that work on one solve of a stored matrix; 0 for one on each core. The same number gives the same bits.</summary>
    public int Threads { get; init; }

    /// <summary>The algorithm.</summary>
    public EigshMethod Method { get; init; }

    /// <summary>
    /// About the inverse near the wanted end: LOBPCG begins with it. <see langword="null"/> leaves the choice
    /// to <see cref="Method"/>.
    /// </summary>
    public Preconditioner? Preconditioner { get; init; }

    /// <summary>The rule of differentiation.</summary>
    public GradientRule GradientRule { get; init; }

    /// <summary>The relative residual asked of the adjoint solve. By default Tolerance/100, or a tenth of the residual of a pair over its gap if that is more.</summary>
    public double? AdjointTolerance { get; init; }

    /// <summary>What happens to a gradient at repeated eigenvalues.</summary>
    public DegeneracyPolicy Degeneracy { get; init; }

    /// <summary>Skips the check that a stored matrix is symmetric, and nothing else: it is still read as (S + Sᵀ)/2.</summary>
    public bool AssumeSymmetric { get; init; }

    /// <summary>
    /// y = (A − σI)⁻¹ x for an operator that is not stored, where σ is that of <see cref="EigenTarget.NearestTo"/>, or 0
    /// for <see cref="EigenTarget.SmallestMagnitude"/>. It is multiplied back for one random vector, and the
    /// residuals are checked; nothing proves that no eigenvalue was missed. Of a generalized problem it is (A − σM)⁻¹ x.
    /// </summary>
    public Action<ReadOnlySpan<double>, Span<double>>? ShiftedSolve { get; init; }

    /// <summary>
    /// y = M⁻¹ x for the mass of a generalized problem: where the problem is too large for a dense solve, M is then used by its
    /// products alone, stored or not. Each solution is checked with a product of M. Without it, conjugate gradients solve with an M that is not stored.
    /// </summary>
    public Action<ReadOnlySpan<double>, Span<double>>? MassSolve { get; init; }

    /// <summary>Told after each restart.</summary>
    public IProgress<EigshProgress>? Progress { get; init; }

    /// <summary>Told once for each reverse pass.</summary>
    public IProgress<EigenGradientReport>? GradientReport { get; init; }

    /// <summary>Honoured at each product or block of products, and in the adjoint solve.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal static EigshOptions Default { get; } = new();

    /// <summary>Products that were made in vain before a solve with these options, to be reported with its own.</summary>
    internal int ProductsBefore { get; init; }

    /// <summary><see cref="Tolerance"/>, or what stands for it in a type.</summary>
    internal double ToleranceOf<T>()
        where T : System.Numerics.IFloatingPointIeee754<T>
        => Tolerance ?? (Numbers<T>.Eps < 1e-10 ? 1e-10 : 1e-5);
}

/// <summary>The algorithms of the forward solve.</summary>
public enum EigshMethod
{
    /// <summary>
    /// Dense for small or nearly complete problems; shift-invert for eigenvalues near a point, and at the ends of the
    /// spectrum of a sparse matrix whose factor is sparse, as that of a mesh in the plane; else Lanczos.
    /// </summary>
    Auto,

    /// <summary>The whole decomposition of a dense copy.</summary>
    Dense,

    /// <summary>Thick-restart Lanczos.</summary>
    Lanczos,

    /// <summary>
    /// LOBPCG for one end of the spectrum, with <see cref="EigshOptions.Preconditioner"/>; without one, with Jacobi's for a
    /// sparse matrix and none for other operators.
    /// </summary>
    Lobpcg,

    /// <summary>Lanczos on (A − σI)⁻¹, by a factor of a stored matrix or by <see cref="EigshOptions.ShiftedSolve"/>.</summary>
    ShiftInvert,

    /// <summary>
    /// Block Lanczos on a Chebyshev polynomial of the operator from the start, for crowded ends of a spectrum. Lanczos of a
    /// stored sparse matrix turns to one by itself where it pays.
    /// </summary>
    Chebyshev,

    /// <summary>
    /// The power method, one eigenvalue of largest magnitude after another: the plainest, and slow unless they lie far apart.
    /// </summary>
    Power,
}

/// <summary>The rules of differentiation.</summary>
public enum GradientRule
{
    /// <summary>Closed form where the forward solve had all pairs, else the adjoint rule.</summary>
    Auto,

    /// <summary>The closed form over all n pairs; the forward solve is dense.</summary>
    ClosedForm,

    /// <summary>A linear system for what lies outside of the computed pairs: by the factor that shift-invert made, else by MINRES.</summary>
    Adjoint,
}

/// <summary>What happens to a gradient at repeated or nearly repeated eigenvalues.</summary>
/// <remarks>A loss that does not look inside a cluster of eigenvalues has an exact gradient under every policy but
/// <see cref="Broaden"/>.</remarks>
public readonly record struct DegeneracyPolicy
{
    /// <summary>A subgradient where only eigenvalues are looked at, an exception where vectors are.</summary>
    public static DegeneracyPolicy Default => default;

    /// <summary>An exception in place of subgradients, too.</summary>
    public static DegeneracyPolicy Strict => new() { IsStrict = true };

    /// <summary>The width of the Lorentzian, 0 without.</summary>
    public double Width { get; private init; }

    /// <summary>Whether subgradients are refused.</summary>
    public bool IsStrict { get; private init; }

    /// <summary>Replaces 1/Δ by Δ/(Δ² + ε²): always finite, biased.</summary>
    /// <param name="epsilon">The width ε, in the unit of the eigenvalues.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not positive and finite.</exception>
    public static DegeneracyPolicy Broaden(double epsilon)
        => epsilon > 0 && double.IsFinite(epsilon) ? new() { Width = epsilon } : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The width must be positive and finite.");
}
