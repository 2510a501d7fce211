using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using Autodiff.Rules;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

/// <summary>
/// The rules of tensors against finite differences, where the operands are slices that do not lie in order, and where
/// one of them is spread over the other.
/// </summary>
[TestClass]
public sealed class TensorRuleTests
{
    private const double Step = 1e-6;

    private delegate Tensor<double> Unary(ReadOnlyTensorSpan<double> x);

    private delegate void UnaryRule(ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> r, ReadOnlyTensorSpan<double> seed, TensorSpan<double> adjoint);

    private delegate Tensor<double> Binary(ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y);

    private delegate void BinaryRule(ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y, ReadOnlyTensorSpan<double> r, ReadOnlyTensorSpan<double> seed, TensorSpan<double> xAdjoint, TensorSpan<double> yAdjoint);

    private delegate double Reduction(ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y);

    private delegate void ReductionRule(ReadOnlyTensorSpan<double> x, ReadOnlyTensorSpan<double> y, double r, double seed, TensorSpan<double> xAdjoint, TensorSpan<double> yAdjoint);

    private static readonly Dictionary<string, (Unary Function, UnaryRule Rule)> OfOne = new()
    {
        ["Abs"] = (t => Tensor.Abs(t), (x, r, seed, adjoint) => TensorRules.Abs(x, seed, adjoint)),
        ["Exp"] = (t => Tensor.Exp(t), (x, r, seed, adjoint) => TensorRules.Exp(r, seed, adjoint)),
        ["Exp2"] = (t => Tensor.Exp2(t), (x, r, seed, adjoint) => TensorRules.Exp2(r, seed, adjoint)),
        ["Exp10"] = (t => Tensor.Exp10(t), (x, r, seed, adjoint) => TensorRules.Exp10(r, seed, adjoint)),
        ["ExpM1"] = (t => Tensor.ExpM1(t), (x, r, seed, adjoint) => TensorRules.ExpM1(r, seed, adjoint)),
        ["Exp2M1"] = (t => Tensor.Exp2M1(t), (x, r, seed, adjoint) => TensorRules.Exp2M1(r, seed, adjoint)),
        ["Exp10M1"] = (t => Tensor.Exp10M1(t), (x, r, seed, adjoint) => TensorRules.Exp10M1(r, seed, adjoint)),
        ["Log"] = (t => Tensor.Log(t), (x, r, seed, adjoint) => TensorRules.Log(x, seed, adjoint)),
        ["Log2"] = (t => Tensor.Log2(t), (x, r, seed, adjoint) => TensorRules.Log2(x, seed, adjoint)),
        ["Log10"] = (t => Tensor.Log10(t), (x, r, seed, adjoint) => TensorRules.Log10(x, seed, adjoint)),
        ["LogP1"] = (t => Tensor.LogP1(t), (x, r, seed, adjoint) => TensorRules.LogP1(x, seed, adjoint)),
        ["Log2P1"] = (t => Tensor.Log2P1(t), (x, r, seed, adjoint) => TensorRules.Log2P1(x, seed, adjoint)),
        ["Log10P1"] = (t => Tensor.Log10P1(t), (x, r, seed, adjoint) => TensorRules.Log10P1(x, seed, adjoint)),
        ["Sqrt"] = (t => Tensor.Sqrt(t), (x, r, seed, adjoint) => TensorRules.Sqrt(r, seed, adjoint)),
        ["Cbrt"] = (t => Tensor.Cbrt(t), (x, r, seed, adjoint) => TensorRules.Cbrt(r, seed, adjoint)),
        ["Reciprocal"] = (t => Tensor.Reciprocal(t), (x, r, seed, adjoint) => TensorRules.Reciprocal(r, seed, adjoint)),
        ["Sigmoid"] = (t => Tensor.Sigmoid(t), (x, r, seed, adjoint) => TensorRules.Sigmoid(r, seed, adjoint)),
        ["SoftMax"] = (t => Tensor.SoftMax(t), (x, r, seed, adjoint) => TensorRules.SoftMax(r, seed, adjoint)),
        ["Sin"] = (t => Tensor.Sin(t), (x, r, seed, adjoint) => TensorRules.Sin(x, seed, adjoint)),
        ["Cos"] = (t => Tensor.Cos(t), (x, r, seed, adjoint) => TensorRules.Cos(x, seed, adjoint)),
        ["Tan"] = (t => Tensor.Tan(t), (x, r, seed, adjoint) => TensorRules.Tan(r, seed, adjoint)),
        ["SinPi"] = (t => Tensor.SinPi(t), (x, r, seed, adjoint) => TensorRules.SinPi(x, seed, adjoint)),
        ["CosPi"] = (t => Tensor.CosPi(t), (x, r, seed, adjoint) => TensorRules.CosPi(x, seed, adjoint)),
        ["TanPi"] = (t => Tensor.TanPi(t), (x, r, seed, adjoint) => TensorRules.TanPi(r, seed, adjoint)),
        ["Asin"] = (t => Tensor.Asin(t), (x, r, seed, adjoint) => TensorRules.Asin(x, seed, adjoint)),
        ["Acos"] = (t => Tensor.Acos(t), (x, r, seed, adjoint) => TensorRules.Acos(x, seed, adjoint)),
        ["Atan"] = (t => Tensor.Atan(t), (x, r, seed, adjoint) => TensorRules.Atan(x, seed, adjoint)),
        ["AsinPi"] = (t => Tensor.AsinPi(t), (x, r, seed, adjoint) => TensorRules.AsinPi(x, seed, adjoint)),
        ["AcosPi"] = (t => Tensor.AcosPi(t), (x, r, seed, adjoint) => TensorRules.AcosPi(x, seed, adjoint)),
        ["AtanPi"] = (t => Tensor.AtanPi(t), (x, r, seed, adjoint) => TensorRules.AtanPi(x, seed, adjoint)),
        ["Sinh"] = (t => Tensor.Sinh(t), (x, r, seed, adjoint) => TensorRules.Sinh(x, seed, adjoint)),
        ["Cosh"] = (t => Tensor.Cosh(t), (x, r, seed, adjoint) => TensorRules.Cosh(x, seed, adjoint)),
        ["Tanh"] = (t => Tensor.Tanh(t), (x, r, seed, adjoint) => TensorRules.Tanh(r, seed, adjoint)),
        ["Asinh"] = (t => Tensor.Asinh(t), (x, r, seed, adjoint) => TensorRules.Asinh(x, seed, adjoint)),
        ["Acosh"] = (t => Tensor.Acosh(t), (x, r, seed, adjoint) => TensorRules.Acosh(x, seed, adjoint)),
        ["Atanh"] = (t => Tensor.Atanh(t), (x, r, seed, adjoint) => TensorRules.Atanh(x, seed, adjoint)),
        ["Negate"] = (t => Tensor.Negate(t), (_, _, seed, adjoint) => TensorRules.Negate(seed, adjoint)),
        ["DegreesToRadians"] = (t => Tensor.DegreesToRadians(t), (_, _, seed, adjoint) => TensorRules.DegreesToRadians(seed, adjoint)),
        ["RadiansToDegrees"] = (t => Tensor.RadiansToDegrees(t), (_, _, seed, adjoint) => TensorRules.RadiansToDegrees(seed, adjoint)),
        ["RootN"] = (t => Tensor.RootN(t, 3), (x, r, seed, adjoint) => TensorRules.RootN(x, 3, r, seed, adjoint)),
    };

