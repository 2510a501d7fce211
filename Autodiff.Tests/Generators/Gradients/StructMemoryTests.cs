using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Tests.Generators.Gradients.StructMemoryExamples;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Structs that hold arrays and objects, in bodies and as callers see their gradients.</summary>
[TestClass]
public sealed class StructMemoryTests
{
    private static readonly double[][] Points =
    [
        [0.7, -0.4, 1.1, 0.35, -0.85, 0.6],
        [1.3, 0.9, -0.7, 0.2, 0.55, -1.2],
        [0.31, 0.42, 0.53, 0.64, 0.75, 0.86],
        [-0.9, -0.3, -0.77, 0.95, 1.4, 0.15],
    ];

    public static IEnumerable<object[]> Names => new[] { typeof(StructMemoryPrograms), typeof(PrimaryConstructorPrograms), typeof(GenericStructPrograms), typeof(AccessorPrograms), typeof(MovingStructPrograms), typeof(NestedStructPrograms) }
        .SelectMany(type => ArrayProgram.Of(type).Select(program => new object[] { type, program.ToString() }));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Gradient_is_the_numeric_one(Type type, string name)
    {
        ArrayProgram program = ArrayProgram.Of(type).Single(candidate => candidate.ToString() == name);
        foreach (double[] point in Points)
        {
            program.Check(point);
        }
    }

    [TestMethod]
    public void The_gradient_of_a_struct_is_a_struct_with_arrays_of_the_same_lengths()
    {
        var p = new Weights([2, 3], 5);
        (double value, (Weights p, double x) gradient) = StructMemoryPrograms.LossValueAndGradient(p, 0.5);
        Assert.AreEqual(11.5 * 11.5, value);
        CollectionAssert.AreEqual(new double[] { 46, 69 }, gradient.p.Values);
        Assert.AreEqual((23.0, 23.0 * 13), (gradient.p.Bias, gradient.x));
        CollectionAssert.AreEqual(new double[] { 2, 3 }, p.Values);
    }

    [TestMethod]
    public void A_gradient_overwrites_and_a_vjp_adds()
    {
        var p = new Weights([2, 3], 5);
        var destination = new Weights([7, 7], 7);
        double[] values = destination.Values;
        StructMemoryPrograms.LossValueAndGradient(p, 0.5, ref destination, out double x);
        Assert.AreSame(values, destination.Values);
        CollectionAssert.AreEqual(new double[] { 46, 69 }, values);
        Assert.AreEqual((23.0, 299.0), (destination.Bias, x));

        StructMemoryPrograms.LossVjp(p, 0.5, 2, ref destination, ref x);
        CollectionAssert.AreEqual(new double[] { 3 * 46, 3 * 69 }, values);
        Assert.AreEqual((3 * 23.0, 3 * 299.0), (destination.Bias, x));
    }

    [TestMethod]
    public void A_written_array_of_a_struct_keeps_what_the_method_wrote()
    {
        Springs Made() => new([new Vec { X = 1, Y = 2 }, new Vec { X = 3, Y = 4 }], [[5], [6]], new double[,] { { 1, 2 } }, [3], 0.5);
        Springs written = Made(), s = Made();
        double value = StructMemoryPrograms.OfSystem(written, 2);
        (double same, (Springs s, double t) gradient) = StructMemoryPrograms.OfSystemValueAndGradient(s, 2);
        Assert.AreEqual(value, same);
        Assert.AreEqual((written.Places[1].X, written.Rows[1][0]), (s.Places[1].X, s.Rows[1][0]));
        double At(double x, double row, double table, double path, double pull)
        {
            Springs changed = Made() with { Pull = pull };
            (changed.Places[1].X, changed.Rows[1][0], changed.Table[0, 1], changed.Path[0]) = (x, row, table, path);
            return StructMemoryPrograms.OfSystem(changed, 2);
        }

        Numeric.AssertGradient(
            p => At(p[0], p[1], p[2], p[3], p[4]),
            [3, 6, 2, 3, 0.5],
            [gradient.s.Places[1].X, gradient.s.Rows[1][0], gradient.s.Table[0, 1], gradient.s.Path[0], gradient.s.Pull]);
    }

