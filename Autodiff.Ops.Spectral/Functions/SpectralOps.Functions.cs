using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Functions of dense symmetric matrices. All read a matrix as (S + Sᵀ)/2 with the checks of <see cref="Eigh{T}(DenseMatrix{T})"/>.</content>
public static partial class SpectralOps
{
    /// <summary>log det A of a positive definite matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <remarks>By the eigenvalues of the matrix scaled to a diagonal near 1 (van der Sluis, 1969), so that graded
    /// matrices keep their digits. The gradient is A⁻¹.</remarks>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite, not symmetric, or not positive
    /// definite to working accuracy; then the message names the eigenvalue.</exception>
    public static T LogDet<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.LogDetForward(a, out _);

    /// <summary>The positive semidefinite square root.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n, no eigenvalue below 0; one that is 0 to working accuracy is taken for 0.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient is V(D ∘ (VᵀF̄V))Vᵀ with the divided differences D of the function (Daleckii and Krein,
    /// 1965), here 1/(√λᵢ + √λⱼ): equal eigenvalues are like all others.</remarks>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite, not symmetric, or has an eigenvalue below 0.</exception>
    public static DenseMatrix<T> Sqrt<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.SqrtForward(a, out _);

    /// <summary>A^(−½) of a positive definite matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient as for <see cref="Sqrt"/>.</remarks>
    /// <exception cref="ArgumentException">As for <see cref="LogDet"/>.</exception>
    public static DenseMatrix<T> InverseSqrt<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.InverseSqrtForward(a, out _);

    /// <summary>The inverse of a symmetric matrix, definite or not.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite, not symmetric, or singular to
    /// working accuracy; then the message names the eigenvalue.</exception>
    public static DenseMatrix<T> Inverse<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.InverseForward(a, out _);

    /// <summary>e^A.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient as for <see cref="Sqrt"/>.</remarks>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric, or the exponential overflows.</exception>
    public static DenseMatrix<T> Exp<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.ExpForward(a, out _);

    /// <summary>log A of a positive definite matrix.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient as for <see cref="Sqrt"/>.</remarks>
    /// <exception cref="ArgumentException">As for <see cref="LogDet"/>.</exception>
    public static DenseMatrix<T> Log<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.LogForward(a, out _);

    /// <summary>Aᵖ for a real p, with a gradient for p, too.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n, no eigenvalue below 0, and for p ≤ 0 none that is 0.</param>
    /// <param name="exponent">p.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient as for <see cref="Sqrt"/>. An <see cref="int"/> has an overload of its own that takes
    /// eigenvalues of either sign.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exponent"/> is not finite.</exception>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite, not symmetric, or has an
    /// eigenvalue without a real power; then the message names it.</exception>
    public static DenseMatrix<T> Power<T>(DenseMatrix<T> a, T exponent)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.PowerForward(a, exponent, out _);

    /// <summary>Aᵖ for a whole p.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n; for p &lt; 0 not singular.</param>
    /// <param name="exponent">p.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric, for p &lt; 0
    /// singular to working accuracy, or the power overflows.</exception>
    public static DenseMatrix<T> Power<T>(DenseMatrix<T> a, int exponent)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.PowerForward(a, exponent, out _);

    /// <summary>V f(Λ) Vᵀ for a function of one's own.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <param name="f">The function, smooth between the eigenvalues. It is a constant: what it captures gets no gradient.</param>
    /// <param name="derivative">f′. Between near eigenvalues the divided difference is its mean, by a Gauss–Legendre
    /// rule, wherever that is estimated to be nearer than the difference of two values.</param>
    /// <returns>n × n, symmetric.</returns>
    /// <remarks>The gradient as for <see cref="Sqrt"/>.</remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric, or f is not finite at an eigenvalue.</exception>
    public static DenseMatrix<T> Function<T>(DenseMatrix<T> a, Func<T, T> f, Func<T, T> derivative)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.FunctionForward(a, f, derivative, out _);

    /// <summary>tr f(A) = Σ f(λᵢ) for a function of one's own; the gradient is f′(A).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">n × n.</param>
    /// <param name="f">The function. It is a constant: what it captures gets no gradient.</param>
    /// <param name="derivative">f′.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite or not symmetric, or f is not finite at an eigenvalue.</exception>
    public static T TraceFunction<T>(DenseMatrix<T> a, Func<T, T> f, Func<T, T> derivative)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.TraceFunctionForward(a, f, derivative, out _);
}
