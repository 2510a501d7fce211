using System;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

[TestClass]
public sealed class CallTests
{
    [TestMethod]
    public void A_thousand_nested_calls_run_each_primal_once()
    {
        CallPrograms.TickCount = 0;
        (double value, double gradient) = CallPrograms.DeepValueAndGradient(0.3, 1000);
        Assert.AreEqual(1001, CallPrograms.TickCount);
        Assert.AreEqual(CallPrograms.Deep(0.3, 1000), value);
        Numeric.AssertClose(Numeric.Derivative(x => CallPrograms.Deep(x, 1000), 0.3, 1e-3), gradient, 1e-8);
    }

    [TestMethod]
    public void A_method_without_gradient_is_a_constant_and_runs_once()
    {
        CallPrograms.TickCount = 0;
        (_, double[] gradient) = CallPrograms.WithoutGradientValueAndGradient([3.0, 2.0]);
        Assert.AreEqual(1, CallPrograms.TickCount);
        CollectionAssert.AreEqual(new[] { 0, 9.0 * 2 * 2 }, gradient);
    }

    [TestMethod]
    public void A_written_span_takes_its_seed_and_is_filled()
    {
        double[] x = [1, 2, 3];
        var y = new double[3];
        double[] yAdjoint = [1, 10, 100];
        double[] xAdjoint = [0.5, 0.5, 0.5];
        double factorAdjoint = 1;
        CallPrograms.ScaleVjp(x, 2, y, yAdjoint, xAdjoint, ref factorAdjoint);
        CollectionAssert.AreEqual(new double[] { 2, 8, 18 }, y);
        CollectionAssert.AreEqual(new double[] { 0, 0, 0 }, yAdjoint);
        CollectionAssert.AreEqual(new double[] { 0.5 + 4, 0.5 + 80, 0.5 + 1200 }, xAdjoint);
        Assert.AreEqual(1 + 1 + 40 + 900, factorAdjoint);
    }

    [TestMethod]
    public void A_span_written_in_place_keeps_its_final_values_and_gets_the_adjoint_of_its_entry()
    {
        double[] start = [0.3, -0.2, 0.9];
        double[] state = [.. start];
        double[] seed = [1, -2, 0.5];
        double[] adjoint = [.. seed];
        double stepAdjoint = 0;
        CallPrograms.AdvanceVjp(state, 0.25, adjoint, ref stepAdjoint);

        double[] expected = [.. start];
        CallPrograms.Advance(expected, 0.25);
        CollectionAssert.AreEqual(expected, state);
        Numeric.AssertGradient(
            p =>
            {
                double[] s = p[..3];
                CallPrograms.Advance(s, p[3]);
                return s.Zip(seed, (a, b) => a * b).Sum();
            },
            [.. start, 0.25],
            [.. adjoint, stepAdjoint]);
    }

    [TestMethod]
    public void An_array_result_takes_a_seed()
    {
        double xAdjoint = 0;
        double[] result = CallPrograms.PowersVjp(2, 3, [1, 1, 1], ref xAdjoint);
        CollectionAssert.AreEqual(new double[] { 2, 4, 8 }, result);
        Assert.AreEqual(1 + 4 + 12, xAdjoint);
        Assert.ThrowsExactly<ArgumentException>(() =>
        {
            double ignored = 0;
            CallPrograms.PowersVjp(2, 3, [1, 1], ref ignored);
        });
    }

    [TestMethod]
    public void Methods_of_every_kind_of_type()
    {
        var spring = new Spring(3);
        Assert.AreEqual((0.5 * 3 * 4 * 2, (3 * 2 * 2.0, -3 * 2 * 2.0)), spring.EnergyValueAndGradient(3, 1));
        Numeric.AssertClose(Numeric.Derivative(spring.Twice, 0.7), spring.TwiceValueAndGradient(0.7).Gradient);
        Assert.AreEqual((8.0, 12.0), Spring.Nested.CubeValueAndGradient(2));
        Assert.AreEqual((12.0, 12.0), new Weighted { Weight = 3 }.ApplyValueAndGradient(2));
        (double value, (double[] x, double offset) gradient) = new Model(2).EvaluateValueAndGradient([1, 2], 3);
        Assert.AreEqual(3 + 6 + 12, value);
        CollectionAssert.AreEqual(new double[] { 6, 6 }, gradient.x);
        Assert.AreEqual(1 + 2 + 4, gradient.offset);
        Assert.AreEqual((12.0, 12.0), Generic<string, int>.DoubleValueAndGradient(1));
    }

    [TestMethod]
    public void An_exception_in_the_forward_sweep_leaves_the_next_call_right()
    {
        double[] gradient = [7, 7, 7];
        Assert.ThrowsExactly<ArgumentException>(() => ControlFlowPrograms.ThrowsOnBadInputValueAndGradient([1, double.NaN, 2], gradient));
        double value = ControlFlowPrograms.ThrowsOnBadInputValueAndGradient([1, 2, 3], gradient);
        Assert.AreEqual(3 * 4 * 5, value);
        CollectionAssert.AreEqual(new double[] { 20, 15, 12 }, gradient);
    }

    [TestMethod]
    public void Bad_destinations_are_refused_before_anything_is_overwritten()
    {
        double[] x = [1, 2, 3];
        double[] small = [9, 9];
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ControlFlowPrograms.ForLoopValueAndGradient(x, small));
        StringAssert.Contains(error.Message, "'xGradient' has 2 elements; it must have 3");
        CollectionAssert.AreEqual(new double[] { 9, 9 }, small);
        Assert.ThrowsExactly<ArgumentException>(() => ControlFlowPrograms.ForLoopValueAndGradient(x, x));
        CollectionAssert.AreEqual(new double[] { 1, 2, 3 }, x);

        var both = new double[4];
        Assert.ThrowsExactly<ArgumentException>(() =>
        {
            double factorAdjoint = 0;
            CallPrograms.ScaleVjp(both.AsSpan(0, 3), 2, both.AsSpan(1, 3), new double[3], new double[3], ref factorAdjoint);
        });
    }

    [TestMethod]
    public void Names_that_meet_the_generators_own()
    {
        var gradient = RegressionPrograms.NamesThatMeetTheGeneratorsValueAndGradient(1, 2, 3, 4, 5, 6, 7, 8).Gradient;
        Assert.AreEqual((2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 8.0, 7.0), gradient);
        Assert.AreEqual((6.0, 12.0), new WithPrimaryConstructor(1.5).ScaleValueAndGradient(2) is var (value, slope) ? (value, slope * 2) : default);
    }

    [TestMethod]
    public void A_result_and_a_written_span_called_result_have_a_seed_each()
    {
        double[] adjoint = [10];
        double xAdjoint = 0;
        Assert.AreEqual(27, RegressionPrograms.TwoSeedsVjp(3, new double[1], resultAdjoint2: 1, adjoint, ref xAdjoint));
        Assert.AreEqual((3 * 9) + (10 * 2 * 3), xAdjoint);
    }
}
