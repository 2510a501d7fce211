using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>The derivative rules of this library. Each adds to the adjoints it is given and writes nothing else.</summary>
public static partial class SpectralRules
{
    /// <summary>The forward solve that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Eigsh{T}(ISymmetricOperator{T}, int, EigenTarget, EigshOptions?)"/>.</param>
    /// <param name="k">How many pairs.</param>
    /// <param name="target">Which.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Eigsh{T}(ISymmetricOperator{T}, int, EigenTarget, EigshOptions?)"/>.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Eigsh))]
    public static EigenPairs<T> EigshForward<T>(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions? options, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => EigshSolver.Eigsh(a, k, target, options, out residual);

    /// <summary>Adds ½(W Vᵀ + V Wᵀ) to the adjoint of the operator; see <see cref="GradientRule"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The operator.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The k pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the k values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    /// <exception cref="NotSupportedException">The shadow is neither a matrix nor an <see cref="IDifferentiableOperator{T}"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigsh))]
    public static void Eigsh<T>(ISymmetricOperator<T> a, EigshOptions? options, EigenPairs<T> result, EigshResidual<T> residual, EigenPairs<T> resultAdjoint, ISymmetricOperator<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(result).RequireShadow(resultAdjoint, nameof(resultAdjoint));
        OperatorGradient.RequireSupported(a, aAdjoint);
        T[]? weights = EigshGradient.Weights(residual, resultAdjoint, options ?? EigshOptions.Default);
        if (weights is not null)
        {
            OperatorGradient.Add(a, aAdjoint, residual.Vectors, weights, result.Count, isSymmetric: !resultAdjoint.Vectors.AsSpan().ContainsAnyExcept(T.Zero));
        }
    }

    /// <summary>The decomposition that keeps what its gradient needs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Eigh{T}(DenseMatrix{T})"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Eigh{T}(DenseMatrix{T})"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Eigh))]
    public static EigenPairs<T> EighForward<T>(DenseMatrix<T> a, out EigshResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => EigshSolver.Eigh(a, out residual);

    /// <summary>Adds V(diag(λ̄) + K)Vᵀ, symmetrised, to the adjoint of the matrix: the closed form over all pairs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The matrix.</param>
    /// <param name="result">The n pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the n values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks inside a cluster of equal eigenvalues.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Eigh))]
    public static void Eigh<T>(DenseMatrix<T> a, EigenPairs<T> result, EigshResidual<T> residual, EigenPairs<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Eigsh(a, null, result, residual, resultAdjoint, aAdjoint);

    /// <summary>y = S x: S̄ += ȳ xᵀ, x̄ += Sᵀ ȳ.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="self">S.</param>
    /// <param name="selfAdjoint">S̄, added to.</param>
    /// <param name="x">As many numbers as S has columns.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ, as many numbers as S has rows.</param>
    [VjpOf(typeof(DenseMatrix<>), nameof(DenseMatrix<>.Apply))]
    public static void DenseApply<T>(DenseMatrix<T> self, DenseMatrix<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < self.Rows; i++)
        {
            Span<T> row = selfAdjoint.Row(i);
            TensorPrimitives.MultiplyAdd(x, yAdjoint[i], row, row);
            TensorPrimitives.MultiplyAdd(self.Row(i), yAdjoint[i], xAdjoint, xAdjoint);
        }
    }

    /// <summary>y = S x: S̄ += ȳ xᵀ at the stored places, x̄ += Sᵀ ȳ.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="self">S.</param>
    /// <param name="selfAdjoint">S̄, added to.</param>
    /// <param name="x">As many numbers as S has columns.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ, as many numbers as S has rows.</param>
    [VjpOf(typeof(CsrMatrix<>), nameof(CsrMatrix<>.Apply))]
    public static void CsrApply<T>(CsrMatrix<T> self, CsrMatrix<T> selfAdjoint, ReadOnlySpan<T> x, Span<T> xAdjoint, ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < self.Rows; i++)
        {
            for (int p = self.RowPointers[i]; p < self.RowPointers[i + 1]; p++)
            {
                selfAdjoint.Values[p] += yAdjoint[i] * x[self.ColumnIndices[p]];
            }
        }

        CsrKernels.AddTransposedProduct(self.RowPointers, self.ColumnIndices, self.Values, yAdjoint, xAdjoint);
    }

    /// <summary>y = A x for a constant symmetric A: x̄ += A ȳ. A stored matrix that is not quite symmetric has its transpose.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TSelf">The type of the operator.</typeparam>
    /// <param name="self">A.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ.</param>
    [VjpOf(typeof(ISymmetricOperator<>), nameof(ISymmetricOperator<>.Apply))]
    public static void SymmetricApply<T, TSelf>(TSelf self, Span<T> xAdjoint, [WrittenLength("x")] ReadOnlySpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        where TSelf : ISymmetricOperator<T>
    {
        if (self is DenseMatrix<T> dense)
        {
            for (int i = 0; i < dense.Rows; i++)
            {
                TensorPrimitives.MultiplyAdd(dense.Row(i), yAdjoint[i], xAdjoint, xAdjoint);
            }
        }
        else if (self is CsrMatrix<T> csr)
        {
            CsrKernels.AddTransposedProduct(csr.RowPointers, csr.ColumnIndices, csr.Values, yAdjoint, xAdjoint);
        }
        else
        {
            T[] product = ArrayPool<T>.Shared.Rent(yAdjoint.Length);
            try
            {
                Span<T> used = product.AsSpan(0, yAdjoint.Length);
                self.Apply(yAdjoint, used);
                TensorPrimitives.Add(xAdjoint, used, xAdjoint);
            }
            finally
            {
                ArrayPool<T>.Shared.Return(product);
            }
        }
    }

    /// <summary>A matrix made from an array of values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The values.</param>
    /// <param name="valuesAdjoint">rows·columns numbers, added to.</param>
    [VjpOf(typeof(DenseMatrix<>), ".ctor")]
    public static void DenseConstructor<T>(DenseMatrix<T> resultAdjoint, T[] values, Span<T> valuesAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(valuesAdjoint, resultAdjoint.Values, valuesAdjoint);

    /// <summary>A matrix made from a two-dimensional array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The values.</param>
    /// <param name="valuesAdjoint">[rows, columns], added to.</param>
    [VjpOf(typeof(DenseMatrix<>), ".ctor")]
    public static void DenseConstructor<T>(DenseMatrix<T> resultAdjoint, T[,] values, T[,] valuesAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < resultAdjoint.Rows; i++)
        {
            for (int j = 0; j < resultAdjoint.Columns; j++)
            {
                valuesAdjoint[i, j] += resultAdjoint[i, j];
            }
        }
    }

    /// <summary>A sparse matrix made from an array of values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The values.</param>
    /// <param name="valuesAdjoint">As many numbers as stored values, added to.</param>
    [VjpOf(typeof(CsrMatrix<>), ".ctor")]
    public static void CsrConstructor<T>(CsrMatrix<T> resultAdjoint, T[] values, Span<T> valuesAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(valuesAdjoint, resultAdjoint.Values, valuesAdjoint);

    /// <summary>Makes a matrix from triplets, and remembers where each went.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowIndices">The row of each triplet.</param>
    /// <param name="columnIndices">The column of each triplet.</param>
    /// <param name="values">The value of each triplet.</param>
    /// <param name="residual">For each triplet the place of its stored value.</param>
    /// <exception cref="ArgumentException">As for <see cref="CsrMatrix{T}.FromTriplets(int, int, int[], int[], T[])"/>.</exception>
    [AugmentedPrimalOf(typeof(CsrMatrix<>), nameof(CsrMatrix<>.FromTriplets))]
    public static CsrMatrix<T> FromTripletsForward<T>(int rows, int columns, int[] rowIndices, int[] columnIndices, T[] values, out int[] residual)
        where T : IFloatingPointIeee754<T>
        => CsrMatrix<T>.FromTriplets(rows, columns, rowIndices, columnIndices, values, out residual);

    /// <summary>Each triplet receives the adjoint of the stored value it was summed into.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">For each triplet the place of its stored value.</param>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The value of each triplet.</param>
    /// <param name="valuesAdjoint">As many numbers as triplets, added to.</param>
    [VjpOf(typeof(CsrMatrix<>), nameof(CsrMatrix<>.FromTriplets))]
    public static void FromTriplets<T>(int[] residual, CsrMatrix<T> resultAdjoint, T[] values, Span<T> valuesAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < residual.Length; i++)
        {
            valuesAdjoint[i] += resultAdjoint.Values[residual[i]];
        }
    }
}
