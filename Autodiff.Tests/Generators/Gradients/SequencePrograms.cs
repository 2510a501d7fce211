using System;
using System.Linq;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Sequence operators with functions, which are loops.</summary>
public static partial class SequencePrograms
{
    [Differentiable]
    public static double Sums(double[] x)
    {
        double k = x[0];
        return x.Sum(v => v * v) + (x.Average(Squared) * x.Sum(v => k * Math.Sin(v))) + (x.Max(v => v * k) * x.Min(v => v + (k * v)));
    }

    [Differentiable]
    public static double Chains(double[] x)
    {
        double k = x[0];
        Func<double, double> f = t => t * k;
        double products = x.Zip(x[1..], (p, q) => p * q).Sum();
        return x.Select(v => v * v * k).Sum() + (products * x.Select(f).Select((v, i) => v * i).Average()) + x.Select(Math.Sin).Max();
    }

    [Differentiable]
    public static double Folds(double[] x) =>
        (x.Aggregate(1.0, (s, v) => s + (s * v)) * Enumerable.Range(0, 4).Sum(i => x[i] * x[i + 1]))
        + Enumerable.Range(1, 3).Select(i => x[i] * i).Aggregate(x[0], (p, q) => (p * q) + 1);

    [Differentiable]
    public static double Arrays(double[] x)
    {
        double[] a = (double[])x.Clone();
        double[] b = a.Select(v => Math.Sin(v)).ToArray();
        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            b = b.Select(v => (v * a[0]) + s).ToArray();
            s += b[t];
            a[t] += s;
        }

        return (b[0] * b[1]) + s;
    }

    /// <summary>An element goes through all functions before the next one does.</summary>
    [Differentiable]
    public static double Effects(double[] x)
    {
        double run = 0;
        int n = 0;
        double s = x.Select(v =>
        {
            run += v;
            n++;
            return run;
        }).Select(v => v * n).Sum();
        return (s * run) + n;
    }

    [Differentiable]
    public static double Branches(double[] x) => x.Sum(v =>
    {
        if (v > 0)
        {
            return v * v;
        }

        return -v;
    }) + x.Sum(v => v > 0.33 ? v : 0);

    [Differentiable]
    private static double Squared(double v) => v * v;
}
