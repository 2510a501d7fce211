using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="double"/>: Jacobian–vector products, the rest.</summary>
public static partial class DoubleRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double value, double min, double max, double valueTangent, double minTangent, double maxTangent)
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampValue(double value, double min, double max, double valueTangent)
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampMin(double value, double min, double max, double minTangent)
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampMax(double value, double min, double max, double maxTangent)
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampNative(double value, double min, double max, double valueTangent, double minTangent, double maxTangent)
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampNativeValue(double value, double min, double max, double valueTangent)
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampNativeMin(double value, double min, double max, double minTangent)
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampNativeMax(double value, double min, double max, double maxTangent)
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double left, double right, double addend, double leftTangent, double rightTangent, double addendTangent)
        => (leftTangent * right) + (rightTangent * left) + addendTangent;

    /// <summary>For left alone.</summary>
    [JvpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAddLeft(double left, double right, double addend, double leftTangent)
        => leftTangent * right;

    /// <summary>For right alone.</summary>
    [JvpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAddRight(double left, double right, double addend, double rightTangent)
        => rightTangent * left;

    /// <summary>For addend alone.</summary>
    [JvpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAddAddend(double left, double right, double addend, double addendTangent)
        => addendTangent;

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAddEstimate(double left, double right, double addend, double leftTangent, double rightTangent, double addendTangent)
        => (leftTangent * right) + (rightTangent * left) + addendTangent;

    /// <summary>For left alone.</summary>
    [JvpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAddEstimateLeft(double left, double right, double addend, double leftTangent)
        => leftTangent * right;

    /// <summary>For right alone.</summary>
    [JvpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAddEstimateRight(double left, double right, double addend, double rightTangent)
        => rightTangent * left;

    /// <summary>For addend alone.</summary>
    [JvpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAddEstimateAddend(double left, double right, double addend, double addendTangent)
        => addendTangent;

    /// <summary>(1 − t, t, b − a) for a·(1 − t) + b·t.</summary>
    [JvpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Lerp(double value1, double value2, double amount, double value1Tangent, double value2Tangent, double amountTangent)
        => (value1Tangent * (1 - amount)) + (value2Tangent * amount) + (amountTangent * (value2 - value1));

    /// <summary>For value1 alone.</summary>
    [JvpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LerpValue1(double value1, double value2, double amount, double value1Tangent)
        => value1Tangent * (1 - amount);

    /// <summary>For value2 alone.</summary>
    [JvpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LerpValue2(double value1, double value2, double amount, double value2Tangent)
        => value2Tangent * amount;

    /// <summary>For amount alone.</summary>
    [JvpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LerpAmount(double value1, double value2, double amount, double amountTangent)
        => amountTangent * (value2 - value1);

    /// <summary>2ⁿ.</summary>
    [JvpOf(typeof(double), nameof(double.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ScaleB(int n, double xTangent)
        => Math.ScaleB(xTangent, n);

    /// <summary>1/(n·rⁿ⁻¹), where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.RootN))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RootN(int n, double result, double xTangent)
        => Partial.Scale(xTangent, Partial.RootN(n, result));

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(double), nameof(double.Ceiling))]
    [JvpOf(typeof(double), nameof(double.Floor))]
    [JvpOf(typeof(double), nameof(double.Round))]
    [JvpOf(typeof(double), nameof(double.Truncate))]
    public static double Step(double xTangent)
        => 0;
}
