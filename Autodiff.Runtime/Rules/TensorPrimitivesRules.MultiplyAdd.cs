using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="TensorPrimitives"/>: arithmetic.</summary>
public static partial class TensorPrimitivesRules
{
    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
        TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimateX<T>(ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimateY<T>(ReadOnlySpan<T> x, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);

    /// <summary>The part of addend, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimateAddend<T>([WrittenLength("addend")] ReadOnlySpan<T> destinationAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, x, yAdjoint, yAdjoint);
        addendAdjoint += TensorPrimitives.Sum(destinationAdjoint);
    }

    /// <summary>The part of addend, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimateAddend<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => addendAdjoint += TensorPrimitives.Sum(destinationAdjoint);

    /// <summary>y, x, 1.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint, Span<T> addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);
        yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);
        TensorPrimitives.Add(addendAdjoint, destinationAdjoint, addendAdjoint);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimateX<T>(T y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, y, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MultiplyAddEstimate))]
    public static void MultiplyAddEstimateY<T>(ReadOnlySpan<T> x, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Dot(destinationAdjoint, x);

    /// <summary>m, m, x + y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> multiplier, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, Span<T> multiplierAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, yAdjoint, yAdjoint);
        Kernel.Accumulate<T, Contributions.ScaledSum<T>>(multiplierAdjoint, destinationAdjoint, x, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyX<T>(ReadOnlySpan<T> multiplier, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyY<T>(ReadOnlySpan<T> multiplier, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, yAdjoint, yAdjoint);

    /// <summary>The part of multiplier, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyMultiplier<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("multiplier")] ReadOnlySpan<T> destinationAdjoint, Span<T> multiplierAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledSum<T>>(multiplierAdjoint, destinationAdjoint, x, y);

    /// <summary>m, m, x + y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T multiplier, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, ref T multiplierAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, xAdjoint, xAdjoint);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, yAdjoint, yAdjoint);
        multiplierAdjoint += Kernel.Sum<T, Contributions.ScaledSum<T>>(destinationAdjoint.Length, destinationAdjoint, x, y);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyX<T>(T multiplier, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, xAdjoint, xAdjoint);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyY<T>(T multiplier, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, yAdjoint, yAdjoint);

    /// <summary>The part of multiplier, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyMultiplier<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T multiplierAdjoint)
        where T : IFloatingPointIeee754<T>
        => multiplierAdjoint += Kernel.Sum<T, Contributions.ScaledSum<T>>(destinationAdjoint.Length, destinationAdjoint, x, y);

    /// <summary>m, m, x + y.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiply<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> multiplier, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint, Span<T> multiplierAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MultiplyAdd(destinationAdjoint, multiplier, xAdjoint, xAdjoint);
        yAdjoint += TensorPrimitives.Dot(destinationAdjoint, multiplier);
        Kernel.Accumulate<T, Contributions.ScaledSum<T>>(multiplierAdjoint, destinationAdjoint, x, y);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyY<T>(ReadOnlySpan<T> multiplier, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Dot(destinationAdjoint, multiplier);

    /// <summary>The part of multiplier, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AddMultiply))]
    public static void AddMultiplyMultiplier<T>(ReadOnlySpan<T> x, T y, [WrittenLength("multiplier")] ReadOnlySpan<T> destinationAdjoint, Span<T> multiplierAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledSum<T>>(multiplierAdjoint, destinationAdjoint, x, y);

    /// <summary>1 − t, t, y − x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void Lerp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> amount, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, Span<T> amountAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Complement<T>>(xAdjoint, destinationAdjoint, amount);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, amount, yAdjoint, yAdjoint);
        Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(amountAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpX<T>(ReadOnlySpan<T> amount, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Complement<T>>(xAdjoint, destinationAdjoint, amount);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpY<T>(ReadOnlySpan<T> amount, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, amount, yAdjoint, yAdjoint);

    /// <summary>The part of amount, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpAmount<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("amount")] ReadOnlySpan<T> destinationAdjoint, Span<T> amountAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(amountAdjoint, destinationAdjoint, y, x);

    /// <summary>1 − t, t, y − x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void Lerp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T amount, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, Span<T> yAdjoint, ref T amountAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Complement<T>>(xAdjoint, destinationAdjoint, amount);
        TensorPrimitives.MultiplyAdd(destinationAdjoint, amount, yAdjoint, yAdjoint);
        amountAdjoint += Kernel.Sum<T, Contributions.ScaledDifference<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);
    }

    /// <summary>The part of x, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpX<T>(T amount, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.Complement<T>>(xAdjoint, destinationAdjoint, amount);

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpY<T>(T amount, [WrittenLength("y")] ReadOnlySpan<T> destinationAdjoint, Span<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, amount, yAdjoint, yAdjoint);

    /// <summary>The part of amount, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpAmount<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T amountAdjoint)
        where T : IFloatingPointIeee754<T>
        => amountAdjoint += Kernel.Sum<T, Contributions.ScaledDifference<T>>(destinationAdjoint.Length, destinationAdjoint, y, x);

    /// <summary>1 − t, t, y − x.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void Lerp<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> amount, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint, ref T yAdjoint, Span<T> amountAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        Kernel.Accumulate<T, Contributions.Complement<T>>(xAdjoint, destinationAdjoint, amount);
        yAdjoint += TensorPrimitives.Dot(destinationAdjoint, amount);
        Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(amountAdjoint, destinationAdjoint, y, x);
    }

    /// <summary>The part of y, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpY<T>(ReadOnlySpan<T> amount, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
        => yAdjoint += TensorPrimitives.Dot(destinationAdjoint, amount);

    /// <summary>The part of amount, the rest being constant.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Lerp))]
    public static void LerpAmount<T>(ReadOnlySpan<T> x, T y, [WrittenLength("amount")] ReadOnlySpan<T> destinationAdjoint, Span<T> amountAdjoint)
        where T : IFloatingPointIeee754<T>
        => Kernel.Accumulate<T, Contributions.ScaledDifference<T>>(amountAdjoint, destinationAdjoint, y, x);

    /// <summary>2ⁿ.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ScaleB))]
    public static void ScaleB<T>(int n, [WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(destinationAdjoint, T.ScaleB(T.One, n), xAdjoint, xAdjoint);

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Ceiling))]
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Floor))]
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    [VjpOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Truncate))]
    public static void Step<T>([WrittenLength("x")] ReadOnlySpan<T> destinationAdjoint, Span<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
    }
}
