using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Each program against finite differences, and the joint sweeps against the split pair.</summary>
[TestClass]
public sealed class FieldOperatorProgramTests
{
    public static IEnumerable<object[]> Cases => new GradientTests.Case[]
    {
        new("Callees", FieldOperatorPrograms.Callees, FieldOperatorPrograms.CalleesValueAndGradient, FieldOperatorPrograms.CalleesVjp, FieldOperatorPrograms.CalleesForwardSweep, FieldOperatorPrograms.CalleesReverseSweep),
        new("Structs", FieldOperatorPrograms.Structs, FieldOperatorPrograms.StructsValueAndGradient, FieldOperatorPrograms.StructsVjp, FieldOperatorPrograms.StructsForwardSweep, FieldOperatorPrograms.StructsReverseSweep),
        new("Containers", FieldOperatorPrograms.Containers, FieldOperatorPrograms.ContainersValueAndGradient, FieldOperatorPrograms.ContainersVjp, FieldOperatorPrograms.ContainersForwardSweep, FieldOperatorPrograms.ContainersReverseSweep),
        new("Objects", FieldOperatorPrograms.Objects, FieldOperatorPrograms.ObjectsValueAndGradient, FieldOperatorPrograms.ObjectsVjp, FieldOperatorPrograms.ObjectsForwardSweep, FieldOperatorPrograms.ObjectsReverseSweep),
        new("Running", FieldOperatorPrograms.Running, FieldOperatorPrograms.RunningValueAndGradient, FieldOperatorPrograms.RunningVjp, FieldOperatorPrograms.RunningForwardSweep, FieldOperatorPrograms.RunningReverseSweep),
        new("Branches", FieldOperatorPrograms.Branches, FieldOperatorPrograms.BranchesValueAndGradient, FieldOperatorPrograms.BranchesVjp, FieldOperatorPrograms.BranchesForwardSweep, FieldOperatorPrograms.BranchesReverseSweep),
        new("Functions", FieldOperatorPrograms.Functions, FieldOperatorPrograms.FunctionsValueAndGradient, FieldOperatorPrograms.FunctionsVjp, FieldOperatorPrograms.FunctionsForwardSweep, FieldOperatorPrograms.FunctionsReverseSweep),
        new("Twice", FieldOperatorPrograms.Twice, FieldOperatorPrograms.TwiceValueAndGradient, FieldOperatorPrograms.TwiceVjp, FieldOperatorPrograms.TwiceForwardSweep, FieldOperatorPrograms.TwiceReverseSweep),
        new("Generics", FieldOperatorPrograms.Generics, FieldOperatorPrograms.GenericsValueAndGradient, FieldOperatorPrograms.GenericsVjp, FieldOperatorPrograms.GenericsForwardSweep, FieldOperatorPrograms.GenericsReverseSweep),
        new("Composed", FieldOperatorPrograms.Composed, FieldOperatorPrograms.ComposedValueAndGradient, FieldOperatorPrograms.ComposedVjp, FieldOperatorPrograms.ComposedForwardSweep, FieldOperatorPrograms.ComposedReverseSweep),
    }.Select(program => new object[] { program });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Gradient_is_the_numeric_one(GradientTests.Case program)
    {
        foreach (double[] x in Points())
        {
            double[] gradient = [.. Enumerable.Repeat(double.NaN, x.Length)];
            double value = program.Gradient(x, gradient);
            Assert.AreEqual(program.Primal(x), value, 0, $"{program} at [{string.Join(", ", x)}]");
            Numeric.AssertGradient(point => program.Primal(point), x, gradient, 1e-6, step: 1e-2);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sweep_pair_agrees_and_leaves_the_tape_empty(GradientTests.Case program)
    {
        foreach (double[] x in Points())
        {
            var expected = new double[x.Length];
            program.Gradient(x, expected);
            using Tape tape = Tape.Rent();
            var adjoint = new double[x.Length];
            Assert.AreEqual(program.Primal(x), program.Forward(x, tape));
            program.Reverse(x, 1, adjoint, tape);
            Numeric.AssertClose(expected, adjoint, 1e-12);
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopDouble());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopInt32());
            Assert.ThrowsExactly<InvalidOperationException>(() => tape.PopObject<object>());
        }
    }

    private static IEnumerable<double[]> Points()
    {
        yield return [0.7, -0.4, 1.1, 0.35, -0.85, 0.6];
        yield return [-0.9, 0.3, -0.77, 0.95, 1.4, 0.15];
        yield return [-0.5, -0.6, 0.3, 0.8, 0.2, 0.4];
    }
}
