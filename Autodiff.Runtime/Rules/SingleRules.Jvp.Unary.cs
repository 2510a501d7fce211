using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the functions of <see cref="float"/>: Jacobian–vector products, one operand.</summary>
public static partial class SingleRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [JvpOf(typeof(float), nameof(float.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float value, float valueTangent)
        => valueTangent * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [JvpOf(typeof(float), nameof(float.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Acos(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [JvpOf(typeof(float), nameof(float.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Acosh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Acosh(x));

    /// <summary>−1/(π√(1 − x²)).</summary>
    [JvpOf(typeof(float), nameof(float.AcosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AcosPi(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.AcosPi(x));

    /// <summary>1/√(1 − x²).</summary>
    [JvpOf(typeof(float), nameof(float.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asin(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [JvpOf(typeof(float), nameof(float.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asinh(float x, float xTangent)
        => xTangent * Partial.Asinh(x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [JvpOf(typeof(float), nameof(float.AsinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AsinPi(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.AsinPi(x));

    /// <summary>1/(1 + x²).</summary>
    [JvpOf(typeof(float), nameof(float.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan(float x, float xTangent)
        => xTangent * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [JvpOf(typeof(float), nameof(float.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atanh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Atanh(x));

    /// <summary>1/(π(1 + x²)).</summary>
    [JvpOf(typeof(float), nameof(float.AtanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AtanPi(float x, float xTangent)
        => xTangent * Partial.AtanPi(x);

    /// <summary>1/(3r²), where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cbrt(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [JvpOf(typeof(float), nameof(float.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x, float xTangent)
        => xTangent * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [JvpOf(typeof(float), nameof(float.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cosh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Cosh(x));

    /// <summary>−π·sin(πx).</summary>
    [JvpOf(typeof(float), nameof(float.CosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CosPi(float x, float xTangent)
        => xTangent * Partial.CosPi(x);

    /// <summary>π/180.</summary>
    [JvpOf(typeof(float), nameof(float.DegreesToRadians))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DegreesToRadians(float degreesTangent)
        => degreesTangent * Partial.DegreesToRadians<float>();

    /// <summary>The result.</summary>
    [JvpOf(typeof(float), nameof(float.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Exp(result));

    /// <summary>r·ln 10, where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Exp10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp10(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Exp10(result));

    /// <summary>(r + 1)·ln 10, where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Exp10M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp10M1(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Exp10M1(result));

    /// <summary>r·ln 2, where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Exp2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Exp2(result));

    /// <summary>(r + 1)·ln 2, where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Exp2M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2M1(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Exp2M1(result));

    /// <summary>r + 1, where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.ExpM1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ExpM1(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.ExpM1(result));

    /// <summary>1/x.</summary>
    [JvpOf(typeof(float), nameof(float.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [JvpOf(typeof(float), nameof(float.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log10(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log10(x));

    /// <summary>1/((x + 1)·ln 10).</summary>
    [JvpOf(typeof(float), nameof(float.Log10P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log10P1(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log10P1(x));

    /// <summary>1/(x·ln 2).</summary>
    [JvpOf(typeof(float), nameof(float.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2(float value, float valueTangent)
        => Partial.Scale(valueTangent, Partial.Log2(value));

    /// <summary>1/((x + 1)·ln 2).</summary>
    [JvpOf(typeof(float), nameof(float.Log2P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2P1(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log2P1(x));

    /// <summary>1/(x + 1).</summary>
    [JvpOf(typeof(float), nameof(float.LogP1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogP1(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.LogP1(x));

    /// <summary>180/π.</summary>
    [JvpOf(typeof(float), nameof(float.RadiansToDegrees))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RadiansToDegrees(float radiansTangent)
        => radiansTangent * Partial.RadiansToDegrees<float>();

    /// <summary>−1/x², exactly.</summary>
    [JvpOf(typeof(float), nameof(float.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReciprocalEstimate(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [JvpOf(typeof(float), nameof(float.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReciprocalSqrtEstimate(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [JvpOf(typeof(float), nameof(float.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x, float xTangent)
        => xTangent * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [JvpOf(typeof(float), nameof(float.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sinh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Sinh(x));

    /// <summary>π·cos(πx).</summary>
    [JvpOf(typeof(float), nameof(float.SinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SinPi(float x, float xTangent)
        => xTangent * Partial.SinPi(x);

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [JvpOf(typeof(float), nameof(float.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tan(float result, float xTangent)
        => xTangent * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float result, float xTangent)
        => xTangent * Partial.Tanh(result);

    /// <summary>π(1 + r²), where r is the result.</summary>
    [JvpOf(typeof(float), nameof(float.TanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float TanPi(float result, float xTangent)
        => xTangent * Partial.TanPi(result);
}
