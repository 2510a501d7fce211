using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Reads a stored complex matrix S as (S + Sᴴ)/2, after checking that it is finite and all but Hermitian.</summary>
internal static class StoredHermiticity
{
    private const double Allowed = 1e-10;

    /// <summary>A Hermitian copy.</summary>
    /// <exception cref="ArgumentException">Not finite, or (unless assumed) not Hermitian.</exception>
    public static HermitianMatrix Symmetrize(HermitianMatrix matrix, bool assumeHermitian)
    {
        int n = matrix.Dimension;
        int bad = FirstNotFinite(matrix.Values);
        if (bad >= 0)
        {
            throw NotFinite(bad / n, bad % n, matrix.Values[bad]);
        }

        var worst = new WorstPair();
        var values = (Complex[])matrix.Values.Clone();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Complex lower = values[i * n + j];
                Complex upper = values[j * n + i];
                if (lower != Complex.Conjugate(upper))
                {
                    worst.See(i, j, lower, upper);
                    Complex middle = Middle(lower, upper);
                    values[i * n + j] = middle;
                    values[j * n + i] = Complex.Conjugate(middle);
                }
            }
        }

        Check(worst, matrix.Values, assumeHermitian);
        return HermitianMatrix.Adopt(n, values);
    }

    /// <inheritdoc cref="Symmetrize(HermitianMatrix, bool)"/>
    public static HermitianCsrMatrix Symmetrize(HermitianCsrMatrix matrix, bool assumeHermitian)
    {
        int n = matrix.Dimension;
        int bad = FirstNotFinite(matrix.Values);
        if (bad >= 0)
        {
            int row = 0;
            while (matrix.RowPointers[row + 1] <= bad)
            {
                row++;
            }

            throw NotFinite(row, matrix.ColumnIndices[bad], matrix.Values[bad]);
        }

        // Transposing sorts the rows; twice gives S itself, sorted.
        HermitianCsrMatrix transposed = ConjugateTranspose(matrix);
        HermitianCsrMatrix sorted = ConjugateTranspose(transposed);
        var worst = new WorstPair();
        var rowPointers = new int[n + 1];
        var columns = new int[checked(2 * matrix.NonZeroCount)];
        var values = new Complex[columns.Length];
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
                Complex here = pColumn == j ? sorted.Values[p++] : Complex.Zero;
                Complex there = qColumn == j ? transposed.Values[q++] : Complex.Zero;
                if (here != there)
                {
                    worst.See(i, j, here, Complex.Conjugate(there));
                }

                columns[next] = j;
                values[next++] = here == there ? here : Middle(here, Complex.Conjugate(there));
            }

            rowPointers[i + 1] = next;
        }

        Check(worst, matrix.Values, assumeHermitian);
        return HermitianCsrMatrix.Adopt(n, new CsrPattern(rowPointers, columns.AsSpan(0, next).ToArray()), values.AsSpan(0, next).ToArray());
    }

    /// <summary>(a + conj(b))/2, without overflow on the way.</summary>
    private static Complex Middle(Complex a, Complex b) => new(a.Real / 2 + b.Real / 2, a.Imaginary / 2 - b.Imaginary / 2);

    private static HermitianCsrMatrix ConjugateTranspose(HermitianCsrMatrix matrix)
    {
        (CsrPattern pattern, Complex[] values) = CsrKernels.Transpose(matrix.RowPointers, matrix.ColumnIndices, matrix.Values);
        for (int p = 0; p < values.Length; p++)
        {
            values[p] = Complex.Conjugate(values[p]);
        }

        return HermitianCsrMatrix.Adopt(matrix.Dimension, pattern, values);
    }

    private static int FirstNotFinite(Complex[] values)
        => values.Length == 0 || TensorPrimitives.IsFiniteAll(ComplexRows.Reals(values.AsSpan())) ? -1 : Array.FindIndex(values, value => !Complex.IsFinite(value));

    private static ArgumentException NotFinite(int row, int column, Complex value)
        => new(string.Create(CultureInfo.InvariantCulture, $"The entry ({row}, {column}) of the matrix is {value}; every entry must be finite."), "a");

    private static void Check(WorstPair worst, Complex[] values, bool assumeHermitian)
    {
        if (assumeHermitian || worst.Row < 0)
        {
            return;
        }

        double largest = Math.Abs(TensorPrimitives.MaxMagnitude(ComplexRows.Reals(values.AsSpan())));
        if (worst.Difference <= Allowed * largest)
        {
            return;
        }

        string what = worst.Row == worst.Column
            ? string.Create(CultureInfo.InvariantCulture, $"the diagonal entry ({worst.Row}, {worst.Row}) is {worst.Lower}; its imaginary part may be {Allowed:0e+0} times the largest entry")
            : string.Create(CultureInfo.InvariantCulture, $"({worst.Row}, {worst.Column}) is {worst.Lower} and ({worst.Column}, {worst.Row}) is {worst.Upper}; one may differ from the conjugate of the other by {Allowed:0e+0} times the largest entry");
        throw new ArgumentException($"The matrix is not Hermitian: {what}. Store both triangles, or set AssumeSymmetric to read it as (S + Sᴴ)/2.", "a");
    }

    /// <summary>The pair of mirrored entries that differs most.</summary>
    private struct WorstPair
    {
        public int Row = -1;
        public int Column = -1;
        public Complex Lower = Complex.Zero;
        public Complex Upper = Complex.Zero;
        public double Difference = 0;

        public WorstPair()
        {
        }

        public void See(int row, int column, Complex lower, Complex upper)
        {
            double difference = row == column
                ? Math.Abs(lower.Imaginary)
                : double.Hypot(lower.Real - upper.Real, lower.Imaginary + upper.Imaginary);
            if (difference > Difference)
            {
                (Row, Column, Lower, Upper, Difference) = (row, column, lower, upper, difference);
            }
        }
    }
}
