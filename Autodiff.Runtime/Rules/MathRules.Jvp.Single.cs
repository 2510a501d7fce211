using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: Jacobian–vector products of its overloads for <see cref="float"/>.</summary>
public static partial class MathRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [JvpOf(typeof(Math), nameof(Math.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float value, float valueTangent)
        => valueTangent * Partial.Abs(value);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float val1, float val2, float val1Tangent, float val2Tangent)
        => val1Tangent * Partial.Max(val1, val2) + val2Tangent * Partial.Max(val2, val1);

    /// <summary>For a constant val2.</summary>
    [JvpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxVal1(float val1, float val2, float val1Tangent)
        => val1Tangent * Partial.Whole(Partial.Max(val1, val2));

    /// <summary>For a constant val1.</summary>
    [JvpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxVal2(float val1, float val2, float val2Tangent)
        => val2Tangent * Partial.Whole(Partial.Max(val2, val1));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float val1, float val2, float val1Tangent, float val2Tangent)
        => val1Tangent * Partial.Min(val1, val2) + val2Tangent * Partial.Min(val2, val1);

    /// <summary>For a constant val2.</summary>
    [JvpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinVal1(float val1, float val2, float val1Tangent)
        => val1Tangent * Partial.Whole(Partial.Min(val1, val2));

    /// <summary>For a constant val1.</summary>
    [JvpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinVal2(float val1, float val2, float val2Tangent)
        => val2Tangent * Partial.Whole(Partial.Min(val2, val1));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float value, float min, float max, float valueTangent, float minTangent, float maxTangent)
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampValue(float value, float min, float max, float valueTangent)
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampMin(float value, float min, float max, float minTangent)
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ClampMax(float value, float min, float max, float maxTangent)
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));
}
