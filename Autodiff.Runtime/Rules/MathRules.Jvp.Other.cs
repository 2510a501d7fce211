using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: Jacobian–vector products, the rest.</summary>
public static partial class MathRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double value, double min, double max, double valueTangent, double minTangent, double maxTangent)
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampValue(double value, double min, double max, double valueTangent)
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampMin(double value, double min, double max, double minTangent)
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampMax(double value, double min, double max, double maxTangent)
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double x, double y, double z, double xTangent, double yTangent, double zTangent)
        => (xTangent * y) + (yTangent * x) + zTangent;

    /// <summary>For x alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAddX(double x, double y, double z, double xTangent)
        => xTangent * y;

    /// <summary>For y alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAddY(double x, double y, double z, double yTangent)
        => yTangent * x;

    /// <summary>For z alone.</summary>
    [JvpOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAddZ(double x, double y, double z, double zTangent)
        => zTangent;

    /// <summary>2ⁿ.</summary>
    [JvpOf(typeof(Math), nameof(Math.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ScaleB(int n, double xTangent)
        => Math.ScaleB(xTangent, n);

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(Math), nameof(Math.Ceiling))]
    [JvpOf(typeof(Math), nameof(Math.Round))]
    public static double Step(double aTangent)
        => 0;

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(Math), nameof(Math.Floor))]
    [JvpOf(typeof(Math), nameof(Math.Truncate))]
    public static double StepD(double dTangent)
        => 0;

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(Math), nameof(Math.Round))]
    public static double StepValue(double valueTangent)
        => 0;
}
