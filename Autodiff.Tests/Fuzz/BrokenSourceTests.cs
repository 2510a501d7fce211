using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Fuzz;

/// <summary>
/// Source in every state that typing leaves it in: the generator and the analyzer survive it, all errors of the compiler
/// stay, and a file without errors gets no code with some. <c>AUTODIFF_FUZZ_BROKEN</c> asks for more.
/// </summary>
[TestClass]
public sealed class BrokenSourceTests
{
    /// <summary>How many broken files are one compilation: an error in one must not spoil the code of another.</summary>
    private const int Together = 40;

    private const int DefaultCount = 120;

    [TestMethod]
    public void Broken_source_crashes_nothing_and_hides_nothing()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_FUZZ_BROKEN"), CultureInfo.InvariantCulture, out int wanted) ? wanted : DefaultCount;
        var problems = new List<string>();
        for (int first = 0; first < count && problems.Count < 5; first += Together)
        {
            string[] sources = [.. Enumerable.Range(first, Together).Select((seed, i) => Mutant(seed, "P" + i))];
            foreach ((int file, string problem) in Problems(sources))
            {
                problems.Add(file < 0 || file >= sources.Length ? problem : $"{problem}\n{sources[file]}");
            }
        }

        Assert.AreEqual(0, problems.Count, string.Join("\n\n", problems));
    }

    [TestMethod]
    [DataRow("return x[default..^1][0];")]
    [DataRow("return x[default] * x[0];")]
    [DataRow("Index i = 1; return x[i..][0];")]
    [DataRow("var i = ^1; return x[..i][0];")]
    [DataRow("return x[(Index)1..^1][0];")]
    public void A_method_that_compiles_gets_code_that_compiles(string body)
    {
        string source = $"public static partial class P0 {{ [Differentiable] public static double F(ReadOnlySpan<double> x) {{ {body} }} }}";
        Assert.IsEmpty(GeneratorHarness.Compile(source).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.AreEqual(string.Empty, string.Join("\n", Problems([source]).Select(p => p.Problem)));
    }

    private static string Mutant(int seed, string name) => TokenMutation.Of(ProgramMaker.Make(seed).Render(name), new Random(seed));

    private static IEnumerable<(int File, string Problem)> Problems(IReadOnlyList<string> sources)
    {
        CSharpCompilation input = GeneratorHarness.Compile([.. sources, Library.Methods, Library.Rules + Library.GenericMethods]);
        GeneratorDriverRunResult run = GeneratorHarness.CreateDriver(new DifferentiableGenerator())
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _)
            .GetRunResult();
        foreach (Exception exception in run.Results.Select(result => result.Exception).OfType<Exception>())
        {
            yield return (-1, "The generator threw " + exception);
        }

        HashSet<string> before = Errors(input);
        HashSet<string> after = Errors(output);
        HashSet<int> broken = [.. before.Select(FileOf)];
        foreach (string hidden in before.Except(after))
        {
            yield return (FileOf(hidden), "Hidden: " + hidden);
        }

        foreach (string made in after.Except(before).Where(error => !broken.Contains(FileOf(error))))
        {
            yield return (FileOf(made), "Made: " + made);
        }

        foreach (Diagnostic diagnostic in output.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult())
        {
            // The first is the generator's own word for a failure, the second Roslyn's for that of an analyzer.
            if (diagnostic.Id == "AD0099" || (diagnostic.Id == "AD0001" && diagnostic.Location == Location.None))
            {
                yield return (FileOf(Text(diagnostic)), Text(diagnostic));
            }
        }
    }

    private static HashSet<string> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(Text)];

    private static string Text(Diagnostic diagnostic) => $"{Path.GetFileName(diagnostic.Location.SourceTree?.FilePath)}: {diagnostic.Location.SourceSpan} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    /// <summary>Which of the sources an error is about: in the file itself, or in what was generated for it.</summary>
    private static int FileOf(string error)
    {
        string digits = new([.. error.SkipWhile(c => !char.IsAsciiDigit(c) && c != ':' && c != '.').TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out int file) ? file : -1;
    }
}
