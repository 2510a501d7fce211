using System.Numerics;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Complex"/>: vector–Jacobian products, two operands; one of them may be real.</summary>
public static partial class ComplexRules
{
    /// <summary>eⁱᵠ in the magnitude, i·r in the phase, where r is the result.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static void FromPolarCoordinates(double phase, Complex result, Complex resultAdjoint, ref double magnitudeAdjoint, ref double phaseAdjoint)
    {
        FromPolarCoordinatesMagnitude(phase, resultAdjoint, ref magnitudeAdjoint);
        FromPolarCoordinatesPhase(result, resultAdjoint, ref phaseAdjoint);
    }

    /// <summary>For a constant phase.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static void FromPolarCoordinatesMagnitude(double phase, Complex resultAdjoint, ref double magnitudeAdjoint)
        => magnitudeAdjoint += ComplexPartial.RealAdjoint(resultAdjoint, Complex.FromPolarCoordinates(1, phase));

    /// <summary>For a constant magnitude.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static void FromPolarCoordinatesPhase(Complex result, Complex resultAdjoint, ref double phaseAdjoint)
        => phaseAdjoint += ComplexPartial.RealAdjoint(resultAdjoint, new Complex(-result.Imaginary, result.Real));

    /// <summary>1/(z log b) in z, −r/(b log b) in the base b, where r is the result.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Log))]
    public static void LogToBase(Complex value, double baseValue, Complex result, Complex resultAdjoint, ref Complex valueAdjoint, ref double baseValueAdjoint)
    {
        LogToConstantBase(value, baseValue, resultAdjoint, ref valueAdjoint);
        LogOfConstant(baseValue, result, resultAdjoint, ref baseValueAdjoint);
    }

    /// <summary>For a constant base.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Log))]
    public static void LogToConstantBase(Complex value, double baseValue, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.LogX(value, baseValue));

    /// <summary>For a constant number, to a base that is none.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Log))]
    public static void LogOfConstant(double baseValue, Complex result, Complex resultAdjoint, ref double baseValueAdjoint)
        => baseValueAdjoint += ComplexPartial.RealAdjoint(resultAdjoint, ComplexPartial.LogBase(baseValue, result));

    /// <summary>p·zᵖ⁻¹ in z, zᵖ·log z in the power p.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Pow))]
    public static void Pow(Complex value, Complex power, Complex result, Complex resultAdjoint, ref Complex valueAdjoint, ref Complex powerAdjoint)
    {
        valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.PowX(value, power));
        powerAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.PowY(value, power, result));
    }

    /// <summary>For a constant power.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Pow))]
    public static void PowX(Complex value, Complex power, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.PowX(value, power));

    /// <summary>For a constant base.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Pow))]
    public static void PowY(Complex value, Complex power, Complex result, Complex resultAdjoint, ref Complex powerAdjoint)
        => powerAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.PowY(value, power, result));

    /// <summary>p·zᵖ⁻¹ in z, zᵖ·log z in the real power p.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Pow))]
    public static void Pow(Complex value, double power, Complex result, Complex resultAdjoint, ref Complex valueAdjoint, ref double powerAdjoint)
    {
        valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.PowX(value, power));
        powerAdjoint += ComplexPartial.RealAdjoint(resultAdjoint, ComplexPartial.PowY(value, power, result));
    }

    /// <summary>For a constant real power.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Pow))]
    public static void PowX(Complex value, double power, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.PowX(value, power));

    /// <summary>For a constant base and a real power.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Pow))]
    public static void PowY(Complex value, double power, Complex result, Complex resultAdjoint, ref double powerAdjoint)
        => powerAdjoint += ComplexPartial.RealAdjoint(resultAdjoint, ComplexPartial.PowY(value, power, result));
}
