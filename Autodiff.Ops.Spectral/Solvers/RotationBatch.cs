using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Plane rotations of neighbouring rows, collected over sweeps that each run upward from a row, and applied to one
/// narrow panel of columns after another: a panel stays in the cache over all of them.
/// </summary>
internal sealed class RotationBatch<T>(int n)
    where T : IFloatingPointIeee754<T>
{
    private const int Sweeps = 48;

    private readonly (T Cosine, T Sine)[] _rotations = new (T, T)[Sweeps * Math.Max(1, n)];
    private readonly (int Row, int Start)[] _sweeps = new (int, int)[Sweeps + 1];
    private readonly T[] _panel = new T[n * PanelWidth];
    private int _sweepCount;
    private int _count;

    public bool IsFull => _sweepCount == Sweeps;

    private static int PanelWidth => Vector<T>.IsSupported ? 4 * Vector<T>.Count : 16;

    /// <summary>Begins a sweep whose first rotation is of <paramref name="row"/> and the row above it.</summary>
    public void BeginSweep(int row) => _sweeps[_sweepCount] = (row, _count);

    public void Add(T cosine, T sine) => _rotations[_count++] = (cosine, sine);

    public void EndSweep() => _sweeps[++_sweepCount] = (0, _count);

    public void Flush(Span<T> vectors)
    {
        int width = PanelWidth;
        for (int j = 0; j < n; j += width)
        {
            int part = Math.Min(width, n - j);
            for (int i = 0; i < n; i++)
            {
                vectors.Slice(i * n + j, part).CopyTo(_panel.AsSpan(i * width));
            }

            for (int sweep = 0; sweep < _sweepCount; sweep++)
            {
                (int row, int start) = _sweeps[sweep];
                ReadOnlySpan<(T Cosine, T Sine)> rotations = _rotations.AsSpan(start, _sweeps[sweep + 1].Start - start);
                if (Vector<T>.IsSupported)
                {
                    ApplyVectors(row, rotations);
                }
                else
                {
                    ApplyScalars(row, rotations);
                }
            }

            for (int i = 0; i < n; i++)
            {
                _panel.AsSpan(i * width, part).CopyTo(vectors[(i * n + j)..]);
            }
        }

        _sweepCount = 0;
        _count = 0;
    }

    /// <summary>The lower row of the next rotation is the upper row of this one: it stays in registers.</summary>
    private void ApplyVectors(int row, ReadOnlySpan<(T Cosine, T Sine)> rotations)
    {
        int count = Vector<T>.Count;
        ref T below = ref _panel[row * 4 * count];
        Vector<T> z0 = Vector.LoadUnsafe(ref below);
        Vector<T> z1 = Vector.LoadUnsafe(ref below, (nuint)count);
        Vector<T> z2 = Vector.LoadUnsafe(ref below, (nuint)(2 * count));
        Vector<T> z3 = Vector.LoadUnsafe(ref below, (nuint)(3 * count));
        foreach ((T cosine, T sine) in rotations)
        {
            ref T above = ref Unsafe.Subtract(ref below, 4 * count);
            var c = new Vector<T>(cosine);
            var s = new Vector<T>(sine);
            z0 = Rotate(ref below, ref above, 0, c, s, z0);
            z1 = Rotate(ref below, ref above, (nuint)count, c, s, z1);
            z2 = Rotate(ref below, ref above, (nuint)(2 * count), c, s, z2);
            z3 = Rotate(ref below, ref above, (nuint)(3 * count), c, s, z3);
            below = ref above;
        }

        z0.StoreUnsafe(ref below);
        z1.StoreUnsafe(ref below, (nuint)count);
        z2.StoreUnsafe(ref below, (nuint)(2 * count));
        z3.StoreUnsafe(ref below, (nuint)(3 * count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Rotate(ref T below, ref T above, nuint offset, Vector<T> c, Vector<T> s, Vector<T> z)
    {
        Vector<T> next = Vector.LoadUnsafe(ref above, offset);
        ProductKernel.MultiplyAdd(s, next, c * z).StoreUnsafe(ref below, offset);
        return ProductKernel.MultiplyAdd(c, next, -(s * z));
    }

    private void ApplyScalars(int row, ReadOnlySpan<(T Cosine, T Sine)> rotations)
    {
        int width = PanelWidth;
        foreach ((T c, T s) in rotations)
        {
            Span<T> below = _panel.AsSpan(row * width, width);
            Span<T> above = _panel.AsSpan((row - 1) * width, width);
            for (int j = 0; j < width; j++)
            {
                T z = below[j];
                below[j] = s * above[j] + c * z;
                above[j] = c * above[j] - s * z;
            }

            row--;
        }
    }
}
