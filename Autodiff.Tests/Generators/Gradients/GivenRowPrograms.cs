using System;

namespace Autodiff.Tests.Generators.Gradients;

/// <summary>Rows of a given array of arrays that move in a copy of it, and parameters that become locals.</summary>
public static partial class GivenRowPrograms
{
    [Differentiable]
    public static double OfDeterminant(double[] x)
    {
        double[][] a = [[x[0], x[1], 0.5], [x[2], x[3], x[0]], [x[4], 1, x[5]]];
        double d = Determinant(a);
        (a[0], a[2]) = (a[2], a[0]);
        a[1] = [d, x[1], x[2]];
        return (d * a[0][0]) + Determinant(a) + Kept(a) + a[2][1];
    }

    /// <summary>Changes the numbers of its caller's rows, not their order.</summary>
    [Differentiable]
    public static double Determinant(double[][] a)
    {
        a[0][1] *= a[1][1];
        a = (double[][])a.Clone();
        double determinant = 1;
        for (int k = 0; k < a.Length; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < a.Length; i++)
            {
                pivot = Math.Abs(a[i][k]) > Math.Abs(a[pivot][k]) ? i : pivot;
            }

            if (pivot != k)
            {
                (a[pivot], a[k]) = (a[k], a[pivot]);
                determinant = -determinant;
            }

            determinant *= a[k][k];
            for (int i = k + 1; i < a.Length; i++)
            {
                double[] row = (double[])a[i].Clone();
                for (int j = k + 1; j < row.Length; j++)
                {
                    row[j] -= a[i][k] / a[k][k] * a[k][j];
                }

                a[i] = row;
            }
        }

        return determinant;
    }

    [Differentiable]
    public static double Kept(double[][] a)
    {
        double[][] b = (double[][])a.Clone();
        (b[0], b[1]) = (b[1], b[0]);
        b[0][0] *= 2;
        b[2] = new double[] { a[0][0], b[0][0] };
        return (a[1][0] * b[1][0]) + (b[2][1] * a[2][0] * b[2][0]);
    }

    [Differentiable]
    public static double ThreeLevels(double[] x)
    {
        double[][][] a = [[[x[0], x[1]], [x[2]]], [[x[3]]]];
        double[][][] b = (double[][][])a.Clone();
        (b[0], b[1]) = (b[1], b[0]);
        b[1][1][0] *= x[4];
        return (a[0][0][0] * b[1][1][0]) + (b[0][0][0] * a[0][0][1]);
    }

    [Differentiable]
    public static double ParametersThatTurn(double[] x)
    {
        double head = x[0] * x[1];
        x = Doubled(x);
        double[] same = x;
        for (int i = 0; i < 3; i++)
        {
            x = Doubled(x);
            x[i] *= same[i + 1];
        }

        return head * x[2] * same[0];
    }

    [Differentiable]
    public static double[] Doubled(double[] x)
    {
        x = (double[])x.Clone();
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= 1.1 * x[(i + 1) % x.Length];
        }

        return x;
    }

    [Differentiable]
    public static double FromScratch(double[] x)
    {
        double first = x[0];
        x = [x[1] * first, x[2]];
        if (first > 0)
        {
            x = [x[1], x[0] * first];
        }

        return x[0] * x[0] * x[1];
    }

    [Differentiable]
    public static double Captured(double[] x)
    {
        double First() => x[0];
        double before = First();
        x = [x[1] * before, x[2]];
        return First() * x[1] * before;
    }
}
