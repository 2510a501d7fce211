using System;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The companions of methods that take and return arrays of arrays, and what is refused of rows.</summary>
[TestClass]
public sealed class JaggedTests
{
    private static readonly double[] Bias = [0.1, -0.2];

    private static readonly double[] X = [0.5, -1, 2];

    [TestMethod]
    public void The_gradient_has_rows_of_the_same_lengths()
    {
        double[] flat = [0.3, -0.4, 0.5, 0.6, -0.7];
        (double value, (double[][] weights, double[] bias, double[] x) gradient) = JaggedPrograms.LayerValueAndGradient(Rows(flat), Bias, X);
        Assert.AreEqual(JaggedPrograms.Layer(Rows(flat), Bias, X), value);
        Numeric.AssertGradient(point => JaggedPrograms.Layer(Rows(point), Bias, X), flat, [.. gradient.weights.SelectMany(row => row)], 1e-7);
        Numeric.AssertGradient(point => JaggedPrograms.Layer(Rows(flat), point, X), Bias, gradient.bias, 1e-7);

        double[][] destination = Rows([9, 9, 9, 9, 9]);
        JaggedPrograms.LayerValueAndGradient(Rows(flat), Bias, X, destination, new double[2], new double[3]);
        CollectionAssert.AreEqual(gradient.weights.SelectMany(row => row).ToArray(), destination.SelectMany(row => row).ToArray());
    }

    [TestMethod]
    public void Rows_that_are_written_have_seeds()
    {
        double[][] rows = [[1, 2], [3]];
        double[][] adjoint = [[1, 0.5], [2]];
        double factorAdjoint = 0;
        JaggedPrograms.ScaleVjp(rows, 2, 3, adjoint, ref factorAdjoint);
        CollectionAssert.AreEqual(new double[] { 3, 12, 27 }, rows.SelectMany(row => row).ToArray());
        CollectionAssert.AreEqual(new double[] { 6, 6, 36 }, adjoint.SelectMany(row => row).ToArray());
        Assert.AreEqual(1 + (0.5 * 4) + (2 * 9), factorAdjoint);
    }

    [TestMethod]
    public void A_result_has_a_seed_of_rows()
    {
        double[] start = [0.4, 0.8];
        double[][] seed = [[1, 2], [3, 4], [5, 6]];
        var startAdjoint = new double[2];
        double kAdjoint = 0;
        JaggedPrograms.TrajectoryVjp(start, 0.3, 2, seed, startAdjoint, ref kAdjoint);
        Numeric.AssertGradient(point => Weighted(JaggedPrograms.Trajectory(point, 0.3, 2), seed), start, startAdjoint, 1e-7);
        Numeric.AssertGradient(point => Weighted(JaggedPrograms.Trajectory(start, point[0], 2), seed), [0.3], [kAdjoint], 1e-7);
        Assert.ThrowsExactly<ArgumentException>(() => JaggedPrograms.TrajectoryVjp(start, 0.3, 2, [[1, 2], [3, 4]], startAdjoint, ref kAdjoint));
    }

    [TestMethod]
    public void Destinations_are_checked_row_by_row()
    {
        double[][] rows = [[1, 2], [3], null!];
        double factorAdjoint = 0;
        JaggedPrograms.ScaleVjp(rows, 2, 1, [[1, 2], [3], null!], ref factorAdjoint);
        StringAssert.Contains(Error([[1, 2], [3, 4], null!]), "'rowsAdjoint[1]' is 2; it must be 1, like 'rows[1]'");
        StringAssert.Contains(Error([[1, 2], [3], [4]]), "Row 2 of 'rowsAdjoint' must be null where that of 'rows' is");
        StringAssert.Contains(Error([rows[0], [3], null!]), "the same array");
        rows[2] = rows[1];
        StringAssert.Contains(Error([[1, 2], [3], [4]]), "'rows' has the same row in two places");

        string Error(double[][] adjoint) => Assert.ThrowsExactly<ArgumentException>(() => JaggedPrograms.ScaleVjp(rows, 2, 1, adjoint, ref factorAdjoint)).Message;
    }

    [TestMethod]
    public void A_row_is_no_other_argument_of_the_gradient()
    {
        double[][] weights = [[0.3, 1], [0.4, 1]];
        Assert.ThrowsExactly<ArgumentException>(() => JaggedPrograms.LayerValueAndGradient(weights, Bias, X, [Bias, [1, 2]], new double[2], new double[3]));
        Assert.ThrowsExactly<ArgumentException>(() => JaggedPrograms.LayerValueAndGradient(weights, Bias, X, [[1, 2], [1, 2]], weights[1], new double[3]));
    }

    [TestMethod]
    public void A_row_that_is_replaced_throws()
    {
        Assert.ThrowsExactly<NotSupportedException>(() => JaggedPrograms.ReplacedValueAndGradient(X));
    }

    [TestMethod]
    [DataRow("double[][] m = [[y[0]], [y[1]]]; double[] t = m[0]; m[0] = m[1]; m[1] = t; return m[0][0];", "m[0] = m[1]", "m[1] = t")]
    [DataRow("rows[0] = new double[2]; return rows[0][0];", "rows[0] = new double[2]")]
    [DataRow("double[][] m = new double[2][]; m[0] = y; return m[0][0];", "m[0] = y")]
    [DataRow("double[][] m = new double[2][]; m[1] = rows[0]; return m[1][0];", "m[1] = rows[0]")]
    [DataRow("double[][] m = new double[2][]; double[] r = [y[0]]; m[0] = r; m[1] = r; return m[0][0];", "m[0] = r", "m[1] = r")]
    [DataRow("double[][] m = new double[2][]; double[] r = [y[0]]; if (y[0] > 1) { m[0] = r; } return r[0];", "m[0] = r")]
    public void Rows_that_are_not_new_are_refused(string body, params string[] places)
    {
        string source = $"public static partial class C {{ [Differentiable] public static double F(double[][] rows, double[] y) {{ {body} }} }}";
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer());
        Assert.AreEqual(
            string.Join("\n", places.Select(place => "AD0011 " + place)),
            string.Join("\n", run.Reported.OrderBy(problem => problem.Location.SourceSpan.Start).Select(problem => $"{problem.Id} {source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length)}")));
    }

    private static double[][] Rows(double[] flat) => [flat[..2], flat[2..]];

    private static double Weighted(double[][] values, double[][] weights) =>
        values.Zip(weights, (row, weight) => row.Zip(weight, (value, factor) => value * factor).Sum()).Sum();
}
