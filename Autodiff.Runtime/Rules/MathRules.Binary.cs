using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: vector–Jacobian products, two operands.</summary>
public static partial class MathRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(Math), nameof(Math.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2(double y, double x, double resultAdjoint, ref double yAdjoint, ref double xAdjoint)
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(Math), nameof(Math.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Y(double y, double x, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(Math), nameof(Math.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2X(double y, double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [VjpOf(typeof(Math), nameof(Math.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySign(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.CopySign(x, y);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(Math), nameof(Math.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySignX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.CopySign(x, y);

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(Math), nameof(Math.CopySign))]
    public static void CopySignY(ref double yAdjoint)
    {
    }

    /// <summary>1, and −n for result = x − n·y.</summary>
    [VjpOf(typeof(Math), nameof(Math.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IEEERemainder(double x, double y, double result, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint;
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(Math), nameof(Math.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IEEERemainderX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint;

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(Math), nameof(Math.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IEEERemainderY(double x, double y, double result, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(x, y, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [VjpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(double a, double newBase, double result, double resultAdjoint, ref double aAdjoint, ref double newBaseAdjoint)
    {
        aAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(a, newBase));
        newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));
    }

    /// <summary>For a constant newBase.</summary>
    [VjpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogA(double a, double newBase, double resultAdjoint, ref double aAdjoint)
        => aAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(a, newBase));

    /// <summary>For a constant a.</summary>
    [VjpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogNewBase(double a, double newBase, double result, double resultAdjoint, ref double newBaseAdjoint)
        => newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(Math), nameof(Math.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pow(double x, double y, double result, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(Math), nameof(Math.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(Math), nameof(Math.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowY(double x, double y, double result, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(double val1, double val2, double resultAdjoint, ref double val1Adjoint, ref double val2Adjoint)
    {
        val1Adjoint += resultAdjoint * Partial.Max(val1, val2);
        val2Adjoint += resultAdjoint * Partial.Max(val2, val1);
    }

    /// <summary>For a constant val2.</summary>
    [VjpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxVal1(double val1, double val2, double resultAdjoint, ref double val1Adjoint)
        => val1Adjoint += resultAdjoint * Partial.Whole(Partial.Max(val1, val2));

    /// <summary>For a constant val1.</summary>
    [VjpOf(typeof(Math), nameof(Math.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxVal2(double val1, double val2, double resultAdjoint, ref double val2Adjoint)
        => val2Adjoint += resultAdjoint * Partial.Whole(Partial.Max(val2, val1));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(double val1, double val2, double resultAdjoint, ref double val1Adjoint, ref double val2Adjoint)
    {
        val1Adjoint += resultAdjoint * Partial.Min(val1, val2);
        val2Adjoint += resultAdjoint * Partial.Min(val2, val1);
    }

    /// <summary>For a constant val2.</summary>
    [VjpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinVal1(double val1, double val2, double resultAdjoint, ref double val1Adjoint)
        => val1Adjoint += resultAdjoint * Partial.Whole(Partial.Min(val1, val2));

    /// <summary>For a constant val1.</summary>
    [VjpOf(typeof(Math), nameof(Math.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinVal2(double val1, double val2, double resultAdjoint, ref double val2Adjoint)
        => val2Adjoint += resultAdjoint * Partial.Whole(Partial.Min(val2, val1));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitude(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(Math), nameof(Math.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitude(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(Math), nameof(Math.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeX(double x, double y, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(Math), nameof(Math.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeY(double x, double y, double resultAdjoint, ref double yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(y, x));
}
