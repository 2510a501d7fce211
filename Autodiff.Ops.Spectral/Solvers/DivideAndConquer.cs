using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// All eigenpairs of a symmetric tridiagonal matrix by divide and conquer (Cuppen, 1981; Gu and Eisenstat, 1995): the
/// matrix is torn into two halves plus ρ v vᵀ, the halves' pairs are merged by the secular equation, and the vectors by
/// one matrix product for each half. What couples too weakly to be seen is deflated, which saves its part of the product.
/// </summary>
/// <remarks>Values and the secular equation are in double; vectors are rows in T.</remarks>
internal sealed class DivideAndConquer<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Smallest = 24;
    private const byte Upper = 1;
    private const byte Lower = 2;

    private readonly int _n;
    private readonly double[] _d;
    private readonly double[] _e;
    private readonly int[] _order;
    private readonly T[] _gathered;
    private readonly SecularEquation _secular;
    private readonly CancellationToken _cancellation;

    // Of one merge: what is not deflated, ascending, then what is.
    private readonly double[] _z;
    private readonly double[] _poles;
    private readonly double[] _weights;
    private readonly double[] _vector;
    private readonly double[] _grouped;
    private readonly double[] _groupedLengths;
    private readonly double[] _newValues;
    private readonly int[] _sorted;
    private readonly int[] _kept;
    private readonly int[] _deflated;
    private readonly int[] _group;
    private readonly byte[] _halves;

    private DivideAndConquer(int n, double[] d, double[] e, T[] gathered, CancellationToken cancellation)
    {
        _n = n;
        _d = d;
        _e = e;
        _gathered = gathered;
        _cancellation = cancellation;
        int padded = SecularEquation.Padded(n);
        _order = new int[n];
        _secular = new SecularEquation(n);
        (_z, _poles, _weights, _newValues) = (new double[n], new double[n], new double[n], new double[n]);
        (_vector, _grouped, _groupedLengths) = (new double[padded], new double[padded], new double[padded]);
        (_sorted, _kept, _deflated, _group) = (new int[n], new int[n], new int[n], new int[n]);
        _halves = new byte[n];
    }

    /// <summary>Diagonalises.</summary>
    /// <param name="n">The order.</param>
    /// <param name="d">The diagonal, which becomes the eigenvalues of the rows.</param>
    /// <param name="e">The couplings, n numbers, destroyed.</param>
    /// <param name="rows">n·n numbers, whose rows become the eigenvectors.</param>
    /// <param name="cancellation">Honoured before each merge.</param>
    /// <returns>The rows in ascending order; <see langword="null"/> when an iteration did not end.</returns>
    public static int[]? Diagonalize(int n, double[] d, double[] e, T[] rows, CancellationToken cancellation)
    {
        bool isSplit = n > Smallest;
        T[] other = isSplit ? ArrayPool<T>.Shared.Rent(n * n) : [];
        T[] gathered = isSplit ? ArrayPool<T>.Shared.Rent(n * n) : [];
        try
        {
            var solver = new DivideAndConquer<T>(n, d, e, gathered, cancellation);
            return solver.Solve(0, n, rows, other) ? solver._order : null;
        }
        finally
        {
            if (isSplit)
            {
                ArrayPool<T>.Shared.Return(other);
                ArrayPool<T>.Shared.Return(gathered);
            }
        }
    }

    /// <summary>Solves the part of order <paramref name="m"/> from a place on; its vectors fill that diagonal block of a buffer.</summary>
    private bool Solve(int at, int m, T[] into, T[] other)
    {
        if (m <= Smallest)
        {
            return SolveDirectly(at, m, into);
        }

        int half = m / 2;
        double coupling = _e[at + half - 1];
        _d[at + half - 1] -= Math.Abs(coupling);
        _d[at + half] -= Math.Abs(coupling);
        if (!Solve(at, half, other, into) || !Solve(at + half, m - half, other, into))
        {
            return false;
        }

        _cancellation.ThrowIfCancellationRequested();
        return Merge(at, half, m, coupling, other, into);
    }

    private bool SolveDirectly(int at, int m, T[] into)
    {
        Span<double> vectors = stackalloc double[m * m];
        vectors.Clear();
        for (int i = 0; i < m; i++)
        {
            vectors[i * m + i] = 1;
        }

        // The coupling to the next part is not this one's.
        Span<double> e = stackalloc double[m];
        _e.AsSpan(at, m - 1).CopyTo(e);
        e[m - 1] = 0;
        Span<double> d = _d.AsSpan(at, m);
        if (!TridiagonalQl.Diagonalize(m, d, e, vectors))
        {
            return false;
        }

        for (int i = 0; i < m; i++)
        {
            TensorPrimitives.ConvertTruncating<double, T>(vectors.Slice(i * m, m), into.AsSpan((at + i) * _n + at, m));
            _sorted[i] = i;
        }

        Span<double> keys = stackalloc double[m];
        d.CopyTo(keys);
        keys.Sort(_sorted.AsSpan(0, m));
        _sorted.AsSpan(0, m).CopyTo(_order.AsSpan(at, m));
        return true;
    }

    /// <summary>Merges the pairs of two halves, whose vectors are in the block of <paramref name="from"/>.</summary>
    private bool Merge(int at, int half, int m, double coupling, T[] from, T[] into)
    {
        Span<double> d = _d.AsSpan(at, m);
        Span<double> z = _z.AsSpan(0, m);
        for (int i = 0; i < m; i++)
        {
            // v is the last row of the upper half's vectors and the first of the lower half's; its norm is √2.
            double end = Numbers<T>.ToDouble(from[(at + i) * _n + (i < half ? at + half - 1 : at + half)]);
            z[i] = (i >= half && coupling < 0 ? -end : end) / Math.Sqrt(2);
            _halves[i] = i < half ? Upper : Lower;
        }

        MergeOrder(_order.AsSpan(at, m), half, d);
        double rho = 2 * Math.Abs(coupling);
        int kept = Deflate(at, m, half, rho, from, out int deflated);
        Span<double> roots = _newValues.AsSpan(0, kept);
        if (kept > 0 && !_secular.Solve(_poles.AsSpan(0, kept), _weights.AsSpan(0, kept), rho, roots))
        {
            return false;
        }

        if (kept > 0)
        {
            Combine(at, half, m, kept, from, into);
        }

        // Deflated vectors follow; numbers that were never written are zeros.
        for (int i = 0; i < deflated; i++)
        {
            int row = _deflated[i];
            Span<T> target = into.AsSpan((at + kept + i) * _n + at, m);
            from.AsSpan((at + row) * _n + at, m).CopyTo(target);
            ClearMissing(target, _halves[row], half);
            _newValues[kept + i] = d[row];
        }

        _newValues.AsSpan(0, m).CopyTo(d);
        SortMerged(_order.AsSpan(at, m), kept, d);
        return true;
    }

    /// <summary>Finds what the other half cannot see, by size of z or by a rotation of two near eigenvalues.</summary>
    private int Deflate(int at, int m, int half, double rho, T[] from, out int deflated)
    {
        Span<double> d = _d.AsSpan(at, m);
        Span<double> z = _z.AsSpan(0, m);
        double largest = Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude<double>(z)), Math.Abs(TensorPrimitives.MaxMagnitude<double>(d)));
        double tolerance = 4 * Numbers<T>.Eps * largest;
        int kept = 0;
        deflated = 0;
        int candidate = -1;
        for (int s = 0; s < m; s++)
        {
            int row = _sorted[s];
            if (rho * Math.Abs(z[row]) <= tolerance)
            {
                _deflated[deflated++] = row;
                continue;
            }

            if (candidate >= 0)
            {
                double length = double.Hypot(z[row], z[candidate]);
                double cosine = z[row] / length;
                double sine = -z[candidate] / length;
                if (Math.Abs((d[row] - d[candidate]) * cosine * sine) <= tolerance)
                {
                    RotateOut(at, m, half, candidate, row, cosine, sine, from);
                    z[row] = length;
                    double first = d[candidate];
                    double second = d[row];
                    d[candidate] = first * cosine * cosine + second * sine * sine;
                    d[row] = first * sine * sine + second * cosine * cosine;
                    _deflated[deflated++] = candidate;
                }
                else
                {
                    _kept[kept++] = candidate;
                }
            }

            candidate = row;
        }

        if (candidate >= 0)
        {
            _kept[kept++] = candidate;
        }

        for (int i = 0; i < kept; i++)
        {
            _poles[i] = d[_kept[i]];
            _weights[i] = z[_kept[i]];
        }

        return kept;
    }

    private void RotateOut(int at, int m, int half, int first, int second, double cosine, double sine, T[] from)
    {
        Span<T> x = from.AsSpan((at + first) * _n + at, m);
        Span<T> y = from.AsSpan((at + second) * _n + at, m);
        ClearMissing(x, _halves[first], half);
        ClearMissing(y, _halves[second], half);
        byte both = (byte)(_halves[first] | _halves[second]);
        (_halves[first], _halves[second]) = (both, both);
        T c = Numbers<T>.From(cosine);
        T s = Numbers<T>.From(sine);
        for (int i = 0; i < x.Length; i++)
        {
            T t = c * x[i] + s * y[i];
            y[i] = c * y[i] - s * x[i];
            x[i] = t;
        }
    }

    /// <summary>Before a rotation or a copy: the half of a vector in which nothing was stored.</summary>
    private static void ClearMissing(Span<T> row, byte halves, int half)
    {
        if ((halves & Upper) == 0)
        {
            row[..half].Clear();
        }

        if ((halves & Lower) == 0)
        {
            row[half..].Clear();
        }
    }

    /// <summary>The new vectors: those of the secular equation times those of the halves.</summary>
    private void Combine(int at, int half, int m, int kept, T[] from, T[] into)
    {
        // Grouped as upper, both, lower, each half's part of the product is one block.
        Span<int> group = _group.AsSpan(0, kept);
        int next = 0;
        int upperCount = 0;
        int lowerStart = 0;
        foreach (byte halves in (ReadOnlySpan<byte>)[Upper, Upper | Lower, Lower])
        {
            for (int i = 0; i < kept; i++)
            {
                if (_halves[_kept[i]] == halves)
                {
                    group[next++] = i;
                }
            }

            (lowerStart, upperCount) = halves == Upper ? (next, next) : halves == Lower ? (lowerStart, upperCount) : (lowerStart, next);
        }

        int other = m - half;
        int lowerCount = kept - lowerStart;
        Span<T> upperRows = _gathered.AsSpan(0, upperCount * half);
        Span<T> lowerRows = _gathered.AsSpan(upperRows.Length, lowerCount * other);
        for (int i = 0; i < upperCount; i++)
        {
            from.AsSpan((at + _kept[group[i]]) * _n + at, half).CopyTo(upperRows[(i * half)..]);
        }

        for (int i = 0; i < lowerCount; i++)
        {
            from.AsSpan((at + _kept[group[lowerStart + i]]) * _n + at + half, other).CopyTo(lowerRows[(i * other)..]);
        }

        ReadOnlySpan<double> lengths = _secular.Lengths;
        int padded = SecularEquation.Padded(kept);
        _grouped.AsSpan(0, padded).Fill(double.MaxValue);
        _groupedLengths.AsSpan(0, padded).Clear();
        for (int i = 0; i < kept; i++)
        {
            _grouped[i] = _poles[group[i]];
            _groupedLengths[i] = lengths[group[i]];
        }

        T[] coefficients = ArrayPool<T>.Shared.Rent(kept * kept);
        for (int i = 0; i < kept; i++)
        {
            _secular.Vector(i, _grouped, _groupedLengths, _vector);
            TensorPrimitives.ConvertTruncating<double, T>(_vector.AsSpan(0, kept), coefficients.AsSpan(i * kept, kept));
            into.AsSpan((at + i) * _n + at, m).Clear();
        }

        ProductKernel.AddProduct<T>(kept, half, upperCount, T.One, coefficients, kept, upperRows, half, into.AsSpan(at * _n + at), _n);
        ProductKernel.AddProduct<T>(kept, other, lowerCount, T.One, coefficients.AsSpan(lowerStart), kept, lowerRows, other, into.AsSpan(at * _n + at + half), _n);
        ArrayPool<T>.Shared.Return(coefficients);
    }

    /// <summary>_sorted becomes the merged order of both halves' rows.</summary>
    private void MergeOrder(ReadOnlySpan<int> order, int half, ReadOnlySpan<double> d)
    {
        int i = 0;
        int j = half;
        for (int s = 0; s < order.Length; s++)
        {
            bool takesUpper = j == order.Length || (i < half && d[order[i]] <= d[half + order[j]]);
            _sorted[s] = takesUpper ? order[i++] : half + order[j++];
        }
    }

    /// <summary>The order of the merged rows: roots ascend, deflated values nearly do.</summary>
    private void SortMerged(Span<int> order, int kept, ReadOnlySpan<double> d)
    {
        for (int s = 0; s < order.Length; s++)
        {
            order[s] = s;
        }

        Span<double> keys = _z.AsSpan(0, order.Length);
        d.CopyTo(keys);
        keys[kept..].Sort(order[kept..]);
        int i = 0;
        int j = kept;
        order.CopyTo(_sorted);
        for (int s = 0; s < order.Length; s++)
        {
            order[s] = j == order.Length || (i < kept && d[_sorted[i]] <= d[_sorted[j]]) ? _sorted[i++] : _sorted[j++];
        }
    }
}
