using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A sparse matrix by compressed rows. Solvers read it as (S + Sᵀ)/2.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class CsrMatrix<T> : IDifferentiableOperator<T>, IDifferentiableObject<CsrMatrix<T>>, IShadowed
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Makes a matrix from copies of its three arrays.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowPointers">rows + 1 numbers: row i is stored from rowPointers[i] up to rowPointers[i + 1].</param>
    /// <param name="columnIndices">The column of each stored value, in any order within a row, none twice.</param>
    /// <param name="values">The stored values.</param>
    /// <exception cref="ArgumentNullException">An array is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">The arrays do not describe a matrix; the message says where.</exception>
    public CsrMatrix(int rows, int columns, int[] rowPointers, int[] columnIndices, T[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        RowPointers = Guard.CopyOfLength(rowPointers, checked(rows + 1), $"{rows} rows");
        ColumnIndices = (int[])Guard.NotNull(columnIndices).Clone();
        Values = Guard.CopyOfLength(values, columnIndices.Length, $"{columnIndices.Length} column indices");
        Rows = rows;
        Columns = columns;
        CsrPattern.Validate(rows, columns, RowPointers, ColumnIndices);
    }

    private CsrMatrix(CsrMatrix<T> pattern)
    {
        Rows = pattern.Rows;
        Columns = pattern.Columns;
        RowPointers = pattern.RowPointers;
        ColumnIndices = pattern.ColumnIndices;
        Values = new T[pattern.Values.Length];
    }

    private CsrMatrix(int rows, int columns, CsrPattern pattern, T[] values)
    {
        Rows = rows;
        Columns = columns;
        RowPointers = pattern.RowPointers;
        ColumnIndices = pattern.ColumnIndices;
        Values = values;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>Where each row begins in <see cref="Values"/>; one more for the end. Not to be written.</summary>
    public int[] RowPointers { get; }

    /// <summary>The column of each stored value. Not to be written.</summary>
    public int[] ColumnIndices { get; }

    /// <summary>The stored values themselves; writing here changes the matrix.</summary>
    [View]
    public T[] Values { get; }

    /// <summary>The number of stored values, zeros included.</summary>
    public int NonZeroCount => Values.Length;

    /// <summary>The number of rows; solvers ask for as many columns.</summary>
    public int Dimension => Rows;

    /// <summary>Makes a matrix from triplets; values at the same place are summed.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowIndices">The row of each triplet.</param>
    /// <param name="columnIndices">The column of each triplet.</param>
    /// <param name="values">The value of each triplet.</param>
    /// <exception cref="ArgumentNullException">An array is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or an index is outside the matrix.</exception>
    public static CsrMatrix<T> FromTriplets(int rows, int columns, int[] rowIndices, int[] columnIndices, T[] values)
        => FromTriplets(rows, columns, rowIndices, columnIndices, values, out _);

    /// <summary>Computes y = S x with the values as they are stored.</summary>
    /// <param name="x">As many numbers as there are columns.</param>
    /// <param name="y">As many numbers as there are rows, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Columns, nameof(x), "columns");
        Guard.Length(y.Length, Rows, nameof(y), "rows");
        CsrKernels.Multiply(RowPointers, ColumnIndices, Values, x, y);
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        if (Guard.NotNull(primal) is not CsrMatrix<T> matrix)
        {
            throw new ArgumentException($"The shadow of a sparse matrix was given a primal of type {primal.GetType()}.", nameof(primal));
        }

        SpectralRules.CsrApply(matrix, this, x, xAdjoint, yAdjoint);
    }

    /// <inheritdoc/>
    public CsrMatrix<T> CreateShadow() => new(this);

    /// <inheritdoc/>
    public void SetToZero() => Array.Clear(Values);

    /// <inheritdoc/>
    public void Accumulate(CsrMatrix<T> addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Values, addend.Values, Values);
    }

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((CsrMatrix<T>)addend);

    /// <inheritdoc/>
    public void RequireShadow(CsrMatrix<T> shadow, string name)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(shadow, this))
        {
            throw new ArgumentException($"'{name}' is the matrix itself; pass a matrix of its own for the gradient.", name);
        }

        if (shadow.Rows != Rows || shadow.Columns != Columns)
        {
            throw new ArgumentException($"'{name}' is {shadow.Rows}×{shadow.Columns}; it must be {Rows}×{Columns}.", name);
        }

        bool samePattern = (ReferenceEquals(shadow.RowPointers, RowPointers) || shadow.RowPointers.AsSpan().SequenceEqual(RowPointers))
            && (ReferenceEquals(shadow.ColumnIndices, ColumnIndices) || shadow.ColumnIndices.AsSpan().SequenceEqual(ColumnIndices));
        if (!samePattern)
        {
            throw new ArgumentException($"'{name}' has another sparsity pattern; make it with CreateShadow().", name);
        }
    }

    /// <summary>As the public overload; <paramref name="slots"/> tells for each triplet where its value went.</summary>
    internal static CsrMatrix<T> FromTriplets(int rows, int columns, int[] rowIndices, int[] columnIndices, T[] values, out int[] slots)
    {
        Guard.NotNull(values);
        CsrPattern pattern = CsrPattern.FromTriplets(rows, columns, rowIndices, columnIndices, values.Length, out slots);
        var stored = new T[pattern.ColumnIndices.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            stored[slots[i]] += values[i];
        }

        return new CsrMatrix<T>(rows, columns, pattern, stored);
    }

    /// <summary>Makes a matrix of arrays that are known to be right and not shared.</summary>
    internal static CsrMatrix<T> Adopt(int rows, int columns, CsrPattern pattern, T[] values) => new(rows, columns, pattern, values);
}
