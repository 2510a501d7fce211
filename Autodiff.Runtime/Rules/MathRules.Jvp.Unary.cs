using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: Jacobian–vector products, one operand.</summary>
public static partial class MathRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [JvpOf(typeof(Math), nameof(Math.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double value, double valueTangent)
        => valueTangent * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [JvpOf(typeof(Math), nameof(Math.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acos(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.Acos(d));

    /// <summary>1/√(x² − 1).</summary>
    [JvpOf(typeof(Math), nameof(Math.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acosh(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.Acosh(d));

    /// <summary>1/√(1 − x²).</summary>
    [JvpOf(typeof(Math), nameof(Math.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asin(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.Asin(d));

    /// <summary>1/√(x² + 1).</summary>
    [JvpOf(typeof(Math), nameof(Math.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asinh(double d, double dTangent)
        => dTangent * Partial.Asinh(d);

    /// <summary>1/(1 + x²).</summary>
    [JvpOf(typeof(Math), nameof(Math.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan(double d, double dTangent)
        => dTangent * Partial.Atan(d);

    /// <summary>1/(1 − x²).</summary>
    [JvpOf(typeof(Math), nameof(Math.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atanh(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.Atanh(d));

    /// <summary>1/(3r²), where r is the result.</summary>
    [JvpOf(typeof(Math), nameof(Math.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cbrt(double result, double dTangent)
        => Partial.Scale(dTangent, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [JvpOf(typeof(Math), nameof(Math.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double d, double dTangent)
        => dTangent * Partial.Cos(d);

    /// <summary>sinh(x).</summary>
    [JvpOf(typeof(Math), nameof(Math.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cosh(double value, double valueTangent)
        => Partial.Scale(valueTangent, Partial.Cosh(value));

    /// <summary>The result.</summary>
    [JvpOf(typeof(Math), nameof(Math.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double result, double dTangent)
        => Partial.Scale(dTangent, Partial.Exp(result));

    /// <summary>1/x.</summary>
    [JvpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.Log(d));

    /// <summary>1/(x·ln 10).</summary>
    [JvpOf(typeof(Math), nameof(Math.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log10(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.Log10(d));

    /// <summary>1/(x·ln 2).</summary>
    [JvpOf(typeof(Math), nameof(Math.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log2(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Log2(x));

    /// <summary>−1/x², exactly.</summary>
    [JvpOf(typeof(Math), nameof(Math.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReciprocalEstimate(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.ReciprocalEstimate(d));

    /// <summary>−1/(2x√x), exactly.</summary>
    [JvpOf(typeof(Math), nameof(Math.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReciprocalSqrtEstimate(double d, double dTangent)
        => Partial.Scale(dTangent, Partial.ReciprocalSqrtEstimate(d));

    /// <summary>cos(x).</summary>
    [JvpOf(typeof(Math), nameof(Math.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double a, double aTangent)
        => aTangent * Partial.Sin(a);

    /// <summary>cosh(x).</summary>
    [JvpOf(typeof(Math), nameof(Math.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sinh(double value, double valueTangent)
        => Partial.Scale(valueTangent, Partial.Sinh(value));

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [JvpOf(typeof(Math), nameof(Math.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double result, double dTangent)
        => Partial.Scale(dTangent, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [JvpOf(typeof(Math), nameof(Math.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tan(double result, double aTangent)
        => aTangent * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [JvpOf(typeof(Math), nameof(Math.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double result, double valueTangent)
        => valueTangent * Partial.Tanh(result);
}
