using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the static members of the number interfaces, which <see cref="double"/> and <see cref="float"/> implement: Jacobian–vector products, one operand.</summary>
public static partial class NumberRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [JvpOf(typeof(INumberBase<>), nameof(double.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs<T>(T value, T valueTangent)
        where T : INumber<T>
        => valueTangent * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Acos<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [JvpOf(typeof(IHyperbolicFunctions<>), nameof(double.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Acosh<T>(T x, T xTangent)
        where T : IHyperbolicFunctions<T>, IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Acosh(x));

    /// <summary>−1/(π√(1 − x²)).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.AcosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AcosPi<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.AcosPi(x));

    /// <summary>1/√(1 − x²).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Asin<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [JvpOf(typeof(IHyperbolicFunctions<>), nameof(double.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Asinh<T>(T x, T xTangent)
        where T : IHyperbolicFunctions<T>, IRootFunctions<T>
        => xTangent * Partial.Asinh(x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.AsinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AsinPi<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.AsinPi(x));

    /// <summary>1/(1 + x²).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [JvpOf(typeof(IHyperbolicFunctions<>), nameof(double.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atanh<T>(T x, T xTangent)
        where T : IHyperbolicFunctions<T>
        => Partial.Scale(xTangent, Partial.Atanh(x));

    /// <summary>1/(π(1 + x²)).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.AtanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AtanPi<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.AtanPi(x);

    /// <summary>1/(3r²), where r is the result.</summary>
    [JvpOf(typeof(IRootFunctions<>), nameof(double.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cbrt<T>(T result, T xTangent)
        where T : IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [JvpOf(typeof(IHyperbolicFunctions<>), nameof(double.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cosh<T>(T x, T xTangent)
        where T : IHyperbolicFunctions<T>
        => Partial.Scale(xTangent, Partial.Cosh(x));

    /// <summary>−π·sin(πx).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.CosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CosPi<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.CosPi(x);

    /// <summary>π/180.</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.DegreesToRadians))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T DegreesToRadians<T>(T degreesTangent)
        where T : ITrigonometricFunctions<T>
        => degreesTangent * Partial.DegreesToRadians<T>();

    /// <summary>The result.</summary>
    [JvpOf(typeof(IExponentialFunctions<>), nameof(double.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T result, T xTangent)
        where T : IExponentialFunctions<T>
        => Partial.Scale(xTangent, Partial.Exp(result));

    /// <summary>r·ln 10, where r is the result.</summary>
    [JvpOf(typeof(IExponentialFunctions<>), nameof(double.Exp10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp10<T>(T result, T xTangent)
        where T : IExponentialFunctions<T>
        => Partial.Scale(xTangent, Partial.Exp10(result));

    /// <summary>(r + 1)·ln 10, where r is the result.</summary>
    [JvpOf(typeof(IExponentialFunctions<>), nameof(double.Exp10M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp10M1<T>(T result, T xTangent)
        where T : IExponentialFunctions<T>
        => Partial.Scale(xTangent, Partial.Exp10M1(result));

    /// <summary>r·ln 2, where r is the result.</summary>
    [JvpOf(typeof(IExponentialFunctions<>), nameof(double.Exp2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2<T>(T result, T xTangent)
        where T : IExponentialFunctions<T>
        => Partial.Scale(xTangent, Partial.Exp2(result));

    /// <summary>(r + 1)·ln 2, where r is the result.</summary>
    [JvpOf(typeof(IExponentialFunctions<>), nameof(double.Exp2M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2M1<T>(T result, T xTangent)
        where T : IExponentialFunctions<T>
        => Partial.Scale(xTangent, Partial.Exp2M1(result));

    /// <summary>r + 1, where r is the result.</summary>
    [JvpOf(typeof(IExponentialFunctions<>), nameof(double.ExpM1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpM1<T>(T result, T xTangent)
        where T : IExponentialFunctions<T>
        => Partial.Scale(xTangent, Partial.ExpM1(result));

    /// <summary>1/x.</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log10<T>(T x, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.Log10(x));

    /// <summary>1/((x + 1)·ln 10).</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log10P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log10P1<T>(T x, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.Log10P1(x));

    /// <summary>1/(x·ln 2).</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log2<T>(T x, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.Log2(x));

    /// <summary>1/((x + 1)·ln 2).</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log2P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log2P1<T>(T x, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.Log2P1(x));

    /// <summary>1/(x + 1).</summary>
    [JvpOf(typeof(ILogarithmicFunctions<>), nameof(double.LogP1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogP1<T>(T x, T xTangent)
        where T : ILogarithmicFunctions<T>
        => Partial.Scale(xTangent, Partial.LogP1(x));

    /// <summary>180/π.</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.RadiansToDegrees))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T RadiansToDegrees<T>(T radiansTangent)
        where T : ITrigonometricFunctions<T>
        => radiansTangent * Partial.RadiansToDegrees<T>();

    /// <summary>−1/x², exactly.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReciprocalEstimate<T>(T x, T xTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(xTangent, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [JvpOf(typeof(IFloatingPointIeee754<>), nameof(double.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReciprocalSqrtEstimate<T>(T x, T xTangent)
        where T : IFloatingPointIeee754<T>
        => Partial.Scale(xTangent, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [JvpOf(typeof(IHyperbolicFunctions<>), nameof(double.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sinh<T>(T x, T xTangent)
        where T : IHyperbolicFunctions<T>
        => Partial.Scale(xTangent, Partial.Sinh(x));

    /// <summary>π·cos(πx).</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.SinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SinPi<T>(T x, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.SinPi(x);

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [JvpOf(typeof(IRootFunctions<>), nameof(double.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sqrt<T>(T result, T xTangent)
        where T : IRootFunctions<T>
        => Partial.Scale(xTangent, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tan<T>(T result, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [JvpOf(typeof(IHyperbolicFunctions<>), nameof(double.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T result, T xTangent)
        where T : IHyperbolicFunctions<T>
        => xTangent * Partial.Tanh(result);

    /// <summary>π(1 + r²), where r is the result.</summary>
    [JvpOf(typeof(ITrigonometricFunctions<>), nameof(double.TanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T TanPi<T>(T result, T xTangent)
        where T : ITrigonometricFunctions<T>
        => xTangent * Partial.TanPi(result);
}
