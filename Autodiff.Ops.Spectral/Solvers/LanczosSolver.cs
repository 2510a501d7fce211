using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Finds pairs at the ends of a spectrum and proves, as far as products can, that none better was missed: a Krylov
/// space holds one copy of a multiple eigenvalue, so sweeps from fresh random vectors, orthogonal to what was found,
/// go on until the best they see is not better.
/// </summary>
/// <remarks>With a <see cref="Turn{T}"/> pairs are those of a Hermitian operator in its real form: each is locked together
/// with its multiple by i, which costs no product. With a <see cref="MassProducts{T}"/> A is symmetric in its inner product.</remarks>
internal sealed class LanczosSolver<T>(ISymmetricOperator<T> a, EigshOptions options, Turn<T>? turn = null, MassProducts<T>? mass = null)
    where T : IFloatingPointIeee754<T>
{
    private readonly List<Pair> _pairs = [];
    private readonly List<(double Value, double Residual, double Angle)> _angles = [];
    private double[] _residuals = [];
    private bool _isOneSearch = true;
    private readonly KrylovSpace<T> _space = new(a, options, turn, mass);

    /// <summary>The relative tolerance asked for.</summary>
    public double Tolerance => _space.Tolerance;

    /// <summary>The largest Ritz value's magnitude, which bounds ‖A‖ from below.</summary>
    public double Norm => _space.Norm;

    public int Restarts => _space.Restarts;

    public int Applications => _space.Applications;

    /// <summary>The best eigenvalue seen beside the wanted ones, for each end asked for.</summary>
    public List<double> Guards { get; } = [];

    /// <summary>What the searches saw beside the wanted pairs, accurate or not.</summary>
    public List<RitzSlice<T>> Near { get; } = [];

    /// <summary>The angles of the vectors to the exact ones, in the order of <see cref="Finish"/>; none where they are not known.</summary>
    public double[]? Angles()
    {
        if (!_isOneSearch || _angles.Count != _residuals.Length)
        {
            return null;
        }

        var angles = new double[_residuals.Length];
        double spread = Math.Min(1, 4 / Math.Sqrt(a.Dimension));
        int at = 0;
        foreach ((double value, double residual, double angle) in _angles.OrderBy(pair => pair.Value))
        {
            // What a residual has beside that of its space is rounding, without preference.
            double gap = Guards.Count == 0 ? double.PositiveInfinity : Guards.Min(guard => Math.Abs(guard - value));
            double rest = Math.Max(0, _residuals[at] - 2 * residual);
            angles[at] = angle * _residuals[at] / residual + rest * spread / gap;
            at++;
        }

        return angles;
    }

    /// <summary>Whether every search ended within its bounds.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Adds <paramref name="k"/> pairs, best first by the kind's order.</summary>
    public void Find(int k, TargetKind kind)
    {
        int first = _pairs.Count;
        _space.Subspace = options.SubspaceSize > 0 ? options.SubspaceSize : Math.Max(2 * k + 20, 40);
        bool found = _space.Search(Locked(), k, kind, bound: null);
        Take(kind, found ? k : Math.Min(k, _space.Count), isFirst: true);
        if (!found)
        {
            IsComplete = false;
            return;
        }

        double[] angles = RitzAngles.OfKrylov(_space.Values, _space.Residuals, _space.Order.AsSpan(0, Math.Min(k, _space.Count)), 1, _ => 4 * Numbers<T>.Eps * _space.Norm, 0);
        _angles.AddRange(angles.Select((angle, i) => (_space.Values[_space.Order[i]], Math.Max(_space.Residuals[_space.Order[i]], 4 * Numbers<T>.Eps * _space.Norm), angle)));
        RitzSlice<T>? near = Neighbours(k);
        var dropped = new List<Pair>();

        // Each round either ends the search or replaces the worst pairs by better ones.
        for (int round = 0; _pairs.Count < (turn is null ? a.Dimension : a.Dimension / 2); round++)
        {
            int worst = first;
            for (int i = first; i < _pairs.Count; i++)
            {
                worst = _pairs[i].Key < _pairs[worst].Key ? i : worst;
            }

            if (round > 2 * k + 20 || !_space.Search(Locked(), 1, kind, (_pairs[worst].Key, _pairs[worst].Residual)))
            {
                IsComplete = false;
                return;
            }

            if (_space.BetterCount == 0)
            {
                _isOneSearch &= IsSeen(_space.Vector(_space.Order[0]), near, (k + 4) / 2);
                Guards.Add(_space.Values[_space.Order[0]]);
                if (kind == TargetKind.LargestMagnitude && _space.Count > 1)
                {
                    // The neighbours of what was found at one end lie there, and not at the other.
                    Guards.Add(_space.Values[_space.Order[0] == 0 ? _space.Count - 1 : 0]);
                }

                KeepNear(near, dropped);
                return;
            }

            _isOneSearch = false;
            Take(kind, Math.Min(k, _space.BetterCount), isFirst: false);
            List<Pair> group = _pairs.GetRange(first, _pairs.Count - first);
            group.Sort((x, y) => y.Key.CompareTo(x.Key));
            _pairs.RemoveRange(first, _pairs.Count - first);
            _pairs.AddRange(group.GetRange(0, k));
            dropped.AddRange(group.Skip(k).Where(pair => pair.Coupling is not null));
        }
    }

    /// <summary>Whether the first search saw a vector that the last one found: of copies it sees one combination, and the others are hidden.</summary>
    private static bool IsSeen(T[] vector, RitzSlice<T>? near, int most)
    {
        double squares = 0;
        for (int i = 0; i < Math.Min(near?.Values.Length ?? 0, most); i++)
        {
            double dot = Numbers<T>.ToDouble(TensorPrimitives.Dot(near!.Vectors.AsSpan(i * vector.Length, vector.Length), vector));
            squares += dot * dot;
        }

        return squares > 0.99;
    }

    /// <summary>What the search saw next to the wanted pairs: as much as a reverse pass has room for.</summary>
    private RitzSlice<T>? Neighbours(int k)
    {
        int near = turn is null ? Math.Min(3 * k + 2, Math.Min(_space.Count - k - 1, a.Dimension / 2 - k)) : 0;
        return near > 0 ? _space.Slice(k, near) : null;
    }

    /// <summary>Keeps neighbours, and before them the pairs that better ones took the place of.</summary>
    private void KeepNear(RitzSlice<T>? near, List<Pair> dropped)
    {
        if (near is null)
        {
            return;
        }

        int n = a.Dimension;
        int count = near.Values.Length;
        int first = Math.Min(dropped.Count, count);
        if (first > 0)
        {
            near.Vectors.AsSpan(0, (count - first) * n).CopyTo(near.Vectors.AsSpan(first * n));
            for (int i = 0; i < first; i++)
            {
                dropped[i].Vector.CopyTo(near.Vectors, i * n);
            }
        }

        Near.Add(near with
        {
            Values = [.. dropped.Take(first).Select(pair => pair.Value), .. near.Values.Take(count - first)],
            Couplings = [.. dropped.Take(first).Select(pair => pair.Coupling!.Value), .. near.Couplings.Take(count - first)],
        });
    }

    /// <summary>One Rayleigh–Ritz step over all pairs, and their true residuals.</summary>
    public (T[] Values, T[] Vectors, double[] Residuals) Finish()
    {
        T[] vectors = Vectors();
        T[] products = [];
        (double[] values, double[] residuals) = RayleighRitz.Solve(a, vectors, _pairs.Count, ref products, keepProducts: true);
        _space.CountApplications(_pairs.Count);
        _residuals = [.. residuals];
        return ([.. values.Select(Numbers<T>.From)], vectors, residuals);
    }

    /// <summary>The vectors found, one after another.</summary>
    public T[] Vectors()
    {
        int n = a.Dimension;
        var vectors = new T[(long)_pairs.Count * n];
        for (int i = 0; i < _pairs.Count; i++)
        {
            _pairs[i].Vector.CopyTo(vectors, i * n);
        }

        return vectors;
    }

    private T[] Locked()
    {
        T[] vectors = Vectors();
        if (turn is null)
        {
            return vectors;
        }

        int n = a.Dimension;
        var both = new T[2L * vectors.Length];
        vectors.CopyTo(both, 0);
        for (int i = 0; i < _pairs.Count; i++)
        {
            turn(_pairs[i].Vector, both.AsSpan(vectors.Length + i * n, n));
        }

        return both;
    }

    private void Take(TargetKind kind, int count, bool isFirst)
    {
        for (int i = 0; i < count; i++)
        {
            int at = _space.Order[i];
            _pairs.Add(new Pair(KrylovSpace<T>.Key(kind, _space.Values[at]), _space.Residuals[at], _space.Vector(at), _space.Values[at], isFirst ? _space.Coupling(at) : null));
        }
    }

    /// <summary>A pair; of the first search with its coupling to what the space lacks.</summary>
    private readonly record struct Pair(double Key, double Residual, T[] Vector, double Value, double? Coupling);
}
