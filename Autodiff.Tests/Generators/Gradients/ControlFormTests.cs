using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The programs of all other control flow, through every check of <see cref="GradientTests"/>.</summary>
[TestClass]
public sealed class ControlFormTests
{
    private readonly GradientTests _checks = new();

    public static IEnumerable<object[]> Cases => new[] { typeof(SwitchPrograms), typeof(LoopPrograms), typeof(ResourcePrograms), typeof(InactivePrograms), typeof(KeptMemoryPrograms), typeof(OrdinaryPrograms) }
        .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<DifferentiableAttribute>() is not null))
        .Select(method => new object[] { Case(method.DeclaringType!, method.Name) });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Gradient_is_the_numeric_one(GradientTests.Case program) => _checks.Gradient_is_the_numeric_one(program);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Vjp_adds_seed_times_gradient(GradientTests.Case program) => _checks.Vjp_adds_seed_times_gradient(program);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sweep_pair_agrees_and_leaves_the_tape_empty(GradientTests.Case program) => _checks.Sweep_pair_agrees_and_leaves_the_tape_empty(program);

    [TestMethod]
    public void What_a_finally_does_happens_once_and_on_exceptions_too()
    {
        double[] x = [0.5, -0.25];
        var gradient = new double[2];
        var log = new List<string>();
        Assert.AreEqual(0.125, EffectPrograms.LoggedValueAndGradient(x, log, gradient));
        CollectionAssert.AreEqual(new[] { "begin", "0", "1", "end", "disposed" }, log);
        CollectionAssert.AreEqual(new[] { 0.25, -0.5 }, gradient);

        log.Clear();
        x[1] = double.NaN;
        Assert.ThrowsExactly<ArgumentException>(() => EffectPrograms.LoggedValueAndGradient(x, log, new double[2]));
        CollectionAssert.AreEqual(new[] { "begin", "0", "end", "disposed" }, log);
    }

    [TestMethod]
    public void A_switch_expression_that_misses_throws_as_the_method_does()
    {
        Assert.ThrowsExactly<System.Runtime.CompilerServices.SwitchExpressionException>(() => EffectPrograms.Missing([1.0], 7));
        Assert.ThrowsExactly<System.Runtime.CompilerServices.SwitchExpressionException>(() => EffectPrograms.MissingValueAndGradient([1.0], 7));
        Assert.AreEqual(2, EffectPrograms.MissingValueAndGradient([1.0], 1).Gradient[0]);
    }

    private static GradientTests.Case Case(Type type, string name) => new(
        name,
        type.GetMethod(name)!.CreateDelegate<GradientTests.Primal>(),
        type.GetMethod(name + "ValueAndGradient", [typeof(ReadOnlySpan<double>), typeof(Span<double>)])!.CreateDelegate<GradientTests.Gradient>(),
        type.GetMethod(name + "Vjp")!.CreateDelegate<GradientTests.Vjp>(),
        type.GetMethod(name + "ForwardSweep")!.CreateDelegate<GradientTests.Forward>(),
        type.GetMethod(name + "ReverseSweep")!.CreateDelegate<GradientTests.Reverse>());
}
