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
    [DataRow("rows[0] = new double[2]; return rows[0][0];", "rows[0]")]
    [DataRow("double[] t = rows[0]; rows[0] = rows[1]; rows[1] = t; return rows[0][0];", "rows[0]", "rows[1]")]
    [DataRow("(rows[0], rows[1]) = (rows[1], rows[0]); return rows[0][0];", "rows[0]", "rows[1]")]
    [DataRow("double[][] m = rows; m[0] = y; return m[0][0];", "m[0]")]
    [DataRow("double[][] m = new double[2][]; if (y[0] > 1) { m = rows; } m[0] = y; return m[0][0];", "m[0]")]
    [DataRow("Swap(rows); return rows[0][0]; static void Swap(double[][] a) { (a[0], a[1]) = (a[1], a[0]); }", "a[0]", "a[1]")]
    [DataRow("double[][][] c = new double[2][][]; c[0] = rows; c[0][1] = y; return c[0][0][0];", "c[0][1]")]
    [DataRow("double[][] m = new double[2][]; m[0] = Table[0]; m[1] = y; return m[0][0] * m[1][0];", "m[0]")]
    [DataRow("cube[0][0] = y; return cube[0][0][0];", "cube[0][0]")]
    public void Rows_of_the_caller_are_not_replaced(string body, params string[] places)
    {
        string source = $"public static partial class C {{ static readonly double[][] Table = [[1]]; [Differentiable] public static double F(double[][] rows, double[] y, double[][][] cube) {{ {body} }} }}";
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer());
        Assert.AreEqual(
            string.Join("\n", places.Select(place => "AD0011 " + place)),
            string.Join("\n", run.Reported.OrderBy(problem => problem.Location.SourceSpan.Start).Select(problem => $"{problem.Id} {source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length)}")));
    }

    [TestMethod]
    public void A_result_has_no_row_twice()
    {
        Assert.ThrowsExactly<NotSupportedException>(() => MovingRowPrograms.TwiceVjp([1, 2], [[1], [2]], new double[2]));
        Assert.ThrowsExactly<NotSupportedException>(() => MovingRowPrograms.OfTwiceValueAndGradient([1, 2]));
    }

    [TestMethod]
    public void Rows_in_another_order_have_the_seeds_of_their_places()
    {
        double[][] rows = [[1.5, 2], [3, -0.5]];
        double[][] adjoint = [[1, 0.5], [2, -1]];
        double[] xAdjoint = new double[2];
        MovingRowPrograms.FillVjp(rows, [0.7, 1.2], adjoint, xAdjoint);
        static double Weighted(double[] p)
        {
            double[][] rows = Rows([p[0], p[1], p[2], p[3]]);
            MovingRowPrograms.Fill(rows, [p[4], p[5]]);
            return rows[0][0] + (0.5 * rows[0][1]) + (2 * rows[1][0]) - rows[1][1];
        }

        Numeric.AssertGradient(Weighted, [1.5, 2, 3, -0.5, 0.7, 1.2], [.. adjoint[0], .. adjoint[1], .. xAdjoint], 1e-7);
        double[][] after = [[1.5, 2], [3, -0.5]];
        MovingRowPrograms.Fill(after, [0.7, 1.2]);
        CollectionAssert.AreEqual(after.SelectMany(row => row).ToArray(), rows.SelectMany(row => row).ToArray());

        double[][] seed = [[1, 2], [3, 4], [5, 6]];
        double[] adjoints = new double[6];
        double[] point = [0.7, -0.4, 1.1, 0.35, -0.85, 0.6];
        double[][] rotated = MovingRowPrograms.RotatedVjp(point, seed, adjoints);
        CollectionAssert.AreEqual(MovingRowPrograms.Rotated(point).SelectMany(row => row).ToArray(), rotated.SelectMany(row => row).ToArray());
        Numeric.AssertGradient(p => JaggedTests.Weighted(MovingRowPrograms.Rotated(p), seed), point, adjoints, 1e-7);
    }

    private static double[][] Rows(double[] flat) => [flat[..2], flat[2..]];

    private static double Weighted(double[][] values, double[][] weights) =>
        values.Zip(weights, (row, weight) => row.Zip(weight, (value, factor) => value * factor).Sum()).Sum();
}
