using System.Collections.Generic;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Values taken apart: records of both kinds, <c>Deconstruct</c> methods, nested ones, in assignments and loops.</summary>
public static partial class DeconstructionPrograms
{
    private static readonly Quote[] Quotes = [new(1, 0.5), new(2, 2)];

    [Differentiable]
    public static double Records(double[] x)
    {
        var (a, b) = new Point(x[0], x[1]);
        Point r = new(a * b, x[2]);
        (a, double c) = r;
        (b, a) = r;
        Vector s = new(a, b);
        (s.A, s.B) = s;
        (s.B, s.A) = s;
        var (p, q) = s;
        var (m, n, o) = new Branching(p, x[3]);
        (m, n) = new Branching(n, m);
        return (a * b) + (c * p) - (q * m * n) + o;
    }

    [Differentiable]
    public static double Methods(double[] x)
    {
        Scaled[] all = new Scaled[3];
        double t = 0;
        for (int i = 0; i < 3; i++)
        {
            all[i].X = x[i];
            all[i].Y = x[i + 1];
        }

        foreach (var (u, v) in all)
        {
            t += u * v;
        }

        foreach ((double u, _) in all)
        {
            t += u * u;
        }

        int k = 0;
        (all[k++].X, all[k++].Y) = all[k - 1];
        (t, all[0]) = (all[1].X * t, all[2]);
        (double w, (double y, double z)) = (t, all[0]);
        var c = new Model { X = x[4], Y = w };
        (double e, (double f, double g)) = c;
        (e, _) = c;
        (c.X, (c.Y, c.W[1])) = c;
        return t + (w * y) + (z * e * f) + (g * c.X) + (c.Y * c.W[1]);
    }

    [Differentiable]
    public static double Nested(double[] x)
    {
        Tree r = new(new Point(x[0], x[1]), new Vector(x[2], x[3]), x[4]);
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            var ((a, b), (c, d), k) = r;
            s += (a * b * c) + (d * k * s);
            ((_, _), (s, _), k) = new Tree(new Point(s, k), new Vector(s * 0.5, c), d);
            s += k;
        }

        return s;
    }

    [Differentiable]
    public static double Constants(double[] x)
    {
        var (at, w) = Quotes[1];
        double s = w * x[at];
        var (i, h) = new Odd();
        s += x[i] * h * s;
        foreach (var (j, half) in new[] { new Odd() })
        {
            s *= x[j] * half;
        }

        foreach (var (j, weight) in Quotes)
        {
            s *= x[j] * weight;
        }

        foreach (var (key, (j, weight)) in new Dictionary<string, Quote> { ["a"] = Quotes[0] })
        {
            s *= (x[j] * weight) + key.Length;
        }

        return s;
    }

    private static void Deconstruct(this Model c, out double x, out Vector y)
    {
        x = c.X * c.W[0];
        y = new Vector(c.Y, c.X);
    }

    [Differentiable]
    public partial record struct Vector(double A, double B);

    [Differentiable]
    public sealed partial record Point(double A, double B);

    [Differentiable]
    public sealed partial record Tree(Point L, Vector R, double K);

    [Differentiable]
    public sealed partial record Branching(double A, double B)
    {
        public double Unused { get; } = 2;

        public void Deconstruct(out double a, out double b, out double c)
        {
            a = A;
            b = B;
            if (A > 0)
            {
                c = A * B;
                return;
            }

            c = A - B;
        }
    }

    [Differentiable]
    public partial struct Scaled
    {
        public double X;
        public double Y;

        public readonly void Deconstruct(out double x, out double y)
        {
            x = X * 2;
            y = Y * X;
        }
    }

    [Differentiable]
    public sealed partial class Model
    {
        public double X;
        public double Y;
        public double[] W = [1, 2];
    }

    public sealed record Quote(int At, double Weight);

    public sealed class Odd
    {
        public int P { get; } = 2;

        public void Deconstruct(out int a, out double b)
        {
            a = P;
            b = 0.5 * P;
        }
    }
}
