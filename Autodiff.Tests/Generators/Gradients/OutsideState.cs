using System;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Constants that change while the forward sweep runs: the reverse sweep must see what the forward sweep saw.</summary>
public static partial class OutsidePrograms
{
    private static double _factor;
    private static int _next;

    public static int Next => ++_next;

    public static void Reset() => (_factor, _next) = (1, 0);

    [Differentiable]
    public static double ChangingField(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i] * _factor;
            Bump();
        }

        return s;
    }

    [Differentiable]
    public static double AssignedField(ReadOnlySpan<double> x)
    {
        double s = x[0] * _factor;
        _factor = (2 * _factor) + 1;
        return s + x[1] * x[1] * _factor;
    }

    [Differentiable]
    public static double GetterThatCounts(ReadOnlySpan<double> x) => x[0] * Next + x[1] * Next * x[1] + x[Next - 3] * x[2];

    [Differentiable]
    public static double FilledByAPlainMethod(ReadOnlySpan<double> x)
    {
        double[] w = new double[1];
        int[] order = [0, 1, 2, 3];
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            Fill(w, i + 1);
            s += x[order[i]] * x[order[i]] * w[0];
            Array.Reverse(order);
        }

        return s;
    }

    private static void Bump() => _factor = (2 * _factor) + 1;

    private static void Fill(double[] values, double value) => Array.Fill(values, value);
}

[TestClass]
[DoNotParallelize]
public sealed class OutsideStateTests
{
    private static readonly double[] X = [0.5, -1.5, 2, 0.25];

    [TestMethod]
    public void A_field_that_a_call_changes() => Check(OutsidePrograms.ChangingField, OutsidePrograms.ChangingFieldValueAndGradient);

    [TestMethod]
    public void A_field_that_the_method_changes() => Check(OutsidePrograms.AssignedField, OutsidePrograms.AssignedFieldValueAndGradient);

    [TestMethod]
    public void A_getter_runs_as_often_as_written()
    {
        Check(OutsidePrograms.GetterThatCounts, OutsidePrograms.GetterThatCountsValueAndGradient);
        Assert.AreEqual(4, OutsidePrograms.Next);
    }

    [TestMethod]
    public void Arrays_that_a_plain_method_fills() => Check(OutsidePrograms.FilledByAPlainMethod, OutsidePrograms.FilledByAPlainMethodValueAndGradient);

    private static void Check(GradientTests.Primal primal, GradientTests.Gradient gradient)
    {
        double[] expected = Numeric.Gradient(
            x =>
            {
                OutsidePrograms.Reset();
                return primal(x);
            },
            X);
        var actual = new double[X.Length];
        OutsidePrograms.Reset();
        gradient(X, actual);
        Numeric.AssertClose(expected, actual);
    }
}
