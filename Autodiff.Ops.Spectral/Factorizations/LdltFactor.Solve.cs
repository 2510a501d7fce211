using System;
using System.Runtime.Intrinsics;

namespace Autodiff.Ops.Spectral;

/// <content>Solves with blocks of right-hand sides, whose numbers of one row lie together.</content>
internal sealed partial class LdltFactor<T>
{
    private const int Strip = SymbolicFactorization.Strip;

    private T[] _block = [];
    private T[] _part = [];

    /// <summary>How many right-hand sides are solved for at the price of one.</summary>
    public static int Width => Vector512<T>.IsSupported ? Vector512<T>.Count : 8;

    /// <summary>x := (A − σI)⁻¹ x for <paramref name="count"/> vectors of n numbers, one after another. A pivot that is 0 gives 0.</summary>
    public void Solve(Span<T> x, int count) => Solve(x, count, T.ScaleB(T.One, _exponent));

    /// <summary>As <see cref="Solve(Span{T}, int)"/>, times <see cref="Unit"/>: numbers that are neither huge nor tiny, whatever the matrix's are.</summary>
    public void SolveInUnits(Span<T> x, int count) => Solve(x, count, T.One);

    private void Solve(Span<T> x, int count, T scale)
        => ForBlocks(x, count, scale, static factor =>
        {
            factor.Forward();
            factor.Backward();
        });

    /// <summary>Transforms the vectors, scaled, in blocks whose rows lie together.</summary>
    private void ForBlocks(Span<T> x, int count, T scale, Action<LdltFactor<T>> transform)
    {
        int n = Dimension;
        int width = Width;
        if (_block.Length == 0)
        {
            _block = GC.AllocateUninitializedArray<T>(checked(n * width));
            _part = GC.AllocateUninitializedArray<T>((LargestFront() + 1) * width);
        }

        for (int first = 0; first < count; first += width)
        {
            int columns = Math.Min(width, count - first);
            Gather(x[(first * n)..], columns, scale);
            transform(this);
            Scatter(x[(first * n)..], columns);
        }
    }

    private int LargestFront()
    {
        int largest = 0;
        for (int s = 0; s < _symbolic.Count; s++)
        {
            largest = Math.Max(largest, Shape(s, out _, out _));
        }

        return largest;
    }

    /// <summary>The order of a front; its pivots, and the rows below them: the delayed ones, then the symbolic ones.</summary>
    private int Shape(int s, out ReadOnlySpan<int> delayed, out ReadOnlySpan<int> rows)
    {
        delayed = _delayed.AsSpan(_firstDelayed[s], _firstDelayed[s + 1] - _firstDelayed[s]);
        rows = _symbolic.Rows.AsSpan(_symbolic.FirstRow[s], _symbolic.FirstRow[s + 1] - _symbolic.FirstRow[s]);
        return _firstPivot[s + 1] - _firstPivot[s] + delayed.Length + rows.Length;
    }

    private void Gather(ReadOnlySpan<T> x, int columns, T scale)
    {
        int n = Dimension;
        int width = Width;
        for (int i = 0; i < n; i++)
        {
            Span<T> row = _block.AsSpan(i * width, width);
            int old = _symbolic.Order[i];
            for (int c = 0; c < columns; c++)
            {
                row[c] = x[c * n + old] * scale;
            }

            row[columns..].Clear();
        }
    }

