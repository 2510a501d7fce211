using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Rules;

/// <summary>What one element of an operation adds to an adjoint.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal interface IContribution<T>
{
    /// <summary>How many operands besides the seed the formula reads.</summary>
    static abstract int Operands { get; }

    static abstract V Of<V>(V seed, V a, V b, V c)
        where V : struct, ILanes<V, T>;
}

/// <summary>A span, or one value that stands for every element.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal readonly ref struct Operand<T>
{
    private readonly ReadOnlySpan<T> _elements;
    private readonly T? _value;
    private readonly bool _isSpan;

    private Operand(ReadOnlySpan<T> elements)
    {
        _elements = elements;
        _isSpan = true;
    }

    private Operand(T value) => _value = value;

    public static implicit operator Operand<T>(ReadOnlySpan<T> elements) => new(elements);

    public static implicit operator Operand<T>(Span<T> elements) => new(elements);

    public static implicit operator Operand<T>(T value) => new(value);

    /// <summary>The element at <paramref name="index"/>.</summary>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _isSpan ? _elements[index] : _value!;
    }

    public int LengthOr(int length) => _isSpan ? _elements.Length : length;

    public Operand<T> Slice(int start, int length) => _isSpan ? new(_elements.Slice(start, length)) : this;

    /// <summary>The vector that starts at <paramref name="index"/>, which the caller knows to be inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Load(int index)
        => _isSpan ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(_elements), (nuint)index) : Vector.Create(_value!);
}

/// <summary>Scratch on the stack for what has to be computed by a call before a kernel can use it.</summary>
/// <typeparam name="T">The number type.</typeparam>
[InlineArray(Length)]
internal struct Scratch<T>
{
    public const int Length = 128;

    private T _first;
}

/// <summary>The loops that every array rule shares; the formula comes as a type, so it is inlined into them.</summary>
internal static class Kernel
{
    /// <summary>adjoint[i] += contribution(seed[i], a[i], b[i], c[i]).</summary>
    public static void Accumulate<T, TContribution>(Span<T> adjoint, Operand<T> seed, Operand<T> a = default, Operand<T> b = default, Operand<T> c = default)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
    {
        int i = 0;
        Check<T, TContribution>(adjoint.Length, seed, a, b, c);
        if (Vector<T>.IsSupported)
        {
            ref T destination = ref MemoryMarshal.GetReference(adjoint);
            for (; i <= adjoint.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> sum = Vector.LoadUnsafe(ref destination, (nuint)i) + At<T, TContribution>(i, seed, a, b, c);
                sum.StoreUnsafe(ref destination, (nuint)i);
            }
        }

        for (; i < adjoint.Length; i++)
        {
            adjoint[i] += OneAt<T, TContribution>(i, seed, a, b, c);
        }
    }

    /// <summary>Σ contribution(seed[i], a[i], b[i], c[i]): the adjoint of an operand that stands for every element.</summary>
    public static T Sum<T, TContribution>(int length, Operand<T> seed, Operand<T> a = default, Operand<T> b = default, Operand<T> c = default)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
    {
        T sum = T.Zero;
        int i = 0;
        Check<T, TContribution>(length, seed, a, b, c);
        if (Vector<T>.IsSupported && length >= Vector<T>.Count)
        {
            Vector<T> sums = Vector<T>.Zero;
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                sums += At<T, TContribution>(i, seed, a, b, c);
            }

            sum = Vector.Sum(sums);
        }

        for (; i < length; i++)
        {
            sum += OneAt<T, TContribution>(i, seed, a, b, c);
        }

        return sum;
    }

    /// <summary>adjoint[i] += contribution(seed[i], function(x[i]), b[i], c[i]).</summary>
    public static void AccumulateVia<T, TContribution, TFunction>(Span<T> adjoint, Operand<T> seed, ReadOnlySpan<T> x, Operand<T> b = default, Operand<T> c = default)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
        where TFunction : struct, IFunction<T>
    {
        Scratch<T> scratch = default;
        for (int start = 0; start < adjoint.Length; start += Scratch<T>.Length)
        {
            int length = Math.Min(Scratch<T>.Length, adjoint.Length - start);
            Span<T> a = scratch[..length];
            TFunction.Invoke(x.Slice(start, length), a);
            Accumulate<T, TContribution>(adjoint.Slice(start, length), seed.Slice(start, length), a, b.Slice(start, length), c.Slice(start, length));
        }
    }

    /// <summary>Σ contribution(seed[i], function(x[i]), b[i], c[i]).</summary>
    public static T SumVia<T, TContribution, TFunction>(int count, Operand<T> seed, ReadOnlySpan<T> x, Operand<T> b = default, Operand<T> c = default)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
        where TFunction : struct, IFunction<T>
    {
        Scratch<T> scratch = default;
        T sum = T.Zero;
        for (int start = 0; start < count; start += Scratch<T>.Length)
        {
            int length = Math.Min(Scratch<T>.Length, count - start);
            Span<T> a = scratch[..length];
            TFunction.Invoke(x.Slice(start, length), a);
            sum += Sum<T, TContribution>(length, seed.Slice(start, length), a, b.Slice(start, length), c.Slice(start, length));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> At<T, TContribution>(int i, Operand<T> seed, Operand<T> a, Operand<T> b, Operand<T> c)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
        => TContribution.Of(
            new Many<T>(seed.Load(i)),
            TContribution.Operands > 0 ? new Many<T>(a.Load(i)) : default,
            TContribution.Operands > 1 ? new Many<T>(b.Load(i)) : default,
            TContribution.Operands > 2 ? new Many<T>(c.Load(i)) : default).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OneAt<T, TContribution>(int i, Operand<T> seed, Operand<T> a, Operand<T> b, Operand<T> c)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
        => TContribution.Of(
            new Single<T>(seed[i]),
            TContribution.Operands > 0 ? new Single<T>(a[i]) : default,
            TContribution.Operands > 1 ? new Single<T>(b[i]) : default,
            TContribution.Operands > 2 ? new Single<T>(c[i]) : default).Value;

    // The vector loads are not bound-checked one by one.
    private static void Check<T, TContribution>(int length, Operand<T> seed, Operand<T> a, Operand<T> b, Operand<T> c)
        where T : IFloatingPointIeee754<T>
        where TContribution : struct, IContribution<T>
    {
        if (seed.LengthOr(length) < length
            || (TContribution.Operands > 0 && a.LengthOr(length) < length)
            || (TContribution.Operands > 1 && b.LengthOr(length) < length)
            || (TContribution.Operands > 2 && c.LengthOr(length) < length))
        {
            throw new ArgumentException("A seed or an operand has fewer elements than the adjoint.");
        }
    }
}
