using System;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <content>
/// The root of a positive definite factor: D = C Cᵀ by blocks, so that the matrix is L Lᵀ with L = Pᵀ Uᵀ C P.
/// </content>
internal sealed partial class LdltFactor<T>
{
    /// <summary>
    /// The first row whose pivot is not positive, or 0 to working accuracy, with that pivot, times the factor's unit; row
    /// −1 when there is none.
    /// </summary>
    public (int Row, double Pivot) FindNotPositive()
    {
        for (int p = 0; p < _kinds.Length; p++)
        {
            double pivot = _kinds[p] switch
            {
                PivotKind.Zero => 0,
                PivotKind.One or PivotKind.FirstOfTwo => Numbers<T>.ToDouble(_diagonal[p]),
                _ => Numbers<T>.ToDouble(_diagonal[p] - _coupling[p - 1] / _diagonal[p - 1] * _coupling[p - 1]),
            };
            if (!(pivot * Unit > ErrorBound))
            {
                return (_symbolic.Order[_pivots[p]], pivot * Unit);
            }
        }

        return (-1, 0);
    }

    /// <summary>x := L⁻¹x.</summary>
    public void SolveLower(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, _exponent)), static factor => factor.Forward(root: true));

    /// <summary>x := L⁻ᵀx.</summary>
    public void SolveUpper(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, _exponent)), static factor => factor.Backward(root: true));

    /// <summary>x := L x.</summary>
    public void MultiplyLower(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, -_exponent)), static factor => factor.MultiplyLower());

    /// <summary>x := Lᵀx.</summary>
    public void MultiplyUpper(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, -_exponent)), static factor => factor.MultiplyUpper());

    /// <summary>x := Uᵀ C x.</summary>
    private void MultiplyLower()
    {
        int width = Width;
        for (int s = _symbolic.Count - 1; s >= 0; s--)
        {
            int size = Load(s, out int pivots, out ReadOnlySpan<int> delayed, out ReadOnlySpan<int> rows);
            Span<T> part = _part.AsSpan(0, size * width);
            MultiplyByRoot(_firstPivot[s], pivots, part);
            for (int p = pivots - 1; p >= 0; p--)
            {
                AddRow(Row(s, p, size), part.Slice(p * width, width), part[((p + 1) * width)..]);
            }

            Store(part, _pivots.AsSpan(_firstPivot[s], pivots));
            Store(part[(pivots * width)..], delayed);
            Store(part[((pivots + delayed.Length) * width)..], rows);
        }
    }

    /// <summary>x := Cᵀ U x.</summary>
    private void MultiplyUpper()
    {
        int width = Width;
        for (int s = 0; s < _symbolic.Count; s++)
        {
            int size = Load(s, out int pivots, out _, out _);
            Span<T> part = _part.AsSpan(0, size * width);
            for (int p = 0; p < pivots; p++)
            {
                AddRows(Row(s, p, size), part[((p + 1) * width)..], part.Slice(p * width, width));
            }

            MultiplyByRootTransposed(_firstPivot[s], pivots, part);
            Store(part, _pivots.AsSpan(_firstPivot[s], pivots));
        }
    }

    /// <summary>A row of U right of its pivot. Rows are stored by strips, each from its first pivot's column on.</summary>
    private ReadOnlySpan<T> Row(int s, int p, int size)
    {
        int strips = p / Strip;
        int within = p - strips * Strip;
        int strip = Strip * (strips * size - Strip * (strips * (strips - 1) / 2));
        return _chunks[_chunk[s]].AsSpan(_offset[s] + strip + within * (size - strips * Strip) + within + 1, size - p - 1);
    }

    /// <summary>Each later row += u_q x.</summary>
    private static void AddRow(ReadOnlySpan<T> u, ReadOnlySpan<T> x, Span<T> later)
    {
        int width = x.Length;
        for (int q = 0; q < u.Length; q++)
        {
            Span<T> row = later.Slice(q * width, width);
            TensorPrimitives.MultiplyAdd(x, u[q], row, row);
        }
    }

    /// <summary>x += Σ u_q × the later row q.</summary>
    private static void AddRows(ReadOnlySpan<T> u, ReadOnlySpan<T> later, Span<T> x)
    {
        int width = x.Length;
        for (int q = 0; q < u.Length; q++)
        {
            TensorPrimitives.MultiplyAdd(later.Slice(q * width, width), u[q], x, x);
        }
    }

    /// <summary>x := C⁻¹x.</summary>
    private void DivideByRoot(int first, int pivots, Span<T> part) => ForRoots(first, pivots, part, static (a, c, d, x, y) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] /= a;
            if (!y.IsEmpty)
            {
                y[i] = (y[i] - c * x[i]) / d;
            }
        }
    });

    /// <summary>x := C⁻ᵀx.</summary>
    private void DivideByRootTransposed(int first, int pivots, Span<T> part) => ForRoots(first, pivots, part, static (a, c, d, x, y) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (!y.IsEmpty)
            {
                y[i] /= d;
                x[i] -= c * y[i];
            }

            x[i] /= a;
        }
    });

    private void MultiplyByRoot(int first, int pivots, Span<T> part) => ForRoots(first, pivots, part, static (a, c, d, x, y) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (!y.IsEmpty)
            {
                y[i] = c * x[i] + d * y[i];
            }

            x[i] *= a;
        }
    });

    private void MultiplyByRootTransposed(int first, int pivots, Span<T> part) => ForRoots(first, pivots, part, static (a, c, d, x, y) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= a;
            if (!y.IsEmpty)
            {
                x[i] += c * y[i];
                y[i] *= d;
            }
        }
    });

    private delegate void RootAction(T a, T c, T d, Span<T> x, Span<T> y);

    /// <summary>Calls for each block [a 0; c d] of C, with its rows; of a 1×1 block there is no second.</summary>
    private void ForRoots(int first, int pivots, Span<T> part, RootAction action)
    {
        int width = Width;
        for (int p = 0; p < pivots; p++)
        {
            T a = T.Sqrt(_diagonal[first + p]);
            Span<T> x = part.Slice(p * width, width);
            if (_kinds[first + p] == PivotKind.One)
            {
                action(a, T.Zero, T.One, x, []);
            }
            else if (_kinds[first + p] == PivotKind.FirstOfTwo)
            {
                T c = _coupling[first + p] / a;
                action(a, c, T.Sqrt(_diagonal[first + p + 1] - c * c), x, part.Slice((p + 1) * width, width));
            }
        }
    }
}
