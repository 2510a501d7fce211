using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>The numeric phase: front by front in postorder, contributions on a stack.</summary>
internal sealed class LdltNumeric<T>
    where T : IFloatingPointIeee754<T>
{
    private const int ChunkEntries = 1 << 21;

    private readonly SymbolicFactorization _symbolic;
    private readonly T[] _values;
    private readonly double _shift;
    private readonly bool _keep;
    private readonly Queue<T[]> _spare;
    private readonly LdltWorkspace<T> _workspace;
    private readonly FrontElimination<T> _front;
    private readonly int[] _place;
    private readonly int[] _waiting;
    private readonly T _scale;
    private int _stackUsed;
    private int _chunkUsed;
    private int _pivotCount;
    private int _waitingCount;

    public LdltNumeric(SymbolicFactorization symbolic, T[] values, double shift, bool keep, IEnumerable<T[]>? spare = null, LdltWorkspace<T>? workspace = null)
    {
        _keep = keep;
        _spare = new Queue<T[]>(spare ?? []);
        _symbolic = symbolic;
        _values = values;
        _shift = shift;
        int n = symbolic.Dimension;
        int count = symbolic.Count;
        _workspace = workspace ?? new LdltWorkspace<T>(symbolic);
        _front = _workspace.Front;
        _front.ForgetGrowth();
        _place = _workspace.Place;
        _waiting = _workspace.Waiting;
        Chunk = new int[count];
        Offset = new int[count];
        FirstPivot = new int[count + 1];
        FirstDelayed = new int[count + 1];
        Pivots = new int[n];
        Diagonal = new T[n];
        Coupling = new T[n];
        Kinds = new PivotKind[n];

        double largest = values.Length == 0 ? 0 : Math.Abs(Numbers<T>.ToDouble(TensorPrimitives.MaxMagnitude<T>(values)));
        largest = Math.Max(largest, Math.Abs(shift));

        // The scale itself must be a normal number.
        int limit = Numbers<T>.Eps < 1e-10 ? 1000 : 120;
        Exponent = largest == 0 ? 0 : Math.Clamp(-Math.ILogB(largest), -limit, limit);
        _scale = T.ScaleB(T.One, Exponent);
    }

    public List<T[]> Chunks { get; } = [];

    public int[] Chunk { get; }

    public int[] Offset { get; }

    public int[] Pivots { get; }

    public int[] FirstPivot { get; }

    public List<int> Delayed { get; } = [];

    public int[] FirstDelayed { get; }

    public T[] Diagonal { get; }

    public T[] Coupling { get; }

    public PivotKind[] Kinds { get; }

    /// <summary>The matrix was multiplied by two to this power.</summary>
    public int Exponent { get; }

    public long EntryCount { get; private set; }

    public T Growth => _front.Growth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(CancellationToken cancellation)
    {
        for (int s = 0; s < _symbolic.Count; s++)
        {
            if ((s & 255) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            Step(s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step(int s)
    {
        int own = _symbolic.FirstColumn[s];
        int ownEnd = _symbolic.FirstColumn[s + 1];
        ReadOnlySpan<int> rows = _symbolic.Rows.AsSpan(_symbolic.FirstRow[s], _symbolic.FirstRow[s + 1] - _symbolic.FirstRow[s]);

        // What the children delayed comes first: then the children's rows keep their order.
        int firstChild = _waitingCount - _symbolic.Children[s];
        int passed = 0;
        for (int c = firstChild; c < _waitingCount; c++)
        {
            passed += FirstDelayed[_waiting[c] + 1] - FirstDelayed[_waiting[c]];
        }

        int candidates = passed + ownEnd - own;
        int size = candidates + rows.Length;
        _front.Begin(size);
        int[] indices = _front.Indices;
        int at = 0;
        for (int c = firstChild; c < _waitingCount; c++)
        {
            for (int d = FirstDelayed[_waiting[c]]; d < FirstDelayed[_waiting[c] + 1]; d++)
            {
                indices[at++] = Delayed[d];
            }
        }

        for (int i = own; i < ownEnd; i++)
        {
            indices[at++] = i;
        }

        rows.CopyTo(indices.AsSpan(at));
        for (int i = 0; i < size; i++)
        {
            _place[indices[i]] = i;
        }

        Assemble(own, ownEnd, size);
        AddContributions(firstChild, size);
        int done = _front.Eliminate(candidates);
        Keep(s, done, candidates, size);
        PushContribution(s, done, size);
    }

    /// <summary>Adds the matrix's own entries, upper triangle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Assemble(int own, int ownEnd, int size)
    {
        T[] front = _front.Front;
        for (int i = own; i < ownEnd; i++)
        {
            int old = _symbolic.Order[i];
            int row = _place[i] * size;
            front[row + _place[i]] -= Numbers<T>.From(_shift) * _scale;
            if (_symbolic.IsDense)
            {
                for (int j = i; j < ownEnd; j++)
                {
                    front[row + j] += _values[i * size + j] * _scale;
                }

                continue;
            }

            for (int p = _symbolic.RowPointers[old]; p < _symbolic.RowPointers[old + 1]; p++)
            {
                int j = _symbolic.Inverse[_symbolic.ColumnIndices[p]];
                if (j >= i)
                {
                    front[row + _place[j]] += _values[p] * _scale;
                }
            }
        }
    }

    /// <summary>Adds the children's contributions, which are the last on the stack (extend-add).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddContributions(int firstChild, int size)
    {
        T[] front = _front.Front;
        int from = _stackUsed;
        for (int c = _waitingCount - 1; c >= firstChild; c--)
        {
            int child = _waiting[c];
            int length = ContributionRows(child, out int delayed, out ReadOnlySpan<int> rows);
            from -= length * (length + 1) / 2;
            int[] local = _workspace.Local(length);
            for (int i = 0; i < delayed; i++)
            {
                local[i] = _place[Delayed[FirstDelayed[child] + i]];
            }

            for (int i = 0; i < rows.Length; i++)
            {
                local[delayed + i] = _place[rows[i]];
            }

            int p = from;
            for (int i = 0; i < length; i++)
            {
                ReadOnlySpan<T> source = _workspace.Stack.AsSpan(p, length - i);
                ReadOnlySpan<int> to = local.AsSpan(i, length - i);
                Span<T> target = front.AsSpan(local[i] * size, size);
                for (int j = 0; j < source.Length; j++)
                {
                    target[to[j]] += source[j];
                }

                p += source.Length;
            }
        }

        _stackUsed = from;
        _waitingCount = firstChild;
    }

    private int ContributionRows(int s, out int delayed, out ReadOnlySpan<int> rows)
    {
        delayed = FirstDelayed[s + 1] - FirstDelayed[s];
        rows = _symbolic.Rows.AsSpan(_symbolic.FirstRow[s], _symbolic.FirstRow[s + 1] - _symbolic.FirstRow[s]);
        return delayed + rows.Length;
    }

    /// <summary>Stores the rows of U and the blocks of D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(int s, int done, int candidates, int size)
    {
        KeepPivots(s, done, candidates);
        if (!_keep)
        {
            return;
        }

        long entries = SymbolicFactorization.StoredEntries(done, size);
        if (Chunks.Count == 0 || _chunkUsed + entries > Chunks[^1].Length)
        {
            long left = _symbolic.FactorEntries - EntryCount;
            Chunks.Add(_spare.TryDequeue(out T[]? old) && old.Length >= entries
                ? old
                : GC.AllocateUninitializedArray<T>(checked((int)Math.Max(entries, Math.Min(ChunkEntries, left)))));
            _chunkUsed = 0;
        }

        Chunk[s] = Chunks.Count - 1;
        Offset[s] = _chunkUsed;
        int to = _chunkUsed;
        for (int from = 0; from < done; from += SymbolicFactorization.Strip)
        {
            to = KeepStrip(from, Math.Min(done - from, SymbolicFactorization.Strip), done, candidates, size, to);
        }

        _chunkUsed = to;
        EntryCount += entries;
    }

    /// <summary>Stores a strip as <see cref="TriangularKernel{T, TLanes}"/> reads it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int KeepStrip(int from, int rows, int done, int candidates, int size, int to)
    {
        ref T front = ref MemoryMarshal.GetArrayDataReference(_front.Front);
        T[] chunk = Chunks[^1];
        int end = from + rows;
        for (int p = from; p < end; p++)
        {
            _front.Front.AsSpan(p * size + p + 1, end - p - 1).CopyTo(chunk.AsSpan(to));
            to += end - p - 1;
        }

        // The columns of later pivots, of rows that are passed on, and the others: each in groups of their own.
        foreach ((int first, int last) in (ReadOnlySpan<(int, int)>)[(end, done), (done, candidates), (candidates, size)])
        {
            int column = first;
            ref T source = ref Unsafe.Add(ref front, from * size + column);
            for (; column + 8 <= last; column += 8)
            {
                CopyGroup<Eight>(ref source, rows, size, ref chunk[to]);
                to += 8 * rows;
                source = ref Unsafe.Add(ref source, 8);
            }

            if (((last - column) & 4) != 0)
            {
                CopyGroup<Four>(ref source, rows, size, ref chunk[to]);
                to += 4 * rows;
                column += 4;
                source = ref Unsafe.Add(ref source, 4);
            }

            if (((last - column) & 2) != 0)
            {
                CopyGroup<Two>(ref source, rows, size, ref chunk[to]);
                to += 2 * rows;
                column += 2;
                source = ref Unsafe.Add(ref source, 2);
            }

            if (column < last)
            {
                CopyGroup<One>(ref source, rows, size, ref chunk[to]);
                to += rows;
            }
        }

        return to;
    }

    /// <summary>Copies the rows of a group of columns, one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyGroup<TGroup>(ref T source, int rows, int stride, ref T destination)
        where TGroup : struct
    {
        ref TGroup to = ref Unsafe.As<T, TGroup>(ref destination);
        for (int p = 0; p < rows; p++)
        {
            Unsafe.Add(ref to, p) = Unsafe.As<T, TGroup>(ref source);
            source = ref Unsafe.Add(ref source, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void KeepPivots(int s, int done, int candidates)
    {
        FirstPivot[s] = _pivotCount;
        _front.Indices.AsSpan(0, done).CopyTo(Pivots.AsSpan(_pivotCount));
        _front.Diagonal[..done].CopyTo(Diagonal.AsSpan(_pivotCount));
        _front.Coupling[..done].CopyTo(Coupling.AsSpan(_pivotCount));
        _front.Kinds[..done].CopyTo(Kinds.AsSpan(_pivotCount));
        _pivotCount += done;
        FirstPivot[s + 1] = _pivotCount;
        for (int i = done; i < candidates; i++)
        {
            Delayed.Add(_front.Indices[i]);
        }

        FirstDelayed[s + 1] = Delayed.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushContribution(int s, int done, int size)
    {
        int parent = _symbolic.Parent[s];
        if (parent < 0)
        {
            if (done < size)
            {
                throw new ArithmeticException("The factorisation found no pivot in a root; are there NaN entries?");
            }

            return;
        }

        int length = size - done;
        long needed = _stackUsed + (long)length * (length + 1) / 2;
        T[] stack = _workspace.RequireStack(needed);
        T[] front = _front.Front;
        int p = _stackUsed;
        for (int i = done; i < size; i++)
        {
            front.AsSpan(i * size + i, size - i).CopyTo(stack.AsSpan(p));
            p += size - i;
        }

        _stackUsed = p;
        _waiting[_waitingCount++] = s;
    }

    [InlineArray(1)]
    private struct One
    {
        private T _first;
    }

    [InlineArray(8)]
    private struct Eight
    {
        private T _first;
    }

    [InlineArray(4)]
    private struct Four
    {
        private T _first;
    }

    [InlineArray(2)]
    private struct Two
    {
        private T _first;
    }
}
