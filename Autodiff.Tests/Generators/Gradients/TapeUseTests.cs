using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Gradients that throw, gradients inside gradients, and gradients on several threads: none sees another's tape.</summary>
[TestClass]
public sealed class TapeUseTests
{
    private const string Source = """
        public static partial class Programs
        {
            [Differentiable]
            public static double Grow(ReadOnlySpan<double> x, int throwAt)
            {
                double[] u = x.ToArray();
                double sum = 0;
                for (int t = 0; t < 50; t++)
                {
                    if (t == throwAt)
                    {
                        throw new FormatException("stop");
                    }

                    double[] squares = new double[u.Length];
                    for (int i = 0; i < u.Length; i++)
                    {
                        squares[i] = Math.Sin(u[i] * u[i]);
                        u[i] = 0.5 * u[i] + squares[i] * x[t % x.Length];
                    }

                    sum += Rate(squares[0], t == 100 - throwAt);
                    Simulate(u, throwAt);
                }

                return sum + u[1];
            }

            [Differentiable, Checkpoint(Snapshots = 3)]
            public static void Simulate(Span<double> u, int throwAt)
            {
                for (int t = 0; t < 10; t++)
                {
                    if (t == throwAt - 1000)
                    {
                        throw new FormatException("stop");
                    }

                    u[0] += 0.01 * u[1] * u[0];
                }
            }

            // A rule that takes a gradient of its own, and may throw.

            public static double Rate(double x, bool isBad) => x * x * Math.Exp(-x);

            [VjpOf(typeof(Programs), nameof(Rate))]
            public static void RateRule(double x, bool isBad, double resultAdjoint, ref double xAdjoint)
            {
                if (isBad)
                {
                    throw new FormatException("stop");
                }

                double gradient = InnerRateValueAndGradient(x).Gradient;
                xAdjoint += resultAdjoint * gradient;
            }

            [Differentiable]
            public static double InnerRate(double x)
            {
                double power = 1;
                for (int i = 0; i < 2; i++)
                {
                    power *= x;
                }

                return power * Math.Exp(-x);
            }

            // Code of the user's between the sweeps that takes a gradient, too.

            [NoGradient]
            public static double Slope(double x) => InnerRateValueAndGradient(x).Gradient;

            [Differentiable]
            public static double Preconditioned(ReadOnlySpan<double> x)
            {
                double p = x[0];
                for (int t = 0; t < 20; t++)
                {
                    double slope = Slope(p);
                    p = Math.Sin(p * x[1]) + 0 * slope + Rate(p, false) * 0.1;
                }

                return p;
            }
        }
        """;

    private static readonly Lazy<LoadedAssembly> Assembly = new(() => GeneratorHarness.Run(new DifferentiableGenerator(), Source, new DifferentiableAnalyzer()).AssertClean().Load());

    private delegate double Grow(ReadOnlySpan<double> x, int throwAt);

    private delegate double GrowGradient(ReadOnlySpan<double> x, int throwAt, Span<double> xGradient);

    [ClassCleanup]
    public static void Unload() => Assembly.Value.Dispose();

    /// <summary>In the forward sweep, in a rule of the reverse sweep, in a loop that runs again.</summary>
    [TestMethod]
    [DataRow(0)]
    [DataRow(17)]
    [DataRow(60)]
    [DataRow(100)]
    [DataRow(1004)]
    public void An_exception_in_the_middle_leaves_nothing_behind(int throwAt)
    {
        var gradientOf = Assembly.Value.Method<GrowGradient>("Programs", "GrowValueAndGradient");
        double[] x = [0.7, -0.4, 1.1];
        double[] gradient = new double[3];
        OnThreads(1, _ =>
        {
            double expectedValue = gradientOf(x, -1, gradient);
            double[] expected = [.. gradient];
            for (int i = 0; i < 3; i++)
            {
                Assert.ThrowsExactly<FormatException>(() => gradientOf(x, throwAt, gradient));
                Assert.AreEqual(expectedValue, gradientOf(x, -1, gradient));
                CollectionAssert.AreEqual(expected, gradient);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            gradientOf(x, -1, gradient);
            Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
        });
    }

    [TestMethod]
    public void Gradients_inside_gradients()
    {
        var primal = Assembly.Value.Method<GradientTests.Primal>("Programs", "Preconditioned");
        var gradientOf = Assembly.Value.Method<GradientTests.Gradient>("Programs", "PreconditionedValueAndGradient");
        double[] x = [0.7, 1.3];
        double[] gradient = new double[2];
        Assert.AreEqual(primal(x), gradientOf(x, gradient));
        Numeric.AssertGradient(point => primal(point), x, gradient, 1e-8);
    }

    [TestMethod]
    public void Threads_differentiate_at_the_same_time()
    {
        var primal = Assembly.Value.Method<Grow>("Programs", "Grow");
        var gradientOf = Assembly.Value.Method<GrowGradient>("Programs", "GrowValueAndGradient");
        double[][] points = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 5 + i).Select(j => Math.Sin(i + (1.3 * j))).ToArray())];
        double[][] expected = [.. points.Select(point => Numeric.Gradient(x => primal(x, -1), point, 1e-3))];
        double[][] first = [.. points.Select(point => (double[])point.Clone())];
        OnThreads(4, thread =>
        {
            gradientOf(points[thread], -1, first[thread]);
            Numeric.AssertClose(expected[thread], first[thread], 1e-7);
            for (int i = 0; i < 300; i++)
            {
                // Another length each time, so that the tapes change hands with their arrays.
                int point = (thread + i) % points.Length;
                var gradient = new double[points[point].Length];
                Assert.AreEqual(primal(points[point], -1), gradientOf(points[point], -1, gradient));
                Numeric.AssertClose(expected[point], gradient, 1e-7);
            }
        });
    }

    private static void OnThreads(int count, Action<int> action)
    {
        List<Exception> failures = [];
        List<Thread> threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            try
            {
                action(i);
            }
            catch (Exception exception)
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            }
        }))];
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failures.Count > 0)
        {
            throw new AssertFailedException(failures[0].Message, failures[0]);
        }
    }
}
