using System;
using System.Numerics.Tensors;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The companions of methods that take and return tensors, as their callers see them.</summary>
[TestClass]
public sealed class TensorTests
{
    [TestMethod]
    public void The_gradient_is_a_tensor_of_the_same_shape()
    {
        Tensor<double> t = Tensor.Create<double>([0.5, -1, 2, 3, 0.25, -0.5], [2, 3]);
        (double value, Tensor<double> gradient) = TensorPrograms.TraceValueAndGradient(t);
        Assert.AreEqual(TensorPrograms.Trace(t), value);
        AssertGradient(TensorPrograms.Trace, t, gradient);

        Tensor<double> overwritten = Tensor.Create<double>([1, 1, 1, 1, 1, 1], [2, 3]);
        Assert.AreEqual(value, TensorPrograms.TraceValueAndGradient(t, overwritten));
        Assert.IsTrue(Tensor.SequenceEqual<double>(gradient, overwritten));
    }

    [TestMethod]
    public void A_slice_has_a_gradient_of_its_own_shape()
    {
        Tensor<double> whole = Tensor.Create<double>([0.5, -1, 2, 3, 0.25, -0.5], [2, 3]);
        Tensor<double> slice = whole[.., 1..];
        (double value, Tensor<double> gradient) = TensorPrograms.TraceValueAndGradient(slice);
        Assert.AreEqual(TensorPrograms.Trace(slice), value);
        AssertGradient(TensorPrograms.Trace, slice, gradient);

        Tensor<double> larger = Tensor.CreateFromShape<double>([2, 3]);
        Tensor<double> part = larger[.., ..2];
        TensorPrograms.TraceVjp(slice, 1, part);
        AssertGradient(TensorPrograms.Trace, slice, part);
        Assert.AreEqual(0, larger[0, 2]);
    }

    [TestMethod]
    public void A_result_has_a_seed_of_its_shape()
    {
        Tensor<double> weights = Tensor.Create<double>([0.5, -1, 2, 0.25], [2, 2]);
        Tensor<double> bias = Tensor.Create<double>([0.1, -0.4]);
        Tensor<double> seed = Tensor.Create<double>([1, -2, 0.5, 3], [2, 2]);
        Tensor<double> weightsAdjoint = Tensor.CreateFromShape<double>([2, 2]);
        Tensor<double> biasAdjoint = Tensor.CreateFromShape<double>([2]);
        double slopeAdjoint = 0;
        Tensor<double> result = TensorPrograms.LayerVjp(weights, bias, 1.5, seed, weightsAdjoint, biasAdjoint, ref slopeAdjoint);
        Assert.IsTrue(Tensor.SequenceEqual<double>(TensorPrograms.Layer(weights, bias, 1.5), result));
        AssertGradient(varied => Tensor.Dot<double>(TensorPrograms.Layer(varied, bias, 1.5), seed), weights, weightsAdjoint);
        AssertGradient(varied => Tensor.Dot<double>(TensorPrograms.Layer(weights, varied, 1.5), seed), bias, biasAdjoint);
        Assert.IsTrue(Tensor.SequenceEqual<double>(Tensor.Create<double>([1, -2, 0.5, 3], [2, 2]), seed));
    }

    [TestMethod]
    public void A_span_that_is_written_has_a_seed()
    {
        double[] values = [0.5, -1, 2, 0.25];
        double[] adjoint = [1, -2, 0.5, 3];
        double factorAdjoint = 0;
        TensorPrograms.ScaleVjp(new TensorSpan<double>(values, [2, 2]), 3, new TensorSpan<double>(adjoint, [2, 2]), ref factorAdjoint);
        CollectionAssert.AreEqual(new[] { 0.75, 3, 12, 0.1875 }, values);
        CollectionAssert.AreEqual(new[] { 3, 12, 6, 4.5 }, adjoint);
        Assert.AreEqual(0.25 - 2 + 2 + (3 * 0.0625), factorAdjoint);
    }

    [TestMethod]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Tensor<double> t = Tensor.CreateFromShape<double>([2, 3]);
        Tensor<double> turned = Tensor.CreateFromShape<double>([3, 2]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TensorPrograms.TraceValueAndGradient(t, turned)).Message, "'tGradient' is 3×2; it must be 2×3, like 't'");
        Assert.ThrowsExactly<ArgumentException>(() => TensorPrograms.TraceValueAndGradient(t, t));
        Assert.ThrowsExactly<ArgumentNullException>(() => TensorPrograms.TraceValueAndGradient(t, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => TensorPrograms.TraceValueAndGradient(null!));

        Tensor<double> shared = Tensor.Create<double>([1, 2, 3], [2, 3], [0, 1]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TensorPrograms.TraceValueAndGradient(shared)).Message, "one element at several indices");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TensorPrograms.TraceValueAndGradient(t, t[.., ..].Slice(0..2, 0..3))).Message, "overlap");
    }

    private static void AssertGradient(Func<Tensor<double>, double> function, Tensor<double> point, Tensor<double> gradient)
    {
        const double step = 1e-6;
        double[] values = new double[point.FlattenedLength];
        double[] found = new double[values.Length];
        point.FlattenTo(values);
        gradient.FlattenTo(found);
        for (int i = 0; i < values.Length; i++)
        {
            double expected = (At(i, step) - At(i, -step)) / (2 * step);
            Assert.AreEqual(expected, found[i], 1e-8 * (1 + Math.Abs(expected)), $"element {i}");
        }

        double At(int i, double by)
        {
            double[] moved = (double[])values.Clone();
            moved[i] += by;
            return function(Tensor.Create(moved, point.Lengths));
        }
    }
}
