using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Code of constants around active code: collections, LINQ, text, random numbers, dates.</summary>
public static partial class InactivePrograms
{
    private static readonly Dictionary<string, double> Table = new() { ["a"] = 1.5, ["b"] = -0.5 };

    private static readonly Options Settings = new() { Scale = 2 };

    private sealed class Options
    {
        public double? Scale { get; set; }

        public int[] Weights { get; init; } = [1, 2, 3];

        public Options? Inner { get; set; }

        public double Damping => 0.5;
    }

    [Differentiable]
    public static double ForEachOverCollections(ReadOnlySpan<double> x)
    {
        var order = new List<int> { 3, 1, 4, 1, 5 };
        double s = 1;
        foreach (int i in order)
        {
            if (i == 4)
            {
                continue;
            }

            s += x[i] * s * 0.5;
            if (s > 5.0101)
            {
                break;
            }

            s *= 1.1;
        }

        foreach (char letter in "abca")
        {
            s *= letter == 'a' ? x[0] : 1.5;
        }

        foreach ((string key, double value) in Table)
        {
            s += value * x[2] * s;
            if (key == "c")
            {
                return s;
            }
        }

        foreach (int i in Enumerable.Range(1, 4).Where(k => k % 2 == 0).Reverse())
        {
            s += x[i] * (i + s);
        }

        return s;
    }

    [Differentiable]
    public static double Linq(ReadOnlySpan<double> x)
    {
        double[] weights = [1.0, 2.0, 3.0];
        double norm = weights.Sum();
        double scale = 2.5;
        Func<int, int> negated = i => -i;
        int[] order = Enumerable.Range(0, x.Length).OrderBy(negated).ToArray();
        double s = 0.5;
        for (int i = 0; i < weights.Length; i++)
        {
            s += x[order[i]] * weights.Select(w => w * w * scale).ElementAt(i) * s / norm;
        }

        return s;
    }

    [Differentiable]
    public static double ConditionalAccess(ReadOnlySpan<double> x)
    {
        Options? settings = Settings;
        double scale = settings?.Scale ?? 1.0;
        int count = settings?.Weights.Length ?? 0;
        double damping = settings?.Inner?.Damping ?? 0.25;
        double s = x[0];
        for (int i = 0; i < count; i++)
        {
            s = (s * scale) + (x[i] * settings!.Weights[i] * damping * settings.Damping * s);
        }

        return s + (Table["a"] * x[1] * x[1]);
    }

    [Differentiable]
    public static double RandomNumbers(ReadOnlySpan<double> x)
    {
        var random = new Random(7);
        double s = 1;
        int k = 0;
        do
        {
            double u = random.NextDouble();
            if (u < 0.3)
            {
                continue;
            }

            s += u * x[random.Next(6)] * s * 0.3;
        }
        while (++k < 8);
        return s;
    }

    [Differentiable]
    public static double Overflow(ReadOnlySpan<double> x)
    {
        uint hash = 2166136261;
        double s = 0;
        unchecked
        {
            for (int i = 0; i < x.Length; i++)
            {
                hash ^= (uint)i;
                hash *= 16777619;
                s += (x[i] * (hash % 7) * s * 0.1) + x[i];
            }
        }

        int p = checked((x.Length * 3) + 1);
        checked
        {
            p += 2;
            p++;
            s *= (byte)p;
        }

        return s * p;
    }

