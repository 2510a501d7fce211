using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Householder reduction Qᵀ A Q = tridiagonal, by rows from the last (Martin, Reinsch and Wilkinson, 1968); every
/// inner loop runs along a stored row.
/// </summary>
internal static class Tridiagonalization
{
    /// <summary>
    /// Reduces the symmetric matrix in the lower triangle of <paramref name="a"/> (n × n, row-major).
    /// On return the rows of <paramref name="a"/> are the columns of Q.
    /// </summary>
    /// <param name="n">The order.</param>
    /// <param name="a">The matrix, overwritten with Qᵀ.</param>
    /// <param name="diagonal">n numbers.</param>
    /// <param name="offDiagonal">n numbers; element i couples i and i + 1, the last is 0.</param>
    public static void Reduce<T>(int n, Span<T> a, Span<T> diagonal, Span<T> offDiagonal)
        where T : IFloatingPointIeee754<T>
    {
        var scales = new T[n];
        var w = new T[n];
        offDiagonal.Clear();
        for (int i = n - 1; i >= 1; i--)
        {
            Span<T> u = a.Slice(i * n, i);
            T below = i > 1 ? TensorPrimitives.MaxMagnitude<T>(u[..(i - 1)]) : T.Zero;
            if (T.IsZero(below))
            {
                offDiagonal[i - 1] = u[i - 1];
                scales[i] = T.Zero;
                continue;
            }

            // u becomes the Householder vector, scaled so that nothing overflows or vanishes; h = uᵀu/2.
            T size = TensorPrimitives.MaxMagnitude<T>(u);
            T scale = T.Abs(size);
            TensorPrimitives.Divide(u, scale, u);
            T norm = TensorPrimitives.Norm<T>(u);
            T f = u[i - 1];
            T g = f >= T.Zero ? -norm : norm;
            offDiagonal[i - 1] = scale * g;
            T h = norm * norm - f * g;
            u[i - 1] = f - g;
            scales[i] = h;

            // w = A u / h, from the lower triangle alone.
            Span<T> p = w.AsSpan(0, i);
            p.Clear();
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<T> row = a.Slice(j * n, j);
                p[j] += TensorPrimitives.Dot(row, u[..j]) + a[j * n + j] * u[j];
                TensorPrimitives.MultiplyAdd(row, u[j], p[..j], p[..j]);
            }

            TensorPrimitives.Divide(p, h, p);
            T k = TensorPrimitives.Dot<T>(u, p) / (h + h);
            TensorPrimitives.MultiplyAdd(u, -k, p, p);

            // A −= u wᵀ + w uᵀ.
            for (int j = 0; j < i; j++)
            {
                Span<T> row = a.Slice(j * n, j + 1);
                TensorPrimitives.MultiplyAdd(u[..(j + 1)], -p[j], row, row);
                TensorPrimitives.MultiplyAdd(p[..(j + 1)], -u[j], row, row);
            }
        }

        // Qᵀ is built in place: the leading block grows by one row and column a step, as the reflectors are used up.
        for (int i = 0; i < n; i++)
        {
            Span<T> u = a.Slice(i * n, i);
            diagonal[i] = a[i * n + i];
            if (!T.IsZero(scales[i]))
            {
                for (int j = 0; j < i; j++)
                {
                    Span<T> row = a.Slice(j * n, i);
                    TensorPrimitives.MultiplyAdd(u, -TensorPrimitives.Dot<T>(row, u) / scales[i], row, row);
                }
            }

            u.Clear();
            a[i * n + i] = T.One;
            for (int j = 0; j < i; j++)
            {
                a[j * n + i] = T.Zero;
            }
        }
    }
}
