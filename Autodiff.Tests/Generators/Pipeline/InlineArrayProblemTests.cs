using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Inline arrays where only the struct itself would do.</summary>
[TestClass]
public sealed class InlineArrayProblemTests
{
    private const string Others = """
        using System;
        [System.Runtime.CompilerServices.InlineArray(4)] public struct Four { private double _first; }
        """;

    [TestMethod]
    [DataRow("Four b = default; b[0] = x; var t = ([|b|], 1); return x;", "AD0004", "An inline array as a value")]
    [DataRow("Four b = default; b[0] = x; return Take([|b|]);", "AD0004", "An inline array as a value")]
    [DataRow("static double First(Four v) => v[0]; return First([|Held|]) * x;", "AD0004", "An inline array as a value")]
    [DataRow("Four b = [|Held|]; return b[0] * x;", "AD0004", "An inline array as a value")]
    [DataRow("Four b = default; b[0] = x; return Marked([|Held|]) + b[0];", "AD0004", "An inline array as a value")]
    [DataRow("[|Held[1]|] = x; return x;", "AD0004", "An assignment to this place")]
    public async Task Body(string body, string id, string message) =>
        await AssertReported("static Four Held; static double Take(Four v) => v[0]; [Differentiable] public static double Marked(Four v) => v[0]; [Differentiable] public static double F(double x) { " + body + " }", id, message);

    [TestMethod]
    [DataRow("[Differentiable] public static double F([|Four[] b|], double x) => x;", "AD0002", "The type of the parameter 'b'")]
    [DataRow("[Differentiable] public static double F([|(Four A, double B) b|]) => b.B;", "AD0002", "The type of the parameter 'b'")]
    [DataRow("[Differentiable] public static [|Four[]|] F(double x) => null!;", "AD0002", "The result type 'Four[]'")]
    [DataRow("[Differentiable] public partial struct S { public Four W; public double X; } [Differentiable] public static double F([|S s|]) => s.X;", "AD0002", "The type of the parameter 's'")]
    [DataRow("[[|Differentiable|]] public partial class C { public Four W; public double X; }", "AD0010", "the class 'C', whose field 'W' holds numbers of a type without a shadow,")]
    public async Task Signature(string member, string id, string message) => await AssertReported(member, id, message);

    private static async Task AssertReported(string members, string id, string message)
    {
        Marked marked = Marked.Parse(Others + "\nstatic partial class A { " + members + " }");
        marked.AssertReported(await GeneratorHarness.Compile(marked.Text).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync(), (id, message));
    }
}
