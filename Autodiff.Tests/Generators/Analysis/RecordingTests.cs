using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Analysis;

/// <summary>What is recorded, and that nothing else is: seen in the generated forward sweeps.</summary>
[TestClass]
public sealed class RecordingTests
{
    [TestMethod]
    public void A_sum_records_nothing() => AssertPushes(
        "double s = 0; for (int i = 0; i < x.Length; i++) { double d = x[i] - 1; s += d * d; } return s;");

    [TestMethod]
    public void A_running_product_records_its_factor() => AssertPushes(
        "double s = 1; for (int i = 0; i < x.Length; i++) { s *= x[i]; } return s;",
        "tape.Push(s)");

    [TestMethod]
    public void The_value_after_the_last_read_is_not_recorded() => AssertPushes(
        "double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; } double y = s * s; s = x[0]; s = x[1]; return y + s;",
        "double sBefore = s");

    [TestMethod]
    public void Integer_steps_undo_themselves() => AssertPushes(
        "double s = 0; int i = 0; while (i < x.Length) { s += x[i] * x[i]; i += 2; } return s;");

    [TestMethod]
    public void Only_overwritten_elements_that_are_read_are_recorded() => AssertPushes(
        "double[] t = new double[x.Length]; for (int i = 0; i < x.Length; i++) { t[i] = x[i]; } for (int i = 0; i < x.Length; i++) { t[i] = t[i] * t[i]; } return t[0];",
        "tape.Push(t[i])");

    [TestMethod]
    public void A_costly_local_of_a_loop_is_recorded_and_a_cheap_one_computed_again() => AssertPushes(
        "double s = 0; for (int i = 0; i < x.Length; i++) { double d = x[i] * 2; double e = Math.Exp(d); s += e * e * d; } return s;",
        "tape.Push(e)");

    private static void AssertPushes(string body, params string[] expected)
    {
        string source = $"public static partial class C {{ [Differentiable] public static double F(ReadOnlySpan<double> x) {{ {body} }} }}";
        string code = GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer()).AssertClean().Source("C.F.g.cs");
        string[] pushes = [.. code.Split('\n').Select(line => line.Trim().TrimEnd(';')).Where(line => line.Contains(".Push", System.StringComparison.Ordinal) || line.Contains("Before = ", System.StringComparison.Ordinal))];
        CollectionAssert.AreEqual(expected, pushes, string.Join("\n", pushes));
    }
}
