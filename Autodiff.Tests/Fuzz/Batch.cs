using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Autodiff.Tests.Fuzz;

/// <summary>Many programs in one compilation: generated, compiled, run, and compared with their copies over duals.</summary>
internal static class Batch
{
    private const int FilesBefore = 3;
    private const int FilesEach = 3;

    private static readonly MetadataReference Duals = MetadataReference.CreateFromFile(typeof(Duals.Dual).Assembly.Location);

    public static Finding[] Run(IReadOnlyList<FuzzProgram> programs)
    {
        var findings = new Finding?[programs.Count];
        GeneratorRun? run = null;
        for (int attempt = 0; attempt < 4 && run is null; attempt++)
        {
            run = Compile(programs, findings);
        }

        if (run is null)
        {
            return [.. findings.Select(f => f ?? new Finding(Outcome.Invalid, "never compiled"))];
        }

        using LoadedAssembly assembly = run.Load();
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
        GeneratorRun run = Generate([program], [null], out _);
        return string.Join("\n", run.Sources.Where(s => s.HintName.Contains("P0.", StringComparison.Ordinal)).Select(s => s.Text));
    }

    private static GeneratorRun? Compile(IReadOnlyList<FuzzProgram> programs, Finding?[] findings)
    {
        GeneratorRun run = Generate(programs, findings, out List<int> included);
        bool failed = false;
        Diagnostic[] all = [.. run.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        HashSet<string> own = [.. all.Where(d => PathOf(d).StartsWith("Test", StringComparison.Ordinal)).Select(d => d.Id)];
        all = [.. all.Where(d => d.Severity == DiagnosticSeverity.Error || !own.Contains(d.Id))];
        var found = new Dictionary<int, (int Rank, Finding Finding)>();
        foreach (Diagnostic diagnostic in all)
        {
            (int index, int rank, Finding? finding) = Classify(diagnostic, included);
            if (finding is not null && (!found.TryGetValue(index, out var before) || rank < before.Rank))
            {
                found[index] = (rank, finding);
            }
        }

        foreach ((int index, (int _, Finding finding)) in found)
        {
            if (index < 0)
            {
                throw new InvalidOperationException(finding.Detail);
            }

            findings[index] = finding;
            failed = true;
        }

        return failed ? null : run;
    }

    private static GeneratorRun Generate(IReadOnlyList<FuzzProgram> programs, Finding?[] findings, out List<int> included)
    {
        included = [.. Enumerable.Range(0, programs.Count).Where(i => findings[i] is null)];
        List<string> sources = [Library.Methods, FuzzProgram.OverDuals(Library.Methods), Library.Rules];
        foreach (int i in included)
        {
            string text = programs[i].Render("P" + i);
            sources.Add(text);
            sources.Add(FuzzProgram.OverDuals(text));
            sources.Add(new Driver(programs[i], "P" + i).Write(Driver.NameOf(i)));
        }

        return GeneratorHarness.Run(
            new DifferentiableGenerator(), GeneratorHarness.Compile(sources, [Duals]), new DifferentiableAnalyzer());
    }

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
