using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Names of places: ref returns, ref conditionals, ref locals that move.</summary>
public static partial class PlacePrograms
{
    [Differentiable]
    public static double Returned(double[] x)
    {
        double[] a = (double[])x.Clone();
        for (int i = 0; i < a.Length - 1; i++)
        {
            At(a, i) += x[i + 1] * At(a, i + 1);
        }

        ref double r = ref At(a, 2);
        r *= a[1];
        InSpan(a, 1) = r * a[0];
        return (a[0] * a[1] * a[2]) + At(a, 4);
    }

    [Differentiable]
    public static double ReturnedFromSeveralPlaces(double[] x)
    {
        double[] a = (double[])x.Clone();
        for (int k = 0; k < 4; k++)
        {
            Larger(a, k, k + 1) *= 0.5 * a[k];
            ref double l = ref Larger(a, k, 5);
            l += a[k] * a[k + 1];
        }

        return SumOfSquares(a);
    }

    [Differentiable]
    public static double ReturnedByLocalFunctions(double[] x)
    {
        double[] a = (double[])x.Clone();
        double spare = x[0];
        int calls = 0;
        for (int i = 0; i < 5; i++)
        {
            Pick(i) += 0.3 * Pick(i + 1) * calls;
            Bigger(ref a[i], ref spare) *= x[i];
            Bigger(ref Pick(i), ref Bigger(ref spare, ref a[5])) += 0.25;
        }

        return spare + SumOfSquares(a);

        ref double Pick(int i)
        {
            calls++;
            if (i >= a.Length)
            {
                throw new ArgumentException("no such element");
            }

            if (i > 3)
            {
                return ref a[i - 1];
            }

            for (int k = 0; k < 3; k++)
            {
                if (k == i)
                {
                    return ref a[k];
                }
            }

            return ref a[0];
        }

        static ref double Bigger(ref double p, ref double q) => ref (p > q ? ref p : ref q);
    }

    [Differentiable]
    public static double Conditional(double[] x)
    {
        double a = x[0], b = x[1], c = x[2];
        double[] w = (double[])x.Clone();
        int n = 0;
        for (int i = 0; i < 5; i++)
        {
            ref double r = ref (x[i] > 0 ? ref a : ref b);
            r += x[i] * r * 0.3;
            (i % 2 == 0 ? ref w[n++] : ref b) = (a * x[2]) + w[n];
            (w[i] > 0.2 ? ref w[i] : ref w[i + 1]) *= b;
        }

        (x[3] > 0 ? ref (x[4] > 0 ? ref a : ref b) : ref c) = (a * b) + c;
        double v = x[0] > 0 ? ref a : ref b;
        return (a * b * c) + (w[0] * w[3]) + w[5] + n + v;
    }

    [Differentiable]
    public static double Moving(double[] x)
    {
        double[] a = (double[])x.Clone(), b = (double[])x.Clone();
        double s = 0;
        ref double r = ref a[0];
        for (int i = 0; i < 5; i++)
        {
            r += s * x[i];
            s += r * r;
            r = ref i % 2 == 0 ? ref a[i] : ref b[i];
            r *= 0.5 + x[0];
        }

        ref readonly double z = ref a[4];
        a[4] += s;
        return s + (a[3] * b[1]) + (a[0] * a[2]) + z;
    }

    [Differentiable]
    public static double MovingToTheLargest(double[] x)
    {
        double[] a = (double[])x.Clone();
        for (int k = 0; k < 3; k++)
        {
            ref double m = ref a[0];
            for (int i = 1; i < a.Length; i++)
            {
                if (a[i] > m)
                {
                    m = ref a[i];
                }
            }

            m = (m * a[k] * 0.4) - 1;
        }

        return (a[0] * a[1]) + (a[2] * a[3]) + (a[4] * a[5]);
    }

    [Differentiable]
    public static double MovingAmongVariables(double[] x)
    {
        double a = x[0], b = x[1], c = x[2], v = x[3];
        ref double m = ref a;
        if (b > m)
        {
            m = ref b;
        }

        if (c > m)
        {
            m = ref c;
        }

        m = (m * m) + v;
        (m, v) = (v * m, m);
        (double p, m) = (m + 1, v * 2);
        return (a * b * c) + m + (v * p);
    }

    [Differentiable]
    public static double MovingWhileArraysDo(double[] x)
    {
        double[] a = (double[])x.Clone(), b = new double[6];
        b[2] = x[3];
        ref double r = ref a[0];
        for (int i = 0; i < 5; i++)
        {
            r = ref a[i];
            (a, b) = (b, a);
            r += x[i] * 0.5;
            a[i] += r * r;
            r = ref b[i + 1];
            r -= x[0];
        }

        return a[0] + (b[1] * a[2]) + r;
    }

    [Differentiable]
    public static double StaysWhileArraysMove(double[] x)
    {
        double[] a = (double[])x.Clone(), b = new double[6];
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            ref double r = ref a[i];
            (a, b) = (b, a);
            r += x[i] * 0.5;
            a[i] += r * r;
            s += (b[i] * a[i]) + r;
            At(a, i) = r * At(b, i + 1);
        }

