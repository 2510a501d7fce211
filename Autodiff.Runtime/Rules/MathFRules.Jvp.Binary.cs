using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="MathF"/>: Jacobian–vector products, two operands.</summary>
public static partial class MathFRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2(float y, float x, float yTangent, float xTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x)) + Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2Y(float y, float x, float yTangent)
        => Partial.Scale(yTangent, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2X(float y, float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Atan2X(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySign(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.CopySign(x, y);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySignX(float x, float y, float xTangent)
        => xTangent * Partial.CopySign(x, y);

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySignY(float x, float y, float yTangent)
        => 0;

    /// <summary>1, and −n for result = x − n·y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float IEEERemainder(float x, float y, float result, float xTangent, float yTangent)
        => xTangent + Partial.Scale(yTangent, Partial.Ieee754Remainder(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float IEEERemainderX(float x, float y, float xTangent)
        => xTangent;

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float IEEERemainderY(float x, float y, float result, float yTangent)
        => Partial.Scale(yTangent, Partial.Ieee754Remainder(x, y, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x, float y, float result, float xTangent, float yTangent)
        => Partial.Scale(xTangent, Partial.LogX(x, y)) + Partial.Scale(yTangent, Partial.LogBase(y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogX(float x, float y, float xTangent)
        => Partial.Scale(xTangent, Partial.LogX(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogY(float x, float y, float result, float yTangent)
        => Partial.Scale(yTangent, Partial.LogBase(y, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float x, float y, float result, float xTangent, float yTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y)) + Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowX(float x, float y, float xTangent)
        => Partial.Scale(xTangent, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowY(float x, float y, float result, float yTangent)
        => Partial.Scale(yTangent, Partial.PowY(x, y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.Max(x, y) + yTangent * Partial.Max(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.Min(x, y) + yTangent * Partial.Min(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitude(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MaxMagnitude(x, y) + yTangent * Partial.MaxMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitude(float x, float y, float xTangent, float yTangent)
        => xTangent * Partial.MinMagnitude(x, y) + yTangent * Partial.MinMagnitude(y, x);

    /// <summary>For a constant y.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeX(float x, float y, float xTangent)
        => xTangent * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeY(float x, float y, float yTangent)
        => yTangent * Partial.Whole(Partial.MinMagnitude(y, x));
}
