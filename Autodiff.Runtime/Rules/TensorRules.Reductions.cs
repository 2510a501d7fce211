using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Tensor"/>: sums, products, norms and the like.</summary>
public static partial class TensorRules
{
    /// <summary>1.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Sum))]
    public static void Sum<T>(T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.Sum(resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1/n.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Average))]
    public static void Average<T>(T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.Average(resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>x/r; 0 at the origin.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Norm))]
    public static void Norm<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.Norm(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>(x − mean)/(n·r), of the population; 0 where all elements are equal.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.StdDev))]
    public static void StdDev<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.StdDev(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>The product of the others.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Product))]
    public static void Product<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.Product(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Max))]
    public static void Max<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.Max(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Min))]
    public static void Min<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.Min(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.MaxNumber))]
    public static void MaxNumber<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.MaxNumber(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.MinNumber))]
    public static void MinNumber<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.MinNumber(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.MaxMagnitude))]
    public static void MaxMagnitude<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.MaxMagnitude(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.MinMagnitude))]
    public static void MinMagnitude<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.MinMagnitude(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumber<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.MaxMagnitudeNumber(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>1, shared evenly by all elements that attain it.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.MinMagnitudeNumber))]
    public static void MinMagnitudeNumber<T>(ReadOnlyTensorSpan<T> x, T result, T resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, xAdjoint.Lengths);
        TensorPrimitivesRules.MinMagnitudeNumber(TensorOperands.Elements(x), result, resultAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>y and x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Dot))]
    public static void Dot<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, T resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        System.ReadOnlySpan<nint> lengths = xAdjoint.FlattenedLength >= yAdjoint.FlattenedLength ? xAdjoint.Lengths : yAdjoint.Lengths;
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, lengths);
        TensorPrimitivesRules.Dot(TensorOperands.Elements(x, lengths), TensorOperands.Elements(y, lengths), resultAdjoint, xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>(x − y)/r and (y − x)/r; 0 where the points coincide.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Distance))]
    public static void Distance<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, T result, T resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        System.ReadOnlySpan<nint> lengths = xAdjoint.FlattenedLength >= yAdjoint.FlattenedLength ? xAdjoint.Lengths : yAdjoint.Lengths;
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, lengths);
        TensorPrimitivesRules.Distance(TensorOperands.Elements(x, lengths), TensorOperands.Elements(y, lengths), result, resultAdjoint, xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>y/(‖x‖‖y‖) − r·x/‖x‖², and the same with x and y exchanged.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.CosineSimilarity))]
    public static void CosineSimilarity<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, T result, T resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        System.ReadOnlySpan<nint> lengths = xAdjoint.FlattenedLength >= yAdjoint.FlattenedLength ? xAdjoint.Lengths : yAdjoint.Lengths;
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, lengths);
        TensorPrimitivesRules.CosineSimilarity(TensorOperands.Elements(x, lengths), TensorOperands.Elements(y, lengths), result, resultAdjoint, xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }
}
