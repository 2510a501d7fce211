using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the static members of the number interfaces, which <see cref="double"/> and <see cref="float"/> implement: vector–Jacobian products, the rest.</summary>
public static partial class NumberRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clamp<T>(T value, T min, T max, T resultAdjoint, ref T valueAdjoint, ref T minAdjoint, ref T maxAdjoint)
        where T : INumber<T>
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampValue<T>(T value, T min, T max, T resultAdjoint, ref T valueAdjoint)
        where T : INumber<T>
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMin<T>(T value, T min, T max, T resultAdjoint, ref T minAdjoint)
        where T : INumber<T>
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampMax<T>(T value, T min, T max, T resultAdjoint, ref T maxAdjoint)
        where T : INumber<T>
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNative<T>(T value, T min, T max, T resultAdjoint, ref T valueAdjoint, ref T minAdjoint, ref T maxAdjoint)
        where T : INumber<T>
    {
        valueAdjoint += resultAdjoint * Partial.ClampValue(value, min, max);
        minAdjoint += resultAdjoint * Partial.ClampMin(value, min, max);
        maxAdjoint += resultAdjoint * Partial.ClampMax(value, min, max);
    }

    /// <summary>For value alone.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeValue<T>(T value, T min, T max, T resultAdjoint, ref T valueAdjoint)
        where T : INumber<T>
        => valueAdjoint += resultAdjoint * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeMin<T>(T value, T min, T max, T resultAdjoint, ref T minAdjoint)
        where T : INumber<T>
        => minAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [VjpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClampNativeMax<T>(T value, T min, T max, T resultAdjoint, ref T maxAdjoint)
        where T : INumber<T>
        => maxAdjoint += resultAdjoint * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd<T>(T left, T right, T addend, T resultAdjoint, ref T leftAdjoint, ref T rightAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        leftAdjoint += resultAdjoint * right;
        rightAdjoint += resultAdjoint * left;
        addendAdjoint += resultAdjoint;
    }

    /// <summary>For left alone.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddLeft<T>(T left, T right, T addend, T resultAdjoint, ref T leftAdjoint)
        where T : IFloatingPointIeee754<T>
        => leftAdjoint += resultAdjoint * right;

    /// <summary>For right alone.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddRight<T>(T left, T right, T addend, T resultAdjoint, ref T rightAdjoint)
        where T : IFloatingPointIeee754<T>
        => rightAdjoint += resultAdjoint * left;

    /// <summary>For addend alone.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAddAddend<T>(T left, T right, T addend, T resultAdjoint, ref T addendAdjoint)
        where T : IFloatingPointIeee754<T>
        => addendAdjoint += resultAdjoint;

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimate<T>(T left, T right, T addend, T resultAdjoint, ref T leftAdjoint, ref T rightAdjoint, ref T addendAdjoint)
        where T : INumberBase<T>
    {
        leftAdjoint += resultAdjoint * right;
        rightAdjoint += resultAdjoint * left;
        addendAdjoint += resultAdjoint;
    }

    /// <summary>For left alone.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateLeft<T>(T left, T right, T addend, T resultAdjoint, ref T leftAdjoint)
        where T : INumberBase<T>
        => leftAdjoint += resultAdjoint * right;

    /// <summary>For right alone.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateRight<T>(T left, T right, T addend, T resultAdjoint, ref T rightAdjoint)
        where T : INumberBase<T>
        => rightAdjoint += resultAdjoint * left;

    /// <summary>For addend alone.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAddEstimateAddend<T>(T left, T right, T addend, T resultAdjoint, ref T addendAdjoint)
        where T : INumberBase<T>
        => addendAdjoint += resultAdjoint;

    /// <summary>(1 − t, t, b − a) for a·(1 − t) + b·t.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lerp<T>(T value1, T value2, T amount, T resultAdjoint, ref T value1Adjoint, ref T value2Adjoint, ref T amountAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        value1Adjoint += resultAdjoint * (T.One - amount);
        value2Adjoint += resultAdjoint * amount;
        amountAdjoint += resultAdjoint * (value2 - value1);
    }

    /// <summary>For value1 alone.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpValue1<T>(T value1, T value2, T amount, T resultAdjoint, ref T value1Adjoint)
        where T : IFloatingPointIeee754<T>
        => value1Adjoint += resultAdjoint * (T.One - amount);

    /// <summary>For value2 alone.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpValue2<T>(T value1, T value2, T amount, T resultAdjoint, ref T value2Adjoint)
        where T : IFloatingPointIeee754<T>
        => value2Adjoint += resultAdjoint * amount;

    /// <summary>For amount alone.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LerpAmount<T>(T value1, T value2, T amount, T resultAdjoint, ref T amountAdjoint)
        where T : IFloatingPointIeee754<T>
        => amountAdjoint += resultAdjoint * (value2 - value1);

    /// <summary>2ⁿ.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScaleB<T>(int n, T resultAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += T.ScaleB(resultAdjoint, n);

    /// <summary>1/(n·rⁿ⁻¹), where r is the result.</summary>
    [VjpOf(typeof(IRootFunctions<>), nameof(double.RootN))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RootN<T>(int n, T result, T resultAdjoint, ref T xAdjoint)
        where T : IRootFunctions<T>, IPowerFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.RootN(n, result));

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(IFloatingPoint<>), nameof(double.Ceiling))]
    [VjpOf(typeof(IFloatingPoint<>), nameof(double.Floor))]
    [VjpOf(typeof(IFloatingPoint<>), nameof(double.Round))]
    [VjpOf(typeof(IFloatingPoint<>), nameof(double.Truncate))]
    public static void Step<T>(ref T xAdjoint)
        where T : IFloatingPoint<T>
    {
    }
}
