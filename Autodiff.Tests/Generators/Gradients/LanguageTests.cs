using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>
/// The examples of docs/language.md have the gradient of finite differences or are refused at the marked lines, and the
/// table in the README names nothing as supported that no example shows.
/// </summary>
[TestClass]
public sealed class LanguageTests
{
    private const string Refused = "What is refused";
    private const string ClassName = "LanguageExample";

    private delegate double Primal(ReadOnlySpan<double> x);

    private delegate double Gradient(ReadOnlySpan<double> x, Span<double> xGradient);

    private delegate double Vjp(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint);

    /// <summary>One block of the page.</summary>
    /// <param name="Section">The heading of the second level: a row of the README's table.</param>
    /// <param name="Title">The heading of the third level: the form shown.</param>
    /// <param name="Members">The members of a class.</param>
    private sealed record Example(string Section, string Title, string Members)
    {
        /// <summary>A class of its own for each, so that all of them are one compilation.</summary>
        public string Source(int number) =>
            $"using System.Collections.Generic;\nusing System.Linq;\nusing System.Numerics;\npublic static partial class {ClassName}{number}\n{{\n{Members.Replace(ClassName, ClassName + number, StringComparison.Ordinal)}}}\n";
    }

    [TestMethod]
    public void Examples_have_the_gradient_of_finite_differences()
    {
        Example[] examples = [.. Examples().Where(e => e.Section != Refused)];
        GeneratorRun run = GeneratorHarness.Run(
            new DifferentiableGenerator(), GeneratorHarness.Compile(examples.Select((e, i) => e.Source(i))), new DifferentiableAnalyzer());
        Diagnostic[] errors = [.. run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        Assert.IsEmpty(errors, string.Join("\n", errors.Select(error => $"{About(error, examples)}: {error}")));
        using LoadedAssembly assembly = run.Load();
        for (int i = 0; i < examples.Length; i++)
        {
            string type = ClassName + i;
            var primal = assembly.Method<Primal>(type, "F");
            double Function(double[] x) => primal(x);
            foreach (double[] x in new double[][] { [0.7, -0.4, 1.1, 0.35], [-0.6, 0.9, -0.3, 1.4] })
            {
                try
                {
                    double[] gradient = [.. x.Select(_ => double.NaN)];
                    assembly.Method<Gradient>(type, "FValueAndGradient")(x, gradient);
                    double[] adjoint = [1, 1, 1, 1];
                    assembly.Method<Vjp>(type, "FVjp")(x, -2, adjoint);
                    if (!examples[i].Members.Contains("StopGradient", StringComparison.Ordinal))
                    {
                        Numeric.AssertGradient(Function, x, gradient, 1e-7, step: 1e-2);
                    }

                    Numeric.AssertClose([.. gradient.Select(g => 1 - (2 * g))], adjoint, 1e-12);
                }
                catch (Exception exception)
                {
                    Assert.Fail($"docs/language.md, '{examples[i].Title}': {exception.Message}");
                }
            }
        }
    }

    [TestMethod]
    public void Refused_examples_are_refused_at_the_marked_lines()
    {
        foreach (Example example in Examples().Where(e => e.Section == Refused))
        {
            string source = example.Source(0);
            GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer());
            string[] expected = [.. source.Split('\n').SelectMany((line, i) => Regex.Matches(line, @"AD\d{4}").Select(id => $"{id.Value} in line {i}"))];
            string[] actual = [.. run.AnalyzerDiagnostics.Select(d => $"{d.Id} in line {d.Location.GetLineSpan().StartLinePosition.Line}").Distinct()];
            Assert.AreEqual(
                string.Join(", ", expected.Order(StringComparer.Ordinal)), string.Join(", ", actual.Order(StringComparer.Ordinal)), $"docs/language.md, '{example.Title}'");
        }
    }

    [TestMethod]
    public void Every_row_of_the_table_in_the_readme_has_examples_for_all_it_names()
    {
        ILookup<string, Example> sections = Examples().ToLookup(e => e.Section);
        (string Row, string Supported)[] rows = [.. Rows()];
        Assert.IsNotEmpty(rows);
        foreach ((string row, string supported) in rows)
        {
            Assert.IsTrue(sections.Contains(row), $"README.md has a row '{row}'; docs/language.md has no section of that name.");
            string shown = string.Concat(sections[row].Select(e => e.Title + "\n" + e.Members));
            foreach (Match word in Regex.Matches(supported, "`([^`]+)`"))
            {
                Assert.IsTrue(
                    shown.Contains(word.Groups[1].Value, StringComparison.Ordinal),
                    $"README.md names {word.Value} in row '{row}'; no example under '## {row}' in docs/language.md shows it.");
            }
        }

        Assert.AreEqual(
            string.Join(", ", sections.Select(s => s.Key).Where(s => s != Refused).Order(StringComparer.Ordinal)),
            string.Join(", ", rows.Select(r => r.Row).Order(StringComparer.Ordinal)));
    }

    private static string About(Diagnostic error, Example[] examples) =>
        Regex.Match(Path.GetFileName(error.Location.SourceTree?.FilePath ?? string.Empty), @"^(?:Test|LanguageExample)(\d+)\.") is { Success: true } file
            ? $"docs/language.md, '{examples[int.Parse(file.Groups[1].Value)].Title}'"
            : "docs/language.md";

    private static IEnumerable<(string Row, string Supported)> Rows() => File.ReadAllText(PathOf("../../../README.md"))
        .Split('\n')
        .SkipWhile(line => line != "## What is supported")
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|'))
        .Select(cells => (cells[1].Trim(), cells[2]));

    private static List<Example> Examples()
    {
        var examples = new List<Example>();
        string section = string.Empty;
        string page = File.ReadAllText(PathOf("../../../docs/language.md"));
        foreach (Match part in Regex.Matches(page, "^## (?<section>.*)$|^### (?<title>.*)\n```csharp\n(?<members>(?:.*\n)*?)```$", RegexOptions.Multiline))
        {
            if (part.Groups["section"].Success)
            {
                section = part.Groups["section"].Value;
            }
            else
            {
                examples.Add(new Example(section, part.Groups["title"].Value, part.Groups["members"].Value));
            }
        }

        Assert.HasCount(Regex.Count(page, "^```csharp", RegexOptions.Multiline), examples, "every block of docs/language.md follows a heading");
        return examples;
    }

    private static string PathOf(string relative, [CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, relative));
}
