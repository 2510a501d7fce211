using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Expressions keep no effects, and what reads something before an effect still reads the old value.</summary>
[TestClass]
public sealed class EvaluationOrderTests
{
    private const string G = "[Differentiable] public static double G(double[] x) => x[0];";

    [TestMethod]
    public void A_pure_expression_stays_whole() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) => 2 * x + Math.Sin(x) * -1 / 3;",
        "return ((2 * x) + ((Rule:global::System.Math.Sin(x) * -1) / 3))");

    [TestMethod]
    public void An_increment_in_an_index_goes_before() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { int i = 0; double s = x[i++] * x[++i]; return s; }",
        """
        int i = 0
        int iBefore = i
        i += 1
        i += 1
        double s = (x[iBefore] * x[i])
        return s
        """);

    [TestMethod]
    public void An_operand_that_an_effect_changes_is_read_first() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { int a = 0; double s = x[a] + x[a = 1]; s = s + (s = 2) + x[a]; return s; }",
        """
        int a = 0
        double xElement = x[a]
        a = 1
        double s = (xElement + x[a])
        double sBefore = s
        s = 2
        s = ((sBefore + s) + x[a])
        return s
        """);

    [TestMethod]
    public void An_operand_that_no_effect_changes_stays() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(ReadOnlySpan<double> x) { return x[0] * G(x); }\n[Differentiable] public static double G(ReadOnlySpan<double> x) => x[0];",
        """
        double g = Differentiable:G(x)
        return (x[0] * g)
        """);

    [TestMethod]
    public void Calls_are_whole_statements() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { double y = G(x); y = G(x); x[0] = G(x); y += G(x); return G(x); }\n" + G,
        """
        double y = Differentiable:G(x)
        y = Differentiable:G(x)
        double g = Differentiable:G(x)
        x[0] = g
        double g2 = Differentiable:G(x)
        y += g2
        double g3 = Differentiable:G(x)
        return g3
        """);

    [TestMethod]
    public void Effects_in_arms_become_branches() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { double y = x[0] > 0 ? G(x) : 2; if (y > 0 && G(x) > 1) return y; return 1 + (y > 2 ? G(x) : y); }\n" + G,
        """
        double y
        if (x[0] > 0)
          double g = Differentiable:G(x)
          y = g
        else
          y = 2
        bool condition = (y > 0)
        if condition
          double g2 = Differentiable:G(x)
          condition = (g2 > 1)
        if condition
          return y
        double chosen
        if (y > 2)
          double g3 = Differentiable:G(x)
          chosen = g3
        else
          chosen = y
        return (1 + chosen)
        """);

    [TestMethod]
    public void The_index_of_a_place_is_fixed_before_the_value() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { int i = 0; x[i] = i = 2; x[i++] += x[i]; return x[0]; }",
        """
        int i = 0
        int iBefore = i
        i = 2
        x[iBefore] = implicit double(i)
        int iBefore2 = i
        i += 1
        x[iBefore2] += x[i]
        return x[0]
        """);

    [TestMethod]
    public void An_assigned_parameter_gets_a_copy() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { while (x > 1) x /= 2; return x; }",
        """
        double xValue = x
        while (xValue > 1)
          xValue /= 2
        return xValue
        """);

    [TestMethod]
    public void Compound_assignments_convert_as_CSharp_does() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(float x, double y) { int k = 2; k *= 3; k += (int)y; double w = x; w += x; byte b = 3; b += 2; k = 1; return w * k + b; }",
        """
        int k = 2
        k *= 3
        k += int(y)
        double w = implicit double(x)
        w += implicit double(x)
        byte b = byte(3)
        b = byte((implicit int(b) + 2))
        k = 1
        return ((w * implicit double(k)) + implicit double(b))
        """);

    [TestMethod]
    public void Named_arguments_and_defaults_are_put_in_order() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double x) { return P(y: x, x: Q(x)); }\nstatic double P(double x, double y, int z = 4, string s = \"a\\n\", DayOfWeek d = DayOfWeek.Friday, object? o = null) => x;\n[NoGradient] static double Q(double x) => x;",
        """
        double q = Sink:Q(x)
        double p = Plain:P(q, x, 4, "a\n", global::System.DayOfWeek.Friday, null)
        return p
        """);
}
