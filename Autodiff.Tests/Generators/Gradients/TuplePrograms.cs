using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Tuples: locals, literals, deconstruction, parameters, results, arrays of them.</summary>
public static partial class TuplePrograms
{
    [Differentiable]
    public static double Locals(ReadOnlySpan<double> x)
    {
        (double a, double b) = (x[0] * x[1], Math.Sin(x[2]));
        var (c, d) = (a + b, a - b * x[3]);
        (double Sum, double Product) pair = (c + d, c * d);
        pair.Sum *= x[4];
        (int Count, (double First, double Second) Others) nested = (3, (pair.Sum, pair.Product));
        var ((_, second), third) = (nested.Others, x[5]);
        return nested.Count * nested.Others.First * second + third * pair.Sum;
    }

    [Differentiable]
    public static double Swaps(ReadOnlySpan<double> x)
    {
        double a = x[0];
        double b = x[1];
        (a, b) = (b, a * x[2]);
        (a, b) = (a * b, a + b);
        double[] v = [x[3], x[4], x[5]];
        int i = 0;
        (v[0], v[1]) = (v[1], v[0] * v[2]);
        (i, v[i]) = (1, v[2] * a);
        (v[i], v[i + 1]) = (v[i + 1] * b, v[i]);
        for (int k = 0; k < 3; k++)
        {
            (v[k % 3], v[(k + 1) % 3], a) = (v[(k + 1) % 3], a, v[k % 3] * 0.5);
        }

        return v[0] * v[1] + v[2] * a - b;
    }

    [Differentiable]
    public static double Fibonacci(ReadOnlySpan<double> x)
    {
        (double Last, double Previous) state = (x[0], x[1]);
        for (int i = 0; i < 5; i++)
        {
            state = (state.Last * x[2] + state.Previous, state.Last);
            if (state.Last > 2)
            {
                state.Previous *= 0.5 * x[3];
            }
        }

        return state.Last * state.Previous;
    }

    [Differentiable]
    public static (double Sum, double Product) Both(double x, double y) => (x + y * y, x * y);

    [Differentiable]
    public static (double, double) Pick(double x, double y)
    {
        if (x > y)
        {
            return (x, y * y);
        }

        for (int i = 0; i < 3; i++)
        {
            if (i == 2)
            {
                return (x * i, y);
            }
        }

        return (1, 2);
    }

    [Differentiable]
    public static double Weighted((double A, double B) pair, (double, (double C, int N)) nested)
    {
        pair.A += pair.B;
        return pair.A * pair.B * nested.Item2.C + nested.Item1 * nested.Item2.N;
    }

    [Differentiable]
    public static double Results(ReadOnlySpan<double> x)
    {
        var first = Both(x[0] * x[1], x[2]);
        var (sum, product) = Both(first.Sum, first.Product);
        (double larger, _) = Pick(x[3], x[4]);
        double total = 0;
        for (int i = 0; i < 3; i++)
        {
            (double u, double v) = Pick(x[i], x[i + 1] * larger);
            (sum, product) = Both(u * product, v);
            total += sum * product;
            _ = Both(total, u);
        }

        return total + Weighted((x[0], sum), (product * x[5], (x[1], 3))) + Weighted((A: x[2] * 2, B: total), (1, (sum, 2)));
    }

    [Differentiable]
    public static double Arrays(ReadOnlySpan<double> x)
    {
        var a = new (double U, double V)[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = (x[i], x[i] * x[i]);
        }

        for (int i = 1; i < a.Length; i++)
        {
            a[i].U += a[i - 1].V * a[0].U;
            a[i] = (a[i].V, a[i].U);
        }

        (a[0], a[1]) = (a[1], a[0]);
        double sum = 0;
        foreach (var (u, v) in a)
        {
            sum += u * v;
        }

        return sum;
    }

    [Differentiable]
    public static double Choices(ReadOnlySpan<double> x)
    {
        var t = x[0] > x[1] ? (x[0], x[1] * 2) : (x[1], x[0] * 3);
        (double, double) u = x[0] * x[1] > 0.3 ? t : Pick(x[2], x[3]);
        (double, float) mixed = (x[4], 0.5f);
        (double, double) wide = mixed;
        (int, int) whole = (1, 2);
        wide.Item1 += whole == (1, 2) ? x[5] : 0;
        return (t.Item1, 3) == (100, 3) ? 0 : t.Item1 * u.Item2 + u.Item1 * wide.Item1 * wide.Item2;
    }
}
