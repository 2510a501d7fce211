using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Reads a stored matrix S as (S + Sᵀ)/2, after checking that it is finite and all but symmetric.</summary>
internal static class StoredSymmetry
{
    /// <summary>A symmetric copy.</summary>
    /// <exception cref="ArgumentException">Not square, not finite, or (unless assumed) not symmetric.</exception>
    public static DenseMatrix<T> Symmetrize<T>(DenseMatrix<T> matrix, bool assumeSymmetric, string name = "a")
        where T : IFloatingPointIeee754<T>
    {
        RequireSquare(matrix.Rows, matrix.Columns, name);
        int n = matrix.Rows;
        if (matrix.Values.Length > 0 && !TensorPrimitives.IsFiniteAll<T>(matrix.Values))
        {
            int at = Array.FindIndex(matrix.Values, value => !T.IsFinite(value));
            throw NotFinite(at / n, at % n, matrix.Values[at], name);
        }

        var worst = new WorstPair<T>();
        var symmetric = new DenseMatrix<T>(n, n, matrix.Values);
        T[] values = symmetric.Values;
        // By tiles, so that the mirror images are near each other too.
        const int Tile = 32;
        for (int i0 = 0; i0 < n; i0 += Tile)
        {
            for (int j0 = 0; j0 <= i0; j0 += Tile)
            {
                for (int i = i0; i < Math.Min(n, i0 + Tile); i++)
                {
                    for (int j = j0; j < Math.Min(i, j0 + Tile); j++)
                    {
                        T lower = values[i * n + j];
                        T upper = values[j * n + i];
                        if (lower != upper)
                        {
                            worst.See(i, j, lower, upper);
                            values[i * n + j] = values[j * n + i] = Middle(lower, upper);
                        }
                    }
                }
            }
        }

        Check(worst, matrix.Values, assumeSymmetric, name);
        return symmetric;
    }

    /// <inheritdoc cref="Symmetrize{T}(DenseMatrix{T}, bool, string)"/>
    public static CsrMatrix<T> Symmetrize<T>(CsrMatrix<T> matrix, bool assumeSymmetric, string name = "a")
        where T : IFloatingPointIeee754<T>
    {
        RequireSquare(matrix.Rows, matrix.Columns, name);
        int n = matrix.Rows;
        if (matrix.Values.Length > 0 && !TensorPrimitives.IsFiniteAll<T>(matrix.Values))
        {
            int at = Array.FindIndex(matrix.Values, value => !T.IsFinite(value));
            int row = 0;
            while (matrix.RowPointers[row + 1] <= at)
            {
                row++;
            }

            throw NotFinite(row, matrix.ColumnIndices[at], matrix.Values[at], name);
        }

        if (IsSymmetric(matrix))
        {
            return CsrMatrix<T>.Adopt(n, n, new CsrPattern(matrix.RowPointers, matrix.ColumnIndices), (T[])matrix.Values.Clone());
        }

        // Transposing sorts the rows; twice gives S itself, sorted.
        CsrMatrix<T> transposed = Transpose(matrix);
        CsrMatrix<T> sorted = Transpose(transposed);
        var worst = new WorstPair<T>();
        var rowPointers = new int[n + 1];
        var columns = new int[2 * matrix.NonZeroCount];
        var values = new T[2 * matrix.NonZeroCount];
        int next = 0;
        for (int i = 0; i < n; i++)
        {
            int p = sorted.RowPointers[i];
            int q = transposed.RowPointers[i];
            int pEnd = sorted.RowPointers[i + 1];
            int qEnd = transposed.RowPointers[i + 1];
            while (p < pEnd || q < qEnd)
            {
                int pColumn = p < pEnd ? sorted.ColumnIndices[p] : n;
                int qColumn = q < qEnd ? transposed.ColumnIndices[q] : n;
                int j = Math.Min(pColumn, qColumn);
                T here = pColumn == j ? sorted.Values[p++] : T.Zero;
                T there = qColumn == j ? transposed.Values[q++] : T.Zero;
                if (here != there)
                {
                    worst.See(i, j, here, there);
                }

                columns[next] = j;
                values[next++] = here == there ? here : Middle(here, there);
            }

            rowPointers[i + 1] = next;
        }

        Check(worst, matrix.Values, assumeSymmetric, name);
        return CsrMatrix<T>.Adopt(n, n, new CsrPattern(rowPointers, columns.AsSpan(0, next).ToArray()), values.AsSpan(0, next).ToArray());
    }

