using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A dense matrix, stored row after row. Solvers read it as (S + Sᵀ)/2.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class DenseMatrix<T> : IDifferentiableOperator<T>, IDifferentiableObject<DenseMatrix<T>>, IShadowed, IBlockOperator<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the product exceeds an array's length.</exception>
    public DenseMatrix(int rows, int columns)
        : this(rows, columns, new T[Guard.Area(rows, columns)], copied: true)
    {
    }

    /// <summary>Makes a matrix from a copy of its values.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="values">rows·columns numbers, row after row.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> has another length.</exception>
    public DenseMatrix(int rows, int columns, T[] values)
        : this(rows, columns, Guard.CopyOfLength(values, Guard.Area(rows, columns), $"{rows}×{columns} values"), copied: true)
    {
    }

    /// <summary>Makes a matrix from a copy of a two-dimensional array.</summary>
    /// <param name="values">The array, [row, column].</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    public DenseMatrix(T[,] values)
        : this(Guard.NotNull(values).GetLength(0), values.GetLength(1), Flatten(values), copied: true)
    {
    }

    private DenseMatrix(int rows, int columns, T[] values, bool copied)
    {
        _ = copied;
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The numbers themselves, row after row; writing here changes the matrix.</summary>
    [View]
    public T[] Values { get; }

    /// <summary>The number of rows; solvers ask for as many columns.</summary>
    public int Dimension => Rows;

    /// <summary>The entry at a place, which can be set.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the matrix.</exception>
    [View]
    public T this[int row, int column]
    {
        get => Values[Index(row, column)];
        set => Values[Index(row, column)] = value;
    }

    /// <summary>Copies a tensor of rank 2.</summary>
    /// <param name="tensor">The tensor, [row, column].</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The rank is not 2.</exception>
    public static DenseMatrix<T> FromTensor(Tensor<T> tensor)
    {
        Guard.NotNull(tensor);
        if (tensor.Rank != 2)
        {
            throw new ArgumentException($"A matrix needs a tensor of rank 2; this one has rank {tensor.Rank}.", nameof(tensor));
        }

        var matrix = new DenseMatrix<T>(checked((int)tensor.Lengths[0]), checked((int)tensor.Lengths[1]));
        tensor.FlattenTo(matrix.Values);
        return matrix;
    }

    /// <summary>Copies this matrix to a tensor of rank 2.</summary>
    public Tensor<T> ToTensor() => Tensor.Create((T[])Values.Clone(), [Rows, Columns]);

    /// <summary>Computes y = S x with the values as they are stored.</summary>
    /// <param name="x">As many numbers as there are columns.</param>
    /// <param name="y">As many numbers as there are rows, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Columns, nameof(x), "columns");
        Guard.Length(y.Length, Rows, nameof(y), "rows");
        RowKernels.Dots(Values, Columns, Rows, x, y);
    }

    void IBlockOperator<T>.ApplyBlock(ReadOnlySpan<T> x, Span<T> y, int count)
    {
        Guard.Length(x.Length, count * Columns, nameof(x), "columns of all vectors");
        Guard.Length(y.Length, count * Rows, nameof(y), "rows of all vectors");
        if (Columns == 0)
        {
            y.Clear();
            return;
        }

        RowKernels.Dots(Values, Columns, Rows, x, Columns, count, y);
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        if (Guard.NotNull(primal) is not DenseMatrix<T> matrix)
        {
            throw new ArgumentException($"The shadow of a dense matrix was given a primal of type {primal.GetType()}.", nameof(primal));
        }

        SpectralRules.DenseApply(matrix, this, x, xAdjoint, yAdjoint);
    }

    /// <inheritdoc/>
    public DenseMatrix<T> CreateShadow() => new(Rows, Columns, new T[Values.Length], copied: true);

    /// <inheritdoc/>
    public void SetToZero() => Array.Clear(Values);

    /// <inheritdoc/>
    public void Accumulate(DenseMatrix<T> addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Values, addend.Values, Values);
    }

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((DenseMatrix<T>)addend);

    /// <inheritdoc/>
    public void RequireShadow(DenseMatrix<T> shadow, string name)
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
    }

    internal Span<T> Row(int row) => Values.AsSpan(row * Columns, Columns);

    private static T[] Flatten(T[,] values)
    {
        var flat = new T[values.Length];
        int columns = values.GetLength(1);
        for (int i = 0; i < flat.Length; i++)
        {
            flat[i] = values[i / columns, i % columns];
        }

        return flat;
    }

    private int Index(int row, int column)
    {
        if ((uint)row >= (uint)Rows || (uint)column >= (uint)Columns)
        {
            throw new ArgumentOutOfRangeException(nameof(row), $"({row}, {column}) is outside a {Rows}×{Columns} matrix.");
        }

        return row * Columns + column;
    }
}
