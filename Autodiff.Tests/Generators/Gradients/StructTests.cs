using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The companions of methods that take and return tuples and structs, as their callers see them.</summary>
[TestClass]
public sealed class StructTests
{
    internal static GradientTests.Case[] Cases =>
    [
        new("TupleLocals", TuplePrograms.Locals, TuplePrograms.LocalsValueAndGradient, TuplePrograms.LocalsVjp, TuplePrograms.LocalsForwardSweep, TuplePrograms.LocalsReverseSweep),
        new("TupleSwaps", TuplePrograms.Swaps, TuplePrograms.SwapsValueAndGradient, TuplePrograms.SwapsVjp, TuplePrograms.SwapsForwardSweep, TuplePrograms.SwapsReverseSweep),
        new("TupleFibonacci", TuplePrograms.Fibonacci, TuplePrograms.FibonacciValueAndGradient, TuplePrograms.FibonacciVjp, TuplePrograms.FibonacciForwardSweep, TuplePrograms.FibonacciReverseSweep),
        new("TupleResults", TuplePrograms.Results, TuplePrograms.ResultsValueAndGradient, TuplePrograms.ResultsVjp, TuplePrograms.ResultsForwardSweep, TuplePrograms.ResultsReverseSweep),
        new("TupleArrays", TuplePrograms.Arrays, TuplePrograms.ArraysValueAndGradient, TuplePrograms.ArraysVjp, TuplePrograms.ArraysForwardSweep, TuplePrograms.ArraysReverseSweep),
        new("TupleChoices", TuplePrograms.Choices, TuplePrograms.ChoicesValueAndGradient, TuplePrograms.ChoicesVjp, TuplePrograms.ChoicesForwardSweep, TuplePrograms.ChoicesReverseSweep),
        new("StructLocals", StructPrograms.Locals, StructPrograms.LocalsValueAndGradient, StructPrograms.LocalsVjp, StructPrograms.LocalsForwardSweep, StructPrograms.LocalsReverseSweep),
        new("StructRecords", StructPrograms.Records, StructPrograms.RecordsValueAndGradient, StructPrograms.RecordsVjp, StructPrograms.RecordsForwardSweep, StructPrograms.RecordsReverseSweep),
        new("StructSimulated", StructPrograms.Simulated, StructPrograms.SimulatedValueAndGradient, StructPrograms.SimulatedVjp, StructPrograms.SimulatedForwardSweep, StructPrograms.SimulatedReverseSweep),
        new("StructMembersGeometry", StructMemberPrograms.Geometry, StructMemberPrograms.GeometryValueAndGradient, StructMemberPrograms.GeometryVjp, StructMemberPrograms.GeometryForwardSweep, StructMemberPrograms.GeometryReverseSweep),
        new("StructMembersStatistics", StructMemberPrograms.Statistics, StructMemberPrograms.StatisticsValueAndGradient, StructMemberPrograms.StatisticsVjp, StructMemberPrograms.StatisticsForwardSweep, StructMemberPrograms.StatisticsReverseSweep),
        new("StructMembersIterated", StructMemberPrograms.Iterated, StructMemberPrograms.IteratedValueAndGradient, StructMemberPrograms.IteratedVjp, StructMemberPrograms.IteratedForwardSweep, StructMemberPrograms.IteratedReverseSweep),
        new("StructMembersOrbit", StructMemberPrograms.Orbit, StructMemberPrograms.OrbitValueAndGradient, StructMemberPrograms.OrbitVjp, StructMemberPrograms.OrbitForwardSweep, StructMemberPrograms.OrbitReverseSweep),
        new("StructMembersSmoothed", StructMemberPrograms.Smoothed, StructMemberPrograms.SmoothedValueAndGradient, StructMemberPrograms.SmoothedVjp, StructMemberPrograms.SmoothedForwardSweep, StructMemberPrograms.SmoothedReverseSweep),
        new("StructCopies", StructPrograms.Copies, StructPrograms.CopiesValueAndGradient, StructPrograms.CopiesVjp, StructPrograms.CopiesForwardSweep, StructPrograms.CopiesReverseSweep),
    ];

    [TestMethod]
    public void The_gradient_of_a_struct_is_a_struct()
    {
        var p = new Vec { X = 0.5, Y = 1.5, Z = 0.2, Tag = 2 };
        (double value, (Vec p, double k) gradient) = StructPrograms.ScaledValueAndGradient(p, 1.7);
        Assert.AreEqual(StructPrograms.Scaled(p, 1.7), value);
        Numeric.AssertGradient(
            x => StructPrograms.Scaled(new Vec { X = x[0], Y = x[1], Z = x[2], Tag = 2 }, x[3]),
            [0.5, 1.5, 0.2, 1.7],
            [gradient.p.X, gradient.p.Y, gradient.p.Z, gradient.k]);
        Assert.AreEqual(0, gradient.p.Tag);
        Assert.AreEqual(1.5, p.Y);
    }

