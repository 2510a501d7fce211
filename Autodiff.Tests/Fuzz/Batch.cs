using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Tests.Fuzz;

/// <summary>Many programs in one compilation: generated, compiled, run, and compared with their copies over duals.</summary>
internal static class Batch
{
    private const int FilesBefore = 4;

    /// <summary>Most of the time went into the just-in-time compiler, and every program runs a few times only.</summary>
    private const string Unoptimized = "[assembly: System.Diagnostics.Debuggable(System.Diagnostics.DebuggableAttribute.DebuggingModes.DisableOptimizations)]";

    private const int FilesEach = 3;

    private static readonly MetadataReference Duals = MetadataReference.CreateFromFile(typeof(Duals.Dual).Assembly.Location);

    public static Finding[] Run(IReadOnlyList<FuzzProgram> programs)
    {
        var findings = new Finding?[programs.Count];
        byte[]? image = null;
        for (int attempt = 0; attempt < 4 && image is null; attempt++)
        {
            image = Compile(programs, findings);
        }

        if (image is null)
        {
            return [.. findings.Select(f => f ?? new Finding(Outcome.Invalid, "never compiled"))];
        }

        using LoadedAssembly assembly = LoadedAssembly.From(image);
        for (int i = 0; i < programs.Count; i++)
        {
            if (findings[i] is null)
            {
                var check = new Check(programs[i], assembly, Driver.NameOf(i));
                var task = Task.Run(check.Run);
                findings[i] = task.Wait(TimeSpan.FromSeconds(20)) ? task.Result : new Finding(Outcome.Hangs);
            }
        }

        return [.. findings.Select(f => f!)];
    }

    /// <summary>The generated text for one program.</summary>
    public static string Generated(FuzzProgram program)
    {
        GeneratorRun run = Generate([program], [0]);
        return string.Join("\n", run.Sources.Where(s => s.HintName.Contains("P0.", StringComparison.Ordinal)).Select(s => s.Text));
    }

    /// <summary>
    /// The assembly, or nothing if some programs do not compile: those now have findings. Binding bodies is what takes the
    /// time, so it is done once, by the emission; the analyzer runs over nothing but programs that fail.
    /// </summary>
    private static byte[]? Compile(IReadOnlyList<FuzzProgram> programs, Finding?[] findings)
    {
        List<int> included = Included(findings);
        GeneratorHarness.CreateDriver(new DifferentiableGenerator())
            .RunGeneratorsAndUpdateCompilation(Compilation(programs, included), out Compilation output, out _);
        using var image = new MemoryStream();
        Diagnostic[] diagnostics = Relevant(output.Emit(image).Diagnostics);
        HashSet<int> suspects =
        [
            .. diagnostics.Select(d => Classify(d, included)).Where(c => c.Finding is not null).Select(c => c.Index),
            .. output.SyntaxTrees.Where(IsStub).Select(ProgramOf),
        ];
        if (suspects.Count == 0)
        {
            return image.ToArray();
        }

        Explain(programs, findings, [.. suspects.Where(i => i >= 0)]);
        foreach (int i in suspects)
        {
            if (i < 0)
            {
                throw new InvalidOperationException(string.Join("\n", diagnostics.Select(d => d.ToString())));
            }

            findings[i] ??= new Finding(Outcome.Invalid, "fails in company only");
        }

        return null;
    }

    /// <summary>Whether a file is what a refused method gets; a method of the library that takes delegates has no other companions.</summary>
    private static bool IsStub(SyntaxTree tree) => !Path.GetFileName(tree.FilePath).StartsWith("Lib.Accumulate", StringComparison.Ordinal)
        && tree.ToString().Contains("has no derivative: see", StringComparison.Ordinal);

    private static int ProgramOf(SyntaxTree tree) => Regex.Match(Path.GetFileName(tree.FilePath), @"^P(\d+)\.") is { Success: true } hint
        ? int.Parse(hint.Groups[1].Value)
        : throw new InvalidOperationException($"{tree.FilePath}: the library is refused");

