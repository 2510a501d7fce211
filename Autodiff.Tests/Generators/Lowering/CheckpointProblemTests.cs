using System.Linq;
using Autodiff.Generators;
using Autodiff.Generators.Ir;
using Autodiff.Tests.Generators.Infrastructure;
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
    [DataRow("int[] c = Counts; for (int i = 0; i < 9; i++) { c[i % 4]++; x *= x; }", "c")]
    [DataRow("int[] c = Counts; for (int i = 0; i < 9; i++) { x *= c[i % 4]; }", "c")]
    [DataRow("var rows = new double[9][]; for (int i = 0; i < 9; i++) { rows[i] = new double[2]; x *= x; }", "rows[i] = new double[2]")]
    [DataRow("var list = new System.Collections.Generic.List<double>(); for (int i = 0; i < 9; i++) { x *= list.Count; }", "list.Count")]
    [DataRow("var list = new System.Collections.Generic.List<double>(); for (int i = 0; i < 9; i++) { list.Add(x); x *= x; }", "F|list.Add(x)")]
    public void What_the_loop_has_from_elsewhere(string statements, string places) =>
        AssertProblems(
            $"private static int[] Counts = new int[4]; [Differentiable, Checkpoint(Snapshots = 3)] public static double F(double x) {{ {statements} return x * x; }}",
            [.. places.Split('|').Select(place => $"AD0004 {place}")]);

    [TestMethod]
    public void A_local_function_that_calls_itself() =>
        AssertProblems(
            $"[Differentiable, Checkpoint] public static double F(double x) {{ return G(x, 3); double G(double y, int n) => n == 0 ? y * _factor : G(y * y, n - 1); }}{Others}",
            "AD0004 _factor");

    /// <summary>However deep the effect is, the call is refused that stands in the code that runs again.</summary>
    [TestMethod]
    [DataRow("[Checkpoint] public static double F(double x, [NoGradient] Random random) { x *= x; return [|Noisy(x, random)|]; }")]
    [DataRow("[Checkpoint] public static double F(double x, [NoGradient] Random random) { x *= [|Deep(x, random, 3)|]; return x; }")]
    [DataRow("[Checkpoint(Snapshots = 3)] public static double F(double x, [NoGradient] Random random) { x = Noisy(x, random); for (int i = 0; i < 9; i++) { x += [|Deep(x, random, 3)|] * x; } return x; }")]
    [DataRow("[Checkpoint] public static double F(double x, [NoGradient] Random random) => Quiet(x, 3) * [|Factor(x)|];")]
    [DataRow("[Checkpoint(Snapshots = 3)] public static double F(double x, [NoGradient] Random random) { for (int i = 0; i < 9; i++) { x = Quiet(x, 3); } return Noisy(x, random); }")]
    public void In_a_method_that_is_called(string method)
    {
        Marked marked = Marked.Parse($$"""
            public static partial class Programs
            {
                [Differentiable] {{method}}

                private static double _factor = 2;
                [Differentiable] public static double Noisy(double x, [NoGradient] Random random) => x * random.NextDouble();
                [Differentiable] public static double Deep(double x, [NoGradient] Random random, int n) => n == 0 ? Noisy(x, random) : Math.Sin(Deep(x, random, n - 1));
                [Differentiable] public static double Factor(double x) => x * _factor;
                [Differentiable] public static double Quiet(double x, int n) => n == 0 ? x : Math.Sin(Quiet(x, n - 1));
            }
            """);
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), marked.Text, new DifferentiableAnalyzer());
        marked.AssertReported(run.Reported, [.. marked.Spans.Select(_ => ("AD0004", "which has effects or reads what may change, and which [Checkpoint] would repeat"))]);
    }

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
