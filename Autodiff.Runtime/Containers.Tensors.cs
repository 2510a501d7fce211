using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The part about tensors.</summary>
public static partial class Containers
{
    /// <summary>The memory from the first to the last element of a tensor.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor; <see langword="null"/> has no elements.</param>
    public static ReadOnlySpan<T> Elements<T>(Tensor<T>? tensor) => tensor is null ? default : Elements(tensor.AsReadOnlyTensorSpan());

    /// <inheritdoc cref="Elements{T}(Tensor{T})"/>
    public static ReadOnlySpan<T> Elements<T>(scoped in TensorSpan<T> tensor) => Elements(tensor.AsReadOnlyTensorSpan());

    /// <inheritdoc cref="Elements{T}(Tensor{T})"/>
    public static ReadOnlySpan<T> Elements<T>(scoped in ReadOnlyTensorSpan<T> tensor)
    {
        if (tensor.IsEmpty)
        {
            return default;
        }

        nint last = 0;
        for (int i = 0; i < tensor.Rank; i++)
        {
            last += (tensor.Lengths[i] - 1) * tensor.Strides[i];
        }

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in tensor.GetPinnableReference()), checked((int)last + 1));
    }

    /// <summary>Makes a tensor of zeros with the lengths of another.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    public static Tensor<T> CreateShadow<T>(Tensor<T> tensor) => Tensor.CreateFromShape<T>(tensor.Lengths);

    /// <inheritdoc cref="CreateShadow{T}(Tensor{T})"/>
    public static Tensor<T> CreateShadow<T>(scoped in TensorSpan<T> tensor) => Tensor.CreateFromShape<T>(tensor.Lengths);

    /// <inheritdoc cref="CreateShadow{T}(Tensor{T})"/>
    public static Tensor<T> CreateShadow<T>(scoped in ReadOnlyTensorSpan<T> tensor) => Tensor.CreateFromShape<T>(tensor.Lengths);

    /// <summary>Copies a tensor; the elements of the copy lie in order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The tensor.</param>
    public static Tensor<T> Copy<T>(Tensor<T> source) => Copy(source.AsReadOnlyTensorSpan());

    /// <inheritdoc cref="Copy{T}(Tensor{T})"/>
    public static Tensor<T> Copy<T>(scoped in TensorSpan<T> source) => Copy(source.AsReadOnlyTensorSpan());

    /// <inheritdoc cref="Copy{T}(Tensor{T})"/>
    public static Tensor<T> Copy<T>(scoped in ReadOnlyTensorSpan<T> source)
    {
        Tensor<T> copy = Tensor.CreateFromShapeUninitialized<T>(source.Lengths);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Copies the elements of one tensor to another of the same lengths.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The tensor to read.</param>
    /// <param name="destination">The tensor to write.</param>
    public static void CopyTo<T>(Tensor<T> source, Tensor<T> destination) => source.CopyTo(destination);

    /// <inheritdoc cref="CopyTo{T}(Tensor{T}, Tensor{T})"/>
    public static void CopyTo<T>(Tensor<T> source, scoped in TensorSpan<T> destination) => source.CopyTo(destination);

    /// <summary>Adds the elements of one tensor to another of the same lengths.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="shadow">The tensor to add.</param>
    /// <param name="destination">The tensor to add to.</param>
    public static void Accumulate<T>(Tensor<T> shadow, Tensor<T> destination)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
        => Tensor.Add<T>(destination, shadow, destination);

    /// <summary>Sets every element to zero.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    public static void SetToZero<T>(Tensor<T> tensor) => tensor.Clear();

    /// <inheritdoc cref="SetToZero{T}(Tensor{T})"/>
    public static void SetToZero<T>(scoped in TensorSpan<T> tensor) => tensor.Clear();

    /// <summary>Throws unless a tensor can hold the adjoint of another: it has the same lengths and an element for each index.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="primal">The tensor whose adjoint it is.</param>
    /// <param name="shadow">The tensor that is to hold the adjoint.</param>
    /// <param name="name">The caller's name for it.</param>
    /// <param name="parameter">The name of the parameter whose adjoint it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="shadow"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The lengths differ, it is the same tensor, or one element stands at several indices.</exception>
    public static void RequireShadow<T>(Tensor<T> primal, Tensor<T> shadow, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(primal, shadow))
        {
            throw new ArgumentException($"'{name}' is the same tensor as '{parameter}'; pass a tensor of its own for the adjoint.", name);
        }

        RequireShadow(primal.AsReadOnlyTensorSpan(), shadow.AsTensorSpan(), name, parameter);
    }

    /// <inheritdoc cref="RequireShadow{T}(Tensor{T}, Tensor{T}, string, string)"/>
    public static void RequireShadow<T>(scoped in TensorSpan<T> primal, scoped in TensorSpan<T> shadow, string name, string parameter)
        => RequireShadow(primal.AsReadOnlyTensorSpan(), shadow, name, parameter);

    /// <inheritdoc cref="RequireShadow{T}(Tensor{T}, Tensor{T}, string, string)"/>
    public static void RequireShadow<T>(scoped in ReadOnlyTensorSpan<T> primal, scoped in TensorSpan<T> shadow, string name, string parameter)
    {
        if (!primal.Lengths.SequenceEqual(shadow.Lengths))
        {
            throw new ArgumentException($"'{name}' is {Shape(shadow.Lengths)}; it must be {Shape(primal.Lengths)}, like '{parameter}'.", name);
        }

        GeneratedCode.RequireNoOverlap(Elements(shadow), Elements(primal), name, parameter);
        RequireDistinct(primal, parameter);
        RequireDistinct(shadow.AsReadOnlyTensorSpan(), name);
    }

    /// <summary>A tensor that was spread without being copied has one element at several indices, which share no adjoint.</summary>
    private static void RequireDistinct<T>(scoped in ReadOnlyTensorSpan<T> tensor, string name)
    {
        for (int i = 0; i < tensor.Rank; i++)
        {
            if (tensor.Lengths[i] > 1 && tensor.Strides[i] == 0)
            {
                throw new ArgumentException($"'{name}' has one element at several indices; pass a tensor with an element for each, such as Tensor.Broadcast makes.", name);
            }
        }
    }

    private static string Shape(ReadOnlySpan<nint> lengths)
    {
        string shape = string.Empty;
        foreach (nint length in lengths)
        {
            shape += (shape.Length > 0 ? "×" : string.Empty) + length.ToString(CultureInfo.InvariantCulture);
        }

        return shape.Length > 0 ? shape : "a single element";
    }
}
