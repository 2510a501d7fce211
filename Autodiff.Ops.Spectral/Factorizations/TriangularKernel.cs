using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Products of a strip of U with a block of vectors, whose numbers of one row fill one vector register. A strip is stored
/// as it is read: its unit triangle by rows, without the diagonal, then its other columns in groups of eight, at the end
/// of four, two and one, each group by rows.
/// </summary>
internal static class TriangularKernel<T, TLanes>
    where T : IFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    /// <summary>Later rows += sign·Uᵀ times earlier ones, the first row first: with −1 that is Z := U⁻ᵀ Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SweepDown(ref T u, int rows, T sign, ref T z)
    {
        TLanes factor = TLanes.Broadcast(sign);
        ref T up = ref u;
        for (int p = 0; p < rows - 1; p++)
        {
            TLanes x = factor * TLanes.Load(ref Row(ref z, p));
            ref T zj = ref Row(ref z, p + 1);
            for (int j = p + 1; j < rows; j++)
            {
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(up), x, TLanes.Load(ref zj)), ref zj);
                up = ref Unsafe.Add(ref up, 1);
                zj = ref Row(ref zj, 1);
            }
        }
    }

    /// <summary>As <see cref="SweepDown"/>, the last row first: with 1 that is Z := Uᵀ Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SweepDownFromLast(ref T u, int rows, T sign, ref T z)
    {
        TLanes factor = TLanes.Broadcast(sign);
        ref T up = ref Unsafe.Add(ref u, rows * (rows - 1) / 2);
        for (int p = rows - 2; p >= 0; p--)
        {
            up = ref Unsafe.Subtract(ref up, rows - 1 - p);
            TLanes x = factor * TLanes.Load(ref Row(ref z, p));
            for (int j = p + 1; j < rows; j++)
            {
                ref T zj = ref Row(ref z, j);
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref up, j - p - 1)), x, TLanes.Load(ref zj)), ref zj);
            }
        }
    }

    /// <summary>Earlier rows += sign·U times later ones, the last row first: with −1 that is Z := U⁻¹ Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SweepUp(ref T u, int rows, T sign, ref T z)
    {
        ref T up = ref Unsafe.Add(ref u, rows * (rows - 1) / 2);
        for (int p = rows - 2; p >= 0; p--)
        {
            up = ref Unsafe.Subtract(ref up, rows - 1 - p);
            Take(ref up, rows - 1 - p, sign, ref Row(ref z, p));
        }
    }

    /// <summary>As <see cref="SweepUp"/>, the first row first: with 1 that is Z := U Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SweepUpFromFirst(ref T u, int rows, T sign, ref T z)
    {
        ref T up = ref u;
        for (int p = 0; p < rows - 1; p++)
        {
            Take(ref up, rows - 1 - p, sign, ref Row(ref z, p));
            up = ref Unsafe.Add(ref up, rows - 1 - p);
        }
    }

    /// <summary>X += sign·UᵀZ for the columns beside a strip's triangle; X's rows are where they are listed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposed(ref T u, int rows, T sign, ref T z, ReadOnlySpan<int> list, ref T x)
    {
        TLanes factor = TLanes.Broadcast(sign);
        ref T group = ref u;
        ref int at = ref MemoryMarshal.GetReference(list);
        int left = list.Length;
        for (; left >= 8; left -= 8)
        {
            ref T a = ref Row(ref x, at), b = ref Row(ref x, Unsafe.Add(ref at, 1)), c = ref Row(ref x, Unsafe.Add(ref at, 2)), d = ref Row(ref x, Unsafe.Add(ref at, 3));
            ref T e = ref Row(ref x, Unsafe.Add(ref at, 4)), f = ref Row(ref x, Unsafe.Add(ref at, 5)), g = ref Row(ref x, Unsafe.Add(ref at, 6)), h = ref Row(ref x, Unsafe.Add(ref at, 7));
            TLanes s0 = TLanes.Load(ref a), s1 = TLanes.Load(ref b), s2 = TLanes.Load(ref c), s3 = TLanes.Load(ref d);
            TLanes s4 = TLanes.Load(ref e), s5 = TLanes.Load(ref f), s6 = TLanes.Load(ref g), s7 = TLanes.Load(ref h);
            ref T zp = ref z;
            for (int p = 0; p < rows; p++)
            {
                TLanes y = factor * TLanes.Load(ref zp);
                s0 = TLanes.MultiplyAdd(At(ref group, 0), y, s0);
                s1 = TLanes.MultiplyAdd(At(ref group, 1), y, s1);
                s2 = TLanes.MultiplyAdd(At(ref group, 2), y, s2);
                s3 = TLanes.MultiplyAdd(At(ref group, 3), y, s3);
                s4 = TLanes.MultiplyAdd(At(ref group, 4), y, s4);
                s5 = TLanes.MultiplyAdd(At(ref group, 5), y, s5);
                s6 = TLanes.MultiplyAdd(At(ref group, 6), y, s6);
                s7 = TLanes.MultiplyAdd(At(ref group, 7), y, s7);
                group = ref Unsafe.Add(ref group, 8);
                zp = ref Row(ref zp, 1);
            }

            TLanes.Store(s0, ref a);
            TLanes.Store(s1, ref b);
            TLanes.Store(s2, ref c);
            TLanes.Store(s3, ref d);
            TLanes.Store(s4, ref e);
            TLanes.Store(s5, ref f);
            TLanes.Store(s6, ref g);
            TLanes.Store(s7, ref h);
            at = ref Unsafe.Add(ref at, 8);
        }

        if ((left & 4) != 0)
        {
            ref T a = ref Row(ref x, at), b = ref Row(ref x, Unsafe.Add(ref at, 1)), c = ref Row(ref x, Unsafe.Add(ref at, 2)), d = ref Row(ref x, Unsafe.Add(ref at, 3));
            TLanes s0 = TLanes.Load(ref a), s1 = TLanes.Load(ref b), s2 = TLanes.Load(ref c), s3 = TLanes.Load(ref d);
            ref T zp = ref z;
            for (int p = 0; p < rows; p++)
            {
                TLanes y = factor * TLanes.Load(ref zp);
                s0 = TLanes.MultiplyAdd(At(ref group, 0), y, s0);
                s1 = TLanes.MultiplyAdd(At(ref group, 1), y, s1);
                s2 = TLanes.MultiplyAdd(At(ref group, 2), y, s2);
                s3 = TLanes.MultiplyAdd(At(ref group, 3), y, s3);
                group = ref Unsafe.Add(ref group, 4);
                zp = ref Row(ref zp, 1);
            }

            TLanes.Store(s0, ref a);
            TLanes.Store(s1, ref b);
            TLanes.Store(s2, ref c);
            TLanes.Store(s3, ref d);
            at = ref Unsafe.Add(ref at, 4);
        }

        if ((left & 2) != 0)
        {
            ref T a = ref Row(ref x, at), b = ref Row(ref x, Unsafe.Add(ref at, 1));
            TLanes s0 = TLanes.Load(ref a), s1 = TLanes.Load(ref b);
            ref T zp = ref z;
            for (int p = 0; p < rows; p++)
            {
                TLanes y = factor * TLanes.Load(ref zp);
                s0 = TLanes.MultiplyAdd(At(ref group, 0), y, s0);
                s1 = TLanes.MultiplyAdd(At(ref group, 1), y, s1);
                group = ref Unsafe.Add(ref group, 2);
                zp = ref Row(ref zp, 1);
            }

            TLanes.Store(s0, ref a);
            TLanes.Store(s1, ref b);
            at = ref Unsafe.Add(ref at, 2);
        }

        if ((left & 1) != 0)
        {
            ref T a = ref Row(ref x, at);
            TLanes sum = TLanes.Zero;
            for (int p = 0; p < rows; p++)
            {
                sum = TLanes.MultiplyAdd(At(ref group, p), TLanes.Load(ref Row(ref z, p)), sum);
            }

            TLanes.Store(TLanes.MultiplyAdd(factor, sum, TLanes.Load(ref a)), ref a);
        }
    }

    /// <summary>Z += sign·U X for the columns beside a strip's triangle; X's rows are where they are listed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref T u, int rows, T sign, ReadOnlySpan<int> list, ref T x, ref T z)
    {
        TLanes factor = TLanes.Broadcast(sign);
        ref T group = ref u;
        ref int at = ref MemoryMarshal.GetReference(list);
        int left = list.Length;
        for (; left >= 8; left -= 8)
        {
            TLanes x0 = factor * TLanes.Load(ref Row(ref x, at)), x1 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 1)));
            TLanes x2 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 2))), x3 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 3)));
            TLanes x4 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 4))), x5 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 5)));
            TLanes x6 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 6))), x7 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 7)));
            ref T zp = ref z;
            for (int p = 0; p < rows; p++)
            {
                TLanes even = TLanes.MultiplyAdd(At(ref group, 0), x0, TLanes.Load(ref zp));
                TLanes odd = At(ref group, 1) * x1;
                even = TLanes.MultiplyAdd(At(ref group, 2), x2, even);
                odd = TLanes.MultiplyAdd(At(ref group, 3), x3, odd);
                even = TLanes.MultiplyAdd(At(ref group, 4), x4, even);
                odd = TLanes.MultiplyAdd(At(ref group, 5), x5, odd);
                even = TLanes.MultiplyAdd(At(ref group, 6), x6, even);
                odd = TLanes.MultiplyAdd(At(ref group, 7), x7, odd);
                TLanes.Store(even + odd, ref zp);
                group = ref Unsafe.Add(ref group, 8);
                zp = ref Row(ref zp, 1);
            }

            at = ref Unsafe.Add(ref at, 8);
        }

        if ((left & 4) != 0)
        {
            TLanes x0 = factor * TLanes.Load(ref Row(ref x, at)), x1 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 1)));
            TLanes x2 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 2))), x3 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 3)));
            ref T zp = ref z;
            for (int p = 0; p < rows; p++)
            {
                TLanes even = TLanes.MultiplyAdd(At(ref group, 0), x0, TLanes.Load(ref zp));
                TLanes odd = At(ref group, 1) * x1;
                even = TLanes.MultiplyAdd(At(ref group, 2), x2, even);
                odd = TLanes.MultiplyAdd(At(ref group, 3), x3, odd);
                TLanes.Store(even + odd, ref zp);
                group = ref Unsafe.Add(ref group, 4);
                zp = ref Row(ref zp, 1);
            }

            at = ref Unsafe.Add(ref at, 4);
        }

        if ((left & 2) != 0)
        {
            TLanes x0 = factor * TLanes.Load(ref Row(ref x, at)), x1 = factor * TLanes.Load(ref Row(ref x, Unsafe.Add(ref at, 1)));
            ref T zp = ref z;
            for (int p = 0; p < rows; p++)
            {
                TLanes sum = TLanes.MultiplyAdd(At(ref group, 0), x0, TLanes.Load(ref zp));
                TLanes.Store(TLanes.MultiplyAdd(At(ref group, 1), x1, sum), ref zp);
                group = ref Unsafe.Add(ref group, 2);
                zp = ref Row(ref zp, 1);
            }

            at = ref Unsafe.Add(ref at, 2);
        }

        if ((left & 1) != 0)
        {
            TLanes x0 = factor * TLanes.Load(ref Row(ref x, at));
            for (int p = 0; p < rows; p++)
            {
                ref T zp = ref Row(ref z, p);
                TLanes.Store(TLanes.MultiplyAdd(At(ref group, p), x0, TLanes.Load(ref zp)), ref zp);
            }
        }
    }

    /// <summary>z += sign·Σ uⱼ times the rows after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take(ref T u, int count, T sign, ref T z)
    {
        TLanes even = TLanes.Zero;
        TLanes odd = TLanes.Zero;
        int j = 0;
        for (; j + 2 <= count; j += 2)
        {
            even = TLanes.MultiplyAdd(At(ref u, j), TLanes.Load(ref Row(ref z, j + 1)), even);
            odd = TLanes.MultiplyAdd(At(ref u, j + 1), TLanes.Load(ref Row(ref z, j + 2)), odd);
        }

        if (j < count)
        {
            even = TLanes.MultiplyAdd(At(ref u, j), TLanes.Load(ref Row(ref z, j + 1)), even);
        }

        TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(sign), even + odd, TLanes.Load(ref z)), ref z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Row(ref T start, nint row) => ref Unsafe.Add(ref start, row * TLanes.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes At(ref T start, int offset) => TLanes.Broadcast(Unsafe.Add(ref start, offset));
}