        return s + a[0] + b[1];
    }

    [Differentiable]
    public static double OfJaggedRows(double[] x)
    {
        double[][] m = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        ref double mover = ref m[0][1];
        for (int i = 0; i < 2; i++)
        {
            ref double r = ref m[i][1];
            r += x[i];
            (m[i], m[i + 1]) = (m[i + 1], m[i]);
            r *= m[i][0];
            ref double q = ref (x[i] > 0 ? ref m[i][0] : ref m[i + 1][1]);
            q *= r;
            mover *= 2 * x[i];
            mover = ref m[i][i % 2];
            mover += x[5];
        }

        return (m[0][0] * m[0][1]) + (m[1][0] * m[1][1]) + (m[2][0] * m[2][1]);
    }

    [Differentiable]
    public static double OfRectangles(double[] x)
    {
        double[,] m = new double[2, 3];
        int k = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                ref double r = ref m[i, j];
                r = x[k++];
                r *= m[0, 0];
            }
        }

        ref double q = ref (x[0] > 0 ? ref m[0, 1] : ref m[1, k - 5]);
        q += 2;
        q *= q;
        Grow(ref m[1, 0], q);
        return (m[0, 0] * m[0, 1]) + (m[1, 0] * m[1, 1]) + (m[1, 2] * m[0, 2]);
    }

    /// <summary>Indices with effects are evaluated once, in their order.</summary>
    [Differentiable]
    public static double FoundOnce(double[] x)
    {
        double[] a = (double[])x.Clone();
        int k = 0;
        ref double r = ref a[k++];
        r += x[1];
        r *= x[2];
        r -= r * k;
        (k > 0 ? ref a[k++] : ref a[k--]) *= x[0];
        ref double q = ref (k == 2 ? ref a[k++] : ref a[++k]);
        q *= q;
        a[k] += q * r;
        At(a, k++) *= x[4];
        At(a, k) = (At(a, k++) * At(a, k--)) + k;
        return (a[0] * a[1]) + (a[2] * a[3]) + (a[4] * a[5] * k);
    }

    [Differentiable]
    public static double EvaluatedInOrder(double[] x)
    {
        double[] a = (double[])x.Clone();
        ref double r = ref a[0];
        r = Doubled(ref r, r) + r;
        r += Doubled(ref r, x[2]) * r;
        double t = r++ + (r-- * ++r);
        a[1] = Doubled(ref a[(int)((a[3] * 0) + 2)], t);
        return (a[0] * a[1]) + a[2] + t;

        static double Doubled(ref double v, double w)
        {
            v = w * 2;
            return v + w;
        }
    }

    [Differentiable]
    public static double OfMarshal(double[] x)
    {
        Span<double> a = (double[])x.Clone();
        ref double first = ref MemoryMarshal.GetReference(a);
        first *= x[1];
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += Unsafe.Add(ref first, i) * x[i];
            Unsafe.Add(ref first, i) *= s;
        }

        ref double third = ref Unsafe.Add(ref first, 3);
        third += Unsafe.Add(ref third, -1) * 2;
        return (s * a[2]) + a[3];
    }

    [Differentiable]
    public static double ThroughCallees(double[] x)
    {
        double[] y = new double[6];
        y[0] = x[0];
        double s = x[1];
        Into(x, ref s, y);
        Into(y, ref s, stackalloc double[6]);
        Grow(ref x[0] > 0 ? ref s : ref y[1], y[2]);
        return s + (y[2] * y[3]) + y[5] + y[1];
    }

    [Differentiable]
    [Checkpoint(Snapshots = 2)]
    public static double UnderSnapshots(double[] x)
    {
        double[] u = (double[])x.Clone();
        double a = 1, b = 2;
        for (int t = 0; t < 9; t++)
        {
            ref double r = ref u[t % 6];
            r += u[(t + 1) % 6] * 0.1;
            ref double q = ref (t % 2 == 0 ? ref a : ref b);
            q += r * q * 0.1;
            ref double m = ref u[0];
            for (int i = 1; i < 6; i++)
            {
                if (u[i] > m)
                {
                    m = ref u[i];
                }
            }

            m *= 0.9;
        }

        return (a * b) + (u[0] * u[3]);
    }

    [Differentiable]
    private static ref double At(double[] a, int i) => ref a[i];

    private static ref double InSpan(Span<double> a, int i) => ref a[i];

    private static ref double Larger(double[] a, int i, int j)
    {
        if (a[i] > a[j])
        {
            return ref a[i];
        }

        return ref a[j];
    }

    [Differentiable]
    private static void Into(ReadOnlySpan<double> x, ref double sum, Span<double> y)
    {
        ref double best = ref y[0];
        for (int i = 1; i < x.Length; i++)
        {
            y[i] = x[i] * sum;
            if (y[i] > best)
            {
                best = ref y[i];
            }

            ref double p = ref (x[i] > 0 ? ref sum : ref best);
            p += y[i - 1];
        }

        best *= sum;
    }

    [Differentiable]
    private static void Grow(ref double value, double by) => value += by * value;

    [Differentiable]
    private static double SumOfSquares(ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double value in a)
        {
            sum += value * value;
        }

        return sum;
    }
}
