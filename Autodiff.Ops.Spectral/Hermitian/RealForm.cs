using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A Hermitian operator of order n as the real symmetric one of order 2n that it is on real and imaginary parts in turn.
/// Its eigenvalues are those of A, each twice: with v, i·v is a vector too.
/// </summary>
internal sealed class RealForm(IHermitianOperator a) : IBlockOperator<double>
{
    public int Dimension => checked(2 * a.Dimension);

    /// <summary>The products made.</summary>
    public int Applications { get; private set; }

    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        Applications++;
        a.Apply(ComplexRows.Complexes(x), ComplexRows.Complexes(y));
    }

    public void ApplyBlock(ReadOnlySpan<double> x, Span<double> y, int count)
    {
        int length = Dimension;
        if (a is not HermitianMatrix dense)
        {
            for (int c = 0; c < count; c++)
            {
                Apply(x.Slice(c * length, length), y.Slice(c * length, length));
            }

            return;
        }

        // Real products of a row with conj(x), which are the real parts, and with i·conj(x), which are the imaginary ones.
        Applications += count;
        int n = length / 2;
        var factors = new double[2 * count * length];
        Span<double> conjugates = factors.AsSpan(0, count * length);
        ComplexRows.Conjugate(x[..(count * length)], conjugates);
        ComplexRows.TimesI(conjugates, factors.AsSpan(count * length));
        var parts = new double[2 * count * n];
        RowKernels.Dots<double>(ComplexRows.Reals(dense.Values.AsSpan()), length, n, factors, length, 2 * count, parts);
        for (int c = 0; c < count; c++)
        {
            for (int i = 0; i < n; i++)
            {
                y[c * length + 2 * i] = parts[c * n + i];
                y[c * length + 2 * i + 1] = parts[(count + c) * n + i];
            }
        }
    }

    /// <summary>The matrix whose 2 × 2 blocks are [[x, −y], [y, x]] for every stored x + iy.</summary>
    public static CsrMatrix<double> Of(HermitianCsrMatrix a)
    {
        int n = a.Dimension;
        int places = checked(4 * a.NonZeroCount);
        var rowPointers = new int[checked(2 * n + 1)];
        var columns = new int[places];
        var values = new double[places];
        int next = 0;
        for (int i = 0; i < n; i++)
        {
            for (int part = 0; part < 2; part++)
            {
                for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
                {
                    // Parts that are zero, as the imaginary one on the diagonal, need no place.
                    Complex value = a.Values[p];
                    int column = 2 * a.ColumnIndices[p];
                    (double first, double second) = part == 0 ? (value.Real, -value.Imaginary) : (value.Imaginary, value.Real);
                    Store(column, first, column == 2 * i && part == 0);
                    Store(column + 1, second, column == 2 * i && part == 1);
                }

                rowPointers[2 * i + part + 1] = next;
            }
        }

        return CsrMatrix<double>.Adopt(2 * n, 2 * n, new CsrPattern(rowPointers, columns.AsSpan(0, next).ToArray()), values.AsSpan(0, next).ToArray());

        void Store(int column, double value, bool always)
        {
            if (value != 0 || always)
            {
                (columns[next], values[next]) = (column, value);
                next++;
            }
        }
    }

    /// <inheritdoc cref="Of(HermitianCsrMatrix)"/>
    public static DenseMatrix<double> Of(HermitianMatrix a)
    {
        int n = a.Dimension;
        var matrix = new DenseMatrix<double>(2 * n, 2 * n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Complex value = a.Values[i * n + j];
                (matrix.Row(2 * i)[2 * j], matrix.Row(2 * i)[2 * j + 1]) = (value.Real, -value.Imaginary);
                (matrix.Row(2 * i + 1)[2 * j], matrix.Row(2 * i + 1)[2 * j + 1]) = (value.Imaginary, value.Real);
            }
        }

        return matrix;
    }

    /// <summary>
    /// Vectors of the complex problem as starts of the real one: each with its multiple by i, made orthonormal, without those
    /// that depend on earlier ones.
    /// </summary>
    public static double[][]? Starts(double[][]? vectors)
    {
        const double Dependent = 1e-6;
        if (vectors is null || vectors.Length == 0)
        {
            return null;
        }

        int length = vectors[0].Length;
        var basis = new double[checked(2 * vectors.Length * length)];
        var scratch = new double[2 * vectors.Length];
        int count = 0;
        foreach (double[] vector in vectors)
        {
            Span<double> row = basis.AsSpan(2 * count * length, length);
            vector.CopyTo(row);
            double before = BlockKernels.Norm<double>(row);
            if (before == 0)
            {
                continue;
            }

            TensorPrimitives.Divide(row, before, row);
            BlockKernels.Orthogonalize<double>(basis, 2 * count, row, scratch);
            double after = TensorPrimitives.Norm<double>(row);
            if (after < Dependent)
            {
                continue;
            }

            TensorPrimitives.Divide(row, after, row);
            ComplexRows.TimesI(row, basis.AsSpan((2 * count + 1) * length, length));
            count++;
        }

        return count == 0 ? null : [.. Enumerable.Range(0, 2 * count).Select(i => basis.AsSpan(i * length, length).ToArray())];
    }
}
