using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A dense complex Hermitian matrix, stored row after row. Solvers read it as (S + Sᴴ)/2.</summary>
public sealed class HermitianMatrix : IDifferentiableHermitianOperator, IDifferentiableObject<HermitianMatrix>, IShadowed
{
    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="n">The number of rows, and of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative, or n² exceeds an array's length.</exception>
    public HermitianMatrix(int n)
        : this(n, new Complex[Guard.Area(n, n)], copied: true)
    {
    }

    /// <summary>Makes a matrix from a copy of its values.</summary>
    /// <param name="n">The number of rows, and of columns.</param>
    /// <param name="values">n·n numbers, row after row.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> has another length.</exception>
    public HermitianMatrix(int n, Complex[] values)
        : this(n, Guard.CopyOfLength(values, Guard.Area(n, n), $"{n}×{n} values"), copied: true)
    {
    }

    /// <summary>Makes a matrix from a copy of a two-dimensional array.</summary>
    /// <param name="values">The array, [row, column].</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The array is not square.</exception>
    public HermitianMatrix(Complex[,] values)
        : this(Guard.NotNull(values).GetLength(0), Flatten(values), copied: true)
    {
    }

    private HermitianMatrix(int n, Complex[] values, bool copied)
    {
        _ = copied;
        Dimension = n;
        Values = values;
    }

    /// <summary>The number of rows, and of columns.</summary>
    public int Dimension { get; }

    /// <summary>The numbers themselves, row after row; writing here changes the matrix.</summary>
    [View]
    public Complex[] Values { get; }

    /// <summary>The entry at a place, which can be set.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the matrix.</exception>
    [View]
    public Complex this[int row, int column]
    {
        get => Values[Index(row, column)];
        set => Values[Index(row, column)] = value;
    }

    /// <summary>Computes y = S x with the values as they are stored.</summary>
    /// <param name="x">n numbers.</param>
    /// <param name="y">n numbers, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        if (Dimension > 0)
        {
            HermitianKernels.Multiply(ComplexRows.Reals(Values), Dimension, ComplexRows.Reals(x), ComplexRows.Reals(y));
        }
    }

    /// <inheritdoc/>
    public void ApplyVjp(IHermitianOperator primal, ReadOnlySpan<Complex> x, ReadOnlySpan<Complex> yAdjoint, Span<Complex> xAdjoint)
    {
        if (Guard.NotNull(primal) is not HermitianMatrix matrix)
        {
            throw new ArgumentException($"The shadow of a dense Hermitian matrix was given a primal of type {primal.GetType()}.", nameof(primal));
        }

        SpectralRules.HermitianApply(matrix, this, x, xAdjoint, yAdjoint);
    }

    /// <inheritdoc/>
    public HermitianMatrix CreateShadow() => new(Dimension, new Complex[Values.Length], copied: true);

    /// <inheritdoc/>
    public void SetToZero() => Array.Clear(Values);

    /// <inheritdoc/>
    public void Accumulate(HermitianMatrix addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add<Complex>(Values, addend.Values, Values);
    }

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((HermitianMatrix)addend);

    /// <inheritdoc/>
    public void RequireShadow(HermitianMatrix shadow, string name)
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
    }

    /// <summary>Makes a matrix of an array that is known to be right and not shared.</summary>
    internal static HermitianMatrix Adopt(int n, Complex[] values) => new(n, values, copied: true);

    private static Complex[] Flatten(Complex[,] values)
    {
        int n = values.GetLength(0);
        if (values.GetLength(1) != n)
        {
            throw new ArgumentException($"The array is {n}×{values.GetLength(1)}; a Hermitian matrix is square.", nameof(values));
        }

        var flat = new Complex[values.Length];
        for (int i = 0; i < flat.Length; i++)
        {
            flat[i] = values[i / n, i % n];
        }

        return flat;
    }

    private int Index(int row, int column)
    {
        if ((uint)row >= (uint)Dimension || (uint)column >= (uint)Dimension)
        {
            throw new ArgumentOutOfRangeException(nameof(row), $"({row}, {column}) is outside a {Dimension}×{Dimension} matrix.");
        }

        return row * Dimension + column;
    }
}
