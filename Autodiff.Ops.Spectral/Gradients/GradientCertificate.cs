using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Bounds the error ‖Ā − Ā*‖_F of Ā = ½(WVᵀ + VWᵀ) from what the solves measured. Column j of W beside λ̄_j v_j is
/// x_j = −(A − λ_j)⁺V̄_j, of which the part inside is Σ v_i S_ij/(λ_j − λ_i) and the part outside is Y_j. So its error is
/// the residual of that system over the gaps, and the residual follows from those of the pairs, ρ_j, and of Y_j; v_j itself
/// is wrong by ρ_j over the gap (Davis and Kahan, 1970), λ_j by ρ_j² over the gap (Kato, 1949). Pairs whose coupling in K is
/// nothing are one subspace, whose own gaps do not enter (Stewart, 1973).
/// </summary>
internal sealed class GradientCertificate<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The largest relative change of V̄_j that is believed, in units of that of v_j.</summary>
    private const double LargestChange = 1000;

    /// <summary>The largest relative change of λ̄_j that is believed, in units of the change of λ_j over its gap.</summary>
    private const double LargestValueChange = 4096;

    private readonly int _k;
    private readonly int _n;
    private readonly ClusterAnalysis<T> _clusters;
    private readonly double _unit;
    private readonly double _rounding;
    private readonly double[] _s;
    private readonly double[] _values;
    private readonly double[] _valueAdjoints;
    private readonly double[] _vectorAdjoints;
    private readonly double[] _residuals;
    private readonly double _largestValueAdjoint;

    private readonly bool _isComplex;
    private readonly EigshResidual<T> _forward;

    /// <summary>What an entry is at most, by all odds, of a vector of norm 1 that has no preference for it.</summary>
    private readonly double _spread;

    /// <summary>Whether the residuals of the pairs are rounding alone.</summary>
    private readonly bool _isRounding;

    /// <param name="forward">The forward solve.</param>
    /// <param name="clusters">What is determined.</param>
    /// <param name="adjoint">λ̄ and V̄.</param>
    /// <param name="s">S, k × k; of a Hermitian problem its real part and then its imaginary part.</param>
    /// <param name="isComplex">Whether the problem is Hermitian, and vectors real and imaginary parts in turn.</param>
    // All numbers are in units of ‖A‖, of the largest ‖V̄_j‖ and of the largest |λ̄_j|, so that nothing leaves the range.
    public GradientCertificate(EigshResidual<T> forward, ClusterAnalysis<T> clusters, EigenPairs<T> adjoint, ReadOnlySpan<T> s, bool isComplex = false)
    {
        _clusters = clusters;
        _forward = forward;
        _k = adjoint.Count;
        _isComplex = isComplex;
        int length = adjoint.Dimension;
        _n = isComplex ? length / 2 : length;
        _unit = forward.Report.Norm > 0 ? forward.Report.Norm : 1;
        _isRounding = forward.AllValues is not null || forward.Partial is not null;
        _spread = Math.Min(1, 4 / Math.Sqrt(_n));
        _rounding = (4 + Math.Sqrt(_n) / 3) * Numbers<T>.Eps;
        _s = new double[_k * _k];
        _values = new double[_k];
        _valueAdjoints = new double[_k];
        _vectorAdjoints = new double[_k];
        _residuals = new double[_k];
        double scale = clusters.Scale;
        for (int i = 0; i < _s.Length && scale > 0; i++)
        {
            double real = Numbers<T>.ToDouble(s[i]) / scale;
            _s[i] = isComplex ? double.Hypot(real, Numbers<T>.ToDouble(s[_s.Length + i]) / scale) : Math.Abs(real);
        }

        for (int j = 0; j < _k; j++)
        {
            _largestValueAdjoint = Math.Max(_largestValueAdjoint, Math.Abs(Numbers<T>.ToDouble(adjoint.Values[j])));
            _vectorAdjoints[j] = scale > 0 ? Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(adjoint.Vectors.AsSpan(j * length, length))) / scale : 0;
            _residuals[j] = forward.Report.Residuals[j] / _unit + _rounding;
            _values[j] = Numbers<T>.ToDouble(forward.Values[j]) / _unit;
        }

        for (int j = 0; j < _k && _largestValueAdjoint > 0; j++)
        {
            // A subgradient is one choice of many; what is bounded does not depend on the part that is chosen.
            _valueAdjoints[j] = clusters.IsBlind(j) ? 0 : Numbers<T>.ToDouble(adjoint.Values[j]) / _largestValueAdjoint;
        }
    }

    /// <summary>The report with the bound, and the norm to hold it against.</summary>
    /// <param name="report">How the reverse pass went.</param>
    /// <param name="inside">diag(λ̄) + K, as S.</param>
    /// <param name="outside">What the solve outside measured.</param>
    /// <param name="broadening">The width of the Lorentzian, 0 without.</param>
    public EigenGradientReport Complete(EigenGradientReport report, ReadOnlySpan<T> inside, OutsideMeasures outside, double broadening)
    {
        double perVector = _clusters.Scale / _unit;
        var solution = new double[_k];
        var gaps = new double[_k];
        var turns = new double[_k];
        var spreads = new double[_k];
        for (int j = 0; j < _k; j++)
        {
            // A guard value may lie farther out than the eigenvalue it stands for; Y_j has seen that one.
            solution[j] = perVector > 0 ? outside.Solution[j] / perVector : 0;
            gaps[j] = _k == _n ? double.PositiveInfinity : Gap(j);
            gaps[j] = solution[j] > 0 ? Math.Min(gaps[j], outside.Right[j] / _clusters.Scale / solution[j]) : gaps[j];
            bool isUnknown = _k < _n && double.IsPositiveInfinity(gaps[j]);
            spreads[j] = isUnknown ? double.PositiveInfinity : Spread(j, gaps[j]);
            turns[j] = isUnknown ? double.PositiveInfinity : Grown(_isRounding ? _residuals[j] * spreads[j] : Math.Min(_residuals[j] / gaps[j], (_forward.Angles is { } angles ? angles[j] : double.PositiveInfinity) + _rounding * spreads[j]));
        }

        double ofValues = 0;
        double ofVectors = 0;
        double turned = 0;
        for (int j = 0; j < _k; j++)
        {
            Pair sums = Sum(j, inside, solution, outside, gaps, turns, broadening);
            double weight = _valueAdjoints[j];
            double shift = _rounding + (_k == _n ? 0 : Times(_residuals[j], turns[j]));

            // λ̄_j follows λ_j as in a power or a logarithm.
            double ofAdjoint = shift * Math.Min(1 / Math.Abs(_values[j]), LargestValueChange / NearestGap(j, gaps));
            ofValues += 2 * Square(Times(weight, turns[j])) + sums.Values / 2 + Square(weight * (ofAdjoint + 4 * Numbers<T>.Eps));
            double g = _vectorAdjoints[j];
            if (g == 0)
            {
                continue;
            }

            double own = _s[j * _k + j];
            double y = solution[j];
            double right = outside.Right[j] / _clusters.Scale;
            double x = Math.Sqrt(y * y + sums.X);
            double turn = Math.Sqrt(Square(turns[j]) + sums.Turns);

            // The loss's own curvature. V̄_j = 2(tᵀv_j)t changes by as much of itself as tᵀv_j does, which S and Y tell; another
            // one is taken to change by as much of itself as v_j does, in a direction that has no preference.
            double change = own > 0 ? Math.Min((sums.Changes + Math.Min(y * _residuals[j], Times(right, turns[j]))) / own, LargestChange * turn) : LargestChange * turn;
            double curved = g * turn;
            double curvedInside = curved * _spread;
            double curvedOutside = Math.Min(y > 0 ? Math.Min(1 / gaps[j], 3 * y / right) : 1 / gaps[j], spreads[j]);
            double noise = 4 * Numbers<T>.Eps * g;
            double rest = Square(outside.Rest[j] / _clusters.Scale / gaps[j]) + Square((noise + _rounding * y) * spreads[j]) + Square(shift * y / gaps[j])
                + Square(Times(turns[j], own) / gaps[j]) + Square(Times(change, y)) + Square(Times(curved, curvedOutside));
            double within = sums.Residuals + Square((noise + _rounding * x) * _spread + curvedInside) * sums.Inverses + Square(shift) * sums.Shifts
                + own * own * sums.TurnsOver + change * change * sums.X;
            double error = Square(Math.Sqrt(rest) + sums.Rest) + within + sums.Linked * y * y;
            ofVectors += error + Square(4 * Numbers<T>.Eps * x);
            turned += Times(x, turn);
        }

        double bound = _largestValueAdjoint * Math.Sqrt(ofValues) + perVector * (turned + Math.Sqrt(ofVectors));
        return report with { ErrorBound = double.IsNaN(bound) ? double.PositiveInfinity : bound, GradientNorm = Norm(inside, outside) };
    }

    /// <summary>‖Ā‖_F: W is V(diag(λ̄) + K) + Y, and VᵀY = 0.</summary>
    private double Norm(ReadOnlySpan<T> inside, OutsideMeasures outside)
    {
        double size = BlockKernels.Norm(inside[..((_isComplex ? 2 : 1) * _k * _k)]);
        return double.Hypot(size, BlockKernels.Norm<double>(outside.Solution) / Math.Sqrt(2));
    }

    /// <summary>The sums over the other pairs i.</summary>
    private Pair Sum(int j, ReadOnlySpan<T> inside, double[] solution, OutsideMeasures outside, double[] gaps, double[] turns, double broadening)
    {
        var sums = default(Pair);
        double y = solution[j];
        double right = outside.Right[j] / Math.Max(_clusters.Scale, double.Epsilon);
        for (int i = 0; i < _k; i++)
        {
            if (i == j)
            {
                continue;
            }

            double distance = Math.Max(Math.Abs(_values[j] - _values[i]), broadening / _unit);
            double coupling = (_isRounding || _k == _n ? _spread : 1) * _rounding + (_k == _n || _isRounding ? 0 : Math.Min(Times(_residuals[i], turns[j]), Times(_residuals[j], turns[i])));
            double s = _s[i * _k + j];
            bool isSame = _clusters.AreEqual(i, j);
            double turn = isSame ? 0 : Grown(coupling / distance);
            sums.Values += isSame ? 0 : Square(Times(turn, _valueAdjoints[i] - _valueAdjoints[j]));
            if (T.IsZero(inside[i * _k + j]) && !(_isComplex && !T.IsZero(inside[(_k + i) * _k + j])))
            {
                sums.Rest += Times(turns[i], s) / gaps[j];
                sums.Linked += Square(Math.Min(turns[i], isSame ? double.PositiveInfinity : _residuals[i] / distance));
                continue;
            }

            // What is left of r_i by (A − λ_j)⁺ is at most by 1 + distance/gap more than by (A − λ_i)⁺.
            double inverse = 1 / distance;
            sums.X += Square(s * inverse);
            sums.Rest += Times(Math.Min(_residuals[i] / gaps[j], Times(turns[i], 1 + distance / gaps[j])), s * inverse);
            sums.Turns += Square(turn);
            sums.Changes += turn * s;
            sums.Residuals += _k == _n ? 0 : Square(Math.Min(_residuals[i] * y, Times(turns[i], right + distance * y)) * inverse);
            sums.Inverses += Square(inverse);
            sums.Shifts += Square(s * inverse * inverse);
            sums.TurnsOver += Square(turn * inverse);
        }

        return sums;
    }

    /// <summary>The distance to the nearest eigenvalue known outside, or to where one may be.</summary>
    private double Gap(int j)
    {
        double gap = _clusters.OuterGap(j) / _unit;
        foreach (double limit in _forward.Limits)
        {
            gap = Math.Min(gap, Math.Abs(_values[j] - limit / _unit));
        }

        return gap;
    }

    /// <summary>What (A − λ_j)⁺ makes of a vector of norm 1 outside that has no preference among the eigenvectors.</summary>
    private double Spread(int j, double gap)
    {
        if (double.IsPositiveInfinity(gap))
        {
            return 0;
        }

        double crowding = double.PositiveInfinity;
        if (_forward.AllValues is { } all)
        {
            var isInside = new bool[all.Length];
            foreach (int i in _forward.Selection!)
            {
                isInside[i] = true;
            }

            crowding = 0;
            for (int p = 0; p < all.Length; p++)
            {
                crowding += isInside[p] ? 0 : Square(1 / Math.Max(gap, Math.Abs(_values[j] - Numbers<T>.ToDouble(all[p]) / _unit)));
            }

            crowding = Math.Sqrt(crowding);
        }
        else if (_forward.Partial is { } partial)
        {
            crowding = partial.Crowding(j, gap * _unit) * _unit;
        }

        return Math.Min(1 / gap, _spread * crowding);
    }

    private double NearestGap(int j, double[] gaps)
    {
        double gap = gaps[j];
        gap = j > 0 ? Math.Min(gap, Math.Max(_values[j] - _values[j - 1], _rounding)) : gap;
        return j + 1 < _k ? Math.Min(gap, Math.Max(_values[j + 1] - _values[j], _rounding)) : gap;
    }

    /// <summary>An angle of first order, with what higher orders may add; where there is no telling, ∞.</summary>
    private static double Grown(double angle) => angle < 0.5 ? angle / (1 - 2 * angle) : double.PositiveInfinity;

    private static double Square(double x) => x * x;

    /// <summary>a·b, where 0 makes nothing of what is not known.</summary>
    private static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    /// <summary>Sums over the pairs beside one, of squares but for Rest and Changes.</summary>
    private struct Pair
    {
        /// <summary>((λ̄_i − λ̄_j)·angle)².</summary>
        public double Values;

        /// <summary>What the pairs' residuals leave in the equation of x_j.</summary>
        public double Rest;

        /// <summary>What a subspace's turn makes of Y_j's being outside, over ‖Y_j‖.</summary>
        public double Linked;

        /// <summary>The part of x_j inside.</summary>
        public double X;

        /// <summary>The angles between v_i and v_j.</summary>
        public double Turns;

        /// <summary>The angles times S.</summary>
        public double Changes;

        /// <summary>ρ_i over the gap.</summary>
        public double Residuals;

        /// <summary>1 over the gap.</summary>
        public double Inverses;

        /// <summary>The part of x_j inside over the gaps.</summary>
        public double Shifts;

        /// <summary>The angles over the gap.</summary>
        public double TurnsOver;
    }
}
