using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Tests.Generators.Gradients.ClassExamples;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Classes marked <c>[Differentiable]</c>: in bodies, as parameters, receivers and results.</summary>
[TestClass]
public sealed class ClassTests
{
    private static readonly double[][] Points =
    [
        [0.7, -0.4, 1.1, 0.35, -0.85],
        [1.3, 0.9, -0.7, 0.2, 0.55],
        [0.31, 0.42, 0.53, 0.64, 0.75],
        [-0.9, -0.3, -0.77, 0.95, 1.4],
    ];

    private static IEnumerable<ArrayProgram> Programs => ArrayProgram.Of(typeof(ClassPrograms)).Concat(ArrayProgram.Of(typeof(GenericClassPrograms)));

    public static IEnumerable<object[]> Names => Programs.Select(program => new object[] { program.ToString() });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Gradient_is_the_numeric_one(string name)
    {
        ArrayProgram program = Programs.Single(candidate => candidate.ToString() == name);
        foreach (double[] point in Points)
        {
            program.Check(point);
        }
    }

    [TestMethod]
    public void The_gradient_of_an_object_is_an_object()
    {
        var p = new Oscillator { X = 2, V = 3, Steps = 4 };
        (double value, (Oscillator self, double k) gradient) = p.EnergyValueAndGradient(5);
        Assert.AreEqual(19, value);
        Assert.AreEqual((10.0, 6.0, 4.5, 2.0), (gradient.self.X, gradient.self.V, gradient.self.Mass, gradient.k));
        Assert.AreEqual((2.0, 3.0, 2.0), (p.X, p.V, p.Mass));

        Assert.AreEqual(19, p.EnergyValueAndGradient(5, gradient.self, out double k));
        Assert.AreEqual((10.0, 6.0, 4.5, 2.0), (gradient.self.X, gradient.self.V, gradient.self.Mass, k));
    }

    [TestMethod]
    public void The_gradient_of_a_record_has_arrays_of_the_same_lengths()
    {
        var p = new Polynomial([1, 2, 3], 0.5);
        (double value, (Polynomial self, double t) gradient) = p.AtValueAndGradient(2);
        Assert.AreEqual(1 + 4 + 12 + (0.25 * 8), value);
        CollectionAssert.AreEqual(new double[] { 1, 2, 4 }, gradient.self.Coefficients);
        Assert.AreEqual(8, gradient.self.Offset);
        Assert.AreEqual(2 + 12 + (0.25 * 12), gradient.t);
    }

    [TestMethod]
    public void An_object_that_is_written_has_a_seed()
    {
        var p = new Oscillator { X = 2, V = 3 };
        Oscillator adjoint = p.CreateShadow();
        (adjoint.X, adjoint.V) = (1, 10);
        double force = 0;
        ClassPrograms.PushVjp(p, 5, adjoint, ref force);
        Assert.AreEqual(2.2, p.X, 1e-15);
        Assert.AreEqual(33, p.V);
        Assert.AreEqual((151.1, 110.0, 60.0), (adjoint.X, adjoint.V, force));
    }

    [TestMethod]
    public void A_returned_object_is_seeded_by_one()
    {
        double a = 0, b = 0;
        Oscillator p = ClassPrograms.MakeVjp(2, 3, new Oscillator { X = 1, V = 10, Mass = 7 }, ref a, ref b);
        Assert.AreEqual((6.0, 12.0), (p.X, p.V));
        Assert.AreEqual((3 + (10 * 2 * 2 * 3.0), 2 + (10 * 4.0)), (a, b));
    }

    [TestMethod]
    public void What_is_shared_has_one_shadow()
    {
        var shared = new Node { Value = 3 };
        var top = new Node { Value = 1, Left = shared, Right = shared };
        Node gradient = top.SumValueAndGradient(0.5).Gradient.self;
        Assert.AreSame(gradient.Left, gradient.Right);
        double Value(double v)
        {
            var both = new Node { Value = v };
            return new Node { Value = 1, Left = both, Right = both }.Sum(0.5);
        }

        Assert.AreEqual((Value(3 + 1e-5) - Value(3 - 1e-5)) / 2e-5, gradient.Left!.Value, 1e-8);

        var circle = new Node { Value = 1 };
        circle.Left = circle;
        Node shadow = circle.CreateShadow();
        Assert.AreSame(shadow, shadow.Left);
        Assert.AreEqual(0, shadow.Value);
    }

    [TestMethod]
    public void Destinations_are_checked()
    {
        var p = new Oscillator { X = 1, V = 2 };
        double force = 0;
        AssertThrows<ArgumentException>("'pAdjoint' is the same as 'p'; make the adjoint with CreateShadow.", () => ClassPrograms.PushVjp(p, 5, p, ref force));
        AssertThrows<ArgumentNullException>("Value cannot be null.", () => ClassPrograms.PushVjp(p, 5, null!, ref force));
        AssertThrows<ArgumentNullException>("Value cannot be null.", () => ClassPrograms.PushVjp(null!, 5, p, ref force));

        double t = 0;
        AssertThrows<ArgumentException>(
            "'selfAdjoint.Coefficients' is 1; it must be 2, like 'self.Coefficients'.",
            () => new Polynomial([1, 2], 3).AtVjp(1, 1, new Polynomial([1], 3), ref t));
        var shared = new Node { Value = 3 };
        var apart = new Node { Value = 1, Left = new Node(), Right = new Node() };
        AssertThrows<ArgumentException>("'selfAdjoint.Right' is not shared as 'self.Right' is; make the adjoint with CreateShadow.", () => new Node { Left = shared, Right = shared }.SumVjp(1, 1, apart, ref t));
        AssertThrows<ArgumentException>("'selfAdjoint.Left' must be null where 'self.Left' is, and only there.", () => new Node { Right = shared }.SumVjp(1, 1, apart, ref t));
    }