    private static void Explain(IReadOnlyList<FuzzProgram> programs, Finding?[] findings, List<int> included)
    {
        GeneratorRun run = Generate(programs, included);
        var ranks = new Dictionary<int, int>();
        foreach (Diagnostic diagnostic in Relevant(run.Diagnostics))
        {
            (int index, int rank, Finding? finding) = Classify(diagnostic, included);
            if (index >= 0 && finding is not null && (!ranks.TryGetValue(index, out int before) || rank < before))
            {
                ranks[index] = rank;
                findings[index] = finding;
            }
        }
    }

    /// <summary>Errors, and warnings that generated code has and no program has itself.</summary>
    private static Diagnostic[] Relevant(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] all = [.. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)];
        HashSet<string> own = [.. all.Where(d => PathOf(d).StartsWith("Test", StringComparison.Ordinal)).Select(d => d.Id)];
        return [.. all.Where(d => d.Severity == DiagnosticSeverity.Error || !own.Contains(d.Id))];
    }

    private static List<int> Included(Finding?[] findings) => [.. Enumerable.Range(0, findings.Length).Where(i => findings[i] is null)];

    private static CSharpCompilation Compilation(IReadOnlyList<FuzzProgram> programs, List<int> included)
    {
        List<string> sources = [Library.Methods, FuzzProgram.OverDuals(Library.Methods), Library.Rules + Library.GenericMethods, Unoptimized];
        foreach (int i in included)
        {
            string text = programs[i].Render("P" + i);
            sources.Add(text);
            sources.Add("#nullable disable\n" + FuzzProgram.OverDuals(text));
            sources.Add("#nullable disable\n" + new Driver(programs[i], "P" + i).Write(Driver.NameOf(i)));
        }

        return GeneratorHarness.Compile(sources, [Duals]);
    }

    private static GeneratorRun Generate(IReadOnlyList<FuzzProgram> programs, List<int> included) =>
        GeneratorHarness.Run(new DifferentiableGenerator(), Compilation(programs, included), new DifferentiableAnalyzer());

    /// <summary>Which program a diagnostic is about and what it means; the lower rank explains the others.</summary>
    private static (int Index, int Rank, Finding? Finding) Classify(Diagnostic diagnostic, List<int> included)
    {
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        string path = PathOf(diagnostic);
        string detail = diagnostic + "\n    " + Line(diagnostic);
        bool isOurs = diagnostic.Id.StartsWith("AD", StringComparison.Ordinal);
        Match file = Regex.Match(path, @"^Test(\d+)\.cs$");
        if (!file.Success)
        {
            Match hint = Regex.Match(path, @"^P(\d+)\.");
            int index = hint.Success ? int.Parse(hint.Groups[1].Value) : -1;
            Outcome outcome = isError ? Outcome.DoesNotCompile : Outcome.Warns;
            return index < 0 && !isError ? (0, 0, null) : (index, isError ? 3 : 5, new Finding(outcome, diagnostic.Id, detail));
        }

        int number = int.Parse(file.Groups[1].Value) - FilesBefore;
        if (number < 0)
        {
            return (-1, 0, isError ? new Finding(Outcome.Invalid, diagnostic.Id, detail) : null);
        }

        int program = included[number / FilesEach];
        int part = number % FilesEach;
        if (isOurs)
        {
            Outcome outcome = diagnostic.Id == "AD0099" ? Outcome.GeneratorFailed : Outcome.Refused;
            string key = diagnostic.Id + Regex.Replace(diagnostic.GetMessage(), "'[^']*'|\"[^\"]*\"", "…");
            return (program, 2, new Finding(outcome, key, detail));
        }

        return !isError ? (program, 9, null)
            : part < 2 ? (program, part, new Finding(Outcome.Invalid, diagnostic.Id + part, detail))
            : (program, 4, new Finding(Outcome.DoesNotCompile, diagnostic.Id + "driver", detail));
    }

    private static string PathOf(Diagnostic diagnostic) => Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? string.Empty);

    private static string Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        : string.Empty;
}
