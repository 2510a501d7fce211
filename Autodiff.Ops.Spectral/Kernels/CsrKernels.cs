using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>Loops over compressed rows, whose structure was checked when the matrix was made.</summary>
internal static class CsrKernels
{
    /// <summary>y = S x; two partial sums a row hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(int[] rowPointers, int[] columnIndices, T[] values, ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref int c0 = ref MemoryMarshal.GetArrayDataReference(columnIndices);
        ref T v0 = ref MemoryMarshal.GetArrayDataReference(values);
        int p = 0;
        for (int i = 0; i < y.Length; i++)
        {
            int end = rowPointers[i + 1];
            T even = T.Zero;
            T odd = T.Zero;
            for (; p + 1 < end; p += 2)
            {
                even += Unsafe.Add(ref v0, p) * Unsafe.Add(ref x0, Unsafe.Add(ref c0, p));
                odd += Unsafe.Add(ref v0, p + 1) * Unsafe.Add(ref x0, Unsafe.Add(ref c0, p + 1));
            }

            if (p < end)
            {
                even += Unsafe.Add(ref v0, p) * Unsafe.Add(ref x0, Unsafe.Add(ref c0, p));
                p++;
            }

            y[i] = even + odd;
        }
    }

    /// <summary>The transpose of a square matrix: its pattern and its values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (CsrPattern Pattern, TValue[] Values) Transpose<TValue>(int[] rowPointers, int[] columnIndices, TValue[] values)
    {
        int n = rowPointers.Length - 1;
        var starts = new int[n + 1];
        foreach (int j in columnIndices)
        {
            starts[j + 1]++;
        }

        for (int i = 0; i < n; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] next = starts.AsSpan(0, n).ToArray();
        var columns = new int[values.Length];
        var moved = new TValue[values.Length];
        for (int i = 0; i < n; i++)
        {
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                int to = next[columnIndices[p]]++;
                columns[to] = i;
                moved[to] = values[p];
            }
        }

        return (new CsrPattern(starts, columns), moved);
    }

    /// <summary>The diagonal, with zeros where nothing is stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T[] Diagonal<T>(CsrMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        var diagonal = new T[matrix.Rows];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int p = matrix.RowPointers[i]; p < matrix.RowPointers[i + 1]; p++)
            {
                if (matrix.ColumnIndices[p] == i)
                {
                    diagonal[i] = matrix.Values[p];
                }
            }
        }

        return diagonal;
    }

    /// <summary>Numbers that no eigenvalue of a symmetric matrix is outside of (Gershgorin, 1931).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Low, double High) Gershgorin<T>(CsrMatrix<T> matrix)
        where T : IFloatingPointIeee754<T>
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        for (int i = 0; i < matrix.Rows; i++)
        {
            double center = 0;
            double radius = 0;
            for (int p = matrix.RowPointers[i]; p < matrix.RowPointers[i + 1]; p++)
            {
                double value = Numbers<T>.ToDouble(matrix.Values[p]);
                if (matrix.ColumnIndices[p] == i)
                {
                    center = value;
                }
                else
                {
                    radius += Math.Abs(value);
                }
            }

            low = Math.Min(low, center - radius);
            high = Math.Max(high, center + radius);
        }

        return (low, high);
    }

    /// <summary>x += Sᵀ y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposedProduct<T>(int[] rowPointers, int[] columnIndices, T[] values, ReadOnlySpan<T> y, Span<T> x)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            T yi = y[i];
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                x[columnIndices[p]] += values[p] * yi;
            }
        }
    }

    /// <summary>
    /// Adds ½(w vᵀ + v wᵀ), summed over the columns, at the stored places only. Rows of <paramref name="v"/> and
    /// <paramref name="w"/> hold the <paramref name="count"/> numbers of one index together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSymmetricOuter<T>(int[] rowPointers, int[] columnIndices, T[] target, ReadOnlySpan<T> v, ReadOnlySpan<T> w, int count)
        where T : IFloatingPointIeee754<T>
    {
        T half = Numbers<T>.Half;
        for (int i = 0; i + 1 < rowPointers.Length; i++)
        {
            ReadOnlySpan<T> vi = v.Slice(i * count, count);
            ReadOnlySpan<T> wi = w.Slice(i * count, count);
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                int j = columnIndices[p];
                ReadOnlySpan<T> vj = v.Slice(j * count, count);
                ReadOnlySpan<T> wj = w.Slice(j * count, count);
                T sum = T.Zero;
                for (int c = 0; c < vi.Length; c++)
                {
                    sum += wi[c] * vj[c] + vi[c] * wj[c];
                }

                target[p] += half * sum;
            }
        }
    }
}
