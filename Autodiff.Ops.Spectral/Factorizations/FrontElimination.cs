using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Partial UᵀDU of a dense symmetric front, of which only some rows may be pivots: 1×1 and 2×2 pivots under a threshold
/// (Duff and Reid, 1983), searched as by Ashcraft, Grimes and Lewis (1998), in panels. Rows that give no stable pivot stay.
/// </summary>
/// <remarks>The upper triangle is stored by rows: a pivot's row becomes its row of U, whose diagonal is 1.</remarks>
/// <param name="expected">The size that fronts have at most, unless rows are passed on.</param>
/// <param name="threads">The threads that take part in large products; 0 for one on each core. The numbers are the same for any.</param>
internal sealed class FrontElimination<T>(int expected = 0, int threads = 1)
    where T : IFloatingPointIeee754<T>
{
    private const int Panel = 32;
    private const int Block = 64;

    // The multiplications below which waking a thread costs more than it does.
    private const double SharedWork = 4e6;

    // |pivot| is at least this part of its row, so that no number grows by more than its inverse in a step.
    private const double Threshold = 0.01;

    private T[] _front = [];
    private T[] _scaled = [];
    private int[] _indices = [];
    private T[] _diagonal = [];
    private T[] _coupling = [];
    private PivotKind[] _kinds = [];
    private int _size;

    /// <summary>The front, <see cref="Begin"/>'s size squared, by rows.</summary>
    public T[] Front => _front;

    /// <summary>What each row stands for; moved along with the rows.</summary>
    public int[] Indices => _indices;

    /// <summary>D's diagonal, for the rows eliminated.</summary>
    public ReadOnlySpan<T> Diagonal => _diagonal;

    /// <summary>What couples a 2×2 pivot's first row to its second.</summary>
    public ReadOnlySpan<T> Coupling => _coupling;

    public ReadOnlySpan<PivotKind> Kinds => _kinds;

    /// <summary>The largest number met in a pivot's row, over all fronts.</summary>
    public T Growth { get; private set; } = T.Zero;

    /// <summary>Begins another matrix.</summary>
    public void ForgetGrowth() => Growth = T.Zero;

    /// <summary>Clears a front of <paramref name="size"/> rows.</summary>
    public void Begin(int size)
    {
        _size = size;
        if (_indices.Length < size)
        {
            int room = size <= expected ? expected : Math.Max(size, size + Math.Min(size / 8, 256));
            _front = GC.AllocateUninitializedArray<T>(checked(room * room));
            _scaled = GC.AllocateUninitializedArray<T>(room * room);
            _indices = new int[room];
            _diagonal = new T[room];
            _coupling = new T[room];
            _kinds = new PivotKind[room];
        }

        _front.AsSpan(0, size * size).Clear();
    }

    /// <summary>Eliminates as many of the first <paramref name="candidates"/> rows as is stable; they end up first.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Eliminate(int candidates)
    {
        int done = 0;
        int refused = 0;
        while (done < candidates)
        {
            // When each was refused in its panel, all are looked at together.
            bool together = refused >= candidates - done;
            int begin = done;
            int end = together ? candidates : Math.Min(candidates, done + Panel);
            done = EliminatePanel(begin, end);
            Update(begin, done, end, candidates);
            if (end == candidates)
            {
                break;
            }

            int left = end - done;
            refused = done > begin ? left : refused + left;
            for (int t = 0; t < left && done + t < candidates - 1 - t; t++)
            {
                Exchange(done + t, candidates - 1 - t, done);
            }
        }

        Update(0, done, candidates, _size);
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int EliminatePanel(int begin, int end)
    {
        int done = begin;
        int candidate = begin;
        while (candidate < end)
        {
            (int first, int second) = FindPivot(candidate, done, end);
            if (first < 0)
            {
                candidate++;
                continue;
            }

            Exchange(first, done, done);
            if (second < 0)
            {
                EliminateOne(done, end);
                done++;
            }
            else
            {
                Exchange(second == done ? first : second, done + 1, done);
                EliminateTwo(done, end);
                done += 2;
            }

            candidate = done;
        }

        return done;
    }

    /// <summary>One row, or two, that make a stable pivot, starting from a candidate and following the largest entries; −1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int First, int Second) FindPivot(int candidate, int done, int end)
    {
        T threshold = Numbers<T>.From(Threshold);
        int c = candidate;
        (T inside, int partner) = LargestInside(c, -1, done, end);
        T outside = LargestOutside(c, end);
        for (int hop = done; hop < end; hop++)
        {
            T diagonal = T.Abs(At(c, c));
            T largest = T.Max(inside, outside);
            Growth = T.Max(Growth, T.Max(diagonal, largest));
            if (diagonal >= threshold * largest)
            {
                return (c, -1);
            }

            if (partner < 0 || T.IsZero(inside))
            {
                return (-1, -1);
            }

            (T insideOther, int partnerOther) = LargestInside(partner, -1, done, end);
            T outsideOther = LargestOutside(partner, end);
            T diagonalOther = T.Abs(At(partner, partner));
            if (diagonalOther >= threshold * T.Max(insideOther, outsideOther))
            {
                return (partner, -1);
            }

            if (IsStablePair(c, partner, outside, outsideOther, done, end))
            {
                return (c, partner);
            }

            if (!(insideOther > inside))
            {
                return (-1, -1);
            }

            (c, partner, inside, outside) = (partner, partnerOther, insideOther, outsideOther);
        }

        return (-1, -1);
    }

    /// <summary>Whether the inverse of the 2×2 pivot times its rows is bounded by the threshold's inverse.</summary>
    private bool IsStablePair(int p, int q, T outsideP, T outsideQ, int done, int end)
    {
        T a = At(p, p);
        T b = At(p, q);
        T e = At(q, q);
        T product = a * e;
        T determinant = T.Abs(product - b * b);
        T hundredth = Numbers<T>.From(0.01);
        if (!(determinant > hundredth * T.Max(T.Abs(product), b * b)))
        {
            return false;
        }

        T rowP = T.Max(outsideP, LargestInside(p, q, done, end).Value);
        T rowQ = T.Max(outsideQ, LargestInside(q, p, done, end).Value);
        T bound = determinant / Numbers<T>.From(Threshold);
        return T.Abs(e) * rowP + T.Abs(b) * rowQ <= bound && T.Abs(b) * rowP + T.Abs(a) * rowQ <= bound;
    }

    private T At(int i, int j) => i <= j ? _front[i * _size + j] : _front[j * _size + i];

    /// <summary>The largest entry of a row among the panel's rows that are left, but for the diagonal and one other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (T Value, int At) LargestInside(int row, int without, int done, int end)
    {
        T largest = T.Zero;
        int at = -1;
        for (int j = done, place = done * _size + row; j < row; j++, place += _size)
        {
            T size = T.Abs(_front[place]);
            if (size > largest && j != without)
            {
                (largest, at) = (size, j);
            }
        }

        for (int j = row + 1, place = row * _size + row + 1; j < end; j++, place++)
        {
            T size = T.Abs(_front[place]);
            if (size > largest && j != without)
            {
                (largest, at) = (size, j);
            }
        }

        return (largest, at);
    }

    private T LargestOutside(int row, int end)
        => end < _size ? T.Abs(TensorPrimitives.MaxMagnitude<T>(_front.AsSpan(row * _size + end, _size - end))) : T.Zero;

    /// <summary>Exchanges two rows and columns that were not eliminated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Exchange(int x, int y, int done)
    {
        if (x == y)
        {
            return;
        }

        (int i, int j) = x < y ? (x, y) : (y, x);
        int size = _size;
        T[] f = _front;
        for (int p = 0; p < done; p++)
        {
            (f[p * size + i], f[p * size + j]) = (f[p * size + j], f[p * size + i]);
            (_scaled[p * size + i], _scaled[p * size + j]) = (_scaled[p * size + j], _scaled[p * size + i]);
        }

        for (int p = done; p < i; p++)
        {
            (f[p * size + i], f[p * size + j]) = (f[p * size + j], f[p * size + i]);
        }

        for (int p = i + 1; p < j; p++)
        {
            (f[i * size + p], f[p * size + j]) = (f[p * size + j], f[i * size + p]);
        }

        (f[i * size + i], f[j * size + j]) = (f[j * size + j], f[i * size + i]);
        for (int p = j + 1; p < size; p++)
        {
            (f[i * size + p], f[j * size + p]) = (f[j * size + p], f[i * size + p]);
        }

        (_indices[i], _indices[j]) = (_indices[j], _indices[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EliminateOne(int p, int end)
    {
        int size = _size;
        T pivot = _front[p * size + p];
        Span<T> row = _front.AsSpan(p * size + p + 1, size - p - 1);
        Span<T> scaled = _scaled.AsSpan(p * size + p + 1, size - p - 1);
        _front[p * size + p] = T.One;
        _diagonal[p] = pivot;
        _coupling[p] = T.Zero;
        if (T.IsZero(pivot))
        {
            // The threshold lets it pass only when the whole row is zero.
            _kinds[p] = PivotKind.Zero;
            scaled.Clear();
            return;
        }

        _kinds[p] = PivotKind.One;
        TensorPrimitives.Negate(row, scaled);
        TensorPrimitives.Divide(row, pivot, row);
        for (int r = p + 1; r < end; r++)
        {
            T factor = _scaled[p * size + r];
            if (!T.IsZero(factor))
            {
                Span<T> target = _front.AsSpan(r * size + r, size - r);
                TensorPrimitives.MultiplyAdd(_front.AsSpan(p * size + r, size - r), factor, target, target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EliminateTwo(int p, int end)
    {
        int size = _size;
        int q = p + 1;
        T a = _front[p * size + p];
        T b = _front[p * size + q];
        T e = _front[q * size + q];
        (_diagonal[p], _diagonal[q], _coupling[p], _coupling[q]) = (a, e, b, T.Zero);
        (_kinds[p], _kinds[q]) = (PivotKind.FirstOfTwo, PivotKind.SecondOfTwo);
        int rest = size - q - 1;
        Span<T> rowP = _front.AsSpan(p * size + q + 1, rest);
        Span<T> rowQ = _front.AsSpan(q * size + q + 1, rest);
        Span<T> scaledP = _scaled.AsSpan(p * size + q + 1, rest);
        Span<T> scaledQ = _scaled.AsSpan(q * size + q + 1, rest);
        TensorPrimitives.Negate(rowP, scaledP);
        TensorPrimitives.Negate(rowQ, scaledQ);
        _front[p * size + p] = _front[q * size + q] = T.One;
        _front[p * size + q] = T.Zero;

        // [uP; uQ] = D⁻¹ [rowP; rowQ], with everything divided by b, the largest.
        T aOverB = a / b;
        T eOverB = e / b;
        T scale = T.One / ((aOverB * eOverB - T.One) * b);
        for (int j = 0; j < rest; j++)
        {
            T x = rowP[j];
            T y = rowQ[j];
            rowP[j] = (eOverB * x - y) * scale;
            rowQ[j] = (aOverB * y - x) * scale;
        }

        for (int r = q + 1; r < end; r++)
        {
            Span<T> target = _front.AsSpan(r * size + r, size - r);
            TensorPrimitives.MultiplyAdd(_front.AsSpan(p * size + r, size - r), _scaled[p * size + r], target, target);
            TensorPrimitives.MultiplyAdd(_front.AsSpan(q * size + r, size - r), _scaled[q * size + r], target, target);
        }
    }

    /// <summary>Rows from <paramref name="from"/> to <paramref name="to"/> −= UᵀDU of the pivots from <paramref name="begin"/> to <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(int begin, int end, int from, int to)
    {
        if (begin == end)
        {
            return;
        }

        int blocks = (to - from + Block - 1) / Block;
        double work = (double)(to - from) * (_size - from) * (end - begin);
        if (threads == 1 || blocks == 1 || work < SharedWork)
        {
            for (int block = 0; block < blocks; block++)
            {
                UpdateBlock(begin, end, from + block * Block, to);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : -1 };
        Parallel.For(0, blocks, options, block => UpdateBlock(begin, end, from + block * Block, to));
    }

    private void UpdateBlock(int begin, int end, int i, int to)
        => ProductKernel.AddTransposedProduct<T>(
            Math.Min(Block, to - i),
            _size - i,
            end - begin,
            _scaled.AsSpan(begin * _size + i),
            _size,
            _front.AsSpan(begin * _size + i),
            _size,
            _front.AsSpan(i * _size + i),
            _size);
}

/// <summary>The blocks of D.</summary>
internal enum PivotKind : byte
{
    Zero,
    One,
    FirstOfTwo,
    SecondOfTwo,
}
