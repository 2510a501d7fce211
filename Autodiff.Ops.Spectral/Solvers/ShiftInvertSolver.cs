using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The pairs nearest to a point, or at an end of the spectrum, by Lanczos on (A − σI)⁻¹ (Ericsson and Ruhe, 1980), and
/// a proof by inertia that none was missed (Parlett, 1980).
/// </summary>
internal sealed class ShiftInvertSolver<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Block = 8;
    private const int MaxRounds = 30;
    private const int DefaultRestarts = 300;

    private readonly ISymmetricOperator<T> _a;
    private readonly int _n;
    private readonly int _k;
    private readonly EigenOrder _order;
    private readonly EigshOptions _options;
    private readonly SymbolicFactorization? _symbolic;
    private readonly T[] _values = [];
    private readonly SpectrumBounds _bounds;
    private readonly InertiaProof<T>? _proof;
    private readonly BlockLanczos<T> _lanczos;
    private readonly double _tolerance;
    private double _shift;
    private int _reshifts = 5;
    private double _tightening = 1;

    /// <summary>For a stored matrix whose pattern was analysed.</summary>
    public ShiftInvertSolver(ISymmetricOperator<T> a, SymbolicFactorization symbolic, int k, EigenTarget target, EigshOptions options)
        : this(a, k, target, options)
    {
        (_values, _bounds) = a switch
        {
            CsrMatrix<T> sparse => (sparse.Values, SpectrumBounds.Of(sparse)),
            DenseMatrix<T> dense => (dense.Values, SpectrumBounds.Of(dense)),
            _ => throw new ArgumentException("The operator is not stored.", nameof(a)),
        };
        _symbolic = symbolic;
        _proof = new InertiaProof<T>(symbolic, _values, _bounds, options.CancellationToken);
        Norm = _bounds.Norm;

        // What is nearest to a point outside of the spectrum is an end of it, which can be told apart far away, too.
        if (target.Kind == TargetKind.Nearest && target.Sigma < _bounds.Low)
        {
            _order = new EigenOrder(EigenTarget.SmallestAlgebraic);
        }
        else if (target.Kind == TargetKind.Nearest && target.Sigma > _bounds.High)
        {
            _order = new EigenOrder(EigenTarget.LargestAlgebraic);
        }
    }

    /// <summary>For an operator whose options bring (A − σI)⁻¹.</summary>
    public ShiftInvertSolver(ISymmetricOperator<T> a, int k, EigenTarget target, EigshOptions options)
    {
        _a = a;
        _n = a.Dimension;
        _k = k;
        _order = new EigenOrder(target);
        _options = options;
        _tolerance = options.Tolerance ?? (Numbers<T>.Eps < 1e-10 ? 1e-10 : 1e-5);
        _lanczos = new BlockLanczos<T>(_n, Block);
        Values = [];
        Residuals = [];
        Vectors = [];
    }

    /// <summary>All pairs found, ascending.</summary>
    public double[] Values { get; private set; }

    public double[] Residuals { get; private set; }

    public T[] Vectors { get; private set; }

    /// <summary>The places of the wanted pairs among them, ascending.</summary>
    public int[] Selection { get; private set; } = [];

    public bool Converged { get; private set; }

    public bool CountIsProven { get; private set; }

    public double Norm { get; private set; }

    /// <summary>The last factor that was solved with.</summary>
    public LdltFactor<T>? Factor { get; private set; }

    public int Iterations => _lanczos.Restarts;

    public int Applications { get; private set; }

    /// <summary>What went wrong, when it did not converge.</summary>
    public string Trouble { get; private set; } = "";

    private double Target => _tolerance * Norm;

    public void Run()
    {
        int wanted = Math.Min(_n, _k + 2);
        Choose(InitialShift());
        Begin(InitialVectors(), _options.InitialVectors?.Length ?? 0, wanted);
        bool sweptAgain = false;
        int lastMissing = int.MaxValue;
        for (int round = 0; round < MaxRounds; round++)
        {
            // While the shift may be a poor one, a few blocks tell enough to choose a better.
            int rows = _reshifts > 0 ? wanted + 3 * Block : int.MaxValue;
            int restarts = _options.MaxIterations > 0 ? _options.MaxIterations : DefaultRestarts;
            bool found = _lanczos.Search(Apply, wanted, () => AreGood(wanted), rows, restarts);
            Extract(Math.Min(wanted, _lanczos.Count));
            if (!found)
            {
                if (_reshifts > 0)
                {
                    Reshift(wanted, force: false);
                    continue;
                }

                Trouble = $"the restarts allowed were used up";
                return;
            }

            if (Values.Length < _k || !IsAccurate())
            {
                if (_reshifts > 0 && _symbolic is not null)
                {
                    Reshift(wanted, force: true);
                }
                else if (_tightening < 1e-6)
                {
                    Trouble = "rounding in the solves leaves larger residuals";
                    return;
                }

                _tightening /= 16;
                continue;
            }

            if (_symbolic is null)
            {
                // Without a factor there is no proof: a sweep from random vectors beside what was found takes its place.
                if (sweptAgain || Values.Length == _n)
                {
                    Converged = true;
                    CountIsProven = Values.Length == _n;
                    return;
                }

                sweptAgain = true;
                _lanczos.Inject(Block);
                continue;
            }

            int missing = Prove(out bool more);
            if (more && wanted < _n && wanted < _k + 34)
            {
                wanted = Math.Min(_n, wanted + Block);
                _lanczos.Grow(Capacity(wanted));
                continue;
            }

            if (missing == 0)
            {
                Converged = true;
                return;
            }

            if (missing < 0)
            {
                Trouble = "the counts of eigenvalues by inertia contradict the pairs found";
                return;
            }

            // They may only be farther from the shift than those found; or the block was too small for so many equal ones.
            wanted = Math.Min(_n, wanted + missing);
            _lanczos.Grow(Capacity(wanted));
            if (missing >= lastMissing)
            {
                _lanczos.Inject(Block);
            }

            lastMissing = missing;
            _reshifts = 0;
            Trouble = $"{missing} more eigenvalues are there by their count than were found";
        }
    }

    private int Capacity(int wanted) => Math.Max(wanted + (_n > 200_000 ? 4 : 6) * _lanczos.Block, 2 * wanted + 2 * _lanczos.Block);

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

    private T[] InitialVectors()
    {
        double[][] initial = _options.InitialVectors ?? [];
        var vectors = new T[checked(initial.Length * _n)];
        for (int i = 0; i < initial.Length; i++)
        {
            for (int j = 0; j < _n; j++)
            {
                vectors[i * _n + j] = Numbers<T>.From(initial[i][j]);
            }
        }

        return vectors;
    }

    private void Begin(T[] vectors, int count, int wanted) => _lanczos.Start(vectors, count, Capacity(wanted));

    /// <summary>Factors at a shift, moved a little where the factor is singular.</summary>
    private void Choose(double shift)
    {
        _shift = shift;
        if (_symbolic is null)
        {
            return;
        }

        double step = 1e3 * Numbers<T>.Eps * Math.Max(_bounds.Magnitude, Math.Abs(shift));
        step = step > 0 ? step : 1e-3;
        for (int attempt = 0; attempt < 8; attempt++)
        {
            Factor = null;
            Factor = LdltFactor<T>.Factor(_symbolic, _values, _shift, _options.CancellationToken);
            if (Factor.ZeroCount == 0)
            {
                return;
            }

            _shift = shift + step;
            step *= -7;
        }

        throw new ArithmeticException(string.Create(CultureInfo.InvariantCulture, $"A − σI is singular at every σ tried near {shift}."));
    }

    private void Apply(Span<T> vectors, int count)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        Applications += count;
        if (Factor is not null)
        {
            Factor.SolveInUnits(vectors, count);
            return;
        }

        var x = new double[_n];
        var y = new double[_n];
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = vectors.Slice(c * _n, _n);
            for (int i = 0; i < _n; i++)
            {
                x[i] = Numbers<T>.ToDouble(vector[i]);
            }

            _options.ShiftedSolve!(x, y);
            for (int i = 0; i < _n; i++)
            {
                vector[i] = Numbers<T>.From(y[i]);
                if (!T.IsFinite(vector[i]))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EigshOptions.ShiftedSolve wrote {y[i]} at {i}; it must write finite numbers."), "options");
                }
            }
        }
    }

    /// <summary>
    /// Whether the wanted pairs are accurate, and those after them accurate or known to be apart. With Ox = θx + r one
    /// more product x′ = Ox/θ has (A − λ)x′ = −r/θ²; beside that, vectors are asked to be good.
    /// </summary>
    private bool AreGood(int wanted)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        double unit = Factor?.Unit ?? 1;
        int count = Math.Min(wanted, _lanczos.Count);
        var keys = new double[count];
        var places = new int[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = _order.Key(_shift + unit / _lanczos.Values[i]);
            places[i] = i;
        }

        Array.Sort(keys, places);
        int good = 0;
        double worst = 0;
        for (int i = 0; i < count; i++)
        {
            double size = Math.Abs(_lanczos.Values[places[i]]);
            double residual = _lanczos.Residuals[places[i]];
            double relative = Math.Min(0.25 * Target / unit * size, Numbers<T>.Eps < 1e-10 ? 1e-8 : 1e-4) * _tightening;

            // Rounding is that of the largest.
            bool accurate = residual <= Math.Max(size * relative, 8 * Numbers<T>.Eps * Math.Abs(_lanczos.Values[0]));
            bool apart = i >= _k && 10 * (unit / size) * (residual / size) <= keys[i] - keys[_k - 1];
            good += accurate || apart ? 1 : 0;
            worst = i < _k ? Math.Max(worst, residual / size) : worst;
        }

        _options.Progress?.Report(new EigshProgress(_lanczos.Restarts, Math.Min(good, _k), _k, worst));
        return good == count && count >= Math.Min(wanted, _n);
    }

    /// <summary>Ritz vectors, one more product, and Rayleigh–Ritz with A itself.</summary>
    private void Extract(int count)
    {
        Vectors = _lanczos.Vectors(count);
        Apply(Vectors, count);
        (Values, Residuals) = RayleighRitz.Solve(_a, Vectors, count);
        foreach (double value in Values)
        {
            Norm = Math.Max(Norm, Math.Abs(value));
        }

        int[] best = Best();
        Selection = [.. best.Take(Math.Min(_k, best.Length)).Order()];
    }

    /// <summary>The pairs found, best first.</summary>
    private int[] Best() => [.. Enumerable.Range(0, Values.Length).OrderBy(i => _order.Key(Values[i]))];

    private bool IsAccurate() => Selection.All(i => Residuals[i] <= Target);

    /// <summary>A better shift from what is known: nearer to the end, or off an eigenvalue that outshines the others.</summary>
    private void Reshift(int wanted, bool force)
    {
        int[] best = Best();
        double first = _order.Key(Values[best[0]]);
        double last = _order.Key(Values[best[^1]]);
        double spread = last - first;
        double shift = _shift;
        if (_symbolic is null)
        {
            _reshifts = 0;
            return;
        }

        _reshifts--;
        switch (_order.Target.Kind)
        {
            case TargetKind.SmallestAlgebraic or TargetKind.LargestAlgebraic:
                // The best eigenvalue may be better than its Ritz value by about the residual.
                double sign = _order.Target.Kind == TargetKind.SmallestAlgebraic ? 1 : -1;
                double old = Math.Abs(sign * first - _shift);
                double theta = Math.Abs(_lanczos.Values[0]);
                double doubt = (Factor!.Unit / theta) * (_lanczos.Residuals[0] / (theta + _lanczos.Residuals[0]));
                double distance = Math.Max(0.3 * spread, doubt);
                if (spread > 1e3 * Numbers<T>.Eps * _bounds.Magnitude && (distance < 0.5 * old || old < 1e-3 * spread))
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
                if (last > 0 && nearest < 1e-5 * last)
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

    /// <summary>
    /// Counts the eigenvalues up to a gap behind the wanted ones; when there is none (more equal ones than were looked
    /// for), up to one before the last of them, which proves the values all the same.
    /// </summary>
    /// <returns>How many are missing.</returns>
    private int Prove(out bool more)
    {
        more = false;
        int[] best = Best();
        int count = best.Length;
        if (count == _n)
        {
            CountIsProven = true;
            return 0;
        }

        double Key(int i) => _order.Key(Values[best[i]]);
        double floor = 64 * Numbers<T>.Eps * Math.Sqrt(_n) * _bounds.Magnitude;
        double Unresolved(int i) => Math.Max(floor, 8 * (Residuals[best[i]] + Residuals[best[i - 1]]));
        for (int i = _k; i < count; i++)
        {
            double gap = Key(i) - Key(i - 1);
            if (gap > Unresolved(i) && Compare(i, (Key(i) + Key(i - 1)) / 2, gap / 2) is { } missing)
            {
                return missing;
            }
        }

        if (count < Math.Min(_n, _k + 34))
        {
            more = true;
            return 0;
        }

        for (int i = _k - 1; i > 0; i--)
        {
            double gap = Key(i) - Key(i - 1);
            if (gap > Unresolved(i) && Compare(i, (Key(i) + Key(i - 1)) / 2, gap / 2) is { } missing)
            {
                return missing;
            }
        }

        double width = Math.Max(2 * floor, 2 * Target);
        double before = Key(0) - width;
        if (width == 0 || _bounds.Low == _bounds.High || (_order.Target.Kind == TargetKind.Nearest && before <= 0))
        {
            // Nothing can be better than the best there is.
            CountIsProven = true;
            return 0;
        }

        // Where rounding leaves every count open, the pairs stand without proof.
        return Compare(0, before, width / 2) ?? 0;
    }

    /// <summary>How many more there are before a key than were found; <see langword="null"/> when rounding leaves it open.</summary>
    private int? Compare(int found, double key, double room)
    {
        int there = _order.Count(_proof!, key, 0.5 * room, _n);
        CountIsProven = there == found;
        return there < 0 ? null : there - found;
    }

    /// <summary>Eigenvalues seen beside the wanted ones, ascending.</summary>
    public IReadOnlyList<double> Guards()
    {
        var chosen = new HashSet<int>(Selection);
        double accurate = Math.Max(Target, 1e-6 * Norm);
        return [.. Enumerable.Range(0, Values.Length).Where(i => !chosen.Contains(i) && Residuals[i] <= accurate).Select(i => Values[i])];
    }
}
