using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// What generated code asks of containers of numbers that are objects of the framework, such as rectangular arrays:
/// shadows, copies, and checks of destinations.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Containers
{
    /// <summary>All elements of an array of any rank, in the order of memory.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array; <see langword="null"/> has no elements.</param>
    public static Span<T> Elements<T>(Array? array) => array is null
        ? default
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>All elements of a list.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="list">The list; <see langword="null"/> has no elements.</param>
    public static Span<T> Elements<T>(List<T>? list) => CollectionsMarshal.AsSpan(list);

    /// <summary>Makes a container of zeros with the lengths of another.</summary>
    /// <typeparam name="TContainer">The type of the container: an array or a list.</typeparam>
    /// <param name="container">The container.</param>
    public static TContainer CreateShadow<TContainer>(TContainer container)
        where TContainer : class
    {
        TContainer shadow = Copy(container);
        switch (shadow)
        {
            case Array array:
                ClearElements(array);
                break;
            case List<double> list:
                SetToZero(list);
                break;
            case List<float> list:
                SetToZero(list);
                break;
            case List<Complex> list:
                SetToZero(list);
                break;
        }

        return shadow;
    }

    /// <summary>Copies a container.</summary>
    /// <typeparam name="TContainer">The type of the container: an array or a list.</typeparam>
    /// <param name="source">The container.</param>
    public static TContainer Copy<TContainer>(TContainer source)
        where TContainer : class
        => (TContainer)(source switch
        {
            Array array => (object)CopyOf(array),
            List<double> list => new List<double>(list),
            List<float> list => new List<float>(list),
            List<Complex> list => new List<Complex>(list),
            _ => throw new NotSupportedException($"{source.GetType()} is no container of numbers."),
        });

    /// <summary>Copies the elements of one container to another of the same lengths.</summary>
    /// <typeparam name="TContainer">The type of the containers: an array or a list.</typeparam>
    /// <param name="source">The container to read.</param>
    /// <param name="destination">The container to write.</param>
    public static void CopyTo<TContainer>(TContainer source, TContainer destination)
        where TContainer : class
    {
        switch (source)
        {
            case Array array:
                CopyElements(array, (Array)(object)destination);
                break;
            case List<double> list:
                Elements(list).CopyTo(Elements((List<double>)(object)destination));
                break;
            case List<float> list:
                Elements(list).CopyTo(Elements((List<float>)(object)destination));
                break;
            case List<Complex> list:
                Elements(list).CopyTo(Elements((List<Complex>)(object)destination));
                break;
        }
    }

    /// <summary>Adds the elements of one array of any rank to another of the same lengths; each row once, wherever it stands.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="shadow">The array to add.</param>
    /// <param name="destination">The array to add to.</param>
    public static void Accumulate<T>(Array shadow, Array destination)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        if (shadow is Array[])
        {
            Accumulate<T>(shadow, destination, new HashSet<Array>(ReferenceEqualityComparer.Instance));
            return;
        }

        GeneratedCode.Accumulate<T>(Elements<T>(shadow), Elements<T>(destination));
    }

    /// <summary>Adds the elements of one list to another of the same length.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="shadow">The list to add.</param>
    /// <param name="destination">The list to add to.</param>
    public static void Accumulate<T>(List<T> shadow, List<T> destination)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
        => GeneratedCode.Accumulate<T>(Elements(shadow), Elements(destination));

    /// <summary>Adds zeros to the end of a list.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="count">How many.</param>
    public static void Grow<T>(List<T> list, int count)
    {
        int start = list.Count;
        CollectionsMarshal.SetCount(list, start + count);
        Elements(list)[start..].Clear();
    }

    /// <summary>Adds zeros to the end of a list that has too few elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="list">The list.</param>
    /// <param name="count">How many it shall have at least.</param>
    public static void Reserve<T>(List<T> list, int count)
    {
        if (list.Count < count)
        {
            Grow(list, count - list.Count);
        }
    }

    /// <summary>Sets every element to zero.</summary>
    /// <param name="array">The array.</param>
    public static void SetToZero(Array array) => ClearElements(array);

    /// <inheritdoc cref="SetToZero(Array)"/>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="list">The list.</param>
    public static void SetToZero<T>(List<T> list) => Elements(list).Clear();

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

        if (primal is Array[] rows)
        {
            RequireRows(rows, (Array[])shadow, name, parameter);
            RequireDistinct(rows, parameter);
            RequireDistinct((Array[])shadow, name);
        }
    }

    /// <summary>Throws unless a list can hold the adjoint of another: it has as many elements and is not that list.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="primal">The list whose adjoint it is.</param>
    /// <param name="shadow">The list that is to hold the adjoint.</param>
    /// <param name="name">The caller's name for it.</param>
    /// <param name="parameter">The name of the parameter whose adjoint it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="shadow"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or it is the same list.</exception>
    public static void RequireShadow<T>(List<T> primal, List<T> shadow, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(primal, shadow))
        {
            throw new ArgumentException($"'{name}' is the same list as '{parameter}'; pass a list of its own for the adjoint.", name);
        }

        GeneratedCode.RequireLength(primal.Count, shadow.Count, name, parameter);
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
