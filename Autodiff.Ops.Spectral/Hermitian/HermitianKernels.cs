using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

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
}
