using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Sequence operators that choose, order and join elements; queries; sequences under a name.</summary>
public static partial class ChosenSequencePrograms
{
    private static readonly double[] Weights = [0.5, 0.25, 1];

    [Differentiable]
    public static double Predicates(double[] x)
    {
        double k = x[0];
        return x.Where(v => v > 0.21).Sum(v => v * v * k) + (x.Where(v => v < 0.21).Select(v => v * k).Sum() * x.Where((v, i) => i % 2 == 0).Average());
    }

    [Differentiable]
    public static double Parts(double[] x)
    {
        int many = 10;
        int less = -1;
        return (x.Skip(1).Sum() * x.Take(2).Sum(v => v * v)) + (x.SkipLast(1).Zip(x.Skip(1), (a, b) => a * b).Sum() * x.TakeLast(2).Average())
            + x.Skip(1).Take(2).Max() + x.Skip(many).Sum() + x.Take(many).Sum(v => v * v) + x.Skip(less).Sum(v => v * x[0]) + x.Take(less).Sum();
    }

    [Differentiable]
    public static double While(double[] x) =>
        x.TakeWhile(v => v < 0.97).Sum(v => v * v) + x.SkipWhile(v => v < 0.97).Select((v, i) => v * i * x[0]).Sum() + x.SkipWhile(v => v < 50).Sum();

    [Differentiable]
    public static double Reversed(double[] x) => (x.Reverse().Select((v, i) => v * i).Sum() * x[0]) + x.Where(v => v > 0.21).Reverse().Take(1).Sum();

    [Differentiable]
    public static double Joined(double[] x) =>
        x.Append(x[0] * x[1]).Prepend(x[2]).Select((v, i) => v * v * i).Sum() + x.Concat(x.Select(v => v * x[1])).Where(v => v > 0.21).Sum();

    [Differentiable]
    public static double Ordered(double[] x)
    {
        double[] s = x.OrderBy(v => v).ToArray();
        double[] t = x.OrderByDescending(v => v * v).ToArray();
        return (s[0] * s[1]) + (2 * s[2] * t[0] * t[1]) + x.Order().Take(2).Sum(v => v * v)
            + (x.OrderDescending().First() * x.Where(v => v > 0.21).OrderBy(v => -v).Skip(1).Sum());
    }

    [Differentiable]
    public static double Collected(double[] x)
    {
        double[] p = x.Append(1).Where(v => v > 0.21).ToArray();
        List<double> q = x.Append(1).Where(v => v < 1.9).Select(v => v * v).ToList();
        q.Add(x[0]);
        return p[0] * p[^1] * q[0] * q[^1] * q.Count;
    }

    [Differentiable]
    public static double Questions(double[] x)
    {
        int n = x.Count(v => v > 0.21);
        double s = x.Any(v => v > 1) ? x[0] * x[1] : x[2];
        if (x.All(v => v > -1.1))
        {
            s *= x[3];
        }

        s += x.FirstOrDefault(v => v > 50) + (x.LastOrDefault(v => v > 0.21) * x.FirstOrDefault());
        return (s * n) + (x.Append(1).First(v => v > 0.21) * x.Prepend(1).Last(v => v > 0.21)) + (x.Where(v => v > 0.21).Count() * x[0]) + (x.Where(v => v > 0.21).Any() ? x[1] * x[1] : 0);
    }

    [Differentiable]
    public static double Extremes(double[] x) => (x.MaxBy(v => v * v) * x.MinBy(v => Math.Abs(v - 0.5))) + (Enumerable.Range(0, 4).MaxBy(i => x[i]) * x[0]);

    [Differentiable]
    public static double Folds(double[] x)
    {
        (double s, double q) = x.Aggregate((0.0, 0.0), (a, v) => (a.Item1 + v, a.Item2 + (v * a.Item1)));
        return (s * q) + x.Append(1).Where(v => v > 0.21).Aggregate((a, b) => (a * b) + 1) + x.Aggregate(1.0, (t, v) => (t * v) + v, t => t * t * x[0]) + x.Skip(1).Aggregate((a, b) => a * b);
    }

    [Differentiable]
    public static double Tuples(double[] x) =>
        x.Zip(x.Skip(1)).Sum(p => p.First * p.Second) + x.Select((v, i) => (v, i)).Where(t => t.i > 0).Sum(t => t.v * t.i * t.v);

    [Differentiable]
    public static double Queries(double[] x) =>
        ((from v in x where v > 0.21 select v * v).Sum() * (from v in x orderby v descending select v * x[0]).First())
        + (from i in Enumerable.Range(0, 3) where i != 1 select x[i] * x[i + 1]).Sum();

