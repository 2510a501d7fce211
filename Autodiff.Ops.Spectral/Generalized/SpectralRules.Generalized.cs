using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Rules of the generalized problem. Which of A and M has a gradient tells the rule.</content>
public static partial class SpectralRules
{
    /// <summary>The forward solve that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A.</param>
    /// <param name="mass">M.</param>
    /// <param name="k">How many pairs.</param>
    /// <param name="target">Which.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for the operation.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Eigsh))]
    public static EigenPairs<T> EigshForward<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> mass, int k, EigenTarget target, EigshOptions? options, out GeneralizedResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => GeneralizedSolver.Eigsh(a, mass, k, target, options, out residual);

    /// <summary>Adds Ā = ½(WVᵀ + VWᵀ) and M̄ = −½(WΛVᵀ + VΛWᵀ) − ¼V(S + Sᵀ)Vᵀ, S = VᵀV̄.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A.</param>
    /// <param name="mass">M.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The k pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the k values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <param name="massAdjoint">The shadow of <paramref name="mass"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    /// <exception cref="NotSupportedException">A shadow is neither a matrix nor an <see cref="IDifferentiableOperator{T}"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigsh))]
    public static void Eigsh<T>(ISymmetricOperator<T> a, ISymmetricOperator<T> mass, EigshOptions? options, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint, ISymmetricOperator<T> aAdjoint, ISymmetricOperator<T> massAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(aAdjoint);
        Guard.NotNull(massAdjoint);
        Generalized(a, aAdjoint, mass, massAdjoint, options, result, residual, resultAdjoint);
    }

    /// <summary>Adds Ā = ½(WVᵀ + VWᵀ) where M is a constant.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The k pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the k values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    /// <exception cref="NotSupportedException">The shadow is neither a matrix nor an <see cref="IDifferentiableOperator{T}"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigsh))]
    public static void Eigsh<T>(ISymmetricOperator<T> a, EigshOptions? options, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(aAdjoint);
        Generalized(a, aAdjoint, null, null, options, result, residual, resultAdjoint);
    }

    /// <summary>Adds M̄ where A is a constant.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mass">M.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The k pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the k values and vectors; read only.</param>
    /// <param name="massAdjoint">The shadow of <paramref name="mass"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    /// <exception cref="NotSupportedException">The shadow is neither a matrix nor an <see cref="IDifferentiableOperator{T}"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigsh))]
    public static void EigshMass<T>(ISymmetricOperator<T> mass, EigshOptions? options, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint, ISymmetricOperator<T> massAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(massAdjoint);
        Generalized(null, null, mass, massAdjoint, options, result, residual, resultAdjoint);
    }

    /// <summary>The decomposition that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A.</param>
    /// <param name="mass">M.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for the operation.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Eigh))]
    public static EigenPairs<T> EighForward<T>(DenseMatrix<T> a, DenseMatrix<T> mass, out GeneralizedResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => GeneralizedSolver.Eigh(a, mass, out residual);

    /// <summary>Adds Ā and M̄ by the closed form over all pairs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A.</param>
    /// <param name="mass">M.</param>
    /// <param name="result">The n pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the n values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <param name="massAdjoint">The shadow of <paramref name="mass"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigh))]
    public static void Eigh<T>(DenseMatrix<T> a, DenseMatrix<T> mass, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint, DenseMatrix<T> aAdjoint, DenseMatrix<T> massAdjoint)
        where T : IFloatingPointIeee754<T>
        => Eigsh(a, mass, null, result, residual, resultAdjoint, aAdjoint, massAdjoint);

    /// <summary>Adds Ā where M is a constant.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">A.</param>
    /// <param name="result">The n pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the n values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigh))]
    public static void Eigh<T>(DenseMatrix<T> a, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Eigsh(a, null, result, residual, resultAdjoint, aAdjoint);

    /// <summary>Adds M̄ where A is a constant.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mass">M.</param>
    /// <param name="result">The n pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the n values and vectors; read only.</param>
    /// <param name="massAdjoint">The shadow of <paramref name="mass"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigh))]
    public static void EighMass<T>(DenseMatrix<T> mass, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint, DenseMatrix<T> massAdjoint)
        where T : IFloatingPointIeee754<T>
        => EigshMass(mass, null, result, residual, resultAdjoint, massAdjoint);

    private static void Generalized<T>(ISymmetricOperator<T>? a, ISymmetricOperator<T>? aAdjoint, ISymmetricOperator<T>? mass, ISymmetricOperator<T>? massAdjoint, EigshOptions? options, EigenPairs<T> result, GeneralizedResidual<T> residual, EigenPairs<T> resultAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(result).RequireShadow(resultAdjoint, nameof(resultAdjoint));
        GeneralizedGradient.Add(a, aAdjoint, mass, massAdjoint, Guard.NotNull(residual), resultAdjoint, options ?? EigshOptions.Default);
    }
}
