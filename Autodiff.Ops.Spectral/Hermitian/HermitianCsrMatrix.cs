using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A sparse complex Hermitian matrix by compressed rows. Solvers read it as (S + Sᴴ)/2.</summary>
public sealed class HermitianCsrMatrix : IDifferentiableHermitianOperator, IDifferentiableObject<HermitianCsrMatrix>, IShadowed
{
    /// <summary>Makes a matrix from copies of its three arrays.</summary>
    /// <param name="n">The number of rows, and of columns.</param>
    /// <param name="rowPointers">n + 1 numbers: row i is stored from rowPointers[i] up to rowPointers[i + 1].</param>
    /// <param name="columnIndices">The column of each stored value, in any order within a row, none twice.</param>
    /// <param name="values">The stored values, of both triangles.</param>
    /// <exception cref="ArgumentNullException">An array is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    /// <exception cref="ArgumentException">The arrays do not describe a matrix; the message says where.</exception>
    public HermitianCsrMatrix(int n, int[] rowPointers, int[] columnIndices, Complex[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        RowPointers = Guard.CopyOfLength(rowPointers, checked(n + 1), $"{n} rows");
        ColumnIndices = (int[])Guard.NotNull(columnIndices).Clone();
        Values = Guard.CopyOfLength(values, columnIndices.Length, $"{columnIndices.Length} column indices");
        Dimension = n;
        CsrPattern.Validate(n, n, RowPointers, ColumnIndices);
    }

    private HermitianCsrMatrix(int n, CsrPattern pattern, Complex[] values)
    {
        Dimension = n;
        RowPointers = pattern.RowPointers;
        ColumnIndices = pattern.ColumnIndices;
        Values = values;
    }

    /// <summary>The number of rows, and of columns.</summary>
    public int Dimension { get; }

    /// <summary>Where each row begins in <see cref="Values"/>; one more for the end. Not to be written.</summary>
    public int[] RowPointers { get; }

    /// <summary>The column of each stored value. Not to be written.</summary>
    public int[] ColumnIndices { get; }

    /// <summary>The stored values themselves; writing here changes the matrix.</summary>
    [View]
    public Complex[] Values { get; }

    /// <summary>The number of stored values, zeros included.</summary>
    public int NonZeroCount => Values.Length;

    /// <summary>Makes a matrix from triplets; values at the same place are summed.</summary>
    /// <param name="n">The number of rows, and of columns.</param>
    /// <param name="rowIndices">The row of each triplet.</param>
    /// <param name="columnIndices">The column of each triplet.</param>
    /// <param name="values">The value of each triplet; both triangles are to be given.</param>
    /// <exception cref="ArgumentNullException">An array is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or an index is outside the matrix.</exception>
    public static HermitianCsrMatrix FromTriplets(int n, int[] rowIndices, int[] columnIndices, Complex[] values)
        => FromTriplets(n, rowIndices, columnIndices, values, out _);

    /// <summary>Computes y = S x with the values as they are stored.</summary>
    /// <param name="x">n numbers.</param>
    /// <param name="y">n numbers, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        HermitianKernels.Multiply(RowPointers, ColumnIndices, Values, x, y);
    }

    /// <inheritdoc/>
    public void ApplyVjp(IHermitianOperator primal, ReadOnlySpan<Complex> x, ReadOnlySpan<Complex> yAdjoint, Span<Complex> xAdjoint)
    {
        if (Guard.NotNull(primal) is not HermitianCsrMatrix matrix)
        {
            throw new ArgumentException($"The shadow of a sparse Hermitian matrix was given a primal of type {primal.GetType()}.", nameof(primal));
        }

        SpectralRules.HermitianCsrApply(matrix, this, x, xAdjoint, yAdjoint);
    }

    /// <inheritdoc/>
    public HermitianCsrMatrix CreateShadow() => new(Dimension, new CsrPattern(RowPointers, ColumnIndices), new Complex[Values.Length]);

    /// <inheritdoc/>
    public void SetToZero() => Array.Clear(Values);

    /// <inheritdoc/>
    public void Accumulate(HermitianCsrMatrix addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add<Complex>(Values, addend.Values, Values);
    }

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((HermitianCsrMatrix)addend);

    /// <inheritdoc/>
    public void RequireShadow(HermitianCsrMatrix shadow, string name)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(shadow, this))
        {
            throw new ArgumentException($"'{name}' is the matrix itself; pass a matrix of its own for the gradient.", name);
        }

        if (shadow.Dimension != Dimension)
        {
            throw new ArgumentException($"'{name}' has dimension {shadow.Dimension}; it must have {Dimension}.", name);
        }

        bool samePattern = (ReferenceEquals(shadow.RowPointers, RowPointers) || shadow.RowPointers.AsSpan().SequenceEqual(RowPointers))
            && (ReferenceEquals(shadow.ColumnIndices, ColumnIndices) || shadow.ColumnIndices.AsSpan().SequenceEqual(ColumnIndices));
        if (!samePattern)
        {
            throw new ArgumentException($"'{name}' has another sparsity pattern; make it with CreateShadow().", name);
        }
    }

    /// <summary>As the public overload; <paramref name="slots"/> tells for each triplet where its value went.</summary>
    internal static HermitianCsrMatrix FromTriplets(int n, int[] rowIndices, int[] columnIndices, Complex[] values, out int[] slots)
    {
        Guard.NotNull(values);
        CsrPattern pattern = CsrPattern.FromTriplets(n, n, rowIndices, columnIndices, values.Length, out slots);
        var stored = new Complex[pattern.ColumnIndices.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            stored[slots[i]] += values[i];
        }

        return new HermitianCsrMatrix(n, pattern, stored);
    }

    /// <summary>Makes a matrix of arrays that are known to be right and not shared.</summary>
    internal static HermitianCsrMatrix Adopt(int n, CsrPattern pattern, Complex[] values) => new(n, pattern, values);
}
