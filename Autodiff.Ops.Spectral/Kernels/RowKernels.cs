using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>Products of a vector with the rows of a dense matrix, eight rows at a time where the machine has wide vectors.</summary>
internal static class RowKernels
{
    /// <summary>result[r] = (row r)·x.</summary>
    public static void Dots<T>(ReadOnlySpan<T> rows, int stride, int count, ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        int r = 0;
        if (IsWide<T>() && count >= 8)
        {
            _ = rows[checked((count - 1) * stride + x.Length - 1)];
            for (; r + 8 <= count; r += 8)
            {
                Dots8(ref MemoryMarshal.GetReference(rows[(r * stride)..]), stride, x.Length, ref MemoryMarshal.GetReference(x), result.Slice(r, 8));
            }
        }

        for (; r < count; r++)
        {
            result[r] = TensorPrimitives.Dot(rows.Slice(r * stride, x.Length), x);
        }
    }

    /// <summary>y += Σ_r coefficients[r]·(row r).</summary>
    public static void AddRows<T>(ReadOnlySpan<T> rows, int stride, int count, ReadOnlySpan<T> coefficients, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        int r = 0;
        if (IsWide<T>() && count >= 8)
        {
            _ = rows[checked((count - 1) * stride + y.Length - 1)];
            for (; r + 8 <= count; r += 8)
            {
                AddRows8(ref MemoryMarshal.GetReference(rows[(r * stride)..]), stride, y.Length, coefficients.Slice(r, 8), ref MemoryMarshal.GetReference(y));
            }
        }

        for (; r < count; r++)
        {
            TensorPrimitives.MultiplyAdd(rows.Slice(r * stride, y.Length), coefficients[r], y, y);
        }
    }

    /// <summary>The order of the blocks on the diagonal that <see cref="MultiplySymmetric"/> reads whole.</summary>
    public static int DiagonalBlock<T>()
        where T : IFloatingPointIeee754<T>
        => IsWide<T>() ? Vector512<T>.Count : 1;

