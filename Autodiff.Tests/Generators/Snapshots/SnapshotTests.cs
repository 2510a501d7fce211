using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Snapshots;

/// <summary>The generated code as people read it. Each source is small and about one thing.</summary>
[TestClass]
public sealed class SnapshotTests
{
    [TestMethod]
    public void Chain() => Verify("""
        public static partial class Chain
        {
            [Differentiable]
            public static double Energy(ReadOnlySpan<double> x, double stiffness, [NoGradient] double restLength)
            {
                double energy = 0;
                for (int i = 1; i < x.Length; i++)
                {
                    double stretch = x[i] - x[i - 1] - restLength;
                    energy += 0.5 * stiffness * stretch * stretch;
                }

                return energy;
            }
        }
        """);

    [TestMethod]
    public void SweepPair() => VerifyPart(".Sweeps", """
        public static partial class Logistic
        {
            [Differentiable]
            public static double Step(double x, double rate)
            {
                double grown = rate * x;
                return grown * (1 - x);
            }
        }
        """);

    [TestMethod]
    public void LoopWithSnapshots() => Verify("""
        public static partial class Heat
        {
            [Differentiable, Checkpoint(Snapshots = 100)]
            public static double Final(ReadOnlySpan<double> initial, double diffusivity, int steps)
            {
                double[] u = initial.ToArray();
                double lost = 0;
                for (int t = 0; t < steps; t++)
                {
                    double left = u[0];
                    for (int i = 1; i < u.Length - 1; i++)
                    {
                        double here = u[i];
                        u[i] += diffusivity * u[i] * (left - 2 * here + u[i + 1]);
                        left = here;
                    }

                    lost += u[1] * u[1];
                }

                return u[2] + lost;
            }
        }
        """);

    [TestMethod]
    public void CallThatRunsAgain() => VerifyPart("Orbit.Final", """
        public static partial class Orbit
        {
            [Differentiable, Checkpoint]
            public static void Step(Span<double> state, double dt)
            {
                state[0] += dt * state[1];
                state[1] -= dt * Math.Sin(state[0]);
            }

            [Differentiable]
            public static double Final(ReadOnlySpan<double> start, double dt)
            {
                double[] state = start.ToArray();
                for (int i = 0; i < 100; i++)
                {
                    Step(state, dt);
                }

                return state[0];
            }
        }
        """);

    [TestMethod]
    public void RuleThatAsksForItsResult() => Verify("""
        public static partial class Geometry
        {
            [Differentiable]
            internal static double Slant(double width, double height) => Math.Sqrt(width * width + height * height) * 2;
        }
        """);

    [TestMethod]
    public void BranchOnARunningValue() => Verify("""
        public static partial class Peaks
        {
            [Differentiable]
            public static double SumOfPeaks(ReadOnlySpan<double> x)
            {
                double peak = 0;
                double sum = 0;
                foreach (double value in x)
                {
                    if (value > peak)
                    {
                        peak = value;
                        sum += peak * peak;
                    }
                }

                return sum;
            }
        }
        """);

    [TestMethod]
    public void WhileLoop() => Verify("""
        public static partial class Roots
        {
            [Differentiable]
            public static double CubeRoot(double a)
            {
                double y = 1;
                while (Math.Abs(y * y * y - a) > 1e-12)
                {
                    y -= (y * y * y - a) / (3 * y * y);
                }

                return y;
            }
        }
        """);

    [TestMethod]
    public void EarlyReturn() => Verify("""
        public static partial class Losses
        {
            [Differentiable]
            public static double Huber(double error, double delta)
            {
                if (Math.Abs(error) <= delta)
                {
                    return 0.5 * error * error;
                }

                return delta * (Math.Abs(error) - 0.5 * delta);
            }
        }
        """);

    [TestMethod]
    public void InPlace() => Verify("""
        public static partial class Sums
        {
            [Differentiable]
            public static void Cumulate(ReadOnlySpan<double> x, Span<double> y)
            {
                y[0] = x[0] * x[0];
                for (int i = 1; i < x.Length; i++)
                {
                    y[i] = y[i - 1] * x[i];
                }
            }
        }
        """);

