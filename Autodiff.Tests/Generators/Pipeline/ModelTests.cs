using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Autodiff.Generators;
using Autodiff.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>What the steps hand on holds nothing of the compiler: a compilation kept alive is a leak, and never equal to the next.</summary>
[TestClass]
public sealed class ModelTests
{
    private const string Source = """
        using System;
        using Autodiff;

        public static partial class Models
        {
            [Differentiable]
            public static double Energy(ReadOnlySpan<double> x, double k)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    sum += Math.Sin(k * x[i]);
                }

                return sum > 1 ? sum : -sum;
            }

            [Differentiable]
            public static double Refused(double x) => throw new InvalidOperationException(typeof(Models).Name + x);

            [VjpOf(typeof(Math), "Tanh")]
            public static void Tanh(double result, double resultAdjoint, ref double valueAdjoint) => valueAdjoint += resultAdjoint * (1 - (result * result));
        }
        """;

    private static readonly string[] Steps = [TrackingNames.Lowering, TrackingNames.HintCollisions, TrackingNames.Differentiation, TrackingNames.Rules];

    [TestMethod]
    public void FakeModelsHoldNothingOfTheCompiler() => AssertFree(new PipelineDriver().Run(PipelineDriver.Compile(Source)));

    [TestMethod]
    public void RealModelsHoldNothingOfTheCompiler() =>
        AssertFree(PipelineDriver.Create(new DifferentiableGenerator()).RunGenerators(PipelineDriver.Compile(Source)).GetRunResult().Results.Single());

    private static void AssertFree(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in Steps)
        {
            Assert.IsTrue(result.TrackedSteps.ContainsKey(step), step);
            foreach (object value in result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value))
            {
                Walk(value, step, seen);
            }
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Type type = value.GetType();
        Assert.IsFalse(type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ?? false, $"{path} is a {type}");
        Assert.IsNotInstanceOfType<Delegate>(value, path);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
