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
    [DataRow("[Differentiable] public static double G(Func<double, double> f, double a) { goto end; end: return f(a); }", "x + G(t => t * x, 1)", "AD0004 G(t => t * x, 1)")]
    [DataRow("[Differentiable] public static double G(Func<double, double> f, double a) => f(a);", "G(t => M(t), x)", "")]
    [DataRow("[Differentiable] public static double G(Func<double, double> f, double a) => f(a);", "G(t => { lock (string.Empty) { return t; } }, x)", "AD0004 lock")]
    [DataRow("[Differentiable] public static double G(Func<double, double> f, double a) => G(f, f(a));", "x + G(t => t * x, 1)", "AD0004 G(t => t * x, 1)")]
    [DataRow("", "Other.Apply(t => t * x, x)", "AD0004 Other.Apply(t => t * x, x)")]
    [DataRow("static readonly Func<double, double> s_field = t => t;", "Other.Call(s_field, x)", "")]
    public void A_problem_of_another_body_is_reported_at_its_call(string member, string value, string problem) => LoweringHarness.AssertProblems(
        $$"""
        [Differentiable] public static double F(double x) => {{value}};
        {{member}}
        static double M(double x) => x;
        }
        public static partial class Other
        {
            private static double s_factor = 2;
            [Differentiable] public static double Apply(Func<double, double> f, double x) => s_factor * f(x);
            [Differentiable] public static double Call(Func<double, double> f, double x) => f(x);
        """,
        problem.Length == 0 ? [] : [problem]);

    [TestMethod]
    [DataRow("double s = x; return H(x); double H(double t) { s += t; return t > 1 ? s : H(2 * t); }", "AD0004 H(x)")]
    [DataRow("Func<double, double> f = Math.Sin; return H(x); double H(double t) => t > 1 ? f(t) : H(2 * t);", "AD0004 H(x)")]
    [DataRow("return G(x); double G(double u) { return H(x); double H(double t) => t > 1 ? u : H(2 * t); }", "AD0004 H(x)")]
    [DataRow("Func<Func<double, double>, double, double> f = (g, t) => g(t); return f(t => f(u => u, t), x);", "")]
    [DataRow("double s = 0; foreach (double d in H(x)) s += d; return s; IEnumerable<double> H(double t) { yield return t; }", "AD0004 H(x)")]
    [DataRow("double y = 1; H(x); return y; [NoGradient] void H(double t) => y = t;", "AD0004 H(x)")]
    [DataRow("return H(x); double H(double t) { goto end; end: return t; }", "AD0004 goto")]
    public void Refused(string body, string problems) =>
        LoweringHarness.AssertProblems($"[Differentiable] public static double F(double x) {{ {body} }}", problems.Length == 0 ? [] : problems.Split(" | "));
}
