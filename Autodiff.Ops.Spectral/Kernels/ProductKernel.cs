using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Threading.Tasks;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The dense matrix products everything here is built from: C += AᵀB, A B and A Bᵀ for row-major matrices. Blocks are
/// packed for the caches and multiplied tile by tile (Goto and van de Geijn, 2008). Each number of C sums its products
/// in an order that depends on the depth alone, so that no split of the work changes a bit.
/// </summary>
internal static class ProductKernel
{
    // A sliver of B fills three quarters of a 48 KB first-level cache, a block of A a third of a 1 MB second-level one.
    private const int BlockDepth = 192;
    private const int BlockRows = 240;
    private const int BlockColumns = 3072;

    /// <summary>No column is above the diagonal.</summary>
    private const int Everything = int.MaxValue / 2;

    /// <summary>
    /// C[i, j] += Σ_p A[p, i]·B[p, j] for row-major A (depth × rows), B (depth × columns) and C (rows × columns).
    /// </summary>
    public static void AddTransposedProduct<T>(int rows, int columns, int depth, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
        => Add(rows, columns, depth, T.One, new(a, lda, IsDepthMajor: true), new(b, ldb, IsDepthMajor: true), c, ldc, Everything);

    /// <summary>C[i, j] += scale·Σ_p A[i, p]·B[p, j] for row-major A (rows × depth) and B (depth × columns).</summary>
    public static void AddProduct<T>(int rows, int columns, int depth, T scale, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
        => Add(rows, columns, depth, scale, new(a, lda, IsDepthMajor: false), new(b, ldb, IsDepthMajor: true), c, ldc, Everything);

    /// <summary>C[i, j] += Σ_p A[i, p]·B[j, p] for row-major A (rows × depth) and B (columns × depth).</summary>
    public static void AddProductTransposed<T>(int rows, int columns, int depth, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
        => Add(rows, columns, depth, T.One, new(a, lda, IsDepthMajor: false), new(b, ldb, IsDepthMajor: false), c, ldc, Everything);

    /// <summary>
    /// C[i, j] += scale·Σ_p A[p, i]·B[p, j] for j ≤ i + beyond, where AᵀB is symmetric: half the work. Tiles that touch
    /// that band are added whole, so that numbers next above it may change too; others do not.
    /// </summary>
    public static void AddLowerTransposedProduct<T>(int n, int depth, T scale, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc, int beyond = 0)
        where T : IFloatingPointIeee754<T>
        => Add(n, n, depth, scale, new(a, lda, IsDepthMajor: true), new(b, ldb, IsDepthMajor: true), c, ldc, beyond);

    /// <summary>The same as the product of spans, on several threads; the bits do not depend on their number.</summary>
    /// <inheritdoc cref="AddTransposedProduct{T}(int, int, int, ReadOnlySpan{T}, int, ReadOnlySpan{T}, int, Span{T}, int)"/>
    public static void AddTransposedProduct<T>(int threads, int rows, int columns, int depth, ReadOnlyMemory<T> a, int lda, ReadOnlyMemory<T> b, int ldb, Memory<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
    {
        bool byRows = rows >= columns;
        ForParts(threads, byRows ? rows : columns, byRows ? MicroKernel<T>.Rows : MicroKernel<T>.Columns, (from, count) =>
        {
            if (byRows)
            {
                AddTransposedProduct(count, columns, depth, a.Span[from..], lda, b.Span, ldb, c.Span[(from * ldc)..], ldc);
            }
            else
            {
                AddTransposedProduct(rows, count, depth, a.Span, lda, b.Span[from..], ldb, c.Span[from..], ldc);
            }
        });
    }

    /// <summary>The same as the product of spans, on several threads; the bits do not depend on their number.</summary>
    /// <inheritdoc cref="AddProduct{T}(int, int, int, T, ReadOnlySpan{T}, int, ReadOnlySpan{T}, int, Span{T}, int)"/>
    public static void AddProduct<T>(int threads, int rows, int columns, int depth, T scale, ReadOnlyMemory<T> a, int lda, ReadOnlyMemory<T> b, int ldb, Memory<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
    {
        bool byRows = rows >= columns;
        ForParts(threads, byRows ? rows : columns, byRows ? MicroKernel<T>.Rows : MicroKernel<T>.Columns, (from, count) =>
        {
            if (byRows)
            {
                AddProduct(count, columns, depth, scale, a.Span[(from * lda)..], lda, b.Span, ldb, c.Span[(from * ldc)..], ldc);
            }
            else
            {
                AddProduct(rows, count, depth, scale, a.Span, lda, b.Span[from..], ldb, c.Span[from..], ldc);
            }
        });
    }

    /// <summary>Row i of V becomes Σ_j combination[j, i]·(row j of V) for the first <paramref name="kept"/> rows.</summary>
    /// <param name="basis">V, <paramref name="count"/> rows of n numbers.</param>
    /// <param name="count">The rows combined.</param>
    /// <param name="n">The length of a row.</param>
    /// <param name="combination">count × kept, row-major.</param>
    /// <param name="kept">The rows made.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rotate<T>(Span<T> basis, int count, int n, ReadOnlySpan<T> combination, int kept)
        where T : IFloatingPointIeee754<T>
    {
        if (kept == 0 || n == 0 || count == 0)
        {
            return;
        }

        _ = basis[Math.Max(count, kept) * n - 1];
        int mr = MicroKernel<T>.Rows;
        int stretch = 10 * MicroKernel<T>.Columns;
        T[] packedA = ArrayPool<T>.Shared.Rent(RoundUp(kept, mr) * count);
        T[] packedB = ArrayPool<T>.Shared.Rent(stretch * count);
        new Operand<T>(combination, kept, IsDepthMajor: true).Pack(0, count, 0, kept, mr, packedA);
        for (int at = 0; at < n; at += stretch)
        {
            // The packed copy is what allows the rows to be overwritten.
            int width = Math.Min(stretch, n - at);
            new Operand<T>(basis, n, IsDepthMajor: true).Pack(0, count, at, width, MicroKernel<T>.Columns, packedB);
            for (int i = 0; i < kept; i++)
            {
                basis.Slice(i * n + at, width).Clear();
            }

            Tiles(kept, width, count, packedA, packedB, basis[at..], n, Everything);
        }

        ArrayPool<T>.Shared.Return(packedA);
        ArrayPool<T>.Shared.Return(packedB);
    }

    /// <summary>destination[j, i] = source[i, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>x·y + z, rounded once where the machine can.</summary>
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

    /// <inheritdoc cref="MultiplyAdd{T}(Vector{T}, Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
        }

        if (typeof(T) == typeof(float))
        {
            return Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
        }

        return x * y + z;
    }

    /// <summary>Runs the parts of a range, whose inner borders are multiples of <paramref name="grain"/>.</summary>
    internal static void ForParts(int threads, int length, int grain, Action<int, int> part)
    {
        int grains = (length + grain - 1) / grain;
        int parts = Math.Clamp(threads, 1, Math.Max(1, grains));
        if (parts == 1)
        {
            part(0, length);
            return;
        }

        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, t =>
        {
            int from = (int)((long)grains * t / parts) * grain;
            int to = Math.Min(length, (int)((long)grains * (t + 1) / parts) * grain);
            part(from, to - from);
        });
    }

    private static int RoundUp(int count, int step) => (count + step - 1) / step * step;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<T>(int rows, int columns, int depth, T scale, Operand<T> a, Operand<T> b, Span<T> c, int ldc, int diagonal)
        where T : IFloatingPointIeee754<T>
    {
        if (rows == 0 || columns == 0 || depth == 0)
        {
            return;
        }

        // The longest index any access below reaches; spans are not checked again.
        a.Require(depth, rows);
        b.Require(depth, columns);
        _ = c[checked((rows - 1) * ldc + columns - 1)];
        int mr = MicroKernel<T>.Rows;
        int nr = MicroKernel<T>.Columns;
        int depthBlock = Math.Min(BlockDepth, depth);
        T[] packedA = ArrayPool<T>.Shared.Rent(RoundUp(Math.Min(BlockRows, rows), mr) * depthBlock);
        T[] packedB = ArrayPool<T>.Shared.Rent(RoundUp(Math.Min(BlockColumns, columns), nr) * depthBlock);
        for (int j = 0; j < columns; j += BlockColumns)
        {
            int width = Math.Min(BlockColumns, columns - j);
            for (int p = 0; p < depth; p += BlockDepth)
            {
                int part = Math.Min(BlockDepth, depth - p);
                b.Pack(p, part, j, width, nr, packedB);
                for (int i = 0; i < rows; i += BlockRows)
                {
                    int height = Math.Min(BlockRows, rows - i);
                    if (j > i + height - 1 + diagonal)
                    {
                        continue;
                    }

                    a.Pack(p, part, i, height, mr, packedA);
                    if (scale != T.One)
                    {
                        Span<T> packed = packedA.AsSpan(0, RoundUp(height, mr) * part);
                        TensorPrimitives.Multiply(packed, scale, packed);
                    }

                    Tiles(height, width, part, packedA, packedB, c[(i * ldc + j)..], ldc, diagonal + i - j);
                }
            }
        }

        ArrayPool<T>.Shared.Return(packedA);
        ArrayPool<T>.Shared.Return(packedB);
    }

    /// <summary>Adds the product of two packed blocks to C; tiles wholly above the diagonal are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<T>(int rows, int columns, int depth, T[] packedA, T[] packedB, Span<T> c, int ldc, int diagonal)
        where T : IFloatingPointIeee754<T>
    {
        int mr = MicroKernel<T>.Rows;
        int nr = MicroKernel<T>.Columns;
        ref T a0 = ref MemoryMarshal.GetArrayDataReference(packedA);
        ref T b0 = ref MemoryMarshal.GetArrayDataReference(packedB);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        T[]? rented = null;
        for (int j = 0; j < columns; j += nr)
        {
            int width = Math.Min(nr, columns - j);
            ref T b = ref Unsafe.Add(ref b0, j * depth);
            for (int i = 0; i < rows; i += mr)
            {
                if (j > i + mr - 1 + diagonal)
                {
                    continue;
                }

                int height = Math.Min(mr, rows - i);
                ref T a = ref Unsafe.Add(ref a0, i * depth);
                if (width == nr && height == mr)
                {
                    MicroKernel<T>.Run(depth, ref a, ref b, ref Unsafe.Add(ref c0, i * ldc + j), ldc, mr);
                    continue;
                }

                // The sum is made apart and the part of it that exists is added.
                rented ??= ArrayPool<T>.Shared.Rent(mr * nr);
                Span<T> border = rented.AsSpan(0, mr * nr);
                border.Clear();
                MicroKernel<T>.Run(depth, ref a, ref b, ref MemoryMarshal.GetReference(border), nr, height);
                for (int r = 0; r < height; r++)
                {
                    Span<T> row = c.Slice((i + r) * ldc + j, width);
                    TensorPrimitives.Add(row, border.Slice(r * nr, width), row);
                }
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>A factor: depth × width numbers, either stored row after row of one depth, or width after width.</summary>
    private readonly ref struct Operand<T>(ReadOnlySpan<T> values, int stride, bool IsDepthMajor)
        where T : IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _values = values;

        public void Require(int depth, int width)
            => _ = _values[checked(IsDepthMajor ? (depth - 1) * stride + width - 1 : (width - 1) * stride + depth - 1)];

        /// <summary>Copies a block to slivers of <paramref name="sliver"/> numbers for each depth, the last padded with zeros.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Pack(int p, int depth, int at, int width, int sliver, Span<T> packed)
        {
            int whole = width - width % sliver;
            if (whole < width)
            {
                packed.Slice(whole * depth, sliver * depth).Clear();
            }

            if (IsDepthMajor)
            {
                for (int q = 0; q < depth; q++)
                {
                    ReadOnlySpan<T> row = _values.Slice((p + q) * stride + at, width);
                    ref T target = ref packed[q * sliver];
                    int w = 0;
                    for (; w < whole; w += sliver)
                    {
                        Copy(ref Unsafe.Add(ref MemoryMarshal.GetReference(row), w), ref target, sliver);
                        target = ref Unsafe.Add(ref target, sliver * depth);
                    }

                    if (w < width)
                    {
                        row[w..].CopyTo(packed[(w * depth + q * sliver)..]);
                    }
                }

                return;
            }

            for (int w = 0; w < width; w++)
            {
                ReadOnlySpan<T> row = _values.Slice((at + w) * stride + p, depth);
                ref T target = ref packed[w / sliver * sliver * depth + w % sliver];
                if (typeof(T) == typeof(double) && Avx.IsSupported && w % 4 == 0 && w + 4 <= width)
                {
                    ReadOnlySpan<T> four = _values.Slice((at + w) * stride + p, 3 * stride + depth);
                    TransposeFour(depth, ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(four)), stride, ref Unsafe.As<T, double>(ref target), sliver);
                    w += 3;
                    continue;
                }

                for (int q = 0; q < row.Length; q++)
                {
                    target = row[q];
                    target = ref Unsafe.Add(ref target, sliver);
                }
            }
        }

        /// <summary>Four rows, four numbers at a time: target[q·sliver + r] = row r's number q.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void TransposeFour(int depth, ref double row, int stride, ref double target, int sliver)
        {
            ref double row1 = ref Unsafe.Add(ref row, stride);
            ref double row2 = ref Unsafe.Add(ref row1, stride);
            ref double row3 = ref Unsafe.Add(ref row2, stride);
            int q = 0;
            for (; q + 4 <= depth; q += 4)
            {
                Vector256<double> a = Vector256.LoadUnsafe(ref row, (nuint)q);
                Vector256<double> b = Vector256.LoadUnsafe(ref row1, (nuint)q);
                Vector256<double> c = Vector256.LoadUnsafe(ref row2, (nuint)q);
                Vector256<double> d = Vector256.LoadUnsafe(ref row3, (nuint)q);
                Vector256<double> even = Avx.UnpackLow(a, b);
                Vector256<double> odd = Avx.UnpackHigh(a, b);
                Vector256<double> evenBelow = Avx.UnpackLow(c, d);
                Vector256<double> oddBelow = Avx.UnpackHigh(c, d);
                Avx.Permute2x128(even, evenBelow, 0x20).StoreUnsafe(ref target);
                Avx.Permute2x128(odd, oddBelow, 0x20).StoreUnsafe(ref target, (nuint)sliver);
                Avx.Permute2x128(even, evenBelow, 0x31).StoreUnsafe(ref target, (nuint)(2 * sliver));
                Avx.Permute2x128(odd, oddBelow, 0x31).StoreUnsafe(ref target, (nuint)(3 * sliver));
                target = ref Unsafe.Add(ref target, 4 * sliver);
            }

            for (; q < depth; q++)
            {
                target = Unsafe.Add(ref row, q);
                Unsafe.Add(ref target, 1) = Unsafe.Add(ref row1, q);
                Unsafe.Add(ref target, 2) = Unsafe.Add(ref row2, q);
                Unsafe.Add(ref target, 3) = Unsafe.Add(ref row3, q);
                target = ref Unsafe.Add(ref target, sliver);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Copy(ref T source, ref T target, int count)
        {
            if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported && count % Vector256<T>.Count == 0)
            {
                for (int i = 0; i < count; i += Vector256<T>.Count)
                {
                    Vector256.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref target, (nuint)i);
                }

                return;
            }

            MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref target, count));
        }
    }
}
