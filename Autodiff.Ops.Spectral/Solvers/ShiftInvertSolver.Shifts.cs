using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <content>The choice of shifts.</content>
internal sealed partial class ShiftInvertSolver<T>
{
    /// <summary>Just outside of the spectrum for its ends: the factor is definite there.</summary>
    private double InitialShift()
    {
        double width = _bounds.High - _bounds.Low;
        double outside = width > 1e-3 * _bounds.Magnitude ? 1e-6 * width : _bounds.Magnitude > 0 ? 1e-3 * _bounds.Magnitude : 1;
        return _order.Target.Kind switch
        {
            TargetKind.SmallestAlgebraic => _bounds.Low - outside,
            TargetKind.LargestAlgebraic => _bounds.High + outside,
            _ => _order.Target.Sigma,
        };
    }

    /// <summary>Factors at a shift, moved a little where the factor is singular.</summary>
    private void Choose(double shift)
    {
        _shift = shift;
        if (_system is null)
        {
            return;
        }

        double step = 1e3 * Numbers<T>.Eps * Math.Max(_bounds.Magnitude, Math.Abs(shift));
        step = step > 0 ? step : 1e-3;
        for (int attempt = 0; attempt < 8; attempt++)
        {
            IShiftedFactor<T>? outworn = Factor;
            Factor = null;
            Factor = _system.Factor(_shift, _options.CancellationToken, outworn);
            if (Factor.ZeroCount == 0 && (_order.Target.Kind != TargetKind.Nearest || IsUsable(Factor)))
            {
                return;
            }

            _shift = shift + step;
            step *= -7;
        }

        throw new ArithmeticException(string.Create(CultureInfo.InvariantCulture, $"A − σI is singular at every σ tried near {shift}."));
    }

    /// <summary>Whether a solution keeps some digits of what is not next to the shift, and no square of it leaves the range.</summary>
    private bool IsUsable(IShiftedFactor<T> factor)
    {
        var probe = new T[_n];
        for (int i = 0; i < _n; i++)
        {
            probe[i] = Numbers<T>.From(0.61803398875 * i % 1 - 0.5);
        }

        factor.SolveInUnits(probe, 1);
        Applications++;
        return Numbers<T>.ToDouble(T.Abs(TensorPrimitives.MaxMagnitude<T>(probe))) < 0.01 / Numbers<T>.Eps;
    }

    /// <summary>A better shift from what is known: nearer to the end, or off an eigenvalue that outshines the others.</summary>
    private void Reshift(int wanted, bool force)
    {
        int[] best = Best();
        double first = _order.Key(Values[best[0]]);
        double last = _order.Key(Values[best[^1]]);
        double spread = last - first;
        double shift = _shift;
        if (_system is null)
        {
            _reshifts = 0;
            return;
        }

        _reshifts--;
        switch (_order.Target.Kind)
        {
            case TargetKind.SmallestAlgebraic or TargetKind.LargestAlgebraic:
                double sign = _order.Target.Kind == TargetKind.SmallestAlgebraic ? 1 : -1;
                double old = Math.Abs(sign * first - _shift);
                if (IsFar(old, spread, out double distance))
                {
                    // The factor tells when that was too far inside: many eigenvalues lie beyond it, unseen.
                    for (; distance < 0.7 * old || old < 1e-3 * spread; distance *= 2)
                    {
                        Choose(sign * (first - distance));
                        if (Beyond() <= 1)
                        {
                            Begin(Vectors, Values.Length, wanted);
                            return;
                        }
                    }

                    // What is left is where it was, outside.
                    Choose(shift);
                    Begin(Vectors, Values.Length, wanted);
                    _reshifts = 0;
                    return;
                }

                break;
            default:
                double nearest = Values.Min(value => Math.Abs(value - _shift));

                // Rounding in solves is that of the largest, beside which the others must keep their tolerance.
                double enough = force ? 1e-2 : Math.Clamp(Numbers<T>.Eps / _tolerance, 1e-5, 1e-2);
                if (last > 0 && nearest < enough * last)
                {
                    shift = OffEigenvalues(last);
                }

                break;
        }

        if (shift == _shift)
        {
            _reshifts = force ? _reshifts : 0;
            return;
        }

        Choose(shift);
        Begin(Vectors, Values.Length, wanted);
    }

    /// <summary>Whether a shift at an end is much farther from the first eigenvalue than those wanted are from each other, or much nearer; and a better distance.</summary>
    private bool IsFar(double old, double spread, out double distance)
    {
        // The best eigenvalue may be better than its Ritz value by about the residual.
        double theta = Math.Abs(_lanczos.Values[0]);
        double doubt = (Factor!.Unit / theta) * (_lanczos.Residuals[0] / (theta + _lanczos.Residuals[0]));
        distance = Math.Max(0.3 * spread, doubt);
        return spread > 1e3 * Numbers<T>.Eps * _bounds.Magnitude && (distance < 0.5 * old || old < 1e-3 * spread);
    }

    /// <summary>Whether the Ritz values tell that another shift is worth a factor.</summary>
    private bool KnowsBetterShift(int wanted)
    {
        if (_order.Target.Kind == TargetKind.Nearest)
        {
            return true;
        }

        double unit = Factor!.Unit;
        double first = double.PositiveInfinity;
        double last = double.NegativeInfinity;
        for (int i = 0; i < Math.Min(wanted, _lanczos.Count); i++)
        {
            double key = _order.Key(_shift + unit / _lanczos.Values[i]);
            first = Math.Min(first, key);
            last = Math.Max(last, key);
        }

        double sign = _order.Target.Kind == TargetKind.SmallestAlgebraic ? 1 : -1;
        return IsFar(Math.Abs(sign * first - _shift), last - first, out _);
    }

    /// <summary>How many eigenvalues lie on the wanted side of the shift.</summary>
    private int Beyond() => _order.Target.Kind == TargetKind.SmallestAlgebraic ? Factor!.NegativeCount : Factor!.PositiveCount;

    /// <summary>The point near the target that is farthest from the eigenvalues known.</summary>
    private double OffEigenvalues(double radius)
    {
        double shift = _shift;
        double widest = -1;
        foreach (double part in (ReadOnlySpan<double>)[0.05, -0.05, 0.11, -0.11, 0.17, -0.17])
        {
            double candidate = _order.Target.Sigma + part * radius;
            double distance = Values.Min(value => Math.Abs(value - candidate));
            if (distance > 1.01 * widest)
            {
                (shift, widest) = (candidate, distance);
            }
        }

        return shift;
    }
}
