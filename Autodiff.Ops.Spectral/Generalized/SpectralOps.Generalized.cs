using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>The generalized problem A v = λ M v.</content>
public static partial class SpectralOps
{
    /// <summary>All pairs of A v = λ M v for dense symmetric matrices, M positive definite.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A, n × n, read as (S + Sᵀ)/2.</param>
    /// <param name="mass">M, n × n, likewise.</param>
    /// <returns>n pairs, ascending, with VᵀMV = I.</returns>
    /// <remarks>By M = L Lᵀ and the standard problem of L⁻¹AL⁻ᵀ (Wilkinson, 1965). Eigenvalues that are small beside the
    /// largest are as accurate as the largest is, not relative to themselves.</remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A matrix is empty, not square, not finite or not symmetric, the sizes differ, or M is not positive definite.</exception>
    public static EigenPairs<T> Eigh<T>(DenseMatrix<T> a, DenseMatrix<T> mass)
        where T : IFloatingPointIeee754<T>
        => GeneralizedSolver.Eigh(a, mass, out _);

    /// <summary>k eigenpairs of A v = λ M v, M positive definite.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A, of dimension n, as for <see cref="Eigsh{T}(ISymmetricOperator{T}, int, EigenTarget, EigshOptions?)"/>.</param>
    /// <param name="mass">M, of dimension n. A <see cref="DenseMatrix{T}"/>, a <see cref="CsrMatrix{T}"/> or a <see cref="DiagonalMatrix{T}"/>
    /// is factored; where it is diagonal that is a scaling of A. Any other is used by its products.</param>
    /// <param name="k">How many, from 1 to n.</param>
    /// <param name="target">Which.</param>
    /// <param name="options">How; <see cref="EigshOptions.ShiftedSolve"/> computes (A − σM)⁻¹x here, <see cref="EigshOptions.MassSolve"/> M⁻¹x.</param>
    /// <returns>k pairs, ascending, with VᵀMV = I: the vectors have norm 1 in xᵀMx.</returns>
    /// <remarks>By M = L Lᵀ and the standard problem of L⁻¹AL⁻ᵀ for u = Lᵀv (Wilkinson, 1965); where M is known by its products, by
    /// Lanczos in the inner product xᵀMy (Ericsson and Ruhe, 1980), with <see cref="EigshOptions.MassSolve"/> or conjugate
    /// gradients for M⁻¹. What a report says of residuals and norms is said of the standard problem: ‖Av − λMv‖ in the norm √(xᵀM⁻¹x), beside the largest |λ|. It bounds the error of λ.</remarks>
    /// <exception cref="ArgumentNullException">An operator is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above n, or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A stored matrix is not square, finite and symmetric, the dimensions differ, M is not positive definite, an operator writes numbers that are not finite, or <see cref="EigshOptions.MassSolve"/> does not solve with M.</exception>
    /// <exception cref="NotSupportedException">Eigenvalues inside the spectrum of a large operator are asked for.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static EigenPairs<T> Eigsh<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> mass, int k, EigenTarget target, EigshOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => GeneralizedSolver.Eigsh(a, mass, k, target, options, out _);
}
