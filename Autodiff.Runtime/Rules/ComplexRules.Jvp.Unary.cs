using System.Numerics;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Complex"/>: Jacobian–vector products, f′(z)·ż for one operand.</summary>
public static partial class ComplexRules
{
    /// <summary>Re(conj(z)·ż)/|z|; 0 at 0.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Abs))]
    public static double Abs(Complex value, double result, Complex valueTangent)
        => ComplexPartial.RealAdjoint(valueTangent, ComplexPartial.Abs(value, result));

    /// <summary>−1/√(1 − z²).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Acos))]
    public static Complex Acos(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Acos(value));

    /// <summary>1/√(1 − z²).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Asin))]
    public static Complex Asin(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Asin(value));

    /// <summary>1/(1 + z²).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Atan))]
    public static Complex Atan(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Atan(value));

    /// <summary>−sin(z).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Cos))]
    public static Complex Cos(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, -Complex.Sin(value));

    /// <summary>sinh(z).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Cosh))]
    public static Complex Cosh(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, Complex.Sinh(value));

    /// <summary>The result.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Exp))]
    public static Complex Exp(Complex result, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, result);

    /// <summary>1/z.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Log))]
    public static Complex Log(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Log(value));

    /// <summary>1/(z ln 10).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Log10))]
    public static Complex Log10(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Log10(value));

    /// <summary>−r², where r is the result; none at 0, where the framework gives 0.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Reciprocal))]
    public static Complex Reciprocal(Complex value, Complex result, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Reciprocal(value, result));

    /// <summary>cos(z).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Sin))]
    public static Complex Sin(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, Complex.Cos(value));

    /// <summary>cosh(z).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Sinh))]
    public static Complex Sinh(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, Complex.Cosh(value));

    /// <summary>1/(2r), where r is the result.</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Sqrt))]
    public static Complex Sqrt(Complex result, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Sqrt(result));

    /// <summary>1/cos²(z).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Tan))]
    public static Complex Tan(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Tan(value));

    /// <summary>1/cosh²(z).</summary>
    [JvpOf(typeof(Complex), nameof(Complex.Tanh))]
    public static Complex Tanh(Complex value, Complex valueTangent)
        => ComplexPartial.Tangent(valueTangent, ComplexPartial.Tanh(value));
}
