using System;
using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Variables of rectangular arrays and lists that are assigned again.</summary>
public static partial class MovingContainerPrograms
{
    [Differentiable]
    public static double HeatSteps(double[] x)
    {
        double[,] u = new double[3, 3];
        double[,] next = new double[3, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                u[i, j] = x[(i + (2 * j)) % 6] * (1 + i);
            }
        }

        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    next[i, j] = u[i, j] + (0.1 * u[(i + 1) % 3, j] * u[i, (j + 1) % 3]);
                }
            }

            double[,] t = u;
            u = next;
            next = t;
            if (u[1, 1] > 20)
            {
                break;
            }
        }

        return (u[0, 0] * next[2, 1]) + u[1, 2];
    }

    [Differentiable]
    public static double[,] Product(double[,] a, double[,] b)
    {
        int n = a.GetLength(0);
        double[,] c = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return c;
    }

    [Differentiable]
    public static double Powers(double[] x)
    {
        double[,] a = { { x[0], x[1] }, { x[2], x[3] } };
        double[,] p = a;
        for (int i = 0; i < 3; i++)
        {
            p = Product(p, a);
            p[0, 1] *= x[4];
        }

        return p[0, 0] - (p[1, 1] * a[0, 1]) + p[1, 0];
    }

    [Differentiable]
    public static double[,] Power(double[,] a, int n)
    {
        double[,] p = new double[2, 2];
        p[0, 0] = 1;
        p[1, 1] = 1;
        double[,] square = a;
        while (n > 0)
        {
            if (n % 2 == 1)
            {
                p = Product(p, square);
            }

            square = Product(square, square);
            n /= 2;
        }

        return p;
    }

    [Differentiable]
    public static double OfPower(double[] x)
    {
        double[,] a = { { x[0], x[1] }, { x[2], x[3] } };
        double[,] p = Power(a, 5);
        a[0, 0] *= x[4];
        return (p[0, 0] * a[0, 0]) + (p[1, 0] * x[5]);
    }

    [Differentiable]
    public static void Step(double[,] u, double k)
    {
        double[,] v = u;
        double[,] w = new double[2, 2];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                w[j, 0] = v[1 - j, 1] * k;
                w[j, 1] = Math.Sin(v[j, 0]);
            }

            (v, w) = (w, v);
        }

        u[0, 0] += v[0, 1] * w[1, 0];
    }

    [Differentiable]
    public static double OfStep(double[] x)
    {
        double[,] u = { { x[0], x[1] }, { x[2], x[3] } };
        Step(u, x[4]);
        Step(u, x[5]);
        return u[0, 0] + (u[0, 1] * u[1, 0] * u[1, 1]);
    }

    [Differentiable]
    public static double Chosen(double[] x)
    {
        double[,] a = { { x[0], x[1] } };
        double[,] b = { { x[2], x[3] } };
        double[,] c = x[4] > 0.4 ? a : b;
        c[0, 0] *= x[5];
        double[,] d = x[0] > x[1] ? new double[1, 2] : c;
        d[0, 1] += x[4] * x[4];
        return (a[0, 0] * b[0, 1]) + (a[0, 1] * b[0, 0]) + d[0, 1];
    }

    [Differentiable]
    public static double Switched(double[] x)
    {
        double[] a = [x[0], x[1]];
        double[] b = [x[2], x[3]];
        double[,] c = { { x[4] } };
        double[,] d = { { x[5] } };
        int k = x[0] > x[1] ? 0 : 1;
        double[] chosen = k switch { 0 => a, _ => b };
        double[,] other = k switch { 0 => d, _ => c };
        chosen[0] *= x[4];
        other[0, 0] *= chosen[1];
        return (chosen[0] * other[0, 0]) + a[0] + (b[0] * c[0, 0] * d[0, 0]);
    }

    [Differentiable]
    public static double OfHelpers(double[] x)
    {
        double[,] a = { { x[0], x[1] } };
        double[,] b = { { x[2], x[3] } };
        double[,] m = Larger(a, b);
        m[0, 0] *= x[4];
        a = Larger(m, a);
        return (a[0, 0] * b[0, 1]) + m[0, 1];

        static double[,] Larger(double[,] p, double[,] q)
        {
            if (p[0, 0] > q[0, 0])
            {
                return p;
            }

            q[0, 1] *= 2;
            return q;
        }
    }

    [Differentiable]
    public static double Lists(double[] x)
    {
        List<double> a = [x[0], x[1]];
        List<double> b = new();
        for (int i = 0; i < 4; i++)
        {
            b.Add(a[0] * x[i]);
            b.Add(a[^1] + b[0]);
            (a, b) = (b, a);
            b[0] *= a[1];
        }

        return (a[0] * b[1]) + a[^1] + b[^1];
    }

    [Differentiable]
    public static double Restarted(double[] x)
    {
        var all = new List<double>();
        double s = 0;
        foreach (double value in x)
        {
            if (all.Count == 2)
            {
                s += all[0] * all[1];
                all = new List<double>();
            }

            all.Add(value * (1 + s));
        }

        return s + all[0];
    }

    [Differentiable]
    public static double Late(double[] x)
    {
        double[,] m;
        if (x[0] > x[1])
        {
            m = new double[1, 2];
            m[0, 0] = x[0] * x[2];
        }
        else
        {
            m = new double[2, 2];
            m[1, 1] = x[3];
            m[0, 0] = x[4] * x[1];
        }

        m[0, 1] = m[0, 0] * x[5];
        return m[0, 1] * m[m.GetLength(0) - 1, 1];
    }

    [Differentiable]
    public static double GrownAfterACall(double[] x)
    {
        var list = new List<double> { x[0] };
        double square = list[0] * list[0];
        list.Add(SumOfSquares(list) * x[1]);
        return SumOfSquares(list) * square;
    }

    [Differentiable]
    public static double SumOfSquares(List<double> list)
    {
        double sum = 0;
        for (int i = 0; i < list.Count; i++)
        {
            sum += list[i] * list[i];
        }

        return sum;
    }
}
