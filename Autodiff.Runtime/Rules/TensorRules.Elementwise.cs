using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Tensor"/>: exponentials, logarithms, roots and steps, by the rules of spans.</summary>
public static partial class TensorRules
{
    /// <summary>sign(x); 0 at 0.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Abs))]
    public static void Abs<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Abs);

    /// <summary>−1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Negate))]
    public static void Negate<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(resultAdjoint, resultAdjoint, xAdjoint, static (_, seed, adjoint) => TensorPrimitivesRules.Negate(seed, adjoint));

    /// <summary>The result.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Exp))]
    public static void Exp<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Exp);

    /// <summary>r·ln 2.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Exp2))]
    public static void Exp2<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Exp2);

    /// <summary>r·ln 10.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Exp10))]
    public static void Exp10<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Exp10);

    /// <summary>r + 1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.ExpM1))]
    public static void ExpM1<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.ExpM1);

    /// <summary>(r + 1)·ln 2.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Exp2M1))]
    public static void Exp2M1<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Exp2M1);

    /// <summary>(r + 1)·ln 10.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Exp10M1))]
    public static void Exp10M1<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Exp10M1);

    /// <summary>1/x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log))]
    public static void Log<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Log);

    /// <summary>1/(x·ln 2).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log2))]
    public static void Log2<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Log2);

    /// <summary>1/(x·ln 10).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log10))]
    public static void Log10<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Log10);

    /// <summary>1/(1 + x).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.LogP1))]
    public static void LogP1<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.LogP1);

    /// <summary>1/((1 + x)·ln 2).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log2P1))]
    public static void Log2P1<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Log2P1);

    /// <summary>1/((1 + x)·ln 10).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log10P1))]
    public static void Log10P1<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(x, resultAdjoint, xAdjoint, TensorPrimitivesRules.Log10P1);

    /// <summary>1/(2r).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Sqrt))]
    public static void Sqrt<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Sqrt);

    /// <summary>1/(3r²).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Cbrt))]
    public static void Cbrt<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Cbrt);

    /// <summary>−r².</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Reciprocal))]
    public static void Reciprocal<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Reciprocal);

    /// <summary>r·(1 − r).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Sigmoid))]
    public static void Sigmoid<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.Sigmoid);

    /// <summary>r·(seed − Σ seed·r), over all elements.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.SoftMax))]
    public static void SoftMax<T>(ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
        => TensorOperands.Reverse(result, resultAdjoint, xAdjoint, TensorPrimitivesRules.SoftMax);

    /// <summary>0 wherever it exists, and 0 at the steps.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Ceiling))]
    [VjpOf(typeof(Tensor), nameof(Tensor.Floor))]
    [VjpOf(typeof(Tensor), nameof(Tensor.Round))]
    [VjpOf(typeof(Tensor), nameof(Tensor.Truncate))]
    public static void Step<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        // Nothing flows through a step.
    }
}
