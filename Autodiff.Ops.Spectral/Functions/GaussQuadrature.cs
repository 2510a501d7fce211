using System;

namespace Autodiff.Ops.Spectral;

/// <summary>Nodes and weights from a tridiagonal matrix: its eigenvalues, and the squares of its vectors' first entries (Golub and Welsch, 1969).</summary>
internal static class GaussQuadrature
{
    private const int SweepsPerNode = 60;

    /// <summary>Diagonalises by the implicit QL method, carrying the first row of the vectors alone.</summary>
    /// <param name="count">The order.</param>
    /// <param name="alpha">count numbers, the diagonal.</param>
    /// <param name="beta">At least count − 1 numbers: beta[i] couples i and i + 1.</param>
    public static (double[] Nodes, double[] Weights) Of(int count, ReadOnlySpan<double> alpha, ReadOnlySpan<double> beta)
    {
        double[] d = alpha[..count].ToArray();
        var e = new double[count];
        beta[..(count - 1)].CopyTo(e);
        var z = new double[count];
        z[0] = 1;
        for (int l = 0; l < count; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = l;
                while (m < count - 1 && Math.Abs(e[m]) > double.Epsilon + 1.1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                {
                    m++;
                }

                if (m == l)
                {
                    break;
                }

                if (sweep == SweepsPerNode)
                {
                    throw new ArithmeticException("The QL iteration of the quadrature did not converge.");
                }

                Sweep(l, m, d, e, z);
            }
        }

        for (int i = 0; i < count; i++)
        {
            z[i] *= z[i];
        }

        return (d, z);
    }

    private static void Sweep(int l, int m, double[] d, double[] e, double[] z)
    {
        double shift = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = double.Hypot(shift, 1);
        double g = d[m] - d[l] + e[l] / (shift + Math.CopySign(r, shift));
        double sine = 1;
        double cosine = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * e[i];
            double b = cosine * e[i];
            r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                // The matrix falls apart here.
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * sine + 2 * cosine * b;
            p = sine * r;
            d[i + 1] = g + p;
            g = cosine * r - b;
            (z[i], z[i + 1]) = (cosine * z[i] - sine * z[i + 1], sine * z[i] + cosine * z[i + 1]);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
