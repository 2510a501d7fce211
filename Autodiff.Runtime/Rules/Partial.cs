using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>
/// The partial derivatives of the elementary functions, one formula for every number type. Arguments are the operands,
/// or the result where that saves work.
/// </summary>
internal static class Partial
{
    /// <summary>
    /// <paramref name="seed"/>·<paramref name="partial"/> with the strong zero: a seed of 0 gives 0, also where the
    /// partial is infinite or undefined.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Scale<T>(T seed, T partial)
        where T : INumberBase<T>
        => seed == T.Zero ? T.Zero : seed * partial;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs<T>(T x)
        where T : INumber<T>
        => x > T.Zero ? T.One : x < T.Zero ? -T.One : x;

    public static T Acos<T>(T x)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => -Asin(x);

    public static T Acosh<T>(T x)
        where T : IHyperbolicFunctions<T>, IRootFunctions<T>
        => T.One / (T.Sqrt(x - T.One) * T.Sqrt(x + T.One));

    public static T AcosPi<T>(T x)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => -Asin(x) / T.Pi;

    // (1 − x)(1 + x) keeps the digits that 1 − x² loses near ±1.
    public static T Asin<T>(T x)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => T.One / T.Sqrt((T.One - x) * (T.One + x));

    public static T Asinh<T>(T x)
        where T : IHyperbolicFunctions<T>, IRootFunctions<T>
        => T.One / T.Sqrt((x * x) + T.One);

    public static T AsinPi<T>(T x)
        where T : ITrigonometricFunctions<T>, IRootFunctions<T>
        => Asin(x) / T.Pi;

    public static T Atan<T>(T x)
        where T : ITrigonometricFunctions<T>
        => T.One / ((x * x) + T.One);

    public static T Atanh<T>(T x)
        where T : IHyperbolicFunctions<T>
        => T.One / ((T.One - x) * (T.One + x));

    public static T AtanPi<T>(T x)
        where T : ITrigonometricFunctions<T>
        => Atan(x) / T.Pi;

    public static T Cbrt<T>(T result)
        where T : IRootFunctions<T>
        => T.One / (T.CreateTruncating(3) * result * result);

    public static T Cos<T>(T x)
        where T : ITrigonometricFunctions<T>
        => -T.Sin(x);

    public static T Cosh<T>(T x)
        where T : IHyperbolicFunctions<T>
        => T.Sinh(x);

    public static T CosPi<T>(T x)
        where T : ITrigonometricFunctions<T>
        => -T.Pi * T.SinPi(x);

    public static T DegreesToRadians<T>()
        where T : ITrigonometricFunctions<T>
        => T.Pi / T.CreateTruncating(180);

    public static T Exp<T>(T result)
        where T : IExponentialFunctions<T>
        => result;

    public static T Exp10<T>(T result)
        where T : IExponentialFunctions<T>
        => result * Ln10<T>();

    public static T Exp10M1<T>(T result)
        where T : IExponentialFunctions<T>
        => (result + T.One) * Ln10<T>();

    public static T Exp2<T>(T result)
        where T : IExponentialFunctions<T>
        => result * Ln2<T>();

    public static T Exp2M1<T>(T result)
        where T : IExponentialFunctions<T>
        => (result + T.One) * Ln2<T>();

    public static T ExpM1<T>(T result)
        where T : IExponentialFunctions<T>
        => result + T.One;

    public static T Log<T>(T x)
        where T : ILogarithmicFunctions<T>
        => T.One / x;

    public static T Log10<T>(T x)
        where T : ILogarithmicFunctions<T>
        => T.One / (x * Ln10<T>());

    public static T Log10P1<T>(T x)
        where T : ILogarithmicFunctions<T>
        => Log10(x + T.One);

    public static T Log2<T>(T x)
        where T : ILogarithmicFunctions<T>
        => T.One / (x * Ln2<T>());

    public static T Log2P1<T>(T x)
        where T : ILogarithmicFunctions<T>
        => Log2(x + T.One);

    public static T LogP1<T>(T x)
        where T : ILogarithmicFunctions<T>
        => T.One / (x + T.One);

    public static T RadiansToDegrees<T>()
        where T : ITrigonometricFunctions<T>
        => T.CreateTruncating(180) / T.Pi;

    public static T ReciprocalEstimate<T>(T x)
        where T : IFloatingPointIeee754<T>
        => -T.One / (x * x);

    public static T ReciprocalSqrtEstimate<T>(T x)
        where T : IFloatingPointIeee754<T>
        => -T.One / ((x + x) * T.Sqrt(x));

    public static T RootN<T>(int n, T result)
        where T : IRootFunctions<T>, IPowerFunctions<T>
        => T.One / (T.CreateTruncating(n) * T.Pow(result, T.CreateTruncating(n - 1)));

    public static T Sin<T>(T x)
        where T : ITrigonometricFunctions<T>
        => T.Cos(x);

    public static T Sinh<T>(T x)
        where T : IHyperbolicFunctions<T>
        => T.Cosh(x);

