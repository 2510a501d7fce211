using System;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Generators.Ir;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Which files come out, and under which names.</summary>
[TestClass]
public sealed class OutputTests
{
    [TestMethod]
    public void OneFileForEachMethod() =>
        CollectionAssert.AreEqual(new[] { "A.F.g.cs", "A.G.g.cs" }, Hints("""
            using Autodiff;
            partial class A { [Differentiable] double F(double x) => x; [Differentiable] double G(double x) => x; double H(double x) => x; }
            """));

    [TestMethod]
    public void EqualNamesAreToldApartStably()
    {
        const string source = """
            using Autodiff;
            partial class A { [Differentiable] double F(double x) => x; [Differentiable] double F(float x) => x; [Differentiable] double G(float x) => x; }
            namespace N { partial class a { [Differentiable] double G(float x) => x; } }
            """;
        string[] hints = Hints(source);
        Assert.HasCount(4, hints.Distinct(StringComparer.OrdinalIgnoreCase).ToArray());
        CollectionAssert.AreEqual(hints, Hints(source));
        string[] swapped = Hints(source.Replace("(double x)", "(long x)").Replace("(float x)", "(double x)").Replace("(long x)", "(float x)"));
        CollectionAssert.AreEquivalent(hints[..2], swapped[..2], "the name follows the signature, not the order");
    }

    [TestMethod]
    public void TheSecondFileOfOneMethodIsNotTheFirstOfAnother()
    {
        const string source = "partial class A { [Autodiff.Differentiable] double F(double x) => x; partial class A_F { [Autodiff.Differentiable] double Sweeps(double x) => x; } }";
        var driver = new PipelineDriver(
            function => new([new(function.HintName + ".g.cs", ""), new(function.HintName + ".Sweeps.g.cs", "")], []),
            new((method, compilation, cancellation) => FakeRooms.Lower(method, compilation, cancellation) with { HintName = method.ContainingType.Name.Replace('_', '.') + "." + method.Name }));
        GeneratorRunResult result = driver.Run(PipelineDriver.Compile(source));
        Assert.IsNull(result.Exception);
        Assert.HasCount(4, result.GeneratedSources);
    }

    [TestMethod]
    public void AMethodDeclaredTwiceHasNoFile() =>
        Assert.IsEmpty(Hints("partial class A { [Autodiff.Differentiable] double F(double x) => x; [Autodiff.Differentiable] double F(double y) => y; }"));

    [TestMethod]
    public void ANameNoFileCanHaveIsMended() =>
        CollectionAssert.AreEqual(
            new[] { "A__F_.g.cs" },
            Hints("partial class A { [Autodiff.Differentiable] double F(double x) => x; }", _ => new([new("A</F>.g.cs", "")], [])));

    [TestMethod]
    public void ProblemsOfTheBodyStillGiveCompanionsThatThrow()
    {
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), """
            public static partial class C
            {
                [Differentiable]
                public static double F(double x) { lock (typeof(C)) { x *= x; } return x; }

                [Differentiable]
                public static double G(double x) => F(x) * x;

                public static double Gradient(double x) => FValueAndGradient(x).Gradient;
            }
            """, new DifferentiableAnalyzer());
        CollectionAssert.AreEqual(new[] { "AD0004" }, run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).ToArray());
        StringAssert.Contains(run.Source("C.F.g.cs"), "throw new NotSupportedException(\"'F' has no derivative: see AD0004 there.\");");
    }

    [TestMethod]
    public void ProblemsOfTheSignatureMeanNoFile() =>
        Assert.IsEmpty(GeneratorHarness.Run(new DifferentiableGenerator(), "public static partial class C { [Differentiable] public static double F(ref double[] x) => x[0]; }").Sources);

    [TestMethod]
    public void AFailureInsideMeansNoFileAndNoCrash()
    {
        const string source = "partial class A { [Autodiff.Differentiable] double F(double x) => x; [Autodiff.Differentiable] double G(double x) => x; }";
        CollectionAssert.AreEqual(new[] { "A.G.g.cs" }, Hints(source, function => function.Name == "F" ? throw new InvalidOperationException("Broken.") : FakeRooms.Differentiate(function)));
        var driver = new PipelineDriver(memo: new((_, _, _) => throw new InvalidOperationException("Broken.")));
        GeneratorRunResult result = driver.Run(PipelineDriver.Compile(source));
        Assert.IsNull(result.Exception);
        Assert.IsEmpty(result.GeneratedSources);
    }

    [TestMethod]
    public void APartialMethodIsLoweredFromItsBody()
    {
        GeneratorRunResult result = new PipelineDriver().Run(PipelineDriver.Compile(
            "partial class A { [Autodiff.Differentiable] public partial double F(double x); public partial double F(double x) => x + 1; }"));
        StringAssert.Contains(result.GeneratedSources.Single().SourceText.ToString(), "x + 1");
    }

    [TestMethod]
    public void TypesWithRulesAreListedOnce()
    {
        CSharpCompilation compilation = PipelineDriver.Compile("""
            using System;
            using Autodiff;
            public static class B
            {
                [VjpOf(typeof(Math), "Tanh")] public static void Tanh(double resultAdjoint, ref double valueAdjoint) { }
                [JvpOf(typeof(Math), "Tanh")] public static double Tanh(double valueTangent) => 0;
                private static class Hidden { [VjpOf(typeof(Math), "Sin")] public static void Sin() { } }
            }
            namespace N
            {
                internal class Open<T> { public class Inner { [AugmentedPrimalOf(typeof(Math), "Sin")] public static void Sin() { } } }
                public static class A<T, U> { [VjpOf(typeof(Math), "Sin")] [VjpOf(typeof(Math), "Cos")] public static void Sin() { } }
            }
            file static class Local { [VjpOf(typeof(Math), "Sin")] public static void Sin() { } }
            """);
        GeneratedSourceResult file = new PipelineDriver().Run(compilation).GeneratedSources.Single();
        Assert.AreEqual("Autodiff.DifferentiationRules.g.cs", file.HintName);
        Assert.AreEqual("""
            // <auto-generated/>

            [assembly: global::Autodiff.DifferentiationRules(
                typeof(global::B),
                typeof(global::N.A<,>),
                typeof(global::N.Open<>.Inner))]

            """.ReplaceLineEndings("\n"), file.SourceText.ToString());
        CSharpCompilation whole = compilation.AddSyntaxTrees(file.SyntaxTree);
        Assert.IsEmpty(whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static string[] Hints(string source, Func<IrFunction, DifferentiationResult>? differentiate = null)
    {
        GeneratorRunResult result = new PipelineDriver(differentiate).Run(PipelineDriver.Compile(source));
        Assert.IsNull(result.Exception);
        return [.. result.GeneratedSources.Select(file => file.HintName)];
    }
}