    [TestMethod]
    public void A_result_is_seeded_by_a_struct_of_its_shape()
    {
        double a = 1, b = 1;
        Weights made = StructMemoryPrograms.MadeVjp(2, 3, new Weights([1, 10, 100], 1000), ref a, ref b);
        CollectionAssert.AreEqual(new double[] { 2, 6, 3 }, made.Values);
        Assert.AreEqual((1 + 1 + 30 + 1000.0, 1 + 20 + 100 + 1000.0), (a, b));
        AssertThrows<ArgumentException>("'resultAdjoint.Values' has 1 elements", () => StructMemoryPrograms.MadeVjp(2, 3, new Weights([1], 1000), ref a, ref b));
        AssertThrows<ArgumentNullException>("Value cannot be null. (Parameter 'resultAdjoint.Values')", () => StructMemoryPrograms.MadeVjp(2, 3, default, ref a, ref b));
    }

    [TestMethod]
    public void The_receiver_is_a_destination_too()
    {
        var layer = new Layer([2, 3], 0.5);
        (double value, (Layer self, double[] x) gradient) = layer.MarkedValueAndGradient([5, 7]);
        Assert.AreEqual(31.5 * 0.5, value);
        CollectionAssert.AreEqual(new double[] { 2.5, 3.5 }, gradient.self.W);
        CollectionAssert.AreEqual(new double[] { 1, 1.5 }, gradient.x);
        Assert.AreEqual((32.0, 0), (gradient.self.B, gradient.self.N));

        var hidden = new Wrapped([2, 3], 0.5, [1, 2]);
        Wrapped ofHidden = hidden.SumValueAndGradient(2).Gradient.self;
        Assert.AreEqual((2.0 * 0.5 * 2, 0), (ofHidden.First, ofHidden.Index?.Length ?? 0));
    }

    [TestMethod]
    public void Memory_returned_in_two_fields_is_refused_when_it_turns_out_to_be_one()
    {
        double h = 0;
        (double[] U, double[] V) seed = (new double[2], new double[2]);
        NestedStructPrograms.OneOrTwoVjp([1, 2], -1, seed, new double[2], ref h);
        AssertThrows<NotSupportedException>("'OneOrTwo' returns a struct with the same memory in two fields", () => NestedStructPrograms.OneOrTwoVjp([1, 2], 1, seed, new double[2], ref h));
        using Tape tape = Tape.Rent();
        AssertThrows<NotSupportedException>("'OneOrTwo' returns a struct with the same memory in two fields", () => NestedStructPrograms.OneOrTwoForwardSweep([1, 2], 1, tape));
    }

    [TestMethod]
    public void A_captured_parameter_is_a_field_of_the_gradient()
    {
        var s = new PrimaryConstructorExamples.Coil(2, 3);
        PrimaryConstructorExamples.Coil gradient = s.EnergyValueAndGradient(5).Gradient.self;
        double Energy(double k, double length, double extra) => new PrimaryConstructorExamples.Coil(k, length) { Extra = extra }.Energy(5);
        double[] expected = Numeric.Gradient(p => Energy(p[0], p[1], p[2]), [2, 3, 4]);

        // Force(x) of the gradient is k·x − k·length + Extra·Count, and Count is no number that has one.
        Numeric.AssertClose([expected[2], expected[0], -expected[0] * expected[1]], [gradient.Extra, gradient.Force(1) - gradient.Force(0), gradient.Force(0)]);
    }

