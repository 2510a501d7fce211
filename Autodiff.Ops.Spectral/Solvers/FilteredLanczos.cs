using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Pairs at the ends of the spectrum of a stored matrix by block Lanczos: on the matrix itself while that is quick, on
/// a Chebyshev filter of it where the wanted end is crowded (Zhou and Saad, 2007), whose interval and degree follow the
/// Ritz values. Where an eigenvalue has so many copies that a panel may not hold them all, sweeps from fresh random
/// panels, orthogonal to what was found, go on until they see nothing better.
/// </summary>
internal sealed class FilteredLanczos<T>
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;
    private const int DefaultRestarts = 3000;
    private const int SmallDimension = 1000;

    private readonly PanelOperator<T> _a;
    private readonly Panels<T> _panels;
    private readonly EigshOptions _options;
    private readonly PanelBasis<T> _orthogonal;
    private readonly PanelBasis<T> _exact;
    private readonly (double Low, double High) _bounds;
    private readonly FilterPlan<T> _plan;
    private readonly int _n;
    private readonly IPanelPreconditioner<T>? _preconditioner;
    private Panel<T>[] _storage = [];
    private Panel<T>? _scratch;
    private bool _mayFilter = true;

    /// <summary>Makes a solver.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="bounds">Numbers that no eigenvalue is outside of.</param>
    /// <param name="options">The options.</param>
    /// <param name="preconditioner">Begins with LOBPCG and this; <see langword="null"/> for Lanczos alone.</param>
    public FilteredLanczos(PanelOperator<T> a, (double Low, double High) bounds, EigshOptions options, IPanelPreconditioner<T>? preconditioner = null)
    {
        _preconditioner = preconditioner;
        _a = a;
        _panels = a.Panels;
        _options = options;
        _bounds = bounds;
        _n = a.Dimension;
        Tolerance = options.ToleranceOf<T>();
        _exact = new PanelBasis<T>(_panels);
        _orthogonal = new PanelBasis<T>(_panels, Math.Min(1e4, 0.01 * Tolerance / Numbers<T>.Eps));
        _plan = new FilterPlan<T>(bounds, Tolerance, a.OrthogonalCost, options.Method == EigshMethod.Chebyshev);
    }

    public double Tolerance { get; }

    public double Norm { get; private set; }

    public int Restarts { get; private set; }

    public List<double> Guards { get; } = [];

    /// <summary>Ritz vectors next to those found.</summary>
    public T[][] Beside { get; private set; } = [];

    /// <summary>Whether LOBPCG found the pairs.</summary>
    public bool IsPreconditioned { get; private set; }

    /// <summary>The far end of the spectrum as the last filter saw it; not a number where there was none.</summary>
    public double Far { get; private set; } = double.NaN;

    /// <summary>A Ritz value a few places beyond what was wanted.</summary>
    public double Near { get; private set; } = double.NaN;

    public bool IsComplete { get; private set; } = true;

    private int RestartLimit => _options.MaxIterations > 0 ? _options.MaxIterations : DefaultRestarts;

    /// <summary>How many panels the space of a search for <paramref name="k"/> pairs of n has.</summary>
    public static int Size(int k, int n, EigshOptions options)
    {
        int least = (k + 2 + W - 1) / W;

        // Found by trial: a panel more costs more inner products than it saves in products with the matrix, which are few in
        // small problems.
        int usual = least + Math.Max(5 + (n < SmallDimension ? 0 : Math.Min(k / 6, 2)), k / 12);
        return options.SubspaceSize > 0 ? Math.Max(options.SubspaceSize / W, least + 2) : usual;
    }

    /// <summary>Finds the best pairs.</summary>
    public RitzPairs<T> Find(int k, TargetKind kind) => kind switch
    {
        TargetKind.BothEnds => FindBothEnds(k),
        TargetKind.LargestMagnitude => FindLargestMagnitude(k),
        _ => FindEnd(k, kind, RitzPairs<T>.None, bound: null),
    };

    private RitzPairs<T> FindBothEnds(int k)
    {
        RitzPairs<T> high = FindEnd((k + 1) / 2, TargetKind.LargestAlgebraic, RitzPairs<T>.None, bound: null);
        return k > 1 && IsComplete ? Merge(high, FindEnd(k / 2, TargetKind.SmallestAlgebraic, high, bound: null)) : high;
    }

    /// <summary>The high end, and from the low end what is larger.</summary>
    private RitzPairs<T> FindLargestMagnitude(int k)
    {
        RitzPairs<T> high = FindEnd(k, TargetKind.LargestAlgebraic, RitzPairs<T>.None, bound: null);
        if (!IsComplete || high.Values[0] >= -_bounds.Low)
        {
            return high;
        }

        RitzPairs<T> low = FindEnd(k, TargetKind.SmallestAlgebraic, high, (high.Values[0], high.Residuals[0]));
        return low.Count == 0 ? high : Select(Merge(high, low), k, TargetKind.LargestMagnitude);
    }

    /// <summary>The best pairs at one end, or those of them that are better than a bound.</summary>
    private RitzPairs<T> FindEnd(int k, TargetKind kind, RitzPairs<T> others, (double Key, double Residual)? bound)
    {
        RitzPairs<T> found = Precondition(k, kind, others, bound) ?? Search(k, kind, others, bound);

        // Where large eigenvalues leave a filter no digits for the others, they are locked first.
        int before = 0;
        for (int part = 0; part <= k && IsComplete && !IsAccurate(found); part++)
        {
            RitzPairs<T> accurate = found.Within(Tolerance * Norm / 2);
            if (accurate.Count <= before && !_mayFilter)
            {
                break;
            }

            // A filter that left no digits to one more would leave none again.
            _mayFilter &= accurate.Count > before;
            before = accurate.Count;
            found = Merge(accurate, Search(k - accurate.Count, kind, RitzPairs<T>.Union(others, accurate), bound));
        }

        // Each round either ends the search or replaces the worst pairs by better ones.
        for (int round = 0; IsComplete && found.NeedsSweep(W / 2, Math.Max(1e3 * Tolerance, 64 * Numbers<T>.Eps) * Norm) && found.Count + others.Count < _n; round++)
        {
            int worst = found.Worst(kind);
            (double Key, double Residual) least = found.Count == k ? (KrylovSpace<T>.Key(kind, found.Values[worst]), found.Residuals[worst]) : bound!.Value;
            RitzPairs<T> better = Search(Math.Min(k, W), kind, RitzPairs<T>.Union(others, found), least);
            if (better.Count == 0)
            {
                break;
            }

            IsComplete &= round <= k + 20;
            found = Select(Merge(found, better), k, kind);
        }

        return found;
    }

    /// <summary>The best pairs by LOBPCG; <see langword="null"/> where it is not meant or stalls.</summary>
    private RitzPairs<T>? Precondition(int k, TargetKind kind, RitzPairs<T> others, (double Key, double Residual)? bound)
    {
        int count = (k + 2 + W - 1) / W;
        if (_preconditioner is null || bound is not null || others.Count > 0 || 3 * count * W > _n)
        {
            return null;
        }

        // A few steps of Lanczos tell the size of the matrix.
        Reserve(3);
        Panel<T> start = _panels.NewUninitialized();
        _orthogonal.FillRandom(start, 0, W);
        var krylov = new BlockKrylov<T>(_a, _orthogonal, [], 0, 3, _storage, _options.CancellationToken);
        krylov.Start(start);
        krylov.Extend(3, kind, _ => 0);
        Norm = krylov.Norm;
        var panels = new Panel<T>[count];
        for (int p = 0; p < count; p++)
        {
            panels[p] = _panels.NewUninitialized();
            FillStart(panels[p], p);
        }

        var solver = new Lobpcg<T>(_a, _orthogonal, _preconditioner, kind, count);
        void Step()
        {
            Restarts++;
            double worst = solver.Residuals.AsSpan(0, k).ToArray().Max();
            int converged = solver.Residuals.Take(k).Count(r => r <= Tolerance * Norm);
            _options.Progress?.Report(new EigshProgress(Restarts, converged, k, Norm > 0 ? worst / Norm : 0));
        }

        bool isSolved = solver.Solve(panels, k, () => Math.Max(0.4 * Tolerance, 4 * Numbers<T>.Eps) * Norm, RestartLimit, Step, _options.CancellationToken);
        solver.Release();
        RitzPairs<T>? best = null;
        if (isSolved)
        {
            IsPreconditioned = true;
            RitzPairs<T> pairs = PanelRitz.Solve(_a, panels, count * W);
            int[] order = [.. Enumerable.Range(0, pairs.Count).OrderByDescending(i => KrylovSpace<T>.Key(kind, pairs.Values[i]))];
            double[] angles = RitzAngles.OfBlock([.. order.Select(i => pairs.Values[i])], [.. order.Select(i => pairs.Residuals[i])], k);
            best = Select(pairs, k, kind) with { Angles = kind == TargetKind.SmallestAlgebraic ? angles : [.. angles.Reverse()] };
        }

        _panels.Release(start);
        _panels.Release(panels);
        return best;
    }

    /// <summary>The best pairs; what is next to them is kept as a guard.</summary>
    private RitzPairs<T> Select(RitzPairs<T> pairs, int k, TargetKind kind)
    {
        RitzPairs<T> best = pairs.Best(k, kind);
        Guards.AddRange(pairs.Neighbours(best));
        return best;
    }

    /// <summary>
    /// Searches until the best pairs are there; or, given a bound, until every pair better than it is there, or none is
    /// known to be.
    /// </summary>
    private RitzPairs<T> Search(int wanted, TargetKind kind, RitzPairs<T> others, (double Key, double Residual)? bound)
    {
        Panel<T>[] locked = others.ToPanels(_panels);
        int room = (_n - others.Count) / W - 1;
        int size = Math.Min(Size(wanted, _n, _options), room);
        if (size < (wanted + W - 1) / W + 1)
        {
            IsComplete = false;
            return RitzPairs<T>.None;
        }

        Reserve(size);
        Panel<T> start = _panels.NewUninitialized();
        if (others.Count == 0 && bound is null)
        {
            FillStart(start, panel: null);
        }
        else
        {
            _orthogonal.FillRandom(start, 0, W);
        }

        RitzPairs<T> found = Search(start, locked, others.Count, size, wanted, kind, bound);
        _panels.Release(start);
        _panels.Release(locked);
        return found;
    }

    private RitzPairs<T> Search(Panel<T> start, Panel<T>[] locked, int lockedCount, int size, int wanted, TargetKind kind, (double Key, double Residual)? bound)
    {
        var krylov = new BlockKrylov<T>(_a, _orthogonal, locked, lockedCount, size, _storage, _options.CancellationToken);
        krylov.Start(start);
        ChebyshevFilter<T>? filter = null;
        var stagnation = new Stagnation();
        bool isStuck = false;
        double far = double.NaN;
        double strictness = 0.4;
        double filterTolerance(double value) => Math.Max(strictness * Tolerance * Norm * filter!.Derivative(value), 4 * Numbers<T>.Eps * krylov.Norm);
        double plainTolerance(double _) => Math.Max(strictness * Tolerance, 4 * Numbers<T>.Eps) * Math.Max(Norm, krylov.Norm);
        int least = (wanted + 2 + W - 1) / W;
        int next = Math.Min(size, least + 2);
        while (true)
        {
            Func<double, double> tolerance = filter is null ? plainTolerance : filterTolerance;
            TargetKind order = filter is null ? kind : TargetKind.LargestAlgebraic;
            krylov.Extend(next, order, tolerance);
            if (filter is null)
            {
                Norm = Math.Max(Norm, krylov.Norm);
            }

            Report(wanted, krylov, filter);
            if (bound is { } b)
            {
                double key = filter is null ? b.Key : filter.ToFilter(kind == TargetKind.SmallestAlgebraic ? -b.Key : b.Key);
                double slack = (b.Residual + Tolerance * Norm) * (filter?.Derivative(key) ?? 1);
                int better = krylov.CountBetter(order, wanted, key, slack, tolerance, out bool settled);
                if (settled && better == 0)
                {
                    Guards.Add(filter is null ? krylov.Values[krylov.Order[0]] : filter.ToEigenvalue(krylov.Values[krylov.Order[0]]));
                    return RitzPairs<T>.None;
                }

                if (settled)
                {
                    RitzPairs<T> pairs = Finish(krylov, Math.Min(better, wanted), kind).Best(Math.Min(better, wanted), kind);
                    if (IsAccurate(pairs) || strictness < 1e-3)
                    {
                        if (pairs.Count < krylov.Order.Length)
                        {
                            Guards.Add(Next(krylov, filter, pairs, krylov.Order[pairs.Count], kind));
                        }

                        return pairs with { Angles = Angles(krylov, filter is not null, pairs, kind) };
                    }

                    strictness /= 4;
                }
            }
            else if (krylov.HasFound(wanted, tolerance))
            {
                RitzPairs<T> pairs = Finish(krylov, Math.Min(((wanted + 2 + W - 1) / W) * W, size * W), kind);
                RitzPairs<T> best = pairs.Best(wanted, kind);
                if (IsAccurate(best) || strictness < 1e-3)
                {
                    Guards.AddRange(filter is null ? krylov.Guards(wanted) : pairs.Neighbours(best));
                    Beside = [.. pairs.Vectors.Except(best.Vectors)];
                    int cut = krylov.Order[Math.Min(wanted + W, krylov.Order.Length - 1)];
                    Near = filter is null ? krylov.Values[cut] : filter.ToEigenvalue(krylov.Values[cut]);
                    return best with { Angles = Angles(krylov, filter is not null, best, kind) };
                }

                strictness /= 4;
            }

            if (Restarts >= RestartLimit || _a.Applications > _a.Limit || isStuck)
            {
                IsComplete = false;
                return Finish(krylov, Math.Min(((wanted + W - 1) / W) * W, size * W), kind).Best(wanted, kind);
            }

            double near = double.NaN;
            int degree = _mayFilter ? _plan.Suggest(krylov, filter, wanted, size, kind, Norm, tolerance, ref far, out near) : 0;
            if (degree < 0)
            {
                return Finish(krylov, wanted, kind).Best(wanted, kind);
            }

            if (degree > 0)
            {
                Far = far;
                Restarts++;
                int many = Math.Min(wanted + W, size * W);
                Mix(krylov, many, start);
                filter = new ChebyshevFilter<T>(_a, far, near, degree, locked, _scratch!);
                stagnation = new Stagnation();
                krylov = new BlockKrylov<T>(filter, _orthogonal, locked, lockedCount, size, _storage, _options.CancellationToken);
                krylov.Start(start);
                next = Math.Min(size, least + 2);
            }
            else if (krylov.Built < size)
            {
                next = Math.Min(size, krylov.Built + Pace(filter));
            }
            else
            {
                isStuck = stagnation.See(Worst(wanted, krylov, filter), krylov.Converged);
                int converged = (Math.Max(wanted, krylov.Converged) + W - 1) / W;
                int kept = Math.Clamp(converged + (size - converged) * 2 / 5, 1, size - 1);
                krylov.Restart(kept);
                next = Math.Min(size, kept + Pace(filter));
                Restarts++;
            }
        }
    }

    /// <summary>The angles of the best Ritz vectors, in the order of their eigenvalues: ascending.</summary>
    private double[] Angles(BlockKrylov<T> krylov, bool isFiltered, RitzPairs<T> pairs, TargetKind kind)
    {
        // Of a filter the true residuals are in other units, and tell what the angles are at least.
        bool isLow = kind == TargetKind.SmallestAlgebraic;
        int count = pairs.Count;
        double Residual(int place) => isFiltered ? 4 * Numbers<T>.Eps * krylov.Norm : pairs.Residuals[isLow ? place : count - 1 - place];
        double[] angles = RitzAngles.OfKrylov(krylov.Values, krylov.Residuals, krylov.Order.AsSpan(0, count), W, Residual, Math.Min(1e4 * Numbers<T>.Eps, 0.01 * Tolerance) * krylov.Norm / 2);
        if (!isLow)
        {
            Array.Reverse(angles);
        }

        return isFiltered ? RitzAngles.OrNothing(angles, pairs.Residuals, Norm) : angles;
    }

    /// <summary>The nearest place, but for half the way to what was found, where the eigenvalue of the next Ritz value may be.</summary>
    private static double Next(BlockKrylov<T> krylov, ChebyshevFilter<T>? filter, RitzPairs<T> found, int next, TargetKind kind)
    {
        int outward = kind == TargetKind.SmallestAlgebraic ? -1 : 1;
        double value = filter is null ? krylov.Values[next] : filter.ToEigenvalue(krylov.Values[next]);
        double doubt = krylov.Residuals[next] / (filter?.Derivative(krylov.Values[next]) ?? 1);
        double room = outward * (found.Values[found.Worst(kind)] - value);
        return value + outward * Math.Min(doubt, Math.Max(0, room / 2));
    }

    /// <summary>One Rayleigh–Ritz step over pairs of two searches, which are orthogonal to their tolerance only.</summary>
    private RitzPairs<T> Merge(RitzPairs<T> x, RitzPairs<T> y)
    {
        RitzPairs<T> union = RitzPairs<T>.Union(x, y);
        Panel<T>[] vectors = union.ToPanels(_panels);
        for (int p = 0; p < vectors.Length; p++)
        {
            _exact.Orthonormalize(vectors, p, vectors[p], 1, [], [], union.Count - p * W);
        }

        RitzPairs<T> pairs = PanelRitz.Solve(_a, vectors, union.Count);
        _panels.Release(vectors);
        return pairs with { Angles = union.Angles };
    }

    /// <summary>Whether pairs are as good as they must be after pairs of another search were added, too.</summary>
    private bool IsAccurate(RitzPairs<T> pairs) => pairs.Residuals.All(r => r <= Tolerance * Norm / 2);

    /// <summary>One random panel in the span of the best Ritz vectors, with a little from everywhere.</summary>
    private void Mix(BlockKrylov<T> krylov, int many, Panel<T> start)
    {
        int panels = (many + W - 1) / W;
        var ritz = new Panel<T>[panels];
        for (int p = 0; p < panels; p++)
        {
            ritz[p] = _panels.NewUninitialized();
        }

        krylov.Vectors(krylov.Order.AsSpan(0, many), ritz);
        var random = new Random(7 * Restarts + 1);
        var mixture = new T[panels * Panels<T>.Square];
        Numbers<T>.FillNormal(random, mixture);

        _orthogonal.FillRandom(start, 0, W);
        var noise = PanelOperator<T>.Lane(1e-3);
        _panels.Combine3(start, noise, start, PanelOperator<T>.Lane(0), start, PanelOperator<T>.Lane(0), start);
        T[] minus = [.. mixture.Select(value => -value)];
        _panels.Subtract(ritz, panels, minus, start, []);
        _panels.Release(ritz);
    }

    /// <summary>Random vectors, with initial ones in front of them: those of one panel, or all of them added up in one.</summary>
    private void FillStart(Panel<T> start, int? panel)
    {
        _orthogonal.FillRandom(start, 0, W);
        double[][] initial = _options.InitialVectors ?? [];
        for (int v = 0; v < initial.Length; v++)
        {
            double norm = System.Numerics.Tensors.TensorPrimitives.Norm<double>(initial[v]);
            for (int i = 0; i < _n && norm > 0 && (panel ?? v / W) == v / W; i++)
            {
                start[i * W + v % W] += Numbers<T>.From(30 * initial[v][i] / norm);
            }
        }
    }

    /// <summary>A Rayleigh–Ritz step with the matrix itself over the best vectors, and their true residuals.</summary>
    private RitzPairs<T> Finish(BlockKrylov<T> krylov, int count, TargetKind kind)
    {
        count = Math.Min(((count + W - 1) / W) * W, krylov.Order.Length);
        int panels = count / W;
        var x = new Panel<T>[panels];
        for (int p = 0; p < panels; p++)
        {
            x[p] = _panels.NewUninitialized();
        }

        krylov.Vectors(krylov.Order.AsSpan(0, count), x);
        for (int p = 0; p < panels; p++)
        {
            _exact.Orthonormalize(x, p, x[p], 1, [], [], _n);
        }

        RitzPairs<T> pairs = PanelRitz.Solve(_a, x, count);
        _panels.Release(x);
        return pairs;
    }

    /// <summary>The panels between two looks at the Ritz values, which cost less than a panel's products with a filter.</summary>
    private static int Pace(ChebyshevFilter<T>? filter) => filter is { Degree: > 4 } ? 1 : 2;

    private void Reserve(int size)
    {
        if (_storage.Length < size + 1)
        {
            _storage = [.. _storage, .. Enumerable.Range(0, size + 1 - _storage.Length).Select(_ => _panels.NewUninitialized())];
        }

        _scratch ??= _panels.NewUninitialized();
    }

    private void Report(int wanted, BlockKrylov<T> krylov, ChebyshevFilter<T>? filter)
        => _options.Progress?.Report(new EigshProgress(Restarts, Math.Min(krylov.Converged, wanted), wanted, Norm > 0 ? Worst(wanted, krylov, filter) / Norm : 0));

    /// <summary>The largest residual among the wanted Ritz values, as that of the matrix.</summary>
    private static double Worst(int wanted, BlockKrylov<T> krylov, ChebyshevFilter<T>? filter)
    {
        double worst = 0;
        for (int i = 0; i < Math.Min(wanted, krylov.Order.Length); i++)
        {
            int ritz = krylov.Order[i];
            worst = Math.Max(worst, krylov.Residuals[ritz] / (filter?.Derivative(krylov.Values[ritz]) ?? 1));
        }

        return worst;
    }
}
