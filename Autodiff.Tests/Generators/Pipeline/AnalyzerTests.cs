using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Generators.Diagnostics;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Diagnostics have real places, and obey what a user does to diagnostics.</summary>
[TestClass]
public sealed class AnalyzerTests
{
    [TestMethod]
    public async Task AProblemIsReportedAtItsPlace()
    {
        const string source = """
            using Autodiff;

            partial class A
            {
                // A comment.
                /// <summary>Text.</summary>
                [Differentiable]
                double F(double x)
                {
                    double wrong = x;
                    return /* here too */ wrong;
                }
            }
            """;
        ImmutableArray<Diagnostic> diagnostics = await Analyze(source);
        Assert.HasCount(2, diagnostics);
        Assert.AreEqual("'wrong' is not supported in a differentiable method; write 'right'", diagnostics[0].GetMessage());
        Assert.AreEqual(source.IndexOf("wrong", StringComparison.Ordinal), diagnostics[0].Location.SourceSpan.Start);
        Assert.AreEqual(source.LastIndexOf("wrong", StringComparison.Ordinal), diagnostics[1].Location.SourceSpan.Start);
        Assert.IsTrue(diagnostics.All(diagnostic => Text(diagnostic) == "wrong" && diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [TestMethod]
    public async Task APragmaSuppresses()
    {
        Assert.IsEmpty(await Analyze("""
            partial class A
            {
                [Autodiff.Differentiable]
                double F(double x)
                {
            #pragma warning disable AD0004
                    return wrong;
            #pragma warning restore AD0004
                }
            }
            """));
    }

    [TestMethod]
    public async Task AnOptionSetsTheSeverity()
    {
        CSharpCompilation compilation = PipelineDriver.Compile("partial class A { [Autodiff.Differentiable] double F(double x) => wrong; }");
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("AD0004", ReportDiagnostic.Warn)]));
        Assert.AreEqual(DiagnosticSeverity.Warning, (await Analyze(compilation, Fake())).Single().Severity);
    }

    [TestMethod]
    public async Task AProblemWithoutAPlaceIsReportedAtTheName()
    {
        ImmutableArray<Diagnostic> diagnostics = await Analyze(
            PipelineDriver.Compile("partial class A { [Autodiff.Differentiable] double Fun(double x) => x; }"),
            new(FakeRooms.Lower, _ => new([], [new Problem("AD0009", ["Fun", "it is empty"], default), new Problem("", [], default)])));
        Assert.AreEqual("Fun", Text(diagnostics.Single()));
        Assert.AreEqual("'Fun' has nothing to differentiate: it is empty", diagnostics[0].GetMessage());
    }

    [TestMethod]
    public async Task EveryDiagnosticIsReportedAndSuppressed()
    {
        foreach (DiagnosticDescriptor descriptor in Descriptors.All)
        {
            const string source = "partial class A { [Autodiff.Differentiable] double Fun(double x) => x; }";
            DifferentiableAnalyzer analyzer = new(FakeRooms.Lower, _ => new([], [new Problem(descriptor.Id, ["a", "b", "c"], new Origin(0, 5))]));
            Diagnostic diagnostic = (await Analyze(PipelineDriver.Compile(source), analyzer)).Single();
            Assert.AreEqual(descriptor, diagnostic.Descriptor);
            Assert.DoesNotContain("{", diagnostic.GetMessage());
            Assert.IsEmpty(await Analyze(PipelineDriver.Compile($"#pragma warning disable {descriptor.Id}\n{source}"), analyzer));
        }
    }

    [TestMethod]
    public async Task AFailureInsideIsAnInternalError()
    {
        CSharpCompilation compilation = PipelineDriver.Compile("partial class A { [Autodiff.Differentiable] double Fun(double x) => x; }");
        Diagnostic lowering = (await Analyze(compilation, new((_, _, _) => throw new InvalidOperationException("Broken.\nReally."), FakeRooms.Differentiate))).Single();
        Diagnostic differentiation = (await Analyze(compilation, new(FakeRooms.Lower, _ => throw new InvalidOperationException("Broken.\nReally.")))).Single();
        foreach (Diagnostic diagnostic in new[] { lowering, differentiation })
        {
            Assert.AreEqual("AD0099", diagnostic.Id);
            Assert.AreEqual("Fun", Text(diagnostic));
            Assert.AreEqual("internal error in the generator: InvalidOperationException: Broken. Really.; please report it", diagnostic.GetMessage());
        }
    }

