using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>All eigenpairs of a dense symmetric matrix.</summary>
internal static class DenseEigensolver
{
    /// <summary>
    /// Decomposes the matrix in the lower triangle of <paramref name="matrix"/>, which is overwritten: its rows become
    /// the eigenvectors, ascending. The input is scaled by a power of two, so that no square overflows.
    /// </summary>
    /// <returns>The eigenvalues, ascending.</returns>
    public static T[] Decompose<T>(int n, T[] matrix)
        where T : IFloatingPointIeee754<T>
    {
        var values = new T[n];
        if (n == 0)
        {
            return values;
        }

        T largest = T.Abs(TensorPrimitives.MaxMagnitude<T>(matrix));
        int exponent = T.IsZero(largest) ? 0 : T.ILogB(largest);
        if (exponent != 0)
        {
            TensorPrimitives.ScaleB<T>(matrix, -exponent, matrix);
        }

        var offDiagonal = new T[n];
        Tridiagonalization.Reduce<T>(n, matrix, values, offDiagonal);
        if (!TridiagonalQl.Diagonalize<T>(n, values, offDiagonal, matrix))
        {
            throw new ArithmeticException("The QL iteration did not converge; are there NaN entries?");
        }

        Sort(n, values, matrix);
        if (exponent != 0)
        {
            TensorPrimitives.ScaleB<T>(values, exponent, values);
        }

        return values;
    }

    private static void Sort<T>(int n, T[] values, T[] vectors)
    {
        var order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        Array.Sort(values, order);

        // Cycles of the permutation, one spare row.
        var spare = new T[n];
        for (int i = 0; i < n; i++)
        {
            if (order[i] == i)
            {
                continue;
            }

            vectors.AsSpan(i * n, n).CopyTo(spare);
            int to = i;
            while (order[to] != i)
            {
                int from = order[to];
                vectors.AsSpan(from * n, n).CopyTo(vectors.AsSpan(to * n));
                order[to] = to;
                to = from;
            }

            spare.CopyTo(vectors.AsSpan(to * n));
            order[to] = to;
        }
    }
}
