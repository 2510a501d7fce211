using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="float"/>: Jacobian–vector products, the rest.</summary>
public static partial class SingleRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float value, float min, float max, float valueTangent, float minTangent, float maxTangent)
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampValue(float value, float min, float max, float valueTangent)
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampMin(float value, float min, float max, float minTangent)
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampMax(float value, float min, float max, float maxTangent)
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampNative(float value, float min, float max, float valueTangent, float minTangent, float maxTangent)
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampNativeValue(float value, float min, float max, float valueTangent)
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampNativeMin(float value, float min, float max, float minTangent)
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampNativeMax(float value, float min, float max, float maxTangent)
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float left, float right, float addend, float leftTangent, float rightTangent, float addendTangent)
        => (leftTangent * right) + (rightTangent * left) + addendTangent;

    /// <summary>For left alone.</summary>
    [JvpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAddLeft(float left, float right, float addend, float leftTangent)
        => leftTangent * right;

    /// <summary>For right alone.</summary>
    [JvpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAddRight(float left, float right, float addend, float rightTangent)
        => rightTangent * left;

    /// <summary>For addend alone.</summary>
    [JvpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAddAddend(float left, float right, float addend, float addendTangent)
        => addendTangent;

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAddEstimate(float left, float right, float addend, float leftTangent, float rightTangent, float addendTangent)
        => (leftTangent * right) + (rightTangent * left) + addendTangent;

    /// <summary>For left alone.</summary>
    [JvpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAddEstimateLeft(float left, float right, float addend, float leftTangent)
        => leftTangent * right;

    /// <summary>For right alone.</summary>
    [JvpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAddEstimateRight(float left, float right, float addend, float rightTangent)
        => rightTangent * left;

    /// <summary>For addend alone.</summary>
    [JvpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAddEstimateAddend(float left, float right, float addend, float addendTangent)
        => addendTangent;

    /// <summary>(1 − t, t, b − a) for a·(1 − t) + b·t.</summary>
    [JvpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lerp(float value1, float value2, float amount, float value1Tangent, float value2Tangent, float amountTangent)
        => (value1Tangent * (1 - amount)) + (value2Tangent * amount) + (amountTangent * (value2 - value1));

    /// <summary>For value1 alone.</summary>
    [JvpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LerpValue1(float value1, float value2, float amount, float value1Tangent)
        => value1Tangent * (1 - amount);

    /// <summary>For value2 alone.</summary>
    [JvpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LerpValue2(float value1, float value2, float amount, float value2Tangent)
        => value2Tangent * amount;

    /// <summary>For amount alone.</summary>
    [JvpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LerpAmount(float value1, float value2, float amount, float amountTangent)
        => amountTangent * (value2 - value1);

    /// <summary>2ⁿ.</summary>
    [JvpOf(typeof(float), nameof(float.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleB(int n, float xTangent)
        => MathF.ScaleB(xTangent, n);

    /// <summary>1/(n·rⁿ⁻¹), where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.RootN))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RootN(int n, float result, float xTangent)
        => Partial.Scale(xTangent, Partial.RootN(n, result));

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(float), nameof(float.Ceiling))]
    [JvpOf(typeof(float), nameof(float.Floor))]
    [JvpOf(typeof(float), nameof(float.Round))]
    [JvpOf(typeof(float), nameof(float.Truncate))]
    public static float Step(float xTangent)
        => 0;
}
