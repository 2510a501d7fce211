using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Rotates the rows of W until they are orthogonal, and the rows of Q along (Hestenes, 1958). Angles are judged relative
/// to both norms, so that a small row is as exact as a large one (Demmel and Veselić, 1992). The Gram matrix by one
/// product tells which pairs are left to rotate: rows that come nearly orthogonal cost little.
/// </summary>
internal static class OneSidedJacobi
{
    private const int Sweeps = 60;

    /// <summary>The square of a norm that counts as 0 where the largest is about 1: below it squares lose digits.</summary>
    public static T Negligible<T>()
        where T : IFloatingPointIeee754<T>
        => T.CreateChecked(Numbers<T>.Eps < 1e-10 ? 1e-290 : 1e-36);

    /// <summary>Orthogonalises <paramref name="count"/> rows of <paramref name="w"/>.</summary>
    /// <param name="count">The number of rows of both.</param>
    /// <param name="w">count rows of <paramref name="length"/>.</param>
    /// <param name="length">The length of a row of W.</param>
    /// <param name="q">count rows of <paramref name="width"/>.</param>
    /// <param name="width">The length of a row of Q.</param>
    /// <returns>Whether every pair is orthogonal to working accuracy.</returns>
    public static bool Orthogonalize<T>(int count, T[] w, int length, T[] q, int width)
        where T : IFloatingPointIeee754<T>
    {
        T tolerance = Numbers<T>.Epsilon * T.CreateChecked(8 + Math.Sqrt(length));
        T negligible = Negligible<T>();
        var columns = new T[(long)count * length];
        var gram = new T[(long)count * count];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            ProductKernel.Transpose<T>(count, length, w, columns);
            Array.Clear(gram);
            ProductKernel.AddLowerTransposedProduct<T>(count, length, T.One, columns, count, columns, count, gram, count);
            bool rotated = false;
            for (int i = 0; i < count; i++)
            {
                for (int j = i + 1; j < count; j++)
                {
                    if (!IsTilted(gram[i * count + i], gram[j * count + j], gram[j * count + i], tolerance / (T.One + T.One), negligible))
                    {
                        continue;
                    }

                    Span<T> wi = w.AsSpan(i * length, length);
                    Span<T> wj = w.AsSpan(j * length, length);
                    T alpha = TensorPrimitives.Dot<T>(wi, wi);
                    T beta = TensorPrimitives.Dot<T>(wj, wj);
                    T gamma = TensorPrimitives.Dot<T>(wi, wj);
                    if (!IsTilted(alpha, beta, gamma, tolerance, negligible))
                    {
                        continue;
                    }

                    // The smaller angle of the two that make the rows orthogonal.
                    T zeta = (beta - alpha) / (gamma + gamma);
                    T tangent = T.CopySign(T.One, zeta) / (T.Abs(zeta) + T.Sqrt(T.One + zeta * zeta));
                    T cosine = T.One / T.Sqrt(T.One + tangent * tangent);
                    T sine = cosine * tangent;
                    Rotate(wi, wj, cosine, sine);
                    Rotate(q.AsSpan(i * width, width), q.AsSpan(j * width, width), cosine, sine);
                    rotated = true;
                }
            }

            if (!rotated)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTilted<T>(T alpha, T beta, T gamma, T tolerance, T negligible)
        where T : IFloatingPointIeee754<T>
        => alpha > negligible && beta > negligible && T.Abs(gamma) > tolerance * T.Sqrt(alpha) * T.Sqrt(beta);

    /// <summary>(x, y) becomes (c x − s y, s x + c y).</summary>
    private static void Rotate<T>(Span<T> x, Span<T> y, T cosine, T sine)
        where T : IFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            var c = new Vector<T>(cosine);
            var s = new Vector<T>(sine);
            ref T x0 = ref MemoryMarshal.GetReference(x);
            ref T y0 = ref MemoryMarshal.GetReference(y);
            for (; i + Vector<T>.Count <= x.Length; i += Vector<T>.Count)
            {
                Vector<T> left = Vector.LoadUnsafe(ref x0, (nuint)i);
                Vector<T> right = Vector.LoadUnsafe(ref y0, (nuint)i);
                (c * left - s * right).StoreUnsafe(ref x0, (nuint)i);
                (s * left + c * right).StoreUnsafe(ref y0, (nuint)i);
            }
        }

        for (; i < x.Length; i++)
        {
            T left = x[i];
            T right = y[i];
            x[i] = cosine * left - sine * right;
            y[i] = sine * left + cosine * right;
        }
    }
}
