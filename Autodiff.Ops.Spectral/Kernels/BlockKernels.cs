using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>Operations of a vector with the rows of a basis, in stretches that stay in the first-level cache.</summary>
internal static class BlockKernels
{
    private const int Stretch = 2048;

    /// <summary>coefficients = V w, for the rows of V.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Coefficients<T>(ReadOnlySpan<T> basis, int count, ReadOnlySpan<T> w, Span<T> coefficients)
        where T : IFloatingPointIeee754<T>
    {
        int n = w.Length;
        coefficients[..count].Clear();
        for (int at = 0; at < n; at += Stretch)
        {
            ReadOnlySpan<T> part = w.Slice(at, Math.Min(Stretch, n - at));
            RowKernels.AddDots(basis[at..], n, count, part, coefficients);
        }
    }

    /// <summary>w −= Vᵀ coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract<T>(ReadOnlySpan<T> basis, int count, ReadOnlySpan<T> coefficients, Span<T> w)
        where T : IFloatingPointIeee754<T>
    {
        int n = w.Length;
        for (int at = 0; at < n; at += Stretch)
        {
            Span<T> part = w.Slice(at, Math.Min(Stretch, n - at));
            RowKernels.AddRows(basis[at..], n, count, T.NegativeOne, coefficients, part);
        }
    }

    /// <summary>w −= Vᵀ V w, twice, which is enough (Giraud, Langou and Rozložník, 2005).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Orthogonalize<T>(ReadOnlySpan<T> basis, int count, Span<T> w, Span<T> scratch)
        where T : IFloatingPointIeee754<T>
    {
        for (int pass = 0; pass < 2 && count > 0; pass++)
        {
            Coefficients(basis, count, w, scratch);
            Subtract(basis, count, scratch, w);
        }
    }

    /// <summary>‖x‖, where squares leave the range too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Norm<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        double largest = x.IsEmpty ? 0 : Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.MaxMagnitude(x)));
        (double low, double high) = Numbers<T>.Eps < 1e-10 ? (1e-130, 1e130) : (1e-12, 1e12);
        if (largest == 0 || !double.IsFinite(largest) || (largest > low && largest < high))
        {
            return Numbers<T>.ToDouble(TensorPrimitives.Norm(x));
        }

        double sum = 0;
        foreach (T value in x)
        {
            double scaled = Numbers<T>.ToDouble(value) / largest;
            sum += scaled * scaled;
        }

        return largest * Math.Sqrt(sum);
    }
}
