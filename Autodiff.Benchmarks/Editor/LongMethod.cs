using System;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.Benchmarks.Editor;

/// <summary>Methods that programs wrote, by their number of statements: the time must grow as the text does.</summary>
[InProcess]
[MemoryDiagnoser]
[MinColumn]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3, invocationCount: 1)]
public class LongMethod
{
    private CSharpCompilation _read = null!;
    private CSharpCompilation _compilation = null!;

    public enum Form
    {
        StraightLine,
        Loops,
        Nested,
        Sum,
    }

    [Params(300, 3_000, 30_000)]
    public int Statements { get; set; }

    [Params(Form.StraightLine, Form.Loops, Form.Nested, Form.Sum)]
    public Form Code { get; set; }

    [GlobalSetup]
    public void Parse() => _read = EditorHarness.Compile(Code switch
    {
        Form.StraightLine => Sources.StraightLine(Statements),
        Form.Loops => Sources.Loops(Statements),
        Form.Nested => Sources.Nested(),
        _ => Sources.Sum(Statements),
    });

    [IterationSetup]
    public void Setup() => _compilation = _read.Clone();

    [Benchmark]
    public int Generate()
    {
        GeneratorDriverRunResult result = EditorHarness.Driver().RunGenerators(_compilation).GetRunResult();
        return result.GeneratedTrees.IsEmpty ? throw new InvalidOperationException("The method was refused.") : result.GeneratedTrees.Length;
    }

    [Benchmark(Baseline = true)]
    public int CompilerAlone() => EditorHarness.Bind(_compilation);
}
