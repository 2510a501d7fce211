using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Tensor"/>: the larger and the smaller of two.</summary>
public static partial class TensorRules
{
    /// <summary>1 for the one chosen; one half each where both are equal.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Max))]
    public static void Max<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Max(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1 for the one chosen; one half each where both are equal.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Max))]
    public static void Max<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Max(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>The part of x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Max))]
    public static void MaxX<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.MaxX(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1 for the one chosen; one half each where both are equal.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Min))]
    public static void Min<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Min(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1 for the one chosen; one half each where both are equal.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Min))]
    public static void Min<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Min(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>The part of x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Min))]
    public static void MinX<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.MinX(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }
}
