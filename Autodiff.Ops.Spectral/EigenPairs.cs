using System;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Eigenvalues, ascending, with orthonormal eigenvectors; those of a generalized problem are orthonormal in xᵀMy.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class EigenPairs<T> : IDifferentiableObject<EigenPairs<T>>
    where T : IFloatingPointIeee754<T>
{
    internal EigenPairs(T[] values, T[] vectors, int dimension, EigenReport report)
    {
        Values = values;
        Vectors = vectors;
        Dimension = dimension;
        Report = report;
    }

    /// <summary>The k eigenvalues, ascending.</summary>
    [View]
    public T[] Values { get; }

    /// <summary>The number k of pairs.</summary>
    public int Count => Values.Length;

    /// <summary>The number n of elements of a vector.</summary>
    public int Dimension { get; }

    /// <summary>How the pairs were found, and how good they are.</summary>
    public EigenReport Report { get; }

    /// <summary>The vectors, one after another: k rows of n.</summary>
    internal T[] Vectors { get; }

    /// <summary>An eigenvector: n numbers of norm 1, whose sign is arbitrary; of a generalized problem, with vᵀMv = 1.</summary>
    /// <param name="i">Which, from 0; it belongs to <c>Values[i]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    [View(Writable = nameof(MutableVector))]
    public ReadOnlySpan<T> Vector(int i) => MutableVector(i);

    /// <summary>The vector as generated code writes it in a shadow.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> MutableVector(int i)
    {
        if ((uint)i >= (uint)Values.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(i), i, $"There are {Values.Length} pairs; i must be from 0 to {Values.Length - 1}.");
        }

        return Vectors.AsSpan(i * Dimension, Dimension);
    }

    /// <inheritdoc/>
    public EigenPairs<T> CreateShadow() => new(new T[Values.Length], new T[Vectors.Length], Dimension, Report);

    /// <inheritdoc/>
    public void SetToZero()
    {
        Array.Clear(Values);
        Array.Clear(Vectors);
    }

    /// <inheritdoc/>
    public void Accumulate(EigenPairs<T> addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Values, addend.Values, Values);
        TensorPrimitives.Add(Vectors, addend.Vectors, Vectors);
    }

    /// <inheritdoc/>
    public void RequireShadow(EigenPairs<T> shadow, string name)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(shadow, this))
        {
            throw new ArgumentException($"'{name}' is the object itself; pass one made with CreateShadow().", name);
        }

        if (shadow.Count != Count || shadow.Dimension != Dimension)
        {
            throw new ArgumentException($"'{name}' holds {shadow.Count} pairs of dimension {shadow.Dimension}; it must hold {Count} of dimension {Dimension}.", name);
        }
    }
}
