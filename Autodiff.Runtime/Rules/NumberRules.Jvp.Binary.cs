using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the static members of the number interfaces, which <see cref="double"/> and <see cref="float"/> implement: Jacobian–vector products, two operands.</summary>
public static partial class NumberRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2<T>(T y, T x, T yTangent, T xTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x)) + Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2Y<T>(T y, T x, T yTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2X<T>(T y, T x, T xTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2Pi<T>(T y, T x, T yTangent, T xTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(yTangent, Partial.Atan2PiY(y, x)) + Partial.Scale(xTangent, Partial.Atan2PiX(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2PiY<T>(T y, T x, T yTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(yTangent, Partial.Atan2PiY(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2PiX<T>(T y, T x, T xTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(xTangent, Partial.Atan2PiX(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySign<T>(T value, T sign, T valueTangent, T signTangent)
        where T : INumber<T>
        => valueTangent * Partial.CopySign(value, sign);

    /// <summary>For a constant sign.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySignValue<T>(T value, T sign, T valueTangent)
        where T : INumber<T>
        => valueTangent * Partial.CopySign(value, sign);

    /// <summary>For a constant value.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySignSign<T>(T value, T sign, T signTangent)
        where T : INumber<T>
        => T.Zero;

    /// <summary>1, and −n for result = x − n·y.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Ieee754Remainder<T>(T left, T right, T result, T leftTangent, T rightTangent)
        where T : IFloatingPointIeee754<T>
        => leftTangent + Partial.Scale(rightTangent, Partial.Ieee754Remainder(left, right, result));

    /// <summary>For a constant right.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Ieee754RemainderLeft<T>(T left, T right, T leftTangent)
        where T : IFloatingPointIeee754<T>
        => leftTangent;

    /// <summary>For a constant left.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Ieee754RemainderRight<T>(T left, T right, T result, T rightTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(rightTangent, Partial.Ieee754Remainder(left, right, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x, T newBase, T result, T xTangent, T newBaseTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.LogX(x, newBase)) + Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>For a constant newBase.</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogX<T>(T x, T newBase, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.LogX(x, newBase));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogNewBase<T>(T x, T newBase, T result, T newBaseTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [JvpOf(typeof(IPowerFunctions<>), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pow<T>(T x, T y, T result, T xTangent, T yTangent)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.PowX(x, y)) + Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(IPowerFunctions<>), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowX<T>(T x, T y, T xTangent)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(IPowerFunctions<>), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowY<T>(T x, T y, T result, T yTangent)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>(x, y)/r for result r; 0 at the origin.</summary>
    [JvpOf(typeof(IRootFunctions<>), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Hypot<T>(T x, T y, T result, T xTangent, T yTangent)
        where T : IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Hypot(x, result)) + Partial.Scale(yTangent, Partial.Hypot(y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(IRootFunctions<>), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HypotX<T>(T x, T y, T result, T xTangent)
        where T : IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Hypot(x, result));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(IRootFunctions<>), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HypotY<T>(T x, T y, T result, T yTangent)
        where T : IRootFunctions<T>
        => Partial.Scale(yTangent, Partial.Hypot(y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitude<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.MaxMagnitude(x, y) + yTangent * Partial.MaxMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitudeX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitudeY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitude<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.MinMagnitude(x, y) + yTangent * Partial.MinMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitudeX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitudeY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.MinMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNumber<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.MaxNumber(x, y) + yTangent * Partial.MaxNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNumberX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.MaxNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNumberY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.MaxNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNumber<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.MinNumber(x, y) + yTangent * Partial.MinNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNumberX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.MinNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNumberY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.MinNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitudeNumber<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.MaxMagnitudeNumber(x, y) + yTangent * Partial.MaxMagnitudeNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitudeNumberX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.MaxMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitudeNumberY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.MaxMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitudeNumber<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.MinMagnitudeNumber(x, y) + yTangent * Partial.MinMagnitudeNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitudeNumberX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.MinMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitudeNumberY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.MinMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNative<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNativeX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNativeY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNative<T>(T x, T y, T xTangent, T yTangent)
        where T : INumber<T>
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNativeX<T>(T x, T y, T xTangent)
        where T : INumber<T>
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(INumber<>), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNativeY<T>(T x, T y, T yTangent)
        where T : INumber<T>
        => yTangent * Partial.Whole(Partial.Min(y, x));
}
