using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>A factor of A/s − τI, taken as one of A − sτI.</summary>
internal sealed class ScaledFactor<T> : IShiftedFactor<T>
    where T : IFloatingPointIeee754<T>
{
    // Beyond, units and their reciprocals are no numbers.
    private const int LargestExponent = 1000;

    private readonly IShiftedFactor<T> _factor;
    private readonly double _scale;

    private ScaledFactor(IShiftedFactor<T> factor, double scale)
    {
        _factor = factor;
        _scale = scale;
    }

    public int Dimension => _factor.Dimension;

    public double Shift => _factor.Shift * _scale;

    public double Unit => _factor.Unit * _scale;

    public int NegativeCount => _factor.NegativeCount;

    public int PositiveCount => _factor.PositiveCount;

    public int ZeroCount => _factor.ZeroCount;

    public double ErrorBound => _factor.ErrorBound * _scale;

    public long EntryCount => _factor.EntryCount;

    /// <summary>The factor itself where there is nothing to scale; <see langword="null"/> where its units leave the range.</summary>
    /// <param name="factor">The factor, if any.</param>
    /// <param name="scale">s, a power of two.</param>
    public static IShiftedFactor<T>? Of(IShiftedFactor<T>? factor, double scale)
    {
        if (factor is null || scale == 1)
        {
            return factor;
        }

        int largest = Numbers<T>.Eps < 1e-10 ? LargestExponent : LargestExponent / 10;
        return Math.Abs(Math.ILogB(factor.Unit) + Math.ILogB(scale)) <= largest ? new ScaledFactor<T>(factor, scale) : null;
    }

    public void SolveInUnits(Span<T> x, int count) => _factor.SolveInUnits(x, count);

    public void SolveInOrder(Span<T> x, int count) => _factor.SolveInOrder(x, count);
}
