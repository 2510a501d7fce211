using System;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The companions of methods that take and return rectangular arrays, as their callers see them.</summary>
[TestClass]
public sealed class RectangularTests
{
    [TestMethod]
    public void The_gradient_is_an_array_of_the_same_shape()
    {
        double[,] a = { { 0.5, -1, 2 }, { 3, 0.25, -0.5 } };
        (double value, double[,] gradient) = RectangularPrograms.TraceValueAndGradient(a);
        Assert.AreEqual(RectangularPrograms.Trace(a), value);
        AssertGradient(RectangularPrograms.Trace, a, gradient);

        double[,] overwritten = { { 1, 1, 1 }, { 1, 1, 1 } };
        Assert.AreEqual(value, RectangularPrograms.TraceValueAndGradient(a, overwritten));
        CollectionAssert.AreEqual(gradient.Cast<double>().ToArray(), overwritten.Cast<double>().ToArray());
    }

    [TestMethod]
    public void What_is_written_has_a_seed()
    {
        double[,] a = { { 1, 2 }, { 3, 4 } };
        double[,] b = { { 0.5, -1 }, { 2, 0.25 } };
        var product = new double[2, 2];
        double[,] seed = { { 1, -2 }, { 0.5, 3 } };
        var aAdjoint = new double[2, 2];
        var bAdjoint = new double[2, 2];
        RectangularPrograms.MultiplyVjp(a, b, product, aAdjoint, bAdjoint, (double[,])seed.Clone());
        AssertGradient(varied => Weighted(varied, b, seed), a, aAdjoint);
        AssertGradient(varied => Weighted(a, varied, seed), b, bAdjoint);
        Assert.AreEqual(0.5 + 4, product[0, 0]);
    }

    [TestMethod]
    public void A_seed_leaves_as_the_adjoint_of_the_entry_value()
    {
        double[,] a = { { 1, 2 }, { 3, 4 } };
        double[,] adjoint = { { 1, 1 }, { 0.5, 2 } };
        double factorAdjoint = 0;
        RectangularPrograms.ScaleVjp((double[,])a.Clone(), 3, adjoint, ref factorAdjoint);
        CollectionAssert.AreEqual(new double[] { 6, 12, 9, 48 }, adjoint.Cast<double>().ToArray());
        Assert.AreEqual(1 + 4 + (0.5 * 9) + (2 * 16), factorAdjoint);
    }

    [TestMethod]
    public void A_result_has_a_seed_of_its_shape()
    {
        double[] x = [1, 2, -0.5];
        double[] y = [0.3, 4];
        double[,] seed = { { 1, -2 }, { 0.5, 3 }, { 2, 2 } };
        var xAdjoint = new double[3];
        var yAdjoint = new double[2];
        double[,] result = RectangularPrograms.OuterVjp(x, y, seed, xAdjoint, yAdjoint);
        CollectionAssert.AreEqual(RectangularPrograms.Outer(x, y).Cast<double>().ToArray(), result.Cast<double>().ToArray());
        Numeric.AssertGradient(point => Weighted(RectangularPrograms.Outer(point, y), seed), x, xAdjoint, 1e-7);
        Numeric.AssertGradient(point => Weighted(RectangularPrograms.Outer(x, point), seed), y, yAdjoint, 1e-7);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => RectangularPrograms.OuterVjp(x, y, new double[2, 3], xAdjoint, yAdjoint)).Message, "'resultAdjoint' is 2×3; it must be 3×2");
    }

    [TestMethod]
    public void Destinations_are_checked()
    {
        var a = new double[2, 3];
        Assert.ThrowsExactly<ArgumentNullException>(() => RectangularPrograms.TraceValueAndGradient(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => RectangularPrograms.TraceValueAndGradient(a, null!));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => RectangularPrograms.TraceValueAndGradient(a, new double[3, 2])).Message, "'aGradient' is 3×2; it must be 2×3, like 'a'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => RectangularPrograms.TraceValueAndGradient(a, a)).Message, "the same array");
    }

    [TestMethod]
    public void Arguments_that_are_one_array_are_refused_where_one_is_written()
    {
        var (a, b, shadow) = (new double[2, 2], new double[2, 2], new double[2, 2]);
        Assert.ThrowsExactly<ArgumentException>(() => RectangularPrograms.MultiplyVjp(a, b, a, new double[2, 2], new double[2, 2], new double[2, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => RectangularPrograms.MultiplyVjp(a, b, new double[2, 2], shadow, shadow, new double[2, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => RectangularPrograms.MultiplyVjp(a, b, new double[2, 2], b, shadow, new double[2, 2]));
        RectangularPrograms.MultiplyVjp(a, a, new double[2, 2], new double[2, 2], new double[2, 2], new double[2, 2]);
    }

    private static double Weighted(double[,] a, double[,] b, double[,] weights)
    {
        var product = new double[2, 2];
        RectangularPrograms.Multiply(a, b, product);
        return Weighted(product, weights);
    }

    private static double Weighted(double[,] values, double[,] weights) =>
        values.Cast<double>().Zip(weights.Cast<double>(), (value, weight) => value * weight).Sum();

    private static void AssertGradient(Func<double[,], double> function, double[,] at, double[,] gradient)
    {
        double[] flat = [.. at.Cast<double>()];
        Numeric.AssertGradient(point => function(Shaped(point, at)), flat, [.. gradient.Cast<double>()], 1e-7);
    }

    private static double[,] Shaped(double[] values, double[,] like)
    {
        var array = new double[like.GetLength(0), like.GetLength(1)];
        Buffer.BlockCopy(values, 0, array, 0, sizeof(double) * values.Length);
        return array;
    }
}
