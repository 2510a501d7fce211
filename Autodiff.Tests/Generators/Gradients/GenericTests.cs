using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Generic programs: in double against finite differences, in float against double.</summary>
[TestClass]
public sealed class GenericTests
{
    private static readonly double[][] Points =
    [
        [0.7, -0.4, 1.1, 0.35, -0.85, 0.6],
        [1.3, 0.9, -0.7, 0.2, 0.55, -1.2],
        [0.31, 0.42, 0.53, 0.64, 0.75, 0.86],
        [-0.9, -0.3, -0.77, 0.95, 1.4, 0.15],
    ];

    private delegate T Primal<T>(ReadOnlySpan<T> x);

    private delegate T Gradient<T>(ReadOnlySpan<T> x, Span<T> xGradient);

    private delegate T Vjp<T>(ReadOnlySpan<T> x, T resultAdjoint, Span<T> xAdjoint);

    private delegate T Forward<T>(ReadOnlySpan<T> x, Tape tape);

    private delegate void Reverse<T>(ReadOnlySpan<T> x, T resultAdjoint, Span<T> xAdjoint, Tape tape);

    [TestMethod]
    public void Gradients_in_double_are_the_numeric_ones()
    {
        foreach (Case<double> program in All<double>())
        {
            foreach (double[] x in Points)
            {
                double[] gradient = [.. x.Select(_ => double.NaN)];
                Assert.AreEqual(program.Primal(x), program.Gradient(x, gradient), program.Name);
                Numeric.AssertGradient(point => program.Primal(point), x, gradient, 1e-7, step: 1e-3);
            }
        }
    }

    [TestMethod]
    public void Gradients_in_float_are_those_in_double()
    {
        foreach ((Case<float> program, Case<double> twin) in All<float>().Zip(All<double>()))
        {
            foreach (double[] x in Points)
            {
                float[] single = [.. x.Select(value => (float)value)];
                float[] gradient = new float[x.Length];
                double[] expected = new double[x.Length];
                Assert.AreEqual(program.Primal(single), program.Gradient(single, gradient), program.Name);
                twin.Gradient(x, expected);
                double scale = 1 + expected.Max(Math.Abs);
                for (int i = 0; i < x.Length; i++)
                {
                    Assert.AreEqual(expected[i], gradient[i], 3e-5 * scale, $"{program.Name}, {i}");
                }
            }
        }
    }

    [TestMethod]
    public void Sweep_pairs_agree_and_leave_the_tape_empty()
    {
        SweepsAgree<double>(1e-13);
        SweepsAgree<float>(1e-5);
    }

    [TestMethod]
    public void Half_works_as_well()
    {
        Half[] x = [(Half)0.5, (Half)2, (Half)(-1)];
        var gradient = new Half[3];
        GenericPrograms.HornerValueAndGradient(x, gradient);
        CollectionAssert.AreEqual(new Half[] { (Half)(1 + 2 - 1), (Half)0.5, (Half)0.25 }, gradient);
        GenericPrograms.BuffersValueAndGradient([(Half)0.5, (Half)2, (Half)(-1), (Half)1, (Half)1, (Half)1], new Half[6]);
    }

    [TestMethod]
    public void Companions_refuse_numbers_that_are_not_real()
    {
        Assert.AreEqual(8, GenericPrograms.Power(2, 3));
        NotSupportedException refused = Assert.ThrowsExactly<NotSupportedException>(() => GenericPrograms.PowerValueAndGradient(2, 3));
        Assert.Contains("System.Int32", refused.Message);
    }

    [TestMethod]
    public void Methods_of_one_type_call_generic_ones()
    {
        foreach (double[] x in Points)
        {
            double[] gradient = GenericPrograms.OfDoublesValueAndGradient(x).Gradient;
            Numeric.AssertGradient(point => GenericPrograms.OfDoubles(point), x, gradient, 1e-7, step: 1e-3);
            gradient = GenericPrograms.OfFloatsValueAndGradient(x).Gradient;
            Assert.AreEqual((4 * x[0]) + (3 * x[0] * x[0]), gradient[0], 1e-5);
            Assert.AreEqual(2 * x[1], gradient[1], 1e-5);
        }
    }

