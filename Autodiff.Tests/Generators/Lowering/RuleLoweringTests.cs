using System.Linq;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>How rules find their targets and bind by name.</summary>
[TestClass]
public sealed class RuleLoweringTests
{
    private const string Grid = """
        using System;
        namespace N;

        public sealed class Grid<T> : IDifferentiableObject<Grid<T>>
            where T : System.Numerics.IFloatingPointIeee754<T>
        {
            public Grid(int rows, ReadOnlySpan<T> values) { }
            public int Rows => 1;
            [View(Writable = nameof(WritableValues))] public ReadOnlySpan<T> Values => default;
            public Span<T> WritableValues => default;
            [View] public T this[int i, int j] { get => T.Zero; set { } }
            public T Trace(int k) => T.Zero;
            public Grid<T> CreateShadow() => this;
            public void SetToZero() { }
            public void RequireShadow(Grid<T> shadow, string name) { }
        }

        public static class Rules
        {
            [VjpOf(typeof(Grid<>), ".ctor")]
            public static void Make<T>(Grid<T> resultAdjoint, Span<T> valuesAdjoint) where T : System.Numerics.IFloatingPointIeee754<T> { }

            [VjpOf(typeof(Grid<>), "Trace")]
            public static void Trace<T>(double[] residual, T resultAdjoint, Grid<T> selfAdjoint) where T : System.Numerics.IFloatingPointIeee754<T> { }

            [AugmentedPrimalOf(typeof(Grid<>), "Trace")]
            public static T TracePrimal<T>(Grid<T> self, int k, out double[] residual) where T : System.Numerics.IFloatingPointIeee754<T> { residual = []; return T.Zero; }

            [VjpOf(typeof(P), "Copy")]
            public static void Copy([WrittenLength("x")] ReadOnlySpan<double> yAdjoint, Span<double> xAdjoint) { }

            [VjpOf(typeof(P), "Twice")]
            public static void Twice(double value, ref double valueAdjoint, double resultAdjoint) { }
        }

        public static class P
        {
            public static void Copy(ReadOnlySpan<double> x, Span<double> y) { }
            public static double Twice(double value) => 2 * value;
            public static float Twice(float value) => 2 * value;
        }

        """;

    [TestMethod]
    public void Views_rules_and_constructors_of_objects()
    {
        IrFunction function = LoweringHarness.Lower(Grid + """
            public static partial class C
            {
                [Differentiable]
                public static double F(double[] x)
                {
                    var g = new Grid<double>(2, x);
                    g[0, 1] = x[0];
                    double t = g.Trace(1);
                    return t * g.Values[1] * g[1, 1] * g.Rows;
                }
            }
            """);
        Assert.IsTrue(function.Problems.IsEmpty);
        Assert.AreEqual(
            """
            global::N.Grid<double> g = Rule:new global::N.Grid<double>(2, implicit ReadOnlySpan<double>(x))
            view(g.Item[Item](0, 1)) = x[0]
            double t = Rule:g.Trace(1)
            return (((t * view(g.Values[WritableValues]())[1]) * view(g.Item[Item](1, 1))) * implicit double(opaque:Computes:sink`g.Rows`))
            """.ReplaceLineEndings("\n"),
            IrPrinter.Print(function));
        IrRule rule = Call(function, "Trace").Method.Rules.Single();
        Assert.AreEqual("global::N.Rules.Trace<double>", rule.CallText);
        Assert.AreEqual("global::N.Rules.TracePrimal<double>", rule.Augmented!.CallText);
        CollectionAssert.AreEqual(
            new[] { IrRuleArgumentKind.Residual, IrRuleArgumentKind.ResultAdjoint, IrRuleArgumentKind.SelfAdjoint },
            rule.Arguments.Select(argument => argument.Kind).ToArray());
    }

    [TestMethod]
    public void A_written_destination_knows_its_length()
    {
        IrFunction function = LoweringHarness.Lower(Grid + "public static partial class C { [Differentiable] public static void F(double[] x, Span<double> y) { P.Copy(x, y); } }");
        IrRuleArgument seed = Call(function, "Copy").Method.Rules.Single().Arguments[0];
        Assert.AreEqual(IrRuleArgumentKind.WrittenAdjoint, seed.Kind);
        Assert.AreEqual("y", seed.Name);
        Assert.AreEqual("x", seed.WrittenLength);
    }

    [TestMethod]
    public void A_rule_serves_only_the_overload_whose_types_fit()
    {
        IrFunction function = LoweringHarness.Lower(Grid + "public static partial class C { [Differentiable] public static double F(double x, float y) => P.Twice(x) + P.Twice(y); }");
        StringAssert.Contains(IrPrinter.Print(function), "Rule:global::N.P.Twice(x)");
        StringAssert.Contains(IrPrinter.Print(function), "float twice = Plain:global::N.P.Twice(y)");
    }

    [TestMethod]
    public void Sweeps_of_other_types_are_named_in_full()
    {
        IrFunction function = LoweringHarness.Lower("""
            namespace N;
            public static partial class C { [Differentiable] public static double F(double x) => G(x) + D.G(x) + new E().G(x); [Differentiable] public static double G(double x) => x; }
            public static partial class D { [Differentiable] public static double G(double x) => x; }
            public sealed partial class E { [Differentiable] public double G(double x) => x; }
            """);
        string[] sweeps = function.Body.Statements.OfType<IrDeclare>().Select(declare => (declare.Initial as IrCall)?.Method.Sweeps?.Forward).OfType<string>().ToArray();
        CollectionAssert.AreEqual(new[] { "GForwardSweep", "global::N.D.GForwardSweep", ".GForwardSweep" }, sweeps);
    }

    [TestMethod]
    [DataRow("[VjpOf(typeof(Math), \"Tan\")] public static void R(double a, ref double aAdjoint) { }", true)]
    [DataRow("[VjpOf(typeof(Math), \"Tann\")] public static void R(ref double aAdjoint) { }", false)]
    [DataRow("[VjpOf(typeof(Math), \"Tan\")] public static void R(double b) { }", false)]
    [DataRow("[VjpOf(typeof(Math), \"Tan\")] public static void R(double aAdjoint) { }", false)]
    [DataRow("[VjpOf(typeof(Math), \"Tan\")] public static double R(double a) => a;", false)]
    [DataRow("[VjpOf(typeof(Math), \"Tan\")] public static void R<T>(double a) { }", false)]
    [DataRow("[VjpOf(typeof(Math), \"Tan\")] public static void R(double a, double residual) { }", false)]
    [DataRow("[AugmentedPrimalOf(typeof(Math), \"Tan\")] public static double R(double a) => a;", false)]
    [DataRow("[JvpOf(typeof(Math), \"Tan\")] public static double R(double aTangent) => aTangent;", true)]
    [DataRow("[VjpOf(typeof(Math), \"Abs\")] public static void R(float value, ref float valueAdjoint, float resultAdjoint) { }", true)]
    public void Rules_that_fit_nothing_are_found(string rule, bool fits)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile($"public static class R0 {{ {rule} }}");
        IMethodSymbol method = compilation.GetSymbolsWithName("R", SymbolFilter.Member).OfType<IMethodSymbol>().Single();
        Assert.AreEqual(fits, RuleValidation.Validate(method, compilation).IsEmpty);
    }

    private static IrCall Call(IrFunction function, string name) => function.Body.Statements
        .Select(statement => statement switch
        {
            IrDeclare { Initial: IrCall call } => call,
            IrEvaluate { Expression: IrCall call } => call,
            _ => null,
        }).First(call => call?.Method.Name == name)!;
}
