using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// An operator whose numbers are so large or so small that their squares leave the range of the type, times a power of
/// two that brings them near 1; any other as it is. The first product that is not zero decides.
/// </summary>
internal sealed class ScaledOperator<T>(ISymmetricOperator<T> a) : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    private bool _isKnown;
    private T _factor = T.One;

    public int Dimension => a.Dimension;

    /// <summary>What eigenvalues are to be multiplied with.</summary>
    public double Scale { get; private set; } = 1;

    /// <summary>Decides before the first product is needed.</summary>
    public void Decide()
    {
        var x = new T[Dimension];
        var random = new Random(20261127);
        Numbers<T>.FillNormal(random, x);

        Apply(x, new T[Dimension]);
    }

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        a.Apply(x, y);
        if (!_isKnown)
        {
            Scale = ScaleOf(y);
            _isKnown = y.ContainsAnyExcept(T.Zero);
            _factor = Numbers<T>.From(1 / Scale);
        }

        if (Scale != 1)
        {
            TensorPrimitives.Multiply(y, _factor, y);
        }
    }

    /// <summary>1 where squares of such numbers, and of their last digits, are normal numbers; else the power of two near the largest.</summary>
    public static double ScaleOf(ReadOnlySpan<T> numbers)
    {
        (int safe, int limit) = Numbers<T>.Eps < 1e-10 ? (400, 1000) : (16, 120);
        double largest = numbers.IsEmpty ? 0 : Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.MaxMagnitude(numbers)));
        if (largest == 0 || !double.IsFinite(largest))
        {
            return 1;
        }

        int exponent = Math.ILogB(largest);
        return Math.Abs(exponent) <= safe ? 1 : Math.ScaleB(1, Math.Clamp(exponent, -limit, limit));
    }

    /// <summary>The matrix itself, or a scaled copy.</summary>
    public static CsrMatrix<T> Of(CsrMatrix<T> matrix, out double scale)
    {
        scale = ScaleOf(matrix.Values);
        if (scale == 1)
        {
            return matrix;
        }

        var values = new T[matrix.NonZeroCount];
        TensorPrimitives.Multiply(matrix.Values, Numbers<T>.From(1 / scale), values);
        return CsrMatrix<T>.Adopt(matrix.Rows, matrix.Columns, new CsrPattern(matrix.RowPointers, matrix.ColumnIndices), values);
    }
}
