using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>The one dense matrix product everything here is built from: C += AᵀB, register-blocked.</summary>
internal static class ProductKernel
{
    private const int PanelDepth = 256;

    /// <summary>
    /// C[i, j] += Σ_p A[p, i]·B[p, j] for row-major A (depth × rows), B (depth × columns) and C (rows × columns).
    /// </summary>
    public static void AddTransposedProduct<T>(int rows, int columns, int depth, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
    {
        if (rows == 0 || columns == 0 || depth == 0)
        {
            return;
        }

        // The longest index any access below reaches; spans are not checked again.
        _ = a[(depth - 1) * lda + rows - 1];
        _ = b[(depth - 1) * ldb + columns - 1];
        _ = c[(rows - 1) * ldc + columns - 1];
        int i = 0;
        int wide = 0;
        if (Vector<T>.IsSupported)
        {
            int step = 2 * Vector<T>.Count;
            wide = columns - columns % step;
            T[] panel = ArrayPool<T>.Shared.Rent(PanelDepth * step);
            for (int p = 0; p < depth; p += PanelDepth)
            {
                // A panel of B stays in the first-level cache while all of A passes by.
                int part = Math.Min(PanelDepth, depth - p);
                for (int j = 0; j < wide; j += step)
                {
                    for (int q = 0; q < part; q++)
                    {
                        b.Slice((p + q) * ldb + j, step).CopyTo(panel.AsSpan(q * step));
                    }

                    for (i = 0; i + 4 <= rows; i += 4)
                    {
                        Block(part, a[(p * lda + i)..], lda, panel, step, c[(i * ldc + j)..], ldc);
                    }
                }
            }

            ArrayPool<T>.Shared.Return(panel);
            i = wide > 0 ? rows - rows % 4 : 0;
        }

        // What is left: the last rows over the wide columns, and every row over the last columns.
        for (; i < rows && wide > 0; i++)
        {
            Span<T> row = c.Slice(i * ldc, wide);
            for (int p = 0; p < depth; p++)
            {
                TensorPrimitives.MultiplyAdd(b.Slice(p * ldb, wide), a[p * lda + i], row, row);
            }
        }

        if (wide < columns)
        {
            for (i = 0; i < rows; i++)
            {
                Span<T> row = c.Slice(i * ldc + wide, columns - wide);
                for (int p = 0; p < depth; p++)
                {
                    T scale = a[p * lda + i];
                    ReadOnlySpan<T> source = b.Slice(p * ldb + wide, columns - wide);
                    for (int j = 0; j < row.Length; j++)
                    {
                        row[j] += scale * source[j];
                    }
                }
            }
        }
    }

    /// <summary>destination[j, i] = source[i, j].</summary>
    public static void Transpose<T>(int rows, int columns, ReadOnlySpan<T> source, Span<T> destination)
    {
        const int Tile = 16;
        for (int i0 = 0; i0 < rows; i0 += Tile)
        {
            int i1 = Math.Min(rows, i0 + Tile);
            for (int j0 = 0; j0 < columns; j0 += Tile)
            {
                int j1 = Math.Min(columns, j0 + Tile);
                for (int i = i0; i < i1; i++)
                {
                    for (int j = j0; j < j1; j++)
                    {
                        destination[j * rows + i] = source[i * columns + j];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector.FusedMultiplyAdd(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();
        }

        if (typeof(T) == typeof(float))
        {
            return Vector.FusedMultiplyAdd(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>();
        }

        return x * y + z;
    }

    /// <summary>Four rows by two vectors of C stay in registers over the whole depth.</summary>
    private static void Block<T>(int depth, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        ref T c1 = ref Unsafe.Add(ref c0, ldc);
        ref T c2 = ref Unsafe.Add(ref c1, ldc);
        ref T c3 = ref Unsafe.Add(ref c2, ldc);
        Vector<T> s00 = Vector.LoadUnsafe(ref c0), s01 = Vector.LoadUnsafe(ref c0, (nuint)width);
        Vector<T> s10 = Vector.LoadUnsafe(ref c1), s11 = Vector.LoadUnsafe(ref c1, (nuint)width);
        Vector<T> s20 = Vector.LoadUnsafe(ref c2), s21 = Vector.LoadUnsafe(ref c2, (nuint)width);
        Vector<T> s30 = Vector.LoadUnsafe(ref c3), s31 = Vector.LoadUnsafe(ref c3, (nuint)width);
        for (int p = 0; p < depth; p++)
        {
            Vector<T> left = Vector.LoadUnsafe(ref b0);
            Vector<T> right = Vector.LoadUnsafe(ref b0, (nuint)width);
            var x = new Vector<T>(a0);
            s00 = MultiplyAdd(x, left, s00);
            s01 = MultiplyAdd(x, right, s01);
            x = new Vector<T>(Unsafe.Add(ref a0, 1));
            s10 = MultiplyAdd(x, left, s10);
            s11 = MultiplyAdd(x, right, s11);
            x = new Vector<T>(Unsafe.Add(ref a0, 2));
            s20 = MultiplyAdd(x, left, s20);
            s21 = MultiplyAdd(x, right, s21);
            x = new Vector<T>(Unsafe.Add(ref a0, 3));
            s30 = MultiplyAdd(x, left, s30);
            s31 = MultiplyAdd(x, right, s31);
            a0 = ref Unsafe.Add(ref a0, lda);
            b0 = ref Unsafe.Add(ref b0, ldb);
        }

        s00.StoreUnsafe(ref c0);
        s01.StoreUnsafe(ref c0, (nuint)width);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, (nuint)width);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, (nuint)width);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, (nuint)width);
    }
}