    [TestMethod]
    public void A_tuple_and_a_struct_are_seeds_by_value()
    {
        (double xAdjoint, double yAdjoint) = (1, 2);
        (double sum, double product) = TuplePrograms.BothVjp(3, 5, (10, 100), ref xAdjoint, ref yAdjoint);
        Assert.AreEqual((28.0, 15.0), (sum, product));
        Assert.AreEqual((1 + 10 + 500.0, 2 + 100 + 300.0), (xAdjoint, yAdjoint));

        (xAdjoint, yAdjoint) = (0, 0);
        Vec made = StructPrograms.MadeVjp(3, 5, new Vec { X = 1, Y = 10, Z = 100 }, ref xAdjoint, ref yAdjoint);
        Assert.AreEqual((15.0, 5.0, 9.0, 2), (made.X, made.Y, made.Z, made.Tag));
        Assert.AreEqual((605.0, 13.0), (xAdjoint, yAdjoint));
    }

    [TestMethod]
    public void A_vjp_adds_to_the_adjoint_of_a_struct_and_of_a_tuple()
    {
        var adjoint = new Line(1, 1);
        double xAdjoint = 0;
        StructPrograms.AtVjp(new Line(2, 3), 0, 2, ref adjoint, ref xAdjoint);
        Assert.AreEqual(new Line(3, 3), adjoint);
        Assert.AreEqual(0.4, xAdjoint, 1e-15);

        (double A, double B) pairAdjoint = (1, 1);
        (double, (double C, int N)) nestedAdjoint = (1, (1, 7));
        TuplePrograms.WeightedVjp((2, 3), (5, (7, 11)), 1, ref pairAdjoint, ref nestedAdjoint);
        Assert.AreEqual((1 + 21.0, 1 + 7 * (2 + 6.0)), pairAdjoint);
        Assert.AreEqual((1 + 11.0, (1 + 15.0, 7)), nestedAdjoint);
    }

    [TestMethod]
    public void The_receiver_is_the_first_parameter()
    {
        var particle = new Particle { Mass = 2, Velocity = new Vec { X = 3, Y = 5 } };
        (double value, (Particle self, double scale) gradient) = particle.KineticValueAndGradient(0.5);
        Assert.AreEqual(17, value);
        Assert.AreEqual(8.5, gradient.self.Mass);
        Assert.AreEqual((3.0, 5.0), (gradient.self.Velocity.X, gradient.self.Velocity.Y));
        Assert.AreEqual(34, gradient.scale);

        Particle selfAdjoint = default;
        double scaleAdjoint = 0;
        Assert.AreEqual(17, particle.KineticVjp(0.5, 2, ref selfAdjoint, ref scaleAdjoint));
        Assert.AreEqual(17, selfAdjoint.Mass);
    }

    [TestMethod]
    public void Hidden_fields_have_adjoints_and_constants_have_none()
    {
        var s = new Sealed(0.7, 1.5, 2);
        (double value, (Sealed s, double x) gradient) = StructPrograms.HiddenValueAndGradient(s, 0.8);
        Assert.AreEqual(StructPrograms.Hidden(s, 0.8), value);
        double[] expected = Numeric.Gradient(p => StructPrograms.Hidden(new Sealed(p[0], p[1], 2), p[2]), [0.7, 1.5, 0.8]);
        Numeric.AssertClose(expected, [gradient.s.Hidden, gradient.s.Open, gradient.x]);
        Assert.AreEqual(0, gradient.s.Constant);
    }

    [TestMethod]
    public void Arrays_of_structs_have_arrays_of_structs_as_gradients()
    {
        Particle[] particles =
        [
            new() { Mass = 2, Position = new Vec { X = 0.3, Y = 1 }, Velocity = new Vec { X = 3, Y = 5 } },
            new() { Mass = 1.5, Position = new Vec { X = 0.1, Y = -1 }, Velocity = new Vec { X = 0.3, Y = 0.5 } },
        ];
        (double value, (Particle[] particles, double gravity) gradient) = StructPrograms.EnergyValueAndGradient([.. particles], 0.9);
        Assert.AreEqual(StructPrograms.Energy([.. particles], 0.9), value);
        for (int i = 0; i < particles.Length; i++)
        {
            Particle[] With(double mass, double y, double speed)
            {
                Particle[] copy = [.. particles];
                copy[i].Mass = mass;
                copy[i].Position.Y = y;
                copy[i].Velocity = new Vec { X = speed, Y = copy[i].Velocity.Y };
                return copy;
            }

            Numeric.AssertGradient(
                p => StructPrograms.Energy(With(p[0], p[1], p[2]), p[3]),
                [particles[i].Mass, particles[i].Position.Y, particles[i].Velocity.X, 0.9],
                [gradient.particles[i].Mass, gradient.particles[i].Position.Y, gradient.particles[i].Velocity.X, gradient.gravity]);
        }
    }
}
