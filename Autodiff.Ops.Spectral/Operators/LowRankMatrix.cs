using System;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>U diag(s) Uᵀ with U of n rows and r columns: a few vectors with weights, never a matrix of n·n numbers.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class LowRankMatrix<T> : IDifferentiableOperator<T>, IDifferentiableObject<LowRankMatrix<T>>, IShadowed
    where T : IFloatingPointIeee754<T>
{
    // Column after column of U, so that each is one run of memory.
    private readonly T[] _vectors;

    /// <summary>Makes a matrix from copies of its vectors and weights.</summary>
    /// <param name="vectors">U, n×r.</param>
    /// <param name="weights">s, r numbers of any sign.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There are not as many weights as columns.</exception>
    public LowRankMatrix(DenseMatrix<T> vectors, T[] weights)
    {
        Weights = Guard.CopyOfLength(weights, Guard.NotNull(vectors).Columns, $"{vectors.Columns} columns");
        Dimension = vectors.Rows;
        _vectors = new T[vectors.Values.Length];
        ProductKernel.Transpose<T>(vectors.Rows, vectors.Columns, vectors.Values, _vectors);
    }

    private LowRankMatrix(int dimension, int rank)
    {
        Dimension = dimension;
        Weights = new T[rank];
        _vectors = new T[dimension * rank];
    }

    /// <summary>The weights s themselves; writing here changes the matrix.</summary>
    [View]
    public T[] Weights { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>The number r of vectors.</summary>
    public int Rank => Weights.Length;

    /// <summary>A column of U.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    [View(Writable = nameof(MutableVector))]
    public ReadOnlySpan<T> Vector(int i) => MutableVector(i);

    /// <summary>A column of U as generated code writes it in a shadow.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> MutableVector(int i)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(i);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, Rank);
        return _vectors.AsSpan(i * Dimension, Dimension);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        y.Clear();
        for (int i = 0; i < Rank; i++)
        {
            ReadOnlySpan<T> u = Vector(i);
            TensorPrimitives.MultiplyAdd(u, Weights[i] * TensorPrimitives.Dot(u, x), y, y);
        }
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        LowRankMatrix<T> matrix = Guard.PrimalOf(this, primal);
        for (int i = 0; i < matrix.Rank; i++)
        {
            // y = Σ s u (uᵀx)
            ReadOnlySpan<T> u = matrix.Vector(i);
            Span<T> adjoint = MutableVector(i);
            T weight = matrix.Weights[i];
            T ofX = TensorPrimitives.Dot(u, x);
            T ofSeed = TensorPrimitives.Dot(u, yAdjoint);
            Weights[i] += ofX * ofSeed;
            TensorPrimitives.MultiplyAdd(yAdjoint, weight * ofX, adjoint, adjoint);
            TensorPrimitives.MultiplyAdd(x, weight * ofSeed, adjoint, adjoint);
            TensorPrimitives.MultiplyAdd(u, weight * ofSeed, xAdjoint, xAdjoint);
        }
    }

    /// <inheritdoc/>
    public LowRankMatrix<T> CreateShadow() => new(Dimension, Rank);

    /// <inheritdoc/>
    public void SetToZero()
    {
        Array.Clear(Weights);
        Array.Clear(_vectors);
    }

    /// <inheritdoc/>
    public void Accumulate(LowRankMatrix<T> addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Weights, addend.Weights, Weights);
        TensorPrimitives.Add(_vectors, addend._vectors, _vectors);
    }

    /// <inheritdoc/>
    public void RequireShadow(LowRankMatrix<T> shadow, string name)
    {
        Guard.NotItself(shadow, this, name);
        if (shadow.Dimension != Dimension || shadow.Rank != Rank)
        {
            throw new ArgumentException($"'{name}' has {shadow.Rank} vectors of {shadow.Dimension} elements; it must have {Rank} of {Dimension}.", name);
        }
    }

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((LowRankMatrix<T>)addend);

    /// <summary>Adds the columns to a matrix of n×r: the adjoint of what they were copied from.</summary>
    internal void AddVectorsTo(DenseMatrix<T> sum)
    {
        var rows = new T[_vectors.Length];
        ProductKernel.Transpose<T>(Rank, Dimension, _vectors, rows);
        TensorPrimitives.Add(sum.Values, rows, sum.Values);
    }
}
