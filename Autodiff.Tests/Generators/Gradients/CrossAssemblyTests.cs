using System;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>A library with differentiable methods and rules of its own, used from another assembly.</summary>
[TestClass]
public sealed class CrossAssemblyTests
{
    private const string Library = """
        namespace Lib;

        public static partial class Functions
        {
            [Differentiable]
            public static double Cube(double x) => x * x * x;

            [Differentiable]
            public static void Halve(Span<double> values)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] *= 0.5 * values[i];
                }
            }

            [Differentiable]
            public static double Reads(double[] values, double x) => values[0] * x * values[1];

            [Differentiable]
            public static double Writes(double[] values, double x)
            {
                values[1] = x * values[0];
                return values[1];
            }
        }

        [Differentiable]
        public partial class Gain
        {
            public double Factor { get; set; }

            [Differentiable]
            public static Gain Of(double factor) => new() { Factor = factor };

            [Differentiable]
            public double Apply(double x) => Factor * x;

            [Differentiable]
            public void Grow(double by) => Factor *= by;
        }

        public static class Native
        {
            public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        }

        public static class Rules
        {
            [VjpOf(typeof(Native), nameof(Native.Softplus))]
            public static void Softplus(double x, double resultAdjoint, ref double xAdjoint) => xAdjoint += resultAdjoint / (1 + Math.Exp(-x));
        }
        """;

    private const string User = """
        namespace App;

        public static partial class Loss
        {
            [Differentiable]
            public static double F(double x)
            {
                double[] y = [x, Lib.Functions.Cube(x)];
                Lib.Functions.Halve(y);
                return y[0] * y[1] + Lib.Native.Softplus(x * x);
            }

            public static double Gradient(double x) => FValueAndGradient(x).Gradient;
        }
        """;

    [TestMethod]
    public void Sweeps_and_rules_are_called_across_assemblies()
    {
        GeneratorRun library = GeneratorHarness.Run(new DifferentiableGenerator(), Library, new DifferentiableAnalyzer()).AssertClean();
        CSharpCompilation compilation = GeneratorHarness.Compile([User], [library.ToReference()]);
        GeneratorRun user = GeneratorHarness.Run(new DifferentiableGenerator(), compilation, new DifferentiableAnalyzer()).AssertClean();
        using LoadedAssembly loaded = user.Load(library);
        var f = loaded.Method<Func<double, double>>("App.Loss", "F");
        var gradient = loaded.Method<Func<double, double>>("App.Loss", "Gradient");
        Numeric.AssertClose(Numeric.Derivative(f, 0.7), gradient(0.7));

        // y₀ = x²/2, y₁ = x⁶/2, and softplus.
        double expected = (8 * Math.Pow(0.7, 7) / 4) + (2 * 0.7 / (1 + Math.Exp(-0.49)));
        Numeric.AssertClose(expected, gradient(0.7), 1e-14);
    }

    /// <summary>What a callee of another assembly leaves alone may be a table, and is not recorded.</summary>
    [TestMethod]
    public void A_forward_sweep_tells_other_assemblies_what_it_leaves_alone()
    {
        const string source = """
            public static partial class Loss
            {
                private static readonly double[] Table = [0.5, 2];

                [Differentiable]
                public static double F(double x)
                {
                    double[] values = [x, x * x];
                    var gain = Lib.Gain.Of(x);
                    double sum = 0;
                    for (int i = 0; i < 3; i++)
                    {
                        sum += Lib.Functions.Reads(values, sum + x) + Lib.Functions.Reads(Table, x) + gain.Apply(x);
                        gain.Grow(sum);
                        sum *= Lib.Functions.Writes(values, sum);
                    }

                    return sum;
                }

                public static double Gradient(double x) => FValueAndGradient(x).Gradient;
            }
            """;
        GeneratorRun library = GeneratorHarness.Run(new DifferentiableGenerator(), Library, new DifferentiableAnalyzer()).AssertClean();
        StringAssert.Contains(library.Output.SyntaxTrees.Select(tree => tree.ToString()).Single(text => text.Contains("ReadsForwardSweep(")), "ReadsForwardSweep([Unwritten] double[] values, double x, Tape tape)");
        CSharpCompilation compilation = GeneratorHarness.Compile([source], [library.ToReference()]);
        GeneratorRun user = GeneratorHarness.Run(new DifferentiableGenerator(), compilation, new DifferentiableAnalyzer()).AssertClean();
        using LoadedAssembly loaded = user.Load(library);
        var f = loaded.Method<Func<double, double>>("Loss", "F");
        Numeric.AssertClose(Numeric.Derivative(f, 0.7), loaded.Method<Func<double, double>>("Loss", "Gradient")(0.7));

        GeneratorRun refused = GeneratorHarness.Run(new DifferentiableGenerator(), GeneratorHarness.Compile([source.Replace("Reads(Table, x)", "Writes(Table, x)")], [library.ToReference()]), new DifferentiableAnalyzer());
        Assert.AreEqual("AD0006", refused.Reported.Single().Id);
    }

