using System;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Singular values, descending, with orthonormal left and right vectors: A vᵢ = σᵢ uᵢ, Aᵀ uᵢ = σᵢ vᵢ.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class SingularTriplets<T> : IDifferentiableObject<SingularTriplets<T>>
    where T : IFloatingPointIeee754<T>
{
    internal SingularTriplets(T[] values, T[] left, T[] right, int rows, int columns, EigenReport report)
    {
        Values = values;
        Left = left;
        Right = right;
        Rows = rows;
        Columns = columns;
        Report = report;
    }

    /// <summary>The k singular values, descending.</summary>
    [View]
    public T[] Values { get; }

    /// <summary>The number k of triplets.</summary>
    public int Count => Values.Length;

    /// <summary>The number of rows of the matrix, and of elements of a left vector.</summary>
    public int Rows { get; }

    /// <summary>The number of columns of the matrix, and of elements of a right vector.</summary>
    public int Columns { get; }

    /// <summary>How the triplets were found, and how good they are: as of the eigenpairs of [0 A; Aᵀ 0].</summary>
    public EigenReport Report { get; }

    /// <summary>The left vectors, one after another: k rows.</summary>
    internal T[] Left { get; }

    /// <summary>The right vectors, one after another: k rows.</summary>
    internal T[] Right { get; }

    /// <summary>A left singular vector: of norm 1; its sign and that of the right one can only change together.</summary>
    /// <param name="i">Which, from 0; it belongs to <c>Values[i]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such triplet.</exception>
    [View(Writable = nameof(MutableLeftVector))]
    public ReadOnlySpan<T> LeftVector(int i) => MutableLeftVector(i);

    /// <summary>A right singular vector: of norm 1; its sign and that of the left one can only change together.</summary>
    /// <param name="i">Which, from 0; it belongs to <c>Values[i]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such triplet.</exception>
    [View(Writable = nameof(MutableRightVector))]
    public ReadOnlySpan<T> RightVector(int i) => MutableRightVector(i);

    /// <summary>The left vector as generated code writes it in a shadow.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such triplet.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> MutableLeftVector(int i) => Left.AsSpan(Checked(i) * Rows, Rows);

    /// <summary>The right vector as generated code writes it in a shadow.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such triplet.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> MutableRightVector(int i) => Right.AsSpan(Checked(i) * Columns, Columns);

    /// <inheritdoc/>
    public SingularTriplets<T> CreateShadow() => new(new T[Values.Length], new T[Left.Length], new T[Right.Length], Rows, Columns, Report);

    /// <inheritdoc/>
    public void SetToZero()
    {
        Array.Clear(Values);
        Array.Clear(Left);
        Array.Clear(Right);
    }

    /// <inheritdoc/>
    public void Accumulate(SingularTriplets<T> addend)
    {
        RequireShadow(addend, nameof(addend));
        TensorPrimitives.Add(Values, addend.Values, Values);
        TensorPrimitives.Add(Left, addend.Left, Left);
        TensorPrimitives.Add(Right, addend.Right, Right);
    }

    /// <inheritdoc/>
    public void RequireShadow(SingularTriplets<T> shadow, string name)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(shadow, this))
        {
            throw new ArgumentException($"'{name}' is the object itself; pass one made with CreateShadow().", name);
        }

        if (shadow.Count != Count || shadow.Rows != Rows || shadow.Columns != Columns)
        {
            throw new ArgumentException($"'{name}' holds {shadow.Count} triplets of a {shadow.Rows}×{shadow.Columns} matrix; it must hold {Count} of a {Rows}×{Columns} one.", name);
        }
    }

    private int Checked(int i)
        => (uint)i < (uint)Values.Length
            ? i
            : throw new ArgumentOutOfRangeException(nameof(i), i, $"There are {Values.Length} triplets; i must be from 0 to {Values.Length - 1}.");
}
