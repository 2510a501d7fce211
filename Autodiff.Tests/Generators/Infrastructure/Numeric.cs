using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>Derivatives by central differences, and comparisons with them.</summary>
internal static class Numeric
{
    private const int Levels = 10;

    /// <summary>
    /// f′(x): central differences at halved steps, extrapolated to step zero (Ridders 1982), keeping the entry of the
    /// tableau with the smallest estimated error. About 1e-11 relative for a smooth function evaluated exactly.
    /// </summary>
    /// <param name="step">The largest step; 2⁻⁵·max(1, |x|) if left out, less where f is not finite.</param>
    public static double Derivative(Func<double, double> f, double x, double? step = null)
    {
        double h = step ?? Math.Max(1, Math.Abs(x)) / 32;
        for (int i = 0; i < 12 && !double.IsFinite(Central(f, x, h)); i++)
        {
            h /= 4;
        }

        var tableau = new double[Levels, Levels];
        double best = double.NaN;
        double bestError = double.PositiveInfinity;
        for (int i = 0; i < Levels; i++, h /= 2)
        {
            tableau[i, 0] = Central(f, x, h);
            double factor = 1;
            for (int j = 1; j <= i; j++)
            {
                factor *= 4;
                tableau[i, j] = ((factor * tableau[i, j - 1]) - tableau[i - 1, j - 1]) / (factor - 1);
                double error = Math.Max(
                    Math.Abs(tableau[i, j] - tableau[i, j - 1]), Math.Abs(tableau[i, j] - tableau[i - 1, j - 1]));
                if (error < bestError)
                {
                    bestError = error;
                    best = tableau[i, j];
                }
            }
        }

        return best;
    }

    /// <summary>The gradient of a function of many numbers, entry by entry.</summary>
    public static double[] Gradient(Func<double[], double> f, double[] x, double? step = null) =>
        [.. x.Select((xi, i) => Derivative(t => f(With(x, i, t)), xi, step))];

    /// <summary>The Jacobian, outputs × inputs.</summary>
    public static double[,] Jacobian(Func<double[], double[]> f, double[] x, double? step = null)
    {
        int outputs = f((double[])x.Clone()).Length;
        var jacobian = new double[outputs, x.Length];
        for (int i = 0; i < outputs; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                jacobian[i, j] = Derivative(t => f(With(x, j, t))[i], x[j], step);
            }
        }

        return jacobian;
    }

    /// <summary>Fails unless <paramref name="gradient"/> is the numeric gradient of <paramref name="f"/> at x.</summary>
    public static void AssertGradient(
        Func<double[], double> f, double[] x, ReadOnlySpan<double> gradient, double tolerance = 1e-8, double? step = null) =>
        AssertClose(Gradient(f, x, step), gradient, tolerance, "gradient");

    /// <inheritdoc cref="AssertClose(ReadOnlySpan{double}, ReadOnlySpan{double}, double, string, double)"/>
    public static void AssertClose(
        double expected, double actual, double tolerance = 1e-8, string what = "value", double floor = 1e-3) =>
        AssertClose([expected], [actual], tolerance, what, floor);

    /// <summary>
    /// Fails unless every entry agrees within <paramref name="tolerance"/> times the largest magnitude of an expected
    /// entry, or times <paramref name="floor"/> where all of them are smaller. NaN equals NaN, ∞ equals ∞.
    /// </summary>
    public static void AssertClose(
        ReadOnlySpan<double> expected,
        ReadOnlySpan<double> actual,
        double tolerance = 1e-8,
        string what = "value",
        double floor = 1e-3)
    {
        if (expected.Length != actual.Length)
        {
            Assert.Fail($"The {what} has {actual.Length} entries, expected {expected.Length}.");
        }

        double scale = floor;
        foreach (double value in expected)
        {
            if (double.IsFinite(value))
            {
                scale = Math.Max(scale, Math.Abs(value));
            }
        }

        int worst = -1;
        double worstDeviation = 0;
        int failing = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double deviation = Deviation(expected[i], actual[i]) / scale;
            failing += deviation <= tolerance ? 0 : 1;
            if (deviation > worstDeviation)
            {
                worstDeviation = deviation;
                worst = i;
            }
        }

        if (failing > 0)
        {
            string entry = expected.Length == 1 ? what : $"{what}[{worst}]";
            string others = failing > 1 ? $" {failing} of {expected.Length} entries deviate too much." : "";
            Assert.Fail(FormattableString.Invariant(
                $"{entry} is {actual[worst]:R}, expected {expected[worst]:R}: relative to {scale:G4} it deviates by {worstDeviation:E2}, allowed {tolerance:E2}.{others}"));
        }
    }

    private static double Deviation(double expected, double actual)
    {
        double deviation = expected.Equals(actual) ? 0 : Math.Abs(expected - actual);
        return double.IsNaN(deviation) ? double.PositiveInfinity : deviation;
    }

    private static double Central(Func<double, double> f, double x, double h)
    {
        double above = x + h;
        double below = x - h;
        return (f(above) - f(below)) / (above - below);
    }

    private static double[] With(double[] x, int index, double value)
    {
        double[] copy = (double[])x.Clone();
        copy[index] = value;
        return copy;
    }
}
