using System;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Real eigenvalues, ascending, with complex eigenvectors that are orthonormal in xᴴy.</summary>
public sealed class HermitianEigenPairs : IDifferentiableObject<HermitianEigenPairs>
{
    internal HermitianEigenPairs(double[] values, Complex[] vectors, int dimension, EigenReport report)
    {
        Values = values;
        Vectors = vectors;
        Dimension = dimension;
        Report = report;
    }

    /// <summary>The k eigenvalues, ascending.</summary>
    [View]
    public double[] Values { get; }

    /// <summary>The number k of pairs.</summary>
    public int Count => Values.Length;

    /// <summary>The number n of elements of a vector.</summary>
    public int Dimension { get; }

    /// <summary>How the pairs were found, and how good they are.</summary>
    public EigenReport Report { get; }

    /// <summary>The vectors, one after another: k rows of n.</summary>
    internal Complex[] Vectors { get; }

    /// <summary>
    /// An eigenvector: n numbers of norm 1, whose phase is arbitrary. Without initial vectors the largest of its elements
    /// is real and positive.
    /// </summary>
    /// <param name="i">Which, from 0; it belongs to <c>Values[i]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    [View(Writable = nameof(MutableVector))]
    public ReadOnlySpan<Complex> Vector(int i) => MutableVector(i);

    /// <summary>The vector as generated code writes it in a shadow.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<Complex> MutableVector(int i)
    {
        if ((uint)i >= (uint)Values.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(i), i, $"There are {Values.Length} pairs; i must be from 0 to {Values.Length - 1}.");
        }

        return Vectors.AsSpan(i * Dimension, Dimension);
    }

    /// <inheritdoc/>
    public HermitianEigenPairs CreateShadow() => new(new double[Values.Length], new Complex[Vectors.Length], Dimension, Report);

    /// <inheritdoc/>
    public void SetToZero()
    {
        Array.Clear(Values);
        Array.Clear(Vectors);
    }

    /// <inheritdoc/>
    public void Accumulate(HermitianEigenPairs addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Values, addend.Values, Values);
        TensorPrimitives.Add<Complex>(Vectors, addend.Vectors, Vectors);
    }

    /// <inheritdoc/>
    public void RequireShadow(HermitianEigenPairs shadow, string name)
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
