using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Traces of functions of large operators, by random vectors.</content>
public static partial class SpectralOps
{
    /// <summary>An estimate of log det A of a large positive definite operator, with a stated error.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A <see cref="DenseMatrix{T}"/>, a <see cref="CsrMatrix{T}"/> (both read as (S + Sᵀ)/2), or any operator.</param>
    /// <param name="options">How; its <see cref="StochasticOptions.Report"/> is told the error. <see langword="null"/> for the defaults.</param>
    /// <remarks>Stochastic Lanczos quadrature (Ubaru, Chen and Saad, 2017). The gradient is that of the estimate, probes
    /// held fixed; over all probes its mean is A⁻¹. It is exact for a diagonal matrix.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">A stored matrix is not square, finite and symmetric, an operator writes
    /// numbers that are not finite, or a Ritz value proves that the operator is not positive definite. That none does is
    /// no proof that it is.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static T LogDetEstimate<T>(ISymmetricOperator<T> a, StochasticOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.LogDetEstimateForward(a, options, out _);

    /// <summary>An estimate of tr f(A) of a large operator, with a stated error.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="LogDetEstimate"/>.</param>
    /// <param name="f">The function, smooth over the spectrum. It is a constant: what it captures gets no gradient.</param>
    /// <param name="derivative">f′.</param>
    /// <param name="options">How; its <see cref="StochasticOptions.Report"/> is told the error. <see langword="null"/> for the defaults.</param>
    /// <remarks>Stochastic Lanczos quadrature (Ubaru, Chen and Saad, 2017). The gradient is that of the estimate, probes
    /// held fixed; over all probes its mean is f′(A).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="a"/>, <paramref name="f"/> or <paramref name="derivative"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">A stored matrix is not square, finite and symmetric, an operator writes
    /// numbers that are not finite, or f is not finite at a Ritz value.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static T TraceFunctionEstimate<T>(ISymmetricOperator<T> a, Func<T, T> f, Func<T, T> derivative, StochasticOptions? options = null)
        where T : IFloatingPointIeee754<T>
        => SpectralRules.TraceFunctionEstimateForward(a, f, derivative, options, out _);
}
