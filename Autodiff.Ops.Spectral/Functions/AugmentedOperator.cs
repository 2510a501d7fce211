using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// −[0 A; Aᵀ 0] of order m + n, whose eigenvalues are ∓σᵢ with the vectors (uᵢ, ±vᵢ)/√2 (Jordan, 1874; Lanczos, 1961):
/// it keeps every digit of a small singular value, where AᵀA keeps half of them. The sign makes its ascending order the
/// descending one of the singular values.
/// </summary>
internal sealed class AugmentedOperator<T>(ISymmetricOperator<T> stored, int rows, int columns) : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    public int Rows => rows;

    public int Columns => columns;

    public int Dimension => checked(rows + columns);

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Multiply(x[rows..], y[..rows]);
        MultiplyTransposed(x[..rows], y[rows..]);
        TensorPrimitives.Negate(y, y);
    }

    /// <summary>y = A x.</summary>
    public void Multiply(ReadOnlySpan<T> x, Span<T> y) => stored.Apply(x, y);

    /// <summary>y = Aᵀ x.</summary>
    public void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> y)
    {
        y.Clear();
        if (stored is CsrMatrix<T> sparse)
        {
            CsrKernels.AddTransposedProduct(sparse.RowPointers, sparse.ColumnIndices, sparse.Values, x, y);
            return;
        }

        var dense = (DenseMatrix<T>)stored;
        for (int i = 0; i < rows; i++)
        {
            TensorPrimitives.MultiplyAdd(dense.Row(i), x[i], y, y);
        }
    }
}