    /// <summary>Structs that hold arrays, that keep the parameters of their constructors, and that are generic.</summary>
    [TestMethod]
    public void Structs_of_another_assembly_are_taken_apart()
    {
        const string structs = """
            namespace Lib;

            [Differentiable]
            public readonly partial record struct Layer(double[] Weights, double Bias);

            [Differentiable]
            public partial struct Spring(double stiffness, double[] lengths)
            {
                [Differentiable]
                public readonly double Energy(double x) => stiffness * lengths[0] * x * x;
            }

            [Differentiable]
            public partial record struct Pair<T>(T A, T B) where T : System.Numerics.INumber<T>;

            public static partial class Layers
            {
                [Differentiable]
                public static double Apply(Layer layer, double x) => layer.Weights[0] * x + layer.Bias * layer.Weights[1];

                [Differentiable]
                public static Spring Made(double x) { double[] lengths = [x * x]; return new Spring(2 * x, lengths); }

                [Differentiable]
                public static double Squared(Spring spring, double x) { double e = spring.Energy(x); return e * e; }
            }
            """;
        const string source = """
            public static partial class Loss
            {
                [Differentiable]
                public static double F(double x)
                {
                    var layer = new Lib.Layer { Weights = [x, x * x], Bias = 0.5 };
                    layer.Weights[0] *= layer.Bias;
                    Lib.Spring spring = Lib.Layers.Made(x);
                    var pair = new Lib.Pair<double> { A = x, B = 2 };
                    pair.A *= Of(pair, spring);
                    return Lib.Layers.Apply(layer with { Bias = x }, x) + Lib.Layers.Squared(spring, x) * spring.Energy(0.5) * pair.A;
                }

                [Differentiable]
                public static double Of(Lib.Pair<double> pair, Lib.Spring spring) => pair.A * pair.B + spring.Energy(2);

                public static double Gradient(double x) => FValueAndGradient(x).Gradient;
            }
            """;
        GeneratorRun library = GeneratorHarness.Run(new DifferentiableGenerator(), structs, new DifferentiableAnalyzer()).AssertClean();
        StringAssert.Contains(library.Output.SyntaxTrees.Select(tree => tree.ToString()).Single(text => text.Contains("ApplyForwardSweep(")), "ApplyForwardSweep([Unwritten] Layer layer, double x, Tape tape)");
        GeneratorRun user = GeneratorHarness.Run(new DifferentiableGenerator(), GeneratorHarness.Compile([source], [library.ToReference()]), new DifferentiableAnalyzer()).AssertClean();
        using LoadedAssembly loaded = user.Load(library);
        var f = loaded.Method<Func<double, double>>("Loss", "F");
        Numeric.AssertClose(Numeric.Derivative(f, 0.7), loaded.Method<Func<double, double>>("Loss", "Gradient")(0.7));

        GeneratorRun refused = GeneratorHarness.Run(new DifferentiableGenerator(), GeneratorHarness.Compile([source.Replace("double Of(", "double Own(double x) => new Lib.Spring(x, [x]).Energy(2); [Differentiable] public static double Of(")], [library.ToReference()]), new DifferentiableAnalyzer());
        Assert.AreEqual("AD0004", refused.Reported.Single().Id);
    }

    /// <summary>Operators whose derivatives another assembly has implemented.</summary>
    [TestMethod]
    public void Operators_of_another_assembly_have_gradients_of_their_fields()
    {
        const string operators = """
            namespace Lib;

            [Differentiable]
            public readonly partial struct Scaled(double[] diagonal, double factor) : ISymmetricOperator<double>
            {
                public int Dimension => diagonal.Length;

                [Differentiable]
                public void Apply(ReadOnlySpan<double> x, Span<double> y)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] = factor * diagonal[i] * x[i] + x[(i + 1) % x.Length] + x[(i + x.Length - 1) % x.Length];
                    }
                }
            }

            [Differentiable]
            public sealed partial class Shifted : ISymmetricOperator<double>
            {
                public double Shift { get; set; }

                public int Dimension => 4;

                [Differentiable]
                public void Apply(ReadOnlySpan<double> x, Span<double> y)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] = Shift * (i + 1) * (i + 2) * x[i] + x[3 - i];
                    }
                }
            }

            public static partial class Made
            {
                [Differentiable]
                public static Scaled Scaled(double[] diagonal, double factor)
                {
                    double[] copy = (double[])diagonal.Clone();
                    return new(copy, factor);
                }

                [Differentiable]
                public static Shifted Shifted(double shift) => new() { Shift = shift };
            }
            """;
        const string source = """
            public static partial class Loss
            {
                [Differentiable]
                public static double F(double x)
                {
                    double[] diagonal = [x, 2, x * x, 1];
                    EigenPairs<double> first = SpectralOps.Eigsh(Lib.Made.Scaled(diagonal, 1 + x), 2, EigenTarget.SmallestAlgebraic);
                    EigenPairs<double> second = SpectralOps.Eigsh(Lib.Made.Shifted(x * first.Values[0]), 1, EigenTarget.LargestAlgebraic);
                    return first.Values[1] * second.Values[0] + first.Vector(0)[0] * first.Vector(0)[1];
                }

                public static double Gradient(double x) => FValueAndGradient(x).Gradient;
            }
            """;
        GeneratorRun library = GeneratorHarness.Run(new DifferentiableGenerator(), operators, new DifferentiableAnalyzer()).AssertClean();
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), GeneratorHarness.Compile([source], [library.ToReference()]), new DifferentiableAnalyzer()).AssertClean();
        using LoadedAssembly loaded = run.Load(library);
        var f = loaded.Method<Func<double, double>>("Loss", "F");
        Numeric.AssertClose(Numeric.Derivative(f, 0.7), loaded.Method<Func<double, double>>("Loss", "Gradient")(0.7));
    }
}
