using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="MathF"/>: Jacobian–vector products, one operand.</summary>
public static partial class MathFRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float x, float xTangent)
        => xTangent * Partial.Abs(x);

    /// <summary>−1/√(1 − x²).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Acos(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Acosh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Acosh(x));

    /// <summary>1/√(1 − x²).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asin(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asinh(float x, float xTangent)
        => xTangent * Partial.Asinh(x);

    /// <summary>1/(1 + x²).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan(float x, float xTangent)
        => xTangent * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atanh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Atanh(x));

    /// <summary>1/(3r²), where r is the result.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cbrt(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x, float xTangent)
        => xTangent * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cosh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Cosh(x));

    /// <summary>The result.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Exp(result));

    /// <summary>1/x.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log10(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log10(x));

    /// <summary>1/(x·ln 2).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Log2(x));

    /// <summary>−1/x², exactly.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReciprocalEstimate(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReciprocalSqrtEstimate(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x, float xTangent)
        => xTangent * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sinh(float x, float xTangent)
        => Partial.Scale(xTangent, Partial.Sinh(x));

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float result, float xTangent)
        => Partial.Scale(xTangent, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tan(float result, float xTangent)
        => xTangent * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [JvpOf(typeof(MathF), nameof(MathF.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float result, float xTangent)
        => xTangent * Partial.Tanh(result);
}
