using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: vector–Jacobian products of its overloads for <see cref="float"/>.</summary>
public static partial class MathRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(Math), nameof(Math.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs(float value, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Abs(value);

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(float val1, float val2, float resultAdjoint, ref float val1Adjoint, ref float val2Adjoint)
    {
        val1Adjoint += resultAdjoint * Partial.Max(val1, val2);
        val2Adjoint += resultAdjoint * Partial.Max(val2, val1);
    }

    /// <summary>For a constant val2.</summary>
    [VjpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxVal1(float val1, float val2, float resultAdjoint, ref float val1Adjoint)
        => val1Adjoint += resultAdjoint * Partial.Whole(Partial.Max(val1, val2));

    /// <summary>For a constant val1.</summary>
    [VjpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxVal2(float val1, float val2, float resultAdjoint, ref float val2Adjoint)
        => val2Adjoint += resultAdjoint * Partial.Whole(Partial.Max(val2, val1));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(float val1, float val2, float resultAdjoint, ref float val1Adjoint, ref float val2Adjoint)
    {
        val1Adjoint += resultAdjoint * Partial.Min(val1, val2);
        val2Adjoint += resultAdjoint * Partial.Min(val2, val1);
    }

    /// <summary>For a constant val2.</summary>
    [VjpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinVal1(float val1, float val2, float resultAdjoint, ref float val1Adjoint)
        => val1Adjoint += resultAdjoint * Partial.Whole(Partial.Min(val1, val2));

    /// <summary>For a constant val1.</summary>
    [VjpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinVal2(float val1, float val2, float resultAdjoint, ref float val2Adjoint)
        => val2Adjoint += resultAdjoint * Partial.Whole(Partial.Min(val2, val1));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clamp(float value, float min, float max, float resultAdjoint, ref float valueAdjoint, ref float minAdjoint, ref float maxAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampValue(float value, float min, float max, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMin(float value, float min, float max, float resultAdjoint, ref float minAdjoint)
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMax(float value, float min, float max, float resultAdjoint, ref float maxAdjoint)
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));
}
