using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for the members of spans that move elements. All are linear.</summary>
public static class MemoryRules
{
    /// <summary>Every element of the destination is one of the source.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [VjpOf(typeof(Span<>), nameof(Span<>.CopyTo))]
    [VjpOf(typeof(ReadOnlySpan<>), nameof(ReadOnlySpan<>.CopyTo))]
    public static void CopyTo<T>([WrittenLength("self")] ReadOnlySpan<T> destinationAdjoint, Span<T> selfAdjoint)
        where T : INumberBase<T>
        => GeneratedCode.Accumulate(destinationAdjoint, selfAdjoint);

    /// <summary>Every element of the destination is one of the array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [VjpOf(typeof(MemoryExtensions), nameof(MemoryExtensions.CopyTo))]
    public static void ArrayCopyTo<T>([WrittenLength("source")] ReadOnlySpan<T> destinationAdjoint, Span<T> sourceAdjoint)
        where T : INumberBase<T>
        => GeneratedCode.Accumulate(destinationAdjoint, sourceAdjoint);

    /// <summary>Every element of the array is one of the source.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [VjpOf(typeof(Span<>), nameof(Span<>.ToArray))]
    [VjpOf(typeof(ReadOnlySpan<>), nameof(ReadOnlySpan<>.ToArray))]
    public static void ToArray<T>(ReadOnlySpan<T> resultAdjoint, Span<T> selfAdjoint)
        where T : INumberBase<T>
        => GeneratedCode.Accumulate(resultAdjoint, selfAdjoint);

    /// <summary>Every element is the value.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [VjpOf(typeof(Span<>), nameof(Span<>.Fill))]
    public static void Fill<T>(ReadOnlySpan<T> selfAdjoint, ref T valueAdjoint)
        where T : INumberBase<T>
        => valueAdjoint += TensorPrimitives.Sum(selfAdjoint);

    /// <summary>Every element is zero, whatever it was.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [VjpOf(typeof(Span<>), nameof(Span<>.Clear))]
    public static void Clear<T>(ReadOnlySpan<T> selfAdjoint)
        where T : INumberBase<T>
    {
        // The generator zeroes the adjoints of what was overwritten; nothing flows on.
    }
}
