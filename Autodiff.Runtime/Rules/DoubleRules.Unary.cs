using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="double"/>: vector–Jacobian products, one operand.</summary>
public static partial class DoubleRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(double), nameof(double.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs(double value, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(double), nameof(double.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acos(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(double), nameof(double.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acosh(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acosh(x));

    /// <summary>−1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(double), nameof(double.AcosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcosPi(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.AcosPi(x));

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(double), nameof(double.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asin(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(double), nameof(double.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asinh(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Asinh(x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(double), nameof(double.AsinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AsinPi(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.AsinPi(x));

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(double), nameof(double.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(double), nameof(double.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atanh(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atanh(x));

    /// <summary>1/(π(1 + x²)).</summary>
    [VjpOf(typeof(double), nameof(double.AtanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtanPi(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.AtanPi(x);

    /// <summary>1/(3r²), where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cbrt(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(double), nameof(double.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(double), nameof(double.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cosh(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cosh(x));

    /// <summary>−π·sin(πx).</summary>
    [VjpOf(typeof(double), nameof(double.CosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CosPi(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.CosPi(x);

    /// <summary>π/180.</summary>
    [VjpOf(typeof(double), nameof(double.DegreesToRadians))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DegreesToRadians(double resultAdjoint, ref double degreesAdjoint)
        => degreesAdjoint += resultAdjoint * Partial.DegreesToRadians<double>();

    /// <summary>The result.</summary>
    [VjpOf(typeof(double), nameof(double.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp(result));

    /// <summary>r·ln 10, where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Exp10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp10(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp10(result));

    /// <summary>(r + 1)·ln 10, where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Exp10M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp10M1(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp10M1(result));

    /// <summary>r·ln 2, where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Exp2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp2(result));

    /// <summary>(r + 1)·ln 2, where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Exp2M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2M1(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp2M1(result));

    /// <summary>r + 1, where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.ExpM1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpM1(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ExpM1(result));

    /// <summary>1/x.</summary>
    [VjpOf(typeof(double), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(double), nameof(double.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10(x));

    /// <summary>1/((x + 1)·ln 10).</summary>
    [VjpOf(typeof(double), nameof(double.Log10P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10P1(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10P1(x));

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(double), nameof(double.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2(double value, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += Partial.Scale(resultAdjoint, Partial.Log2(value));

    /// <summary>1/((x + 1)·ln 2).</summary>
    [VjpOf(typeof(double), nameof(double.Log2P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2P1(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log2P1(x));

    /// <summary>1/(x + 1).</summary>
    [VjpOf(typeof(double), nameof(double.LogP1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogP1(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogP1(x));

    /// <summary>180/π.</summary>
    [VjpOf(typeof(double), nameof(double.RadiansToDegrees))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RadiansToDegrees(double resultAdjoint, ref double radiansAdjoint)
        => radiansAdjoint += resultAdjoint * Partial.RadiansToDegrees<double>();

    /// <summary>−1/x², exactly.</summary>
    [VjpOf(typeof(double), nameof(double.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalEstimate(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [VjpOf(typeof(double), nameof(double.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalSqrtEstimate(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [VjpOf(typeof(double), nameof(double.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(double), nameof(double.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sinh(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sinh(x));

    /// <summary>π·cos(πx).</summary>
    [VjpOf(typeof(double), nameof(double.SinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinPi(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.SinPi(x);

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [VjpOf(typeof(double), nameof(double.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sqrt(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tan(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Tanh(result);

    /// <summary>π(1 + r²), where r is the result.</summary>
    [VjpOf(typeof(double), nameof(double.TanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TanPi(double result, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += resultAdjoint * Partial.TanPi(result);
}
