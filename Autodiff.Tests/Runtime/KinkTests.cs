using System;
using System.Numerics;
using System.Numerics.Tensors;
using Autodiff.Rules;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>The rows of docs/kinks.md, for numbers and for arrays (long enough that vectors and a tail take part).</summary>
[TestClass]
public class KinkTests
{
    private const int Length = 19;

    private delegate void ScalarRule(double a, double b, ref double adjoint);

    private delegate void ComplexRule(Complex seed, ref Complex adjoint);

    private delegate void ArrayRule(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> adjoint);

    [TestMethod]
    public void Abs_is_flat_at_zero()
    {
        Same((x, _, ref t) => MathRules.Abs(x, 3, ref t), (x, _, t) => TensorPrimitivesRules.Abs(x, Filled(3), t), 0, 0, 0);
        Same((x, _, ref t) => NumberRules.Abs(x, 3, ref t), (x, _, t) => TensorPrimitivesRules.SumOfMagnitudes(x, 3, t), -0.0, 0, 0);
        Array((x, _, t) => TensorPrimitivesRules.Abs(x, Filled(3), t), double.NaN, 0, double.NaN);
    }

    [TestMethod]
    public void Magnitude_is_flat_at_zero()
    {
        Complex adjoint = 0;
        ComplexRules.Abs(0, 0, 3, ref adjoint);
        Assert.AreEqual(Complex.Zero, adjoint);
        Assert.AreEqual(0, ComplexRules.Abs(0, 0, Complex.One));
    }

