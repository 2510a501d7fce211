using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Autodiff.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Code is broken most of the time that it is being written: neither the generator nor the analyzer may fail on it.</summary>
[TestClass]
public sealed class BrokenCodeTests
{
    private const string Source = """
        using System;
        using Autodiff;
        using static System.Math;

        namespace N
        {
            public static partial class Chain<T> where T : struct
            {
                [Differentiable(Derivatives.None)]
                public static double Energy(ReadOnlySpan<double> x, double[] y, [NoGradient] double rest = 1.5, int n = 3)
                {
                    double sum = 0, scale = Exp(-rest);
                    Span<double> copy = stackalloc double[x.Length];
                    x.CopyTo(copy);
                    for (int i = 0; i < x.Length - 1; i++)
                    {
                        if (x[i] > y[i] && n != 0) { continue; }
                        double d = copy[i + 1] - x[i];
                        sum += d * d * scale;
                        copy[i] *= 2;
                    }

                    while (sum > 10) { sum /= 2; break; }
                    foreach (double value in y.AsSpan(1, n)[..2]) { sum -= Other(value, ref scale) is var z ? z : -z; }
                    var local = (double a) => a;
                    switch (n) { case 1: return 1; default: break; }
                    return Ad.StopGradient(sum) + (n > 2 ? local(sum) : EnergyVjp(x));
                }

                [Differentiable] public static double Other(double v, ref double scale) => Math.Tanh(v) * v++;

                [VjpOf(typeof(Math), nameof(Math.Tanh))]
                public static void Tanh(double result, double resultAdjoint, ref double valueAdjoint) => valueAdjoint += resultAdjoint;
            }
        }
        """;

    public static IEnumerable<object[]> Parts => Enumerable.Range(0, 8).Select(part => new object[] { part });

    [TestMethod]
    [DynamicData(nameof(Parts))]
    public async Task TruncatedSourcesFailNothing(int part)
    {
        GeneratorDriver driver = PipelineDriver.Create(new DifferentiableGenerator());
        for (int cut = 8 * part; cut <= Source.Length; cut += 64)
        {
            driver = await AssertQuiet(driver, Source[..cut]);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Parts))]
    public async Task SourcesWithAPieceCutOutFailNothing(int part)
    {
        GeneratorDriver driver = PipelineDriver.Create(new DifferentiableGenerator());
        for (int cut = 250 + (7 * part); cut + 9 <= Source.Length; cut += 56)
        {
            driver = await AssertQuiet(driver, Source.Remove(cut, 9));
        }
    }

    [TestMethod]
    [DataRow("namespace Autodiff.; public static partial class C { [Differentiable] public static double F(double x) => x; }")]
    [DataRow("using System; using Autodiff; public static partial class { [VjpOf(typeof(Math), nameof(Math.Tanh))] public static void Tanh(double resultAdjoint, ref double valueAdjoint) { } }")]
    public void NothingIsWrittenForWhatHasNoNameYet(string source)
    {
        GeneratorDriver driver = PipelineDriver.Create(new DifferentiableGenerator()).RunGenerators(PipelineDriver.Compile(source));
        Assert.IsEmpty(driver.GetRunResult().Results.Single().GeneratedSources);
    }

    private static async Task<GeneratorDriver> AssertQuiet(GeneratorDriver driver, string source)
    {
        CSharpCompilation compilation = PipelineDriver.Compile(source);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        Assert.IsNull(driver.GetRunResult().Results.Single().Exception, source);
        foreach (Diagnostic diagnostic in await AnalyzerTests.Analyze((CSharpCompilation)updated, new DifferentiableAnalyzer()))
        {
            // An exception that leaves an analyzer comes back as a diagnostic with this tag.
            Assert.IsFalse(diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.AnalyzerException), $"{diagnostic}\n{source}");
            Assert.IsFalse(diagnostic.Id is "AD0099", $"{diagnostic}\n{source}");
        }

        return driver;
    }
}
