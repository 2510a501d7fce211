using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Rules of stochastic estimates.</content>
public static partial class SpectralRules
{
    /// <summary>The estimate, keeping what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.LogDetEstimate"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.LogDetEstimate"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.LogDetEstimate))]
    public static T LogDetEstimateForward<T>(ISymmetricOperator<T> a, StochasticOptions? options, out StochasticResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => StochasticTrace.Estimate(a, default(Logarithm<T>), requirePositive: true, options, out residual);

    /// <summary>Adds the gradient of the estimate, probes held fixed.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The operator.</param>
    /// <param name="options">The options of the estimate.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">s̄.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="NotSupportedException">The shadow is neither a matrix nor an <see cref="IDifferentiableOperator{T}"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.LogDetEstimate))]
    public static void LogDetEstimate<T>(ISymmetricOperator<T> a, StochasticOptions? options, StochasticResidual<T> residual, T resultAdjoint, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => StochasticTraceGradient.Add(Guard.NotNull(residual), default(Logarithm<T>), requirePositive: true, options, resultAdjoint, a, aAdjoint);

    /// <summary>The estimate, keeping what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.TraceFunctionEstimate"/>.</param>
    /// <param name="f">f.</param>
    /// <param name="derivative">f′.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.TraceFunctionEstimate"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.TraceFunctionEstimate))]
    public static T TraceFunctionEstimateForward<T>(ISymmetricOperator<T> a, Func<T, T> f, Func<T, T> derivative, StochasticOptions? options, out StochasticResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => StochasticTrace.Estimate(a, new GivenFunction<T>(Guard.NotNull(f), Guard.NotNull(derivative)), requirePositive: false, options, out residual);

    /// <summary>Adds the gradient of the estimate, probes held fixed.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The operator.</param>
    /// <param name="f">f.</param>
    /// <param name="derivative">f′.</param>
    /// <param name="options">The options of the estimate.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">s̄.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="NotSupportedException">The shadow is neither a matrix nor an <see cref="IDifferentiableOperator{T}"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.TraceFunctionEstimate))]
    public static void TraceFunctionEstimate<T>(ISymmetricOperator<T> a, Func<T, T> f, Func<T, T> derivative, StochasticOptions? options, StochasticResidual<T> residual, T resultAdjoint, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => StochasticTraceGradient.Add(Guard.NotNull(residual), new GivenFunction<T>(f, derivative), requirePositive: false, options, resultAdjoint, a, aAdjoint);
}