    /// <summary>A mass, symmetric to the last bit where it is stored.</summary>
    public static ISymmetricOperator<T> OfMass<T>(ISymmetricOperator<T> mass, EigshOptions options)
        where T : IFloatingPointIeee754<T>
        => mass switch
        {
            DenseMatrix<T> dense => Symmetrize(dense, options.AssumeSymmetric, nameof(mass)),
            CsrMatrix<T> sparse => Symmetrize(sparse, options.AssumeSymmetric, nameof(mass)),
            _ => mass,
        };

    /// <summary>Whether every row is sorted and the matrix symmetric to the last bit: as row i passes by, its places in later rows are next there.</summary>
    private static bool IsSymmetric<T>(CsrMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        int n = matrix.Rows;
        int[] columns = matrix.ColumnIndices;
        int[] next = matrix.RowPointers.AsSpan(0, n).ToArray();
        for (int i = 0; i < n; i++)
        {
            int end = matrix.RowPointers[i + 1];
            int p = next[i];
            if (p < end && columns[p] == i)
            {
                p++;
            }

            for (int before = i; p < end; p++)
            {
                int j = columns[p];
                if (j <= before)
                {
                    return false;
                }

                before = j;
                int q = next[j]++;
                if (q >= matrix.RowPointers[j + 1] || columns[q] != i || matrix.Values[q] != matrix.Values[p])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static T Middle<T>(T a, T b)
        where T : IFloatingPointIeee754<T>
        => a * Numbers<T>.Half + b * Numbers<T>.Half;

    private static CsrMatrix<T> Transpose<T>(CsrMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        (CsrPattern pattern, T[] values) = CsrKernels.Transpose(matrix.RowPointers, matrix.ColumnIndices, matrix.Values);
        return CsrMatrix<T>.Adopt(matrix.Columns, matrix.Rows, pattern, values);
    }

    private static void RequireSquare(int rows, int columns, string name)
    {
        if (rows != columns)
        {
            throw new ArgumentException($"The {Noun(name)} is {rows}×{columns}; an eigenvalue problem needs a square one.", name);
        }
    }

    private static ArgumentException NotFinite<T>(int row, int column, T value, string name)
        where T : IFloatingPointIeee754<T>
        => new(string.Create(CultureInfo.InvariantCulture, $"The entry ({row}, {column}) of the {Noun(name)} is {value}; every entry must be finite."), name);

    private static string Noun(string name) => name == "mass" ? "mass matrix" : "matrix";

    private static void Check<T>(WorstPair<T> worst, T[] values, bool assumeSymmetric, string name)
        where T : IFloatingPointIeee754<T>
    {
        if (assumeSymmetric || worst.Row < 0)
        {
            return;
        }

        double allowed = Numbers<T>.Eps < 1e-10 ? 1e-10 : 1e-5;
        double largest = Numbers<T>.ToDouble(T.Abs(TensorPrimitives.MaxMagnitude<T>(values)));
        if (worst.Difference > allowed * largest)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The {Noun(name)} is not symmetric: ({worst.Row}, {worst.Column}) is {worst.Lower} and ({worst.Column}, {worst.Row}) is {worst.Upper}; they may differ by {allowed:0e+0} times the largest entry. Store both, or set AssumeSymmetric to read it as (S + Sᵀ)/2."),
                name);
        }
    }

    /// <summary>The pair of mirrored entries that differs most.</summary>
    private struct WorstPair<T>
        where T : IFloatingPointIeee754<T>
    {
        public int Row = -1;
        public int Column = -1;
        public T Lower = T.Zero;
        public T Upper = T.Zero;
        public double Difference = 0;

        public WorstPair()
        {
        }

        public void See(int row, int column, T lower, T upper)
        {
            double difference = Math.Abs(Numbers<T>.ToDouble(lower) - Numbers<T>.ToDouble(upper));
            if (difference > Difference)
            {
                (Row, Column, Lower, Upper, Difference) = (row, column, lower, upper, difference);
            }
        }
    }
}
