using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Where the spectrum of a stored symmetric matrix lies at most (Gershgorin, 1931), and what its norm is at least.</summary>
/// <param name="Low">Not above any eigenvalue.</param>
/// <param name="High">Not below any eigenvalue.</param>
/// <param name="Norm">The largest norm of a column, not above ‖A‖.</param>
internal readonly record struct SpectrumBounds(double Low, double High, double Norm)
{
    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public static SpectrumBounds Of<T>(CsrMatrix<T> a)
        where T : IFloatingPointIeee754<T>
    {
        var bounds = new Collector(Scale<T>(a.Values));
        for (int i = 0; i < a.Rows; i++)
        {
            bounds.Begin();
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                bounds.See(Numbers<T>.ToDouble(a.Values[p]), a.ColumnIndices[p] == i);
            }

            bounds.End();
        }

        return bounds.Result();
    }

    public static SpectrumBounds Of<T>(DenseMatrix<T> a)
        where T : IFloatingPointIeee754<T>
    {
        var bounds = new Collector(Scale<T>(a.Values));
        for (int i = 0; i < a.Rows; i++)
        {
            bounds.Begin();
            ReadOnlySpan<T> row = a.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                bounds.See(Numbers<T>.ToDouble(row[j]), i == j);
            }

            bounds.End();
        }

        return bounds.Result();
    }

    /// <summary>A power of two near the largest value, so that no square overflows.</summary>
    private static double Scale<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        double largest = values.IsEmpty ? 0 : Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.MaxMagnitude(values)));
        return largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000));
    }

    private struct Collector(double scale)
    {
        private readonly double _inverse = 1 / scale;
        private double _low = double.PositiveInfinity;
        private double _high = double.NegativeInfinity;
        private double _squares;
        private double _diagonal;
        private double _others;
        private double _rowSquares;
        private int _count;
        private int _longest;

        public void Begin() => (_diagonal, _others, _rowSquares, _count) = (0, 0, 0, 0);

        public void See(double value, bool isDiagonal)
        {
            value *= _inverse;
            _count++;
            _rowSquares += value * value;
            if (isDiagonal)
            {
                _diagonal = value;
            }
            else
            {
                _others += Math.Abs(value);
            }
        }

        public void End()
        {
            _low = Math.Min(_low, _diagonal - _others);
            _high = Math.Max(_high, _diagonal + _others);
            _squares = Math.Max(_squares, _rowSquares);
            _longest = Math.Max(_longest, _count);
        }

        public readonly SpectrumBounds Result()
        {
            // Room for the rounding of these sums.
            double slack = Math.Max(Math.Abs(_low), Math.Abs(_high)) * (_longest + 4) * Numbers<double>.Eps;
            return new SpectrumBounds((_low - slack) * scale, (_high + slack) * scale, Math.Sqrt(_squares) * scale);
        }
    }
}