    [TestMethod]
    public void Views() => Verify("""
        public static partial class Matrices
        {
            [Differentiable]
            public static double Trace(ReadOnlySpan<double> matrix, int n)
            {
                double trace = 0;
                for (int i = 0; i < n; i++)
                {
                    ReadOnlySpan<double> row = matrix.Slice(i * n, n);
                    trace += row[i] * row[i];
                }

                return trace;
            }
        }
        """);

    [TestMethod]
    public void TensorRuleInPlace() => Verify("""
        public static partial class Probabilities
        {
            [Differentiable]
            public static double LogSumExp(ReadOnlySpan<double> x)
            {
                double[] y = new double[x.Length];
                TensorPrimitives.Exp(x, y);
                TensorPrimitives.Multiply(y, y, y);
                return Math.Log(TensorPrimitives.Sum<double>(y));
            }
        }
        """);

    [TestMethod]
    public void ComplexNumbers() => Verify("""
        using System.Numerics;

        public static partial class Resonator
        {
            [Differentiable]
            public static double Power(ReadOnlySpan<Complex> signal, Complex pole, double gain)
            {
                Complex state = 0;
                double power = 0;
                foreach (Complex sample in signal)
                {
                    state = pole * state + gain * sample;
                    power += (state * Complex.Conjugate(state)).Real / (1 + Complex.Abs(sample));
                }

                return power;
            }
        }
        """);

    [TestMethod]
    public void CallsOfDifferentiableMethods() => VerifyPart("Composed.Loss", """
        public static partial class Composed
        {
            [Differentiable]
            public static double Square(double x) => x * x;

            [Differentiable]
            public static double Loss(double x, double y) => Square(x * y) + Square(x);
        }
        """);

    [TestMethod]
    public void SpectralLoss() => Verify("""
        public static partial class Losses
        {
            [Differentiable]
            public static double Overlap(CsrMatrix<double> laplacian, ReadOnlySpan<double> target)
            {
                EigenPairs<double> eig = SpectralOps.Eigsh(laplacian, k: 3, EigenTarget.SmallestAlgebraic);
                double overlap = TensorPrimitives.Dot(eig.Vector(1), target);
                return overlap * overlap - eig.Values[1];
            }
        }
        """);

    [TestMethod]
    public void OperatorWithFields() => Verify("""
        [Differentiable]
        public partial struct Oscillators(double mass, double[] springs) : ISymmetricOperator<double>
        {
            public readonly int Dimension => springs.Length;

            [Differentiable]
            public readonly void Apply(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = springs[i] / mass * x[i];
                }
            }
        }

        public static partial class Modes
        {
            [Differentiable]
            public static double Slowest(double mass, ReadOnlySpan<double> springs) =>
                SpectralOps.Eigsh(new Oscillators(mass, springs.ToArray()), k: 1, EigenTarget.SmallestAlgebraic).Values[0];
        }
        """);

    [TestMethod]
    public void InstanceMethodOfANestedGenericStruct() => Verify("""
        namespace Demo.Models
        {
            public partial record Outer<T>
            {
                private readonly partial struct Inner
                {
                    private readonly double _weight = 2;

                    public Inner()
                    {
                    }

                    [Differentiable]
                    private double Weighted(double x) => _weight * x;
                }
            }
        }
        """);

    [TestMethod]
    public void FieldsOfAnObject() => Verify("""
        namespace Demo
        {
            [Differentiable]
            public partial class Spring
            {
                public double X;

                public double[] Rates { get; init; } = [];

                [Differentiable]
                public double Settle(double dt)
                {
                    for (int i = 0; i < Rates.Length; i++)
                    {
                        X -= dt * Rates[i] * X;
                    }

                    return X;
                }
            }
        }
        """);

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string test = "") => VerifyPart(null, source, test);

    private static void VerifyPart(string? part, string source, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        GeneratorRun run = GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer());
        run.AssertClean();
        IEnumerable<(string HintName, string Text)> sources = run.Sources.Where(generated => part is null
            ? !generated.HintName.Contains(".Sweeps", StringComparison.Ordinal)
            : generated.HintName.Contains(part, StringComparison.Ordinal) && (part == ".Sweeps" || !generated.HintName.Contains(".Sweeps", StringComparison.Ordinal)));
        Snapshot.Verify(sources, testMethod: test);
    }
}
