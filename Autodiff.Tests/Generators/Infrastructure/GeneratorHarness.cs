using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>Compiles source strings in memory, as a project that references Autodiff would be compiled.</summary>
internal static class GeneratorHarness
{
    /// <summary>What every test source may use without saying so.</summary>
    private const string GlobalUsings = """
        global using System;
        global using System.Numerics.Tensors;
        global using Autodiff;
        global using Autodiff.Ops.Spectral;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(TensorPrimitives).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "Autodiff.Ops.Spectral.dll")),
    ];

    /// <summary>A compilation of <paramref name="sources"/>, before any generator has run.</summary>
    public static CSharpCompilation Compile(params IEnumerable<string> sources) =>
        Compile(sources, references: []);

    /// <summary>The same, referencing other assemblies besides (see <see cref="GeneratorRun.ToReference"/>).</summary>
    public static CSharpCompilation Compile(IEnumerable<string> sources, IEnumerable<MetadataReference> references)
    {
        IEnumerable<SyntaxTree> trees = sources
            .Select((source, i) => Parse(source, $"Test{i}.cs"))
            .Append(Parse(GlobalUsings, "GlobalUsings.cs"));
        return CSharpCompilation.Create(
            "Test_" + Guid.NewGuid().ToString("N"),
            trees,
            References.AddRange(references),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Runs a generator, and analyzers over what comes out of it.</summary>
    public static GeneratorRun Run(
        IIncrementalGenerator generator, string source, params ReadOnlySpan<DiagnosticAnalyzer> analyzers) =>
        Run(generator, Compile(source), analyzers);

    /// <inheritdoc cref="Run(IIncrementalGenerator, string, ReadOnlySpan{DiagnosticAnalyzer})"/>
    public static GeneratorRun Run(
        IIncrementalGenerator generator, CSharpCompilation compilation, params ReadOnlySpan<DiagnosticAnalyzer> analyzers)
    {
        GeneratorDriver driver = CreateDriver(generator)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        ImmutableArray<Diagnostic> analyzed = analyzers.IsEmpty
            ? []
            : output.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return new GeneratorRun(
            output,
            [.. result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString()))],
            Visible(output.GetDiagnostics()),
            Visible(result.Diagnostics),
            Visible(analyzed));
    }

    /// <summary>A driver that records which steps ran and why.</summary>
    public static GeneratorDriver CreateDriver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs a generator over a source, then over the edited source, as an editor does.</summary>
    public static IncrementalRun RunTwice(IIncrementalGenerator generator, string before, string after) =>
        RunTwice(generator, [before], [after]);

    /// <summary>The same over several files; a file with unchanged text keeps its tree.</summary>
    public static IncrementalRun RunTwice(
        IIncrementalGenerator generator, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        CSharpCompilation first = Compile(before);
        CSharpCompilation second = first;
        for (int i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            if (i >= before.Count)
            {
                second = second.AddSyntaxTrees(Parse(after[i], $"Test{i}.cs"));
            }
            else if (i >= after.Count)
            {
                second = second.RemoveSyntaxTrees(first.SyntaxTrees[i]);
            }
            else if (before[i] != after[i])
            {
                SyntaxTree tree = first.SyntaxTrees[i];
                second = second.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(after[i])));
            }
        }

        GeneratorDriver driver = CreateDriver(generator).RunGenerators(first);
        GeneratorRunResult firstResult = driver.GetRunResult().Results.Single();
        GeneratorRunResult secondResult = driver.RunGenerators(second).GetRunResult().Results.Single();
        return new IncrementalRun(firstResult, secondResult);
    }

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, path);

    private static ImmutableArray<Diagnostic> Visible(ImmutableArray<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(d => d.Severity != DiagnosticSeverity.Hidden && !d.IsSuppressed)];
}
