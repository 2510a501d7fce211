using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="float"/>: Jacobian–vector products, two operands.</summary>
public static partial class SingleRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [JvpOf(typeof(float), nameof(float.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2(float y, float x, float yTangent, float xTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x)) + Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2Y(float y, float x, float yTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2X(float y, float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [JvpOf(typeof(float), nameof(float.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2Pi(float y, float x, float yTangent, float xTangent)
        => Partial.Scale(yTangent, Partial.Atan2PiY(y, x)) + Partial.Scale(xTangent, Partial.Atan2PiX(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2PiY(float y, float x, float yTangent)
        => Partial.Scale(yTangent, Partial.Atan2PiY(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2PiX(float y, float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Atan2PiX(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [JvpOf(typeof(float), nameof(float.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySign(float value, float sign, float valueTangent, float signTangent)
        => valueTangent * Partial.CopySign(value, sign);

    /// <summary>For a constant sign.</summary>
    [JvpOf(typeof(float), nameof(float.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySignValue(float value, float sign, float valueTangent)
        => valueTangent * Partial.CopySign(value, sign);

    /// <summary>For a constant value.</summary>
    [JvpOf(typeof(float), nameof(float.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySignSign(float value, float sign, float signTangent)
        => 0;

    /// <summary>1, and −n for result = x − n·y.</summary>
    [JvpOf(typeof(float), nameof(float.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ieee754Remainder(float left, float right, float result, float leftTangent, float rightTangent)
        => leftTangent + Partial.Scale(rightTangent, Partial.Ieee754Remainder(left, right, result));

    /// <summary>For a constant right.</summary>
    [JvpOf(typeof(float), nameof(float.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ieee754RemainderLeft(float left, float right, float leftTangent)
        => leftTangent;

    /// <summary>For a constant left.</summary>
    [JvpOf(typeof(float), nameof(float.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ieee754RemainderRight(float left, float right, float result, float rightTangent)
        => Partial.Scale(rightTangent, Partial.Ieee754Remainder(left, right, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [JvpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x, float newBase, float result, float xTangent, float newBaseTangent)
        => Partial.Scale(xTangent, Partial.LogX(x, newBase)) + Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>For a constant newBase.</summary>
    [JvpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogX(float x, float newBase, float xTangent)
        => Partial.Scale(xTangent, Partial.LogX(x, newBase));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogNewBase(float x, float newBase, float result, float newBaseTangent)
        => Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [JvpOf(typeof(float), nameof(float.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float x, float y, float result, float xTangent, float yTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y)) + Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowX(float x, float y, float xTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowY(float x, float y, float result, float yTangent)
        => Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>(x, y)/r for result r; 0 at the origin.</summary>
    [JvpOf(typeof(float), nameof(float.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hypot(float x, float y, float result, float xTangent, float yTangent)
        => Partial.Scale(xTangent, Partial.Hypot(x, result)) + Partial.Scale(yTangent, Partial.Hypot(y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HypotX(float x, float y, float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Hypot(x, result));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HypotY(float x, float y, float result, float yTangent)
        => Partial.Scale(yTangent, Partial.Hypot(y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitude(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MaxMagnitude(x, y) + yTangent * Partial.MaxMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitude(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MinMagnitude(x, y) + yTangent * Partial.MinMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MinMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNumber(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MaxNumber(x, y) + yTangent * Partial.MaxNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNumberX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MaxNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNumberY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MaxNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNumber(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MinNumber(x, y) + yTangent * Partial.MinNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNumberX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MinNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNumberY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MinNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeNumber(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MaxMagnitudeNumber(x, y) + yTangent * Partial.MaxMagnitudeNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeNumberX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MaxMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeNumberY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MaxMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeNumber(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MinMagnitudeNumber(x, y) + yTangent * Partial.MinMagnitudeNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeNumberX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MinMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeNumberY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MinMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNative(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNativeX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNativeY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(float), nameof(float.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNative(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(float), nameof(float.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNativeX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(float), nameof(float.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNativeY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.Min(y, x));
}
