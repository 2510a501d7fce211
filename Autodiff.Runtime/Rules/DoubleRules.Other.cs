using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="double"/>: vector–Jacobian products, the rest.</summary>
public static partial class DoubleRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clamp(double value, double min, double max, double resultAdjoint, ref double valueAdjoint, ref double minAdjoint, ref double maxAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampValue(double value, double min, double max, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMin(double value, double min, double max, double resultAdjoint, ref double minAdjoint)
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(double), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMax(double value, double min, double max, double resultAdjoint, ref double maxAdjoint)
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNative(double value, double min, double max, double resultAdjoint, ref double valueAdjoint, ref double minAdjoint, ref double maxAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeValue(double value, double min, double max, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeMin(double value, double min, double max, double resultAdjoint, ref double minAdjoint)
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(double), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeMax(double value, double min, double max, double resultAdjoint, ref double maxAdjoint)
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(double left, double right, double addend, double resultAdjoint, ref double leftAdjoint, ref double rightAdjoint, ref double addendAdjoint)
    {
        leftAdjoint += resultAdjoint * right;
        rightAdjoint += resultAdjoint * left;
        addendAdjoint += resultAdjoint;
    }

    /// <summary>For left alone.</summary>
    [VjpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddLeft(double left, double right, double addend, double resultAdjoint, ref double leftAdjoint)
        => leftAdjoint += resultAdjoint * right;

    /// <summary>For right alone.</summary>
    [VjpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddRight(double left, double right, double addend, double resultAdjoint, ref double rightAdjoint)
        => rightAdjoint += resultAdjoint * left;

    /// <summary>For addend alone.</summary>
    [VjpOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddAddend(double left, double right, double addend, double resultAdjoint, ref double addendAdjoint)
        => addendAdjoint += resultAdjoint;

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimate(double left, double right, double addend, double resultAdjoint, ref double leftAdjoint, ref double rightAdjoint, ref double addendAdjoint)
    {
        leftAdjoint += resultAdjoint * right;
        rightAdjoint += resultAdjoint * left;
        addendAdjoint += resultAdjoint;
    }

    /// <summary>For left alone.</summary>
    [VjpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateLeft(double left, double right, double addend, double resultAdjoint, ref double leftAdjoint)
        => leftAdjoint += resultAdjoint * right;

    /// <summary>For right alone.</summary>
    [VjpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateRight(double left, double right, double addend, double resultAdjoint, ref double rightAdjoint)
        => rightAdjoint += resultAdjoint * left;

    /// <summary>For addend alone.</summary>
    [VjpOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateAddend(double left, double right, double addend, double resultAdjoint, ref double addendAdjoint)
        => addendAdjoint += resultAdjoint;

    /// <summary>(1 − t, t, b − a) for a·(1 − t) + b·t.</summary>
    [VjpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lerp(double value1, double value2, double amount, double resultAdjoint, ref double value1Adjoint, ref double value2Adjoint, ref double amountAdjoint)
    {
        value1Adjoint += resultAdjoint * (1 - amount);
        value2Adjoint += resultAdjoint * amount;
        amountAdjoint += resultAdjoint * (value2 - value1);
    }

    /// <summary>For value1 alone.</summary>
    [VjpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpValue1(double value1, double value2, double amount, double resultAdjoint, ref double value1Adjoint)
        => value1Adjoint += resultAdjoint * (1 - amount);

    /// <summary>For value2 alone.</summary>
    [VjpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpValue2(double value1, double value2, double amount, double resultAdjoint, ref double value2Adjoint)
        => value2Adjoint += resultAdjoint * amount;

    /// <summary>For amount alone.</summary>
    [VjpOf(typeof(double), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpAmount(double value1, double value2, double amount, double resultAdjoint, ref double amountAdjoint)
        => amountAdjoint += resultAdjoint * (value2 - value1);

    /// <summary>2ⁿ.</summary>
    [VjpOf(typeof(double), nameof(double.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScaleB(int n, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Math.ScaleB(resultAdjoint, n);

    /// <summary>1/(n·rⁿ⁻¹), where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.RootN))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RootN(int n, double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.RootN(n, result));

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(double), nameof(double.Ceiling))]
    [VjpOf(typeof(double), nameof(double.Floor))]
    [VjpOf(typeof(double), nameof(double.Round))]
    [VjpOf(typeof(double), nameof(double.Truncate))]
    public static void Step(ref double xAdjoint)
    {
    }
}
