using System;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>All eigenpairs of a dense Hermitian matrix: those of the real tridiagonal one that it is reduced to, taken back.</summary>
internal static class HermitianDecomposition
{
    /// <summary>
    /// Decomposes the matrix in the lower triangle of <paramref name="matrix"/>, which is overwritten: its rows become
    /// the eigenvectors, ascending. The input is scaled by a power of two, so that no square overflows.
    /// </summary>
    /// <param name="n">The order.</param>
    /// <param name="matrix">n rows of 2n finite numbers, real and imaginary parts in turn.</param>
    /// <param name="cancellation">Honoured on the way.</param>
    /// <returns>The eigenvalues, ascending.</returns>
    /// <exception cref="ArithmeticException">The matrix has NaN or infinite entries.</exception>
    public static double[] Decompose(int n, double[] matrix, CancellationToken cancellation = default)
    {
        var values = new double[n];
        if (n == 0)
        {
            return values;
        }

        int exponent = DenseEigensolver.Scale(matrix);
        HermitianReduction reduction = HermitianReduction.Reduce(n, matrix, cancellation);
        var rows = new double[n * n];
        int[] order = DenseEigensolver.Diagonalize(n, reduction.Diagonal, reduction.OffDiagonal, values, rows, cancellation);
        var sorted = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            rows.AsSpan(order[i] * n, n).CopyTo(sorted.AsSpan(i * n));
        }

        var vectors = new double[checked(2 * n * n)];
        reduction.ToOriginal(sorted, vectors, n);
        vectors.CopyTo(matrix, 0);
        DenseEigensolver.Unscale(values, exponent);
        return values;
    }
}