    [TestMethod]
    public void Two_arguments_that_are_one_object_are_refused_only_where_one_is_written()
    {
        var p = new Oscillator { X = 2, V = 3 };
        (Oscillator a, Oscillator b) = ClassPrograms.ProductValueAndGradient(p, p).Gradient;
        Assert.AreEqual((6.0, 6.0, 4.0), (a.X, b.X, b.V));
        AssertThrows<ArgumentException>("'a' and 'b' share memory, and at least one of them is written; pass separate objects.", () => ClassPrograms.ExchangeValueAndGradient(p, p));
    }

    private static void AssertThrows<T>(string message, Action action)
        where T : Exception
        => StringAssert.StartsWith(Assert.ThrowsExactly<T>(action).Message, message);

    [TestMethod]
    public void Gradients_of_arrays_of_objects_have_one_object_for_each()
    {
        var first = new ObjectArrayPrograms.Body { X = 0.7, V = 1.2, Mass = 2 };
        var second = new ObjectArrayPrograms.Body { X = -0.3, V = 0.4 };
        ObjectArrayPrograms.Body[] bodies = [first, second, first];
        (double value, ObjectArrayPrograms.Body[] gradient) = ObjectArrayPrograms.EnergyValueAndGradient(bodies);
        Assert.AreEqual(ObjectArrayPrograms.Energy(bodies), value);
        Assert.AreSame(gradient[0], gradient[2]);
        double[] numbers = [gradient[0].X, gradient[0].V, gradient[0].Mass, gradient[1].X, gradient[1].V, gradient[1].Mass];
        Numeric.AssertGradient(p => ObjectArrayPrograms.Energy(Twice(p)), [0.7, 1.2, 2, -0.3, 0.4, 1], numbers, 1e-7, step: 1e-3);

        static ObjectArrayPrograms.Body[] Twice(double[] p)
        {
            var first = new ObjectArrayPrograms.Body { X = p[0], V = p[1], Mass = p[2] };
            return [first, new ObjectArrayPrograms.Body { X = p[3], V = p[4], Mass = p[5] }, first];
        }
    }

    [TestMethod]
    public void Seeds_of_arrays_of_objects_are_consumed_and_the_written_values_stay()
    {
        double[] x = [0.7, 1.2, -0.3, 0.4];
        ObjectArrayPrograms.Body[] bodies = Made(x);
        ObjectArrayPrograms.Body[] adjoint = [new() { X = 2, V = -1, Mass = 0 }, new() { X = 0.5, V = 3, Mass = 0 }];
        double dtAdjoint = 0;
        ObjectArrayPrograms.AdvanceVjp(bodies, 0.1, adjoint, ref dtAdjoint);
        ObjectArrayPrograms.Body[] advanced = Made(x);
        ObjectArrayPrograms.Advance(advanced, 0.1);
        Assert.AreEqual(advanced[1].X, bodies[1].X);
        Numeric.AssertGradient(Weighted, [.. x, 0.1], [adjoint[0].X, adjoint[0].V, adjoint[1].X, adjoint[1].V, dtAdjoint], 1e-7, step: 1e-3);

        static ObjectArrayPrograms.Body[] Made(double[] p) => [new() { X = p[0], V = p[1] }, new() { X = p[2], V = p[3] }];

        static double Weighted(double[] p)
        {
            ObjectArrayPrograms.Body[] made = Made(p);
            ObjectArrayPrograms.Advance(made, p[4]);
            return (2 * made[0].X) - made[0].V + (0.5 * made[1].X) + (3 * made[1].V);
        }
    }

    [TestMethod]
    public void Destinations_of_arrays_of_objects_are_checked()
    {
        var body = new ObjectArrayPrograms.Body { X = 1 };
        ObjectArrayPrograms.Body[] bodies = [body, new(), body];
        foreach ((ObjectArrayPrograms.Body?[] gradient, string message) in new (ObjectArrayPrograms.Body?[], string)[]
        {
            ([new(), new()], "has 2 elements; it must have 3"),
            ([new(), null, new()], "'bodiesGradient[1]' must be null where"),
            ([new(), new(), new()], "'bodiesGradient[2]' is not shared as 'bodies[2]' is"),
            ([bodies[1], new(), bodies[1]], "leads to memory of 'bodies'"),
        })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ObjectArrayPrograms.EnergyValueAndGradient(bodies, gradient!)).Message, message);
        }
    }

    [TestMethod]
    public void Lists_of_objects_have_lists_for_gradients()
    {
        List<ObjectArrayPrograms.Body> bodies = [new() { X = 0.7, V = 1.2 }, new() { X = -0.3, V = 0.4 }];
        (_, List<ObjectArrayPrograms.Body> gradient) = ObjectArrayPrograms.OfListValueAndGradient(bodies);
        Numeric.AssertGradient(
            p => ObjectArrayPrograms.OfList([new() { X = p[0], V = p[1] }, new() { X = p[2], V = p[3] }]),
            [0.7, 1.2, -0.3, 0.4],
            [gradient[0].X, gradient[0].V, gradient[1].X, gradient[1].V],
            1e-7,
            step: 1e-3);
    }
}
