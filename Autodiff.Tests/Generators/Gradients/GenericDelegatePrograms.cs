using System;
using System.Numerics;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Generic methods that take delegates, each differentiated with the type arguments and the delegates it is given.</summary>
public static partial class GenericDelegatePrograms
{
    [Differentiable]
    public static double InferredFromLambdas(ReadOnlySpan<double> x)
    {
        double k = x[0], w = x[1];
        double bent = GenericMethods.Integrate(t => Math.Exp(-k * t) * Math.Cos(w * t), 0.0, x[2], 6);
        double c = 2 + (x[0] * x[0]);
        return bent + (GenericMethods.Newton(z => (z * z * z) + z - c, z => (3 * z * z) + 1, 1.0)
            * GenericMethods.Newton(derivative: z => 2 * z, f: z => (z * z) - c - w, start: 1.5, steps: 30));
    }

    [Differentiable]
    public static double ExplicitTypeArguments(ReadOnlySpan<double> x)
    {
        double k = x[0];
        return (GenericMethods.Integrate<double>(t => k * t, 0, x[2], 6) * GenericMethods.Integrate<double>(Math.Sin, x[3], x[1], 3))
            + (GenericMethods.Integrate<double>(Local, 0, x[2], 6) * GenericMethods.Integrate<double>(GenericMethods.Bell, x[4], x[5], 3));

        double Local(double t)
        {
            if (t > 0.33)
            {
                return t * k;
            }

            return Math.Sin(t);
        }
    }

    [Differentiable]
    public static double DelegateTypesOfTheUser(ReadOnlySpan<double> x)
    {
        double k = x[0];
        return GenericMethods.Applied<double>(t => t * k, x[1]) * GenericMethods.Applied(new GenericMethods.Function<double>(Math.Exp), x[2]);
    }

    [Differentiable]
    public static double ChosenByACondition(ReadOnlySpan<double> x)
    {
        double k = x[0];
        Func<double, double> f = x[1] > 0.1 ? Math.Sin : t => t * k * t;
        return GenericMethods.Integrate(f, x[1], x[2], 4) + GenericMethods.Twice(f, x[3]);
    }

    [Differentiable]
    public static double OfMemory(ReadOnlySpan<double> x)
    {
        double k = x[0];
        double[] y = GenericMethods.Map(x.ToArray(), v => v * k);
        GenericMethods.Each<double>(y.AsSpan(1), v => v * k);
        GenericMethods.Each<double>(y, Math.Sin);
        return x.Folded(1.0, (s, v) => (s * k) + (v * v)) + (y[1] * y[2]);
    }

    /// <summary>Type parameters that may be anything stand for what the call gives them.</summary>
    [Differentiable]
    public static double OfAnyType(ReadOnlySpan<double> x)
    {
        double k = x[0];
        (double a, double b) = GenericMethods.Repeated((x[1], x[2]), t => (t.Item2 * k, t.Item1));
        double[] turned = GenericMethods.Repeated(x.ToArray(), t => [t[1] * k, t[0]]);
        double picked = GenericMethods.Picked(3, v => v * k) + GenericMethods.Picked("abc", v => v.Length * k);
        return (a * b) + (turned[0] * turned[1] * picked) + GenericMethods.Repeated(2, n => n * n) + GenericMethods.Piped(x[3], v => new[] { v * k })[0];
    }

    [Differentiable]
    public static double FromGenericCallers(ReadOnlySpan<double> x) =>
        (GenericMethods.Scaled(x[0], x[1], 3) * GenericMethods.Scaled(x[2], x[3], 2)) + GenericMethods.Groups(x[4], x[5]) + GenericMethods.OfLocalFunctions(x[0], x[3]);

    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x)
    {
        double k = x[0];
        return GenericMethods.Integrate(u => GenericMethods.Integrate(v => u * v * k, 0.0, u, 3), 0.0, x[1], 3)
            + GenericMethods.Twice(t => t * t * k, x[2]) + GenericMethods.Solved((t, y) => (k * y * (1.3 - y)) + Math.Sin(t), x[3], 5);
    }

    [Differentiable]
    public static double LocalFunctions(ReadOnlySpan<double> x)
    {
        double k = x[0];
        return (Square(x[1]) * Square(k)) + Twice(t => t * k, x[2]) + Square(3);

        static T Square<T>(T v)
            where T : INumber<T> => v * v;

        static T Twice<T>(Func<T, T> f, T v)
            where T : IFloatingPointIeee754<T> => f(f(v)) + Square(v);
    }

    [Differentiable]
    public static double OfGenericTypes(ReadOnlySpan<double> x)
    {
        double k = x[0];
        var scaled = new GenericMethods<double>(2);
        return GenericMethods<double>.Halved(v => v * v * k, x[1]) * scaled.Run(v => v * k, x[2]);
    }

    /// <summary>Type parameters of integers, and lambdas of numbers that are constants.</summary>
    [Differentiable]
    public static double OfIntegers(ReadOnlySpan<double> x)
    {
        double k = x[0];
        double w = x[1];
        return GenericMethods.Summed(3, i => k * i * w) + GenericMethods.Summed(4L, i => w * i) + GenericMethods.Counted(3, w, (i, s) => (s * k) + i);
    }
}

