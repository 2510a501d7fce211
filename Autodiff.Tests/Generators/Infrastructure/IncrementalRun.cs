using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>Two runs of one generator driver, before and after an edit.</summary>
internal sealed record IncrementalRun(GeneratorRunResult First, GeneratorRunResult Second)
{
    /// <summary>Why each output of the named step came out in the second run, in order.</summary>
    public ImmutableArray<IncrementalStepRunReason> Reasons(string step)
    {
        if (!Second.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> steps))
        {
            throw new AssertFailedException(
                $"There is no step '{step}'; there are {string.Join(", ", Second.TrackedSteps.Keys.Order())}.");
        }

        return ReasonsOf(steps);
    }

    /// <summary>The same for the outputs, which have no names.</summary>
    public ImmutableArray<IncrementalStepRunReason> OutputReasons() =>
        ReasonsOf(Second.TrackedOutputSteps.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => s.Value));

    /// <summary>Fails unless the second run gave exactly these reasons, one for each output of the step.</summary>
    public void AssertReasons(string step, params IEnumerable<IncrementalStepRunReason> expected) =>
        AssertEqual(step, expected, Reasons(step));

    /// <summary>Fails unless every output of the step is one of the allowed ones, and there is at least one.</summary>
    public void AssertAll(string step, params IncrementalStepRunReason[] allowed)
    {
        ImmutableArray<IncrementalStepRunReason> reasons = Reasons(step);
        if (reasons.IsEmpty || reasons.Any(r => !allowed.Contains(r)))
        {
            AssertEqual(step, allowed, reasons);
        }
    }

    private static void AssertEqual(
        string step, IEnumerable<IncrementalStepRunReason> expected, IEnumerable<IncrementalStepRunReason> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            Assert.Fail($"Step '{step}': expected [{string.Join(", ", expected)}], but was [{string.Join(", ", actual)}].");
        }
    }

    private static ImmutableArray<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        [.. steps.SelectMany(s => s.Outputs).Select(o => o.Reason)];
}
