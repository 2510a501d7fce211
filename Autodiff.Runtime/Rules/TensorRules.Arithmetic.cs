using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Tensor"/>: arithmetic, whose operands may be spread to the shape of the result.</summary>
public static partial class TensorRules
{
    /// <summary>1 and 1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Add))]
    public static void Add<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Add(TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Add))]
    public static void AddX<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.AddX(TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Add))]
    public static void AddY<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.AddY(TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1 and 1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Add))]
    public static void Add<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Add(TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>1 and −1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Subtract))]
    public static void Subtract<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Subtract(TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Subtract))]
    public static void SubtractX<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.SubtractX(TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>−1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Subtract))]
    public static void SubtractY<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.SubtractY(TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1 and −1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Subtract))]
    public static void Subtract<T>(ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Subtract(TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>1 and −1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Subtract))]
    public static void Subtract<T>(ReadOnlyTensorSpan<T> resultAdjoint, ref T xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Subtract(TensorOperands.Elements(resultAdjoint), ref xAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>y and x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Multiply))]
    public static void Multiply<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Multiply(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Multiply))]
    public static void MultiplyX<T>(ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.MultiplyX(TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Multiply))]
    public static void MultiplyY<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.MultiplyY(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>y and x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Multiply))]
    public static void Multiply<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Multiply(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Multiply))]
    public static void MultiplyX<T>(T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.MultiplyX(y, TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1/y and −r/y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Divide))]
    public static void Divide<T>(ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Divide(TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1/y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Divide))]
    public static void DivideX<T>(ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.DivideX(TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>−r/y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Divide))]
    public static void DivideY<T>(ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.DivideY(TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1/y and −r/y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Divide))]
    public static void Divide<T>(T y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Divide(y, TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>1/y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Divide))]
    public static void DivideX<T>(T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.DivideX(y, TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>1/y and −r/y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Divide))]
    public static void Divide<T>(ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, ref T xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Divide(TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), ref xAdjoint, sum.Elements);
        sum.Add();
    }
}
