using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <content>Rules of singular values.</content>
public static partial class SpectralRules
{
    /// <summary>The decomposition that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Svd"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Svd"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Svd))]
    public static SingularTriplets<T> SvdForward<T>(DenseMatrix<T> a, EigshOptions? options, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        options?.CancellationToken.ThrowIfCancellationRequested();
        return SvdSolver.Svd(a, out residual);
    }

    /// <summary>Adds the gradient of all triplets.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The matrix.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The triplets.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">Their adjoints; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal singular values, or into the null space.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Svd))]
    public static void Svd<T>(DenseMatrix<T> a, EigshOptions? options, SingularTriplets<T> result, SvdResidual<T> residual, SingularTriplets<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Svds(a, options, result, residual, resultAdjoint, aAdjoint);

    /// <summary>The forward solve that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Svds{T}(DenseMatrix{T}, int, EigshOptions?)"/>.</param>
    /// <param name="k">How many triplets.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Svds{T}(DenseMatrix{T}, int, EigshOptions?)"/>.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Svds))]
    public static SingularTriplets<T> SvdsForward<T>(DenseMatrix<T> a, int k, EigshOptions? options, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => SvdSolver.Svds(Guard.NotNull(a), a.Rows, a.Columns, k, options, out residual);

    /// <summary>The forward solve that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Svds{T}(CsrMatrix{T}, int, EigshOptions?)"/>.</param>
    /// <param name="k">How many triplets.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Svds{T}(CsrMatrix{T}, int, EigshOptions?)"/>.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Svds))]
    public static SingularTriplets<T> SvdsForward<T>(CsrMatrix<T> a, int k, EigshOptions? options, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => SvdSolver.Svds(Guard.NotNull(a), a.Rows, a.Columns, k, options, out residual);

    /// <summary>Adds the gradient of the k triplets.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The matrix.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The triplets.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">Their adjoints; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal singular values, or into the null space.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Svds))]
    public static void Svds<T>(DenseMatrix<T> a, EigshOptions? options, SingularTriplets<T> result, SvdResidual<T> residual, SingularTriplets<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(result).RequireShadow(resultAdjoint, nameof(resultAdjoint));
        Guard.NotNull(a).RequireShadow(aAdjoint, nameof(aAdjoint));
        SvdGradient.Add(Guard.NotNull(residual), resultAdjoint, options ?? EigshOptions.Default, aAdjoint);
    }

    /// <summary>Adds the gradient of the k triplets, at the stored places only.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The matrix.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The triplets.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">Their adjoints; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal singular values, or into the null space.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Svds))]
    public static void Svds<T>(CsrMatrix<T> a, EigshOptions? options, SingularTriplets<T> result, SvdResidual<T> residual, SingularTriplets<T> resultAdjoint, CsrMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(result).RequireShadow(resultAdjoint, nameof(resultAdjoint));
        Guard.NotNull(a).RequireShadow(aAdjoint, nameof(aAdjoint));
        SvdGradient.Add(Guard.NotNull(residual), resultAdjoint, options ?? EigshOptions.Default, aAdjoint);
    }

    /// <summary>The nuclear norm, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.NuclearNorm"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.NuclearNorm"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.NuclearNorm))]
    public static T NuclearNormForward<T>(DenseMatrix<T> a, out SvdResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => Sum(SvdSolver.Svd(a, out residual).Values);

    /// <summary>Ā += s̄ UVᵀ over the singular values that are not 0.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The matrix.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">s̄.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.NuclearNorm))]
    public static void NuclearNorm<T>(DenseMatrix<T> a, SvdResidual<T> residual, T resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(a).RequireShadow(aAdjoint, nameof(aAdjoint));
        DenseSvd<T> all = Guard.NotNull(residual).All!;
        int count = 0;
        while (count < all.Count && Numbers<T>.ToDouble(all.Values[count]) > all.Width(count))
        {
            count++;
        }

        var left = new T[count * a.Rows];
        TensorPrimitives.Multiply(all.Left.AsSpan(0, left.Length), resultAdjoint, left);
        MatrixGradient.Add(aAdjoint, a.Rows, a.Columns, left, all.Right, count);
    }
}
