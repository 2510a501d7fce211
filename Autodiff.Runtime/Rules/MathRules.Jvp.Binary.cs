using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: Jacobian–vector products, two operands.</summary>
public static partial class MathRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [JvpOf(typeof(Math), nameof(Math.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2(double y, double x, double yTangent, double xTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x)) + Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(Math), nameof(Math.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2Y(double y, double x, double yTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(Math), nameof(Math.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2X(double y, double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [JvpOf(typeof(Math), nameof(Math.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.CopySign(x, y);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(Math), nameof(Math.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySignX(double x, double y, double xTangent)
        => xTangent * Partial.CopySign(x, y);

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(Math), nameof(Math.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySignY(double x, double y, double yTangent)
        => 0;

    /// <summary>1, and −n for result = x − n·y.</summary>
    [JvpOf(typeof(Math), nameof(Math.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double IEEERemainder(double x, double y, double result, double xTangent, double yTangent)
        => xTangent + Partial.Scale(yTangent, Partial.Ieee754Remainder(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(Math), nameof(Math.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double IEEERemainderX(double x, double y, double xTangent)
        => xTangent;

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(Math), nameof(Math.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double IEEERemainderY(double x, double y, double result, double yTangent)
        => Partial.Scale(yTangent, Partial.Ieee754Remainder(x, y, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [JvpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double a, double newBase, double result, double aTangent, double newBaseTangent)
        => Partial.Scale(aTangent, Partial.LogX(a, newBase)) + Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>For a constant newBase.</summary>
    [JvpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogA(double a, double newBase, double aTangent)
        => Partial.Scale(aTangent, Partial.LogX(a, newBase));

    /// <summary>For a constant a.</summary>
    [JvpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogNewBase(double a, double newBase, double result, double newBaseTangent)
        => Partial.Scale(newBaseTangent, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [JvpOf(typeof(Math), nameof(Math.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Pow(double x, double y, double result, double xTangent, double yTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y)) + Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(Math), nameof(Math.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowX(double x, double y, double xTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(Math), nameof(Math.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowY(double x, double y, double result, double yTangent)
        => Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double val1, double val2, double val1Tangent, double val2Tangent)
        => val1Tangent * Partial.Max(val1, val2) + val2Tangent * Partial.Max(val2, val1);

    /// <summary>For a constant val2.</summary>
    [JvpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxVal1(double val1, double val2, double val1Tangent)
        => val1Tangent * Partial.Whole(Partial.Max(val1, val2));

    /// <summary>For a constant val1.</summary>
    [JvpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxVal2(double val1, double val2, double val2Tangent)
        => val2Tangent * Partial.Whole(Partial.Max(val2, val1));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double val1, double val2, double val1Tangent, double val2Tangent)
        => val1Tangent * Partial.Min(val1, val2) + val2Tangent * Partial.Min(val2, val1);

    /// <summary>For a constant val2.</summary>
    [JvpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinVal1(double val1, double val2, double val1Tangent)
        => val1Tangent * Partial.Whole(Partial.Min(val1, val2));

    /// <summary>For a constant val1.</summary>
    [JvpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinVal2(double val1, double val2, double val2Tangent)
        => val2Tangent * Partial.Whole(Partial.Min(val2, val1));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitude(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MaxMagnitude(x, y) + yTangent * Partial.MaxMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(Math), nameof(Math.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitude(double x, double y, double xTangent, double yTangent)
        => xTangent * Partial.MinMagnitude(x, y) + yTangent * Partial.MinMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(Math), nameof(Math.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeX(double x, double y, double xTangent)
        => xTangent * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(Math), nameof(Math.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeY(double x, double y, double yTangent)
        => yTangent * Partial.Whole(Partial.MinMagnitude(y, x));
}
