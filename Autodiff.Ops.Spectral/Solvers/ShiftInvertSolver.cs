using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The pairs nearest to a point, or at an end of the spectrum, by Lanczos on (A − σI)⁻¹ (Ericsson and Ruhe, 1980), and
/// a proof by inertia that none was missed (Parlett, 1980).
/// </summary>
internal sealed partial class ShiftInvertSolver<T>
    where T : IFloatingPointIeee754<T>
{
    // Four vectors a step: more make the steps fewer, but cost more in solves and in the basis than they save.
    private const int Block = 4;
    private const int MaxRounds = 30;
    private const int DefaultRestarts = 300;

    // A multiple eigenvalue with more copies beyond the wanted ones than this is not looked for to its end.
    private const int Chased = 34;

    // From this dimension on memory counts more than some products.
    private const int Large = 200_000;

    private readonly ISymmetricOperator<T> _a;
    private readonly int _n;
    private readonly int _k;
    private readonly EigenOrder _order;
    private readonly EigshOptions _options;
    private readonly IShiftedSystem<T>? _system;
    private readonly SpectrumBounds _bounds;
    private readonly InertiaProof<T>? _proof;
    private readonly BlockLanczos<T> _lanczos;
    private readonly double _tolerance;
    private double _shift;
    private T[] _vectors = [];
    private T[] _products = [];
    private int _reshifts = 5;
    private double _tightening = 1;
    private double? _cut;
    private double _free = double.NaN;
    private readonly GivenInverse<T>? _given;

    /// <summary>For a matrix that can be factored at any shift.</summary>
    public ShiftInvertSolver(ISymmetricOperator<T> a, IShiftedSystem<T> system, SpectrumBounds bounds, int k, EigenTarget target, EigshOptions options)
        : this(a, k, target, options)
    {
        _bounds = bounds;
        _system = system;
        _proof = new InertiaProof<T>(system, bounds, options.CancellationToken);
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
        _tolerance = options.ToleranceOf<T>();
        _lanczos = new BlockLanczos<T>(_n, Block, options.Threads);
        _given = options.ShiftedSolve is null ? null : new GivenInverse<T>(options, _n, MultiplyShifted, string.Create(CultureInfo.InvariantCulture, $"A − σI, σ = {target.Sigma}"));
        Values = [];
        Residuals = [];
    }

    /// <summary>All pairs found, ascending.</summary>
    public double[] Values { get; private set; }

    public double[] Residuals { get; private set; }

    public T[] Vectors => _vectors;

    /// <summary>The places of the wanted pairs among them, ascending.</summary>
    public int[] Selection { get; private set; } = [];

    public bool Converged { get; private set; }

    public bool CountIsProven { get; private set; }

    public double Norm { get; private set; }

    /// <summary>The last factor that was solved with.</summary>
    public IShiftedFactor<T>? Factor { get; private set; }

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
        int steps = 2;
        for (int round = 0; round < MaxRounds; round++)
        {
            // While the shift may be a poor one, a few steps tell enough to choose a better; where they do not, twice as many.
            int restarts = _options.MaxIterations > 0 ? _options.MaxIterations : DefaultRestarts;
            bool found = _lanczos.Search(Apply, wanted, () => AreGood(wanted), _reshifts > 0 ? steps : int.MaxValue, restarts);
            if (!found && _reshifts > 0 && _system is not null && !KnowsBetterShift(wanted))
            {
                _reshifts--;
                steps *= 2;
                continue;
            }

            Extract(Math.Min(wanted, _lanczos.Count));
            if (!found)
            {
                if (_reshifts > 0)
                {
                    Reshift(wanted, force: false);
                    continue;
                }

                // The pairs may be what was asked for all the same, though not in the norm of the inverse.
                Converged = _system is not null && Values.Length >= _k && IsAccurate() && Prove(out bool open) == 0 && !open && CountIsProven;
                Trouble = "the restarts allowed were used up";
                return;
            }

            if (Values.Length < _k || !IsAccurate())
            {
                if (_reshifts > 0 && _system is not null)
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

            if (_system is null)
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
            if (more && wanted < _n && wanted < _k + Chased)
            {
                wanted = Math.Min(_n, wanted + 2 * Block);
                _lanczos.Grow(Capacity(wanted));
                continue;
            }

            if (missing == 0)
            {
                Converged = true;
                return;
            }

            if (missing < 0 && _reshifts > 0)
            {
                // What stands beside an eigenvalue at the shift is not what it seems.
                Reshift(wanted, force: true);
                continue;
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

    private int Capacity(int wanted) => Math.Max(wanted + (_n < Large ? 6 : 4) * _lanczos.Block, 2 * wanted + 2 * _lanczos.Block);

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

    /// <summary>Starts anew from vectors, which are put into the system's order.</summary>
    private void Begin(T[] vectors, int count, int wanted)
    {
        Reorder(vectors, count, inverse: false);
        _lanczos.Start(vectors, count, Capacity(wanted));
    }

    /// <summary>The process runs in the order that the factor stores: each solve is spared two permutations.</summary>
    private void Reorder(T[] vectors, int count, bool inverse)
    {
        ReadOnlySpan<int> order = _system is null ? [] : _system.Order;
        if (order.IsEmpty || count == 0)
        {
            return;
        }

        if (_products.Length < _n)
        {
            _products = new T[_n];
        }

        Span<T> old = _products.AsSpan(0, _n);
        for (int v = 0; v < count; v++)
        {
            Span<T> vector = vectors.AsSpan(v * _n, _n);
            vector.CopyTo(old);
            for (int i = 0; i < order.Length; i++)
            {
                if (inverse)
                {
                    vector[order[i]] = old[i];
                }
                else
                {
                    vector[i] = old[order[i]];
                }
            }
        }
    }

    private void Apply(Span<T> vectors, int count)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        Applications += count;
        if (Factor is not null)
        {
            Factor.SolveInOrder(vectors, count);
            return;
        }

        for (int c = 0; c < count; c++)
        {
            Span<T> vector = vectors.Slice(c * _n, _n);
            _given!.Solve(vector, vector);
        }
    }

    /// <summary>y = (A − σI)x.</summary>
    private void MultiplyShifted(ReadOnlySpan<T> x, Span<T> y)
    {
        _a.Apply(x, y);
        TensorPrimitives.MultiplyAdd(x, -Numbers<T>.From(_shift), y, y);
    }

    /// <summary>What the inverse is multiplied with.</summary>
    private double Unit => Factor?.Unit ?? _given!.Factor;

    /// <summary>
    /// Whether the wanted pairs are accurate, and those after them accurate or known to be apart. With Ox = θx + r one
    /// more product x′ = Ox/θ has (A − λ)x′ = −r/θ²; beside that, vectors are asked to be good.
    /// </summary>
    private bool AreGood(int wanted)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        double unit = Unit;
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
        _lanczos.Vectors(count, ref _vectors);
        Apply(_vectors, count);
        Reorder(_vectors, count, inverse: true);
        (Values, Residuals) = RayleighRitz.Solve(_a, _vectors, count, ref _products, keepProducts: _n < Large);
        foreach (double value in Values)
        {
            Norm = Math.Max(Norm, Math.Abs(value));
        }

        int[] best = Best();
        Selection = [.. best.Take(Math.Min(_k, best.Length)).Order()];
    }

    /// <summary>The angles of the wanted vectors to the exact ones, by the last projection and the product after it.</summary>
    public double[] Angles()
    {
        double unit = Unit;
        int[] sorted = [.. Enumerable.Range(0, Values.Length).OrderBy(i => _shift + unit / _lanczos.Values[i])];
        double[] angles = RitzAngles.OfKrylov(_lanczos.Values, _lanczos.Residuals, [.. Selection.Select(i => sorted[i])], _lanczos.Block, _ => 8 * Numbers<T>.Eps * Math.Abs(_lanczos.Values[0]), 8 * Numbers<T>.Eps * Math.Abs(_lanczos.Values[0]), isStepped: true);
        return RitzAngles.OrNothing(angles, [.. Selection.Select(i => Residuals[i])], Norm);
    }

    /// <summary>The pairs found, best first.</summary>
    private int[] Best() => [.. Enumerable.Range(0, Values.Length).OrderBy(i => _order.Key(Values[i]))];

    private bool IsAccurate() => Selection.All(i => Residuals[i] <= Target);

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
        bool many = false;
        for (int i = _k; i < count && !many; i++)
        {
            double gap = Key(i) - Key(i - 1);
            if (gap > Unresolved(i) && Compare(i, (Key(i) + Key(i - 1)) / 2, gap / 2) is { } missing)
            {
                if (missing <= Chased)
                {
                    _free = missing == 0 ? (Key(i) + Key(i - 1)) / 2 - gap / 4 : double.NaN;
                    return missing;
                }

                many = true;
            }
        }

        if (!many && count < Math.Min(_n, _k + Chased))
        {
            more = true;
            return 0;
        }

        double width = Math.Max(2 * floor, 2 * Target);
        if (many && _order.Count(_proof!, Key(_k - 1) + width, width / 2, _n) > _k)
        {
            _cut = Values[best[_k - 1]];
        }

        for (int i = _k - 1; i > 0; i--)
        {
            double gap = Key(i) - Key(i - 1);
            if (gap > Unresolved(i) && Compare(i, (Key(i) + Key(i - 1)) / 2, gap / 2) is { } missing)
            {
                return missing;
            }
        }

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

    /// <summary>Numbers that the count puts all other eigenvalues beyond, on the sides where no guard value tells.</summary>
    public IReadOnlyList<double> Limits(IReadOnlyList<double> guards)
    {
        EigenTarget target = _order.Target;
        IEnumerable<double> limits = double.IsNaN(_free) ? [] : target.Kind switch
        {
            TargetKind.SmallestAlgebraic => [_free],
            TargetKind.LargestAlgebraic => [-_free],
            _ => [target.Sigma - _free, target.Sigma + _free],
        };
        double low = Values[Selection[0]];
        double high = Values[Selection[^1]];
        limits = limits.Where(limit => limit < low ? !guards.Any(guard => guard < low) : limit > high && !guards.Any(guard => guard > high));

        // The eigenvalue of a pair that is not accurate is as near as its residual lets it be.
        IEnumerable<double> Doubtful()
        {
            for (int i = 0; i < Values.Length; i++)
            {
                if (!Selection.Contains(i) && !guards.Contains(Values[i]) && !(_order.Key(Values[i]) > _free))
                {
                    double found = Selection.Select(j => Values[j]).MinBy(value => Math.Abs(value - Values[i]));
                    yield return Values[i] + Math.Sign(found - Values[i]) * Math.Min(Residuals[i], Math.Abs(found - Values[i]) / 2);
                }
            }
        }

        return [.. limits.Concat(Doubtful())];
    }

    /// <summary>Eigenvalues seen, or known by their count, beside the wanted ones, ascending.</summary>
    public IReadOnlyList<double> Guards()
    {
        var chosen = new HashSet<int>(Selection);
        double accurate = Math.Max(Target, 1e-6 * Norm);
        IEnumerable<double> seen = Enumerable.Range(0, Values.Length).Where(i => !chosen.Contains(i) && Residuals[i] <= accurate).Select(i => Values[i]);
        return [.. (_cut is { } copy ? seen.Append(copy) : seen).Order()];
    }
}
