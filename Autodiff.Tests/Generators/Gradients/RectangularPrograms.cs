using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Rectangular arrays as locals, parameters and results, read and written in place.</summary>
public static partial class RectangularPrograms
{
    [Differentiable]
    public static double Determinant(ReadOnlySpan<double> x)
    {
        const int n = 3;
        double[,] a = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = (i == j ? 3 : 0) + x[i] * x[j + 3];
            }
        }

        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]))
                {
                    pivot = i;
                }
            }

            if (pivot != k)
            {
                determinant = -determinant;
                for (int j = 0; j < n; j++)
                {
                    double swapped = a[k, j];
                    a[k, j] = a[pivot, j];
                    a[pivot, j] = swapped;
                }
            }

            determinant *= a[k, k];
            for (int i = k + 1; i < n; i++)
            {
                a[i, k] /= a[k, k];
                for (int j = k + 1; j < n; j++)
                {
                    a[i, j] -= a[i, k] * a[k, j];
                }
            }
        }

        return determinant;
    }

    [Differentiable]
    public static double Initialised(ReadOnlySpan<double> x)
    {
        double[,] rotation = { { Math.Cos(x[0]), -Math.Sin(x[0]) }, { Math.Sin(x[0]), Math.Cos(x[0]) } };
        var scale = new double[,] { { x[1], 0 }, { x[2] * x[3], 2 } };
        double s = 0;
        for (int i = 0; i <= rotation.GetUpperBound(0); i++)
        {
            for (int j = 0; j < scale.GetLength(1); j++)
            {
                double sum = 0;
                for (int k = 0; k < rotation.GetLength(1); k++)
                {
                    sum += rotation[i, k] * scale[k, j];
                }

                s += sum * sum * (i + 2 * j + 1);
            }
        }

        return s * rotation.Length * scale.Rank;
    }

    [Differentiable]
    public static double ForEach(ReadOnlySpan<double> x)
    {
        double[,,] cube = new double[2, 3, 2];
        for (int i = 0; i < 12; i++)
        {
            cube[i / 6, i / 2 % 3, i % 2] = x[i % x.Length] * x[(i + 1) % x.Length];
        }

        double s = 0;
        double weight = 1;
        foreach (double value in cube)
        {
            if (value > 0.9)
            {
                continue;
            }

            weight *= 0.9;
            s += weight * value * value;
            if (s > 2)
            {
                break;
            }
        }

        return s;
    }

    [Differentiable]
    public static double[,] Outer(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[,] product = new double[x.Length, y.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                product[i, j] = x[i] * y[j];
            }
        }

        product[0, 0] *= product[0, 1];
        return product;
    }

    [Differentiable]
    public static void Multiply(double[,] a, double[,] b, double[,] product)
    {
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < b.GetLength(1); j++)
            {
                product[i, j] = 0;
                for (int k = 0; k < b.GetLength(0); k++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }
    }

    [Differentiable]
    public static double Trace(double[,] a)
    {
        double trace = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            trace += a[i, i] * a[i, a.GetLength(1) - 1 - i];
        }

        return trace;
    }

    [Differentiable]
    public static double Through(ReadOnlySpan<double> x)
    {
        double[,] power = Outer(x[..3], x[3..6]);
        double[,] next = new double[3, 3];
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            Multiply(power, power, next);
            for (int j = 0; j < 9; j++)
            {
                power[j / 3, j % 3] = Math.Sin(next[j / 3, j % 3]);
            }

            s += Trace(power) * power[i, 0];
        }

        double[,] unused = Outer(x[..2], x[..2]);
        Scale(unused, x[1]);
        return s + Trace(next) * unused[1, 1];
    }

    [Differentiable]
    public static void Scale(double[,] a, double factor)
    {
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                a[i, j] *= factor * a[i, j];
            }
        }
    }

    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double[,] local = new double[2, i + 1];
            for (int j = 0; j <= i; j++)
            {
                local[0, j] = x[j] * x[i + 1];
                local[1, j] = Math.Exp(local[0, j] * 0.3);
                local[0, j] = local[1, j] * local[0, j];
            }

            s += local[0, i] * local[1, 0];
        }

        return s;
    }

    [Differentiable]
    public static double IndexedByItself(ReadOnlySpan<double> x)
    {
        double[,] a = new double[2, 4];
        a[0, 0] = 1.2 + 0.1 * x[0];
        a[1, (int)a[0, 0]] = x[1];
        a[0, (int)a[0, 0]] = a[0, 0] = 2.4 + x[2] * 0.1;
        a[0, (int)a[0, 0]] += a[1, 1] * a[0, 0];
        return a[0, 2] * a[0, 1];
    }
}
