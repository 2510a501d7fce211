using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Operations of several vectors with the rows of a basis, which passes through the caches once for all of them.</summary>
internal static class PanelKernels
{
    private const int Stretch = 512;

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
        coefficients[..(count * vectorCount)].Clear();
        for (int at = 0; at < n; at += Stretch)
        {
            int length = Math.Min(Stretch, n - at);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> row = basis.Slice(i * n + at, length);
                for (int c = 0; c < vectorCount; c++)
                {
                    coefficients[c * count + i] += TensorPrimitives.Dot(row, vectors.Slice(c * n + at, length));
                }
            }
        }

        for (int at = 0; at < n; at += Stretch)
        {
            int length = Math.Min(Stretch, n - at);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> row = basis.Slice(i * n + at, length);
                for (int c = 0; c < vectorCount; c++)
                {
                    Span<T> part = vectors.Slice(c * n + at, length);
                    TensorPrimitives.MultiplyAdd(row, -coefficients[c * count + i], part, part);
                }
            }
        }
    }
}
