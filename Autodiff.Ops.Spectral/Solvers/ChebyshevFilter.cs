using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// T_d(t(A)), where the line t takes an unwanted interval of the spectrum to [−1, 1] and the wanted end above 1: there
/// the Chebyshev polynomial grows as fast as any of its degree can (Rutishauser, 1969).
/// </summary>
internal sealed class ChebyshevFilter<T> : PanelOperator<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly PanelOperator<T> _a;
    private readonly double _center;
    private readonly double _half;
    private readonly T[] _once;
    private readonly T[] _twice;
    private readonly T[] _shift;
    private readonly T[] _minus;
    private readonly Panel<T> _other;
    private readonly Panel<T>[] _locked;
    private readonly T[] _coefficients;

    /// <summary>Makes a filter.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="far">The end of the unwanted interval away from what is wanted.</param>
    /// <param name="near">The end towards it.</param>
    /// <param name="degree">d, from 1.</param>
    /// <param name="locked">Eigenvectors that the filter is kept orthogonal to: outside of the interval rounding alone would bring them back.</param>
    /// <param name="scratch">A panel that the filter may overwrite.</param>
    public ChebyshevFilter(PanelOperator<T> a, double far, double near, int degree, Panel<T>[] locked, Panel<T> scratch)
        : base(a.Panels)
    {
        _a = a;
        _center = (far + near) / 2;
        _half = (near - far) / 2;
        Degree = degree;
        _once = Lane(1 / _half);
        _twice = Lane(2 / _half);
        _shift = Lane(_center);
        _minus = Lane(-1);
        _other = scratch;
        _locked = locked;
        _coefficients = new T[locked.Length * Panels<T>.Square];
    }

    public int Degree { get; }

    public override long Applications => _a.Applications;

    /// <summary>How much an eigenvalue above 1 moves with the one of A that it belongs to.</summary>
    public double Derivative(double value)
    {
        if (value <= 1)
        {
            return Degree * (double)Degree / Math.Abs(_half);
        }

        double angle = Math.Acosh(value) / Degree;
        return angle < 1e-8 ? Degree * (double)Degree / Math.Abs(_half) : Degree * Math.Sqrt(value * value - 1) / Math.Sinh(angle) / Math.Abs(_half);
    }

    /// <summary>The eigenvalue of A that a value of the filter belongs to; one inside of the unwanted interval is put at its end.</summary>
    public double ToEigenvalue(double value) => _center + _half * Math.Cosh(Math.Acosh(Math.Max(1, value)) / Degree);

    /// <summary>The far end of the spectrum, given the lowest value of a filter of odd degree.</summary>
    public double Beyond(double lowest) => _center - _half * (lowest < -1 ? 1.01 * Math.Cosh(Math.Acosh(-lowest) / Degree) : 1);

    /// <summary>The filter's value at an eigenvalue of A, at least 1.</summary>
    public double ToFilter(double eigenvalue) => Math.Cosh(Degree * Math.Acosh(Math.Max(1, (eigenvalue - _center) / _half)));

    public override void Apply(Panel<T> x, Panel<T> y, T[] alpha, T[] gamma, Panel<T>? z, T[] delta)
    {
        if (z is not null)
        {
            throw new NotSupportedException("A filter is applied by itself.");
        }

        // Two panels take turns; the last one is y.
        Panel<T> current = Degree % 2 == 1 ? y : _other;
        Panel<T> previous = Degree % 2 == 1 ? _other : y;
        _a.Apply(x, current, _once, _shift, null, []);
        Deflate(current);
        for (int degree = 2; degree <= Degree; degree++)
        {
            _a.Apply(current, previous, _twice, _shift, degree == 2 ? x : previous, _minus);
            (current, previous) = (previous, current);
            Deflate(current);
        }
    }

    private void Deflate(Panel<T> panel)
    {
        if (_locked.Length > 0)
        {
            Panels.Inner(_locked, _locked.Length, panel, _coefficients);
            Panels.Subtract(_locked, _locked.Length, _coefficients, panel, []);
        }
    }
}
