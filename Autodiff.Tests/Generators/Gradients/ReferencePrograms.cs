using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Array variables that are assigned again: buffers that swap, steps that return new arrays, choices.</summary>
public static partial class ReferencePrograms
{
    [Differentiable]
    public static double DoubleBuffered(double[] x)
    {
        int n = x.Length;
        double[] u = new double[n];
        double[] next = new double[n];
        for (int i = 0; i < n; i++)
        {
            u[i] = x[i] * x[i];
        }

        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < n; i++)
            {
                next[i] = u[i] + (0.1 * Math.Sin(u[(i + 1) % n]) * u[i]);
            }

            double[] t = u;
            u = next;
            next = t;
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += ((i + 1) * u[i]) + (0.5 * next[i]);
        }

        return sum;
    }

    [Differentiable]
    public static double NewArrayEachStep(double[] x)
    {
        int n = x.Length;
        double[] u = x;
        double sum = 0;
        for (int s = 0; s < 3; s++)
        {
            double[] v = new double[n];
            for (int i = 0; i < n; i++)
            {
                v[i] = Math.Cos(u[i]) * u[(i + 2) % n];
            }

            u = v;
            sum += u[s] * x[s];
        }

        for (int i = 0; i < n; i++)
        {
            sum += u[i] * u[i];
        }

        return sum;
    }

    [Differentiable]
    public static double[] Step(double[] u, double h)
    {
        double[] r = new double[u.Length];
        for (int i = 0; i < u.Length; i++)
        {
            r[i] = u[i] + (h * u[i] * u[i]);
        }

        return r;
    }

    [Differentiable]
    public static double StepsByACallee(double[] x)
    {
        double[] u = x;
        for (int s = 0; s < 3; s++)
        {
            u = Step(u, 0.1 * x[s]);
        }

        double sum = 0;
        foreach (double d in u)
        {
            sum += d * d;
        }

        return sum;
    }

    [Differentiable]
    public static double Chosen(double[] x)
    {
        double[] a = x[0] > 0.5 ? x : new double[x.Length];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * a[i] * x[i];
        }

        if (x[1] > 0)
        {
            a = new double[3];
            a[0] = x[2] * x[3];
            a[1] = sum;
        }

        sum *= a[0] + (a[1] * a[2]);
        return sum + x[5];
    }

    [Differentiable]
    public static double ParameterAssigned(double[] x)
    {
        double s = x[0];
        if (x[1] > 0)
        {
            x = [x[0] * x[1], x[2], x[3] * x[3]];
        }

        s += x[0] * x[1] * x[2];
        x = [x[1], x[0]];
        return (s * x[0]) + x[1];
    }

    [Differentiable]
    public static double[] SeveralReturns(double[] x, double k)
    {
        if (k > 0.5)
        {
            double[] y = new double[2];
            y[0] = x[0] * k;
            y[1] = x[1];
            return y;
        }

        if (k < -0.5)
        {
            return [k, k * x[2]];
        }

        double[] z = new double[2];
        for (int i = 0; i < 2; i++)
        {
            z[i] = x[i] * x[i] * k;
        }

        return z;
    }

    [Differentiable]
    public static double CallsSeveralReturns(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] y = SeveralReturns(x, x[i]);
            sum += (y[0] * y[1]) + y[0];
        }

        return sum;
    }

    /// <summary>Views of a variable that leads elsewhere by the end of the iteration.</summary>
    [Differentiable]
    public static double ViewsOfWhatMoves(double[] x)
    {
        double[] u = new double[6];
        double[] w = new double[6];
        x.AsSpan().CopyTo(u);
        double sum = 0;
        for (int s = 0; s < 3; s++)
        {
            Span<double> head = u.AsSpan(0, 3);
            Span<double> tail = u.AsSpan(3);
            for (int i = 0; i < 3; i++)
            {
                w[i] = head[i] * tail[2 - i];
            }

            for (int i = 3; i < 6; i++)
            {
                w[i] = w[i - 3] + u[i];
            }

            double[] t = u;
            u = w;
            w = t;
            head[0] *= 0.5;
            sum += head[0] + (tail[1] * u[0]);
        }

        return sum + (w[0] * u[1]);
    }

    [Differentiable]
    public static double RowsOfWhatMoves(double[] x)
    {
        double[] u = new double[6];
        double[] w = new double[6];
        x.AsSpan().CopyTo(u);
        for (int s = 0; s < 3; s++)
        {
            for (int r = 0; r < 3; r++)
            {
                Span<double> row = u.AsSpan(2 * r, 2);
                Span<double> image = w.AsSpan(2 * r, 2);
                image[0] = row[0] * row[1];
                image[1] = row[0] - (row[1] * row[1]);
            }

            double[] t = u;
            u = w;
            w = t;
        }

        return u[0] + (u[1] * u[2]) - u[3] + (u[4] * u[5]) + w[0];
    }

    [Differentiable]
    public static double DeclaredBeforeTheLoop(double[] x)
    {
        double[] t;
        double product;
        double sum = 0;
        for (int s = 0; s < 4; s++)
        {
            t = new double[2];
            t[0] = x[s] * x[s + 1];
            t[1] = t[0] * x[s + 2];
            product = t[0] * t[1];
            sum += product * product;
        }

        return sum;
    }

    [Differentiable]
    public static double Permutations(double[] x)
    {
        int[] p = new int[x.Length];
        int[] q = new int[x.Length];
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = i;
        }

        double[] u = new double[x.Length];
        double s = 0;
        for (int k = 0; k < 3; k++)
        {
            for (int i = 0; i < p.Length; i++)
            {
                q[i] = p[(i + 1) % p.Length];
            }

            int[] t = p;
            p = q;
            q = t;
            for (int i = 0; i < p.Length; i++)
            {
                u[p[i]] += x[i] * x[q[i]];
                s += u[p[i]] * u[0];
            }
        }

        return s;
    }

    [Differentiable]
    public static double GrowingBuffer(double[] x)
    {
        double[] buffer = new double[1];
        int count = 0;
        foreach (double v in x)
        {
            if (count == buffer.Length)
            {
                double[] larger = new double[2 * buffer.Length];
                for (int i = 0; i < count; i++)
                {
                    larger[i] = buffer[i];
                }

                buffer = larger;
            }

            buffer[count] = v * v * (count > 0 ? buffer[count - 1] : 1);
            count++;
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += buffer[i];
        }

        return sum;
    }

    [Differentiable]
    public static double ThreeTerms(double[] x)
    {
        double[] a = x;
        double[] b = new double[x.Length], c = null!;
        for (int i = 0; i < x.Length; i++)
        {
            b[i] = x[i] * 0.5;
        }

        for (int s = 0; s < 3; s++)
        {
            c = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                c[i] = a[i] * b[i];
            }

            a = b;
            b = c;
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += a[i] + (b[i] * c[i]);
        }

        return sum;
    }
}
