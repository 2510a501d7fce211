using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Benchmarks.Editor;

/// <summary>
/// One edit in a solution with two hundred differentiable methods. What any generator costs that looks for the same
/// attributes is shown beside it: the rest is this one's.
/// </summary>
[InProcess]
[MemoryDiagnoser]
[MinColumn]
[InvocationCount(1)]
[WarmupCount(30)]
[IterationCount(40)]
public class Keystroke
{
    private static readonly CSharpCompilation Before = EditorHarness.Compile(Sources.Solution());
    private static readonly GeneratorDriver Ran = EditorHarness.Driver().RunGenerators(Before);
    private static readonly GeneratorDriver RanEmpty = EditorHarness.EmptyDriver().RunGenerators(Before);

    private int _edits;
    private CSharpCompilation _after = null!;

    public enum Place
    {
        AnotherBody,
        OwnBody,
        Declaration,
    }

    [Params(Place.AnotherBody, Place.OwnBody, Place.Declaration)]
    public Place Edit { get; set; }

    /// <summary>Each edit is new: nothing may be answered from an earlier iteration.</summary>
    [IterationSetup]
    public void Type()
    {
        _edits++;
        _after = Edit switch
        {
            Place.AnotherBody => EditorHarness.Edit(Before, 0, "\"x = \"", $"\"x{_edits} = \""),
            Place.OwnBody => EditorHarness.Edit(Before, 0, "x * Math.Sin(x)", $"x * Math.Sin(x + {_edits})"),
            _ => EditorHarness.Edit(Before, 0, "int Width", $"int Width{_edits}"),
        };
    }

    [Benchmark]
    public GeneratorDriver Generate() => Ran.RunGenerators(_after);

    [Benchmark(Baseline = true)]
    public GeneratorDriver EmptyGenerator() => RanEmpty.RunGenerators(_after);
}
