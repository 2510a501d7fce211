using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>The programs whose calls are replaced by bodies, through every check of <see cref="GradientTests"/>.</summary>
[TestClass]
public sealed class InliningTests
{
    private readonly GradientTests _checks = new();

    public static IEnumerable<object[]> Cases => new[] { typeof(LocalFunctionPrograms), typeof(DelegatePrograms), typeof(HigherOrderPrograms), typeof(RecursiveLocalPrograms) }
        .SelectMany(type => type.GetMethods().Where(IsProgram).Select(method => new object[] { Case(type, method.Name) }));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Gradient_is_the_numeric_one(GradientTests.Case program) => _checks.Gradient_is_the_numeric_one(program);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Vjp_adds_seed_times_gradient(GradientTests.Case program) => _checks.Vjp_adds_seed_times_gradient(program);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sweep_pair_agrees_and_leaves_the_tape_empty(GradientTests.Case program) => _checks.Sweep_pair_agrees_and_leaves_the_tape_empty(program);

    private static bool IsProgram(MethodInfo method) => method.GetCustomAttribute<DifferentiableAttribute>() is not null
        && method.GetParameters() is [{ ParameterType: var parameter }] && parameter == typeof(ReadOnlySpan<double>);

    private static GradientTests.Case Case(Type type, string name)
    {
        return new(
            name,
            type.GetMethod(name)!.CreateDelegate<GradientTests.Primal>(),
            type.GetMethod(name + "ValueAndGradient", [typeof(ReadOnlySpan<double>), typeof(Span<double>)])!.CreateDelegate<GradientTests.Gradient>(),
            type.GetMethod(name + "Vjp")!.CreateDelegate<GradientTests.Vjp>(),
            type.GetMethod(name + "ForwardSweep")!.CreateDelegate<GradientTests.Forward>(),
            type.GetMethod(name + "ReverseSweep")!.CreateDelegate<GradientTests.Reverse>());
    }
}
