using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>An edit in a body that went in at a call reaches what was generated of the caller.</summary>
[TestClass]
public sealed class InlinedEditTests
{
    [TestMethod]
    [DataRow("static class E { extension(double v) { [Differentiable] public double Bent() => BODY; } }", "x.Bent()", "v * v")]
    [DataRow("static class E { extension<T>(T v) where T : System.Numerics.INumber<T> { [Differentiable] public T Bent() => BODY; } }", "x.Bent()", "v * v")]
    [DataRow("static partial class E { [Differentiable] public static T Bent<T>(System.Func<T, T> f, T v) where T : System.Numerics.INumber<T> => BODY; }", "E.Bent(t => t, x)", "v * f(v)")]
    public void Reaches_the_caller(string callee, string call, string body)
    {
        string caller = $"public static partial class C {{ [Differentiable] public static double F(double x) => {call}; }}";
        IncrementalRun run = GeneratorHarness.RunTwice(new DifferentiableGenerator(), [callee.Replace("BODY", body), caller], [callee.Replace("BODY", "v * v * v"), caller]);
        Assert.AreNotEqual(Text(run.First), Text(run.Second));

        static string Text(Microsoft.CodeAnalysis.GeneratorRunResult result) =>
            string.Concat(result.GeneratedSources.Where(source => source.HintName.StartsWith("C.F", System.StringComparison.Ordinal)).Select(source => source.SourceText.ToString()));
    }
}
