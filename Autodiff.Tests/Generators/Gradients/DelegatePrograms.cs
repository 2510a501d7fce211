using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Delegates whose target is known where they are called.</summary>
public static partial class DelegatePrograms
{
    [Differentiable]
    public static double Bell(double y) => (y * y) + Math.Exp(-y);

    [Differentiable]
    public static double Lambdas(ReadOnlySpan<double> x)
    {
        double k = x[0];
        Func<double, double> f = t => k * t * t;
        Func<double, double, double> g = (a, b) =>
        {
            if (a > b)
            {
                return a * f(b);
            }

            return b - a;
        };
        Action<double> add = v => k += v;
        double r = f(x[1]) + g(x[2], x[3]);
        add(x[4]);
        var h = (double z) => z * 3;
        return r + f(2) + g(0.1, f(x[5])) + h(k) + f.Invoke(k);
    }

    [Differentiable]
    public static double MethodGroups(ReadOnlySpan<double> x)
    {
        Func<double, double> s = Math.Sin;
        Func<double, double> b = Bell;
        Func<double, double> d = Twice;
        double r = 0;
        for (int i = 0; i < x.Length; i++)
        {
            r = (0.5 * s(r)) + (b(x[i]) * d(x[i]));
        }

        return r;

        static double Twice(double y) => 2 * y;
    }

    [Differentiable]
    public static double ChosenTargets(ReadOnlySpan<double> x)
    {
        double q = x[1];
        double calls = 0;
        Func<double, double> f = x[0] > 0 ? Math.Sin : t => t * t * q;
        Func<double, double> g = x.Length > 6 ? f : Bell;
        Action<double> count = x[2] > 0 ? v => calls += v : v => calls -= v * v;
        double r = 0;
        for (int i = 0; i < x.Length; i++)
        {
            r += f(x[i]) * g((0.1 * Math.Tanh(r)) + x[i]);
            count(r * 0.1);
        }

        return r + calls;
    }
}
