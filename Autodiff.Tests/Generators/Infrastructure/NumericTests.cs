using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

[TestClass]
public class NumericTests
{
    [TestMethod]
    public void Derivatives_of_smooth_functions_have_ten_digits()
    {
        foreach (double x in (double[])[-30, -1.5, 0, 1e-3, 0.7, 4])
        {
            Numeric.AssertClose(Math.Cos(x), Numeric.Derivative(Math.Sin, x), 1e-10);
            Numeric.AssertClose(1 / Math.Cosh(x) / Math.Cosh(x), Numeric.Derivative(Math.Tanh, x), 1e-9, floor: 1);
        }
    }

    [TestMethod]
    public void The_step_stays_where_the_function_is_defined()
    {
        foreach (double x in (double[])[1e-4, 1e-2, 1, 1e3])
        {
            Numeric.AssertClose(1 / x, Numeric.Derivative(Math.Log, x), 1e-9);
        }
    }

    [TestMethod]
    public void Gradients_and_Jacobians_do_not_change_their_argument()
    {
        double[] x = [0.5, -2, 3];

        Numeric.AssertGradient(v => v[0] * v[1] * Math.Exp(v[2] / 3), x, [-2 * Math.E, 0.5 * Math.E, -Math.E / 3], 1e-10);
        double[,] jacobian = Numeric.Jacobian(v => [v[0] * v[1], v[2] * v[2]], x);
        Numeric.AssertClose([-2, 0.5, 0, 0, 0, 6], [.. jacobian.Cast<double>()], 1e-10);
        CollectionAssert.AreEqual(new[] { 0.5, -2, 3 }, x);
    }

    [TestMethod]
    public void A_deviation_names_the_worst_entry()
    {
        var exception = Assert.ThrowsExactly<AssertFailedException>(
            () => Numeric.AssertClose([1, 200, 3], [1.5, 200, 13], 1e-3, "gradient"));

        StringAssert.Contains(exception.Message, "gradient[2] is 13, expected 3");
        StringAssert.Contains(exception.Message, "5.00E-002");
        StringAssert.Contains(exception.Message, "2 of 3 entries");
    }

    [TestMethod]
    public void What_is_not_a_number_agrees_only_with_itself()
    {
        Numeric.AssertClose([double.NaN, double.PositiveInfinity], [double.NaN, double.PositiveInfinity]);
        Assert.ThrowsExactly<AssertFailedException>(() => Numeric.AssertClose(1, double.NaN));
        Assert.ThrowsExactly<AssertFailedException>(() => Numeric.AssertClose(double.NaN, 1));
        Assert.ThrowsExactly<AssertFailedException>(
            () => Numeric.AssertClose(double.PositiveInfinity, double.NegativeInfinity));
        Assert.ThrowsExactly<AssertFailedException>(() => Numeric.AssertClose(1, double.PositiveInfinity));
        Assert.ThrowsExactly<AssertFailedException>(() => Numeric.AssertClose([1], [1, 2]));
    }
}
