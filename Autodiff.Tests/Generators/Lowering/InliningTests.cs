using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Bodies in the place of their calls, without a temporary that nobody needs; and what cannot be inlined.</summary>
[TestClass]
public sealed class InliningTests
{
    [TestMethod]
    public void A_variable_stands_for_the_parameter_it_is_given_to() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { double y = Square(x); return Square(y + 1); static double Square(double t) => t * t; }",
        """
        double y = (x * x)
        double t = (y + 1)
        return (t * t)
        """);

    [TestMethod]
    public void An_assigned_parameter_is_a_copy() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { return Next(x) * x; static double Next(double t) { t += 1; return t; } }",
        """
        double t = x
        t += 1
        return (t * x)
        """);

    [TestMethod]
    public void A_variable_that_a_local_function_changes_is_copied() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { double k = x; return Next(k); double Next(double t) { k += t; return t; } }",
        """
        double k = x
        double t = k
        k += t
        return t
        """);

    [TestMethod]
    public void A_return_in_the_middle_leaves_only_the_inlined_body() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { return 2 * Positive(x); static double Positive(double t) { if (t < 0) return 0; return t; } }",
        """
        inlined positiveValue
          if (x < 0)
            return 0
          return x
        return (2 * positiveValue)
        """);

    [TestMethod]
    public void A_known_delegate_is_no_value() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { Func<double, double> f = Math.Sin, g = t => x * f(t); return g(x); }",
        """
        return (x * Rule:global::System.Math.Sin(x))
        """);

    [TestMethod]
    [DataRow("return H(x); double H(double t) => t > 1 ? t : H(2 * t);", "AD0004 H(2 * t)")]
    [DataRow("return H(x); double H(double t) => t > 1 ? t : G(2 * t); double G(double t) => H(t + 1);", "AD0004 H(t + 1)")]
    [DataRow("return H(x); T H<T>(T t) => t;", "AD0004 H(x)")]
    [DataRow("double s = 0; foreach (double d in H(x)) s += d; return s; IEnumerable<double> H(double t) { yield return t; }", "AD0004 H(x)")]
    [DataRow("double y = 1; H(x); return y; [NoGradient] void H(double t) => y = t;", "AD0004 H(x)")]
    [DataRow("return H(x); double H(double t) { goto end; end: return t; }", "AD0004 goto end;")]
    public void Refused(string body, string problems) =>
        LoweringHarness.AssertProblems($"[Differentiable] public static double F(double x) {{ {body} }}", problems.Split(" | "));
}
