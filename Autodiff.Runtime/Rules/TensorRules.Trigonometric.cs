using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Tensor"/>: trigonometric and hyperbolic functions, by the rules of spans.</summary>
public static partial class TensorRules
{
    /// <summary>cos(x).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Sin))]
    public static void Sin<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Sin);

    /// <summary>−sin(x).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Cos))]
    public static void Cos<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Cos);

    /// <summary>1 + r².</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Tan))]
    public static void Tan<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Tan);

    /// <summary>π·cos(πx).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.SinPi))]
    public static void SinPi<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.SinPi);

    /// <summary>−π·sin(πx).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.CosPi))]
    public static void CosPi<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.CosPi);

    /// <summary>π·(1 + r²).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.TanPi))]
    public static void TanPi<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.TanPi);

    /// <summary>1/√(1 − x²).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Asin))]
    public static void Asin<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Asin);

    /// <summary>−1/√(1 − x²).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Acos))]
    public static void Acos<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Acos);

    /// <summary>1/(1 + x²).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Atan))]
    public static void Atan<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Atan);

    /// <summary>1/(π·√(1 − x²)).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.AsinPi))]
    public static void AsinPi<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.AsinPi);

    /// <summary>−1/(π·√(1 − x²)).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.AcosPi))]
    public static void AcosPi<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.AcosPi);

    /// <summary>1/(π·(1 + x²)).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.AtanPi))]
    public static void AtanPi<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.AtanPi);

    /// <summary>cosh(x).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Sinh))]
    public static void Sinh<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Sinh);

    /// <summary>sinh(x).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Cosh))]
    public static void Cosh<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Cosh);

    /// <summary>1 − r².</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Tanh))]
    public static void Tanh<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Tanh);

    /// <summary>1/√(x² + 1).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Asinh))]
    public static void Asinh<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Asinh);

    /// <summary>1/√(x² − 1).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Acosh))]
    public static void Acosh<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Acosh);

    /// <summary>1/(1 − x²).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Atanh))]
    public static void Atanh<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Atanh);

    /// <summary>π/180.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.DegreesToRadians))]
    public static void DegreesToRadians<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(resultAdjoint, resultAdjoint, xAdjoint, static (_, seed, adjoint) => TensorPrimitivesRules.DegreesToRadians(seed, adjoint));

    /// <summary>180/π.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.RadiansToDegrees))]
    public static void RadiansToDegrees<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(resultAdjoint, resultAdjoint, xAdjoint, static (_, seed, adjoint) => TensorPrimitivesRules.RadiansToDegrees(seed, adjoint));
}