    [TestMethod]
    public void Complex_functions_have_no_derivative_at_their_poles()
    {
        Refuses((seed, ref t) => ComplexRules.Log(0, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.LogToConstantBase(0, 2, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.Log10(0, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.Sqrt(0, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.Reciprocal(0, 0, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.Asin(1, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.Atan(Complex.ImaginaryOne, seed, ref t));
        Refuses((seed, ref t) => ComplexRules.PowX(0, 0.5, seed, ref t));
    }

    [TestMethod]
    public void Complex_powers_of_zero()
    {
        foreach ((Complex power, Complex expected) in new (Complex, Complex)[] { (0, 0), (1, 1), (2, 0), (new(1.5, 3), 0), (0.5, Complex.NaN), (new(0, 1), Complex.NaN), (-1, Complex.NaN) })
        {
            Complex adjoint = 0;
            ComplexRules.PowX(0, power, 1, ref adjoint);
            Assert.AreEqual(expected, adjoint, power.ToString());
        }

        foreach ((Complex power, Complex expected) in new (Complex, Complex)[] { (2, 0), (new(0.5, 3), 0), (-1, Complex.NaN) })
        {
            Complex adjoint = 0;
            ComplexRules.PowY(0, power, Complex.Pow(0, power), 1, ref adjoint);
            Assert.AreEqual(expected, adjoint, power.ToString());
        }
    }

    [TestMethod]
    public void CopySign_is_flat_at_zero_and_in_the_sign()
    {
        Scalar((x, y, ref t) => MathRules.CopySignX(x, y, 3, ref t), 0, -1, 0);
        Scalar((x, y, ref t) => MathRules.CopySignX(x, y, 3, ref t), 2, -0.0, -3);
        Scalar((_, _, ref t) => MathRules.CopySignY(ref t), 2, 0, 0);
    }

    [TestMethod]
    public void Steps_are_flat()
        => Same((_, _, ref t) => NumberRules.Step(ref t), (_, _, t) => TensorPrimitivesRules.Step<double>(Filled(3), t), 2, 0, 0);

    [TestMethod]
    [DataRow(2.0, 2.0, 1.5, 0.0)]
    [DataRow(2.0, 1.0, 3.0, 3.0)]
    [DataRow(1.0, 2.0, 0.0, 0.0)]
    [DataRow(double.NaN, 2.0, 3.0, 3.0)]
    [DataRow(2.0, double.NaN, 0.0, 0.0)]
    [DataRow(double.NaN, double.NaN, 1.5, 0.0)]
    public void Max_shares_a_tie_unless_the_other_is_constant(double x, double y, double both, double alone)
    {
        Same((x, y, ref t) => Both(x, y, ref t, MathRules.Max), (x, y, t) => TensorPrimitivesRules.Max(x, y, Filled(3), t, new double[Length]), x, y, both);
        Same((x, y, ref t) => MathRules.MaxVal1(x, y, 3, ref t), (x, y, t) => TensorPrimitivesRules.MaxX(x, y, Filled(3), t), x, y, alone);
        Same((y, x, ref t) => MathRules.MaxVal2(x, y, 3, ref t), (y, x, t) => TensorPrimitivesRules.MaxY(x, y, Filled(3), t), x, y, alone);
        Same((x, y, ref t) => NumberRules.MinX(-x, -y, 3, ref t), (x, y, t) => TensorPrimitivesRules.MinX<double>(Negated(x), Negated(y), Filled(3), t), x, y, alone);
    }

    [TestMethod]
    [DataRow(-2.0, 2.0, 1.5, 0.0)]
    [DataRow(-2.0, 1.0, 3.0, 3.0)]
    [DataRow(-1.0, 2.0, 0.0, 0.0)]
    public void MaxMagnitude_shares_a_tie_of_magnitudes(double x, double y, double both, double alone)
    {
        Same((x, y, ref t) => Both(x, y, ref t, MathRules.MaxMagnitude), (x, y, t) => TensorPrimitivesRules.MaxMagnitude(x, y, Filled(3), t, new double[Length]), x, y, both);
        Same((x, y, ref t) => MathRules.MaxMagnitudeX(x, y, 3, ref t), (x, y, t) => TensorPrimitivesRules.MaxMagnitudeX(x, y, Filled(3), t), x, y, alone);
        Same((y, x, ref t) => Both(y, x, ref t, MathRules.MinMagnitude), (y, x, t) => TensorPrimitivesRules.MinMagnitude(y, x, Filled(3), t, new double[Length]), y, x, both);
    }

    [TestMethod]
    [DataRow(double.NaN, 2.0, 0.0)]
    [DataRow(2.0, double.NaN, 3.0)]
    [DataRow(double.NaN, double.NaN, 1.5)]
    public void MaxNumber_passes_NaN_over(double x, double y, double both)
    {
        Same((x, y, ref t) => Both(x, y, ref t, NumberRules.MaxNumber), (x, y, t) => TensorPrimitivesRules.MaxNumber(x, y, Filled(3), t, new double[Length]), x, y, both);
        Same((x, y, ref t) => Both(x, y, ref t, NumberRules.MinNumber), (x, y, t) => TensorPrimitivesRules.MinNumber(x, y, Filled(3), t, new double[Length]), x, y, both);
    }

    [TestMethod]
    public void Ties_of_a_reduction_share_equally()
    {
        double[] x = [1, 5, 2, 5, -5, 0, 5, 1, 1, 1, 1];
        Reduced(TensorPrimitives.Max<double>, TensorPrimitivesRules.Max, x, [0, 2, 0, 2, 0, 0, 2, 0, 0, 0, 0]);
        Reduced(TensorPrimitives.MaxNumber<double>, TensorPrimitivesRules.MaxNumber, x, [0, 2, 0, 2, 0, 0, 2, 0, 0, 0, 0]);
        Reduced(TensorPrimitives.MaxMagnitude<double>, TensorPrimitivesRules.MaxMagnitude, x, [0, 1.5, 0, 1.5, 1.5, 0, 1.5, 0, 0, 0, 0]);
        Reduced(TensorPrimitives.Min<double>, TensorPrimitivesRules.Min, x, [0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0]);
        Reduced(TensorPrimitives.MinMagnitude<double>, TensorPrimitivesRules.MinMagnitude, x, [0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0]);
        Reduced(TensorPrimitives.Max<double>, TensorPrimitivesRules.Max, [1, double.NaN, 9, double.NaN, 2], [0, 3, 0, 3, 0]);
        Reduced(_ => 9, TensorPrimitivesRules.MaxNumber, [1, double.NaN, 9, 9, 2], [0, 0, 3, 3, 0]);
    }

    [TestMethod]
    [DataRow(-1.0, 0.0, 0.0, 3.0)]
    [DataRow(0.0, 0.0, 1.5, 1.5)]
    [DataRow(0.5, 3.0, 3.0, 0.0)]
    [DataRow(1.0, 0.0, 1.5, 0.0)]
    [DataRow(2.0, 0.0, 0.0, 0.0)]
    public void Clamp_is_Min_of_Max(double x, double alone, double valueOfAll, double minOfAll)
    {
        Same((x, _, ref t) => MathRules.ClampValue(x, 0, 1, 3, ref t), (x, _, t) => TensorPrimitivesRules.ClampX(x, 0, 1, Filled(3), t), x, 0, alone);
        double min = 0;
        double max = 0;
        double scalar = 0;
        MathRules.Clamp(x, 0, 1, 3, ref scalar, ref min, ref max);
        Assert.AreEqual(valueOfAll, scalar);
        Assert.AreEqual(minOfAll, min);
        Assert.AreEqual(3 - valueOfAll - minOfAll, max);
        double[] array = new double[Length];
        double[] mins = new double[Length];
        max = 0;
        TensorPrimitivesRules.Clamp(Filled(x), Filled(0), 1, Filled(3), array, mins, ref max);
        CollectionAssert.AreEqual(Filled(valueOfAll), array);
        CollectionAssert.AreEqual(Filled(minOfAll), mins);
        Assert.AreEqual((3 - valueOfAll - minOfAll) * Length, max);
    }

    [TestMethod]
    public void Roots_are_vertical_at_zero()
    {
        Same((r, _, ref t) => MathRules.Sqrt(r, 3, ref t), (r, _, t) => TensorPrimitivesRules.Sqrt(r, Filled(3), t), 0, 0, double.PositiveInfinity);
        Same((r, _, ref t) => MathRules.Sqrt(r, 3, ref t), (r, _, t) => TensorPrimitivesRules.Sqrt(r, Filled(3), t), -0.0, 0, double.PositiveInfinity);
        Same((r, _, ref t) => MathRules.Cbrt(r, 3, ref t), (r, _, t) => TensorPrimitivesRules.Cbrt(r, Filled(3), t), 0, 0, double.PositiveInfinity);
        Same((r, _, ref t) => NumberRules.RootN(3, r, 3, ref t), (r, _, t) => TensorPrimitivesRules.RootN(r, 3, r, Filled(3), t), 0, 0, double.PositiveInfinity);
        Same((r, _, ref t) => NumberRules.RootN(1, r, 3, ref t), (r, _, t) => TensorPrimitivesRules.RootN(r, 1, r, Filled(3), t), 0, 0, 3);
        Same((x, _, ref t) => MathRules.Log(x, 3, ref t), (x, _, t) => TensorPrimitivesRules.Log(x, Filled(3), t), 0, 0, double.PositiveInfinity);
    }

    [TestMethod]
    [DataRow(0.0, 1.0, 3.0)]
    [DataRow(0.0, 2.0, 0.0)]
    [DataRow(0.0, 0.0, 0.0)]
    [DataRow(-2.0, 0.0, 0.0)]
    [DataRow(0.0, 0.5, double.PositiveInfinity)]
    [DataRow(0.0, -1.0, double.NegativeInfinity)]
    [DataRow(-2.0, 3.0, 36.0)]
    public void Pow_in_its_base(double x, double y, double expected)
        => Same((x, y, ref t) => MathRules.PowX(x, y, 3, ref t), (x, y, t) => TensorPrimitivesRules.PowX(x, y, Powers(x, y), Filled(3), t), x, y, expected);

    [TestMethod]
    [DataRow(0.0, 2.0, 0.0)]
    [DataRow(0.0, 0.0, double.NegativeInfinity)]
    [DataRow(0.0, -1.0, double.NegativeInfinity)]
    [DataRow(-2.0, 2.0, double.NaN)]
    [DataRow(1.0, 5.0, 0.0)]
    public void Pow_in_its_exponent(double x, double y, double expected)
        => Same((x, y, ref t) => MathRules.PowY(x, y, Math.Pow(x, y), 3, ref t), (x, y, t) => TensorPrimitivesRules.PowY(x, Powers(x, y), Filled(3), t), x, y, expected);

    [TestMethod]
    public void Lengths_are_flat_at_the_origin()
    {
        double[] zero = new double[Length];
        double[] ones = Filled(1);
        Same((x, r, ref t) => NumberRules.HypotX(x, 0, r, 3, ref t), (x, r, t) => TensorPrimitivesRules.HypotX(x, r, Filled(3), t), 0, 0, 0);
        Array((x, _, t) => TensorPrimitivesRules.Norm(x, 0, 3, t), 0, 0, 0);
        Array((x, y, t) => TensorPrimitivesRules.Distance(x, y, 0, 3, t, new double[Length]), 1, 1, 0);
        Array((x, _, t) => TensorPrimitivesRules.StdDev(x, 0, 3, t), 1, 1, 0);
        Array((x, y, t) => TensorPrimitivesRules.CosineSimilarity(x, y, double.NaN, 3, t, zero), 0, 1, 0);
        Array((x, y, t) => TensorPrimitivesRules.CosineSimilarity(ones, x, double.NaN, 3, t, zero), 0, 1, 0);
        CollectionAssert.AreEqual(new double[Length], zero);
    }

    [TestMethod]
    public void Product_is_exact_with_zeros_and_beyond_the_range()
    {
        Reduced(TensorPrimitives.Product<double>, TensorPrimitivesRules.Product, [2, 3, 4, 5, 0.5], [180, 120, 90, 72, 720]);
        Reduced(TensorPrimitives.Product<double>, TensorPrimitivesRules.Product, [2, 3, 0, 5, 0.5], [0, 0, 90, 0, 0]);
        Reduced(TensorPrimitives.Product<double>, TensorPrimitivesRules.Product, [2, 0, 4, 0, 0.5], [0, 0, 0, 0, 0]);
        Reduced(TensorPrimitives.Product<double>, TensorPrimitivesRules.Product, [0], [6]);
        Reduced(TensorPrimitives.Product<double>, TensorPrimitivesRules.Product, [1e200, 1e-300, 1e-300], [0, 6 * (1e200 * 1e-300), 6 * (1e200 * 1e-300)]);
    }

    [TestMethod]
    public void A_seed_of_zero_adds_nothing_where_the_partial_is_not_finite()
    {
        double[] none = new double[Length];
        Same((x, _, ref t) => MathRules.Sqrt(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Sqrt(x, none, t), 0, 0, 0);
        Same((x, _, ref t) => MathRules.Cbrt(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Cbrt(x, none, t), 0, 0, 0);
        Same((x, _, ref t) => NumberRules.RootN(2, x, 0, ref t), (x, _, t) => TensorPrimitivesRules.RootN(x, 2, x, none, t), 0, 0, 0);
        Same((x, _, ref t) => MathRules.Log(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Log(x, none, t), 0, 0, 0);
        Same((x, _, ref t) => MathRules.Log2(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Log2(x, none, t), 0, 0, 0);
        Same((x, _, ref t) => MathRules.Log10(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Log10(x, none, t), 0, 0, 0);
        Same((x, _, ref t) => NumberRules.LogP1(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.LogP1(x, none, t), -1, 0, 0);
        Same((x, _, ref t) => MathRules.Asin(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Asin(x, none, t), 1, 0, 0);
        Same((x, _, ref t) => MathRules.Acos(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Acos(x, none, t), -1, 0, 0);
        Same((x, _, ref t) => MathRules.Acosh(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Acosh(x, none, t), 1, 0, 0);
        Same((x, _, ref t) => MathRules.Atanh(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Atanh(x, none, t), 1, 0, 0);
        Same((x, _, ref t) => MathRules.Exp(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Exp(x, none, t), double.PositiveInfinity, 0, 0);
        Same((x, _, ref t) => MathRules.Sinh(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Sinh(x, none, t), 1000, 0, 0);
        Same((x, _, ref t) => MathRules.Cosh(x, 0, ref t), (x, _, t) => TensorPrimitivesRules.Cosh(x, none, t), 1000, 0, 0);
        Same((y, x, ref t) => MathRules.Atan2Y(y, x, 0, ref t), (y, x, t) => TensorPrimitivesRules.Atan2Y(y, x, none, t), 0, 0, 0);
        Same((x, y, ref t) => MathRules.PowX(x, y, 0, ref t), (x, y, t) => TensorPrimitivesRules.PowX(x, y, Powers(x, y), none, t), 0, -1, 0);
        Same((x, y, ref t) => MathRules.PowY(x, y, 1, 0, ref t), (x, y, t) => TensorPrimitivesRules.PowY(x, Powers(x, y), none, t), 0, 0, 0);
        Array((r, y, t) => TensorPrimitivesRules.DivideX(y, none, t), 0, 0, 0);
        Array((r, y, t) => TensorPrimitivesRules.DivideY(y, r, none, t), double.PositiveInfinity, 0, 0);
        Array((r, _, t) => TensorPrimitivesRules.Reciprocal(r, none, t), double.PositiveInfinity, 0, 0);
        Array((r, _, t) => TensorPrimitivesRules.ReciprocalSqrt(r, none, t), double.PositiveInfinity, 0, 0);
    }

    private static void Both(double x, double y, ref double adjoint, BothRule rule)
    {
        double other = 0;
        rule(x, y, 3, ref adjoint, ref other);
        Assert.AreEqual(3, adjoint + other);
    }

    private static void Same(ScalarRule scalar, ArrayRule array, double a, double b, double expected)
    {
        Scalar(scalar, a, b, expected);
        Array(array, a, b, expected);
    }

    private static void Scalar(ScalarRule rule, double a, double b, double expected)
    {
        double adjoint = 0;
        rule(a, b, ref adjoint);
        Assert.AreEqual(expected, adjoint);
    }

    private static void Array(ArrayRule rule, double a, double b, double expected)
    {
        double[] adjoint = new double[Length];
        rule(Filled(a), Filled(b), adjoint);
        CollectionAssert.AreEqual(Filled(expected), adjoint);
    }

    private static void Reduced(Reduction reduction, ReductionRule rule, double[] x, double[] expected)
    {
        double[] adjoint = new double[x.Length];
        rule(x, reduction(x), 6, adjoint);
        CollectionAssert.AreEqual(expected, adjoint);
    }

    private static double[] Filled(double value)
    {
        double[] values = new double[Length];
        System.Array.Fill(values, value);
        return values;
    }

    private static double[] Negated(ReadOnlySpan<double> x)
    {
        double[] values = new double[x.Length];
        TensorPrimitives.Negate(x, values);
        return values;
    }

    private static double[] Powers(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] values = new double[x.Length];
        TensorPrimitives.Pow(x, y, values);
        return values;
    }

    private delegate void BothRule(double x, double y, double seed, ref double xAdjoint, ref double yAdjoint);

    private delegate double Reduction(ReadOnlySpan<double> x);

    private delegate void ReductionRule(ReadOnlySpan<double> x, double result, double seed, Span<double> adjoint);

    /// <summary>A seed gives NaN, and a seed of 0 nothing.</summary>
    private static void Refuses(ComplexRule rule)
    {
        Complex adjoint = 0;
        rule(new Complex(2, 1), ref adjoint);
        Assert.IsTrue(Complex.IsNaN(adjoint), adjoint.ToString());
        adjoint = 5;
        rule(0, ref adjoint);
        Assert.AreEqual(5, adjoint);
    }
}
