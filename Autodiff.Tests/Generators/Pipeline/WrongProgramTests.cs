using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Programs with something in them that has no derivative: each is refused at the places marked, and nowhere else.</summary>
[TestClass]
public sealed class WrongProgramTests
{
    private const string Usings = "using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Runtime.InteropServices; using System.Threading; using System.Threading.Tasks;\n";

    /// <summary>The compiler's own errors, where generated code is what is missing.</summary>
    private static readonly string[] Missing = ["CS0103", "CS0117"];

    public static IEnumerable<object[]> Cases => WrongPrograms.All.Select(one => new object[] { one.Id, one.Source, one.Message });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task IsRefusedAtItsPlaces(string id, string source, string message)
    {
        Marked marked = Marked.Parse(Usings + (source.Contains("class P ") || source.Contains("record P(") ? source : $"public static partial class P\n{{\n{source}\n}}\n"));
        CSharpCompilation compilation = GeneratorHarness.Compile(marked.Text);
        Assert.IsEmpty(compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error && !Missing.Contains(one.Id)));
        marked.AssertReported(
            await compilation.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync(),
            [.. marked.Spans.Select(_ => (id, message))]);
    }
}
