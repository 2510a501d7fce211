namespace Autodiff.Tests.Fuzz;

/// <summary>What came of one program.</summary>
internal enum Outcome
{
    Clean,

    /// <summary>The primal throws or leaves the range of sensible numbers: nothing to compare.</summary>
    Skipped,

    /// <summary>The program itself is not C#.</summary>
    Invalid,
    Refused,
    GeneratorFailed,
    DoesNotCompile,
    Warns,
    WrongValue,
    WrongGradient,
    WrongVjp,
    WrongSweeps,
    NotRepeatable,
    Allocates,
    Throws,
    Hangs,
}

/// <summary>The outcome of a program, with words for people; <paramref name="Key"/> tells different bugs apart.</summary>
internal sealed record Finding(Outcome Outcome, string Key = "", string Detail = "")
{
    public static readonly Finding Clean = new(Outcome.Clean);

    public bool IsFailure => Outcome is not (Outcome.Clean or Outcome.Skipped);

    public bool IsLike(Finding other) => Outcome == other.Outcome && Key == other.Key;
}
