using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Which loops count, and what the others become.</summary>
[TestClass]
public sealed class LoopTests
{
    [TestMethod]
    [DataRow("for (int i = 0; i < x.Length; i++) x[i] = 1;", "for i = 0; < x.Length; 1")]
    [DataRow("for (int i = n - 1; i >= 0; i--) x[i] = 1;", "for i = (n - 1); >= 0; -1")]
    [DataRow("for (int i = 0; n > i; i += 2) x[i] = 1;", "for i = 0; < n; 2")]
    [DataRow("for (long i = n; 0 <= i; i -= 3) x[i] = 1;", "for i = implicit long(n); >= 0; -3")]
    [DataRow("for (int i = 0; i < _n; i++) { Console.WriteLine(i); if (i > 1) continue; x[i] = 1; }", "for i = 0; < opaque:Reads`_n`; 1")]
    [DataRow("for (int i = 0; i < n; i++) for (;;) break;", "for i = 0; < n; 1")]
    public void Counted(string loop, string header) => StringAssert.StartsWith(Body(loop), header);

    [TestMethod]
    [DataRow("for (int i = 0; i < n; i++) { i++; }", "the index changes")]
    [DataRow("for (int i = 0; i < m; i++) { m--; }", "the limit changes")]
    [DataRow("for (int i = 0; i < m; i++) { if (x[i] > 1) break; }", "it is left")]
    [DataRow("for (int i = 0; i < m; i++) { if (x[i] > 1) return 2; }", "the method is left")]
    [DataRow("for (int i = 0; i != m; i++) { }", "the limit may be missed")]
    [DataRow("for (int i = 0; i < _n; i++) { U(); }", "a call may change the field")]
    [DataRow("for (int i = 0; i < _t[0]; i++) { _t[i] = 1; }", "an element in the limit may change")]
    [DataRow("for (int i = 0; i < m; i *= 2) { }", "the step is not constant")]
    public void Not_counted(string loop, string because) => StringAssert.Contains(Body(loop), "while (i ", because);

    [TestMethod]
    public void Foreach_counts_over_its_elements() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { double s = 0; foreach (double v in x.AsSpan(1)) { if (v < 0) continue; s += v; } return s; }",
        """
        double s = 0
        {
          Span<double> vs = slice(x, 1)
          for i = 0; < vs.Length; 1
            double v = vs[i]
            if (v < 0)
              continue
            s += v
        }
        return s
        """);

    [TestMethod]
    public void Foreach_that_is_left_is_a_while() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(ReadOnlySpan<double> x) { double s = 0; foreach (double v in x) { if (v < 0) return s; s += v; } return s; }",
        """
        double s = 0
        {
          int i = 0
          while (i < x.Length)
            double v = x[i]
            if (v < 0)
              return s
            s += v
          increment
            i += 1
        }
        return s
        """);

    [TestMethod]
    public void A_condition_with_an_effect_is_tested_inside() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x) { double y = 1; while (G(x) > y) y *= 2; return y; }\n[Differentiable] public static double G(double[] x) => x[0];",
        """
        double y = 1
        while true
          double g = Differentiable:G(x)
          if !(g > y)
            break
          y *= 2
        return y
        """);

    [TestMethod]
    public void Other_variables_of_the_header_come_first() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x, int n) { double s = 0; for (int i = 0, m = n * 2; i < m; i++) s += x[i]; return s; }",
        """
        double s = 0
        {
          int m = (n * 2)
          for i = 0; < m; 1
            s += x[i]
        }
        return s
        """);

    [TestMethod]
    public void A_start_that_the_body_changes_is_kept() => LoweringHarness.AssertBody(
        "[Differentiable] public static double F(double[] x, int n) { int k = 2; for (int i = k; i < n; i++) { k++; } return x[k]; }",
        """
        int k = 2
        {
          int start = k
          for i = start; < n; 1
            k += 1
        }
        return x[k]
        """);

    private static string Body(string loop) => IrPrinter.Print(LoweringHarness.LowerMembers(
        $$"""
        [Differentiable] public static double F(double[] x, int n) { {{(loop.Contains(" m", System.StringComparison.Ordinal) ? "int m = n;" : string.Empty)}} {{loop}} return x[0]; }
        static int _n; static int[] _t = [1]; static void U() { _n++; }
        """));
}
