using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the static members of the number interfaces, which <see cref="double"/> and <see cref="float"/> implement: Jacobian–vector products, the rest.</summary>
public static partial class NumberRules
{
    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T value, T min, T max, T valueTangent, T minTangent, T maxTangent)
        where T : INumber<T>
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampValue<T>(T value, T min, T max, T valueTangent)
        where T : INumber<T>
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampMin<T>(T value, T min, T max, T minTangent)
        where T : INumber<T>
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Clamp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampMax<T>(T value, T min, T max, T maxTangent)
        where T : INumber<T>
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>Min(Max(value, min), max), ties included.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampNative<T>(T value, T min, T max, T valueTangent, T minTangent, T maxTangent)
        where T : INumber<T>
        => (valueTangent * Partial.ClampValue(value, min, max)) + (minTangent * Partial.ClampMin(value, min, max)) + (maxTangent * Partial.ClampMax(value, min, max));

    /// <summary>For value alone.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampNativeValue<T>(T value, T min, T max, T valueTangent)
        where T : INumber<T>
        => valueTangent * Partial.Whole(Partial.ClampValue(value, min, max));

    /// <summary>For min alone.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampNativeMin<T>(T value, T min, T max, T minTangent)
        where T : INumber<T>
        => minTangent * Partial.Whole(Partial.ClampMin(value, min, max));

    /// <summary>For max alone.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.ClampNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampNativeMax<T>(T value, T min, T max, T maxTangent)
        where T : INumber<T>
        => maxTangent * Partial.Whole(Partial.ClampMax(value, min, max));

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FusedMultiplyAdd<T>(T left, T right, T addend, T leftTangent, T rightTangent, T addendTangent)
        where T : IFloatingPointIeee754<T>
        => (leftTangent * right) + (rightTangent * left) + addendTangent;

    /// <summary>For left alone.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FusedMultiplyAddLeft<T>(T left, T right, T addend, T leftTangent)
        where T : IFloatingPointIeee754<T>
        => leftTangent * right;

    /// <summary>For right alone.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FusedMultiplyAddRight<T>(T left, T right, T addend, T rightTangent)
        where T : IFloatingPointIeee754<T>
        => rightTangent * left;

    /// <summary>For addend alone.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.FusedMultiplyAdd))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FusedMultiplyAddAddend<T>(T left, T right, T addend, T addendTangent)
        where T : IFloatingPointIeee754<T>
        => addendTangent;

    /// <summary>(y, x, 1) for x·y + z.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAddEstimate<T>(T left, T right, T addend, T leftTangent, T rightTangent, T addendTangent)
        where T : INumberBase<T>
        => (leftTangent * right) + (rightTangent * left) + addendTangent;

    /// <summary>For left alone.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAddEstimateLeft<T>(T left, T right, T addend, T leftTangent)
        where T : INumberBase<T>
        => leftTangent * right;

    /// <summary>For right alone.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAddEstimateRight<T>(T left, T right, T addend, T rightTangent)
        where T : INumberBase<T>
        => rightTangent * left;

    /// <summary>For addend alone.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MultiplyAddEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAddEstimateAddend<T>(T left, T right, T addend, T addendTangent)
        where T : INumberBase<T>
        => addendTangent;

    /// <summary>(1 − t, t, b − a) for a·(1 − t) + b·t.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lerp<T>(T value1, T value2, T amount, T value1Tangent, T value2Tangent, T amountTangent)
        where T : IFloatingPointIeee754<T>
        => (value1Tangent * (T.One - amount)) + (value2Tangent * amount) + (amountTangent * (value2 - value1));

    /// <summary>For value1 alone.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LerpValue1<T>(T value1, T value2, T amount, T value1Tangent)
        where T : IFloatingPointIeee754<T>
        => value1Tangent * (T.One - amount);

    /// <summary>For value2 alone.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LerpValue2<T>(T value1, T value2, T amount, T value2Tangent)
        where T : IFloatingPointIeee754<T>
        => value2Tangent * amount;

    /// <summary>For amount alone.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Lerp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LerpAmount<T>(T value1, T value2, T amount, T amountTangent)
        where T : IFloatingPointIeee754<T>
        => amountTangent * (value2 - value1);

    /// <summary>2ⁿ.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.ScaleB))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ScaleB<T>(int n, T xTangent)
        where T : IFloatingPointIeee754<T>
        => T.ScaleB(xTangent, n);

    /// <summary>1/(n·rⁿ⁻¹), where r is the result.</summary>
    [JvpOf(typeof(IRootFunctions<>), nameof(double.RootN))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T RootN<T>(int n, T result, T xTangent)
        where T : IRootFunctions<T>, IPowerFunctions<T>
        => Partial.Scale(xTangent, Partial.RootN(n, result));

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [JvpOf(typeof(IFloatingPoint<>), nameof(double.Ceiling))]
    [JvpOf(typeof(IFloatingPoint<>), nameof(double.Floor))]
    [JvpOf(typeof(IFloatingPoint<>), nameof(double.Round))]
    [JvpOf(typeof(IFloatingPoint<>), nameof(double.Truncate))]
    public static T Step<T>(T xTangent)
        where T : IFloatingPoint<T>
        => T.Zero;
}
