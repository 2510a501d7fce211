using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Rules;

/// <summary>
/// Rules for <see cref="Complex"/>: vector–Jacobian products. An adjoint is z̄ = ∂L/∂Re z + i ∂L/∂Im z, and r = f(z), where f is
/// holomorphic, adds r̄·conj(f′(z)) to it; each summary gives f′.
/// </summary>
public static partial class ComplexRules
{
    /// <summary>z/|z|, which is no f′ but the gradient of |z|; 0 at 0.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Abs))]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abs(Complex value, double result, double resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += resultAdjoint * ComplexPartial.Abs(value, result);

    /// <summary>−1/√(1 − z²).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Acos))]
    public static void Acos(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Acos(value));

    /// <summary>1/√(1 − z²).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Asin))]
    public static void Asin(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Asin(value));

    /// <summary>1/(1 + z²).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Atan))]
    public static void Atan(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Atan(value));

    /// <summary>−sin(z).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Cos))]
    public static void Cos(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, -Complex.Sin(value));

    /// <summary>sinh(z).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Cosh))]
    public static void Cosh(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, Complex.Sinh(value));

    /// <summary>The result.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Exp))]
    public static void Exp(Complex result, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, result);

    /// <summary>1/z.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Log))]
    public static void Log(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Log(value));

    /// <summary>1/(z ln 10).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Log10))]
    public static void Log10(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Log10(value));

    /// <summary>−r², where r is the result; none at 0, where the framework gives 0.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Reciprocal))]
    public static void Reciprocal(Complex value, Complex result, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Reciprocal(value, result));

    /// <summary>cos(z).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Sin))]
    public static void Sin(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, Complex.Cos(value));

    /// <summary>cosh(z).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Sinh))]
    public static void Sinh(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, Complex.Cosh(value));

    /// <summary>1/(2r), where r is the result.</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Sqrt))]
    public static void Sqrt(Complex result, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Sqrt(result));

    /// <summary>1/cos²(z).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Tan))]
    public static void Tan(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Tan(value));

    /// <summary>1/cosh²(z).</summary>
    [VjpOf(typeof(Complex), nameof(Complex.Tanh))]
    public static void Tanh(Complex value, Complex resultAdjoint, ref Complex valueAdjoint)
        => valueAdjoint += ComplexPartial.Adjoint(resultAdjoint, ComplexPartial.Tanh(value));
}
