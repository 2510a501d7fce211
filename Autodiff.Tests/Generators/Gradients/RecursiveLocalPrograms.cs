using System;
using System.Diagnostics;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Local functions that call themselves: hidden methods, to which what they capture is given.</summary>
public static partial class RecursiveLocalPrograms
{
    [Differentiable]
    public static double Powers(ReadOnlySpan<double> x)
    {
        double k = x[1];
        return Power(x[0], 3) + (Chain(x[2], 3) * Chain(k, 2)) + Chain(Chain(x[3], 1), 1);

        static double Power(double b, int n) => n == 0 ? 1 : b * Power(b, n - 1);

        double Chain(double v, int n)
        {
            if (n == 0)
            {
                return v * k;
            }

            double half = Chain((v * 0.5) + k, n - 1);
            return (half * v) + Power(v, 2);
        }
    }

    [Differentiable]
    public static double EachOther(ReadOnlySpan<double> x)
    {
        double a = x[0];
        double[] w = x.ToArray();
        a *= 2;
        double r = Even(x[1], 4);
        a += r * 0.1;
        return r + (Odd(x[2], 3) * a);

        double Even(double t, int n) => n == 0 ? t * a : Odd(t * w[n % w.Length], n - 1);

        double Odd(double t, int n)
        {
            if (n == 0)
            {
                return 2 * t;
            }

            return Even(t + a, n - 1) * 0.5;
        }
    }

    [Differentiable]
    public static double InPlace(ReadOnlySpan<double> x)
    {
        double[] y = new double[8];
        x[..6].CopyTo(y);
        Transform(y);
        double r = 0;
        for (int i = 0; i < y.Length; i++)
        {
            r += (i + 1) * y[i] * y[i];
        }

        return r;

        static void Transform(Span<double> s)
        {
            int n = s.Length;
            if (n == 1)
            {
                return;
            }

            double[] t = new double[n];
            for (int i = 0; i < n / 2; i++)
            {
                t[i] = 0.7 * (s[2 * i] + s[(2 * i) + 1]);
                t[(n / 2) + i] = 0.7 * (s[2 * i] - s[(2 * i) + 1]);
            }

            t.CopyTo(s);
            Transform(s[..(n / 2)]);
        }
    }

    [Differentiable]
    public static double AdaptiveQuadrature(ReadOnlySpan<double> x)
    {
        double k = x[0];
        double w = x[1];
        double end = 1 + (x[2] * x[2]);
        return Refined(0, end, Simpson(0, end), 3) * x[3];

        double F(double t) => Math.Exp(-k * k * t) * Math.Cos(w * t);

        double Simpson(double a, double b) => (b - a) / 6 * (F(a) + (4 * F(0.5 * (a + b))) + F(b));

        double Refined(double a, double b, double whole, int depth)
        {
            double m = 0.5 * (a + b);
            double left = Simpson(a, m);
            double right = Simpson(m, b);
            return depth <= 0
                ? left + right + ((left + right - whole) / 15)
                : Refined(a, m, left, depth - 1) + Refined(m, b, right, depth - 1);
        }
    }

    [Differentiable]
    public static double OfInactiveValues(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += IsOdd(i) ? x[i] * Depth((x[i] * x[i]) + 0.0013, 0) : x[i] * Fibonacci(i);
        }

        return s;

        static int Depth(double v, int d) => v < 0.1 || d > 5 ? d : Depth(v * 0.5, d + 1);

        static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

        static bool IsOdd(int n) => n != 0 && !IsOdd(n - 1);
    }

    [Differentiable]
    public static double Overloads(ReadOnlySpan<double> x) => Overloaded(x[0], 2) + Overloaded(x[1], x[2]) + new Tree(1.5).Value(x[3], x[4]);

    [Differentiable]
    public static double Overloaded(double a, int n)
    {
        return Rest(a, n);

        double Rest(double t, int k) => k == 0 ? t : Rest(t * a, k - 1);
    }

    [Differentiable]
    public static double Overloaded(double a, double b)
    {
        return Rest(b, 2);

        double Rest(double t, int k) => k == 0 ? t : Rest(t * a, k - 1);
    }

    /// <summary>What a call does that the compiler leaves out, is left out.</summary>
    [Differentiable]
    public static double LeftOut(ReadOnlySpan<double> x)
    {
        double n = x[0];
        Debug.Assert(Next(x[1]) < 1e9);
        return Next(x[2]) * n;

        double Next(double t)
        {
            n += t;
            return n;
        }
    }

    public sealed partial class Tree(double rate)
    {
        public double Scale { get; init; } = 2;

        [Differentiable]
        public double Value(double price, double strike)
        {
            return Node(price, 0);

            double Node(double at, int depth) => depth == 3
                ? ((at * Scale) - strike) * rate * at
                : 0.495 * (Node(at * 1.1, depth + 1) + Node(at * 0.9, depth + 1));
        }
    }
}
