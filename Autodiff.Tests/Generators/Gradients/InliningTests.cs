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

    public static IEnumerable<object[]> Cases => new[] { typeof(LocalFunctionPrograms), typeof(DelegatePrograms), typeof(HigherOrderPrograms), typeof(RecursiveLocalPrograms), typeof(GenericDelegatePrograms) }
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

    [TestMethod]
    public void Generic_methods_that_take_delegates_agree_in_float_and_double()
    {
        (double value, (double k, double c)) = GenericMethods.ScaledValueAndGradient(0.7, -0.4, 3);
        (float single, (float kOfSingle, float cOfSingle)) = GenericMethods.ScaledValueAndGradient(0.7f, -0.4f, 3);
        Assert.AreEqual(value, single, 1e-5);
        Assert.AreEqual(k, kOfSingle, 1e-5);
        Assert.AreEqual(c, cOfSingle, 1e-5);
    }

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
