using System.Linq;
using System.Threading;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Code that is nested deeply must not end the compiler: an overflow of the stack cannot be caught.</summary>
[TestClass]
public sealed class DeepCodeTests
{
    [TestMethod]
    public void NestedCalls() => AssertClean($"return {Repeat("Math.Sin(", 250)}x{Repeat(")", 250)};");

    [TestMethod]
    public void ALongSum() => AssertClean($"return {string.Join(" + ", Enumerable.Range(0, 1000).Select(i => $"x * {i}"))};");

    [TestMethod]
    public void ManyEarlyReturns() => AssertClean($"{Repeat("if (x > 1) return x * 2; ", 120)} return x;");

    [TestMethod]
    public void WhatIsNestedTooDeeplyIsRefused()
    {
        GeneratorRun run = Run($"return {string.Join(" + ", Enumerable.Range(0, 6000).Select(i => $"x * {i}"))};");
        Assert.AreEqual("AD0002", run.Reported.Single().Id);
        Assert.AreEqual("F", run.Reported[0].Location.SourceTree!.GetText().ToString(run.Reported[0].Location.SourceSpan));
    }

    private static void AssertClean(string body) => Run(body).AssertClean();

    /// <summary>On a stack such as a compiler's threads have.</summary>
    private static GeneratorRun Run(string body)
    {
        GeneratorRun? run = null;
        var thread = new Thread(
            () => run = GeneratorHarness.Run(new DifferentiableGenerator(), $"public static partial class C {{ [Differentiable] public static double F(double x) {{ {body} }} }}", new DifferentiableAnalyzer()),
            1 << 20);
        thread.Start();
        thread.Join();
        return run!;
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
