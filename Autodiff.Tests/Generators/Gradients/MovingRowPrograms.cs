using System;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Rows of jagged arrays that are exchanged, replaced and shared.</summary>
public static partial class MovingRowPrograms
{
    [Differentiable]
    public static double PivotedDeterminant(double[] x)
    {
        double[][] a = [[0.1 * x[0], x[1], x[2]], [x[3], x[4], 1], [x[5], x[0] * x[1], 2]];
        double determinant = 1;
        for (int k = 0; k < 3; k++)
        {
            int p = k;
            for (int i = k + 1; i < 3; i++)
            {
                if (Math.Abs(a[i][k]) > Math.Abs(a[p][k]))
                {
                    p = i;
                }
            }

            if (p != k)
            {
                (a[k], a[p]) = (a[p], a[k]);
                determinant = -determinant;
            }

            determinant *= a[k][k];
            for (int i = k + 1; i < 3; i++)
            {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < 3; j++)
                {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }

        return determinant;
    }

    [Differentiable]
    public static double Solve(double[] x)
    {
        const int N = 3;
        double[][] lu = new double[N][];
        double[] b = new double[N];
        int[] order = new int[N];
        for (int i = 0; i < N; i++)
        {
            double[] row = new double[N];
            for (int j = 0; j < N; j++)
            {
                row[j] = Math.Sin(((i * 2) + j + 1) * x[(i + j) % 6]) + (i + j == 2 ? 2 : 0);
            }

            lu[i] = row;
            b[i] = x[i] * x[i + 3];
            order[i] = i;
        }

        for (int k = 0; k < N; k++)
        {
            int p = k;
            for (int i = k + 1; i < N; i++)
            {
                if (Math.Abs(lu[i][k]) > Math.Abs(lu[p][k]))
                {
                    p = i;
                }
            }

            double[] t = lu[k];
            lu[k] = lu[p];
            lu[p] = t;
            (order[k], order[p]) = (order[p], order[k]);
            double[] pivot = lu[k];
            for (int i = k + 1; i < N; i++)
            {
                double[] row = lu[i];
                row[k] /= pivot[k];
                for (int j = k + 1; j < N; j++)
                {
                    row[j] -= row[k] * pivot[j];
                }
            }
        }

        double[] y = new double[N];
        for (int i = 0; i < N; i++)
        {
            y[i] = b[order[i]];
            for (int j = 0; j < i; j++)
            {
                y[i] -= lu[i][j] * y[j];
            }
        }

        for (int i = N - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < N; j++)
            {
                y[i] -= lu[i][j] * y[j];
            }

            y[i] /= lu[i][i];
        }

        return (y[0] * y[1]) + y[2];
    }

    /// <summary>The rows of two time levels change places.</summary>
    [Differentiable]
    public static double TwoLevels(double[] x)
    {
        double[][] u = new double[2][];
        u[0] = [x[0], x[1], x[2]];
        u[1] = new double[3];
        for (int step = 0; step < 5; step++)
        {
            for (int i = 0; i < 3; i++)
            {
                u[1][i] = u[0][i] + (0.2 * Math.Cos(u[0][(i + 1) % 3]) * u[0][i] * x[3]);
            }

            double[] old = u[0];
            u[0] = u[1];
            u[1] = old;
            if (u[0][1] > 3)
            {
                break;
            }
        }

        return (u[0][0] * u[1][1]) + u[0][2];
    }

    /// <summary>New rows take the places of old ones, which something else still holds.</summary>
    [Differentiable]
    public static double History(double[] x)
    {
        double[][] h = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            h[i] = [x[i], x[i + 3]];
        }

        double[] first = h[0];
        double sum = 0;
        for (int step = 0; step < 6; step++)
        {
            double[] next = [h[0][0] * h[2][1], Math.Sin(h[1][0] + h[1][1])];
            h[0] = h[1];
            h[1] = h[2];
            h[2] = next;
            first[0] += 0.3 * next[0];
            sum += h[step % 3][0] * first[0];
        }

