using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>Operations of several vectors with the rows of a basis, which passes through the caches once for all of them.</summary>
internal static class PanelKernels
{
    private const int Stretch = 1024;

    /// <summary>W −= (W Vᵀ) V for rows of W and orthonormal rows of V.</summary>
    /// <param name="basis">V.</param>
    /// <param name="count">The rows of V.</param>
    /// <param name="vectors">W.</param>
    /// <param name="vectorCount">The rows of W.</param>
    /// <param name="n">The length of a row.</param>
    /// <param name="coefficients">W Vᵀ, overwritten: <paramref name="count"/> numbers for each row of W.</param>
    public static void Project<T>(ReadOnlySpan<T> basis, int count, Span<T> vectors, int vectorCount, int n, Span<T> coefficients)
        where T : IFloatingPointIeee754<T>
    {
        Span<T> used = coefficients[..(count * vectorCount)];
        used.Clear();
        AddProducts(basis, count, vectors, vectorCount, n, 0, n, used);
        SubtractProducts(basis, count, vectors, vectorCount, n, 0, n, used);
    }

    /// <summary>As <see cref="Project{T}(ReadOnlySpan{T}, int, Span{T}, int, int, Span{T})"/>, by a team; V and W are rows of one array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Project<T>(T[] rows, int first, int count, int firstVector, int vectorCount, int n, T[] coefficients, Team team)
        where T : IFloatingPointIeee754<T>
    {
        if (team.Count == 1)
        {
            Project(rows.AsSpan(first * n), count, rows.AsSpan(firstVector * n), vectorCount, n, coefficients);
            return;
        }

        int length = count * vectorCount;
        var partial = new T[length * team.Count];
        team.Run((rows, first, count, firstVector, vectorCount, n, partial, length), static (o, worker, from, to)
            => AddProducts(o.rows.AsSpan(o.first * o.n), o.count, o.rows.AsSpan(o.firstVector * o.n), o.vectorCount, o.n, from, to, o.partial.AsSpan(worker * o.length, o.length)));
        Span<T> sums = coefficients.AsSpan(0, length);
        partial.AsSpan(0, length).CopyTo(sums);
        for (int worker = 1; worker < team.Count; worker++)
        {
            TensorPrimitives.Add(sums, partial.AsSpan(worker * length, length), sums);
        }

        team.Run((rows, first, count, firstVector, vectorCount, n, coefficients), static (o, _, from, to)
            => SubtractProducts(o.rows.AsSpan(o.first * o.n), o.count, o.rows.AsSpan(o.firstVector * o.n), o.vectorCount, o.n, from, to, o.coefficients));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts<T>(ReadOnlySpan<T> basis, int count, ReadOnlySpan<T> vectors, int vectorCount, int n, int from, int to, Span<T> used)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = from; at < to; at += Stretch)
        {
            int length = Math.Min(Stretch, to - at);
            for (int c = 0; c < vectorCount; c += Four)
            {
                for (int i = 0; i < count; i += Four)
                {
                    if (c + Four <= vectorCount && i + Four <= count && Vector512<T>.IsSupported)
                    {
                        AddDots(basis[(i * n + at)..], vectors[(c * n + at)..], n, length, used[(c * count + i)..], count);
                        continue;
                    }

                    for (int y = c; y < Math.Min(c + Four, vectorCount); y++)
                    {
                        for (int x = i; x < Math.Min(i + Four, count); x++)
                        {
                            used[y * count + x] += TensorPrimitives.Dot(basis.Slice(x * n + at, length), vectors.Slice(y * n + at, length));
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SubtractProducts<T>(ReadOnlySpan<T> basis, int count, Span<T> vectors, int vectorCount, int n, int from, int to, ReadOnlySpan<T> used)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = from; at < to; at += Stretch)
        {
            int length = Math.Min(Stretch, to - at);
            for (int c = 0; c < vectorCount; c += Four)
            {
                for (int i = 0; i < count; i += Four)
                {
                    if (c + Four <= vectorCount && i + Four <= count && Vector512<T>.IsSupported)
                    {
                        SubtractMultiples(basis[(i * n + at)..], vectors[(c * n + at)..], n, length, used[(c * count + i)..], count);
                        continue;
                    }

                    for (int y = c; y < Math.Min(c + Four, vectorCount); y++)
                    {
                        Span<T> part = vectors.Slice(y * n + at, length);
                        for (int x = i; x < Math.Min(i + Four, count); x++)
                        {
                            TensorPrimitives.MultiplyAdd(basis.Slice(x * n + at, length), -used[y * count + x], part, part);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The rows that are taken together.</summary>
    public const int Four = 4;

    /// <summary>Whether four rows are taken together.</summary>
    public static bool HasFours<T>() => Vector512<T>.IsSupported;

    /// <summary>The inner products of four rows with each other, summed in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gram<T>(ReadOnlySpan<T> rows, int n, Span<double> gram)
        where T : IFloatingPointIeee754<T>
    {
        gram.Clear();
        Span<T> sums = new T[Four * Four];
        for (int at = 0; at < n; at += Stretch)
        {
            sums.Clear();
            AddDots(rows[at..], rows[at..], n, Math.Min(Stretch, n - at), sums, Four);
            for (int i = 0; i < sums.Length; i++)
            {
                gram[i] += Numbers<T>.ToDouble(sums[i]);
            }
        }
    }

    /// <summary>Four rows become R⁻ᵀ times themselves, R upper triangular.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveRows<T>(Span<T> rows, int n, ReadOnlySpan<double> upper)
        where T : IFloatingPointIeee754<T>
    {
        Span<T> r = new T[Four * Four];
        for (int i = 0; i < r.Length; i++)
        {
            // The diagonal's inverse; minus what is beside it.
            r[i] = Numbers<T>.From(i % (Four + 1) == 0 ? 1 / upper[i] : -upper[i]);
        }

        int width = Vector512<T>.Count;
        ref T w0 = ref MemoryMarshal.GetReference(rows);
        ref T w1 = ref Unsafe.Add(ref w0, n), w2 = ref Unsafe.Add(ref w1, n), w3 = ref Unsafe.Add(ref w2, n);
        Vector512<T> r00 = Vector512.Create(r[0]), r01 = Vector512.Create(r[1]), r02 = Vector512.Create(r[2]), r03 = Vector512.Create(r[3]);
        Vector512<T> r11 = Vector512.Create(r[5]), r12 = Vector512.Create(r[6]), r13 = Vector512.Create(r[7]);
        Vector512<T> r22 = Vector512.Create(r[10]), r23 = Vector512.Create(r[11]), r33 = Vector512.Create(r[15]);
        int p = 0;
        for (; p + width <= n; p += width)
        {
            Vector512<T> x0 = Vector512.LoadUnsafe(ref w0, (nuint)p) * r00;
            Vector512<T> x1 = MultiplyAdd(x0, r01, Vector512.LoadUnsafe(ref w1, (nuint)p)) * r11;
            Vector512<T> x2 = MultiplyAdd(x1, r12, MultiplyAdd(x0, r02, Vector512.LoadUnsafe(ref w2, (nuint)p))) * r22;
            Vector512<T> x3 = MultiplyAdd(x2, r23, MultiplyAdd(x1, r13, MultiplyAdd(x0, r03, Vector512.LoadUnsafe(ref w3, (nuint)p)))) * r33;
            x0.StoreUnsafe(ref w0, (nuint)p);
            x1.StoreUnsafe(ref w1, (nuint)p);
            x2.StoreUnsafe(ref w2, (nuint)p);
            x3.StoreUnsafe(ref w3, (nuint)p);
        }

        for (; p < n; p++)
        {
            for (int j = 0; j < Four; j++)
            {
                T sum = rows[j * n + p];
                for (int i = 0; i < j; i++)
                {
                    sum += rows[i * n + p] * r[i * Four + j];
                }

                rows[j * n + p] = sum * r[j * Four + j];
            }
        }
    }

    /// <summary>Sixteen dot products of four rows with four, in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddDots<T>(ReadOnlySpan<T> v, ReadOnlySpan<T> w, int stride, int length, Span<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        ref T v0 = ref MemoryMarshal.GetReference(v);
        ref T v1 = ref Unsafe.Add(ref v0, stride), v2 = ref Unsafe.Add(ref v1, stride), v3 = ref Unsafe.Add(ref v2, stride);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T w1 = ref Unsafe.Add(ref w0, stride), w2 = ref Unsafe.Add(ref w1, stride), w3 = ref Unsafe.Add(ref w2, stride);
        Vector512<T> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<T> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        int p = 0;
        for (; p + width <= length; p += width)
        {
            Vector512<T> x0 = Vector512.LoadUnsafe(ref v0, (nuint)p), x1 = Vector512.LoadUnsafe(ref v1, (nuint)p);
            Vector512<T> x2 = Vector512.LoadUnsafe(ref v2, (nuint)p), x3 = Vector512.LoadUnsafe(ref v3, (nuint)p);
            Vector512<T> y = Vector512.LoadUnsafe(ref w0, (nuint)p);
            a0 = MultiplyAdd(x0, y, a0);
            a1 = MultiplyAdd(x1, y, a1);
            a2 = MultiplyAdd(x2, y, a2);
            a3 = MultiplyAdd(x3, y, a3);
            y = Vector512.LoadUnsafe(ref w1, (nuint)p);
            b0 = MultiplyAdd(x0, y, b0);
            b1 = MultiplyAdd(x1, y, b1);
            b2 = MultiplyAdd(x2, y, b2);
            b3 = MultiplyAdd(x3, y, b3);
            y = Vector512.LoadUnsafe(ref w2, (nuint)p);
            c0 = MultiplyAdd(x0, y, c0);
            c1 = MultiplyAdd(x1, y, c1);
            c2 = MultiplyAdd(x2, y, c2);
            c3 = MultiplyAdd(x3, y, c3);
            y = Vector512.LoadUnsafe(ref w3, (nuint)p);
            d0 = MultiplyAdd(x0, y, d0);
            d1 = MultiplyAdd(x1, y, d1);
            d2 = MultiplyAdd(x2, y, d2);
            d3 = MultiplyAdd(x3, y, d3);
        }

        Add(c, a0, a1, a2, a3);
        Add(c[ldc..], b0, b1, b2, b3);
        Add(c[(2 * ldc)..], c0, c1, c2, c3);
        Add(c[(3 * ldc)..], d0, d1, d2, d3);
        for (; p < length; p++)
        {
            for (int y = 0; y < Four; y++)
            {
                T factor = w[y * stride + p];
                for (int x = 0; x < Four; x++)
                {
                    c[y * ldc + x] += v[x * stride + p] * factor;
                }
            }
        }
    }

    private static void Add<T>(Span<T> c, Vector512<T> s0, Vector512<T> s1, Vector512<T> s2, Vector512<T> s3)
        where T : IFloatingPointIeee754<T>
    {
        c[0] += Vector512.Sum(s0);
        c[1] += Vector512.Sum(s1);
        c[2] += Vector512.Sum(s2);
        c[3] += Vector512.Sum(s3);
    }

    /// <summary>Four rows of W −= multiples of four rows of V.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SubtractMultiples<T>(ReadOnlySpan<T> v, Span<T> w, int stride, int length, ReadOnlySpan<T> c, int ldc)
        where T : IFloatingPointIeee754<T>
    {
        int width = Vector512<T>.Count;
        ref T v0 = ref MemoryMarshal.GetReference(v);
        ref T v1 = ref Unsafe.Add(ref v0, stride), v2 = ref Unsafe.Add(ref v1, stride), v3 = ref Unsafe.Add(ref v2, stride);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T w1 = ref Unsafe.Add(ref w0, stride), w2 = ref Unsafe.Add(ref w1, stride), w3 = ref Unsafe.Add(ref w2, stride);
        Vector512<T> a0 = Vector512.Create(-c[0]), a1 = Vector512.Create(-c[1]), a2 = Vector512.Create(-c[2]), a3 = Vector512.Create(-c[3]);
        Vector512<T> b0 = Vector512.Create(-c[ldc]), b1 = Vector512.Create(-c[ldc + 1]), b2 = Vector512.Create(-c[ldc + 2]), b3 = Vector512.Create(-c[ldc + 3]);
        Vector512<T> c0 = Vector512.Create(-c[2 * ldc]), c1 = Vector512.Create(-c[2 * ldc + 1]), c2 = Vector512.Create(-c[2 * ldc + 2]), c3 = Vector512.Create(-c[2 * ldc + 3]);
        Vector512<T> d0 = Vector512.Create(-c[3 * ldc]), d1 = Vector512.Create(-c[3 * ldc + 1]), d2 = Vector512.Create(-c[3 * ldc + 2]), d3 = Vector512.Create(-c[3 * ldc + 3]);
        int p = 0;
        for (; p + width <= length; p += width)
        {
            Vector512<T> x0 = Vector512.LoadUnsafe(ref v0, (nuint)p), x1 = Vector512.LoadUnsafe(ref v1, (nuint)p);
            Vector512<T> x2 = Vector512.LoadUnsafe(ref v2, (nuint)p), x3 = Vector512.LoadUnsafe(ref v3, (nuint)p);
            Vector512<T> s = MultiplyAdd(x0, a0, Vector512.LoadUnsafe(ref w0, (nuint)p));
            Vector512<T> t = MultiplyAdd(x0, b0, Vector512.LoadUnsafe(ref w1, (nuint)p));
            Vector512<T> u = MultiplyAdd(x0, c0, Vector512.LoadUnsafe(ref w2, (nuint)p));
            Vector512<T> z = MultiplyAdd(x0, d0, Vector512.LoadUnsafe(ref w3, (nuint)p));
            s = MultiplyAdd(x1, a1, s);
            t = MultiplyAdd(x1, b1, t);
            u = MultiplyAdd(x1, c1, u);
            z = MultiplyAdd(x1, d1, z);
            s = MultiplyAdd(x2, a2, s);
            t = MultiplyAdd(x2, b2, t);
            u = MultiplyAdd(x2, c2, u);
            z = MultiplyAdd(x2, d2, z);
            MultiplyAdd(x3, a3, s).StoreUnsafe(ref w0, (nuint)p);
            MultiplyAdd(x3, b3, t).StoreUnsafe(ref w1, (nuint)p);
            MultiplyAdd(x3, c3, u).StoreUnsafe(ref w2, (nuint)p);
            MultiplyAdd(x3, d3, z).StoreUnsafe(ref w3, (nuint)p);
        }

        for (; p < length; p++)
        {
            for (int y = 0; y < Four; y++)
            {
                T sum = w[y * stride + p];
                for (int x = 0; x < Four; x++)
                {
                    sum -= v[x * stride + p] * c[y * ldc + x];
                }

                w[y * stride + p] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector512.FusedMultiplyAdd(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();
        }

        if (typeof(T) == typeof(float))
        {
            return Vector512.FusedMultiplyAdd(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>();
        }

        return x * y + z;
    }
}
