using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>Products of a piece of U with a block of vectors, whose numbers of one row fill one vector register.</summary>
internal static class TriangularKernel
{
    /// <summary>X_j −= u_j z for one row u of U.</summary>
    public static void SubtractRow<T>(ReadOnlySpan<T> u, ReadOnlySpan<T> z, Span<T> x)
        where T : IFloatingPointIeee754<T>
    {
        if (Vector512<T>.IsSupported)
        {
            int width = Vector512<T>.Count;
            ref T x0 = ref MemoryMarshal.GetReference(x);
            Vector512<T> z0 = -Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(z));
            for (int j = 0; j < u.Length; j++)
            {
                nuint at = (nuint)(j * width);
                PanelKernels.MultiplyAdd(Vector512.Create(u[j]), z0, Vector512.LoadUnsafe(ref x0, at)).StoreUnsafe(ref x0, at);
            }

            return;
        }

        for (int j = 0; j < u.Length; j++)
        {
            for (int c = 0; c < z.Length; c++)
            {
                x[j * z.Length + c] -= u[j] * z[c];
            }
        }
    }

    /// <summary>X −= UᵀZ for <paramref name="rows"/> × <paramref name="columns"/> numbers of U, <paramref name="stride"/> apart.</summary>
    public static void SubtractTransposed<T>(ReadOnlySpan<T> u, int stride, int rows, int columns, ReadOnlySpan<T> z, Span<T> x)
        where T : IFloatingPointIeee754<T>
    {
        if (!Vector512<T>.IsSupported)
        {
            for (int p = 0; p < rows; p++)
            {
                SubtractRow(u.Slice(p * stride, columns), z.Slice(p * LdltFactor<T>.Width, LdltFactor<T>.Width), x);
            }

            return;
        }

        int width = Vector512<T>.Count;
        ref T z0 = ref MemoryMarshal.GetReference(z);
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T u0 = ref MemoryMarshal.GetReference(u);
        int j = 0;
        for (; j + 8 <= columns; j += 8)
        {
            nuint at = (nuint)(j * width);
            ref T xj = ref Unsafe.Add(ref x0, at);
            Vector512<T> s0 = Vector512.LoadUnsafe(ref xj), s1 = Vector512.LoadUnsafe(ref xj, (nuint)width);
            Vector512<T> s2 = Vector512.LoadUnsafe(ref xj, (nuint)(2 * width)), s3 = Vector512.LoadUnsafe(ref xj, (nuint)(3 * width));
            Vector512<T> s4 = Vector512.LoadUnsafe(ref xj, (nuint)(4 * width)), s5 = Vector512.LoadUnsafe(ref xj, (nuint)(5 * width));
            Vector512<T> s6 = Vector512.LoadUnsafe(ref xj, (nuint)(6 * width)), s7 = Vector512.LoadUnsafe(ref xj, (nuint)(7 * width));
            ref T up = ref Unsafe.Add(ref u0, j);
            for (int p = 0; p < rows; p++)
            {
                Vector512<T> zp = -Vector512.LoadUnsafe(ref z0, (nuint)(p * width));
                s0 = PanelKernels.MultiplyAdd(Broadcast(ref up, 0), zp, s0);
                s1 = PanelKernels.MultiplyAdd(Broadcast(ref up, 1), zp, s1);
                s2 = PanelKernels.MultiplyAdd(Broadcast(ref up, 2), zp, s2);
                s3 = PanelKernels.MultiplyAdd(Broadcast(ref up, 3), zp, s3);
                s4 = PanelKernels.MultiplyAdd(Broadcast(ref up, 4), zp, s4);
                s5 = PanelKernels.MultiplyAdd(Broadcast(ref up, 5), zp, s5);
                s6 = PanelKernels.MultiplyAdd(Broadcast(ref up, 6), zp, s6);
                s7 = PanelKernels.MultiplyAdd(Broadcast(ref up, 7), zp, s7);
                up = ref Unsafe.Add(ref up, stride);
            }

            s0.StoreUnsafe(ref xj);
            s1.StoreUnsafe(ref xj, (nuint)width);
            s2.StoreUnsafe(ref xj, (nuint)(2 * width));
            s3.StoreUnsafe(ref xj, (nuint)(3 * width));
            s4.StoreUnsafe(ref xj, (nuint)(4 * width));
            s5.StoreUnsafe(ref xj, (nuint)(5 * width));
            s6.StoreUnsafe(ref xj, (nuint)(6 * width));
            s7.StoreUnsafe(ref xj, (nuint)(7 * width));
        }

        for (; j < columns; j++)
        {
            nuint at = (nuint)(j * width);
            Vector512<T> sum = Vector512.LoadUnsafe(ref x0, at);
            for (int p = 0; p < rows; p++)
            {
                sum = PanelKernels.MultiplyAdd(Broadcast(ref u0, p * stride + j), -Vector512.LoadUnsafe(ref z0, (nuint)(p * width)), sum);
            }

            sum.StoreUnsafe(ref x0, at);
        }
    }

    /// <summary>Z −= U X.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> u, int stride, int rows, int columns, ReadOnlySpan<T> x, Span<T> z)
        where T : IFloatingPointIeee754<T>
    {
        if (columns == 0)
        {
            return;
        }

        if (!Vector512<T>.IsSupported)
        {
            int block = LdltFactor<T>.Width;
            for (int q = 0; q < rows; q++)
            {
                for (int j = 0; j < columns; j++)
                {
                    for (int c = 0; c < block; c++)
                    {
                        z[q * block + c] -= u[q * stride + j] * x[j * block + c];
                    }
                }
            }

            return;
        }

        int width = Vector512<T>.Count;
        ref T z0 = ref MemoryMarshal.GetReference(z);
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T u0 = ref MemoryMarshal.GetReference(u);
        int p = 0;
        for (; p + 4 <= rows; p += 4)
        {
            ref T ua = ref Unsafe.Add(ref u0, p * stride);
            ref T ub = ref Unsafe.Add(ref ua, stride);
            ref T uc = ref Unsafe.Add(ref ub, stride);
            ref T ud = ref Unsafe.Add(ref uc, stride);
            Vector512<T> sa = Vector512<T>.Zero, sb = sa, sc = sa, sd = sa, ta = sa, tb = sa, tc = sa, td = sa;
            int j = 0;
            for (; j + 2 <= columns; j += 2)
            {
                Vector512<T> xj = Vector512.LoadUnsafe(ref x0, (nuint)(j * width));
                Vector512<T> yj = Vector512.LoadUnsafe(ref x0, (nuint)((j + 1) * width));
                sa = PanelKernels.MultiplyAdd(Broadcast(ref ua, j), xj, sa);
                sb = PanelKernels.MultiplyAdd(Broadcast(ref ub, j), xj, sb);
                sc = PanelKernels.MultiplyAdd(Broadcast(ref uc, j), xj, sc);
                sd = PanelKernels.MultiplyAdd(Broadcast(ref ud, j), xj, sd);
                ta = PanelKernels.MultiplyAdd(Broadcast(ref ua, j + 1), yj, ta);
                tb = PanelKernels.MultiplyAdd(Broadcast(ref ub, j + 1), yj, tb);
                tc = PanelKernels.MultiplyAdd(Broadcast(ref uc, j + 1), yj, tc);
                td = PanelKernels.MultiplyAdd(Broadcast(ref ud, j + 1), yj, td);
            }

            if (j < columns)
            {
                Vector512<T> xj = Vector512.LoadUnsafe(ref x0, (nuint)(j * width));
                sa = PanelKernels.MultiplyAdd(Broadcast(ref ua, j), xj, sa);
                sb = PanelKernels.MultiplyAdd(Broadcast(ref ub, j), xj, sb);
                sc = PanelKernels.MultiplyAdd(Broadcast(ref uc, j), xj, sc);
                sd = PanelKernels.MultiplyAdd(Broadcast(ref ud, j), xj, sd);
            }

            nuint at = (nuint)(p * width);
            (Vector512.LoadUnsafe(ref z0, at) - (sa + ta)).StoreUnsafe(ref z0, at);
            (Vector512.LoadUnsafe(ref z0, at + (nuint)width) - (sb + tb)).StoreUnsafe(ref z0, at + (nuint)width);
            (Vector512.LoadUnsafe(ref z0, at + (nuint)(2 * width)) - (sc + tc)).StoreUnsafe(ref z0, at + (nuint)(2 * width));
            (Vector512.LoadUnsafe(ref z0, at + (nuint)(3 * width)) - (sd + td)).StoreUnsafe(ref z0, at + (nuint)(3 * width));
        }

        for (; p < rows; p++)
        {
            ref T up = ref Unsafe.Add(ref u0, p * stride);
            Vector512<T> even = Vector512<T>.Zero, odd = even;
            int j = 0;
            for (; j + 2 <= columns; j += 2)
            {
                even = PanelKernels.MultiplyAdd(Broadcast(ref up, j), Vector512.LoadUnsafe(ref x0, (nuint)(j * width)), even);
                odd = PanelKernels.MultiplyAdd(Broadcast(ref up, j + 1), Vector512.LoadUnsafe(ref x0, (nuint)((j + 1) * width)), odd);
            }

            if (j < columns)
            {
                even = PanelKernels.MultiplyAdd(Broadcast(ref up, j), Vector512.LoadUnsafe(ref x0, (nuint)(j * width)), even);
            }

            (Vector512.LoadUnsafe(ref z0, (nuint)(p * width)) - (even + odd)).StoreUnsafe(ref z0, (nuint)(p * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Broadcast<T>(ref T start, int offset)
        => Vector512.Create(Unsafe.Add(ref start, offset));
}
