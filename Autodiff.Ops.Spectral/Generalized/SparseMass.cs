using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A sparse M by its multifrontal factor. Rows and columns are scaled by powers of two first, which changes no digit and
/// makes a graded mass a well-conditioned one.
/// </summary>
internal sealed class SparseMass<T> : MassFactor<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly LdltFactor<T> _factor;

    /// <param name="mass">Symmetric to the last bit, and finite.</param>
    /// <param name="cancellation">Honoured while it is factored.</param>
    public SparseMass(CsrMatrix<T> mass, CancellationToken cancellation)
    {
        int n = mass.Rows;
        Scales = new T[n];
        for (int i = 0; i < n; i++)
        {
            RequirePositive(i, Entry(mass, i));
            Scales[i] = T.ScaleB(T.One, -(int)Math.Round(T.ILogB(Entry(mass, i)) / 2.0));
        }

        Scaled = Scale(mass);
        Symbolic = SymbolicFactorization.Analyze(mass.RowPointers, mass.ColumnIndices, double.PositiveInfinity, double.PositiveInfinity, cancellation)!;
        _factor = LdltFactor<T>.Factor(Symbolic, Scaled.Values, 0, cancellation);
        if (_factor.NegativeCount > 0)
        {
            throw NotDefinite(_factor.NegativeCount == 1 ? "one of its eigenvalues is negative" : $"{_factor.NegativeCount} of its eigenvalues are negative");
        }

        (int row, double pivot) = _factor.FindNotPositive();
        if (row >= 0)
        {
            throw NotDefinite(string.Create(CultureInfo.InvariantCulture, $"it is singular to working accuracy, for the pivot of row {row} of its factorisation is {pivot} where its diagonal entry is scaled to about 1"));
        }
    }

    /// <summary>S, powers of two for which S M S has a diagonal near 1.</summary>
    public T[] Scales { get; }

    /// <summary>S M S.</summary>
    public CsrMatrix<T> Scaled { get; }

    public SymbolicFactorization Symbolic { get; }

    public override int Dimension => Scales.Length;

    /// <summary>S A S.</summary>
    public CsrMatrix<T> Scale(CsrMatrix<T> a)
    {
        var values = new T[a.NonZeroCount];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                values[p] = a.Values[p] * Scales[i] * Scales[a.ColumnIndices[p]];
            }
        }

        return CsrMatrix<T>.Adopt(a.Rows, a.Columns, new CsrPattern(a.RowPointers, a.ColumnIndices), values);
    }

    public override void SolveLower(Span<T> x, int count)
    {
        Multiply(x, count);
        _factor.SolveLower(x, count);
    }

    public override void SolveUpper(Span<T> x, int count)
    {
        _factor.SolveUpper(x, count);
        Multiply(x, count);
    }

    public override void MultiplyLower(Span<T> x, int count)
    {
        _factor.MultiplyLower(x, count);
        Divide(x, count);
    }

    public override void MultiplyUpper(Span<T> x, int count)
    {
        Divide(x, count);
        _factor.MultiplyUpper(x, count);
    }

    private static T Entry(CsrMatrix<T> matrix, int row)
    {
        int at = Array.IndexOf(matrix.ColumnIndices, row, matrix.RowPointers[row], matrix.RowPointers[row + 1] - matrix.RowPointers[row]);
        return at < 0 ? T.Zero : matrix.Values[at];
    }

    private void Multiply(Span<T> x, int count)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * Dimension, Dimension);
            TensorPrimitives.Multiply(vector, Scales, vector);
        }
    }

    private void Divide(Span<T> x, int count)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * Dimension, Dimension);
            TensorPrimitives.Divide(vector, Scales, vector);
        }
    }
}
