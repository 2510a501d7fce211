using System;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>Checks that generated code makes before it writes anything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCode
{
    /// <summary>Throws unless a destination has the length of the parameter whose adjoint or gradient it receives.</summary>
    /// <param name="expected">The parameter's length.</param>
    /// <param name="actual">The destination's length.</param>
    /// <param name="name">The destination's name.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void RequireLength(int expected, int actual, string name, string parameter)
    {
        if (expected != actual)
        {
            throw new ArgumentException($"'{name}' has {actual} elements; it must have {expected}, one for each element of '{parameter}'.", name);
        }
    }

    /// <summary>Throws when a view is no part of the span that it is a view of.</summary>
    /// <param name="length">The length of the span.</param>
    /// <param name="start">Where the view starts.</param>
    /// <param name="count">How many elements it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">It starts or ends outside.</exception>
    public static void RequireSlice(int length, int start, int count)
    {
        if ((uint)start > (uint)length || (uint)count > (uint)(length - start))
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"{count} elements from {start} are no part of a span of {length}.");
        }
    }

    /// <summary>Throws when a method returns one array, or one list, in two fields of a struct.</summary>
    /// <param name="first">What the one field leads to.</param>
    /// <param name="second">What the other field leads to.</param>
    /// <param name="method">The method's name.</param>
    /// <exception cref="NotSupportedException">The two are one.</exception>
    public static void RequireDistinct(object? first, object? second, string method)
    {
        if (first is not null && ReferenceEquals(first, second))
        {
            throw new NotSupportedException($"'{method}' returns a struct with the same memory in two fields, and its adjoint could not follow; copy one of them.");
        }
    }

    /// <summary>The indices of elements from the smallest to the largest; of equal ones the first comes first.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="keys">The elements.</param>
    public static int[] OrderOf<T>(ReadOnlySpan<T> keys)
        where T : IComparable<T>
    {
        T[] copy = keys.ToArray();
        int[] order = new int[copy.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (first, second) => copy[first].CompareTo(copy[second]) is not 0 and int comparison ? comparison : first - second);
        return order;
    }

    /// <summary>The indices of elements from the largest to the smallest; of equal ones the first comes first.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="keys">The elements.</param>
    public static int[] DescendingOrderOf<T>(ReadOnlySpan<T> keys)
        where T : IComparable<T>
    {
        T[] copy = keys.ToArray();
        int[] order = new int[copy.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (first, second) => copy[second].CompareTo(copy[first]) is not 0 and int comparison ? comparison : first - second);
        return order;
    }

    /// <summary>Throws when two spans share memory that one of them writes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="first">The one span.</param>
    /// <param name="second">The other span.</param>
    /// <param name="firstName">The first parameter's name.</param>
    /// <param name="secondName">The second parameter's name.</param>
    /// <exception cref="ArgumentException">The spans overlap.</exception>
    public static void RequireNoOverlap<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, string firstName, string secondName)
    {
        if (first.Overlaps(second))
        {
            throw new ArgumentException($"'{firstName}' and '{secondName}' overlap, and at least one of them is written; pass separate memory.", secondName);
        }
    }

    /// <summary>Throws for a type argument whose numbers are not real ones, where the constraints alone would admit it.</summary>
    /// <typeparam name="T">What was put in for a type parameter.</typeparam>
    /// <exception cref="NotSupportedException">It is no binary floating-point type.</exception>
    public static void RequireFloatingPoint<T>()
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float) && typeof(T) != typeof(Half))
        {
            throw new NotSupportedException($"There is no derivative with respect to a '{typeof(T)}'; use double or float.");
        }
    }

    /// <summary>Adds the adjoint of a written array to the caller's destination.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shadow">The adjoint.</param>
    /// <param name="destination">What it is added to, of the same length.</param>
    public static void Accumulate<T>(ReadOnlySpan<T> shadow, Span<T> destination)
        where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T>
    {
        if (typeof(T) == typeof(Complex) && shadow.Length == destination.Length)
        {
            // Vectors hold the parts, not the numbers.
            ReadOnlySpan<double> parts = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(shadow)), 2 * shadow.Length);
            Span<double> sums = MemoryMarshal.CreateSpan(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(destination)), parts.Length);
            TensorPrimitives.Add(sums, parts, sums);
            return;
        }

        TensorPrimitives.Add(destination, shadow, destination);
    }

    /// <summary>Gives the shadow of an array that was made again the adjoint that the earlier one's has by now.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="earlier">The shadow that has been added to.</param>
    /// <param name="again">The shadow of the same array, made by code that ran again.</param>
    public static void HandOver<T>(T[]? earlier, T[]? again)
    {
        if (!ReferenceEquals(earlier, again))
        {
            earlier.AsSpan().CopyTo(again);
        }
    }
}
