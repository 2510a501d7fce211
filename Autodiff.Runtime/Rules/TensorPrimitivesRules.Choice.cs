using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: Max, Min and their kin.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void Max<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Max, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Max, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Max, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Max, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void Max<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Max, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.Max, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Max, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.Max, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void Max<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.Max>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Max, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Max, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumberX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Max, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumberY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Max, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumber<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Max, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.Max, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumberX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Max, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumberY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.Max, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumber<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.Max>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void Min<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Min, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Min, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Min, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Min, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void Min<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Min, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.Min, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Min, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.Min, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void Min<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.Min>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Min, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Min, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumberX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Min, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumberY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Min, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumber<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.Min, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.Min, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumberX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.Min, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumberY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.Min, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumber<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.Min>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitude<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudeX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudeY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitude<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudeX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudeY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitude<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.MaxMagnitude>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumberX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumberY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumber<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.MaxMagnitude, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumberX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumberY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.MaxMagnitude, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumber<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.MaxMagnitude>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitude<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudeX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudeY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Any>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitude<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudeX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Any>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudeY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Any>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitude<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.MinMagnitude>(x, result, resultAdjoint, xAdjoint);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumberX<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumberY<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Number>>(yAdjoint, destinationAdjoint, y, x);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumber<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);
        yAdjoint += Kernel.Sum<T, Contributions.Share<T, Choices.MinMagnitude, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumberX<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Number>>(xAdjoint, destinationAdjoint, x, y);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumberY<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += Kernel.Sum<T, Contributions.WholeShare<T, Choices.MinMagnitude, Choices.Number>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 for the element that is chosen, equal shares for equal ones.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumber<T>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Extreme<T, Choices.MinMagnitude>(x, result, resultAdjoint, xAdjoint);

    // The elements that equal the result share its adjoint; where the result is NaN, the elements that are NaN do.
    private static void Extreme<T, TChoice>(ReadOnlySpan<T> x, T result, T resultAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        where TChoice : struct, IChoice
    {
        T count = Kernel.Sum<T, Contributions.Chosen<T, TChoice>>(x.Length, T.One, x, result);
        Kernel.Accumulate<T, Contributions.Chosen<T, TChoice>>(xAdjoint, resultAdjoint / count, x, result);
    }
}
