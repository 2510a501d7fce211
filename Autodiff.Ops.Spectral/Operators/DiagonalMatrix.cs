using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>diag(d): a potential, a mass, a shift that differs from row to row.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class DiagonalMatrix<T> : IDifferentiableOperator<T>, IDifferentiableObject<DiagonalMatrix<T>>, IShadowed
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Makes a matrix from a copy of its diagonal.</summary>
    /// <param name="values">n numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    public DiagonalMatrix(T[] values)
        => Values = (T[])Guard.NotNull(values).Clone();

    /// <summary>The diagonal itself; writing here changes the matrix.</summary>
    [View]
    public T[] Values { get; }

    /// <inheritdoc/>
    public int Dimension => Values.Length;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        TensorPrimitives.Multiply(Values, x, y);
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        DiagonalMatrix<T> matrix = Guard.PrimalOf(this, primal);
        TensorPrimitives.MultiplyAdd(x, yAdjoint, Values, Values);
        TensorPrimitives.MultiplyAdd(matrix.Values, yAdjoint, xAdjoint, xAdjoint);
    }

    /// <inheritdoc/>
    public DiagonalMatrix<T> CreateShadow() => new(new T[Dimension]);

    /// <inheritdoc/>
    public void SetToZero() => Array.Clear(Values);

    /// <inheritdoc/>
    public void Accumulate(DiagonalMatrix<T> addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Values, addend.Values, Values);
    }

    /// <inheritdoc/>
    public void RequireShadow(DiagonalMatrix<T> shadow, string name)
    {
        Guard.NotItself(shadow, this, name);
        if (shadow.Dimension != Dimension)
        {
            throw new ArgumentException($"'{name}' has {shadow.Dimension} rows; it must have {Dimension}.", name);
        }
    }

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((DiagonalMatrix<T>)addend);
}
