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

    public static IEnumerable<object[]> Cases => new[] { typeof(SwitchPrograms), typeof(LoopPrograms) }
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

    private static GradientTests.Case Case(Type type, string name) => new(
        name,
        type.GetMethod(name)!.CreateDelegate<GradientTests.Primal>(),
        type.GetMethod(name + "ValueAndGradient", [typeof(ReadOnlySpan<double>), typeof(Span<double>)])!.CreateDelegate<GradientTests.Gradient>(),
        type.GetMethod(name + "Vjp")!.CreateDelegate<GradientTests.Vjp>(),
        type.GetMethod(name + "ForwardSweep")!.CreateDelegate<GradientTests.Forward>(),
        type.GetMethod(name + "ReverseSweep")!.CreateDelegate<GradientTests.Reverse>());
}
