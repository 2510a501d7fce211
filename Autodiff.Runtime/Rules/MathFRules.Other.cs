using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="MathF"/>: vector–Jacobian products, the rest.</summary>
public static partial class MathFRules
{
    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(float x, float y, float z, float resultAdjoint, ref float xAdjoint, ref float yAdjoint, ref float zAdjoint)
    {
        xAdjoint += resultAdjoint * y;
        yAdjoint += resultAdjoint * x;
        zAdjoint += resultAdjoint;
    }

    /// <summary>For x alone.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddX(float x, float y, float z, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * y;

    /// <summary>For y alone.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddY(float x, float y, float z, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * x;

    /// <summary>For z alone.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddZ(float x, float y, float z, float resultAdjoint, ref float zAdjoint)
        => zAdjoint += resultAdjoint;

    /// <summary>2ⁿ.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScaleB(int n, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += MathF.ScaleB(resultAdjoint, n);

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Ceiling))]
    [VjpOf(typeof(MathF), nameof(MathF.Floor))]
    [VjpOf(typeof(MathF), nameof(MathF.Round))]
    [VjpOf(typeof(MathF), nameof(MathF.Truncate))]
    public static void Step(ref float xAdjoint)
    {
    }
}
