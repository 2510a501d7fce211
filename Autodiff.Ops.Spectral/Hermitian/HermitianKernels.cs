using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <summary>Products with stored complex matrices.</summary>
internal static class HermitianKernels
{
    /// <summary>y = S x for n rows of n interleaved numbers: a row's real products with conj(x) and i·conj(x).</summary>
    public static void Multiply(ReadOnlySpan<double> rows, int n, ReadOnlySpan<double> x, Span<double> y)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(6 * n);
        Span<double> both = buffer.AsSpan(0, 4 * n);
        Span<double> products = buffer.AsSpan(4 * n, 2 * n);
        ComplexRows.Conjugate(x, both);
        ComplexRows.Swap(x, both[(2 * n)..]);
        RowKernels.Dots<double>(rows, 2 * n, n, both, 2 * n, 2, products);
        for (int i = 0; i < n; i++)
        {
            y[2 * i] = products[i];
            y[2 * i + 1] = products[n + i];
        }

        ArrayPool<double>.Shared.Return(buffer);
    }

    /// <summary>y = S x.</summary>
    public static void Multiply(int[] rowPointers, int[] columnIndices, Complex[] values, ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double re = 0;
            double im = 0;
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                Complex a = values[p];
                Complex b = x[columnIndices[p]];
                re += a.Real * b.Real - a.Imaginary * b.Imaginary;
                im += a.Real * b.Imaginary + a.Imaginary * b.Real;
            }

            y[i] = new Complex(re, im);
        }
    }

    /// <summary>x += Sᴴ y.</summary>
    public static void AddConjugateProduct(int[] rowPointers, int[] columnIndices, Complex[] values, ReadOnlySpan<Complex> y, Span<Complex> x)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                x[columnIndices[p]] += Complex.Conjugate(values[p]) * y[i];
            }
        }
    }

    /// <summary>x += Sᴴ y for a dense S of n rows.</summary>
    public static void AddConjugateProduct(ReadOnlySpan<double> rows, int n, ReadOnlySpan<double> y, Span<double> x)
    {
        // conj(s)·y = conj(s·conj(y)): the rows are added to two real sums.
        double[] buffer = ArrayPool<double>.Shared.Rent(4 * n);
        Span<double> re = buffer.AsSpan(0, 2 * n);
        Span<double> im = buffer.AsSpan(2 * n, 2 * n);
        re.Clear();
        im.Clear();
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = rows.Slice(2 * i * n, 2 * n);
            TensorPrimitives.MultiplyAdd(row, y[2 * i], re, re);
            TensorPrimitives.MultiplyAdd(row, y[2 * i + 1], im, im);
        }

        for (int i = 0; i < n; i++)
        {
            x[2 * i] += re[2 * i] + im[2 * i + 1];
            x[2 * i + 1] += im[2 * i] - re[2 * i + 1];
        }

        ArrayPool<double>.Shared.Return(buffer);
    }

    /// <summary>
    /// conj(A u) from the lower triangle of the leading part, every number of which is read once: a row gives one number of
    /// the product, by real products with conj(u) and i·conj(u), and is added to the ones before it.
    /// </summary>
    /// <param name="n">The order.</param>
    /// <param name="a">Row-major, real and imaginary parts in turn.</param>
    /// <param name="stride">The length of a row.</param>
    /// <param name="u">n numbers.</param>
    /// <param name="conjugate">conj(u).</param>
    /// <param name="turned">i·conj(u).</param>
    /// <param name="product">n numbers, overwritten.</param>
    /// <param name="work">4n real numbers.</param>
    public static void MultiplyLower(int n, ReadOnlySpan<double> a, int stride, ReadOnlySpan<double> u, ReadOnlySpan<double> conjugate, ReadOnlySpan<double> turned, Span<double> product, Span<double> work)
    {
        Span<double> re = work[..(2 * n)];
        Span<double> im = work.Slice(2 * n, 2 * n);
        re.Clear();
        im.Clear();
        int row = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; row + 4 <= n; row += 4)
            {
                ReadOnlySpan<double> four = a.Slice(row * stride, 3 * stride + 2 * (row + 4));
                Span<double> own = product.Slice(2 * row, 8);
                own.Clear();
                if (row > 0)
                {
                    FourRows(four, stride, 2 * row, u.Slice(2 * row, 8), conjugate, turned, own, re, im);
                }

                for (int r = 1; r < 4; r++)
                {
                    AddRow(four.Slice(r * stride + 2 * row, 2 * r), u.Slice(2 * (row + r), 2), conjugate[(2 * row)..], turned[(2 * row)..], own.Slice(2 * r, 2), re[(2 * row)..], im[(2 * row)..]);
                }
            }
        }

        for (int r = row; r < n; r++)
        {
            product.Slice(2 * r, 2).Clear();
            AddRow(a.Slice(r * stride, 2 * r), u.Slice(2 * r, 2), conjugate, turned, product.Slice(2 * r, 2), re, im);
        }

        for (int b = 0; b < n; b++)
        {
            double diagonal = a[b * stride + 2 * b];
            product[2 * b] += diagonal * u[2 * b] + re[2 * b] + im[2 * b + 1];
            product[2 * b + 1] += -diagonal * u[2 * b + 1] + re[2 * b + 1] - im[2 * b];
        }
    }

    private static void AddRow(ReadOnlySpan<double> row, ReadOnlySpan<double> u, ReadOnlySpan<double> conjugate, ReadOnlySpan<double> turned, Span<double> own, Span<double> re, Span<double> im)
    {
        int length = row.Length;
        own[0] += TensorPrimitives.Dot(row, conjugate[..length]);
        own[1] -= TensorPrimitives.Dot(row, turned[..length]);
        TensorPrimitives.MultiplyAdd(row, u[0], re[..length], re[..length]);
        TensorPrimitives.MultiplyAdd(row, u[1], im[..length], im[..length]);
    }

    /// <summary>The same for four rows, of which the first numbers are taken, a multiple of eight.</summary>
    private static void FourRows(ReadOnlySpan<double> rows, int stride, int length, ReadOnlySpan<double> u, ReadOnlySpan<double> conjugate, ReadOnlySpan<double> turned, Span<double> own, Span<double> re, Span<double> im)
    {
        _ = rows[3 * stride + length - 1];
        _ = conjugate[length - 1];
        _ = turned[length - 1];
        _ = re[length - 1];
        _ = im[length - 1];
        ref double row0 = ref MemoryMarshal.GetReference(rows);
        ref double row1 = ref Unsafe.Add(ref row0, stride);
        ref double row2 = ref Unsafe.Add(ref row1, stride);
        ref double row3 = ref Unsafe.Add(ref row2, stride);
        ref double c0 = ref MemoryMarshal.GetReference(conjugate);
        ref double t0 = ref MemoryMarshal.GetReference(turned);
        ref double re0 = ref MemoryMarshal.GetReference(re);
        ref double im0 = ref MemoryMarshal.GetReference(im);
        Vector512<double> x0 = Vector512.Create(u[0]), y0 = Vector512.Create(u[1]), x1 = Vector512.Create(u[2]), y1 = Vector512.Create(u[3]);
        Vector512<double> x2 = Vector512.Create(u[4]), y2 = Vector512.Create(u[5]), x3 = Vector512.Create(u[6]), y3 = Vector512.Create(u[7]);
        Vector512<double> re00 = Vector512<double>.Zero, im00 = re00, re10 = re00, im10 = re00, re20 = re00, im20 = re00, re30 = re00, im30 = re00;
        for (nuint i = 0; i < (nuint)length; i += 8)
        {
            Vector512<double> c = Vector512.LoadUnsafe(ref c0, i);
            Vector512<double> t = Vector512.LoadUnsafe(ref t0, i);
            Vector512<double> sumRe = Vector512.LoadUnsafe(ref re0, i);
            Vector512<double> sumIm = Vector512.LoadUnsafe(ref im0, i);
            Vector512<double> a = Vector512.LoadUnsafe(ref row0, i);
            re00 = Vector512.FusedMultiplyAdd(a, c, re00);
            im00 = Vector512.FusedMultiplyAdd(a, t, im00);
            sumRe = Vector512.FusedMultiplyAdd(a, x0, sumRe);
            sumIm = Vector512.FusedMultiplyAdd(a, y0, sumIm);
            a = Vector512.LoadUnsafe(ref row1, i);
            re10 = Vector512.FusedMultiplyAdd(a, c, re10);
            im10 = Vector512.FusedMultiplyAdd(a, t, im10);
            sumRe = Vector512.FusedMultiplyAdd(a, x1, sumRe);
            sumIm = Vector512.FusedMultiplyAdd(a, y1, sumIm);
            a = Vector512.LoadUnsafe(ref row2, i);
            re20 = Vector512.FusedMultiplyAdd(a, c, re20);
            im20 = Vector512.FusedMultiplyAdd(a, t, im20);
            sumRe = Vector512.FusedMultiplyAdd(a, x2, sumRe);
            sumIm = Vector512.FusedMultiplyAdd(a, y2, sumIm);
            a = Vector512.LoadUnsafe(ref row3, i);
            re30 = Vector512.FusedMultiplyAdd(a, c, re30);
            im30 = Vector512.FusedMultiplyAdd(a, t, im30);
            sumRe = Vector512.FusedMultiplyAdd(a, x3, sumRe);
            sumIm = Vector512.FusedMultiplyAdd(a, y3, sumIm);
            sumRe.StoreUnsafe(ref re0, i);
            sumIm.StoreUnsafe(ref im0, i);
        }

        own[0] += Vector512.Sum(re00);
        own[1] -= Vector512.Sum(im00);
        own[2] += Vector512.Sum(re10);
        own[3] -= Vector512.Sum(im10);
        own[4] += Vector512.Sum(re20);
        own[5] -= Vector512.Sum(im20);
        own[6] += Vector512.Sum(re30);
        own[7] -= Vector512.Sum(im30);
    }
}