    [TestMethod]
    [DataRow("[Differentiable] class A { }", "the class 'A', which is not partial,")]
    [DataRow("class A { } [Differentiable] partial class B : A { }", "the class 'B', which inherits from 'A',")]
    [DataRow("[Differentiable] abstract partial class A { }", "the class 'A', which is abstract,")]
    [DataRow("[Differentiable] static partial class A { }", "the class 'A', which is static,")]
    [DataRow("[Differentiable] partial class A<T> { }", "the class 'A', whose type parameter 'T' is no type of real numbers,")]
    [DataRow("partial class B<T> { [Differentiable] partial class A { } }", "the class 'A' in the generic type 'B'")]
    [DataRow("class A { [Differentiable] partial class B { } }", "the class 'B' in 'A', which is not partial,")]
    [DataRow("[Differentiable] partial class A(double k) { public double K() { double F(double k) => k; return F(k); } }", "the class 'A', whose members use parameters of its primary constructor where other things have their names,")]
    [DataRow("[Differentiable] partial class A { public double[][][,] K; }", "the class 'A', whose field 'K' holds numbers of a type without a shadow,")]
    [DataRow("[Differentiable] partial class A { public A[,] Others { get; } }", "the class 'A', whose field 'Others' holds numbers of a type without a shadow,")]
    [DataRow("[Differentiable] ref struct A { }", "the ref struct 'A'")]
    [DataRow("[Differentiable] struct A(double k) { public double K() { double F() { double k = 1; return k; } return F() * k; } }", "the struct 'A'")]
    [DataRow("class A { [Differentiable] double P => 1; }", "the property 'P'")]
    [DataRow("class A { double P { [Differentiable] get => 1; } }", "an accessor of 'P'")]
    [DataRow("class A { [Differentiable] A() { } }", "a constructor of 'A'")]
    [DataRow("class A { [Differentiable] public static A operator +(A a, A b) => a; }", "the operator 'op_Addition'")]
    [DataRow("class A { void M() { [Differentiable] double F(double x) => x; F(1); } }", "the local function 'F'")]
    [DataRow("class A { System.Func<double, double> F = [Differentiable] (double x) => x; }", "a lambda")]
    [DataRow("interface I { double F(double x); } class A : I { [Differentiable] double I.F(double x) => x; }", "the explicit interface implementation 'I.F'")]
    public async Task OtherTargetsAreRefusedAtTheAttribute(string source, string what)
    {
        Diagnostic diagnostic = (await Analyze("using Autodiff;\n" + source)).Single();
        Assert.AreEqual("AD0010", diagnostic.Id);
        Assert.AreEqual("Differentiable", Text(diagnostic));
        StringAssert.StartsWith(diagnostic.GetMessage(), what + " cannot be [Differentiable] yet; ");
    }

    [TestMethod]
    public async Task APartialMethodIsAnalyzedOnce()
    {
        Diagnostic diagnostic = (await Analyze(
            "partial class A { [Autodiff.Differentiable] public partial double F(double x); public partial double F(double x) => wrong; }")).Single();
        Assert.AreEqual("wrong", Text(diagnostic));
    }

    [TestMethod]
    [DataRow("double FValueAndGradient(double x) => x;", "FValueAndGradient")]
    [DataRow("double FValueAndGradient(double x, out double xGradient) => xGradient = x;", "FValueAndGradient")]
    [DataRow("double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "FVjp")]
    [DataRow("double FVjp(float x, double resultAdjoint, ref double xAdjoint) => x;", null)]
    [DataRow("double FVjp(double x) => x;", null)]
    public async Task AMemberInTheWayOfACompanionIsReported(string member, string? name)
    {
        Diagnostic? diagnostic = (await Analyze($"partial class A {{ [Autodiff.Differentiable] double F(double x) => x; {member} }}")).SingleOrDefault();
        Assert.AreEqual(name is null ? null : "AD0012", diagnostic?.Id);
        Assert.AreEqual(name, diagnostic is null ? null : Text(diagnostic));
    }

    [TestMethod]
    public async Task TheAnalyzerSeesWhatTheGeneratorSaw()
    {
        CSharpCompilation compilation = PipelineDriver.Compile("partial class A { [Autodiff.Differentiable] double F(double x) => x; }");
        _ = PipelineDriver
            .Create(new DifferentiableGenerator(new(FakeRooms.Lower), _ => new([new("A.F.g.cs", "partial class A { double FValueAndGradient(double x) => x; }")], [])))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        Assert.AreEqual(2, updated.SyntaxTrees.Count());
        int trees = 0;
        ImmutableArray<Diagnostic> diagnostics = await Analyze((CSharpCompilation)updated, new(
            (method, seen, cancellation) =>
            {
                trees = seen.SyntaxTrees.Count();
                return FakeRooms.Lower(method, seen, cancellation);
            },
            FakeRooms.Differentiate));
        Assert.AreEqual(1, trees);
        Assert.IsEmpty(diagnostics);
    }

    internal static Task<ImmutableArray<Diagnostic>> Analyze(string source) => Analyze(PipelineDriver.Compile(source), Fake());

    internal static async Task<ImmutableArray<Diagnostic>> Analyze(CSharpCompilation compilation, DifferentiableAnalyzer analyzer)
    {
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static DifferentiableAnalyzer Fake() => new(FakeRooms.Lower, FakeRooms.Differentiate);

    private static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
