using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="MathF"/>: vector–Jacobian products, two operands.</summary>
public static partial class MathFRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2(float y, float x, float resultAdjoint, ref float yAdjoint, ref float xAdjoint)
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Y(float y, float x, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2X(float y, float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySign(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.CopySign(x, y);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySignX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.CopySign(x, y);

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.CopySign))]
    public static void CopySignY(ref float yAdjoint)
    {
    }

    /// <summary>1, and −n for result = x − n·y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IEEERemainder(float x, float y, float result, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint;
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IEEERemainderX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint;

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IEEERemainderY(float x, float y, float result, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(x, y, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(float x, float y, float result, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, y));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogY(float x, float y, float result, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(y, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pow(float x, float y, float result, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowY(float x, float y, float result, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitude(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitude(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(y, x));
}
