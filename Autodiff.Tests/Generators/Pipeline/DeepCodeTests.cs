using System;
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
    public void ASumOfTenThousandTerms() => AssertClean($"return {string.Join(" + ", Enumerable.Range(0, 10_000).Select(i => i == 5_000 ? "Math.Sin(x)" : "x"))};");

    [TestMethod]
    public void ALongSumOfComplexNumbers() =>
        AssertClean($"System.Numerics.Complex z = new(x, 1); return ({string.Join(" + ", Enumerable.Range(0, 5_000).Select(i => i % 2 == 0 ? "z" : "x"))}).Real;");

    /// <summary>Its parts have names, and an effect among the terms still comes after those before it.</summary>
    [TestMethod]
    public void ALongSumHasItsGradient()
    {
        string terms = string.Join(" ", Enumerable.Range(1, 349).Select(i => i == 150 ? "+ (y = y * x)" : $"{(i % 3 == 0 ? "-" : "+")} x * y"));
        using LoadedAssembly assembly = Run($"double y = x; return x * y {terms};").AssertClean().Load();
        var gradient = assembly.Method<Func<double, (double Value, double Gradient)>>("C", "FValueAndGradient");

        // The products before the assignment are x², those after it x³.
        int before = 1 + Enumerable.Range(1, 149).Sum(i => i % 3 == 0 ? -1 : 1);
        int after = Enumerable.Range(151, 199).Sum(i => i % 3 == 0 ? -1 : 1);
        double x = 1.25;
        Assert.AreEqual((before * x * x) + (x * x) + (after * x * x * x), gradient(x).Value, 1e-10);
        Assert.AreEqual((2 * before * x) + (2 * x) + (3 * after * x * x), gradient(x).Gradient, 1e-9);
    }

    [TestMethod]
    public void ALongText() => AssertClean($"string text = {string.Join(" + ", Enumerable.Range(0, 3_000).Select(i => i == 1_000 ? "x" : "\"a\""))}; return x * x;");

    [TestMethod]
    public void ManyEarlyReturns() => AssertClean($"{Repeat("if (x > 1) return x * 2; ", 120)} return x;");

    [TestMethod]
    public void WhatIsNestedTooDeeplyIsRefused()
    {
        GeneratorRun run = Run($"return {string.Join(" + ", Enumerable.Repeat("x", 41_000))};");
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
