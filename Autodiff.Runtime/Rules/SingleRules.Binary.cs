using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="float"/>: vector–Jacobian products, two operands.</summary>
public static partial class SingleRules
{
    /// <summary>(x, −y)/(x² + y²), for y and x.</summary>
    [VjpOf(typeof(float), nameof(float.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2(float y, float x, float resultAdjoint, ref float yAdjoint, ref float xAdjoint)
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Y(float y, float x, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2Y(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.Atan2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2X(float y, float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2X(y, x));

    /// <summary>(x, −y)/(π(x² + y²)), for y and x.</summary>
    [VjpOf(typeof(float), nameof(float.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2Pi(float y, float x, float resultAdjoint, ref float yAdjoint, ref float xAdjoint)
    {
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiY(y, x));
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiX(y, x));
    }

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2PiY(float y, float x, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiY(y, x));

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.Atan2Pi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan2PiX(float y, float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atan2PiX(y, x));

    /// <summary>±1 in the magnitude, 0 where that is 0; 0 in the sign.</summary>
    [VjpOf(typeof(float), nameof(float.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySign(float value, float sign, float resultAdjoint, ref float valueAdjoint, ref float signAdjoint)
    {
        valueAdjoint += resultAdjoint * Partial.CopySign(value, sign);
    }

    /// <summary>For a constant sign.</summary>
    [VjpOf(typeof(float), nameof(float.CopySign))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopySignValue(float value, float sign, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.CopySign(value, sign);

    /// <summary>For a constant value.</summary>
    [VjpOf(typeof(float), nameof(float.CopySign))]
    public static void CopySignSign(ref float signAdjoint)
    {
    }

    /// <summary>1, and −n for result = x − n·y.</summary>
    [VjpOf(typeof(float), nameof(float.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754Remainder(float left, float right, float result, float resultAdjoint, ref float leftAdjoint, ref float rightAdjoint)
    {
        leftAdjoint += resultAdjoint;
        rightAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(left, right, result));
    }

    /// <summary>For a constant right.</summary>
    [VjpOf(typeof(float), nameof(float.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754RemainderLeft(float left, float right, float resultAdjoint, ref float leftAdjoint)
        => leftAdjoint += resultAdjoint;

    /// <summary>For a constant left.</summary>
    [VjpOf(typeof(float), nameof(float.Ieee754Remainder))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ieee754RemainderRight(float left, float right, float result, float resultAdjoint, ref float rightAdjoint)
        => rightAdjoint += Partial.Scale(resultAdjoint, Partial.Ieee754Remainder(left, right, result));

    /// <summary>1/(x·ln b), and −r/(b·ln b) for base b and result r.</summary>
    [VjpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(float x, float newBase, float result, float resultAdjoint, ref float xAdjoint, ref float newBaseAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, newBase));
        newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));
    }

    /// <summary>For a constant newBase.</summary>
    [VjpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogX(float x, float newBase, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogX(x, newBase));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogNewBase(float x, float newBase, float result, float resultAdjoint, ref float newBaseAdjoint)
        => newBaseAdjoint += Partial.Scale(resultAdjoint, Partial.LogBase(newBase, result));

    /// <summary>y·x^(y − 1), 0 at y = 0; and r·ln x for result r, 0 at x = 0 with y &gt; 0.</summary>
    [VjpOf(typeof(float), nameof(float.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pow(float x, float y, float result, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.PowX(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Pow))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PowY(float x, float y, float result, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.PowY(x, y, result));

    /// <summary>(x, y)/r for result r; 0 at the origin.</summary>
    [VjpOf(typeof(float), nameof(float.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hypot(float x, float y, float result, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(x, result));
        yAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(y, result));
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HypotX(float x, float y, float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(x, result));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Hypot))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HypotY(float x, float y, float result, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += Partial.Scale(resultAdjoint, Partial.Hypot(y, result));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Max))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.Min))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitude(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MaxMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitude(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitude(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitude(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MinMagnitude))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitude(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumber(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MaxNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumberX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MaxNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNumberY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumber(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MinNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumberX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MinNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNumberY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumber(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MaxMagnitudeNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MaxMagnitudeNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumberX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxMagnitudeNumberY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MaxMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumber(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.MinMagnitudeNumber(x, y);
        yAdjoint += resultAdjoint * Partial.MinMagnitudeNumber(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumberX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitudeNumber(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinMagnitudeNumberY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.MinMagnitudeNumber(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNative(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Max(x, y);
        yAdjoint += resultAdjoint * Partial.Max(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNativeX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Max(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MaxNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxNativeY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Max(y, x));

    /// <summary>1 for the operand that is chosen, ½ for each of two equal ones.</summary>
    [VjpOf(typeof(float), nameof(float.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNative(float x, float y, float resultAdjoint, ref float xAdjoint, ref float yAdjoint)
    {
        xAdjoint += resultAdjoint * Partial.Min(x, y);
        yAdjoint += resultAdjoint * Partial.Min(y, x);
    }

    /// <summary>For a constant y.</summary>
    [VjpOf(typeof(float), nameof(float.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNativeX(float x, float y, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Whole(Partial.Min(x, y));

    /// <summary>For a constant x.</summary>
    [VjpOf(typeof(float), nameof(float.MinNative))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinNativeY(float x, float y, float resultAdjoint, ref float yAdjoint)
        => yAdjoint += resultAdjoint * Partial.Whole(Partial.Min(y, x));
}
