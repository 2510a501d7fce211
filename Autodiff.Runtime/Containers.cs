using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// What generated code asks of containers of numbers that are objects of the framework, such as rectangular arrays:
/// shadows, copies, and checks of destinations.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Containers
{
    /// <summary>All elements of an array of any rank, in the order of memory.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array; <see langword="null"/> has no elements.</param>
    public static Span<T> Elements<T>(Array? array) => array is null
        ? default
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>Makes an array of zeros with the lengths of another.</summary>
    /// <typeparam name="TArray">The type of the array.</typeparam>
    /// <param name="array">The array.</param>
    public static TArray CreateShadow<TArray>(TArray array)
        where TArray : class
    {
        TArray shadow = Copy(array);
        Array.Clear((Array)(object)shadow);
        return shadow;
    }

    /// <summary>Copies an array.</summary>
    /// <typeparam name="TArray">The type of the array.</typeparam>
    /// <param name="source">The array.</param>
    public static TArray Copy<TArray>(TArray source)
        where TArray : class
        => (TArray)((Array)(object)source).Clone();

    /// <summary>Copies the elements of one array to another of the same lengths.</summary>
    /// <param name="source">The array to read.</param>
    /// <param name="destination">The array to write.</param>
    public static void CopyTo(Array source, Array destination) => Array.Copy(source, destination, source.Length);

    /// <summary>Sets every element to zero.</summary>
    /// <param name="array">The array.</param>
    public static void SetToZero(Array array) => Array.Clear(array);

    /// <summary>Throws unless an array can hold the adjoint of another: it has the same lengths and is not that array.</summary>
    /// <param name="primal">The array whose adjoint it is.</param>
    /// <param name="shadow">The array that is to hold the adjoint.</param>
    /// <param name="name">The caller's name for it.</param>
    /// <param name="parameter">The name of the parameter whose adjoint it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="shadow"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or it is the same array.</exception>
    public static void RequireShadow(Array primal, Array shadow, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(primal, shadow))
        {
            throw new ArgumentException($"'{name}' is the same array as '{parameter}'; pass an array of its own for the adjoint.", name);
        }

        for (int i = 0; i < primal.Rank; i++)
        {
            if (primal.GetLength(i) != shadow.GetLength(i))
            {
                throw new ArgumentException($"'{name}' is {Shape(shadow)}; it must be {Shape(primal)}, like '{parameter}'.", name);
            }
        }
    }

    private static string Shape(Array array)
    {
        string shape = array.GetLength(0).ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 1; i < array.Rank; i++)
        {
            shape += "×" + array.GetLength(i).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return shape;
    }
}
