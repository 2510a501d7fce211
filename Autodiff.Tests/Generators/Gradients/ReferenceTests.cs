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

    public static IEnumerable<object[]> Names => new[] { typeof(ReferencePrograms) }
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
}