/// <summary>Of another type than those who call them.</summary>
public static partial class GenericMethods
{
    public delegate T Function<T>(T x);

    [Differentiable]
    public static T Bell<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp(-x * x);

    [Differentiable]
    public static T Integrate<T>(Func<T, T> f, T a, T b, int n)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        T h = (b - a) / T.CreateChecked(n);
        T sum = T.CreateChecked(0.5) * (f(a) + f(b));
        for (int i = 1; i < n; i++)
        {
            sum += f(a + (T.CreateChecked(i) * h));
        }

        return sum * h;
    }

    [Differentiable]
    public static T Newton<T>(Func<T, T> f, Func<T, T> derivative, T start, int steps = 20)
        where T : IFloatingPointIeee754<T>
    {
        T z = start;
        for (int i = 0; i < steps; i++)
        {
            T step = f(z) / derivative(z);
            z -= step;
            if (T.Abs(step) < T.CreateChecked(1e-14))
            {
                break;
            }
        }

        return z;
    }

    [Differentiable]
    public static T Applied<T>(Function<T> f, T x)
        where T : IFloatingPointIeee754<T> => (f(x) * T.Sin(x)) + (T.Pi * x);

    [Differentiable]
    public static T Twice<T>(Func<T, T> f, T x)
        where T : IFloatingPointIeee754<T> => Applied(t => f(f(t)) * x, x);

    [Differentiable]
    public static T Folded<T>(this ReadOnlySpan<T> x, T seed, Func<T, T, T> f)
        where T : IFloatingPointIeee754<T>
    {
        T folded = seed;
        foreach (T v in x)
        {
            folded = f(folded, v);
        }

        return folded;
    }

    [Differentiable]
    public static T[] Map<T>(T[] x, Func<T, T> f)
    {
        T[] y = new T[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = f(x[i]);
        }

        return y;
    }

    [Differentiable]
    public static void Each<T>(Span<T> x, Func<T, T> f)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = f(x[i]);
        }
    }

    [Differentiable]
    public static T Repeated<T>(T x, Func<T, T> f) => f(f(x));

    [Differentiable]
    public static double Picked<T>(T x, Func<T, double> f) => f(x) * f(x);

    [Differentiable]
    public static TResult Piped<TSource, TResult>(TSource x, Func<TSource, TResult> f) => f(x);

    /// <summary>Lambdas that capture active values of a generic caller, and method groups of its type parameter.</summary>
    [Differentiable]
    public static T Scaled<T>(T k, T c, int n)
        where T : IFloatingPointIeee754<T> =>
        Integrate(t => (k * t * t) + c, T.Zero, k, n) + Integrate(Bell, T.Zero, c, 3) + Integrate<T>(T.Sin, T.Zero, k, 3);

    [Differentiable]
    public static T Groups<T>(T a, T b)
        where T : IFloatingPointIeee754<T>
    {
        Func<T, T> f = a > T.CreateChecked(0.1) ? T.Sin : T.Exp;
        return GenericMethods<T>.Halved(f, b) * Repeated(a, T.Cos) * Repeated(b, Own);

        T Own(T v) => v * a;
    }

    [Differentiable]
    public static T OfLocalFunctions<T>(T a, T b)
        where T : IFloatingPointIeee754<T>
    {
        T scale = T.Exp(a);
        return Go(v => v * scale, b) + GenericMethods<T>.Halved(v => v * a, b);

        T Go<TIn>(Func<TIn, T> f, TIn v)
            where TIn : IFloatingPointIeee754<TIn> => f(v) * scale;
    }

    [Differentiable]
    public static T Solved<T>(Func<T, T, T> f, T y, int n)
        where T : IFloatingPointIeee754<T>
    {
        T h = T.One / T.CreateChecked(n);
        for (int i = 0; i < n; i++)
        {
            y = Step(f, T.CreateChecked(i) * h, y, h);
        }

        return y;
    }

    [Differentiable]
    public static T Step<T>(Func<T, T, T> f, T t, T y, T h)
        where T : IFloatingPointIeee754<T>
    {
        T half = h / (T.One + T.One);
        T k1 = f(t, y);
        T k2 = f(t + half, y + (half * k1));
        return y + (h * k2);
    }

    [Differentiable]
    public static double Summed<TInteger>(TInteger n, Func<TInteger, double> f)
        where TInteger : IBinaryInteger<TInteger>
    {
        double sum = 0;
        for (TInteger i = TInteger.Zero; i < n; i += TInteger.One)
        {
            sum += f(i);
        }

        return sum;
    }

    [Differentiable]
    public static double Counted<TState>(int n, TState start, Func<int, TState, TState> f)
        where TState : INumber<TState>
    {
        TState state = start;
        for (int i = 0; i < n; i++)
        {
            state = f(i, state);
        }

        return double.CreateChecked(state);
    }
}

public sealed partial class GenericMethods<T>(T scale)
    where T : IFloatingPointIeee754<T>
{
    public T Scale { get; } = scale;

    [Differentiable]
    public static T Halved(Func<T, T> f, T x) => f(x) * T.CreateChecked(0.5);

    [Differentiable]
    public T Run(Func<T, T> f, T x) => f(x) * Scale;
}
