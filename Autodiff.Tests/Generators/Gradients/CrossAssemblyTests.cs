using System;
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
}
