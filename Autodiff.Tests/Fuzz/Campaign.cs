using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Fuzz;

/// <summary>Runs the programs of consecutive seeds and describes each kind of failure once, made small.</summary>
internal sealed class Campaign(Action<string> log)
{
    private const int BatchSize = 100;

    private readonly SortedDictionary<Outcome, int> _tally = [];
    private readonly List<Finding> _failures = [];

    /// <summary>How many different failures end a run.</summary>
    public int MaxFailures { get; init; } = 10;

    /// <summary>How long one failing program is made smaller.</summary>
    public TimeSpan Shrinking { get; init; } = TimeSpan.FromSeconds(60);

    public string Tally => string.Join(", ", _tally.Select(t => $"{t.Key} {t.Value}"));

    /// <summary>Whether all programs came out as they should.</summary>
    public bool Run(int first, int count)
    {
        int end = first + count;
        for (int start = first; start < end && _failures.Count < MaxFailures; start += BatchSize)
        {
            FuzzProgram[] programs = [.. Enumerable.Range(start, Math.Min(BatchSize, end - start)).Select(ProgramMaker.Make)];
            Finding[] findings = Batch.Run(programs);
            for (int i = 0; i < findings.Length; i++)
            {
                Count(programs[i], findings[i]);
            }

            log($"seeds {first} to {start + programs.Length - 1}: {Tally}\n");
        }

        return _failures.Count == 0;
    }

    private void Count(FuzzProgram program, Finding finding)
    {
        _tally[finding.Outcome] = _tally.GetValueOrDefault(finding.Outcome) + 1;
        if (finding.IsFailure && !_failures.Any(f => f.IsLike(finding)))
        {
            _failures.Add(finding);
            (FuzzProgram small, Finding last) = Shrinker.Shrink(program, finding, Shrinking);
            log($"\n== {last.Outcome} {last.Key} (seed {program.Seed})\n{last.Detail}\n\n{ReadyTest.Of(small, last)}\n");
        }
    }
}
