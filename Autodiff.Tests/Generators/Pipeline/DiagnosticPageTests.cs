using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Generators.Diagnostics;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>The pages are true: each wrong example has its diagnostic on the line that says so, each right one has none.</summary>
[TestClass]
public sealed class DiagnosticPageTests
{
    public static IEnumerable<string[]> Ids => Descriptors.All.Where(descriptor => descriptor.Id != "AD0099").Select(descriptor => new[] { descriptor.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public async Task WrongIsWrongAndRightIsRight(string id)
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", id + ".md"));
        string[] wrong = Examples(page, "Wrong");
        string[] right = Examples(page, "Right");
        Assert.AreNotEqual(0, wrong.Length);
        Assert.AreNotEqual(0, right.Length);
        foreach (string example in wrong)
        {
            ImmutableArray<Diagnostic> diagnostics = await Analyze(example);
            Assert.IsTrue(diagnostics.Any(diagnostic => diagnostic.Id == id), $"no {id} in:\n{example}\n{string.Join("\n", diagnostics)}");
            int expected = Array.FindIndex(example.Split('\n'), line => line.Contains("// " + id));
            int actual = diagnostics.First(diagnostic => diagnostic.Id == id).Location.GetMappedLineSpan().StartLinePosition.Line;
            Assert.IsTrue(expected < 0 || expected == actual, $"{id} is on line {actual} of:\n{example}");
        }

        foreach (string example in right)
        {
            ImmutableArray<Diagnostic> diagnostics = await Analyze(example);
            Assert.IsEmpty(diagnostics, string.Join("\n", diagnostics) + "\n" + example);
        }
    }

    private static string[] Examples(string page, string heading)
    {
        int start = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.AreNotEqual(-1, start, $"the page has no part '{heading}'");
        int next = page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        string part = next < 0 ? page[start..] : page[start..next];
        return [.. part.Split("```csharp\n").Skip(1).Select(text => text[..text.IndexOf("```", StringComparison.Ordinal)]).Select(Whole)];
    }

    /// <summary>Members alone are those of a partial class.</summary>
    private static string Whole(string example) => CSharpSyntaxTree.ParseText(example).GetRoot().ChildNodes()
        .Any(node => node is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)
        ? example
        : $"static partial class Page\n{{\n{example}\n}}";

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string example)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile("using System.Collections.Generic;\n#line 1\n" + example);
        return await compilation.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(file, "..", "..", "..", ".."));
}
