using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The innermost part of a product: one tile of C gains the product of a sliver of A and a sliver of B, both packed
/// depth by depth. The tile is as large as the registers allow (Goto and van de Geijn, 2008).
/// </summary>
internal static class MicroKernel<T>
    where T : IFloatingPointIeee754<T>
{
    private const int WideRows = 8;
    private const int NarrowRows = 4;

    /// <summary>The rows of a tile.</summary>
    public static int Rows => IsWide ? WideRows : NarrowRows;

    /// <summary>The columns of a tile.</summary>
    public static int Columns => IsWide ? 3 * Vector512<T>.Count : Vector<T>.IsSupported ? 2 * Vector<T>.Count : 4;

    private static bool IsWide => Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported;

    /// <summary>C[i, j] += Σ_p a[p·Rows + i]·b[p·Columns + j] for a whole tile.</summary>
    /// <param name="depth">How many p.</param>
    /// <param name="a">depth·Rows numbers.</param>
    /// <param name="b">depth·Columns numbers.</param>
    /// <param name="c">The tile's first number.</param>
    /// <param name="ldc">The length of C's rows.</param>
    /// <param name="rows">Rows beyond these hold zeros and need not be computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int depth, ref T a, ref T b, ref T c, int ldc, int rows)
    {
        if (IsWide)
        {
            if (rows > WideRows / 2)
            {
                Wide8(depth, ref a, ref b, ref c, ldc);
            }
            else
            {
                Wide4(depth, ref a, ref b, ref c, ldc);
            }
        }
        else if (Vector<T>.IsSupported)
        {
            Narrow(depth, ref a, ref b, ref c, ldc);
        }
        else
        {
            Scalar(depth, ref a, ref b, ref c, ldc);
        }
    }

    /// <summary>Eight rows by three vectors of C: 24 independent sums in the 32 registers, eleven loads a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide8(int depth, ref T a, ref T b, ref T c, int ldc)
    {
        nuint width = (nuint)Vector512<T>.Count;
        Vector512<T> s00 = Vector512<T>.Zero, s01 = Vector512<T>.Zero, s02 = Vector512<T>.Zero;
        Vector512<T> s10 = Vector512<T>.Zero, s11 = Vector512<T>.Zero, s12 = Vector512<T>.Zero;
        Vector512<T> s20 = Vector512<T>.Zero, s21 = Vector512<T>.Zero, s22 = Vector512<T>.Zero;
        Vector512<T> s30 = Vector512<T>.Zero, s31 = Vector512<T>.Zero, s32 = Vector512<T>.Zero;
        Vector512<T> s40 = Vector512<T>.Zero, s41 = Vector512<T>.Zero, s42 = Vector512<T>.Zero;
        Vector512<T> s50 = Vector512<T>.Zero, s51 = Vector512<T>.Zero, s52 = Vector512<T>.Zero;
        Vector512<T> s60 = Vector512<T>.Zero, s61 = Vector512<T>.Zero, s62 = Vector512<T>.Zero;
        Vector512<T> s70 = Vector512<T>.Zero, s71 = Vector512<T>.Zero, s72 = Vector512<T>.Zero;
        for (; depth > 0; depth--)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref b, width);
            Vector512<T> b2 = Vector512.LoadUnsafe(ref b, 2 * width);
            Vector512<T> x = Vector512.Create(a);
            s00 = ProductKernel.MultiplyAdd(x, b0, s00);
            s01 = ProductKernel.MultiplyAdd(x, b1, s01);
            s02 = ProductKernel.MultiplyAdd(x, b2, s02);
            x = Vector512.Create(Unsafe.Add(ref a, 1));
            s10 = ProductKernel.MultiplyAdd(x, b0, s10);
            s11 = ProductKernel.MultiplyAdd(x, b1, s11);
            s12 = ProductKernel.MultiplyAdd(x, b2, s12);
            x = Vector512.Create(Unsafe.Add(ref a, 2));
            s20 = ProductKernel.MultiplyAdd(x, b0, s20);
            s21 = ProductKernel.MultiplyAdd(x, b1, s21);
            s22 = ProductKernel.MultiplyAdd(x, b2, s22);
            x = Vector512.Create(Unsafe.Add(ref a, 3));
            s30 = ProductKernel.MultiplyAdd(x, b0, s30);
            s31 = ProductKernel.MultiplyAdd(x, b1, s31);
            s32 = ProductKernel.MultiplyAdd(x, b2, s32);
            x = Vector512.Create(Unsafe.Add(ref a, 4));
            s40 = ProductKernel.MultiplyAdd(x, b0, s40);
            s41 = ProductKernel.MultiplyAdd(x, b1, s41);
            s42 = ProductKernel.MultiplyAdd(x, b2, s42);
            x = Vector512.Create(Unsafe.Add(ref a, 5));
            s50 = ProductKernel.MultiplyAdd(x, b0, s50);
            s51 = ProductKernel.MultiplyAdd(x, b1, s51);
            s52 = ProductKernel.MultiplyAdd(x, b2, s52);
            x = Vector512.Create(Unsafe.Add(ref a, 6));
            s60 = ProductKernel.MultiplyAdd(x, b0, s60);
            s61 = ProductKernel.MultiplyAdd(x, b1, s61);
            s62 = ProductKernel.MultiplyAdd(x, b2, s62);
            x = Vector512.Create(Unsafe.Add(ref a, 7));
            s70 = ProductKernel.MultiplyAdd(x, b0, s70);
            s71 = ProductKernel.MultiplyAdd(x, b1, s71);
            s72 = ProductKernel.MultiplyAdd(x, b2, s72);
            a = ref Unsafe.Add(ref a, WideRows);
            b = ref Unsafe.Add(ref b, 3 * width);
        }

        AddTo(ref c, s00, s01, s02);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s10, s11, s12);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s20, s21, s22);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s30, s31, s32);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s40, s41, s42);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s50, s51, s52);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s60, s61, s62);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s70, s71, s72);
    }

    /// <summary>The first four of the eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide4(int depth, ref T a, ref T b, ref T c, int ldc)
    {
        nuint width = (nuint)Vector512<T>.Count;
        Vector512<T> s00 = Vector512<T>.Zero, s01 = Vector512<T>.Zero, s02 = Vector512<T>.Zero;
        Vector512<T> s10 = Vector512<T>.Zero, s11 = Vector512<T>.Zero, s12 = Vector512<T>.Zero;
        Vector512<T> s20 = Vector512<T>.Zero, s21 = Vector512<T>.Zero, s22 = Vector512<T>.Zero;
        Vector512<T> s30 = Vector512<T>.Zero, s31 = Vector512<T>.Zero, s32 = Vector512<T>.Zero;
        for (; depth > 0; depth--)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref b, width);
            Vector512<T> b2 = Vector512.LoadUnsafe(ref b, 2 * width);
            Vector512<T> x = Vector512.Create(a);
            s00 = ProductKernel.MultiplyAdd(x, b0, s00);
            s01 = ProductKernel.MultiplyAdd(x, b1, s01);
            s02 = ProductKernel.MultiplyAdd(x, b2, s02);
            x = Vector512.Create(Unsafe.Add(ref a, 1));
            s10 = ProductKernel.MultiplyAdd(x, b0, s10);
            s11 = ProductKernel.MultiplyAdd(x, b1, s11);
            s12 = ProductKernel.MultiplyAdd(x, b2, s12);
            x = Vector512.Create(Unsafe.Add(ref a, 2));
            s20 = ProductKernel.MultiplyAdd(x, b0, s20);
            s21 = ProductKernel.MultiplyAdd(x, b1, s21);
            s22 = ProductKernel.MultiplyAdd(x, b2, s22);
            x = Vector512.Create(Unsafe.Add(ref a, 3));
            s30 = ProductKernel.MultiplyAdd(x, b0, s30);
            s31 = ProductKernel.MultiplyAdd(x, b1, s31);
            s32 = ProductKernel.MultiplyAdd(x, b2, s32);
            a = ref Unsafe.Add(ref a, WideRows);
            b = ref Unsafe.Add(ref b, 3 * width);
        }

        AddTo(ref c, s00, s01, s02);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s10, s11, s12);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s20, s21, s22);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s30, s31, s32);
    }

    /// <summary>Four rows by two vectors of C, for machines with sixteen registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(int depth, ref T a, ref T b, ref T c, int ldc)
    {
        nuint width = (nuint)Vector<T>.Count;
        Vector<T> s00 = Vector<T>.Zero, s01 = Vector<T>.Zero;
        Vector<T> s10 = Vector<T>.Zero, s11 = Vector<T>.Zero;
        Vector<T> s20 = Vector<T>.Zero, s21 = Vector<T>.Zero;
        Vector<T> s30 = Vector<T>.Zero, s31 = Vector<T>.Zero;
        for (; depth > 0; depth--)
        {
            Vector<T> b0 = Vector.LoadUnsafe(ref b);
            Vector<T> b1 = Vector.LoadUnsafe(ref b, width);
            var x = new Vector<T>(a);
            s00 = ProductKernel.MultiplyAdd(x, b0, s00);
            s01 = ProductKernel.MultiplyAdd(x, b1, s01);
            x = new Vector<T>(Unsafe.Add(ref a, 1));
            s10 = ProductKernel.MultiplyAdd(x, b0, s10);
            s11 = ProductKernel.MultiplyAdd(x, b1, s11);
            x = new Vector<T>(Unsafe.Add(ref a, 2));
            s20 = ProductKernel.MultiplyAdd(x, b0, s20);
            s21 = ProductKernel.MultiplyAdd(x, b1, s21);
            x = new Vector<T>(Unsafe.Add(ref a, 3));
            s30 = ProductKernel.MultiplyAdd(x, b0, s30);
            s31 = ProductKernel.MultiplyAdd(x, b1, s31);
            a = ref Unsafe.Add(ref a, NarrowRows);
            b = ref Unsafe.Add(ref b, 2 * width);
        }

        AddTo(ref c, s00, s01);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s10, s11);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s20, s21);
        c = ref Unsafe.Add(ref c, ldc);
        AddTo(ref c, s30, s31);
    }

    /// <summary>For element types without vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar(int depth, ref T a, ref T b, ref T c, int ldc)
    {
        for (int i = 0; i < NarrowRows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < depth; p++)
                {
                    sum += Unsafe.Add(ref a, p * NarrowRows + i) * Unsafe.Add(ref b, p * Columns + j);
                }

                Unsafe.Add(ref c, i * ldc + j) += sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T c, Vector512<T> s0, Vector512<T> s1, Vector512<T> s2)
    {
        nuint width = (nuint)Vector512<T>.Count;
        (Vector512.LoadUnsafe(ref c) + s0).StoreUnsafe(ref c);
        (Vector512.LoadUnsafe(ref c, width) + s1).StoreUnsafe(ref c, width);
        (Vector512.LoadUnsafe(ref c, 2 * width) + s2).StoreUnsafe(ref c, 2 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T c, Vector<T> s0, Vector<T> s1)
    {
        nuint width = (nuint)Vector<T>.Count;
        (Vector.LoadUnsafe(ref c) + s0).StoreUnsafe(ref c);
        (Vector.LoadUnsafe(ref c, width) + s1).StoreUnsafe(ref c, width);
    }
}
