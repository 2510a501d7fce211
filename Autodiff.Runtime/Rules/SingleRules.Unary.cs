using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="float"/>: vector–Jacobian products, one operand.</summary>
public static partial class SingleRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(float), nameof(float.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs(float value, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(float), nameof(float.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acos(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(float), nameof(float.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acosh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acosh(x));

    /// <summary>−1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(float), nameof(float.AcosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcosPi(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.AcosPi(x));

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(float), nameof(float.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asin(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(float), nameof(float.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asinh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Asinh(x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(float), nameof(float.AsinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AsinPi(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.AsinPi(x));

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(float), nameof(float.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(float), nameof(float.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atanh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atanh(x));

    /// <summary>1/(π(1 + x²)).</summary>
    [VjpOf(typeof(float), nameof(float.AtanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtanPi(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.AtanPi(x);

    /// <summary>1/(3r²), where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cbrt(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(float), nameof(float.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(float), nameof(float.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cosh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cosh(x));

    /// <summary>−π·sin(πx).</summary>
    [VjpOf(typeof(float), nameof(float.CosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CosPi(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.CosPi(x);

    /// <summary>π/180.</summary>
    [VjpOf(typeof(float), nameof(float.DegreesToRadians))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DegreesToRadians(float resultAdjoint, ref float degreesAdjoint)
        => degreesAdjoint += resultAdjoint * Partial.DegreesToRadians<float>();

    /// <summary>The result.</summary>
    [VjpOf(typeof(float), nameof(float.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp(result));

    /// <summary>r·ln 10, where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Exp10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp10(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp10(result));

    /// <summary>(r + 1)·ln 10, where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Exp10M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp10M1(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp10M1(result));

    /// <summary>r·ln 2, where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Exp2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp2(result));

    /// <summary>(r + 1)·ln 2, where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Exp2M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2M1(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp2M1(result));

    /// <summary>r + 1, where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.ExpM1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpM1(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ExpM1(result));

    /// <summary>1/x.</summary>
    [VjpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(float), nameof(float.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10(x));

    /// <summary>1/((x + 1)·ln 10).</summary>
    [VjpOf(typeof(float), nameof(float.Log10P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10P1(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10P1(x));

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(float), nameof(float.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2(float value, float resultAdjoint, ref float valueAdjoint)
        => valueAdjoint += Partial.Scale(resultAdjoint, Partial.Log2(value));

    /// <summary>1/((x + 1)·ln 2).</summary>
    [VjpOf(typeof(float), nameof(float.Log2P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2P1(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log2P1(x));

    /// <summary>1/(x + 1).</summary>
    [VjpOf(typeof(float), nameof(float.LogP1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogP1(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogP1(x));

    /// <summary>180/π.</summary>
    [VjpOf(typeof(float), nameof(float.RadiansToDegrees))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RadiansToDegrees(float resultAdjoint, ref float radiansAdjoint)
        => radiansAdjoint += resultAdjoint * Partial.RadiansToDegrees<float>();

    /// <summary>−1/x², exactly.</summary>
    [VjpOf(typeof(float), nameof(float.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalEstimate(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [VjpOf(typeof(float), nameof(float.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalSqrtEstimate(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [VjpOf(typeof(float), nameof(float.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(float), nameof(float.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sinh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sinh(x));

    /// <summary>π·cos(πx).</summary>
    [VjpOf(typeof(float), nameof(float.SinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinPi(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.SinPi(x);

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [VjpOf(typeof(float), nameof(float.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sqrt(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tan(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Tanh(result);

    /// <summary>π(1 + r²), where r is the result.</summary>
    [VjpOf(typeof(float), nameof(float.TanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TanPi(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.TanPi(result);
}
