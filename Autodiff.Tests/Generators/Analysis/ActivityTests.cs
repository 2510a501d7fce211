using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;
using Autodiff.Tests.Generators.Lowering;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Analysis;

[TestClass]
public sealed class ActivityTests
{
    [TestMethod]
    public void What_does_not_depend_on_an_input_is_passive() => AssertActive(
        "double a = 2; double b = a * a; double c = b * x; return c;",
        "x c");

    [TestMethod]
    public void What_does_not_reach_the_result_is_passive() => AssertActive(
        "double a = x * x; double b = Math.Sin(a); double c = x + 1; return c;",
        "x c");

    [TestMethod]
    public void Arrays_are_active_as_a_whole_and_views_as_their_root() => AssertActive(
        "double[] t = new double[4]; double[] u = new double[4]; Span<double> v = t.AsSpan(1); v[0] = x; u[0] = 3; return t[1] + u[0];",
        "x t v");

    [TestMethod]
    public void Integers_cut() => AssertActive("int k = (int)x; double y = k * 2.0; return y + x;", "x");

    [TestMethod]
    public void A_loop_carries_activity_backwards_in_the_text() => AssertActive(
        "double a = 0; double b = 0; for (int i = 0; i < 3; i++) { a = b; b = x; } return a;",
        "x a b");

    [TestMethod]
    public void Stopped_gradients_are_passive() => AssertActive("double a = Ad.StopGradient(x * x); double b = a * x; return b;", "x b");

    private static void AssertActive(string body, string expected)
    {
        IrFunction function = LoweringHarness.LowerMembers($"[Differentiable] public static double F(double x) {{ {body} }}");
        IrBlock structured = StructuredFunction.Of(function).Body;
        var activity = new Activity(function, structured, new Roots(structured));
        Assert.AreEqual(expected, string.Join(" ", structured.Mentions().Where(activity.IsActive).OrderBy(variable => variable.Id).Select(variable => variable.Name)));
    }
}
