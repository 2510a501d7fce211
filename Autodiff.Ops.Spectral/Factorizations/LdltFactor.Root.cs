using System;
using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    public void SolveLower(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, _exponent)), mayBeNarrow: false, inOrder: false, static (factor, sweeps) => sweeps.Forward(factor, root: true, factor._block, factor._part, 0, factor._symbolic.Count));

    /// <summary>x := L⁻ᵀx.</summary>
    public void SolveUpper(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, _exponent)), mayBeNarrow: false, inOrder: false, static (factor, sweeps) => sweeps.Backward(factor, root: true, factor._block, factor._part, 0, factor._symbolic.Count));

    /// <summary>x := L x.</summary>
    public void MultiplyLower(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, -_exponent)), mayBeNarrow: false, inOrder: false, static (factor, sweeps) => sweeps.MultiplyLower(factor, factor._block, factor._part));

    /// <summary>x := Lᵀx.</summary>
    public void MultiplyUpper(Span<T> x, int count) => ForBlocks(x, count, T.Sqrt(T.ScaleB(T.One, -_exponent)), mayBeNarrow: false, inOrder: false, static (factor, sweeps) => sweeps.MultiplyUpper(factor, factor._block, factor._part));

    /// <summary>x := C⁻¹x.</summary>
    internal void DivideByRoot(int first, int pivots, Span<T> part, int width) => ForRoots(first, pivots, part, width, static (a, c, d, x, y) =>
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
    internal void DivideByRootTransposed(int first, int pivots, Span<T> part, int width) => ForRoots(first, pivots, part, width, static (a, c, d, x, y) =>
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

    internal void MultiplyByRoot(int first, int pivots, Span<T> part, int width) => ForRoots(first, pivots, part, width, static (a, c, d, x, y) =>
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

    internal void MultiplyByRootTransposed(int first, int pivots, Span<T> part, int width) => ForRoots(first, pivots, part, width, static (a, c, d, x, y) =>
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForRoots(int first, int pivots, Span<T> part, int width, RootAction action)
    {
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
