using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>Inline arrays and the memory of their elements, each seen as the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InlineArrays
{
    /// <summary>The inline array with the given elements.</summary>
    /// <typeparam name="TArray">The inline array.</typeparam>
    /// <typeparam name="T">Its elements.</typeparam>
    /// <param name="elements">As many elements as it has.</param>
    public static TArray Value<TArray, T>(ReadOnlySpan<T> elements)
        where TArray : struct
    {
        RequireLength<TArray, T>(elements.Length);
        return Unsafe.As<T, TArray>(ref MemoryMarshal.GetReference(elements));
    }

    /// <summary>The elements as the inline array that they are: the same memory.</summary>
    /// <typeparam name="TArray">The inline array.</typeparam>
    /// <typeparam name="T">Its elements.</typeparam>
    /// <param name="elements">As many elements as it has.</param>
    public static ref TArray Reference<TArray, T>(Span<T> elements)
        where TArray : struct
    {
        RequireLength<TArray, T>(elements.Length);
        return ref Unsafe.As<T, TArray>(ref MemoryMarshal.GetReference(elements));
    }

    /// <summary>The elements in an array.</summary>
    /// <typeparam name="TArray">The inline array.</typeparam>
    /// <typeparam name="T">Its elements.</typeparam>
    /// <param name="value">The inline array.</param>
    public static T[] ToArray<TArray, T>(TArray value)
        where TArray : struct => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TArray, T>(ref value), Unsafe.SizeOf<TArray>() / Unsafe.SizeOf<T>()).ToArray();

    private static void RequireLength<TArray, T>(int length)
    {
        if (length * Unsafe.SizeOf<T>() != Unsafe.SizeOf<TArray>())
        {
            throw new ArgumentException($"{length} elements are no '{typeof(TArray).Name}'.", nameof(length));
        }
    }
}
