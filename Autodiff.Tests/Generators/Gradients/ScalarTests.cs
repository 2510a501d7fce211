using System;
using System.Numerics;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

[TestClass]
public sealed class ScalarTests
{
    [TestMethod]
    [DataRow(0.72, 1.3)]
    [DataRow(0.4, 0.6)]
    [DataRow(1.9, 2.3)]
    public void Programs_of_two_scalars_have_the_numeric_gradient(double x, double y)
    {
        Check(ScalarPrograms.Reassigned, ScalarPrograms.ReassignedValueAndGradient(x, y).Gradient);
        Check(ScalarPrograms.Everything, ScalarPrograms.EverythingValueAndGradient(x, y).Gradient);
        Check(ScalarPrograms.Powers, ScalarPrograms.PowersValueAndGradient(x, y).Gradient);
        Check(ScalarPrograms.Quotients, ScalarPrograms.QuotientsValueAndGradient(x, y).Gradient);

        void Check(Func<double, double, double> f, (double x, double y) gradient) =>
            Numeric.AssertGradient(p => f(p[0], p[1]), [x, y], [gradient.x, gradient.y], 1e-8, step: 1e-3);
    }

    [TestMethod]
    public void Complex_step_agrees()
    {
        static Complex Quotients(Complex x, Complex y)
        {
            Complex q = 3 / (x / y / (x + y));
            return (q / (x * y)) - (-x / y);
        }

        const double h = 1e-30;
        (double x, double y) gradient = ScalarPrograms.QuotientsValueAndGradient(0.7, 1.3).Gradient;
        Numeric.AssertClose(Quotients(new(0.7, h), 1.3).Imaginary / h, gradient.x, 1e-14);
        Numeric.AssertClose(Quotients(0.7, new(1.3, h)).Imaginary / h, gradient.y, 1e-14);
    }

    [TestMethod]
    public void Closed_forms()
    {
        (double value, (double angle, double speed, double length) gradient) = ScalarPrograms.PendulumValueAndGradient(0.4, 1.5, 2, 3);
        Assert.AreEqual(ScalarPrograms.Pendulum(0.4, 1.5, 2, 3), value);
        Numeric.AssertClose(3 * 9.81 * 2 * Math.Sin(0.4), gradient.angle, 1e-15);
        Numeric.AssertClose(3 * 4 * 1.5, gradient.speed, 1e-15);
        Numeric.AssertClose((3 * 2 * 1.5 * 1.5) + (3 * 9.81 * (1 - Math.Cos(0.4))), gradient.length, 1e-15);

        Numeric.AssertClose((9.81 * Math.PI) + (2 * -0.5 * 2) + (1.0 / 3), ScalarPrograms.ConstantsValueAndGradient(2).Gradient, 1e-15);
        Assert.AreEqual((6.0, 1.0), ScalarPrograms.StoppedValueAndGradient(2, 3).Gradient);
    }

    [TestMethod]
    public void A_stopped_view_is_a_constant()
    {
        CollectionAssert.AreEqual(new double[] { 3, 5, 0 }, MemoryPrograms.StoppedViewValueAndGradient([2, 3, 5]).Gradient);
    }

    [TestMethod]
    public void Single_precision()
    {
        (float x, float y) gradient = ScalarPrograms.SingleValueAndGradient(0.5f, 2f).Gradient;
        Numeric.AssertClose((2 * Math.Cos(1)) + 0.5, gradient.x, 1e-6);
        Numeric.AssertClose((0.5 * Math.Cos(1)) - 0.125 + (2 * Math.Exp(-2)), gradient.y, 1e-6);
    }

    [TestMethod]
    public void Conversions_carry_the_derivative_and_integer_casts_cut_it()
    {
        (float x, double y) gradient = ScalarPrograms.MixedValueAndGradient(1.5f, 2.5).Gradient;
        Numeric.AssertClose(2 * 1.5 * 2.5, gradient.x, 1e-6);
        Numeric.AssertClose((1.5 * 1.5) + 2, gradient.y, 1e-6);
    }

    [TestMethod]
    public void A_seed_of_zero_stays_zero()
    {
        (double value, (double x, double y) gradient) = ScalarPrograms.StrongZeroValueAndGradient(0, 4);
        Assert.AreEqual(8, value);
        Assert.AreEqual(0, gradient.x);
        Numeric.AssertClose(3, gradient.y, 1e-15);
    }

    [TestMethod]
    public void Products_of_equal_factors()
    {
        Numeric.AssertClose(Numeric.Derivative(ScalarPrograms.Squares, 0.3), ScalarPrograms.SquaresValueAndGradient(0.3).Gradient, 1e-9);
    }
}
