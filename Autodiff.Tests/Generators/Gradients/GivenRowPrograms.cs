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

    [Differentiable]
    public static double Objects(double[] x)
    {
        Body[] all = [new Body { X = x[0] }, new Body { X = x[1], Velocity = x[2] }];
        Body[] c = (Body[])all.Clone();
        c[0].X *= x[3];
        (c[0], c[1]) = (c[1], c[0]);
        c[0].X *= c[1].X;
        c[1] = new Body { X = x[4] };
        return (c[0].X * all[0].X * all[1].X * c[1].X) + (Exchanged(all, x[3]) * Exchanged(all, x[4]) * all[0].X);
    }

    [Differentiable]
    public static double Exchanged(Body[] all, double by)
    {
        all = (Body[])all.Clone();
        (all[0], all[1]) = (all[1], all[0]);
        all[0].X *= all[1].X * by;
        all[1] = new Body { X = by * all[0].Velocity };
        return all[0].X * all[1].X;
    }

    /// <summary>Of the loops around what is recorded the length of an array in an object is read alone.</summary>
    [Differentiable]
    public static double LengthInAnObject(double[] x)
    {
        var body = new Body { X = x[0] };
        double[] a = (double[])x.Clone();
        for (int i = 0; i < 3; i++)
        {
            a[body.Numbers.Length] *= a[2] * a[1] * body.X;
            for (int j = 0; j < 1; j++)
            {
                body.Numbers[j] *= a[1];
            }

            body.X += body.Numbers[0];
        }

        return a[0] * a[1] * a[2] * body.X;
    }

    [Differentiable]
    public partial class Body
    {
        public double X, Velocity;
        public double[] Numbers = [1];
    }
}
