using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: vector–Jacobian products, the rest.</summary>
public static partial class MathRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clamp(double value, double min, double max, double resultAdjoint, ref double valueAdjoint, ref double minAdjoint, ref double maxAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampValue(double value, double min, double max, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMin(double value, double min, double max, double resultAdjoint, ref double minAdjoint)
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMax(double value, double min, double max, double resultAdjoint, ref double maxAdjoint)
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(double x, double y, double z, double resultAdjoint, ref double xAdjoint, ref double yAdjoint, ref double zAdjoint)
    {
        xAdjoint += resultAdjoint * y;
        yAdjoint += resultAdjoint * x;
        zAdjoint += resultAdjoint;
    }

    /// <summary>For x alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddX(double x, double y, double z, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * y;

    /// <summary>For y alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddY(double x, double y, double z, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * x;

    /// <summary>For z alone.</summary>
    [VjpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddZ(double x, double y, double z, double resultAdjoint, ref double zAdjoint)
        => zAdjoint += resultAdjoint;

    /// <summary>2ⁿ.</summary>
    [VjpOf(typeof(Math), nameof(Math.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScaleB(int n, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Math.ScaleB(resultAdjoint, n);

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(Math), nameof(Math.Ceiling))]
    [VjpOf(typeof(Math), nameof(Math.Round))]
    public static void Step(ref double aAdjoint)
    {
    }

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(Math), nameof(Math.Floor))]
    [VjpOf(typeof(Math), nameof(Math.Truncate))]
    public static void StepD(ref double dAdjoint)
    {
    }

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(Math), nameof(Math.Round))]
    public static void StepValue(ref double valueAdjoint)
    {
    }
}
