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
        Factor = LdltFactor<T>.Factor(Symbolic, Scaled.Values, 0, cancellation);
        if (Factor.NegativeCount > 0)
        {
            throw NotDefinite(Factor.NegativeCount == 1 ? "one of its eigenvalues is negative" : $"{Factor.NegativeCount} of its eigenvalues are negative");
        }

        (int row, double pivot) = Factor.FindNotPositive();
        if (row >= 0)
        {
            throw NotDefinite(string.Create(CultureInfo.InvariantCulture, $"it is singular to working accuracy, for the pivot of row {row} of its factorisation is {pivot} where its diagonal entry is scaled to about 1"));
        }
    }

    /// <summary>S, powers of two for which S M S has a diagonal near 1.</summary>
    public T[] Scales { get; }

    /// <summary>S M S.</summary>
    public CsrMatrix<T> Scaled { get; }

    /// <summary>The factor of S M S.</summary>
    public LdltFactor<T> Factor { get; }

    private SymbolicFactorization Symbolic { get; }

    public override int Dimension => Scales.Length;

    /// <summary>A number that by count no eigenvalue of S M S is below, near the least one; 0 where rounding leaves it open.</summary>
    public double LeastEigenvalue(CancellationToken cancellation)
    {
        // Powers of the inverse come near it from above.
        const int Powers = 12;
        var x = new T[Dimension];
        var random = new Random(1);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Numbers<T>.From(random.NextDouble() - 0.5);
        }

        double least = 0;
        for (int power = 0; power < Powers; power++)
        {
            T norm = TensorPrimitives.Norm<T>(x);
            TensorPrimitives.Divide(x, norm, x);
            Factor.Solve(x, 1);
            least = 1 / Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(x));
        }

        for (least /= 2; least > 2 * Factor.ErrorBound; least /= 4)
        {
            var count = LdltFactor<T>.Count(Symbolic, Scaled.Values, least, cancellation);
            if (count.NegativeCount == 0 && count.ZeroCount == 0)
            {
                return least - count.ErrorBound;
            }
        }

        return 0;
    }

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
        Factor.SolveLower(x, count);
    }

    public override void SolveUpper(Span<T> x, int count)
    {
        Factor.SolveUpper(x, count);
        Multiply(x, count);
    }

    public override void MultiplyLower(Span<T> x, int count)
    {
        Factor.MultiplyLower(x, count);
        Divide(x, count);
    }

    public override void MultiplyUpper(Span<T> x, int count)
    {
        Divide(x, count);
        Factor.MultiplyUpper(x, count);
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
