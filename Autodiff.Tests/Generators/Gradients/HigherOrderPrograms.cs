using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Methods that take delegates, each differentiated with what it is given; and arguments in all their forms.</summary>
public static partial class HigherOrderPrograms
{
    [Differentiable]
    public static double TwoIntegrals(ReadOnlySpan<double> x)
    {
        double k = x[0];
        double w = x[1];
        double r = Methods.Integrate(t => Math.Exp(-k * t) * Math.Cos(w * t), 0, x[2] * x[2], 8);
        r += Methods.Integrate(Local, x[3], 1, 5);
        r += Methods.Integrate(Math.Sin, 0, x[4], 4) * Methods.Integrate(Methods.Bell, n: 3, b: x[5], a: x[4]);
        return r + Methods.Integrate(u => Methods.Integrate(v => u * v * k, 0, u, 3), 0, 1, 3);

        double Local(double t)
        {
            if (t > 0.33)
            {
                return t * k;
            }

            return Math.Sin(t * w);
        }
    }

    [Differentiable]
    public static double NewtonsMethod(ReadOnlySpan<double> x)
    {
        double c = 2 + (x[0] * x[0]);
        double d = x[1];
        return Methods.Newton(z => (z * z * z) + z - c, z => (3 * z * z) + 1, 1)
            * Methods.Newton(derivative: z => 2 * z, f: z => (z * z) - c - (d * d), start: 1.5);
    }

    [Differentiable]
    public static double TimeSteps(ReadOnlySpan<double> x)
    {
        double a = x[0];
        double b = x[1];
        double[] y = [x[2], x[3]];
        for (int i = 0; i < 5; i++)
        {
            Methods.Midpoint(
                (t, u, du) =>
                {
                    du[0] = (a * u[0]) - (u[0] * u[1]);
                    du[1] = (b * u[0] * u[1]) - u[1] + t;
                },
                i * 0.1,
                0.1,
                y);
        }

        return y[0] * y[1];
    }

    [Differentiable]
    public static double ActionsThatWrite(ReadOnlySpan<double> x)
    {
        double total = 0;
        double[] v = x.ToArray();
        Methods.Each(v.Length, i =>
        {
            if (v[i] > 0.25)
            {
                total += v[i] * v[0];
                return;
            }

            total -= v[i];
        });
        return total + v.Fold(1, (s, d) => (s * 0.5) + (d * total));
    }

    [Differentiable]
    public static double OptionalDelegates(ReadOnlySpan<double> x)
    {
        double k = x[0];
        return Methods.Transformed(k) + Methods.Transformed(x[1], t => t * k) + Methods.Transformed(x[2], Math.Exp);
    }

    [Differentiable]
    public static double Parameters(ReadOnlySpan<double> x)
    {
        int n = 0;
        double r = Methods.Sum() + Methods.Sum(x[0], x[1] * x[2], 3);
        r += Methods.SumOfSpan(x[0], x[1], 2 * x[2]) + Methods.SumOfSpan(x[0]);
        r += Methods.Sum(values: x.ToArray());
        r += Methods.Iterated(x[0]) + (Methods.Iterated(factor: x[n++], start: x[n++]) * Methods.Iterated(x[n], times: 3, term: x[0]));
        return r + Methods.Iterated(x[3], factor: x[1]);
    }

    [Differentiable]
    public static double MutualRecursion(ReadOnlySpan<double> x) =>
        Methods.Even(x[0], 4) + (Methods.Odd(x[1], 3) * Methods.Even(x[2], 0));

    [Differentiable]
    public static double OfAnInstance(ReadOnlySpan<double> x)
    {
        var model = new Model(1.5) { Scale = 2 };
        double k = x[0];
        return model.Run(k, x[1]) + model.Apply(t => t * k * model.Scale, x[2]);
    }

    public sealed partial class Model(double rate)
    {
        public double Scale { get; set; }

        [Differentiable]
        public double Run(double k, double x) => Apply(t => t * k * Scale * rate, x) + Twice(k) + Twice(x);

        [Differentiable]
        public double Apply(Func<double, double> f, double x) => f(x) * Scale;

        [Differentiable]
        public double Twice(double x) => x * Scale * rate;
    }
}

/// <summary>Of another type than those who call it, so that their bodies must not use what only it can reach.</summary>
public static partial class Methods
{
    private const double Half = 0.5;

    public delegate void RightSide(double t, ReadOnlySpan<double> y, Span<double> slope);

    [Differentiable]
    public static double Bell(double y) => (y * y) + Math.Exp(-y);

    [Differentiable]
    public static double Integrate(Func<double, double> f, double a, double b, int n)
    {
        ArgumentNullException.ThrowIfNull(f);
        double h = (b - a) / n;
        double sum = Half * (f(a) + f(b));
        for (int i = 1; i < n; i++)
        {
            sum += f(a + (i * h));
        }

        return Scaled(sum, h);
    }

    [Differentiable]
    public static double Newton(Func<double, double> f, Func<double, double> derivative, double start)
    {
        double z = start;
        for (int i = 0; i < 20; i++)
        {
            double step = f(z) / derivative(z);
            z -= step;
            if (Math.Abs(step) < 1e-14)
            {
                break;
            }
        }

        return z;
    }

    [Differentiable]
    public static void Midpoint(RightSide f, double t, double h, double[] y)
    {
        int n = y.Length;
        double[] slope = new double[n];
        double[] middle = new double[n];
        f(t, y, slope);
        for (int i = 0; i < n; i++)
        {
            middle[i] = y[i] + (Half * h * slope[i]);
        }

        f(t + (Half * h), middle, slope);
        for (int i = 0; i < n; i++)
        {
            y[i] += h * slope[i];
        }
    }

    [Differentiable]
    public static void Each(int n, Action<int> body)
    {
        for (int i = 0; i < n; i++)
        {
            body(i);
        }
    }

    [Differentiable]
    public static double Fold(this double[] values, double seed, Func<double, double, double> next)
    {
        double state = seed;
        foreach (double value in values)
        {
            state = next(state, value);
        }

        return state;
    }

    [Differentiable]
    public static double Transformed(double x, Func<double, double>? transform = null)
    {
        double y = x * x;
        if (transform != null)
        {
            y = transform(y);
        }

        return transform == null ? y : y * 2;
    }

    [Differentiable]
    public static double Sum(params double[] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] * (i + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double SumOfSpan(double k, params ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += k * values[i] * values[i] * (i + 1);
        }

        return sum;
    }

    [Differentiable]
    public static double Iterated(double start, double term = 2, double factor = 0.5, int times = 2)
    {
        double r = start;
        for (int i = 0; i < times; i++)
        {
            r = (r * factor) + term;
        }

        return r;
    }

    [Differentiable]
    public static double Even(double t, int n) => n == 0 ? t : Odd(t * 1.1, n - 1) * t;

    [Differentiable]
    public static double Odd(double t, int n)
    {
        if (n == 0)
        {
            return 2 * t;
        }

        return Even(t + 0.1, n - 1);
    }

    [Differentiable]
    private static double Scaled(double sum, double h)
    {
        if (h < -100)
        {
            return 0;
        }

        return sum * h;
    }
}