    public static T SinPi<T>(T x)
        where T : ITrigonometricFunctions<T>
        => T.Pi * T.CosPi(x);

    public static T Sqrt<T>(T result)
        where T : IRootFunctions<T>
        => T.One / T.Abs(result + result);

    public static T Tan<T>(T result)
        where T : ITrigonometricFunctions<T>
        => (result * result) + T.One;

    public static T Tanh<T>(T result)
        where T : IHyperbolicFunctions<T>
        => (T.One - result) * (T.One + result);

    public static T TanPi<T>(T result)
        where T : ITrigonometricFunctions<T>
        => T.Pi * Tan(result);

    public static T Atan2Y<T>(T y, T x)
        where T : IFloatingPointIeee754<T>
        => x / ((x * x) + (y * y));

    public static T Atan2X<T>(T y, T x)
        where T : IFloatingPointIeee754<T>
        => -y / ((x * x) + (y * y));

    public static T Atan2PiY<T>(T y, T x)
        where T : IFloatingPointIeee754<T>
        => Atan2Y(y, x) / T.Pi;

    public static T Atan2PiX<T>(T y, T x)
        where T : IFloatingPointIeee754<T>
        => Atan2X(y, x) / T.Pi;

    public static T CopySign<T>(T value, T sign)
        where T : INumber<T>
        => T.IsNegative(sign) ? -Abs(value) : Abs(value);

    public static T Hypot<T>(T x, T result)
        where T : IRootFunctions<T>
        => result == T.Zero ? T.Zero : x / result;

    public static T Ieee754Remainder<T>(T x, T y, T result)
        where T : IFloatingPointIeee754<T>
        => -T.Round((x - result) / y);

    public static T LogX<T>(T x, T newBase)
        where T : ILogarithmicFunctions<T>
        => T.One / (x * T.Log(newBase));

    public static T LogBase<T>(T newBase, T result)
        where T : ILogarithmicFunctions<T>
        => -result / (newBase * T.Log(newBase));

    public static T PowX<T>(T x, T y)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => y == T.Zero ? T.Zero : y * T.Pow(x, y - T.One);

    public static T PowY<T>(T x, T y, T result)
        where T : INumber<T>, IPowerFunctions<T>, ILogarithmicFunctions<T>
        => x == T.Zero && y > T.Zero ? T.Zero : result * T.Log(x);

    /// <summary>What one operand of a choice gets when the other is constant: nothing of a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Whole<T>(T share)
        where T : INumberBase<T>
        => share == T.One ? T.One : T.Zero;

    /// <summary>The share of x in the maximum of x and y: 1, 0, or ½ for a tie; a NaN is what is chosen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T x, T y)
        where T : INumber<T>
    {
        if (x > y)
        {
            return T.One;
        }

        if (x < y)
        {
            return T.Zero;
        }

        return x == y || (T.IsNaN(x) && T.IsNaN(y)) ? Half<T>() : T.IsNaN(x) ? T.One : T.Zero;
    }

    public static T Min<T>(T x, T y)
        where T : INumber<T>
        => Max(-x, -y);

    public static T MaxMagnitude<T>(T x, T y)
        where T : INumber<T>
        => Max(T.Abs(x), T.Abs(y));

    public static T MinMagnitude<T>(T x, T y)
        where T : INumber<T>
        => Max(-T.Abs(x), -T.Abs(y));

    /// <summary>As <see cref="Max{T}"/>, but a number is chosen before a NaN.</summary>
    public static T MaxNumber<T>(T x, T y)
        where T : INumber<T>
        => T.IsNaN(x) != T.IsNaN(y) ? (T.IsNaN(x) ? T.Zero : T.One) : Max(x, y);

    public static T MinNumber<T>(T x, T y)
        where T : INumber<T>
        => MaxNumber(-x, -y);

    public static T MaxMagnitudeNumber<T>(T x, T y)
        where T : INumber<T>
        => MaxNumber(T.Abs(x), T.Abs(y));

    public static T MinMagnitudeNumber<T>(T x, T y)
        where T : INumber<T>
        => MaxNumber(-T.Abs(x), -T.Abs(y));

    public static T ClampValue<T>(T value, T min, T max)
        where T : INumber<T>
        => Max(value, min) * Min(T.Max(value, min), max);

    public static T ClampMin<T>(T value, T min, T max)
        where T : INumber<T>
        => Max(min, value) * Min(T.Max(value, min), max);

    public static T ClampMax<T>(T value, T min, T max)
        where T : INumber<T>
        => Min(max, T.Max(value, min));

    public static T Ln2<T>()
        where T : INumberBase<T>
        => T.CreateTruncating(0.693147180559945309417232121458176568);

    public static T Ln10<T>()
        where T : INumberBase<T>
        => T.CreateTruncating(2.30258509299404568401799145468436421);

    public static T Half<T>()
        where T : INumberBase<T>
        => T.CreateTruncating(0.5);
}
