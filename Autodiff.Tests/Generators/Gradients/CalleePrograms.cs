using System;
using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Callees that are given arrays, containers and objects, and only read them, or write them after all.</summary>
public static partial class CalleePrograms
{
    private static readonly double[] Knots = [0.5, 1.5, -0.7];

    private static readonly double[][] Mixing = [[0.2, 1], [0.4, -0.3]];

    /// <summary>A table outside the method goes to a callee that reads it; one array is read in each step while it grows.</summary>
    [Differentiable]
    public static double Tables(double[] x)
    {
        double[] path = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            path[i] = Interpolate(Knots, x[i]) + Interpolate(path, x[0]);
            sum += path[i] * Mix(Mixing, x[i], i % 2);
        }

        return sum * Interpolate(path, sum);
    }

    /// <summary>Which of two writes is found in the callee of a callee.</summary>
    [Differentiable]
    public static double Through(double[] x)
    {
        double[] a = [x[0], x[1]];
        double[] b = [x[2], x[0]];
        double s = a[0] * Pass(a, b, 2);
        s += a[1] * b[0] * Pass(b, a, 3);
        return s * a[0] * b[1];
    }

    /// <summary>What is read under one name is written under another.</summary>
    [Differentiable]
    public static double Same(double[] x)
    {
        double[] a = [x[0], x[1], x[2]];
        double s = a[0] * a[1];
        Add(a, [.. a], x[0]);
        s += a[0] * a[1];
        double[] alias = a;
        Add(alias, x, s);
        return s + (a[0] * a[2] * alias[1]);
    }

    /// <summary>A list and rows.</summary>
    [Differentiable]
    public static double Containers(double[] x)
    {
        List<double> list = [x[0], x[1]];
        double[][] rows = [[x[1], x[2]], [x[0], 1]];
        double[,] grid = { { x[0], x[2] }, { 2, x[1] } };
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            s += Mean(list) * Mix(rows, s, i % 2) * Trace(grid);
            list.Add(s * 0.1);
            rows[i % 2][0] *= 0.5 * s;
            grid[0, 1] += s;
        }

        return s + grid[0, 1];
    }

    /// <summary>An object that is only read by methods of its own and by others.</summary>
    [Differentiable]
    public static double Objects(double[] x)
    {
        var oscillator = new Oscillator(x[0], [x[1], x[2]]);
        double energy = 0;
        for (int i = 0; i < 3; i++)
        {
            energy += oscillator.Energy() * Shifted(oscillator, x[0]);
            oscillator.Step(0.1);
            energy += oscillator.Stiffness * oscillator.State[1];
        }

        return energy * oscillator.State[0];
    }

    /// <summary>The length of an array in an object that a callee writes, in a loop that nothing else reverses.</summary>
    [Differentiable]
    public static double Lengths(double[] x)
    {
        double[] value = (double[])x.Clone();
        Oscillator first = new Oscillator(x[0], [x[1], 1]), second = new Oscillator(2, [0.5, 0.25]);
        value[second.State.Length] += x[0] * first.Stiffness;
        int steps = 0;
        while (steps++ < 3)
        {
            second.Step(0.1);
        }

        return value[1] * value[2];
    }

    /// <summary>A local function that calls itself, in a method with a parameter by reference.</summary>
    [Differentiable]
    public static double Lifts(double[] x)
    {
        double sum = x[0];
        Powers(x, ref sum);
        return sum * x[1];
    }

    [Differentiable]
    private static void Powers(double[] x, ref double sum)
    {
        sum += Power(x[1], 3) * sum;

        static double Power(double value, int n) => n <= 0 ? 1.5 : (value * Power(Math.Cos(value), n - 1)) + 0.5;
    }

    [Differentiable]
    private static double Interpolate(double[] knots, double x)
    {
        double sum = 0;
        foreach (double knot in knots)
        {
            sum += Math.Exp(-(x - knot) * (x - knot));
        }

        return sum;
    }

    [Differentiable]
    private static double Mix(double[][] rows, double x, int i) => (rows[i][0] * x) + (rows[1 - i][1] * x * x);

    /// <summary>Writes its second array, by way of another method, when it has come to the end.</summary>
    [Differentiable]
    private static double Pass(double[] read, double[] written, int depth)
    {
        if (depth == 0)
        {
            Add(written, read, 0.5);
            return read[0];
        }

        return read[1] * Pass(read, written, depth - 1);
    }

    [Differentiable]
    private static void Add(double[] to, double[] from, double factor)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += factor * from[i] * from[0];
        }
    }

    [Differentiable]
    private static double Mean(List<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum / values.Count;
    }

    /// <summary>Calls whose results nobody looks at, in assignments of all kinds, but whose writes somebody does.</summary>
    [Differentiable]
    public static double UnreadResults(double[] x)
    {
        double[] b = [1, 2];
        double[][] rows = new double[2][];
        double[] c = [1];
        double total = 0, unread;
        bool any = false;
        (double, double) pair = (1, 2);
        for (int i = 0; i < 3; i++)
        {
            total += Pull(b, x[1]);
            if (i > 0)
            {
                unread = Pull(b, x[2]);
                c = Scaled(b, x[3]);
                pair = Both(b, x[0]);
                rows[1] = Scaled(b, x[1]);
                any |= IsUpdated(b, x[4]);
            }
            else
            {
                unread = x[0];
            }
        }

        return b[0] * b[1] * (b[0] + b[1]);
    }

    [Differentiable]
    private static double Pull(double[] b, double by)
    {
        b[0] += by * b[1];
        b[1] *= 0.5 + (by * by);
        return b[0] * b[1];
    }

    [Differentiable]
    private static double[] Scaled(double[] b, double by)
    {
        b[1] *= 1 + (0.1 * by);
        return [b[0] * by, by];
    }

    [Differentiable]
    private static (double First, double Second) Both(double[] b, double by)
    {
        b[0] += by * b[1];
        return (by, b[0]);
    }

    [Differentiable]
    private static bool IsUpdated(double[] b, double by)
    {
        b[0] -= by * b[0];
        return b[0] > 0;
    }

    [Differentiable]
    private static double Trace(double[,] grid) => grid[0, 0] * grid[1, 1] * grid[0, 1];

    [Differentiable]
    private static double Shifted(Oscillator oscillator, double by) => oscillator.Energy() + (by * oscillator.State[0]);

    /// <summary>A mass on a spring.</summary>
    [Differentiable]
    public sealed partial class Oscillator(double stiffness, double[] state)
    {
        public double Stiffness { get; set; } = stiffness;

        public double[] State { get; } = state;

        [Differentiable]
        public double Energy() => (0.5 * Stiffness * State[0] * State[0]) + (0.5 * State[1] * State[1]);

        [Differentiable]
        public void Step(double dt)
        {
            State[1] -= dt * Stiffness * State[0];
            State[0] += dt * State[1];
            Stiffness *= 0.9;
        }
    }
}
