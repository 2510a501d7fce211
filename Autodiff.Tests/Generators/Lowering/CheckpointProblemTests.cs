using System.Linq;
using Autodiff.Generators;
using Autodiff.Generators.Ir;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>What must not run twice is refused where it stands.</summary>
[TestClass]
public sealed class CheckpointProblemTests
{
    private const string Others = """

        private static double _factor = 2;
        private static readonly Random Source = new();
        private static double Property => _factor;
        [NoGradient] public static double Log(double x) => x;
        [Differentiable] public static double G(double x) => x;
        """;

    [TestMethod]
    [DataRow("Console.WriteLine(x);", "Console.WriteLine(x)")]
    [DataRow("x *= _factor;", "_factor")]
    [DataRow("x *= Property;", "Property")]
    [DataRow("_factor = 3;", "_factor = 3")]
    [DataRow("x *= Source.NextDouble();", "Source.NextDouble()")]
    [DataRow("Log(x);", "Log(x)")]
    public void In_a_method_that_runs_again(string statement, string place)
    {
        AssertProblems($"[Differentiable, Checkpoint] public static double F(double x) {{ {statement} return x * x; }}{Others}", $"AD0004 {place}");
        AssertProblems($"[Differentiable, Checkpoint(Snapshots = 3)] public static double F(double x) {{ for (int i = 0; i < 9; i++) {{ x *= x; {statement} }} return x; }}{Others}", $"AD0004 {place}");
    }

    [TestMethod]
    [DataRow("Console.WriteLine(x); x *= _factor; for (int i = 0; i < 9; i++) { x *= x; }")]
    [DataRow("for (int i = 0; i < 9; i++) { x *= x; if (x > 1e9) throw new ArgumentException($\"{x} is too large\"); } Log(x);")]
    [DataRow("for (int i = 0; i < 9; i++) { x *= G(x); ArgumentOutOfRangeException.ThrowIfNegative(x); System.Diagnostics.Debug.Assert(x > 0); } ")]
    [DataRow("int n = 0; while (n < 5) { n++; } for (int i = 0; i < n; i++) { x *= x; }")]
    public void What_runs_once_may_do_anything(string statements) =>
        AssertProblems($"[Differentiable, Checkpoint(Snapshots = 3)] public static double F(double x) {{ {statements} return x; }}{Others}");

    [TestMethod]
    [DataRow("while (x > 2) { x *= 0.5; }", "while (x > 2) { x *= 0.5; }")]
    [DataRow("for (int i = 0; i < 9; i++) { x *= x; if (x > 100) break; }", "for (int i = 0; i < 9; i++) { x *= x; if (x > 100) break; }")]
    [DataRow("for (int i = 0; i < 9; i++) { }", "F")]
    public void Loops_without_a_schedule(string statements, string place) =>
        AssertProblems($"[Differentiable, Checkpoint(Snapshots = 3)] public static double F(double x) {{ {statements} return x * x; }}", $"AD0004 {place}");

    [TestMethod]
    public void A_budget_of_none() =>
        AssertProblems("[Differentiable, Checkpoint(Snapshots = 0)] public static double F(double x) { for (int i = 0; i < 9; i++) { x *= x; } return x; }", "AD0004 Checkpoint(Snapshots = 0)");

    private static void AssertProblems(string members, params string[] expected)
    {
        string source = LoweringHarness.InClass(members);
        IrFunction function = LoweringHarness.Lower(source, "F", out int start);
        Assert.AreEqual(
            string.Join("\n", expected),
            string.Join("\n", Differentiation.Run(function).Problems.Select(problem => $"{problem.Id} {(problem.Origin.IsKnown ? source.Substring(start + problem.Origin.Start, problem.Origin.Length) : "F")}")));
    }
}
