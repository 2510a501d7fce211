using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Programs whose variables lead to one memory now and to another later.</summary>
[TestClass]
public sealed class ReferenceTests
{
    private static readonly double[][] Points =
    [
        [0.7, -0.4, 1.1, 0.35, -0.85, 0.6],
        [1.3, 0.9, -0.7, 0.2, 0.55, -1.2],
        [0.31, 0.42, 0.53, 0.64, 0.75, 0.86],
        [-0.9, -0.3, -0.77, 0.95, 1.4, 0.15],
        [2.5, 0.4, 0.3, -0.6, 0.2, 0.1],
    ];

    public static IEnumerable<object[]> Names => new[]
    {
        typeof(ReferencePrograms),
        typeof(ByReferencePrograms),
        typeof(MovingRowPrograms),
        typeof(MovingContainerPrograms),
        typeof(MovingSpanPrograms),
        typeof(CalleePrograms),
        typeof(OperatorPrograms),
        typeof(PlacePrograms),
        typeof(StructPlacePrograms),
        typeof(DeconstructionPrograms),
        typeof(GivenRowPrograms),
        typeof(GivenMemoryPrograms),
        typeof(LaterReferencePrograms),
        typeof(InlineArrayPrograms),
        typeof(InlineArrayParameterPrograms),
        typeof(MovingObjectPrograms),
        typeof(ObjectArrayPrograms),
        typeof(StructArrayPrograms),
        typeof(ReturnedDelegatePrograms),
        typeof(SortPrograms),
        typeof(SequencePrograms),
        typeof(ChosenSequencePrograms),
        typeof(ListMemberPrograms),
        typeof(NullablePrograms),
        typeof(ExtensionBlockPrograms),
    }
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
    [DataRow(101)]
    [DataRow(201)]
    [DataRow(301)]
    [DataRow(401)]
    [DataRow(501)]
    public void A_removal_or_an_element_beyond_the_end_of_a_list_throws(double x)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ListMemberPrograms.BeyondItsEndValueAndGradient([x, 2, 3]));
    }

    [TestMethod]
    public void A_view_outside_its_span_throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MovingSpanPrograms.PastTheEndValueAndGradient([1, 2, 3, 4]));
    }

    [TestMethod]
    public void An_array_that_a_method_makes_in_several_places_has_one_seed()
    {
        foreach (double k in new[] { 0.8, -0.7, 0.2 })
        {
            double[] x = [1.5, -0.5, 2];
            double[] seed = [2, -3];
            var xAdjoint = new double[3];
            double kAdjoint = 0;
            double[] y = ReferencePrograms.SeveralReturnsVjp(x, k, seed, xAdjoint, ref kAdjoint);
            CollectionAssert.AreEqual(ReferencePrograms.SeveralReturns(x, k), y);
            double Weighted(double[] p) => ReferencePrograms.SeveralReturns([p[0], p[1], p[2]], p[3]) is var r ? (seed[0] * r[0]) + (seed[1] * r[1]) : 0;
            Numeric.AssertGradient(Weighted, [.. x, k], [.. xAdjoint, kAdjoint]);
        }
    }

    [TestMethod]
    public void The_adjoint_of_a_place_enters_as_the_seed_and_leaves_as_that_of_the_entry_value()
    {
        double a = 0.7, b = -0.3, aAdjoint = 2, bAdjoint = 3, angleAdjoint = 0.25;
        ByReferencePrograms.RotateVjp(0.4, ref a, ref b, ref aAdjoint, ref bAdjoint, ref angleAdjoint);
        static double Weighted(double[] p)
        {
            ByReferencePrograms.Rotate(p[0], ref p[1], ref p[2]);
            return (2 * p[1]) + (3 * p[2]);
        }

        double[] after = [0.4, 0.7, -0.3];
        _ = Weighted(after);
        Assert.AreEqual((after[1], after[2]), (a, b));
        Numeric.AssertGradient(p => Weighted([.. p]), [0.4, 0.7, -0.3], [angleAdjoint - 0.25, aAdjoint, bAdjoint]);
    }

    [TestMethod]
    public void The_adjoint_of_an_output_leaves_as_zero()
    {
        double radiusAdjoint = 1, angleAdjoint = 2, xAdjoint = 0, yAdjoint = 0;
        ByReferencePrograms.PolarVjp(0.6, 0.8, out double radius, out double angle, ref radiusAdjoint, ref angleAdjoint, ref xAdjoint, ref yAdjoint);
        ByReferencePrograms.Polar(0.6, 0.8, out double expectedRadius, out double expectedAngle);
        Assert.AreEqual((expectedRadius, expectedAngle, 0.0, 0.0), (radius, angle, radiusAdjoint, angleAdjoint));
        static double Weighted(double[] p)
        {
            ByReferencePrograms.Polar(p[0], p[1], out double radius, out double angle);
            return radius + (2 * angle);
        }

        Numeric.AssertGradient(Weighted, [0.6, 0.8], [xAdjoint, yAdjoint]);
    }

    [TestMethod]
    public void A_gradient_counts_the_entry_value_of_a_place()
    {
        double sum = 1.5;
        int count = 2;
        (double value, (double x, double sum) gradient) = ByReferencePrograms.AccumulateValueAndGradient(0.5, ref sum, ref count);
        Assert.AreEqual((1.125, (3.0, 0.75), 2.25, 3), (value, gradient, sum, count));
    }

    [TestMethod]
    public void One_place_given_twice_is_refused()
    {
        double a = 1, aAdjoint = 1, bAdjoint = 1, angleAdjoint = 0;
        Assert.ThrowsExactly<ArgumentException>(() => ByReferencePrograms.RotateVjp(0.4, ref a, ref a, ref aAdjoint, ref bAdjoint, ref angleAdjoint));
    }

    [TestMethod]
    public void The_adjoint_of_a_struct_by_reference_enters_as_the_seed()
    {
        var body = new StructPlacePrograms.Body { X = 0.7, V = -0.3 };
        var other = new StructPlacePrograms.Body { X = 1.2, V = 0.4 };
        var bodyAdjoint = new StructPlacePrograms.Body { X = 2, V = 3 };
        var oldAdjoint = new StructPlacePrograms.Body { X = 5, V = 7 };
        StructPlacePrograms.Body otherAdjoint = default;
        double forceAdjoint = 0;
        StructPlacePrograms.AdvanceVjp(ref body, 0.9, out StructPlacePrograms.Body old, in other, ref bodyAdjoint, ref oldAdjoint, ref forceAdjoint, ref otherAdjoint);
        static double Weighted(double[] p)
        {
            var body = new StructPlacePrograms.Body { X = p[0], V = p[1] };
            StructPlacePrograms.Advance(ref body, p[2], out StructPlacePrograms.Body old, new StructPlacePrograms.Body { X = p[3], V = 0.4 });
            return (2 * body.X) + (3 * body.V) + (5 * old.X) + (7 * old.V);
        }

        Assert.AreEqual((0.7, -0.3, 0.0, 0.0), (old.X, old.V, oldAdjoint.X, oldAdjoint.V));
        Numeric.AssertGradient(Weighted, [0.7, -0.3, 0.9, 1.2], [bodyAdjoint.X, bodyAdjoint.V, forceAdjoint, otherAdjoint.X]);
    }

    [TestMethod]
    public void A_struct_given_with_the_memory_that_it_is_in_is_refused()
    {
        StructPlacePrograms.Body[] bodies = new StructPlacePrograms.Body[2], bodiesAdjoint = new StructPlacePrograms.Body[2];
        StructPlacePrograms.Body bodyAdjoint = default;
        Assert.ThrowsExactly<ArgumentException>(() => StructPlacePrograms.IntoVjp(ref bodies[0], bodies, ref bodyAdjoint, bodiesAdjoint));
    }

    [TestMethod]
    public void Sorted_elements_that_tie_keep_their_order()
    {
        CollectionAssert.AreEqual(new[] { 1, 3, 0, 2 }, GeneratedCode.OrderOf<double>([2, 1, 2, 1]));
        CollectionAssert.AreEqual(new[] { 1, 0, 2 }, GeneratedCode.OrderOf<double>([0, double.NaN, 0.5]));
    }
}
