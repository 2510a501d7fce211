using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Autodiff.Generators;
using Autodiff.Generators.Diagnostics;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>Each diagnostic as a user sees it: its id, its exact place (marked in the source), its whole message.</summary>
[TestClass]
public sealed class DiagnosticTests
{
    private static readonly (string Id, string Source, string Message)[] Examples =
    [
        ("AD0001",
            "static class Chain { [Differentiable] public static double [|Square|](double x) => x * x; }",
            "'Chain' must be partial, because the derivative of 'Square' is written into it"),
        ("AD0002",
            "static partial class A { [Differentiable] public static async System.Threading.Tasks.Task<double> [|F|](double x) { await System.Threading.Tasks.Task.Yield(); return x; } }",
            "An async method of 'F' is not supported: compute the value in a method that is not async"),
        ("AD0002",
            "partial interface I { [Differentiable] double F(double x); } partial class A : I { public double [|F|](double x) => x; }",
            "The unmarked implementation of 'I.F' is not supported: mark it [Differentiable], as the interface's method is"),
        ("AD0002",
            "partial interface I { [Differentiable] double F(double x, [NoGradient] double s); } partial class A : I { [Differentiable] public double F(double x, double [|s|]) => x; }",
            "The parameter 's', which is [NoGradient] here or there but not in both, of 'I.F' is not supported: mark both or neither"),
        ("AD0002",
            "partial interface I { [Differentiable] double F(double x); } [Differentiable] partial struct A : I { public double S; [Differentiable] public double [|F|](double x) => x * S; }",
            "An implementation by the [Differentiable] type 'A' of 'I.F' is not supported: "),
        ("AD0002",
            "partial interface I { [Differentiable] double [|F|](double x) => x; }",
            "A body in an interface of 'F' is not supported: "),
        ("AD0003",
            "static partial class A { [Differentiable([|Derivatives.Hvp|])] public static double F(double x) => x; }",
            "Derivatives.Hvp is not built yet; remove it from [Differentiable]"),
        ("AD0004",
            "static partial class A { [Differentiable] public static double F(double x) { [|lock|] (s_gate) { x *= 2; } return x; } static readonly object s_gate = new(); }",
            "A 'lock' statement is not supported in a differentiable method; take the lock in the caller"),
        ("AD0004",
            "static partial class A { [Differentiable] public static double G([NoGradient] double[] a, double x) { a[0] = 5; return a[0] * x; } [Differentiable] public static double F(double x, double z) { double[] y = { x, 1 }; return G([|y|], z) * y[0]; } }",
            "giving an active value to the parameter 'a', which is marked [NoGradient] and could be written, is not supported in a differentiable method; "),
        ("AD0004",
            "file static class Hidden { public static double K(int n) => n; } static partial class A { [Differentiable] public static double F(double x) => x * [|Hidden|].K(2); }",
            "'Hidden', which only its own file can see, is not supported in a differentiable method; take the modifier 'file' away"),
        ("AD0004",
            "static class Extensions { extension(int n) { public int Twice() => 2 * n; } } static partial class A { [Differentiable] public static double F(double x, int n) => x * [|n.Twice()|]; }",
            "A call of 'Twice', a member of an extension block, is not supported in a differentiable method; mark it [Differentiable], or write it as a method with 'this' on its first parameter"),
        ("AD0004",
            "static class Extensions { extension(int n) { public int Half => n / 2; } } static partial class A { [Differentiable] public static double F(double x, int n) => x * [|n.Half|]; }",
            "The property 'Half', a member of an extension block, is not supported in a differentiable method; write it as a method with 'this' on its first parameter"),
        ("AD0005",
            "static partial class A { static double Weight(double x) => x; [Differentiable] public static double F(double x) => x * [|Weight(x)|]; }",
            "'Weight' has no derivative, but an active value flows through it; mark it [Differentiable], write a rule with [VjpOf], or cut the edge with Ad.StopGradient"),
        ("AD0006",
            "static partial class A { static double s_last; [Differentiable] public static double F(double x) { [|s_last|] = x; return x; } }",
            "an active value is stored in a field, a property or memory outside the method, where no derivative can follow; store it in a local or a parameter, or cut the edge with Ad.StopGradient"),
        ("AD0007",
            "static class Rules { [VjpOf(typeof(Math), nameof(Math.Tanh))] public static void [|Tanh|](double resultAdjoint, ref double xAdjoint) => xAdjoint += resultAdjoint; }",
            "the rule 'Tanh' does not fit 'Math.Tanh': "),
        ("AD0008",
            "static partial class A { [Differentiable] public static double G(double x) => x; [Differentiable] public static double F(double x) => [|GValueAndGradient(x)|].Value; }",
            "the body calls the generated companion 'GValueAndGradient', which does not exist while the generator runs; "),
        ("AD0009",
            "static partial class A { [Differentiable] public static double [|F|](int n) => n; }",
            "'F' has nothing to differentiate: no parameter is differentiable; take a double, a float, an array or a span of them, or a matrix"),
        ("AD0010",
            "interface I { double F(double x); } partial class A : I { [[|Differentiable|]] double I.F(double x) => x; }",
            "the explicit interface implementation 'I.F' cannot be [Differentiable] yet; "),
        ("AD0010",
            "static partial class Extensions { extension(double v) { public double Square { [[|Differentiable|]] get => v * v; } } }",
            "'get_Square' in an extension block cannot be [Differentiable] yet; write it as a method with 'this' on its first parameter"),
        ("AD0011",
            "static partial class A { [Differentiable] public static double[] F(double[] x) { return [|x|]; } }",
            "'F' returns memory that it was given; return a new array that a local holds"),
        ("AD0012",
            "static partial class A { [Differentiable] public static double F(double x) => x; static double [|FVjp|](double x, double resultAdjoint, ref double xAdjoint) => x; }",
            "'A' already has a member 'FVjp', which the generator must write; rename it"),
        ("AD0013",
            "static partial class A { [Differentiable] public static double F(Func<double, double> f, double x) => 2 * [|f(x)|]; }",
            "an active value flows through the delegate 'f', whose target is not known at compile time; "),
    ];

    public static IEnumerable<object[]> Cases => Examples.Select(one => new object[] { one.Id, one.Source, one.Message });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Is_reported_at_its_place_with_its_words(string id, string source, string message)
    {
        Marked marked = Marked.Parse(source);
        marked.AssertReported(await Analyze(marked.Text, new DifferentiableAnalyzer()), (id, message));
    }

    [TestMethod]
    public async Task A_failure_of_the_generator_is_AD0099_at_the_method()
    {
        Marked marked = Marked.Parse("static partial class A { [Differentiable] public static double [|F|](double x) => x; }");
        var broken = new DifferentiableAnalyzer(MethodLowering.Lower, static (IrFunction _) => throw new InvalidOperationException("it broke"));
        marked.AssertReported(
            await Analyze(marked.Text, broken),
            ("AD0099", "internal error in the generator: InvalidOperationException: it broke; please report it"));
    }

    [TestMethod]
    public void None_is_left_out() => CollectionAssert.AreEquivalent(
        Descriptors.All.Select(descriptor => descriptor.Id).ToArray(),
        Examples.Select(one => one.Id).Distinct().Append("AD0099").ToArray());

    private static Task<ImmutableArray<Diagnostic>> Analyze(string source, DifferentiableAnalyzer analyzer) =>
        GeneratorHarness.Compile(source).WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
}
