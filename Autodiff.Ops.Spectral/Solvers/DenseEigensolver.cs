using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>The eigenpairs of a dense symmetric matrix: reduction to a tridiagonal one, whose pairs are found and taken back.</summary>
internal static class DenseEigensolver
{
    /// <summary>
    /// Decomposes the matrix in the lower triangle of <paramref name="matrix"/>, which is overwritten: its rows become
    /// the eigenvectors, ascending. The input is scaled by a power of two, so that no square overflows.
    /// </summary>
    /// <returns>The eigenvalues, ascending.</returns>
    /// <exception cref="ArithmeticException">The matrix has NaN or infinite entries.</exception>
    public static T[] Decompose<T>(int n, T[] matrix, CancellationToken cancellation = default)
        where T : IFloatingPointIeee754<T>
    {
        var values = new T[n];
        if (n == 0)
        {
            return values;
        }

        int exponent = Scale(matrix);
        HouseholderReduction<T> reduction = HouseholderReduction<T>.Reduce(n, matrix, cancellation);
        T[] rows = ArrayPool<T>.Shared.Rent(n * n);
        int[] order = Diagonalize(n, reduction.Diagonal, reduction.OffDiagonal, values, rows, cancellation);
        reduction.ToOriginal(rows.AsSpan(0, n * n), n);
        for (int i = 0; i < n; i++)
        {
            rows.AsSpan(order[i] * n, n).CopyTo(matrix.AsSpan(i * n));
        }

        ArrayPool<T>.Shared.Return(rows);
        Unscale(values, exponent);
        return values;
    }

    /// <summary>Brings the largest entry near 1.</summary>
    internal static int Scale<T>(T[] matrix)
        where T : IFloatingPointIeee754<T>
    {
        T largest = T.Abs(TensorPrimitives.MaxMagnitude<T>(matrix));
        if (!T.IsFinite(largest))
        {
            throw new ArithmeticException("The matrix has entries that are not finite.");
        }

        // 2^−exponent is to be a number itself: of the smallest matrices that leaves some digits unscaled, which is enough.
        int exponent = T.IsZero(largest) ? 0 : Math.Max(T.ILogB(largest), Numbers<T>.Eps < 1e-10 ? -1000 : -120);
        if (exponent != 0)
        {
            TensorPrimitives.ScaleB<T>(matrix, -exponent, matrix);
        }

        return exponent;
    }

    internal static void Unscale<T>(T[] values, int exponent)
        where T : IFloatingPointIeee754<T>
    {
        if (exponent != 0)
        {
            TensorPrimitives.ScaleB<T>(values, exponent, values);
        }

        RequireInRange(values);
    }

    /// <summary>Refuses eigenvalues that the type cannot hold.</summary>
    /// <exception cref="ArgumentException">One is infinite.</exception>
    internal static void RequireInRange<T>(T[] values)
        where T : IFloatingPointIeee754<T>
    {
        if (values.Length > 0 && !TensorPrimitives.IsFiniteAll<T>(values))
        {
            throw new ArgumentException($"An eigenvalue of the matrix is beyond the range of {typeof(T).Name}; scale the matrix.", "a");
        }
    }

    /// <summary>The pairs of T: by divide and conquer, or by the QL method should that not end.</summary>
    /// <returns>The order in which the rows ascend; <paramref name="values"/> do.</returns>
    internal static int[] Diagonalize<T>(int n, T[] diagonal, T[] offDiagonal, T[] values, T[] rows, CancellationToken cancellation)
        where T : IFloatingPointIeee754<T>
    {
        var d = new double[n];
        var e = new double[n];
        TensorPrimitives.ConvertTruncating<T, double>(diagonal, d);
        TensorPrimitives.ConvertTruncating<T, double>(offDiagonal, e);
        int[]? order = DivideAndConquer<T>.Diagonalize(n, d, e, rows, cancellation);
        order ??= DiagonalizeByQl(n, diagonal, offDiagonal, d, rows);
        for (int i = 0; i < n; i++)
        {
            values[i] = Numbers<T>.From(d[order[i]]);
        }

        return order;
    }

    private static int[] DiagonalizeByQl<T>(int n, T[] t, T[] e, double[] d, T[] rows)
        where T : IFloatingPointIeee754<T>
    {
        var diagonal = (T[])t.Clone();
        var couplings = (T[])e.Clone();
        rows.AsSpan(0, n * n).Clear();
        for (int i = 0; i < n; i++)
        {
            rows[i * n + i] = T.One;
        }

        if (!TridiagonalQl.Diagonalize(n, diagonal, couplings, rows.AsSpan(0, n * n)))
        {
            throw new ArithmeticException("The QL iteration did not converge.");
        }

        TensorPrimitives.ConvertTruncating<T, double>(diagonal, d);
        var order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        Array.Sort((double[])d.Clone(), order);
        return order;
    }
}
