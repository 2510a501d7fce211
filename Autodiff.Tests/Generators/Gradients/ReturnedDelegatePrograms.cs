using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Delegates that methods, local functions and lambdas return.</summary>
public static partial class ReturnedDelegatePrograms
{
    [Differentiable]
    public static double OfMethods(double[] x)
    {
        Func<double, double> f = Parabola(x[0]);
        double s = f(x[1]) + (Parabola(x[2])(x[3]) * Midpoint(Parabola(x[4]), x[0], x[1]));
        for (int i = 0; i < 2; i++)
        {
            s += Chosen(i)(x[i]) * x[2];
        }

        return s + Fourth()(x[5]) + Scaled(x[3])(s);
    }

    [Differentiable]
    public static double OfLocalFunctions(double[] x)
    {
        Func<double, double> f = Made(x[0]);
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            Func<double, double> g = Made(x[i]);
            s += g(s + x[i + 1]) + f(s);
            Func<double, double> h = Remembering(x[i] * 0.5, i);
            s += h(0.2) * h(s * 0.1);
        }

        return s + f(x[1]) + f(x[2]);

        static Func<double, double> Made(double k)
        {
            double q = k * k;
            return t => q * t;
        }
    }

    [Differentiable]
    public static double OfOtherDelegates(double[] x)
    {
        double k = x[0];
        Func<double, double> g = Twice(t => (t * k) + 1);
        double s = g(x[1]);
        k += x[2];
        s += g(x[3]) * Twice(Math.Sin)(x[4]);
        Func<double, Func<double, double>> c = Product(x[0]);
        Func<double, double> f = c(x[1]);
        s += (f(x[2]) * f(x[3])) + Product(x[2])(x[3])(x[4]);
        return s * Twice(Twice(Parabola(x[5])))(0.3);
    }

    private static Func<double, double> Parabola(double k) => t => k * t * t;

    [Differentiable]
    private static Func<double, double> Remembering(double k, int n)
    {
        double q = k;
        for (int i = 0; i < n; i++)
        {
            q *= k + i;
        }

        if (q > 100)
        {
            throw new ArgumentException("too large");
        }

        return t =>
        {
            q += t;
            return q * Math.Sin(t);
        };
    }

    private static Func<double, double> Twice(Func<double, double> f) => t => f(f(t));

    private static Func<double, Func<double, double>> Product(double a) => b =>
    {
        double c = a * b;
        return t => (c * t) + a;
    };

    private static Func<double, double> Chosen(int i) => i == 0 ? Math.Sin : Math.Cos;

    private static Func<double, double> Scaled(double k)
    {
        return Scale;

        double Scale(double t) => t * k;
    }

    private static Func<double, double> Fourth() => ToTheFourth;

    [Differentiable]
    private static double ToTheFourth(double t) => t * t * t * t;

    [Differentiable]
    private static double Midpoint(Func<double, double> f, double a, double b) => (b - a) * f(0.5 * (a + b));
}
