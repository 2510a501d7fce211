using System.Numerics;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Complex"/>: Jacobian–vector products, two operands; one of them may be real.</summary>
public static partial class ComplexRules
{
    /// <summary>eⁱᵠ in the magnitude, i·r in the phase, where r is the result.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static Complex FromPolarCoordinates(double phase, Complex result, double magnitudeTangent, double phaseTangent)
        => FromPolarCoordinatesMagnitude(phase, magnitudeTangent) + FromPolarCoordinatesPhase(result, phaseTangent);

    /// <summary>For a constant phase.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static Complex FromPolarCoordinatesMagnitude(double phase, double magnitudeTangent)
        => ComplexPartial.Tangent(magnitudeTangent, Complex.FromPolarCoordinates(1, phase));

    /// <summary>For a constant magnitude.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static Complex FromPolarCoordinatesPhase(Complex result, double phaseTangent)
        => ComplexPartial.Tangent(phaseTangent, new Complex(-result.Imaginary, result.Real));

    /// <summary>1/(z log b) in z, −r/(b log b) in the base b, where r is the result.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Log))]
    public static Complex LogToBase(Complex value, double baseValue, Complex result, Complex valueTangent, double baseValueTangent)
        => LogToConstantBase(value, baseValue, valueTangent) + LogOfConstant(baseValue, result, baseValueTangent);

    /// <summary>For a constant base.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Log))]
    public static Complex LogToConstantBase(Complex value, double baseValue, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.LogX(value, baseValue));

    /// <summary>For a constant number, to a base that is none.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Log))]
    public static Complex LogOfConstant(double baseValue, Complex result, double baseValueTangent)
        => ComplexPartial.Tangent(baseValueTangent, ComplexPartial.LogBase(baseValue, result));

    /// <summary>p·zᵖ⁻¹ in z, zᵖ·log z in the power p.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex Pow(Complex value, Complex power, Complex result, Complex valueTangent, Complex powerTangent)
        => PowX(value, power, valueTangent) + PowY(value, power, result, powerTangent);

    /// <summary>For a constant power.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex PowX(Complex value, Complex power, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.PowX(value, power));

    /// <summary>For a constant base.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex PowY(Complex value, Complex power, Complex result, Complex powerTangent)
        => ComplexPartial.Tangent(powerTangent, ComplexPartial.PowY(value, power, result));

    /// <summary>p·zᵖ⁻¹ in z, zᵖ·log z in the real power p.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex Pow(Complex value, double power, Complex result, Complex valueTangent, double powerTangent)
        => PowX(value, power, valueTangent) + PowY(value, power, result, powerTangent);

    /// <summary>For a constant real power.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex PowX(Complex value, double power, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.PowX(value, power));

    /// <summary>For a constant base and a real power.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex PowY(Complex value, double power, Complex result, double powerTangent)
        => ComplexPartial.Tangent(powerTangent, ComplexPartial.PowY(value, power, result));
}