    /// <summary>
    /// y = A x from the lower triangle of the leading n × n part, whose blocks of <see cref="DiagonalBlock"/> on the
    /// diagonal are stored whole. The limit is the memory, so every number is read once.
    /// </summary>
    /// <param name="n">The order.</param>
    /// <param name="a">Row-major; rows from n on are read and must be finite.</param>
    /// <param name="order">The order of the whole of a, and the length of a row.</param>
    /// <param name="x">n numbers, then zeros up to a whole block.</param>
    /// <param name="y">As long as x; overwritten, numbers from n on with anything.</param>
    public static void MultiplySymmetric<T>(int n, ReadOnlySpan<T> a, int order, ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        y.Clear();
        int j = 0;
        if (IsWide<T>())
        {
            int block = Vector512<T>.Count;
            _ = a[checked(order * order - 1)];
            _ = x[(n + block - 1) / block * block - 1];
            _ = y[(n + block - 1) / block * block - 1];
            ref T x0 = ref MemoryMarshal.GetReference(x);
            ref T y0 = ref MemoryMarshal.GetReference(y);
            for (; j < n && j + block <= order; j += block)
            {
                Vector512<T> own = Vector512<T>.Zero;
                for (int r = 0; r < block; r++)
                {
                    ref T row = ref MemoryMarshal.GetReference(a[((j + r) * order + j)..]);
                    own = ProductKernel.MultiplyAdd(Vector512.Create(x[j + r]), Vector512.LoadUnsafe(ref row), own);
                }

                own.StoreUnsafe(ref y0, (nuint)j);
                for (int r = 0; r < block && j > 0; r += 8)
                {
                    Mirrored8(ref MemoryMarshal.GetReference(a[((j + r) * order)..]), order, j, ref x0, ref y0, x.Slice(j + r, 8), y.Slice(j + r, 8));
                }
            }
        }

        // Rows that do not fill a block.
        for (; j < n; j++)
        {
            ReadOnlySpan<T> row = a.Slice(j * order, j);
            y[j] += TensorPrimitives.Dot(row, x[..j]) + a[j * order + j] * x[j];
            TensorPrimitives.MultiplyAdd(row, x[j], y[..j], y[..j]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWide<T>() => Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported;

    /// <summary>Eight rows at once: x is loaded once for all of them.</summary>
    private static void Dots8<T>(ref T row, int stride, int n, ref T x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        Vector512<T> s0 = Vector512<T>.Zero;
        Vector512<T> s1 = Vector512<T>.Zero;
        Vector512<T> s2 = Vector512<T>.Zero;
        Vector512<T> s3 = Vector512<T>.Zero;
        Vector512<T> s4 = Vector512<T>.Zero;
        Vector512<T> s5 = Vector512<T>.Zero;
        Vector512<T> s6 = Vector512<T>.Zero;
        Vector512<T> s7 = Vector512<T>.Zero;
        int c = 0;
        for (; c + width <= n; c += width)
        {
            Vector512<T> v = Vector512.LoadUnsafe(ref x, (nuint)c);
            ref T at = ref Unsafe.Add(ref row, c);
            s0 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref at), s0);
            s1 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, stride)), s1);
            s2 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 2 * stride)), s2);
            s3 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 3 * stride)), s3);
            s4 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 4 * stride)), s4);
            s5 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 5 * stride)), s5);
            s6 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 6 * stride)), s6);
            s7 = ProductKernel.MultiplyAdd(v, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 7 * stride)), s7);
        }

        result[0] = Vector512.Sum(s0);
        result[1] = Vector512.Sum(s1);
        result[2] = Vector512.Sum(s2);
        result[3] = Vector512.Sum(s3);
        result[4] = Vector512.Sum(s4);
        result[5] = Vector512.Sum(s5);
        result[6] = Vector512.Sum(s6);
        result[7] = Vector512.Sum(s7);
        for (; c < n; c++)
        {
            T v = Unsafe.Add(ref x, c);
            for (int r = 0; r < 8; r++)
            {
                result[r] += v * Unsafe.Add(ref row, r * stride + c);
            }
        }
    }

    /// <summary>Eight rows at once: y is loaded and stored once for all of them.</summary>
    private static void AddRows8<T>(ref T row, int stride, int n, ReadOnlySpan<T> coefficients, ref T y)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        Vector512<T> c0 = Vector512.Create(coefficients[0]);
        Vector512<T> c1 = Vector512.Create(coefficients[1]);
        Vector512<T> c2 = Vector512.Create(coefficients[2]);
        Vector512<T> c3 = Vector512.Create(coefficients[3]);
        Vector512<T> c4 = Vector512.Create(coefficients[4]);
        Vector512<T> c5 = Vector512.Create(coefficients[5]);
        Vector512<T> c6 = Vector512.Create(coefficients[6]);
        Vector512<T> c7 = Vector512.Create(coefficients[7]);
        int c = 0;
        for (; c + width <= n; c += width)
        {
            ref T at = ref Unsafe.Add(ref row, c);
            Vector512<T> even = Vector512.LoadUnsafe(ref y, (nuint)c);
            Vector512<T> odd = Vector512<T>.Zero;
            even = ProductKernel.MultiplyAdd(c0, Vector512.LoadUnsafe(ref at), even);
            odd = ProductKernel.MultiplyAdd(c1, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, stride)), odd);
            even = ProductKernel.MultiplyAdd(c2, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 2 * stride)), even);
            odd = ProductKernel.MultiplyAdd(c3, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 3 * stride)), odd);
            even = ProductKernel.MultiplyAdd(c4, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 4 * stride)), even);
            odd = ProductKernel.MultiplyAdd(c5, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 5 * stride)), odd);
            even = ProductKernel.MultiplyAdd(c6, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 6 * stride)), even);
            odd = ProductKernel.MultiplyAdd(c7, Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 7 * stride)), odd);
            (even + odd).StoreUnsafe(ref y, (nuint)c);
        }

        for (; c < n; c++)
        {
            T sum = Unsafe.Add(ref y, c);
            for (int r = 0; r < 8; r++)
            {
                sum += coefficients[r] * Unsafe.Add(ref row, r * stride + c);
            }

            Unsafe.Add(ref y, c) = sum;
        }
    }

    /// <summary>Eight rows left of the diagonal, each number used for its mirror image too: it is read once.</summary>
    private static void Mirrored8<T>(ref T row, int stride, int columns, ref T x, ref T y, ReadOnlySpan<T> ownX, Span<T> ownY)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        Vector512<T> s0 = Vector512<T>.Zero, x0 = Vector512.Create(ownX[0]);
        Vector512<T> s1 = Vector512<T>.Zero, x1 = Vector512.Create(ownX[1]);
        Vector512<T> s2 = Vector512<T>.Zero, x2 = Vector512.Create(ownX[2]);
        Vector512<T> s3 = Vector512<T>.Zero, x3 = Vector512.Create(ownX[3]);
        Vector512<T> s4 = Vector512<T>.Zero, x4 = Vector512.Create(ownX[4]);
        Vector512<T> s5 = Vector512<T>.Zero, x5 = Vector512.Create(ownX[5]);
        Vector512<T> s6 = Vector512<T>.Zero, x6 = Vector512.Create(ownX[6]);
        Vector512<T> s7 = Vector512<T>.Zero, x7 = Vector512.Create(ownX[7]);
        for (int c = 0; c < columns; c += width)
        {
            Vector512<T> v = Vector512.LoadUnsafe(ref x, (nuint)c);
            ref T at = ref Unsafe.Add(ref row, c);
            Vector512<T> even = Vector512.LoadUnsafe(ref y, (nuint)c);
            Vector512<T> odd = Vector512<T>.Zero;
            Vector512<T> a = Vector512.LoadUnsafe(ref at);
            s0 = ProductKernel.MultiplyAdd(v, a, s0);
            even = ProductKernel.MultiplyAdd(x0, a, even);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, stride));
            s1 = ProductKernel.MultiplyAdd(v, a, s1);
            odd = ProductKernel.MultiplyAdd(x1, a, odd);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 2 * stride));
            s2 = ProductKernel.MultiplyAdd(v, a, s2);
            even = ProductKernel.MultiplyAdd(x2, a, even);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 3 * stride));
            s3 = ProductKernel.MultiplyAdd(v, a, s3);
            odd = ProductKernel.MultiplyAdd(x3, a, odd);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 4 * stride));
            s4 = ProductKernel.MultiplyAdd(v, a, s4);
            even = ProductKernel.MultiplyAdd(x4, a, even);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 5 * stride));
            s5 = ProductKernel.MultiplyAdd(v, a, s5);
            odd = ProductKernel.MultiplyAdd(x5, a, odd);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 6 * stride));
            s6 = ProductKernel.MultiplyAdd(v, a, s6);
            even = ProductKernel.MultiplyAdd(x6, a, even);
            a = Vector512.LoadUnsafe(ref Unsafe.Add(ref at, 7 * stride));
            s7 = ProductKernel.MultiplyAdd(v, a, s7);
            odd = ProductKernel.MultiplyAdd(x7, a, odd);
            (even + odd).StoreUnsafe(ref y, (nuint)c);
        }

        ownY[0] += Vector512.Sum(s0);
        ownY[1] += Vector512.Sum(s1);
        ownY[2] += Vector512.Sum(s2);
        ownY[3] += Vector512.Sum(s3);
        ownY[4] += Vector512.Sum(s4);
        ownY[5] += Vector512.Sum(s5);
        ownY[6] += Vector512.Sum(s6);
        ownY[7] += Vector512.Sum(s7);
    }
}
