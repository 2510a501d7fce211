using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="double"/>: Jacobian–vector products, one operand.</summary>
public static partial class DoubleRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [JvpOf(typeof(double), nameof(double.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double value, double valueTangent)
        => valueTangent * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [JvpOf(typeof(double), nameof(double.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acos(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [JvpOf(typeof(double), nameof(double.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acosh(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Acosh(x));

    /// <summary>−1/(π√(1 − x²)).</summary>
    [JvpOf(typeof(double), nameof(double.AcosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AcosPi(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.AcosPi(x));

    /// <summary>1/√(1 − x²).</summary>
    [JvpOf(typeof(double), nameof(double.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asin(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [JvpOf(typeof(double), nameof(double.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asinh(double x, double xTangent)
        => xTangent * Partial.Asinh(x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [JvpOf(typeof(double), nameof(double.AsinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AsinPi(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.AsinPi(x));

    /// <summary>1/(1 + x²).</summary>
    [JvpOf(typeof(double), nameof(double.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan(double x, double xTangent)
        => xTangent * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [JvpOf(typeof(double), nameof(double.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atanh(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Atanh(x));

    /// <summary>1/(π(1 + x²)).</summary>
    [JvpOf(typeof(double), nameof(double.AtanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AtanPi(double x, double xTangent)
        => xTangent * Partial.AtanPi(x);

    /// <summary>1/(3r²), where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cbrt(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [JvpOf(typeof(double), nameof(double.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double x, double xTangent)
        => xTangent * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [JvpOf(typeof(double), nameof(double.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cosh(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Cosh(x));

    /// <summary>−π·sin(πx).</summary>
    [JvpOf(typeof(double), nameof(double.CosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CosPi(double x, double xTangent)
        => xTangent * Partial.CosPi(x);

    /// <summary>π/180.</summary>
    [JvpOf(typeof(double), nameof(double.DegreesToRadians))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double DegreesToRadians(double degreesTangent)
        => degreesTangent * Partial.DegreesToRadians<double>();

    /// <summary>The result.</summary>
    [JvpOf(typeof(double), nameof(double.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Exp(result));

    /// <summary>r·ln 10, where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Exp10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp10(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Exp10(result));

    /// <summary>(r + 1)·ln 10, where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Exp10M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp10M1(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Exp10M1(result));

    /// <summary>r·ln 2, where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Exp2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp2(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Exp2(result));

    /// <summary>(r + 1)·ln 2, where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Exp2M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp2M1(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Exp2M1(result));

    /// <summary>r + 1, where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.ExpM1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ExpM1(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.ExpM1(result));

    /// <summary>1/x.</summary>
    [JvpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [JvpOf(typeof(double), nameof(double.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log10(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Log10(x));

    /// <summary>1/((x + 1)·ln 10).</summary>
    [JvpOf(typeof(double), nameof(double.Log10P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log10P1(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Log10P1(x));

    /// <summary>1/(x·ln 2).</summary>
    [JvpOf(typeof(double), nameof(double.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log2(double value, double valueTangent)
        => Partial.Scale(valueTangent, Partial.Log2(value));

    /// <summary>1/((x + 1)·ln 2).</summary>
    [JvpOf(typeof(double), nameof(double.Log2P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log2P1(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Log2P1(x));

    /// <summary>1/(x + 1).</summary>
    [JvpOf(typeof(double), nameof(double.LogP1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogP1(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.LogP1(x));

    /// <summary>180/π.</summary>
    [JvpOf(typeof(double), nameof(double.RadiansToDegrees))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RadiansToDegrees(double radiansTangent)
        => radiansTangent * Partial.RadiansToDegrees<double>();

    /// <summary>−1/x², exactly.</summary>
    [JvpOf(typeof(double), nameof(double.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReciprocalEstimate(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [JvpOf(typeof(double), nameof(double.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReciprocalSqrtEstimate(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [JvpOf(typeof(double), nameof(double.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double x, double xTangent)
        => xTangent * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [JvpOf(typeof(double), nameof(double.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sinh(double x, double xTangent)
        => Partial.Scale(xTangent, Partial.Sinh(x));

    /// <summary>π·cos(πx).</summary>
    [JvpOf(typeof(double), nameof(double.SinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SinPi(double x, double xTangent)
        => xTangent * Partial.SinPi(x);

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [JvpOf(typeof(double), nameof(double.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double result, double xTangent)
        => Partial.Scale(xTangent, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tan(double result, double xTangent)
        => xTangent * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double result, double xTangent)
        => xTangent * Partial.Tanh(result);

    /// <summary>π(1 + r²), where r is the result.</summary>
    [JvpOf(typeof(double), nameof(double.TanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TanPi(double result, double xTangent)
        => xTangent * Partial.TanPi(result);
}
