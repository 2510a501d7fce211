using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="double"/>: vector–Jacobian products, two operands.</summary>
public static partial class DoubleRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(double), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2(double y, double x, double resultAdjoint, ref double yAdjoint, ref double xAdjoint)
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Y(double y, double x, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2X(double y, double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [VjpOf(typeof(double), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Pi(double y, double x, double resultAdjoint, ref double yAdjoint, ref double xAdjoint)
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiY(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiX(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2PiY(double y, double x, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiY(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2PiX(double y, double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiX(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [VjpOf(typeof(double), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySign(double value, double sign, double resultAdjoint, ref double valueAdjoint, ref double signAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.CopySign(value, sign);
    }

    /// <summary>For a constant sign.</summary>
    [VjpOf(typeof(double), nameof(double.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySignValue(double value, double sign, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.CopySign(value, sign);

    /// <summary>For a constant value.</summary>
    [VjpOf(typeof(double), nameof(double.CopySign))]
    public static void CopySignSign(ref double signAdjoint)
    {
    }

    /// <summary>1, and −n for result = x − n·y.</summary>
    [VjpOf(typeof(double), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754Remainder(double left, double right, double result, double resultAdjoint, ref double leftAdjoint, ref double rightAdjoint)
    {
        leftAdjoint += resultAdjoint;
        rightAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(left, right, result));
    }

    /// <summary>For a constant right.</summary>
    [VjpOf(typeof(double), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754RemainderLeft(double left, double right, double resultAdjoint, ref double leftAdjoint)
        => leftAdjoint += resultAdjoint;

    /// <summary>For a constant left.</summary>
    [VjpOf(typeof(double), nameof(double.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754RemainderRight(double left, double right, double result, double resultAdjoint, ref double rightAdjoint)
        => rightAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(left, right, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [VjpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(double x, double newBase, double result, double resultAdjoint, ref double xAdjoint, ref double newBaseAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, newBase));
        newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));
    }

    /// <summary>For a constant newBase.</summary>
    [VjpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogX(double x, double newBase, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, newBase));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogNewBase(double x, double newBase, double result, double resultAdjoint, ref double newBaseAdjoint)
        => newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(double), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pow(double x, double y, double result, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowY(double x, double y, double result, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));

    /// <summary>(x, y)/r for result r; 0 at the origin.</summary>
    [VjpOf(typeof(double), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hypot(double x, double y, double result, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(x, result));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HypotX(double x, double y, double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(x, result));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HypotY(double x, double y, double result, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitude(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitude(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumber(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MaxNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumberX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumberY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumber(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MinNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumberX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumberY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumber(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitudeNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitudeNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumberX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumberY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumber(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitudeNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitudeNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumberX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumberY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNative(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNativeX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNativeY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(double), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNative(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(double), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNativeX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(double), nameof(double.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNativeY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));
}