    private void Scatter(Span<T> x, int columns)
    {
        int n = Dimension;
        int width = Width;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> row = _block.AsSpan(i * width, width);
            int old = _symbolic.Order[i];
            for (int c = 0; c < columns; c++)
            {
                x[c * n + old] = row[c];
            }
        }
    }

    /// <summary>x := D⁻¹ U⁻ᵀ x, or with the root C of D in its place.</summary>
    private void Forward(bool root = false)
    {
        int width = Width;
        for (int s = 0; s < _symbolic.Count; s++)
        {
            int size = Load(s, out int pivots, out ReadOnlySpan<int> delayed, out ReadOnlySpan<int> below);
            Span<T> part = _part.AsSpan(0, size * width);
            int at = _offset[s];
            for (int from = 0; from < pivots; from += Strip)
            {
                int stride = size - from;
                int rows = Math.Min(pivots - from, Strip);
                ReadOnlySpan<T> u = _chunks[_chunk[s]].AsSpan(at, rows * stride);
                Span<T> own = part[(from * width)..];
                for (int p = 0; p < rows; p++)
                {
                    TriangularKernel.SubtractRow(u.Slice(p * stride + p + 1, rows - p - 1), own.Slice(p * width, width), own.Slice((p + 1) * width, (rows - p - 1) * width));
                }

                TriangularKernel.SubtractTransposed(u[rows..], stride, rows, stride - rows, own, own[(rows * width)..]);
                at += rows * stride;
            }

            if (root)
            {
                DivideByRoot(_firstPivot[s], pivots, part);
            }
            else
            {
                DivideByD(_firstPivot[s], pivots, part);
            }

            Store(part, _pivots.AsSpan(_firstPivot[s], pivots));
            Store(part[(pivots * width)..], delayed);
            Store(part[((pivots + delayed.Length) * width)..], below);
        }
    }

    /// <summary>x := U⁻¹ x, or U⁻¹ C⁻ᵀ x.</summary>
    private void Backward(bool root = false)
    {
        int width = Width;
        for (int s = _symbolic.Count - 1; s >= 0; s--)
        {
            int size = Load(s, out int pivots, out _, out _);
            Span<T> part = _part.AsSpan(0, size * width);
            if (root)
            {
                DivideByRootTransposed(_firstPivot[s], pivots, part);
            }

            int at = _offset[s] + (int)SymbolicFactorization.StoredEntries(pivots, size);
            for (int from = (pivots - 1) / Strip * Strip; from >= 0 && pivots > 0; from -= Strip)
            {
                int stride = size - from;
                int rows = Math.Min(pivots - from, Strip);
                at -= rows * stride;
                ReadOnlySpan<T> u = _chunks[_chunk[s]].AsSpan(at, rows * stride);
                Span<T> own = part[(from * width)..];
                TriangularKernel.Subtract(u[rows..], stride, rows, stride - rows, own[(rows * width)..], own);
                for (int p = rows - 1; p >= 0; p--)
                {
                    TriangularKernel.Subtract(u[(p * stride + p + 1)..], stride, 1, rows - p - 1, own[((p + 1) * width)..], own[(p * width)..]);
                }
            }

            Store(part, _pivots.AsSpan(_firstPivot[s], pivots));
        }
    }

    private int Load(int s, out int pivots, out ReadOnlySpan<int> delayed, out ReadOnlySpan<int> rows)
    {
        int size = Shape(s, out delayed, out rows);
        ReadOnlySpan<int> own = _pivots.AsSpan(_firstPivot[s], _firstPivot[s + 1] - _firstPivot[s]);
        pivots = own.Length;
        Load(own, _part);
        Load(delayed, _part.AsSpan(pivots * Width));
        Load(rows, _part.AsSpan((pivots + delayed.Length) * Width));
        return size;
    }

    private void Load(ReadOnlySpan<int> rows, Span<T> part)
    {
        int width = Width;
        for (int i = 0; i < rows.Length; i++)
        {
            _block.AsSpan(rows[i] * width, width).CopyTo(part.Slice(i * width, width));
        }
    }

    private void Store(ReadOnlySpan<T> part, ReadOnlySpan<int> rows)
    {
        int width = Width;
        for (int i = 0; i < rows.Length; i++)
        {
            part.Slice(i * width, width).CopyTo(_block.AsSpan(rows[i] * width, width));
        }
    }

    private void DivideByD(int first, int pivots, Span<T> part)
    {
        int width = Width;
        for (int p = 0; p < pivots; p++)
        {
            Span<T> x = part.Slice(p * width, width);
            T d = _diagonal[first + p];
            switch (_kinds[first + p])
            {
                case PivotKind.Zero:
                    x.Clear();
                    break;
                case PivotKind.One:
                    for (int c = 0; c < x.Length; c++)
                    {
                        x[c] /= d;
                    }

                    break;
                case PivotKind.FirstOfTwo:
                    T b = _coupling[first + p];
                    T a = d / b;
                    T e = _diagonal[first + p + 1] / b;
                    T scale = T.One / ((a * e - T.One) * b);
                    Span<T> y = part.Slice((p + 1) * width, width);
                    for (int c = 0; c < x.Length; c++)
                    {
                        (x[c], y[c]) = ((e * x[c] - y[c]) * scale, (a * y[c] - x[c]) * scale);
                    }

                    break;
            }
        }
    }
}