        return sum + first[1];
    }

    /// <summary>One row in two places.</summary>
    [Differentiable]
    public static double Shared(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        double[][] b = new double[3][];
        b[0] = a[1];
        b[1] = a[1];
        b[2] = a[0];
        b[0][0] *= b[1][1];
        b[1][1] = b[2][0] * a[1][0];
        a[1] = a[2];
        a[1][0] += b[0][0] * b[1][1];
        return (a[1][0] * a[2][0]) + b[0][1] + (b[2][1] * b[1][0]);
    }

    [Differentiable]
    public static double EarlyExits(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        double s = 0;
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < 3; i++)
            {
                int j = (i + round) % 3;
                if (a[i][0] > a[j][0])
                {
                    (a[i], a[j]) = (a[j], a[i]);
                    a[i][1] *= 1 + (0.1 * a[j][0]);
                    continue;
                }

                if (a[i][1] > 5)
                {
                    return s + a[i][0];
                }

                if (a[j][1] < -4)
                {
                    break;
                }

                s += a[i][0] * a[j][1];
                a[j][0] = Math.Sin(s) + a[i][1];
            }
        }

        return s + (a[0][0] * a[2][1]);
    }

    [Differentiable]
    public static double InFinally(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]]];
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            try
            {
                a[0][i % 2] *= a[1][0];
                s += a[0][0];
            }
            finally
            {
                (a[0], a[1]) = (a[1], a[0]);
                s *= a[0][1];
            }
        }

        return s + a[0][0];
    }

    [Differentiable]
    public static double Views(double[] x)
    {
        double[][] a = [[x[0], x[1], x[2]], [x[3], x[4], x[5]]];
        Span<double> tail = a[0].AsSpan(1);
        ReadOnlySpan<double> other = a[1];
        (a[0], a[1]) = (a[1], a[0]);
        tail[0] *= other[2];
        Span<double> all = a[0];
        double s = TensorPrimitives.Dot<double>(a[0], a[1]);
        a[0] = a[1];
        all[1] += s;
        return s + (TensorPrimitives.Dot<double>(a[0], a[1]) * all[1]) + tail[1];
    }

    /// <summary>The rows that the method was given, in an order of its own.</summary>
    [Differentiable]
    public static double Sorted(double[][] rows)
    {
        double[][] sorted = new double[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            sorted[i] = rows[i];
        }

        for (int i = 1; i < sorted.Length; i++)
        {
            for (int j = i; j > 0 && sorted[j][0] < sorted[j - 1][0]; j--)
            {
                (sorted[j], sorted[j - 1]) = (sorted[j - 1], sorted[j]);
            }
        }

        double s = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            s += (i + 1) * sorted[i][0] * sorted[i][1];
        }

        return s + (rows[0][0] * rows[1][1]);
    }

    [Differentiable]
    public static double OfSorted(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        double s = Sorted(a);
        (a[0], a[2]) = (a[2], a[0]);
        a[1] = a[0];
        a[1][1] *= s;
        return Sorted(a) + a[0][1];
    }

    /// <summary>Writes the elements of its rows through another order.</summary>
    [Differentiable]
    public static void Fill(double[][] rows, double[] x)
    {
        double[][] turned = new double[2][];
        turned[0] = rows[1];
        turned[1] = rows[0];
        turned[0][0] = x[0] * turned[1][0];
        (turned[0], turned[1]) = (turned[1], turned[0]);
        turned[0][1] += turned[1][0] * x[1];
    }

    [Differentiable]
    public static double OfFill(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]]];
        for (int i = 0; i < 2; i++)
        {
            Fill(a, x);
            (a[0], a[1]) = (a[1], a[0]);
        }

        return (a[0][0] * a[0][1]) + (a[1][0] * a[1][1]);
    }

    [Differentiable]
    public static double[][] Rotated(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        double[] first = a[0];
        a[0] = a[1];
        a[1] = a[2];
        a[2] = first;
        a[0][0] *= a[2][1];
        return a;
    }

    [Differentiable]
    public static double OfRotated(double[] x)
    {
        double[][] a = Rotated(x);
        a[1] = a[0];
        a[0][1] *= a[2][0];
        return (a[1][1] * a[0][0]) + a[2][1];
    }

    [Differentiable]
    public static double[][] Twice(double[] x)
    {
        double[] row = [x[0] * x[1]];
        double[][] a = new double[2][];
        a[0] = row;
        a[1] = row;
        return a;
    }

    [Differentiable]
    public static double OfTwice(ReadOnlySpan<double> x)
    {
        double[][] a = Twice(x.ToArray());
        a[0][0] *= 2;
        return a[1][0];
    }

    [Differentiable]
    public static double WalkedRows(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        double[] row = a[0];
        double s = 0;
        for (int i = 1; i < 3; i++)
        {
            row[0] *= 1.5 * row[1];
            s += row[0] * a[i][0];
            row = a[i];
        }

        return s + row[1];
    }

    [Differentiable]
    public static double SwappedArrays(double[] x)
    {
        double[][] u = [[x[0], x[1]], [x[2], x[3]]];
        double[][] v = [[0, 0], [0, 0]];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    v[i][j] = u[i][j] + (0.3 * u[1 - i][j] * u[i][1 - j]);
                }
            }

            (u, v) = (v, u);
            if (u[0][0] > 4)
            {
                v[1] = u[0];
                break;
            }
        }

        return (u[0][0] * v[1][1]) + u[1][0];
    }

    [Differentiable]
    public static double Cube(double[] x)
    {
        double[][][] c = [[[x[0]], [x[1]]], [[x[2]], [x[3]]]];
        double[][] plane = c[0];
        c[0] = c[1];
        c[1] = plane;
        (plane[0], c[0][1]) = (c[0][1], plane[0]);
        c[1][0][0] *= x[4];
        double[] last = c[1][1];
        c[1][1] = c[0][0];
        last[0] *= c[1][1][0];
        return (c[0][0][0] * c[1][0][0]) + (c[0][1][0] * last[0]) + (c[1][1][0] * x[5]);
    }

    /// <summary>The loop sets one row again and again.</summary>
    [Differentiable]
    public static double Replaced(double[] x)
    {
        double[][] a = new double[2][];
        a[1] = [x[0], x[1]];
        for (int i = 0; i < 4; i++)
        {
            double[] next = new double[2];
            next[0] = a[1][1] * x[2];
            next[1] = Math.Sin(a[1][0]) + x[3];
            a[1] = next;
        }

        return a[1][0] * a[1][1];
    }

    [Differentiable]
    public static double ByLocalFunction(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]], [x[4], x[5]]];
        Exchange(a, 0, 1);
        Exchange(a, 1, 2);
        a[1][0] *= a[0][1];
        Exchange(a, 2, 0);
        return (a[0][0] * a[1][0]) + (a[2][1] * a[1][1]);

        static void Exchange(double[][] rows, int i, int j)
        {
            double[] t = rows[i];
            rows[i] = rows[j];
            rows[j] = t;
            t[0] += rows[i][1];
        }
    }

    [Differentiable]
    public static double RowsInWhile(double[] x)
    {
        double[][] a = [[x[0], x[1]], [x[2], x[3]]];
        int n = 0;
        while (n < 5 && Math.Abs(a[0][0]) < 3)
        {
            a[0][0] = (a[0][0] * a[1][1]) + 0.7;
            (a[1], a[0]) = (a[0], a[1]);
            n++;
        }

        foreach (double[] row in a)
        {
            row[1] *= row[0];
        }

        return a[0][1] + (2 * a[1][1]);
    }
}