    [TestMethod]
    public void Destinations_are_checked()
    {
        var p = new Weights([1, 2], 3);
        double x = 0;
        Weights tooShort = new([1], 0), same = p, empty = default;
        AssertThrows<ArgumentException>("'pAdjoint.Values' has 1 elements", () => StructMemoryPrograms.LossVjp(p, 1, 1, ref tooShort, ref x));
        AssertThrows<ArgumentException>("'pAdjoint.Values' and 'p.Values' overlap", () => StructMemoryPrograms.LossVjp(p, 1, 1, ref same, ref x));
        AssertThrows<ArgumentNullException>("Value cannot be null. (Parameter 'pAdjoint.Values')", () => StructMemoryPrograms.LossVjp(p, 1, 1, ref empty, ref x));
        AssertThrows<ArgumentNullException>("Value cannot be null. (Parameter 'p.Values')", () => StructMemoryPrograms.LossValueAndGradient(default, 1));
        AssertThrows<ArgumentNullException>("Value cannot be null. (Parameter 'self.W')", () => default(Layer).MarkedValueAndGradient([]));
    }

    [TestMethod]
    public void Fields_that_are_one_array_are_refused_only_where_one_is_written()
    {
        double[] both = [2, 3];
        (double[] a, double[] b) = StructMemoryPrograms.DotValueAndGradient((both, both), 2).Gradient.t;
        CollectionAssert.AreEqual(new double[] { 4, 6 }, a);
        CollectionAssert.AreEqual(a, b);

        double[][] rows = [both, both];
        var places = new Vec[] { default, default };
        AssertThrows<ArgumentException>("'s.Rows' has the same row in two places", () => StructMemoryPrograms.OfSystemValueAndGradient(new Springs(places, rows, new double[1, 2], [1], 1), 1));
    }

    private static void AssertThrows<T>(string message, Action action)
        where T : Exception
        => StringAssert.StartsWith(Assert.ThrowsExactly<T>(action).Message, message);

    [TestMethod]
    public void Gradients_of_arrays_of_structs_have_arrays_of_the_same_lengths()
    {
        double[] p = [0.3, -0.4, 0.5, 0.6, 0.7, -0.2];
        double[] x = [0.5, 1.2];
        StructArrayPrograms.Layer[] gradient = StructArrayPrograms.LossValueAndGradient(Layers(p), x).Gradient.layers;
        Numeric.AssertGradient(
            at => StructArrayPrograms.Loss(Layers(at), x),
            p,
            [gradient[0].Weights[0], gradient[0].Weights[1], gradient[0].Bias, gradient[1].Weights[0], gradient[1].Weights[1], gradient[1].Bias],
            1e-7,
            step: 1e-3);

        double[] shared = [0.3, -0.4];
        gradient = StructArrayPrograms.LossValueAndGradient([new(shared, 0.5), new(shared, -0.2)], x).Gradient.layers;
        Assert.AreSame(gradient[0].Weights, gradient[1].Weights);

        static StructArrayPrograms.Layer[] Layers(double[] at) => [new([at[0], at[1]], at[2]), new([at[3], at[4]], at[5])];
    }

    [TestMethod]
    public void Destinations_of_arrays_of_structs_are_checked()
    {
        StructArrayPrograms.Layer[] layers = [new([1, 2], 3), new([4, 5], 6)];
        foreach ((StructArrayPrograms.Layer[] gradient, string message) in new (StructArrayPrograms.Layer[], string)[]
        {
            ([new([0, 0], 0)], "has 1 elements; it must have 2"),
            ([new([0, 0], 0), new([0], 0)], "'layersGradient[1].Weights' is 1; it must be 2"),
            ([new([0, 0], 0), new(null!, 0)], "'layersGradient[1].Weights' must be null where"),
            ([new([0, 0], 0), new(layers[0].Weights, 0)], "leads to memory of 'layers'"),
        })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => StructArrayPrograms.LossValueAndGradient(layers, [1, 2], gradient, new double[2])).Message, message);
        }
    }

    [TestMethod]
    public void Elements_of_an_array_of_structs_are_given_memory_once()
    {
        Assert.ThrowsExactly<NotSupportedException>(() => StructArrayPrograms.TwiceValueAndGradient(0.5));
    }
}
