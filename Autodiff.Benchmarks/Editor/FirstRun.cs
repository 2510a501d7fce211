using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Benchmarks.Editor;

/// <summary>
/// A project is opened that has one method of a hundred lines, and a small one: a new generator over code that is not
/// bound yet, beside what the compiler takes to bind it. The generator's own code is jitted.
/// </summary>
[InProcess]
[MemoryDiagnoser]
[MinColumn]
[InvocationCount(1)]
[WarmupCount(30)]
[IterationCount(40)]
public class FirstRun
{
    private readonly CSharpCompilation _read = EditorHarness.Compile(Sources.HundredLines);
    private CSharpCompilation _compilation = null!;

    [IterationSetup]
    public void Setup() => _compilation = _read.Clone();

    [Benchmark]
    public GeneratorDriver Generate() => EditorHarness.Driver().RunGenerators(_compilation);

    [Benchmark(Baseline = true)]
    public int CompilerAlone() => EditorHarness.Bind(_compilation);
}
