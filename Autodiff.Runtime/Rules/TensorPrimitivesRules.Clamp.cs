using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: Clamp.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> minAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.ClampValue<T>>(xAdjoint, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMin<T>>(minAdjoint, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampInside<T>>(xAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, Span<T> minAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMin<T>>(minAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);

    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> minAdjoint, ref T maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.ClampValue<T>>(xAdjoint, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMin<T>>(minAdjoint, destinationAdjoint, x, min, max);
        maxAdjoint += Kernel.Sum<T, Contributions.ClampMax<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampInside<T>>(xAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, Span<T> minAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMin<T>>(minAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => maxAdjoint += Kernel.Sum<T, Contributions.ClampAtMax<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T minAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.ClampValue<T>>(xAdjoint, destinationAdjoint, x, min, max);
        minAdjoint += Kernel.Sum<T, Contributions.ClampMin<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampInside<T>>(xAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T minAdjoint)
        where T : IFloatingPointIeee754<T>
        => minAdjoint += Kernel.Sum<T, Contributions.ClampAtMin<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);

    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(T x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint, Span<T> minAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        xAdjoint += Kernel.Sum<T, Contributions.ClampValue<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMin<T>>(minAdjoint, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(T x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.ClampInside<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(T x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, Span<T> minAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMin<T>>(minAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(T x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);

    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(ReadOnlySpan<T> x, T min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T minAdjoint, ref T maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.ClampValue<T>>(xAdjoint, destinationAdjoint, x, min, max);
        minAdjoint += Kernel.Sum<T, Contributions.ClampMin<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
        maxAdjoint += Kernel.Sum<T, Contributions.ClampMax<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(ReadOnlySpan<T> x, T min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampInside<T>>(xAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(ReadOnlySpan<T> x, T min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T minAdjoint)
        where T : IFloatingPointIeee754<T>
        => minAdjoint += Kernel.Sum<T, Contributions.ClampAtMin<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(ReadOnlySpan<T> x, T min, T max, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => maxAdjoint += Kernel.Sum<T, Contributions.ClampAtMax<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(T x, ReadOnlySpan<T> min, T max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint, Span<T> minAdjoint, ref T maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        xAdjoint += Kernel.Sum<T, Contributions.ClampValue<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMin<T>>(minAdjoint, destinationAdjoint, x, min, max);
        maxAdjoint += Kernel.Sum<T, Contributions.ClampMax<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(T x, ReadOnlySpan<T> min, T max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.ClampInside<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(T x, ReadOnlySpan<T> min, T max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, Span<T> minAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMin<T>>(minAdjoint, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(T x, ReadOnlySpan<T> min, T max, [WrittenLength("min")] ReadOnlySpan<T> destinationAdjoint, ref T maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => maxAdjoint += Kernel.Sum<T, Contributions.ClampAtMax<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>Min(Max(x, min), max), ties included.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void Clamp<T>(T x, T min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint, ref T minAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        xAdjoint += Kernel.Sum<T, Contributions.ClampValue<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
        minAdjoint += Kernel.Sum<T, Contributions.ClampMin<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);
        Kernel.Accumulate<T, Contributions.ClampMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampX<T>(T x, T min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Kernel.Sum<T, Contributions.ClampInside<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>The part of min, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMin<T>(T x, T min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, ref T minAdjoint)
        where T : IFloatingPointIeee754<T>
        => minAdjoint += Kernel.Sum<T, Contributions.ClampAtMin<T>>(destinationAdjoint.Length, destinationAdjoint, x, min, max);

    /// <summary>The part of max, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampMax<T>(T x, T min, ReadOnlySpan<T> max, [WrittenLength("max")] ReadOnlySpan<T> destinationAdjoint, Span<T> maxAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ClampAtMax<T>>(maxAdjoint, destinationAdjoint, x, min, max);
}
