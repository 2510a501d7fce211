using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>What came of one run of a generator (and of analyzers) over one compilation.</summary>
internal sealed record GeneratorRun(
    Compilation Output,
    ImmutableArray<(string HintName, string Text)> Sources,
    ImmutableArray<Diagnostic> CompilerDiagnostics,
    ImmutableArray<Diagnostic> GeneratorDiagnostics,
    ImmutableArray<Diagnostic> AnalyzerDiagnostics)
{
    /// <summary>What the generator and the analyzers reported, without the compiler's own.</summary>
    public ImmutableArray<Diagnostic> Reported => GeneratorDiagnostics.AddRange(AnalyzerDiagnostics);

    public ImmutableArray<Diagnostic> Diagnostics => CompilerDiagnostics.AddRange(Reported);

    /// <summary>The text of the one generated file whose hint name contains <paramref name="part"/>.</summary>
    public string Source(string part) =>
        Sources.Single(s => s.HintName.Contains(part, StringComparison.Ordinal)).Text;

    /// <summary>Fails unless everything compiled without an error or a warning.</summary>
    public GeneratorRun AssertClean()
    {
        Diagnostic[] bad = [.. Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        if (bad.Length > 0)
        {
            Assert.Fail("Expected no errors and no warnings:\n" + string.Join("\n", bad.Select(Describe)));
        }

        return this;
    }

    /// <summary>Emits and loads the assembly, and those of the runs it references, so that tests can call into it.</summary>
    public LoadedAssembly Load(params ReadOnlySpan<GeneratorRun> dependencies)
    {
        var images = new byte[dependencies.Length][];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = dependencies[i].Emit();
        }

        return LoadedAssembly.From(Emit(), images);
    }

    /// <summary>The emitted assembly as a reference for another compilation.</summary>
    public MetadataReference ToReference() => MetadataReference.CreateFromImage(Emit());

    private byte[] Emit()
    {
        using var image = new MemoryStream();
        EmitResult result = Output.Emit(image);
        if (!result.Success)
        {
            Assert.Fail(
                "The compilation does not emit:\n"
                + string.Join("\n", Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(Describe)));
        }

        return image.ToArray();
    }

    private static string Describe(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return diagnostic.ToString();
        }

        int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        return $"{diagnostic}\n    {tree.GetText().Lines[line].ToString().Trim()}";
    }
}
