using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Math"/>: vector–Jacobian products, one operand.</summary>
public static partial class MathRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(Math), nameof(Math.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs(double value, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(Math), nameof(Math.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acos(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Acos(d));

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(Math), nameof(Math.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acosh(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Acosh(d));

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(Math), nameof(Math.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asin(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Asin(d));

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(Math), nameof(Math.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asinh(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += resultAdjoint * Partial.Asinh(d);

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(Math), nameof(Math.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += resultAdjoint * Partial.Atan(d);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(Math), nameof(Math.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atanh(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Atanh(d));

    /// <summary>1/(3r²), where r is the result.</summary>
    [VjpOf(typeof(Math), nameof(Math.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cbrt(double result, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(Math), nameof(Math.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += resultAdjoint * Partial.Cos(d);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(Math), nameof(Math.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cosh(double value, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += Partial.Scale(resultAdjoint, Partial.Cosh(value));

    /// <summary>The result.</summary>
    [VjpOf(typeof(Math), nameof(Math.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(double result, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Exp(result));

    /// <summary>1/x.</summary>
    [VjpOf(typeof(Math), nameof(Math.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Log(d));

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(Math), nameof(Math.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Log10(d));

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(Math), nameof(Math.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2(double x, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log2(x));

    /// <summary>−1/x², exactly.</summary>
    [VjpOf(typeof(Math), nameof(Math.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalEstimate(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalEstimate(d));

    /// <summary>−1/(2x√x), exactly.</summary>
    [VjpOf(typeof(Math), nameof(Math.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalSqrtEstimate(double d, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalSqrtEstimate(d));

    /// <summary>cos(x).</summary>
    [VjpOf(typeof(Math), nameof(Math.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin(double a, double resultAdjoint, ref double aAdjoint)
        => aAdjoint += resultAdjoint * Partial.Sin(a);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(Math), nameof(Math.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sinh(double value, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += Partial.Scale(resultAdjoint, Partial.Sinh(value));

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [VjpOf(typeof(Math), nameof(Math.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sqrt(double result, double resultAdjoint, ref double dAdjoint)
        => dAdjoint += Partial.Scale(resultAdjoint, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [VjpOf(typeof(Math), nameof(Math.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tan(double result, double resultAdjoint, ref double aAdjoint)
        => aAdjoint += resultAdjoint * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [VjpOf(typeof(Math), nameof(Math.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh(double result, double resultAdjoint, ref double valueAdjoint)
        => valueAdjoint += resultAdjoint * Partial.Tanh(result);
}
