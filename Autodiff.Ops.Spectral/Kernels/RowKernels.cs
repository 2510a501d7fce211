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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>result[r] += (row r)·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddDots<T>(ReadOnlySpan<T> rows, int stride, int count, ReadOnlySpan<T> x, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        Span<T> eight = [T.Zero, T.Zero, T.Zero, T.Zero, T.Zero, T.Zero, T.Zero, T.Zero];
        for (int r = 0; r < count; r += 8)
        {
            int height = Math.Min(8, count - r);
            Dots(rows[(r * stride)..], stride, height, x, eight);
            for (int i = 0; i < height; i++)
            {
                result[r + i] += eight[i];
            }
        }
    }

    /// <summary>result[c·count + r] = (row r)·(vector c), for vectors one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots<T>(ReadOnlySpan<T> rows, int stride, int count, ReadOnlySpan<T> vectors, int length, int vectorCount, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        if (!IsWide<T>() || vectorCount < 4)
        {
            for (int c = 0; c < vectorCount; c++)
            {
                Dots(rows, stride, count, vectors.Slice(c * length, length), result.Slice(c * count, count));
            }

            return;
        }

        _ = rows[checked((count - 1) * stride + length - 1)];
        _ = vectors[checked(vectorCount * length - 1)];
        _ = result[checked(vectorCount * count - 1)];
        for (int r = 0; r < count; r += 4)
        {
            // Four rows stay in the cache for all vectors.
            int height = Math.Min(4, count - r);
            int done = height < 4 ? 0 : vectorCount & ~3;
            for (int c = 0; c < done; c += 4)
            {
                Dots4By4(ref MemoryMarshal.GetReference(rows[(r * stride)..]), stride, length, ref MemoryMarshal.GetReference(vectors[(c * length)..]), ref MemoryMarshal.GetReference(result[(c * count + r)..]), count);
            }

            for (int c = done; c < vectorCount; c++)
            {
                for (int i = r; i < r + height; i++)
                {
                    result[c * count + i] = TensorPrimitives.Dot(rows.Slice(i * stride, length), vectors.Slice(c * length, length));
                }
            }
        }
    }

    /// <summary>y += scale·Σ_r coefficients[r]·(row r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows<T>(ReadOnlySpan<T> rows, int stride, int count, T scale, ReadOnlySpan<T> coefficients, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        int r = 0;
        if (IsWide<T>() && count >= 8)
        {
            _ = rows[checked((count - 1) * stride + y.Length - 1)];
            for (; r + 8 <= count; r += 8)
            {
                AddRows8(ref MemoryMarshal.GetReference(rows[(r * stride)..]), stride, y.Length, scale, coefficients.Slice(r, 8), ref MemoryMarshal.GetReference(y));
            }
        }

        for (; r < count; r++)
        {
            TensorPrimitives.MultiplyAdd(rows.Slice(r * stride, y.Length), scale * coefficients[r], y, y);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>target += the symmetric matrix in the lower triangle, both n × n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMirrored<T>(int n, ReadOnlySpan<T> lower, Span<T> target)
        where T : IFloatingPointIeee754<T>
    {
        const int Tile = 32;
        for (int i0 = 0; i0 < n; i0 += Tile)
        {
            int i1 = Math.Min(n, i0 + Tile);
            for (int j0 = 0; j0 <= i0; j0 += Tile)
            {
                for (int i = i0; i < i1; i++)
                {
                    int j1 = Math.Min(i + 1, j0 + Tile);
                    Span<T> row = target[(i * n + j0)..(i * n + j1)];
                    TensorPrimitives.Add(row, lower[(i * n + j0)..(i * n + j1)], row);
                }

                for (int j = j0; j < Math.Min(i1, j0 + Tile); j++)
                {
                    int first = Math.Max(i0, j + 1);
                    Span<T> row = target.Slice(j * n + first, i1 - first);
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] += lower[(first + i) * n + j];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWide<T>() => Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported;

    /// <summary>Eight rows at once: x is loaded once for all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows8<T>(ref T row, int stride, int n, T scale, ReadOnlySpan<T> coefficients, ref T y)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        Vector512<T> c0 = Vector512.Create(scale * coefficients[0]);
        Vector512<T> c1 = Vector512.Create(scale * coefficients[1]);
        Vector512<T> c2 = Vector512.Create(scale * coefficients[2]);
        Vector512<T> c3 = Vector512.Create(scale * coefficients[3]);
        Vector512<T> c4 = Vector512.Create(scale * coefficients[4]);
        Vector512<T> c5 = Vector512.Create(scale * coefficients[5]);
        Vector512<T> c6 = Vector512.Create(scale * coefficients[6]);
        Vector512<T> c7 = Vector512.Create(scale * coefficients[7]);
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
                sum += scale * coefficients[r] * Unsafe.Add(ref row, r * stride + c);
            }

            Unsafe.Add(ref y, c) = sum;
        }
    }

    /// <summary>Eight rows left of the diagonal, each number used for its mirror image too: it is read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Four rows by four vectors: sixteen sums in registers, eight loads a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots4By4<T>(ref T row, int stride, int n, ref T x, ref T result, int resultStride)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        Vector512<T> s00 = Vector512<T>.Zero, s01 = Vector512<T>.Zero, s02 = Vector512<T>.Zero, s03 = Vector512<T>.Zero;
        Vector512<T> s10 = Vector512<T>.Zero, s11 = Vector512<T>.Zero, s12 = Vector512<T>.Zero, s13 = Vector512<T>.Zero;
        Vector512<T> s20 = Vector512<T>.Zero, s21 = Vector512<T>.Zero, s22 = Vector512<T>.Zero, s23 = Vector512<T>.Zero;
        Vector512<T> s30 = Vector512<T>.Zero, s31 = Vector512<T>.Zero, s32 = Vector512<T>.Zero, s33 = Vector512<T>.Zero;
        int at = 0;
        for (; at + width <= n; at += width)
        {
            ref T a = ref Unsafe.Add(ref row, at);
            Vector512<T> a0 = Vector512.LoadUnsafe(ref a);
            Vector512<T> a1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref a, stride));
            Vector512<T> a2 = Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 2 * stride));
            Vector512<T> a3 = Vector512.LoadUnsafe(ref Unsafe.Add(ref a, 3 * stride));
            ref T b = ref Unsafe.Add(ref x, at);
            Vector512<T> v = Vector512.LoadUnsafe(ref b);
            s00 = ProductKernel.MultiplyAdd(v, a0, s00);
            s10 = ProductKernel.MultiplyAdd(v, a1, s10);
            s20 = ProductKernel.MultiplyAdd(v, a2, s20);
            s30 = ProductKernel.MultiplyAdd(v, a3, s30);
            v = Vector512.LoadUnsafe(ref Unsafe.Add(ref b, n));
            s01 = ProductKernel.MultiplyAdd(v, a0, s01);
            s11 = ProductKernel.MultiplyAdd(v, a1, s11);
            s21 = ProductKernel.MultiplyAdd(v, a2, s21);
            s31 = ProductKernel.MultiplyAdd(v, a3, s31);
            v = Vector512.LoadUnsafe(ref Unsafe.Add(ref b, 2 * n));
            s02 = ProductKernel.MultiplyAdd(v, a0, s02);
            s12 = ProductKernel.MultiplyAdd(v, a1, s12);
            s22 = ProductKernel.MultiplyAdd(v, a2, s22);
            s32 = ProductKernel.MultiplyAdd(v, a3, s32);
            v = Vector512.LoadUnsafe(ref Unsafe.Add(ref b, 3 * n));
            s03 = ProductKernel.MultiplyAdd(v, a0, s03);
            s13 = ProductKernel.MultiplyAdd(v, a1, s13);
            s23 = ProductKernel.MultiplyAdd(v, a2, s23);
            s33 = ProductKernel.MultiplyAdd(v, a3, s33);
        }

        ref T first = ref result;
        Store(ref result, s00, s10, s20, s30);
        result = ref Unsafe.Add(ref result, resultStride);
        Store(ref result, s01, s11, s21, s31);
        result = ref Unsafe.Add(ref result, resultStride);
        Store(ref result, s02, s12, s22, s32);
        result = ref Unsafe.Add(ref result, resultStride);
        Store(ref result, s03, s13, s23, s33);
        for (; at < n; at++)
        {
            for (int c = 0; c < 4; c++)
            {
                for (int r = 0; r < 4; r++)
                {
                    Unsafe.Add(ref first, c * resultStride + r) += Unsafe.Add(ref row, r * stride + at) * Unsafe.Add(ref x, c * n + at);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref T result, Vector512<T> s0, Vector512<T> s1, Vector512<T> s2, Vector512<T> s3)
    {
        result = Vector512.Sum(s0);
        Unsafe.Add(ref result, 1) = Vector512.Sum(s1);
        Unsafe.Add(ref result, 2) = Vector512.Sum(s2);
        Unsafe.Add(ref result, 3) = Vector512.Sum(s3);
    }
}
