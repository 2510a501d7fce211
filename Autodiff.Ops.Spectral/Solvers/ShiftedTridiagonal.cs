using System;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// T − λI for a symmetric tridiagonal T, factored with row exchanges, so that it can be solved for shifts of any kind;
/// at an eigenvalue the pivot that should vanish is as small as rounding makes it.
/// </summary>
internal sealed class ShiftedTridiagonal(double[] d, double[] e, double norm)
{
    private static readonly double Eps = double.BitIncrement(1) - 1;

    private readonly double[] _pivots = new double[d.Length];
    private readonly double[] _next = new double[d.Length];
    private readonly double[] _second = new double[d.Length];
    private readonly double[] _factors = new double[d.Length];
    private readonly bool[] _exchanged = new bool[d.Length];
    private double _shift;

    /// <summary>P(T − λ) = L U, by partial pivoting.</summary>
    public void Factor(double shift)
    {
        int n = d.Length;
        _shift = shift;
        double floor = norm > 0 ? Eps * norm : 1;
        double pivot = d[0] - shift;
        double next = n > 1 ? e[0] : 0;
        for (int i = 0; i < n - 1; i++)
        {
            double below = e[i];
            double diagonal = d[i + 1] - shift;
            double beyond = i + 2 < n ? e[i + 1] : 0;
            _exchanged[i] = Math.Abs(below) > Math.Abs(pivot);
            if (_exchanged[i])
            {
                _factors[i] = pivot / below;
                (_pivots[i], _next[i], _second[i]) = (below, diagonal, beyond);
                pivot = next - _factors[i] * diagonal;
                next = -_factors[i] * beyond;
            }
            else
            {
                _pivots[i] = Away(pivot, floor);
                _factors[i] = below / _pivots[i];
                (_next[i], _second[i]) = (next, 0);
                pivot = diagonal - _factors[i] * next;
                next = beyond;
            }

            _pivots[i] = Away(_pivots[i], floor);
        }

        _pivots[n - 1] = Away(pivot, floor);
        _next[n - 1] = 0;
        _second[n - 1] = 0;
    }

    /// <summary>x ← (T − λ)⁻¹ x.</summary>
    public void Solve(Span<double> x)
    {
        int n = d.Length;
        for (int i = 0; i < n - 1; i++)
        {
            if (_exchanged[i])
            {
                (x[i], x[i + 1]) = (x[i + 1], x[i]);
            }

            x[i + 1] -= _factors[i] * x[i];
        }

        double first = 0;
        double second = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            double value = (x[i] - _next[i] * first - _second[i] * second) / _pivots[i];
            (second, first) = (first, value);
            x[i] = value;
        }
    }

    /// <summary>y = (T − λ) x.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        int n = d.Length;
        for (int i = 0; i < n; i++)
        {
            double sum = (d[i] - _shift) * x[i];
            sum += i > 0 ? e[i - 1] * x[i - 1] : 0;
            y[i] = sum + (i + 1 < n ? e[i] * x[i + 1] : 0);
        }
    }

    private static double Away(double pivot, double floor) => Math.Abs(pivot) >= floor ? pivot : Math.CopySign(floor, pivot);
}
