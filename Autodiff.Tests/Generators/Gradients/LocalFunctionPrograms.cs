using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Local functions, whose bodies stand in the place of their calls: what they capture is the caller's own.</summary>
public static partial class LocalFunctionPrograms
{
    [Differentiable]
    public static double CalledInAnExpression(ReadOnlySpan<double> x)
    {
        double Square(double t) => t * t;
        static double Cube(double t)
        {
            double s = t * t;
            return s * t;
        }

        double a = Square(x[0]);
        return a + (Cube(x[1]) * Square(x[2] + x[3])) + Square(Square(a));
    }

    [Differentiable]
    public static double ReturnsEarlyInALoop(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Huber((x[i] * 1.3) + 0.1, 0.5);
        }

        return sum * Huber(sum, 2);

        static double Huber(double r, double delta)
        {
            if (Math.Abs(r) <= delta)
            {
                return 0.5 * r * r;
            }

            return delta * (Math.Abs(r) - (0.5 * delta));
        }
    }

    [Differentiable]
    public static double ReturnsFromALoop(ReadOnlySpan<double> x)
    {
        double[] values = x.ToArray();
        double result = 0;
        for (int k = 1; k <= 4; k++)
        {
            result += Until(k, result * 0.1) * k;
        }

        return result;

        double Until(int last, double start)
        {
            double sum = start;
            for (int i = 0; i < values.Length; i++)
            {
                sum += values[i] * values[i];
                if (i > last)
                {
                    return sum * values[i];
                }

                if (i == 1)
                {
                    continue;
                }

                sum *= 1.05;
            }

            return sum * 0.3;
        }
    }

    [Differentiable]
    public static double WritesWhatItCaptures(ReadOnlySpan<double> x)
    {
        double total = 0;
        double scale = 1.5;
        double[] state = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            Add(x[i]);
            Store(i, Math.Sin(x[i]) * Math.Tanh(total));
            if (x[i] > 0.33)
            {
                Add(Math.Tanh(total) * state[i] * 0.1);
            }
        }

        // What was read before a call that changes it keeps the value it had.
        double y = total + (Next() * (Next() - total));
        return y + state[^1] + (scale * Next());

        void Add(double value) => total += 0.1 * scale * value * value;

        void Store(int i, double value)
        {
            state[i] = value + (i > 0 ? state[i - 1] : 0);
            scale *= 1.1;
        }

        double Next()
        {
            total = (total * 0.5) + scale;
            return total;
        }
    }

    [Differentiable]
    public static double ArgumentThatTheBodyChanges(ReadOnlySpan<double> x)
    {
        double k = x[0];
        double r = Sum(k) + Sum(k);
        return r + (k * Assigned(k, x[1])) + k;

        double Sum(double given)
        {
            k += 0.3 * given;
            return given * k;
        }

        double Assigned(double a, double b)
        {
            a += b;
            b = a * a;
            return a * b;
        }
    }

    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x)
    {
        double k = x[0];
        return Outer(x[1]) + Outer(Outer(x[2]) * 0.1) + k;

        double Outer(double a)
        {
            double b = a * k;
            double s = Inner(a) + Inner(b);
            k += 0.1 * b;
            return s;

            double Inner(double c)
            {
                b += c * 0.5;
                return b * c;
            }
        }
    }

    [Differentiable]
    public static double NamedAndOptionalArguments(ReadOnlySpan<double> x)
    {
        int calls = 0;
        double p = x[0];
        double q = x[1];
        return Of(c: Count(p), a: Count(q)) + Of(q, c: p * q, b: p) + Of(p);

        double Count(double value) => value * ++calls;

        static double Of(double a, double b = 2, double c = 3) => (a * b) + (c * c);
    }

    [Differentiable]
    public static double ByReference(ReadOnlySpan<double> x)
    {
        double a = x[0];
        double b = x[1];
        double[] v = [x[2], x[3], x[4]];
        Swap(ref a, ref b);
        int i = 0;
        Swap(ref v[i++], ref v[i]);
        Swap(ref v[i], ref a);
        Swap(ref b, ref b);
        Split(v[0], out double low, out double high);
        Split(v[i], out _, out b);
        return (a * b) + (v[0] * v[1]) + v[2] + (low * high);

        static void Swap(ref double p, ref double q)
        {
            double t = p;
            p = q;
            q = t * 2;
        }

        static void Split(in double s, out double first, out double second)
        {
            first = s * s;
            second = Math.Cos(s);
        }
    }

    [Differentiable]
    public static double OfArraysAndSpans(ReadOnlySpan<double> x)
    {
        double[] u = Powers(x[0]);
        double[] w = Powers(x[1] * x[2]);
        Scale(u.AsSpan(1), x[3]);
        Scale(u, 0.5);
        return Dot(u, w) + Dot(x.Slice(0, 3), u) + Dot(u.AsSpan(0, 2), x[1..3]);

        static double[] Powers(double s)
        {
            var powers = new double[3];
            powers[0] = 1;
            for (int i = 1; i < powers.Length; i++)
            {
                powers[i] = powers[i - 1] * s;
            }

            return powers;
        }

        static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++)
            {
                sum += a[i] * b[i];
            }

            return sum;
        }

        static void Scale(Span<double> a, double factor)
        {
            for (int i = 0; i < a.Length; i++)
            {
                a[i] *= factor;
            }
        }
    }

    [Differentiable]
    public static double InConditions(ReadOnlySpan<double> x)
    {
        double t = 1 + (x[0] * x[0]);
        double q = x[1];
        for (int n = 0; n < 12 && Math.Abs(Rest(t)) > 1e-14; n++)
        {
            t -= Rest(t) / (2 * t);
        }

        return IsBig(t) && !IsBig(x[2]) ? t * x[2] : t;

        double Rest(double z) => (z * z) - 2 - (q * q);

        static bool IsBig(double z)
        {
            if (z > 1.4)
            {
                return true;
            }

            return z < -3;
        }
    }

    [Differentiable]
    public static double ArraysFromSeveralPlaces(ReadOnlySpan<double> x)
    {
        double[] u = Pair(x[0]);
        double s = u[0] * Pair(x[1])[1];
        for (int i = 2; i < 5; i++)
        {
            double[] w = Changed(u, i % 2 == 0);
            w[0] += x[i];
            s += Math.Tanh(w[0] * w[1] * u[0]);
            u = Pair(s * 0.1);
        }

        return s * u[1];

        static double[] Pair(double t)
        {
            if (t > 0)
            {
                return [t, t * t];
            }

            double[] pair = new double[2];
            pair[0] = -t;
            pair[1] = t * 3;
            return pair;
        }

        static double[] Changed(double[] a, bool isCopied)
        {
            if (isCopied)
            {
                double[] copy = new double[a.Length];
                a.CopyTo(copy, 0);
                copy[0] *= 2;
                return copy;
            }

            a[1] += 1;
            return a;
        }
    }

    /// <summary>The first array is read only under another name, and its shadow must last as long.</summary>
    [Differentiable]
    public static double ArrayParameterAssignedAgain(ReadOnlySpan<double> x)
    {
        double[] v = x.ToArray();
        for (int i = 0; i < 2; i++)
        {
            v = Squared(v);
        }

        double[] w = Squared(v);
        return v[0] + w[1] + (v[2] * w[3]);

        static double[] Squared(double[] values)
        {
            double[] squares = new double[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                squares[i] = values[i] * values[i];
            }

            values = squares;
            return values;
        }
    }
}
