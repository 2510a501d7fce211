using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <content>Solves with blocks of right-hand sides, whose numbers of one row lie together.</content>
internal sealed partial class LdltFactor<T>
{
    // So many rows of a block stay in the first-level cache.
    private const int Tile = 256;

    private T[] _block = [];
    private T[] _part = [];
    private int[] _numbered = [];

    private delegate void Transformation(LdltFactor<T> factor, TriangularSweeps<T> sweeps);

    /// <summary>How many right-hand sides are solved for at once.</summary>
    public static int Width => TriangularSweeps<T>.Wide.Width;

    public int FrontCount => _symbolic.Count;

    public ReadOnlySpan<T> Diagonal => _diagonal;

    public ReadOnlySpan<T> Coupling => _coupling;

    public ReadOnlySpan<PivotKind> Kinds => _kinds;

    /// <summary>x := (A − σI)⁻¹ x for <paramref name="count"/> vectors of n numbers, one after another. A pivot that is 0 gives 0.</summary>
    public void Solve(Span<T> x, int count) => Solve(x, count, T.ScaleB(T.One, _exponent), inOrder: false);

    /// <summary>As <see cref="Solve(Span{T}, int)"/>, times <see cref="Unit"/>: numbers that are neither huge nor tiny, whatever the matrix's are.</summary>
    public void SolveInUnits(Span<T> x, int count) => Solve(x, count, T.One, inOrder: false);

    /// <inheritdoc/>
    public void SolveInOrder(Span<T> x, int count) => Solve(x, count, T.One, inOrder: true);

    /// <summary>What belongs to a supernode.</summary>
    public Front FrontAt(int s)
    {
        int pivots = _firstPivot[s + 1] - _firstPivot[s];
        ReadOnlySpan<int> delayed = _delayed.AsSpan(_firstDelayed[s], _firstDelayed[s + 1] - _firstDelayed[s]);
        ReadOnlySpan<int> rows = _symbolic.Rows.AsSpan(_symbolic.FirstRow[s], _symbolic.FirstRow[s + 1] - _symbolic.FirstRow[s]);
        int entries = (int)SymbolicFactorization.StoredEntries(pivots, pivots + delayed.Length + rows.Length);
        return new Front(_firstPivot[s], _pivots.AsSpan(_firstPivot[s], pivots), delayed, rows, _numbered, _chunks[_chunk[s]].AsSpan(_offset[s], entries));
    }

    private void Solve(Span<T> x, int count, T scale, bool inOrder)
        => ForBlocks(x, count, scale, mayBeNarrow: true, inOrder, static (factor, sweeps) =>
        {
            if (factor._shares is { } shares)
            {
                factor.SolveShared(sweeps, shares);
                return;
            }

            sweeps.Forward(factor, root: false, factor._block, factor._part, 0, factor._symbolic.Count);
            sweeps.Backward(factor, root: false, factor._block, factor._part, 0, factor._symbolic.Count);
        });

    /// <summary>Transforms the vectors, scaled, in blocks whose rows lie together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForBlocks(Span<T> x, int count, T scale, bool mayBeNarrow, bool inOrder, Transformation transform)
    {
        int n = Dimension;
        for (int first = 0; first < count;)
        {
            int left = count - first;
            TriangularSweeps<T> sweeps = mayBeNarrow && left <= TriangularSweeps<T>.Narrow.Width ? TriangularSweeps<T>.Narrow : TriangularSweeps<T>.Wide;
            int width = sweeps.Width;
            if (_block.Length < n * width)
            {
                _block = GC.AllocateUninitializedArray<T>(checked(n * width));
            }

            if (_part.Length == 0)
            {
                int most = MostPivots();
                _part = GC.AllocateUninitializedArray<T>(Math.Max(1, most) * Width);
                _numbered = new int[most];
                for (int i = 0; i < most; i++)
                {
                    _numbered[i] = i;
                }
            }

            int columns = Math.Min(width, left);
            Gather(x[(first * n)..], columns, width, scale, inOrder ? [] : _symbolic.Order);
            transform(this, sweeps);
            Scatter(x[(first * n)..], columns, width, inOrder ? [] : _symbolic.Order);
            first += columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MostPivots()
    {
        int most = 0;
        for (int s = 0; s < _symbolic.Count; s++)
        {
            most = Math.Max(most, _firstPivot[s + 1] - _firstPivot[s]);
        }

        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(ReadOnlySpan<T> x, int columns, int width, T scale, ReadOnlySpan<int> order)
    {
        int n = Dimension;
        for (int first = 0; first < n; first += Tile)
        {
            int last = Math.Min(n, first + Tile);
            for (int c = 0; c < columns; c++)
            {
                ReadOnlySpan<T> column = x.Slice(c * n, n);
                int to = first * width + c;
                for (int i = first; i < last; i++)
                {
                    _block[to] = column[order.IsEmpty ? i : order[i]] * scale;
                    to += width;
                }
            }

            for (int i = first; i < last && columns < width; i++)
            {
                _block.AsSpan(i * width + columns, width - columns).Clear();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scatter(Span<T> x, int columns, int width, ReadOnlySpan<int> order)
    {
        int n = Dimension;
        for (int first = 0; first < n; first += Tile)
        {
            int last = Math.Min(n, first + Tile);
            for (int c = 0; c < columns; c++)
            {
                Span<T> column = x.Slice(c * n, n);
                int from = first * width + c;
                for (int i = first; i < last; i++)
                {
                    column[order.IsEmpty ? i : order[i]] = _block[from];
                    from += width;
                }
            }
        }
    }

    /// <summary>The part of U and D that one supernode made.</summary>
    /// <param name="firstPivot">The number of its first pivot.</param>
    /// <param name="pivots">The rows that were its pivots.</param>
    /// <param name="delayed">Those it passed on.</param>
    /// <param name="rows">Those below its columns.</param>
    /// <param name="numbered">0, 1, … for as many rows as there are pivots.</param>
    /// <param name="numbers">Its rows of U, by strips, as <see cref="TriangularKernel{T, TLanes}"/> reads them.</param>
    public readonly ref struct Front(int firstPivot, ReadOnlySpan<int> pivots, ReadOnlySpan<int> delayed, ReadOnlySpan<int> rows, ReadOnlySpan<int> numbered, ReadOnlySpan<T> numbers)
    {
        public int FirstPivot { get; } = firstPivot;

        public ReadOnlySpan<int> Pivots { get; } = pivots;

        public ReadOnlySpan<int> Delayed { get; } = delayed;

        public ReadOnlySpan<int> Rows { get; } = rows;

        public ReadOnlySpan<int> Numbered { get; } = numbered;

        public ReadOnlySpan<T> Numbers { get; } = numbers;
    }
}
