using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Fuzz;

/// <summary>
/// Random programs: every gradient agrees with dual numbers, or the program is refused for a reason that is known.
/// <c>AUTODIFF_FUZZ_COUNT</c> asks for more programs, <c>AUTODIFF_FUZZ_SEED</c> for others.
/// </summary>
[TestClass]
public sealed class FuzzTests
{
    private const int DefaultCount = 100;
    private const int BatchSize = 80;

    [TestMethod]
    public void Random_programs_have_the_gradient_of_dual_numbers()
    {
        int count = Setting("AUTODIFF_FUZZ_COUNT", DefaultCount);
        int first = Setting("AUTODIFF_FUZZ_SEED", 1);
        int distinct = Setting("AUTODIFF_FUZZ_DISTINCT", 3);
        var tally = new SortedDictionary<Outcome, int>();
        var seen = new List<Finding>();
        var report = new StringBuilder();
        for (int start = first; start < first + count && seen.Count < distinct; start += BatchSize)
        {
            List<FuzzProgram> programs =
            [
                .. Enumerable.Range(start, Math.Min(BatchSize, first + count - start)).Select(ProgramMaker.Make)
                    .Where(p => Environment.GetEnvironmentVariable("AUTODIFF_FUZZ_SKIP") is not { Length: > 0 } skip || !p.Render("P").Contains(skip, StringComparison.Ordinal)),
            ];
            Finding[] findings = Batch.Run(programs);
            for (int i = 0; i < findings.Length; i++)
            {
                tally[findings[i].Outcome] = tally.GetValueOrDefault(findings[i].Outcome) + 1;
                if (findings[i].IsFailure && !seen.Any(f => f.IsLike(findings[i])))
                {
                    seen.Add(findings[i]);
                    string text = Describe(programs[i], findings[i]);
                    report.Append(text);
                    Log(text);
                }
            }

            Log($"{start + programs.Count - first}: {string.Join(", ", tally.Select(t => $"{t.Key} {t.Value}"))}\n");
        }

        Assert.AreEqual(0, seen.Count, string.Join(", ", tally.Select(t => $"{t.Key} {t.Value}")) + "\n" + report);
    }

    private static string Describe(FuzzProgram program, Finding finding)
    {
        (FuzzProgram small, Finding last) = Shrinker.Shrink(program, finding, TimeSpan.FromSeconds(Setting("AUTODIFF_FUZZ_SHRINK", 60)));
        return $"\n== {last.Outcome} {last.Key} (seed {program.Seed})\n{last.Detail}\n\n{small.Render("P0")}\n";
    }

    /// <summary>Writes to the file that <c>AUTODIFF_FUZZ_LOG</c> names, if it names one.</summary>
    private static void Log(string text)
    {
        if (Environment.GetEnvironmentVariable("AUTODIFF_FUZZ_LOG") is { Length: > 0 } path)
        {
            File.AppendAllText(path, text);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
