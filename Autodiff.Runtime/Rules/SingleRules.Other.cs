using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="float"/>: vector–Jacobian products, the rest.</summary>
public static partial class SingleRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clamp(float value, float min, float max, float resultAdjoint, ref float valueAdjoint, ref float minAdjoint, ref float maxAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampValue(float value, float min, float max, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMin(float value, float min, float max, float resultAdjoint, ref float minAdjoint)
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(float), nameof(float.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMax(float value, float min, float max, float resultAdjoint, ref float maxAdjoint)
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNative(float value, float min, float max, float resultAdjoint, ref float valueAdjoint, ref float minAdjoint, ref float maxAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeValue(float value, float min, float max, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeMin(float value, float min, float max, float resultAdjoint, ref float minAdjoint)
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(float), nameof(float.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeMax(float value, float min, float max, float resultAdjoint, ref float maxAdjoint)
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(float left, float right, float addend, float resultAdjoint, ref float leftAdjoint, ref float rightAdjoint, ref float addendAdjoint)
    {
        leftAdjoint += resultAdjoint * right;
        rightAdjoint += resultAdjoint * left;
        addendAdjoint += resultAdjoint;
    }

    /// <summary>For left alone.</summary>
    [VjpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddLeft(float left, float right, float addend, float resultAdjoint, ref float leftAdjoint)
        => leftAdjoint += resultAdjoint * right;

    /// <summary>For right alone.</summary>
    [VjpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddRight(float left, float right, float addend, float resultAdjoint, ref float rightAdjoint)
        => rightAdjoint += resultAdjoint * left;

    /// <summary>For addend alone.</summary>
    [VjpOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddAddend(float left, float right, float addend, float resultAdjoint, ref float addendAdjoint)
        => addendAdjoint += resultAdjoint;

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimate(float left, float right, float addend, float resultAdjoint, ref float leftAdjoint, ref float rightAdjoint, ref float addendAdjoint)
    {
        leftAdjoint += resultAdjoint * right;
        rightAdjoint += resultAdjoint * left;
        addendAdjoint += resultAdjoint;
    }

    /// <summary>For left alone.</summary>
    [VjpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateLeft(float left, float right, float addend, float resultAdjoint, ref float leftAdjoint)
        => leftAdjoint += resultAdjoint * right;

    /// <summary>For right alone.</summary>
    [VjpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateRight(float left, float right, float addend, float resultAdjoint, ref float rightAdjoint)
        => rightAdjoint += resultAdjoint * left;

    /// <summary>For addend alone.</summary>
    [VjpOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateAddend(float left, float right, float addend, float resultAdjoint, ref float addendAdjoint)
        => addendAdjoint += resultAdjoint;

    /// <summary>(1 − t, t, b − a) for a·(1 − t) + b·t.</summary>
    [VjpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lerp(float value1, float value2, float amount, float resultAdjoint, ref float value1Adjoint, ref float value2Adjoint, ref float amountAdjoint)
    {
        value1Adjoint += resultAdjoint * (1 - amount);
        value2Adjoint += resultAdjoint * amount;
        amountAdjoint += resultAdjoint * (value2 - value1);
    }

    /// <summary>For value1 alone.</summary>
    [VjpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpValue1(float value1, float value2, float amount, float resultAdjoint, ref float value1Adjoint)
        => value1Adjoint += resultAdjoint * (1 - amount);

    /// <summary>For value2 alone.</summary>
    [VjpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpValue2(float value1, float value2, float amount, float resultAdjoint, ref float value2Adjoint)
        => value2Adjoint += resultAdjoint * amount;

    /// <summary>For amount alone.</summary>
    [VjpOf(typeof(float), nameof(float.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpAmount(float value1, float value2, float amount, float resultAdjoint, ref float amountAdjoint)
        => amountAdjoint += resultAdjoint * (value2 - value1);

    /// <summary>2ⁿ.</summary>
    [VjpOf(typeof(float), nameof(float.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScaleB(int n, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += MathF.ScaleB(resultAdjoint, n);

    /// <summary>1/(n·rⁿ⁻¹), where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.RootN))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RootN(int n, float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.RootN(n, result));

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(float), nameof(float.Ceiling))]
    [VjpOf(typeof(float), nameof(float.Floor))]
    [VjpOf(typeof(float), nameof(float.Round))]
    [VjpOf(typeof(float), nameof(float.Truncate))]
    public static void Step(ref float xAdjoint)
    {
    }
}
