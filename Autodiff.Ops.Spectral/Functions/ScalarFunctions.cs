using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>√x for x ≥ 0.</summary>
internal readonly struct SquareRoot<T> : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the square root";

    public T Value(T x) => T.Sqrt(x);

    public T Quotient(T x, T y) => T.One / (T.Sqrt(x) + T.Sqrt(y));
}

/// <summary>1/√x for x > 0.</summary>
internal readonly struct InverseSquareRoot<T> : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the inverse square root";

    public T Value(T x) => T.One / T.Sqrt(x);

    public T Quotient(T x, T y)
    {
        T p = T.Sqrt(x);
        T q = T.Sqrt(y);
        return -T.One / p / q / (p + q);
    }
}

/// <summary>1/x for x ≠ 0.</summary>
internal readonly struct Reciprocal<T> : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the inverse";

    public T Value(T x) => T.One / x;

    public T Quotient(T x, T y) => -T.One / x / y;
}

/// <summary>eˣ.</summary>
internal readonly struct Exponential<T> : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the exponential";

    public T Value(T x) => T.Exp(x);

    /// <summary>e^y (e^(x−y) − 1)/(x − y) from the larger y, so that no factor overflows before the result.</summary>
    public T Quotient(T x, T y) => x <= y
        ? T.Exp(y) * Elementary<T>.ExpM1Ratio(x - y)
        : T.Exp(x) * Elementary<T>.ExpM1Ratio(y - x);
}

/// <summary>log x for x > 0.</summary>
internal readonly struct Logarithm<T> : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the logarithm";

    public T Value(T x) => T.Log(x);

    public T Quotient(T x, T y)
    {
        T low = T.Min(x, y);
        T high = T.Max(x, y);
        T two = T.One + T.One;

        // Near each other the logarithm of the ratio keeps the digits; far apart nothing cancels.
        return high <= two * low ? Elementary<T>.LogRatio(high / low) / low : (T.Log(high) - T.Log(low)) / (high - low);
    }
}

/// <summary>xᵖ for x ≥ 0, or x > 0 where p &lt; 0.</summary>
internal readonly struct RealPower<T>(T exponent) : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the power";

    public T Value(T x) => T.Pow(x, exponent);

    public T Quotient(T x, T y)
    {
        if (T.IsZero(exponent))
        {
            return T.Zero;
        }

        T low = T.Min(x, y);
        T high = T.Max(x, y);
        if (T.IsZero(high))
        {
            return exponent == T.One ? T.One : T.Pow(T.Zero, exponent - T.One);
        }

        if (T.IsZero(low))
        {
            return T.Pow(high, exponent - T.One);
        }

        T two = T.One + T.One;
        T ratio = high / low;
        T logarithm = exponent * T.Log(ratio);
        if (T.Abs(logarithm) > T.One)
        {
            return (T.Pow(high, exponent) - T.Pow(low, exponent)) / (high - low);
        }

        // lowᵖ⁻¹ (uᵖ − 1)/(u − 1) with u = high/low, by p log u.
        return ratio <= two
            ? T.Pow(low, exponent - T.One) * (exponent * Elementary<T>.LogRatio(ratio) * Elementary<T>.ExpM1Ratio(logarithm))
            : T.Pow(low, exponent) * (logarithm * Elementary<T>.ExpM1Ratio(logarithm)) / (high - low);
    }
}

/// <summary>xᵖ for a whole p, of either sign of x.</summary>
internal readonly struct WholePower<T>(int exponent) : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the power";

    private T Exponent => T.CreateChecked(exponent);

    public T Value(T x) => T.Pow(x, Exponent);

    public T Quotient(T x, T y)
    {
        if (exponent is 0 or 1)
        {
            return T.CreateChecked(exponent);
        }

        if (x >= T.Zero && y >= T.Zero)
        {
            return new RealPower<T>(Exponent).Quotient(x, y);
        }

        if (x <= T.Zero && y <= T.Zero)
        {
            T mirrored = new RealPower<T>(Exponent).Quotient(-x, -y);
            return int.IsEvenInteger(exponent) ? -mirrored : mirrored;
        }

        // Of opposite signs, they are no nearer to each other than to 0.
        return (Value(x) - Value(y)) / (x - y);
    }
}

/// <summary>1/(1 + e^((x − μ)/T)), the occupation of a state of energy x.</summary>
internal readonly struct Occupation<T>(T temperature, T chemicalPotential) : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the Fermi–Dirac function";

    /// <summary>(x − μ)/T; what is beyond any exponential is kept finite.</summary>
    public T Reduced(T x) => T.Clamp((x - chemicalPotential) / temperature, T.CreateChecked(-1e30), T.CreateChecked(1e30));

    public T Value(T x) => Elementary<T>.Logistic(-Reduced(x));

    /// <summary>
    /// With f(y) − f(x) = f(y)(1 − f(x))(1 − e^(y−x)) for x ≥ y in units of T, a product without cancellation.
    /// </summary>
    public T Quotient(T x, T y)
    {
        T high = Reduced(T.Max(x, y));
        T low = Reduced(T.Min(x, y));
        T distance = (T.Min(x, y) - T.Max(x, y)) / temperature;
        return -Elementary<T>.Logistic(-low) * Elementary<T>.Logistic(high) * Elementary<T>.ExpM1Ratio(distance) / temperature;
    }

    /// <summary>∂f/∂μ = f(1 − f)/T.</summary>
    public T ByChemicalPotential(T x)
    {
        T reduced = Reduced(x);
        return Elementary<T>.Logistic(reduced) * Elementary<T>.Logistic(-reduced) / temperature;
    }

    /// <summary>∂f/∂T = f(1 − f)(x − μ)/T².</summary>
    public T ByTemperature(T x) => Reduced(x) * ByChemicalPotential(x);

    /// <summary>−T log(1 + e^(−(x−μ)/T)), the grand potential of the state.</summary>
    public T Potential(T x)
    {
        T decay = T.Exp(-T.Abs(Reduced(x)));
        return T.Min(x - chemicalPotential, T.Zero) - temperature * Elementary<T>.LogP1(decay);
    }

    /// <summary>−∂Ω/∂T, the entropy of the state.</summary>
    public T Entropy(T x)
    {
        T size = T.Abs(Reduced(x));
        return Elementary<T>.LogP1(T.Exp(-size)) + size * Elementary<T>.Logistic(-size);
    }
}

/// <summary>1 in an open interval, 0 outside of it.</summary>
internal readonly struct Window<T>(T low, T high) : IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => "the projector";

    public T Value(T x) => x > low && x < high ? T.One : T.Zero;

    public T Quotient(T x, T y)
    {
        T difference = Value(x) - Value(y);
        return T.IsZero(difference) ? T.Zero : difference / (x - y);
    }
}
