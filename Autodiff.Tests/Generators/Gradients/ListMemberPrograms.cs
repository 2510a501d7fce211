using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Lists whose elements move, and local lists that become shorter.</summary>
public static partial class ListMemberPrograms
{
    [Differentiable]
    public static double Insertions(double[] x)
    {
        var l = new List<double> { x[0], x[1] };
        l.Insert(0, x[2] * x[0]);
        l.Insert(1, l[0] * l[2]);
        l.Insert(l.Count, x[3]);
        return (l[0] * l[1]) + (l[2] * l[3] * l[4] * l[^1]) + l.Sum();
    }

    [Differentiable]
    public static double Removals(double[] x)
    {
        var l = new List<double>(x);
        l[0] *= x[1];
        l.RemoveAt(1);
        double a = l[0] * l[1] * l.Count;
        l.RemoveAt(l.Count - 1);
        l.Add(a * x[3]);
        l.Insert(1, l[0] * l[1]);
        return (l[0] * l[1] * l[2]) + (l[^1] * l.Count);
    }

    [Differentiable]
    public static double Cleared(double[] x)
    {
        var l = new List<double>();
        double s = 1;
        for (int t = 0; t < 4; t++)
        {
            l.Clear();
            for (int i = 0; i <= t; i++)
            {
                l.Add(x[i] * s);
            }

            for (int i = 0; i < l.Count; i++)
            {
                s += l[i] * l[0];
            }

            l[0] = s * 0.5;
            foreach (double v in l)
            {
                s += v * 0.1;
            }
        }

        return s + (l.Sum() * l.Count);
    }

    [Differentiable]
    public static double AStack(double[] x)
    {
        var stack = new List<double>();
        double s = 0;
        foreach (double v in x)
        {
            stack.Add(v);
            while (stack.Count > 1 && stack[^1] > stack[^2])
            {
                double top = stack[^1];
                stack.RemoveAt(stack.Count - 1);
                stack[^1] = (stack[^1] * top) + 0.1;
                s += top;
            }
        }

        for (int i = 0; i < stack.Count; i++)
        {
            s += stack[i] * stack[i] * (i + 1);
        }

        return s;
    }

    [Differentiable]
    public static double AWindow(double[] x)
    {
        var window = new List<double>();
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            window.Add(x[i] * (1 + s));
            if (window.Count > 2)
            {
                window.RemoveAt(0);
            }

            s += window.Average() * window[0];
        }

        return s;
    }

    [Differentiable]
    public static double SortedAndTurned(double[] x)
    {
        List<double> l = [x[0] * x[1], .. x];
        l.Sort();
        double a = (l[0] * l[1]) + l[4];
        l.Reverse();
        double[] c = new double[8];
        l.CopyTo(c, 1);
        a *= c[4];
        l.CopyTo(c);
        return (a * l[0]) + (l[1] * c[2]) + (c[5] * l.ToArray()[2]) + c[0];
    }

    [Differentiable]
    public static double Ranges(double[] x)
    {
        List<double> l = [.. x, x[0] * x[1]];
        l.RemoveRange(1, 2);
        l.AddRange(x);
        l.AddRange(new[] { x[2] * x[2] });
        double n = l.RemoveAll(v => v < 0.05);
        l.Sort();
        double s = 0;
        for (int i = 0; i < l.Count; i++)
        {
            s += l[i] * i;
        }

        l.Reverse();
        Index last = ^1;
        return (s * l[last]) + (n * l[0]) + l.ToArray().Sum() + (l.Where(v => v > 0.5).Sum() * l.Max());
    }

    [Differentiable]
    public static double OfReturned(double[] x)
    {
        List<double> l = Made(x);
        return l[0] * l[1] * l[^1];
    }

    [Differentiable]
    public static List<double> Made(double[] x)
    {
        var l = new List<double>();
        l.Add(x[0]);
        l.Insert(0, x[1] * x[0]);
        l.Sort();
        return l;
    }

    /// <summary>Throws where the list does, though it holds what was removed.</summary>
    [Differentiable]
    public static double BeyondItsEnd(double[] x)
    {
        var l = new List<double>(x);
        l.RemoveRange(1, x.Length - 1);
        if (x[0] > 500)
        {
            return l[^2];
        }
        else if (x[0] > 400)
        {
            l[1] *= 2;
        }
        else if (x[0] > 300)
        {
            l.RemoveAt(0);
            l.RemoveAt(0);
        }
        else if (x[0] > 200)
        {
            l.RemoveRange(0, 2);
        }
        else if (x[0] > 100)
        {
            l.RemoveAt(1);
        }

        return l[0] * l[0];
    }
}
