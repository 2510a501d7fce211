using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="double"/>: Jacobian–vector products, two operands.</summary>
public static partial class DoubleRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [JvpOf(typeof(double), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2(double y, double x, double yTangent, double xTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x)) + Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2Y(double y, double x, double yTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2X(double y, double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [JvpOf(typeof(double), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2Pi(double y, double x, double yTangent, double xTangent)
        => Partial.Scale(yTangent, Partial.Atan2PiY(y, x)) + Partial.Scale(xTangent, Partial.Atan2PiX(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2PiY(double y, double x, double yTangent)
        => Partial.Scale(yTangent, Partial.Atan2PiY(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2PiX(double y, double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Atan2PiX(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [JvpOf(typeof(double), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double value, double sign, double valueTangent, double signTangent)
        => valueTangent * Partial.CopySign(value, sign);

    /// <summary>For a constant sign.</summary>
    [JvpOf(typeof(double), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySignValue(double value, double sign, double valueTangent)
        => valueTangent * Partial.CopySign(value, sign);

    /// <summary>For a constant value.</summary>
    [JvpOf(typeof(double), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySignSign(double value, double sign, double signTangent)
        => 0;

    /// <summary>1, and −n for result = x − n·y.</summary>
    [JvpOf(typeof(double), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Ieee754Remainder(double left, double right, double result, double leftTangent, double rightTangent)
        => leftTangent + Partial.Scale(rightTangent, Partial.Ieee754Remainder(left, right, result));

    /// <summary>For a constant right.</summary>
    [JvpOf(typeof(double), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Ieee754RemainderLeft(double left, double right, double leftTangent)
        => leftTangent;

    /// <summary>For a constant left.</summary>
    [JvpOf(typeof(double), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Ieee754RemainderRight(double left, double right, double result, double rightTangent)
        => Partial.Scale(rightTangent, Partial.Ieee754Remainder(left, right, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [JvpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x, double newBase, double result, double xTangent, double newBaseTangent)
        => Partial.Scale(xTangent, Partial.LogX(x, newBase)) + Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>For a constant newBase.</summary>
    [JvpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogX(double x, double newBase, double xTangent)
        => Partial.Scale(xTangent, Partial.LogX(x, newBase));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogNewBase(double x, double newBase, double result, double newBaseTangent)
        => Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [JvpOf(typeof(double), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Pow(double x, double y, double result, double xTangent, double yTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y)) + Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowX(double x, double y, double xTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowY(double x, double y, double result, double yTangent)
        => Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>(x, y)/r for result r; 0 at the origin.</summary>
    [JvpOf(typeof(double), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Hypot(double x, double y, double result, double xTangent, double yTangent)
        => Partial.Scale(xTangent, Partial.Hypot(x, result)) + Partial.Scale(yTangent, Partial.Hypot(y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double HypotX(double x, double y, double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Hypot(x, result));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double HypotY(double x, double y, double result, double yTangent)
        => Partial.Scale(yTangent, Partial.Hypot(y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitude(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MaxMagnitude(x, y) + yTangent * Partial.MaxMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitude(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MinMagnitude(x, y) + yTangent * Partial.MinMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MinMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNumber(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MaxNumber(x, y) + yTangent * Partial.MaxNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNumberX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MaxNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNumberY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MaxNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNumber(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MinNumber(x, y) + yTangent * Partial.MinNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNumberX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MinNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNumberY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MinNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeNumber(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MaxMagnitudeNumber(x, y) + yTangent * Partial.MaxMagnitudeNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeNumberX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MaxMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeNumberY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MaxMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeNumber(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MinMagnitudeNumber(x, y) + yTangent * Partial.MinMagnitudeNumber(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeNumberX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MinMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeNumberY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MinMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNative(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNativeX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNativeY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(double), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNative(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(double), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNativeX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(double), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNativeY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.Min(y, x));
}
