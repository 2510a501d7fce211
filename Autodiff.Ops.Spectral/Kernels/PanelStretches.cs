using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>Products with small matrices over a stretch of rows of two panels.</summary>
internal static class PanelStretches<T, TLanes>
    where T : IFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    /// <summary>Sums += XᵀY.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inner(ref T x, ref T y, ref T sums, int rows)
    {
        TLanes s0 = TLanes.Load(ref sums), s1 = TLanes.Load(ref Unsafe.Add(ref sums, 8));
        TLanes s2 = TLanes.Load(ref Unsafe.Add(ref sums, 16)), s3 = TLanes.Load(ref Unsafe.Add(ref sums, 24));
        TLanes s4 = TLanes.Load(ref Unsafe.Add(ref sums, 32)), s5 = TLanes.Load(ref Unsafe.Add(ref sums, 40));
        TLanes s6 = TLanes.Load(ref Unsafe.Add(ref sums, 48)), s7 = TLanes.Load(ref Unsafe.Add(ref sums, 56));
        for (int i = 0; i < rows; i++)
        {
            TLanes right = TLanes.Load(ref y);
            s0 = TLanes.MultiplyAdd(TLanes.Broadcast(x), right, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 1)), right, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 2)), right, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 3)), right, s3);
            s4 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 4)), right, s4);
            s5 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 5)), right, s5);
            s6 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 6)), right, s6);
            s7 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 7)), right, s7);
            x = ref Unsafe.Add(ref x, Panels<T>.Width);
            y = ref Unsafe.Add(ref y, Panels<T>.Width);
        }

        TLanes.Store(s0, ref sums);
        TLanes.Store(s1, ref Unsafe.Add(ref sums, 8));
        TLanes.Store(s2, ref Unsafe.Add(ref sums, 16));
        TLanes.Store(s3, ref Unsafe.Add(ref sums, 24));
        TLanes.Store(s4, ref Unsafe.Add(ref sums, 32));
        TLanes.Store(s5, ref Unsafe.Add(ref sums, 40));
        TLanes.Store(s6, ref Unsafe.Add(ref sums, 48));
        TLanes.Store(s7, ref Unsafe.Add(ref sums, 56));
    }

    /// <summary>Y −= X C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ref T x, ref T coefficients, ref T y, int rows)
    {
        TLanes c0 = TLanes.Load(ref coefficients), c1 = TLanes.Load(ref Unsafe.Add(ref coefficients, 8));
        TLanes c2 = TLanes.Load(ref Unsafe.Add(ref coefficients, 16)), c3 = TLanes.Load(ref Unsafe.Add(ref coefficients, 24));
        TLanes c4 = TLanes.Load(ref Unsafe.Add(ref coefficients, 32)), c5 = TLanes.Load(ref Unsafe.Add(ref coefficients, 40));
        TLanes c6 = TLanes.Load(ref Unsafe.Add(ref coefficients, 48)), c7 = TLanes.Load(ref Unsafe.Add(ref coefficients, 56));
        for (int i = 0; i < rows; i++)
        {
            TLanes even = TLanes.SubtractProduct(TLanes.Broadcast(x), c0, TLanes.Load(ref y));
            TLanes odd = TLanes.Broadcast(Unsafe.Add(ref x, 1)) * c1;
            even = TLanes.SubtractProduct(TLanes.Broadcast(Unsafe.Add(ref x, 2)), c2, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 3)), c3, odd);
            even = TLanes.SubtractProduct(TLanes.Broadcast(Unsafe.Add(ref x, 4)), c4, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 5)), c5, odd);
            even = TLanes.SubtractProduct(TLanes.Broadcast(Unsafe.Add(ref x, 6)), c6, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 7)), c7, odd);
            TLanes.Store(TLanes.SubtractProduct(TLanes.Broadcast(T.One), odd, even), ref y);
            x = ref Unsafe.Add(ref x, Panels<T>.Width);
            y = ref Unsafe.Add(ref y, Panels<T>.Width);
        }
    }

    /// <summary>Y = X C, or Y += X C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Product(ref T x, ref T coefficients, ref T y, int rows, bool add)
    {
        TLanes c0 = TLanes.Load(ref coefficients), c1 = TLanes.Load(ref Unsafe.Add(ref coefficients, 8));
        TLanes c2 = TLanes.Load(ref Unsafe.Add(ref coefficients, 16)), c3 = TLanes.Load(ref Unsafe.Add(ref coefficients, 24));
        TLanes c4 = TLanes.Load(ref Unsafe.Add(ref coefficients, 32)), c5 = TLanes.Load(ref Unsafe.Add(ref coefficients, 40));
        TLanes c6 = TLanes.Load(ref Unsafe.Add(ref coefficients, 48)), c7 = TLanes.Load(ref Unsafe.Add(ref coefficients, 56));
        for (int i = 0; i < rows; i++)
        {
            TLanes even = TLanes.MultiplyAdd(TLanes.Broadcast(x), c0, add ? TLanes.Load(ref y) : TLanes.Zero);
            TLanes odd = TLanes.Broadcast(Unsafe.Add(ref x, 1)) * c1;
            even = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 2)), c2, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 3)), c3, odd);
            even = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 4)), c4, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 5)), c5, odd);
            even = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 6)), c6, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, 7)), c7, odd);
            TLanes.Store(even + odd, ref y);
            x = ref Unsafe.Add(ref x, Panels<T>.Width);
            y = ref Unsafe.Add(ref y, Panels<T>.Width);
        }
    }
}