    [Differentiable]
    public static double ArgumentChecks(ReadOnlySpan<double> x)
    {
        ArgumentOutOfRangeException.ThrowIfZero(x.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(x[0], -100.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x[0] * x[1], 100.0, nameof(x));
        if (x.IsEmpty || double.IsNaN(x[0]))
        {
            throw new ArgumentException($"{x[0]} of {x.Length}", nameof(x));
        }

        return x[0] * x[1];
    }

    [Differentiable]
    public static double Interpolation(ReadOnlySpan<double> x)
    {
        double t = Math.Abs(x[0]) * 1.03;
        int i = Math.Min((int)Math.Floor(t), 4);
        double fraction = t - i;
        int quotient = Math.DivRem(17, 5).Quotient;
        return (x[i] * (1 - fraction)) + (x[i + 1] * fraction) + (quotient * x[1]);
    }

    [Differentiable]
    public static double DatesAndDecimals(ReadOnlySpan<double> x)
    {
        var start = new DateTime(2024, 1, 1);
        DateTime date = start;
        var gap = TimeSpan.FromDays(3);
        decimal factor = 1.5m;
        double s = 1;
        for (int i = 0; i < 4; i++)
        {
            date += gap;
            double years = (date - start).TotalDays / 365;
            s += x[i] * Math.Exp(-x[4] * years) * s;
            factor *= 1.1m;
            s *= (double)factor;
        }

        return s;
    }

    [Differentiable]
    public static double Text(ReadOnlySpan<double> x)
    {
        string[] names = ["a", "b", "c"];
        var log = new StringBuilder();
        double s = 0;
        for (int i = 0; i < names.Length; i++)
        {
            s += names[i] == "b" ? x[i] * x[i] : x[i];
            Trace.WriteLine(names[i].ToUpperInvariant() + s);
            log.Append(s > 0.003).AppendFormat("{0} {1}", i % 2, names[i]).AppendLine();
        }

        return s * string.Join(",", names).Length * (log.Length > 0 ? 1 : 2);
    }

    [Differentiable]
    public static double ArraysThatObjectsHold(ReadOnlySpan<double> x)
    {
        int[] first = [0, 1, 2];
        int[] second = [0, 1, 2];
        int[] third = [0, 1, 2];
        int[] fourth = [0, 1, 2];
        var rotor = new Rotor(first);
        var list = new List<int[]> { second };
        object boxed = third;
        IEnumerable<int> swaps = Swaps(fourth);
        double s = x[3];
        for (int i = 0; i < 3; i++)
        {
            s += s * x[first[0]] * x[second[0]] * x[third[0]] * x[fourth[0]];
            rotor.Turn();
            list[0][0] = 2;
            ((int[])boxed)[0] = 1;
            foreach (int k in swaps)
            {
                s += 0.1 * k;
            }
        }

        return s;
    }

    private static IEnumerable<int> Swaps(int[] values)
    {
        (values[0], values[1]) = (values[1], values[0]);
        yield return values[2];
    }

    private sealed class Rotor(int[] values)
    {
        public void Turn() => (values[0], values[2]) = (values[2], values[0]);
    }

    [Differentiable]
    public static double Called(ReadOnlySpan<double> x) => (ForEachOverCollections(x) * RandomNumbers(x)) + Overflow(x[1..]);

    [Differentiable]
    public static double CheckedArguments(ReadOnlySpan<double> x)
    {
        double[] copy = x.ToArray();
        return Checked(copy);
    }

    [Differentiable]
    private static double Checked(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, 1);
        return x[0] * Math.Tanh(x[x.Length - 1]);
    }

    [Differentiable]
    public static double FromTheEndOfConstants(ReadOnlySpan<double> x)
    {
        List<int> order = [0, 1, 2];
        string text = "abcde";
        int n = 1;
        double s = x[order[^1]] * x[order[^n]] * text[^2] + x[text[1..3].Length];
        order[^1] = 1;
        order[^n]--;
        return s * x[order[^1]];
    }

    [Differentiable]
    public static double IndexerThatCounts(ReadOnlySpan<double> x)
    {
        var turns = new Turns(4);
        double s = turns[^1] * x[0] * x[1];
        s = s * turns[2] + Math.Sin(s * turns[1]) * turns[1..^1].Length;
        return s * turns.Count * x[2];
    }

    [Differentiable]
    public static double DelegatesInAnArray(ReadOnlySpan<double> x)
    {
        int k = 2;
        Func<int>[] numbers = [() => k, () => 5];
        return (numbers[0]() * x[0] * x[1]) + (numbers[^1]() * x[2]);
    }

    private sealed class Turns(int length)
    {
        private int _count;

        public int Length => length;

        public int Count => _count;

        public double this[int i] => (i * 0.5) + _count++;

        public string Slice(int start, int count) => new((char)('a' + start), count);
    }
}
