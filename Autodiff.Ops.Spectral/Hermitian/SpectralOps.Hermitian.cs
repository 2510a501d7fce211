using System;

namespace Autodiff.Ops.Spectral;

public static partial class SpectralOps
{
    /// <summary>All eigenpairs of a dense complex Hermitian matrix, read as (S + Sᴴ)/2.</summary>
    /// <param name="a">n × n.</param>
    /// <returns>n pairs, ascending: real values, complex vectors.</returns>
    /// <remarks>Householder reduction to a real tridiagonal matrix, then divide and conquer as in
    /// <see cref="Eigh{T}(DenseMatrix{T})"/>.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The matrix is empty, not finite or not Hermitian.</exception>
    public static HermitianEigenPairs EighHermitian(HermitianMatrix a) => HermitianSolver.Eigh(a, out _);

    /// <summary>k eigenpairs of a complex Hermitian operator.</summary>
    /// <param name="a">A <see cref="HermitianMatrix"/>, a <see cref="HermitianCsrMatrix"/> (both read as (S + Sᴴ)/2), or any
    /// operator of dimension n.</param>
    /// <param name="k">How many, from 1 to n.</param>
    /// <param name="target">Which.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults. Vectors in them (<see cref="EigshOptions.InitialVectors"/>,
    /// those of <see cref="EigshOptions.ShiftedSolve"/>) have 2n numbers, real and imaginary part in turn;
    /// <see cref="EigshOptions.AssumeSymmetric"/> skips the check that a stored matrix is Hermitian.</param>
    /// <returns>k pairs, ascending, every copy of a multiple eigenvalue among them.</returns>
    /// <remarks>A small or dense problem takes the dense path. Any other is solved as the real symmetric one of order 2n that
    /// it is on real and imaginary parts, which has every eigenvalue twice, by the methods of
    /// <see cref="Eigsh{T}(ISymmetricOperator{T}, int, EigenTarget, EigshOptions?)"/>; a complex Rayleigh–Ritz step takes the
    /// k pairs out of the 2k real ones, and their residuals are measured again.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above n, or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A stored matrix is not finite and Hermitian, or an operator writes numbers that are not finite.</exception>
    /// <exception cref="NotSupportedException">Eigenvalues inside the spectrum of a large operator are asked for.</exception>
    /// <exception cref="FactorizationSizeException">The factor that shift-invert needs does not fit into memory.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static HermitianEigenPairs EigshHermitian(IHermitianOperator a, int k, EigenTarget target, EigshOptions? options = null)
        => HermitianSolver.Eigsh(a, k, target, options, out _);
}
