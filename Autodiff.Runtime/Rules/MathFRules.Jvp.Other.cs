using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="MathF"/>: Jacobian–vector products, the rest.</summary>
public static partial class MathFRules
{
    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float x, float y, float z, float xTangent, float yTangent, float zTangent)
        => (xTangent * y) + (yTangent * x) + zTangent;

    /// <summary>For x alone.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAddX(float x, float y, float z, float xTangent)
        => xTangent * y;

    /// <summary>For y alone.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAddY(float x, float y, float z, float yTangent)
        => yTangent * x;

    /// <summary>For z alone.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAddZ(float x, float y, float z, float zTangent)
        => zTangent;

    /// <summary>2ⁿ.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleB(int n, float xTangent)
        => MathF.ScaleB(xTangent, n);

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Ceiling))]
    [JvpOf(typeof(MathF), nameof(MathF.Floor))]
    [JvpOf(typeof(MathF), nameof(MathF.Round))]
    [JvpOf(typeof(MathF), nameof(MathF.Truncate))]
    public static float Step(float xTangent)
        => 0;
}
