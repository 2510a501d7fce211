using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Pipeline;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Runs the generator over sources held in memory, edit after edit.</summary>
internal sealed class PipelineDriver
{
    public static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    private GeneratorDriver _driver;

    public PipelineDriver(Func<IrFunction, DifferentiationResult>? differentiate = null, LoweringMemo? memo = null)
    {
        Memo = memo ?? new(FakeRooms.Lower);
        _driver = Create(new DifferentiableGenerator(Memo, differentiate ?? FakeRooms.Differentiate));
    }

    public LoweringMemo Memo { get; }

    public static GeneratorDriver Create(DifferentiableGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: Parse,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Sources",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Parse, $"Source{i}.cs")),
        References,
        new(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>The compilation with one file's text replaced, as an editor does it.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int file, string source)
    {
        SyntaxTree tree = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(source)));
    }

    public GeneratorRunResult Run(CSharpCompilation compilation)
    {
        _driver = _driver.RunGenerators(compilation);
        return _driver.GetRunResult().Results.Single();
    }

    /// <summary>The reasons of a step's outputs, in order.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The reasons of everything that was to be added to the compilation, empty outputs included.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
