using System.Collections.Immutable;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Code of constants stays as it is; an active value in it is refused where it goes in.</summary>
[TestClass]
public sealed class EscapeTests
{
    private const string Lambda = "a lambda that is called elsewhere";
    private const string Escapes = ", where no derivative can follow; keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient";

    [TestMethod]
    [DataRow("return new Lazy<double>(() => [|x|]).Value;", Lambda)]
    [DataRow("return Enumerable.Repeat(1, 3).GroupBy(i => i * [|x|]).Count();", Lambda)]
    [DataRow("double y = x * x; return Enumerable.Range(0, 3).ToLookup(i => Math.Pow(i, 2) * [|y|]).Count;", Lambda)]
    [DataRow("var table = new Dictionary<string, double> { [\"a\"] = [|x|] }; return table[\"a\"];", "a 'System.Collections.Generic.Dictionary<string, double>'")]
    [DataRow("Func<double, double> f = t => t * [|x|]; f = t => 2 * t; return f(2);", Lambda)]
    public async Task AnActiveValueIsRefusedWhereItGoesIn(string body, string place)
    {
        Marked marked = Parse(body);
        marked.AssertReported(await Analyze(marked.Text), ("AD0006", $"an active value is stored in {place}{Escapes}"));
    }

    [TestMethod]
    [DataRow("Func<double, double> f = t => t; f = t => 2 * t; return [|f(x)|];", "AD0013", "an active value flows through the delegate 'f', whose target is not known at compile time; ")]
    [DataRow("double[] v = [1, x]; return [|v.Distinct()|].Sum();", "", "")]
    public async Task ACallWithoutADerivativeIsRefused(string body, string id, string message)
    {
        Marked marked = Parse(body);
        ImmutableArray<Diagnostic> reported = await Analyze(marked.Text);
        Assert.IsNotEmpty(reported);
        if (message.Length > 0)
        {
            marked.AssertReported(reported, (id, message));
        }
    }

    [TestMethod]
    public async Task AConstantArrayOfTheCallersIsNotKept()
    {
        Marked marked = Marked.Parse("""
            static partial class A
            {
                static int[] s_order = [];

                [Differentiable]
                public static double F(double x, int[] order)
                {
                    [|s_order|] = order;
                    return x * order.Length;
                }
            }
            """);
        marked.AssertReported(await Analyze(marked.Text), ("AD0004", "keeping the parameter 'order' outside the method is not supported in a differentiable method; keep a copy of it"));
    }

    private static Marked Parse(string body) =>
        Marked.Parse("using System.Collections.Generic;\nusing System.Linq;\nstatic partial class A { [Differentiable] public static double F(double x) { " + body + " } }");

    private static Task<ImmutableArray<Diagnostic>> Analyze(string source) =>
        GeneratorHarness.Compile(source).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync();
}
