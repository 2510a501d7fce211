using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Differentiable symmetric eigensolvers.</summary>
public static partial class SpectralOps
{
    /// <summary>All eigenpairs of a dense symmetric matrix, read as (S + Sᵀ)/2.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <returns>n pairs, ascending.</returns>
    /// <remarks>Blocked Householder reduction (Dongarra, Sorensen and Hammarling, 1989), then divide and conquer (Cuppen,
    /// 1981; Gu and Eisenstat, 1995).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric.</exception>
    public static EigenPairs<T> Eigh<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => EigshSolver.Eigh(a, out _);

    /// <summary>k eigenpairs of a symmetric operator.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A <see cref="DenseMatrix{T}"/>, a <see cref="CsrMatrix{T}"/> (both read as (S + Sᵀ)/2), or any
    /// operator of dimension n.</param>
    /// <param name="k">How many, from 1 to n.</param>
    /// <param name="target">Which.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <returns>k pairs, ascending, every copy of a multiple eigenvalue among them.</returns>
    /// <remarks>Thick-restart Lanczos (Wu and Simon, 2000) with full reorthogonalisation; the result is verified by
    /// sweeps from fresh random vectors orthogonal to it. Small problems and dense matrices take the dense path, which
    /// finds a tenth of the pairs or fewer by bisection and inverse iteration. Eigenvalues near a point, and the ends of
    /// the spectrum of a sparse matrix with a sparse factor, are found by Lanczos on (A − σI)⁻¹ (Ericsson and Ruhe, 1980),
    /// and counted by the inertia of A − cI.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above n, or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A stored matrix is not square, finite and symmetric, or an operator writes numbers that are not finite.</exception>
    /// <exception cref="NotSupportedException">Eigenvalues inside the spectrum of a large operator are asked for.</exception>
    /// <exception cref="FactorizationSizeException">The factor that shift-invert needs does not fit into memory.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static EigenPairs<T> Eigsh<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => EigshSolver.Eigsh(a, k, target, options, out _);
}
