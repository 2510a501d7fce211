using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="MathF"/>: vector–Jacobian products, one operand.</summary>
public static partial class MathFRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Abs(x);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acos(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acosh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acosh(x));

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asin(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asinh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Asinh(x);

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atanh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atanh(x));

    /// <summary>1/(3r²), where r is the result.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cbrt(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cosh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cosh(x));

    /// <summary>The result.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp(result));

    /// <summary>1/x.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10(x));

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log2(x));

    /// <summary>−1/x², exactly.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalEstimate(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalSqrtEstimate(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sinh(float x, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sinh(x));

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sqrt(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tan(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [VjpOf(typeof(MathF), nameof(MathF.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh(float result, float resultAdjoint, ref float xAdjoint)
        => xAdjoint += resultAdjoint * Partial.Tanh(result);
}