    /// <summary>A name stands for the loop: what it captures is read where it is gone through.</summary>
    [Differentiable]
    public static double Names(double[] x)
    {
        double k = x[0];
        double[] y = [.. x, 1];
        var chosen = y.Where(v => v > 0.21);
        IEnumerable<double> scaled = chosen.Select(v => v * v * k);
        double s = 0;
        foreach (double v in scaled)
        {
            if (v > 3)
            {
                continue;
            }

            s += (v * s) + v;
        }

        k *= s;
        y[1] += k;
        return (s * chosen.Sum()) + (chosen.Count() * scaled.Max());
    }

    [Differentiable]
    public static double Loops(double[] x)
    {
        double s = 1;
        foreach (double v in x.Skip(1))
        {
            if (v < -0.21)
            {
                break;
            }

            s *= v;
        }

        foreach ((double v, int i) in x.Where(v => v > 0.21).Select((v, i) => (v, i)))
        {
            s += v * i;
        }

        foreach (int i in Enumerable.Range(1, 3))
        {
            s += x[i] * s;
        }

        foreach (var p in x.Zip(x.Skip(1)))
        {
            s += p.First * p.Second;
            if (s > 5)
            {
                return s * s;
            }
        }

        return s;
    }

    [Differentiable]
    public static double Lists(double[] x)
    {
        var l = new List<double> { x[0], x[1] * x[2], x[3] };
        l.Add(x[0] * x[0]);
        return (l.Where(v => v > 0.21).Sum() * l.Sum()) + l.Select(v => v * v).Skip(1).Average() + (l.Max() * l.First())
            + (l.OrderBy(v => v).Last() * l.Count(v => v > 0.11)) + l.Min() + (l.Average() * l.Last()) + OfList(x.Select(v => v * x[0]).ToList());
    }

    [Differentiable]
    public static double OfList(List<double> l) => l.Where(v => v > 0.21).Sum() + (l.First() * l.Sum()) + l.Count(v => v > 0.21);

    [Differentiable]
    public static double InALoop(double[] x)
    {
        double s = 0;
        double[] y = (double[])x.Clone();
        for (int t = 0; t < 3; t++)
        {
            double limit = t * x[0];
            y = y.Where((v, i) => i != t || v < 5).Select(v => (v * 0.9) + s).ToArray();
            s += y.Where(v => v > 0.21).Sum() * y[0];
            x[t] += s * 0.1;
            foreach (double v in x.Where(v => v > limit).OrderBy(v => v))
            {
                if (v > 4)
                {
                    break;
                }

                s += v * limit;
                limit += v;
            }
        }

        return s + y.Sum();
    }

    /// <summary>An element goes through all functions before the next one does.</summary>
    [Differentiable]
    public static double Effects(double[] x)
    {
        double run = 0;
        double s = x.Where(v =>
        {
            run += v;
            return v > 0.21;
        }).Select(v => v * run).Sum();
        return s * run;
    }

    [Differentiable]
    public static double Indices(double[] x)
    {
        int[] order = [2, 0, 1];
        double s = Enumerable.Range(0, 3).Any(i => x[i] > 1) ? x[0] * x[0] : Enumerable.Range(0, 4).Where(i => i % 2 == 1).Sum(i => x[i] * i);
        return s + order.Where(i => i > 0).Sum(i => x[i] * x[0]) + order.OrderBy(i => x[i]).Select((i, r) => x[i] * r).Sum()
            + (x.Sum(v => v > 0.21 ? 1 : 0) * x[3]) + Enumerable.Repeat(x[1], 3).Select((v, i) => v * i).Sum() + x.Skip(1).ElementAt(2);
    }

    /// <summary>Sequences of constants, with operators that have no loop among them.</summary>
    [Differentiable]
    public static double Constants(double[] x)
    {
        string[] names = ["a", "bc"];
        double w = Weights.Where(v => v > 0.3).Sum() * Weights.GroupBy(v => v > 0.3).Count() * Weights.Select(v => v * 2).Distinct().Count();
        return x[0] * x[1] * w * names.Where(s => s != "a").Count() * names.Sum(s => s.Length);
    }

    /// <summary>A variable of a sequence is looked at where it is used, after what changed since.</summary>
    [Differentiable]
    public static double NamedAndChanged(double[] x)
    {
        double[] a = (double[])x.Clone();
        double k = 1;
        int n = 1;
        var scaled = a.Select(v => v * k).Where(v => v > -9);
        var pairs = a.Skip(n).Zip(a, (u, v) => u * v);
        n = 3;
        k = 2 * x[0];
        a[1] = 3 * x[1] * k;
        return scaled.Sum() + scaled.First() + pairs.Sum() + n;
    }
}
