using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Parameters, arguments and locals by reference.</summary>
public static partial class ByReferencePrograms
{
    [Differentiable]
    public static void Rotate(double angle, ref double a, ref double b)
    {
        double c = Math.Cos(angle), s = Math.Sin(angle);
        double t = (c * a) - (s * b);
        b = (s * a) + (c * b);
        a = t * t;
    }

    [Differentiable]
    public static void Polar(double x, in double y, out double radius, out double angle)
    {
        radius = Math.Sqrt((x * x) + (y * y));
        if (radius < 0.1)
        {
            angle = 0;
            return;
        }

        angle = Math.Atan2(y, x) + radius;
    }

    [Differentiable]
    public static double Accumulate(double x, ref double sum, ref int count)
    {
        sum += x * sum;
        count++;
        if (count > 2)
        {
            return sum * x;
        }

        return count * x;
    }

    [Differentiable]
    public static double Rotations(double[] x)
    {
        double[] w = (double[])x.Clone();
        double a = x[0], b = x[1];
        for (int i = 0; i < 4; i++)
        {
            Rotate(w[i] * 0.3, ref w[i], ref w[i + 1]);
            Rotate(a, ref a, ref b);
            Rotate(x[i], ref w[5], ref b);
        }

        return (w[0] * w[1]) + (a * b) + (w[4] * w[5]) + (w[2] * w[3]);
    }

    [Differentiable]
    public static double OutArguments(double[] x)
    {
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            Polar(x[i], (x[i + 1] * s) + 1, out double radius, out var angle);
            s += 0.01 * radius * angle;
            Polar(s, x[i], out _, out s);
            s = Math.Sin(s);
        }

        return s;
    }

    [Differentiable]
    public static double Counted(double[] x)
    {
        double sum = x[0];
        int n = 0;
        double t = 0;
        for (int i = 0; i < 5; i++)
        {
            t += Accumulate(x[i], ref sum, ref n) * n;
            sum *= 1.1;
        }

        return t + sum;
    }

    [Differentiable]
    public static double RefLocals(double[] x)
    {
        double[] w = (double[])x.Clone();
        double s = OutArguments(x);
        ref double total = ref s;
        for (int i = 0; i < 5; i++)
        {
            int at = i + 1;
            ref double r = ref w[at];
            at = 0;
            r += w[i] * r;
            total += (r * r) + w[at];
        }

        foreach (ref double v in w.AsSpan())
        {
            v *= v;
        }

        total *= x[0];
        return s + (w[0] * w[5]);
    }

    [Differentiable]
    public static double InactiveOutArguments(double[] x)
    {
        if (!int.TryParse("3", out int n))
        {
            return 0;
        }

        int q = Math.DivRem(7, 2, out int r);
        return x[n] * x[r] * q;
    }

    [Differentiable]
    public static double SwapsByDeconstruction(double[] x)
    {
        double[] u = (double[])x.Clone(), next = new double[x.Length];
        double a = x[0], b = x[1];
        for (int s = 0; s < 3; s++)
        {
            for (int i = 0; i < u.Length; i++)
            {
                next[i] = (u[i] * u[(i + 1) % u.Length]) + a;
            }

            (u, next) = (next, u);
            (a, b) = (b, (a * b) + u[0]);
            (u[0], u[1]) = (u[1], u[0] * a);
        }

        return u[0] + (a * b) + next[2] + (u[1] * u[5]);
    }
}
