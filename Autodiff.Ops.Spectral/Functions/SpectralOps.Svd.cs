using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Singular values of general matrices.</content>
public static partial class SpectralOps
{
    /// <summary>All min(m, n) singular triplets of a dense matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">m × n, not empty.</param>
    /// <param name="options">Of which <see cref="EigshOptions.Degeneracy"/> and <see cref="EigshOptions.GradientReport"/> are read.</param>
    /// <returns>The triplets, descending.</returns>
    /// <remarks>Eigenvectors of the smaller Gram matrix, finished by one-sided Jacobi sweeps (Hestenes, 1958; Demmel and
    /// Veselić, 1992): no digit of a small singular value is lost to squaring. The gradient follows
    /// <see cref="DegeneracyPolicy"/> at equal singular values; at one that is 0 its value has the subgradient 0.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The matrix is empty or not finite.</exception>
    public static SingularTriplets<T> Svd<T>(DenseMatrix<T> a, EigshOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.SvdForward(a, options, out _);

    /// <summary>The k largest singular triplets of a dense matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">m × n, not empty.</param>
    /// <param name="k">How many, from 1 to min(m, n).</param>
    /// <param name="options">How; <see langword="null"/> for the defaults. InitialVectors are right singular vectors.</param>
    /// <returns>k triplets, descending, every copy of a multiple singular value among them.</returns>
    /// <remarks>Lanczos on [0 A; Aᵀ 0], whose eigenvalues are the singular values themselves, not their squares, and
    /// whose gradient this is; small problems take the path of <see cref="Svd"/>.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above min(m, n), or an option is out of range.</exception>
    /// <exception cref="ArgumentException">The matrix is empty or not finite.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static SingularTriplets<T> Svds<T>(DenseMatrix<T> a, int k, EigshOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.SvdsForward(a, k, options, out _);

    /// <summary>The k largest singular triplets of a sparse matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">m × n, not empty.</param>
    /// <param name="k">How many, from 1 to min(m, n).</param>
    /// <param name="options">How; <see langword="null"/> for the defaults. InitialVectors are right singular vectors.</param>
    /// <returns>k triplets, descending, every copy of a multiple singular value among them.</returns>
    /// <inheritdoc cref="Svds{T}(DenseMatrix{T}, int, EigshOptions?)" path="/remarks"/>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or above min(m, n), or an option is out of range.</exception>
    /// <exception cref="ArgumentException">The matrix is empty or not finite.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static SingularTriplets<T> Svds<T>(CsrMatrix<T> a, int k, EigshOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.SvdsForward(a, k, options, out _);

    /// <summary>The sum of the singular values of a dense matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">m × n, not empty.</param>
    /// <remarks>Where a singular value is 0 the norm has a kink, and its gradient here is the subgradient of least norm:
    /// UVᵀ over the singular values that are not 0 to working accuracy (Watson, 1992).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The matrix is empty or not finite.</exception>
    public static T NuclearNorm<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.NuclearNormForward(a, out _);
}
