using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Rules;

/// <summary>Rules for <see cref="Tensor"/>: powers, logarithms to a base, and angles.</summary>
public static partial class TensorRules
{
    /// <summary>y·x^(y−1) and r·ln x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Pow))]
    public static void Pow<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Pow(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>y·x^(y−1) and r·ln x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Pow))]
    public static void Pow<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Pow(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>y·x^(y−1).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Pow))]
    public static void PowX<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.PowX(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>y·x^(y−1) and r·ln x.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Pow))]
    public static void Pow<T>(T x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, ref T xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Pow(x, TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), ref xAdjoint, sum.Elements);
        sum.Add();
    }

    /// <summary>x/r and y/r.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Hypot))]
    public static void Hypot<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Hypot(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1/(x·ln y) and −r/(y·ln y).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log))]
    public static void Log<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Log(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>1/(x·ln y) and −r/(y·ln y).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log))]
    public static void Log<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, ref T yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Log(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), sum.Elements, ref yAdjoint);
        sum.Add();
    }

    /// <summary>1/(x·ln y).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Log))]
    public static void LogX<T>(ReadOnlyTensorSpan<T> x, T y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.LogX(TensorOperands.Elements(x, resultAdjoint.Lengths), y, TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }

    /// <summary>As for numbers, of the ordinate x and the abscissa y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Atan2))]
    public static void Atan2<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Atan2(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>As for numbers, of the ordinate x and the abscissa y.</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.Atan2Pi))]
    public static void Atan2Pi<T>(ReadOnlyTensorSpan<T> x, ReadOnlyTensorSpan<T> y, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint, TensorSpan<T> yAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var xSum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        var ySum = new TensorOperands.Adjoint<T>(yAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.Atan2Pi(TensorOperands.Elements(x, resultAdjoint.Lengths), TensorOperands.Elements(y, resultAdjoint.Lengths), TensorOperands.Elements(resultAdjoint), xSum.Elements, ySum.Elements);
        xSum.Add();
        ySum.Add();
    }

    /// <summary>r/(n·x).</summary>
    [VjpOf(typeof(Tensor), nameof(Tensor.RootN))]
    public static void RootN<T>(ReadOnlyTensorSpan<T> x, int n, ReadOnlyTensorSpan<T> result, ReadOnlyTensorSpan<T> resultAdjoint, TensorSpan<T> xAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        var sum = new TensorOperands.Adjoint<T>(xAdjoint, resultAdjoint.Lengths);
        TensorPrimitivesRules.RootN(TensorOperands.Elements(x, resultAdjoint.Lengths), n, TensorOperands.Elements(result), TensorOperands.Elements(resultAdjoint), sum.Elements);
        sum.Add();
    }
}
