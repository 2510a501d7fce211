using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>Rules for the static members of the number interfaces, which <see cref="double"/> and <see cref="float"/> implement: vector–Jacobian products, one operand.</summary>
public static partial class NumberRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(INumberBase<>), nameof(double.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs<T>(T value, T resultAdjoint, ref T valueAdjoint)
        where T : INumber<T>
        => valueAdjoint += resultAdjoint * Partial.Abs(value);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.Acos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acos<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acos(x));

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(IHyperbolicFunctions<>), nameof(double.Acosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acosh<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IHyperbolicFunctions<T>, IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Acosh(x));

    /// <summary>−1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.AcosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcosPi<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.AcosPi(x));

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.Asin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asin<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Asin(x));

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(IHyperbolicFunctions<>), nameof(double.Asinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Asinh<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IHyperbolicFunctions<T>, IRootFunctions<T>
        => xAdjoint += resultAdjoint * Partial.Asinh(x);

    /// <summary>1/(π√(1 − x²)).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.AsinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AsinPi<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.AsinPi(x));

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.Atan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.Atan(x);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(IHyperbolicFunctions<>), nameof(double.Atanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atanh<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IHyperbolicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Atanh(x));

    /// <summary>1/(π(1 + x²)).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.AtanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtanPi<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.AtanPi(x);

    /// <summary>1/(3r²), where r is the result.</summary>
    [VjpOf(typeof(IRootFunctions<>), nameof(double.Cbrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cbrt<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cbrt(result));

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.Cos))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.Cos(x);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(IHyperbolicFunctions<>), nameof(double.Cosh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cosh<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IHyperbolicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Cosh(x));

    /// <summary>−π·sin(πx).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.CosPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CosPi<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.CosPi(x);

    /// <summary>π/180.</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.DegreesToRadians))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DegreesToRadians<T>(T resultAdjoint, ref T degreesAdjoint)
        where T : ITrigonometricFunctions<T>
        => degreesAdjoint += resultAdjoint * Partial.DegreesToRadians<T>();

    /// <summary>The result.</summary>
    [VjpOf(typeof(IExponentialFunctions<>), nameof(double.Exp))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IExponentialFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp(result));

    /// <summary>r·ln 10, where r is the result.</summary>
    [VjpOf(typeof(IExponentialFunctions<>), nameof(double.Exp10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp10<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IExponentialFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp10(result));

    /// <summary>(r + 1)·ln 10, where r is the result.</summary>
    [VjpOf(typeof(IExponentialFunctions<>), nameof(double.Exp10M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp10M1<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IExponentialFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp10M1(result));

    /// <summary>r·ln 2, where r is the result.</summary>
    [VjpOf(typeof(IExponentialFunctions<>), nameof(double.Exp2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IExponentialFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp2(result));

    /// <summary>(r + 1)·ln 2, where r is the result.</summary>
    [VjpOf(typeof(IExponentialFunctions<>), nameof(double.Exp2M1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2M1<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IExponentialFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Exp2M1(result));

    /// <summary>r + 1, where r is the result.</summary>
    [VjpOf(typeof(IExponentialFunctions<>), nameof(double.ExpM1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpM1<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IExponentialFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ExpM1(result));

    /// <summary>1/x.</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log(x));

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log10))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10(x));

    /// <summary>1/((x + 1)·ln 10).</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log10P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log10P1<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log10P1(x));

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log2))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log2(x));

    /// <summary>1/((x + 1)·ln 2).</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.Log2P1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log2P1<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Log2P1(x));

    /// <summary>1/(x + 1).</summary>
    [VjpOf(typeof(ILogarithmicFunctions<>), nameof(double.LogP1))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogP1<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ILogarithmicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.LogP1(x));

    /// <summary>180/π.</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.RadiansToDegrees))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RadiansToDegrees<T>(T resultAdjoint, ref T radiansAdjoint)
        where T : ITrigonometricFunctions<T>
        => radiansAdjoint += resultAdjoint * Partial.RadiansToDegrees<T>();

    /// <summary>−1/x², exactly.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.ReciprocalEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalEstimate<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalEstimate(x));

    /// <summary>−1/(2x√x), exactly.</summary>
    [VjpOf(typeof(IFloatingPointIeee754<>), nameof(double.ReciprocalSqrtEstimate))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReciprocalSqrtEstimate<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IFloatingPointIeee754<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.ReciprocalSqrtEstimate(x));

    /// <summary>cos(x).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.Sin))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.Sin(x);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(IHyperbolicFunctions<>), nameof(double.Sinh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sinh<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : IHyperbolicFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sinh(x));

    /// <summary>π·cos(πx).</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.SinPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinPi<T>(T x, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.SinPi(x);

    /// <summary>1/(2r), where r is the result; +∞ at 0.</summary>
    [VjpOf(typeof(IRootFunctions<>), nameof(double.Sqrt))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sqrt<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IRootFunctions<T>
        => xAdjoint += Partial.Scale(resultAdjoint, Partial.Sqrt(result));

    /// <summary>1 + r², where r is the result.</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.Tan))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tan<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.Tan(result);

    /// <summary>1 − r², where r is the result.</summary>
    [VjpOf(typeof(IHyperbolicFunctions<>), nameof(double.Tanh))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : IHyperbolicFunctions<T>
        => xAdjoint += resultAdjoint * Partial.Tanh(result);

    /// <summary>π(1 + r²), where r is the result.</summary>
    [VjpOf(typeof(ITrigonometricFunctions<>), nameof(double.TanPi))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TanPi<T>(T result, T resultAdjoint, ref T xAdjoint)
        where T : ITrigonometricFunctions<T>
        => xAdjoint += resultAdjoint * Partial.TanPi(result);
}
