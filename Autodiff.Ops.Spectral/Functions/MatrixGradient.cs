using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Adds Ā = Σ_p x_p y_pᵀ to the shadow of a stored m × n matrix: rows of x and y hold the vectors.</summary>
internal static class MatrixGradient
{
    public static void Add<T>(ISymmetricOperator<T> aAdjoint, int rows, int columns, T[] x, T[] y, int count)
        where T : IFloatingPointIeee754<T>
    {
        if (aAdjoint is DenseMatrix<T> dense)
        {
            ProductKernel.AddTransposedProduct<T>(rows, columns, count, x, rows, y, columns, dense.Values, columns);
            return;
        }

        // The numbers of one row, or column, together: a stored place is one short dot product.
        var sparse = (CsrMatrix<T>)aAdjoint;
        var xt = new T[x.Length];
        var yt = new T[y.Length];
        ProductKernel.Transpose<T>(count, rows, x, xt);
        ProductKernel.Transpose<T>(count, columns, y, yt);
        for (int i = 0; i < rows; i++)
        {
            for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
            {
                sparse.Values[p] += TensorPrimitives.Dot<T>(
                    xt.AsSpan(i * count, count),
                    yt.AsSpan(sparse.ColumnIndices[p] * count, count));
            }
        }
    }
}