    private static void SweepsAgree<T>(double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Case<T> program in All<T>())
        {
            foreach (T[] x in Points.Select(point => point.Select(T.CreateChecked).ToArray()))
            {
                var expected = new T[x.Length];
                program.Gradient(x, expected);
                using Tape tape = Tape.Rent();
                var adjoint = new T[x.Length];
                Assert.AreEqual(program.Primal(x), program.Forward(x, tape), program.Name);
                program.Reverse(x, T.One, adjoint, tape);
                Numeric.AssertClose([.. expected.Select(double.CreateChecked)], [.. adjoint.Select(double.CreateChecked)], tolerance);
                Assert.ThrowsExactly<InvalidOperationException>(() => tape.Pop<T>());
                Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopInt32());
                Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopBoolean());

                T[] twice = [.. x.Select((_, i) => T.CreateChecked(i))];
                program.Vjp(x, T.CreateChecked(-2), twice);
                Numeric.AssertClose([.. expected.Select((g, i) => i - (2 * double.CreateChecked(g)))], [.. twice.Select(double.CreateChecked)], tolerance);
            }
        }
    }

    private static IEnumerable<Case<T>> All<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        new("Horner", GenericPrograms.Horner, GenericPrograms.HornerValueAndGradient, GenericPrograms.HornerVjp, GenericPrograms.HornerForwardSweep, GenericPrograms.HornerReverseSweep),
        new("Literals", GenericPrograms.Literals, GenericPrograms.LiteralsValueAndGradient, GenericPrograms.LiteralsVjp, GenericPrograms.LiteralsForwardSweep, GenericPrograms.LiteralsReverseSweep),
        new("Functions", GenericPrograms.Functions, GenericPrograms.FunctionsValueAndGradient, GenericPrograms.FunctionsVjp, GenericPrograms.FunctionsForwardSweep, GenericPrograms.FunctionsReverseSweep),
        new("Branches", GenericPrograms.Branches, GenericPrograms.BranchesValueAndGradient, GenericPrograms.BranchesVjp, GenericPrograms.BranchesForwardSweep, GenericPrograms.BranchesReverseSweep),
        new("Buffers", GenericPrograms.Buffers, GenericPrograms.BuffersValueAndGradient, GenericPrograms.BuffersVjp, GenericPrograms.BuffersForwardSweep, GenericPrograms.BuffersReverseSweep),
        new("Rectangles", GenericPrograms.Rectangles, GenericPrograms.RectanglesValueAndGradient, GenericPrograms.RectanglesVjp, GenericPrograms.RectanglesForwardSweep, GenericPrograms.RectanglesReverseSweep),
        new("Tensors", GenericPrograms.Tensors, GenericPrograms.TensorsValueAndGradient, GenericPrograms.TensorsVjp, GenericPrograms.TensorsForwardSweep, GenericPrograms.TensorsReverseSweep),
        new("Calls", GenericPrograms.Calls, GenericPrograms.CallsValueAndGradient, GenericPrograms.CallsVjp, GenericPrograms.CallsForwardSweep, GenericPrograms.CallsReverseSweep),
        new("Mixed", GenericPrograms.Mixed, GenericPrograms.MixedValueAndGradient, GenericPrograms.MixedVjp, GenericPrograms.MixedForwardSweep, GenericPrograms.MixedReverseSweep),
        new("Newton", GenericPrograms.Newton, GenericPrograms.NewtonValueAndGradient, GenericPrograms.NewtonVjp, GenericPrograms.NewtonForwardSweep, GenericPrograms.NewtonReverseSweep),
        new("Remainders", GenericPrograms.Remainders, GenericPrograms.RemaindersValueAndGradient, GenericPrograms.RemaindersVjp, GenericPrograms.RemaindersForwardSweep, GenericPrograms.RemaindersReverseSweep),
        new("Members", GenericPrograms.Members, GenericPrograms.MembersValueAndGradient, GenericPrograms.MembersVjp, GenericPrograms.MembersForwardSweep, GenericPrograms.MembersReverseSweep),
        new("CallsTagged", GenericPrograms.CallsTagged, GenericPrograms.CallsTaggedValueAndGradient, GenericPrograms.CallsTaggedVjp, GenericPrograms.CallsTaggedForwardSweep, GenericPrograms.CallsTaggedReverseSweep),
    ];

    private sealed record Case<T>(string Name, Primal<T> Primal, Gradient<T> Gradient, Vjp<T> Vjp, Forward<T> Forward, Reverse<T> Reverse);
}
