using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// <see cref="ChebyshevSteps{T}"/> in single precision. A preconditioner needs few digits, and half of the bytes pass in half of the time.
/// </summary>
internal sealed class SingleChebyshevSteps<T>
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;

    // How much farther away the far end may be than the near one, so that rounding leaves the polynomial positive.
    private const double LargestSpread = 1e4;
    private const int SmallestDimension = 2000;

    private readonly Panels<T> _panels;
    private readonly ChebyshevSteps<float> _steps;
    private readonly double _size;
    private readonly Panel<float> _single;
    private readonly Panel<T> _z;
    private readonly T[] _zero = PanelOperator<T>.Lane(0);

    private SingleChebyshevSteps(Panels<T> panels, Panel<float> single, ChebyshevSteps<float> steps, double size)
    {
        _panels = panels;
        _steps = steps;
        _size = size;
        _single = single;
        _z = panels.NewUninitialized();
    }

    /// <summary>Makes them where they pay; else <see langword="null"/>.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="panels">The kernels.</param>
    /// <param name="team">The workers.</param>
    /// <param name="side">s.</param>
    /// <param name="steps">What they are in the type of the matrix.</param>
    public static SingleChebyshevSteps<T>? Create(CsrMatrix<T> a, Panels<T> panels, Team team, int side, ChebyshevSteps<T> steps)
    {
        double spread = Enumerable.Range(0, W).Max(c => steps.Span[c] / steps.Near[c]);
        double size = Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.MaxMagnitude<T>(a.Values)));
        if (typeof(T) != typeof(double) || steps.Count == 1 || a.Dimension < SmallestDimension || !(spread <= LargestSpread) || !double.IsNormal(size))
        {
            return null;
        }

        // Near 1, so that nothing leaves the range of floats.
        size = Math.ScaleB(1, Math.ILogB(size));
        var scaled = new T[a.NonZeroCount];
        TensorPrimitives.Multiply(a.Values, Numbers<T>.From(1 / size), scaled);
        var singles = new float[scaled.Length];
        TensorPrimitives.ConvertTruncating<T, float>(scaled, singles);
        CsrMatrix<float> single = CsrMatrix<float>.Adopt(a.Rows, a.Columns, new CsrPattern(a.RowPointers, a.ColumnIndices), singles);
        Panels<float> narrow = Panels<float>.Create(a.Dimension, team);
        var inner = new ChebyshevSteps<float>(single, narrow, side)
        {
            Shift = [.. steps.Shift.Select(value => value / size)],
            Near = [.. steps.Near.Select(value => value / size)],
            Span = [.. steps.Span.Select(value => value / size)],
            Count = steps.Count,
        };
        return new SingleChebyshevSteps<T>(panels, narrow.NewUninitialized(), inner, size);
    }

    /// <summary>z, in a panel that the next call overwrites.</summary>
    /// <param name="r">r.</param>
    /// <param name="norms">The norm of each column.</param>
    public Panel<T> Apply(Panel<T> r, double[] norms)
    {
        double Unit(int c) => norms[c] > 0 ? norms[c] : 1;
        _panels.Combine3(r, ChebyshevSteps<T>.Lanes(c => 1 / Unit(c)), r, _zero, r, _zero, _z);
        TensorPrimitives.ConvertTruncating<T, float>(_z.Numbers, _single.Numbers);
        TensorPrimitives.ConvertTruncating<float, T>(_steps.Apply(_single).Numbers, _z.Numbers);
        _panels.Combine3(_z, ChebyshevSteps<T>.Lanes(c => Unit(c) / _size), _z, _zero, _z, _zero, _z);
        return _z;
    }
}
