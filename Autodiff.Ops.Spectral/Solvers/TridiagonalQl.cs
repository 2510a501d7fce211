using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Eigenvalues and vectors of a symmetric tridiagonal matrix by the implicit QL method (Dubrulle, Martin and
/// Wilkinson, 1968). Rotations are collected over many sweeps and applied together, panel by panel.
/// </summary>
internal static class TridiagonalQl
{
    private const int SweepsPerEigenvalue = 60;

    /// <summary>Diagonalises; rows of <paramref name="vectors"/> (n × n) are rotated along.</summary>
    /// <returns>Whether every eigenvalue was found within the bounded number of sweeps.</returns>
    public static bool Diagonalize<T>(int n, Span<T> d, Span<T> e, Span<T> vectors)
        where T : IFloatingPointIeee754<T>
    {
        T eps = Numbers<T>.Epsilon;
        T two = T.One + T.One;
        var rotations = new RotationBatch<T>(n);
        T norm = T.Zero;
        for (int i = 0; i < n; i++)
        {
            norm = T.Max(norm, T.Abs(d[i]) + T.Abs(e[i]) + (i > 0 ? T.Abs(e[i - 1]) : T.Zero));
        }

        // An off-diagonal this small changes no eigenvalue by more than a fraction of an ulp of the norm.
        T negligible = eps * norm / (two * two * two * T.CreateChecked(Math.Max(1, n)));
        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = l;
                while (m < n - 1 && T.Abs(e[m]) > negligible && T.Abs(e[m]) > eps * T.Sqrt(T.Abs(d[m])) * T.Sqrt(T.Abs(d[m + 1])) / two)
                {
                    m++;
                }

                if (m < n - 1)
                {
                    e[m] = T.Zero;
                }

                if (m == l)
                {
                    break;
                }

                if (sweep == SweepsPerEigenvalue)
                {
                    return false;
                }

                T g = (d[l + 1] - d[l]) / (two * e[l]);
                T r = T.Hypot(g, T.One);
                g = d[m] - d[l] + e[l] / (g + (g >= T.Zero ? r : -r));
                T s = T.One;
                T c = T.One;
                T p = T.Zero;
                int i = m - 1;
                rotations.BeginSweep(m);
                for (; i >= l; i--)
                {
                    T f = s * e[i];
                    T b = c * e[i];
                    r = T.Hypot(f, g);
                    e[i + 1] = r;
                    if (T.IsZero(r))
                    {
                        d[i + 1] -= p;
                        e[m] = T.Zero;
                        break;
                    }

                    s = f / r;
                    c = g / r;
                    g = d[i + 1] - p;
                    r = (d[i] - g) * s + two * c * b;
                    p = s * r;
                    d[i + 1] = g + p;
                    g = c * r - b;
                    rotations.Add(c, s);
                }

                rotations.EndSweep();
                if (i < l)
                {
                    d[l] -= p;
                    e[l] = g;
                    e[m] = T.Zero;
                }

                if (rotations.IsFull)
                {
                    rotations.Flush(vectors);
                }
            }
        }

        rotations.Flush(vectors);
        return true;
    }
}
