using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Autodiff.Generators;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary><c>[Checkpoint]</c> changes what a gradient costs and nothing else: not one bit of it.</summary>
[TestClass]
public sealed class CheckpointTests
{
    private const string Sources = CheckpointSources.Programs + "\n" + CheckpointCallSources.Programs + "\n" + CheckpointLoopSources.Programs + "\n"
        + CheckpointStateSources.Programs + "\n" + CheckpointReferenceSources.Programs + "\n" + CheckpointObjectSources.Programs;

    private static readonly Lazy<LoadedAssembly> Checkpointed = new(() => Compile(Sources));
    private static readonly Lazy<LoadedAssembly> Recorded = new(() => Compile(WithoutCheckpoints(Sources)));

    public static IEnumerable<object[]> Programs => Regex.Matches(Sources, @"double (\w+)\(ReadOnlySpan<double> x\)").Select(match => new object[] { match.Groups[1].Value });

    [ClassCleanup]
    public static void Unload()
    {
        Checkpointed.Value.Dispose();
        Recorded.Value.Dispose();
    }

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void The_gradient_is_the_recorded_one(string name)
    {
        foreach (double[] x in Points())
        {
            (double value, double[] gradient) = Gradient(Checkpointed.Value, name, x);
            (double expectedValue, double[] expected) = Gradient(Recorded.Value, name, x);
            Assert.AreEqual(expectedValue, value, 0, $"{name} at [{string.Join(", ", x)}]");
            CollectionAssert.AreEqual(expected, gradient, $"{name} at [{string.Join(", ", x)}]");
            var primal = Checkpointed.Value.Method<GradientTests.Primal>("Programs", name);
            Numeric.AssertGradient(point => primal(point), x, gradient, 1e-7, step: 1e-3);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void The_sweep_pair_gives_it_too_and_leaves_the_tape_empty(string name)
    {
        var forward = Checkpointed.Value.Method<GradientTests.Forward>("Programs", name + "ForwardSweep");
        var reverse = Checkpointed.Value.Method<GradientTests.Reverse>("Programs", name + "ReverseSweep");
        foreach (double[] x in Points())
        {
            using Tape tape = Tape.Rent();
            var adjoint = new double[x.Length];
            (double value, double[] gradient) = Gradient(Recorded.Value, name, x);
            Assert.AreEqual(value, forward(x, tape));
            reverse(x, 1, adjoint, tape);
            Numeric.AssertClose(gradient, adjoint, 1e-13);
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopDouble());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopInt32());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopInt64());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopBoolean());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopObject<object>());
        }
    }

    /// <summary>100,000 steps of a state of 1,000 numbers would be a record of 800 MB and more.</summary>
    [TestMethod]
    public void A_long_simulation_runs_in_little_memory()
    {
        using LoadedAssembly assembly = Compile("""
            public static partial class Programs
            {
                [Differentiable, Checkpoint(Snapshots = 100)]
                public static double Ring(ReadOnlySpan<double> x)
                {
                    double[] u = x.ToArray();
                    double[] slope = new double[u.Length];
                    for (int t = 0; t < 100_000; t++)
                    {
                        TensorPrimitives.Multiply(u, u, slope);
                        TensorPrimitives.Multiply(slope, -1e-4, slope);
                        TensorPrimitives.Add(u, slope, u);
                    }

                    return TensorPrimitives.Sum<double>(u);
                }
            }
            """);
        var gradientOf = assembly.Method<GradientTests.Gradient>("Programs", "RingValueAndGradient");
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => 0.5 + (1e-4 * i))];
        var gradient = new double[x.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        gradientOf(x, gradient);
        Assert.IsLessThan(8L << 20, GC.GetAllocatedBytesForCurrentThread() - before);

        // du/dt = −u²: the solution and its derivative are known, up to the step's error.
        Numeric.AssertClose(1 / Math.Pow(1 + (x[7] * 10), 2), gradient[7], 1e-3);
    }

    /// <summary>With a state that is large enough for snapshots to cross the borders of the tape's chunks.</summary>
    [TestMethod]
    public void A_long_simulation_has_the_recorded_gradient()
    {
        const string Source = """
            public static partial class Programs
            {
                [Differentiable, Checkpoint(Snapshots = 12)]
                public static double Ring(ReadOnlySpan<double> x)
                {
                    double[] u = x.ToArray();
                    double[] next = new double[u.Length];
                    double energy = 0;
                    for (int t = 0; t < 2_000; t++)
                    {
                        Advance(u, next, 1e-3);
                        energy += u[t % u.Length] * u[0];
                    }

                    return energy;
                }

                [Differentiable, Checkpoint]
                public static void Advance(Span<double> u, Span<double> next, double dt)
                {
                    int last = u.Length - 1;
                    for (int i = 0; i <= last; i++)
                    {
                        next[i] = u[i] + dt * (u[i == 0 ? last : i - 1] - 2 * u[i] + u[i == last ? 0 : i + 1] + u[i] * (1 - u[i] * u[i]));
                    }

                    next.CopyTo(u);
                }
            }
            """;
        using LoadedAssembly assembly = Compile(Source);
        using LoadedAssembly recording = Compile(WithoutCheckpoints(Source));
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => 0.5 + (0.3 * Math.Sin(0.05 * i)))];
        (double value, double[] gradient) = Gradient(assembly, "Ring", x);
        (double expectedValue, double[] expected) = Gradient(recording, "Ring", x);
        Assert.AreEqual(expectedValue, value);
        CollectionAssert.AreEqual(expected, gradient);
        Assert.IsTrue(gradient.All(entry => double.IsFinite(entry) && entry != 0));
    }

    [TestMethod]
    public void A_method_of_another_assembly_runs_again()
    {
        const string Library = """
            namespace Lib;

            public static partial class Motion
            {
                [Differentiable, Checkpoint]
                public static void Step(Span<double> state, ref double time, double dt)
                {
                    state[0] += dt * state[1] * time;
                    state[1] -= dt * Math.Sin(state[0]);
                    time += dt * state[0];
                }

                [Differentiable, Checkpoint(Snapshots = 3)]
                public static double Final(double[] start, double dt)
                {
                    double[] state = [.. start];
                    double time = 1;
                    for (int t = 0; t < 20; t++)
                    {
                        Step(state, ref time, dt);
                    }

                    return state[0] * state[1];
                }
            }
            """;
        const string User = """
            public static partial class Programs
            {
                [Differentiable, Checkpoint(Snapshots = 2)]
                public static double Orbit(ReadOnlySpan<double> x)
                {
                    double[] state = x.ToArray();
                    double time = x[2];
                    double sum = 0;
                    for (int t = 0; t < 7; t++)
                    {
                        sum += state[0] * state[0] * time;
                        Lib.Motion.Step(state, ref time, 0.1);
                    }

                    return sum + Lib.Motion.Final(state, 0.05 * x[0]);
                }
            }
            """;
        var assemblies = new List<LoadedAssembly>();
        foreach (string library in new[] { Library, WithoutCheckpoints(Library) })
        {
            GeneratorRun compiled = GeneratorHarness.Run(new DifferentiableGenerator(), library, new DifferentiableAnalyzer()).AssertClean();
            GeneratorRun user = GeneratorHarness.Run(
                new DifferentiableGenerator(),
                GeneratorHarness.Compile([library == Library ? User : WithoutCheckpoints(User)], [compiled.ToReference()]),
                new DifferentiableAnalyzer());
            assemblies.Add(user.AssertClean().Load(compiled));
            Assert.AreEqual(library == Library, user.Sources.Any(source => source.Text.Contains("// From the latest snapshot", StringComparison.Ordinal)));
        }

        foreach (double[] x in Points())
        {
            (double value, double[] gradient) = Gradient(assemblies[0], "Orbit", x);
            (double expectedValue, double[] expected) = Gradient(assemblies[1], "Orbit", x);
            Assert.AreEqual(expectedValue, value);
            CollectionAssert.AreEqual(expected, gradient);
            var primal = assemblies[0].Method<GradientTests.Primal>("Programs", "Orbit");
            Numeric.AssertGradient(point => primal(point), x, gradient, 1e-7, step: 1e-3);
        }

        assemblies.ForEach(assembly => assembly.Dispose());
    }

    private static string WithoutCheckpoints(string source) =>
        Regex.Replace(source, @"Checkpoint(\(Snapshots = \d+\))?\]", "]").Replace("[Differentiable, ]", "[Differentiable]", StringComparison.Ordinal);

    private static (double Value, double[] Gradient) Gradient(LoadedAssembly assembly, string name, double[] x)
    {
        double[] gradient = [.. Enumerable.Repeat(double.NaN, x.Length)];
        double value = assembly.Method<GradientTests.Gradient>("Programs", name + "ValueAndGradient")(x, gradient);
        return (value, gradient);
    }

    private static IEnumerable<double[]> Points()
    {
        yield return [0.7, -0.4, 1.1, 0.35];
        yield return [0.31, 0.42, 0.53, 0.64];
        yield return [-0.9, 1.3, -0.77, 0.95, 0.2];
    }

    private static LoadedAssembly Compile(string source) =>
        GeneratorHarness.Run(new DifferentiableGenerator(), source, new DifferentiableAnalyzer()).AssertClean().Load();
}