    private static readonly Dictionary<string, (Binary Function, BinaryRule Rule)> OfTwo = new()
    {
        ["Add"] = ((x, y) => Tensor.Add(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Add(seed, xAdjoint, yAdjoint)),
        ["AddScalarY"] = ((x, y) => Tensor.Add(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Add(seed, xAdjoint, ref yAdjoint[0, 0])),
        ["Subtract"] = ((x, y) => Tensor.Subtract(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Subtract(seed, xAdjoint, yAdjoint)),
        ["SubtractScalarY"] = ((x, y) => Tensor.Subtract(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Subtract(seed, xAdjoint, ref yAdjoint[0, 0])),
        ["SubtractScalarX"] = ((x, y) => Tensor.Subtract(x[0, 0], y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Subtract(seed, ref xAdjoint[0, 0], yAdjoint)),
        ["Multiply"] = ((x, y) => Tensor.Multiply(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Multiply(x, y, seed, xAdjoint, yAdjoint)),
        ["MultiplyScalarY"] = ((x, y) => Tensor.Multiply(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Multiply(x, y[0, 0], seed, xAdjoint, ref yAdjoint[0, 0])),
        ["Divide"] = ((x, y) => Tensor.Divide(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Divide(y, r, seed, xAdjoint, yAdjoint)),
        ["DivideScalarY"] = ((x, y) => Tensor.Divide(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Divide(y[0, 0], r, seed, xAdjoint, ref yAdjoint[0, 0])),
        ["DivideScalarX"] = ((x, y) => Tensor.Divide(x[0, 0], y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Divide(y, r, seed, ref xAdjoint[0, 0], yAdjoint)),
        ["Max"] = ((x, y) => Tensor.Max(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Max(x, y, seed, xAdjoint, yAdjoint)),
        ["MaxScalarY"] = ((x, y) => Tensor.Max(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Max(x, y[0, 0], seed, xAdjoint, ref yAdjoint[0, 0])),
        ["Min"] = ((x, y) => Tensor.Min(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Min(x, y, seed, xAdjoint, yAdjoint)),
        ["MinScalarY"] = ((x, y) => Tensor.Min(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Min(x, y[0, 0], seed, xAdjoint, ref yAdjoint[0, 0])),
        ["Pow"] = ((x, y) => Tensor.Pow(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Pow(x, y, r, seed, xAdjoint, yAdjoint)),
        ["PowScalarY"] = ((x, y) => Tensor.Pow(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Pow(x, y[0, 0], r, seed, xAdjoint, ref yAdjoint[0, 0])),
        ["PowScalarX"] = ((x, y) => Tensor.Pow(x[0, 0], y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Pow(x[0, 0], y, r, seed, ref xAdjoint[0, 0], yAdjoint)),
        ["Hypot"] = ((x, y) => Tensor.Hypot(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Hypot(x, y, r, seed, xAdjoint, yAdjoint)),
        ["Log"] = ((x, y) => Tensor.Log(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Log(x, y, r, seed, xAdjoint, yAdjoint)),
        ["LogScalarY"] = ((x, y) => Tensor.Log(x, y[0, 0]), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Log(x, y[0, 0], r, seed, xAdjoint, ref yAdjoint[0, 0])),
        ["Atan2"] = ((x, y) => Tensor.Atan2(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Atan2(x, y, seed, xAdjoint, yAdjoint)),
        ["Atan2Pi"] = ((x, y) => Tensor.Atan2Pi(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Atan2Pi(x, y, seed, xAdjoint, yAdjoint)),
    };

    private static readonly Dictionary<string, (Reduction Function, ReductionRule Rule)> Reductions = new()
    {
        ["SumOfOne"] = ((x, _) => Tensor.Sum(x), (_, _, _, seed, xAdjoint, _) => TensorRules.Sum(seed, xAdjoint)),
        ["AverageOfOne"] = ((x, _) => Tensor.Average(x), (_, _, _, seed, xAdjoint, _) => TensorRules.Average(seed, xAdjoint)),
        ["NormOfOne"] = ((x, _) => Tensor.Norm(x), (x, _, r, seed, xAdjoint, _) => TensorRules.Norm(x, r, seed, xAdjoint)),
        ["StdDevOfOne"] = ((x, _) => Tensor.StdDev(x), (x, _, r, seed, xAdjoint, _) => TensorRules.StdDev(x, r, seed, xAdjoint)),
        ["ProductOfOne"] = ((x, _) => Tensor.Product(x), (x, _, r, seed, xAdjoint, _) => TensorRules.Product(x, r, seed, xAdjoint)),
        ["MaxOfOne"] = ((x, _) => Tensor.Max(x), (x, _, r, seed, xAdjoint, _) => TensorRules.Max(x, r, seed, xAdjoint)),
        ["MinOfOne"] = ((x, _) => Tensor.Min(x), (x, _, r, seed, xAdjoint, _) => TensorRules.Min(x, r, seed, xAdjoint)),
        ["MaxNumberOfOne"] = ((x, _) => Tensor.MaxNumber(x), (x, _, r, seed, xAdjoint, _) => TensorRules.MaxNumber(x, r, seed, xAdjoint)),
        ["MinNumberOfOne"] = ((x, _) => Tensor.MinNumber(x), (x, _, r, seed, xAdjoint, _) => TensorRules.MinNumber(x, r, seed, xAdjoint)),
        ["MaxMagnitudeOfOne"] = ((x, _) => Tensor.MaxMagnitude(x), (x, _, r, seed, xAdjoint, _) => TensorRules.MaxMagnitude(x, r, seed, xAdjoint)),
        ["MinMagnitudeOfOne"] = ((x, _) => Tensor.MinMagnitude(x), (x, _, r, seed, xAdjoint, _) => TensorRules.MinMagnitude(x, r, seed, xAdjoint)),
        ["MaxMagnitudeNumberOfOne"] = ((x, _) => Tensor.MaxMagnitudeNumber(x), (x, _, r, seed, xAdjoint, _) => TensorRules.MaxMagnitudeNumber(x, r, seed, xAdjoint)),
        ["MinMagnitudeNumberOfOne"] = ((x, _) => Tensor.MinMagnitudeNumber(x), (x, _, r, seed, xAdjoint, _) => TensorRules.MinMagnitudeNumber(x, r, seed, xAdjoint)),
        ["DotOfTwo"] = ((x, y) => Tensor.Dot(x, y), (x, y, _, seed, xAdjoint, yAdjoint) => TensorRules.Dot(x, y, seed, xAdjoint, yAdjoint)),
        ["DistanceOfTwo"] = ((x, y) => Tensor.Distance(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.Distance(x, y, r, seed, xAdjoint, yAdjoint)),
        ["CosineSimilarityOfTwo"] = ((x, y) => Tensor.CosineSimilarity(x, y), (x, y, r, seed, xAdjoint, yAdjoint) => TensorRules.CosineSimilarity(x, y, r, seed, xAdjoint, yAdjoint)),
    };

    public static IEnumerable<object[]> Ones => OfOne.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> Twos => OfTwo.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> Sums => Reductions.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Ones))]
    public void A_function_of_one_tensor_has_its_derivative(string name)
    {
        (Unary function, UnaryRule rule) = OfOne[name];
        double offset = name == "Acosh" ? 1.1 : 0.1;
        double[] point = Point(offset);
        Tensor<double> seed = Seed();
        double[] adjoint = [.. Enumerable.Repeat(0.25, 12)];
        rule(Cut(point), function(Cut(point)), seed, Cut(adjoint));
        AssertAdjoint(varied => Tensor.Dot<double>(function(Cut(varied)), seed), point, adjoint, name);
    }

    [TestMethod]
    [DynamicData(nameof(Twos))]
    public void A_function_of_two_tensors_has_its_derivatives(string name)
    {
        (Binary function, BinaryRule rule) = OfTwo[name];
        double[] x = Point(0.3);
        double[] y = [.. Point(0.3723).Reverse()];
        bool isScalar = name.Contains("Scalar", StringComparison.Ordinal);
        foreach (bool isSpread in isScalar ? new[] { false } : [false, true])
        {
            double[] xAdjoint = [.. Enumerable.Repeat(0.25, 12)];
            double[] yAdjoint = [.. Enumerable.Repeat(0.25, 12)];
            Tensor<double> result = function(Cut(x), Other(y));
            Tensor<double> seed = Seed();
            rule(Cut(x), Other(y), result, seed, Cut(xAdjoint), Other(yAdjoint));
            AssertAdjoint(varied => Tensor.Dot<double>(function(Cut(varied), Other(y)), seed), x, xAdjoint, $"{name}, x, {isSpread}");
            AssertAdjoint(varied => Tensor.Dot<double>(function(Cut(x), Other(varied)), seed), y, yAdjoint, $"{name}, y, {isSpread}");

            TensorSpan<double> Other(double[] values) => isSpread ? new TensorSpan<double>(values)[..2] : Cut(values);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sums))]
    public void A_reduction_has_its_derivatives(string name)
    {
        (Reduction function, ReductionRule rule) = Reductions[name];
        double[] x = Point(0.3);
        double[] y = [.. Point(0.3723).Reverse()];
        double[] xAdjoint = [.. Enumerable.Repeat(0.25, 12)];
        double[] yAdjoint = [.. Enumerable.Repeat(0.25, 12)];
        rule(Cut(x), Cut(y), function(Cut(x), Cut(y)), 1.5, Cut(xAdjoint), Cut(yAdjoint));
        AssertAdjoint(varied => 1.5 * function(Cut(varied), Cut(y)), x, xAdjoint, name + ", x");
        AssertAdjoint(varied => 1.5 * function(Cut(x), Cut(varied)), y, yAdjoint, name + ", y");
    }

    /// <summary>Two columns of a matrix of three rows and four columns.</summary>
    private static TensorSpan<double> Cut(double[] values) => new TensorSpan<double>(values, [3, 4])[.., 1..3];

    private static double[] Point(double offset) => [.. Enumerable.Range(0, 12).Select(i => offset + (0.05 * ((i * 7) % 12)))];

    private static Tensor<double> Seed() => Tensor.Create<double>([1, -2, 0.5, 3, -0.75, 2], [3, 2]);

    private static void AssertAdjoint(Func<double[], double> function, double[] point, double[] adjoint, string name)
    {
        for (int i = 0; i < point.Length; i++)
        {
            double expected = 0.25 + ((At(i, Step) - At(i, -Step)) / (2 * Step));
            Assert.AreEqual(expected, adjoint[i], 1e-7 * (1 + Math.Abs(expected)), $"{name}, element {i}");
        }

        double At(int i, double by)
        {
            double[] moved = (double[])point.Clone();
            moved[i] += by;
            return function(moved);
        }
    }
}
