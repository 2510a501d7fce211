using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Nested dissection of a mesh by levels of distance (George and Liu, 1978): the level that splits it best from a node at
/// its rim is eliminated last, the two parts before it, each in the same way; small parts by minimum degree. On a grid such
/// levels are diagonals, which leave less fill than minimum degree alone.
/// </summary>
internal sealed class NestedDissection
{
    /// <summary>Parts of at most so many nodes are ordered by minimum degree.</summary>
    public const int Leaf = 1000;

    private const int LargePlane = 500_000;
    private const int Unseen = -1;

    private readonly int[] _rowPointers;
    private readonly int[] _columnIndices;
    private readonly int _leaf;
    private readonly bool _always;

    // The nodes in the order that is made; those of a part lie together, and have its number.
    private readonly int[] _order;
    private readonly int[] _part;
    private readonly int[] _level;
    private readonly int[] _queue;
    private readonly int[] _local;
    private readonly Stack<(int From, int To)> _open = new();
    private int _parts;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private NestedDissection(int[] rowPointers, int[] columnIndices, int leaf, bool always)
    {
        int n = rowPointers.Length - 1;
        _rowPointers = rowPointers;
        _columnIndices = columnIndices;
        _leaf = leaf;
        _always = always;
        _order = new int[n];
        _part = new int[n];
        _level = new int[n];
        _queue = new int[n];
        _local = new int[n];
        for (int i = 0; i < n; i++)
        {
            _order[i] = i;
        }

        Array.Fill(_level, Unseen);
    }

    /// <summary>A permutation, new to old; <see langword="null"/> for a graph that is not a mesh: one with no small level, or so narrow that minimum degree is best.</summary>
    /// <param name="rowPointers">Where each row begins; one more for the end.</param>
    /// <param name="columnIndices">The columns stored, symmetric.</param>
    /// <param name="cancellation">Honoured at each part.</param>
    /// <param name="leaf">The size of parts that are not divided.</param>
    /// <param name="always">Whether to order what is not a mesh, too.</param>
    public static int[]? Order(int[] rowPointers, int[] columnIndices, CancellationToken cancellation, int leaf = Leaf, bool always = false)
    {
        var dissection = new NestedDissection(rowPointers, columnIndices, leaf, always);
        return dissection.Run(cancellation) ? dissection._order : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Run(CancellationToken cancellation)
    {
        int n = _order.Length;
        if (!_always && n <= 2 * _leaf)
        {
            return false;
        }

        _open.Push((0, n));
        while (_open.TryPop(out (int From, int To) part))
        {
            cancellation.ThrowIfCancellationRequested();
            int size = part.To - part.From;
            if (size <= _leaf)
            {
                OrderByDegree(part.From, part.To);
                continue;
            }

            int reached = Search(_order[part.From], 0);
            if (reached < size)
            {
                SplitComponents(part.From, part.To, reached);
                continue;
            }

            int depth = SearchFromRim(reached);
            int level = ChooseLevel(reached, depth, out int width);
            if (!_always && size > n / 2 && !IsMeant(size, width))
            {
                return false;
            }

            if (level < 0 || width > size / 4)
            {
                Forget(reached);
                OrderByDegree(part.From, part.To);
            }
            else
            {
                Split(part.From, reached, level);
            }
        }

        return true;
    }

    /// <summary>
    /// Whether levels are those of a mesh. One in the plane is left to minimum degree, which is as quick until the factor's
    /// size counts.
    /// </summary>
    private static bool IsMeant(int size, int width)
    {
        double narrow = (size < LargePlane ? 3 : 0.25) * Math.Sqrt(size);
        return width >= narrow && width <= 1.5 * Math.Pow(size, 2.0 / 3);
    }

    /// <summary>Levels of distance from a node within its part; the nodes are queued behind those before.</summary>
    /// <returns>The end of the queue.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Search(int start, int first)
    {
        int own = _part[start];
        int end = first;
        _queue[end++] = start;
        _level[start] = 0;
        for (int at = first; at < end; at++)
        {
            int node = _queue[at];
            int level = _level[node] + 1;
            for (int p = _rowPointers[node]; p < _rowPointers[node + 1]; p++)
            {
                int neighbour = _columnIndices[p];
                if (_level[neighbour] == Unseen && _part[neighbour] == own)
                {
                    _level[neighbour] = level;
                    _queue[end++] = neighbour;
                }
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forget(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _level[_queue[i]] = Unseen;
        }
    }

    /// <summary>Searches again from a node that is farthest, until that does not lead farther (George and Liu, 1979).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SearchFromRim(int count)
    {
        const int Most = 4;
        int depth = _level[_queue[count - 1]];
        for (int attempt = 0; attempt < Most; attempt++)
        {
            int far = _queue[count - 1];
            Forget(count);
            Search(far, 0);
            int reached = _level[_queue[count - 1]];
            if (reached <= depth && attempt > 0)
            {
                return reached;
            }

            depth = reached;
        }

        return depth;
    }

    /// <summary>A level with few nodes that leaves enough on both sides; −1 when there is none between two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ChooseLevel(int count, int depth, out int width)
    {
        int best = -1;
        width = count;
        double least = double.PositiveInfinity;
        for (int from = 0, level = 0; level < depth; level++)
        {
            int to = from;
            while (_level[_queue[to]] == level)
            {
                to++;
            }

            double balance = Math.Min(from, count - to) / (double)count;

            // Far from the middle only when nothing else is there.
            double cost = (to - from) * (1.5 - balance) + (balance < 0.3 ? (double)count * (2 - balance) : 0);
            if (level > 0 && cost < least)
            {
                (best, width, least) = (level, to - from, cost);
            }

            from = to;
        }

        return best;
    }

    /// <summary>The nodes before the level, those behind it, and of the level itself last those that hold the two apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Split(int from, int count, int level)
    {
        int before = ++_parts;
        int behind = ++_parts;
        int between = ++_parts;
        int low = from;
        int high = from + count;
        int last = count;
        int edge = 0;

        // The queue is sorted by levels.
        while (_level[_queue[edge]] <= level)
        {
            edge++;
        }

        for (int i = 0; i < edge; i++)
        {
            int node = _queue[i];
            bool separates = false;
            for (int p = _rowPointers[node]; p < _rowPointers[node + 1] && _level[node] == level && !separates; p++)
            {
                separates = _level[_columnIndices[p]] == level + 1;
            }

            if (separates)
            {
                _order[--high] = node;
                _part[node] = between;
            }
            else
            {
                _order[low++] = node;
                _part[node] = before;
            }
        }

        int middle = low;
        for (int i = edge; i < last; i++)
        {
            _order[low++] = _queue[i];
            _part[_queue[i]] = behind;
        }

        Forget(count);
        _open.Push((from, middle));
        _open.Push((middle, high));
    }

    /// <summary>Puts the nodes of each component together; small ones make one part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SplitComponents(int from, int to, int reached)
    {
        int size = to - from;
        int begin = 0;
        int end = reached;
        for (int i = from; ; i++)
        {
            // A large one stands alone; small ones are collected, to no more than a leaf.
            if (end - begin > _leaf || end == size)
            {
                _open.Push((from + begin, from + end));
                begin = end;
            }

            while (i < to && _level[_order[i]] != Unseen)
            {
                i++;
            }

            if (i == to)
            {
                break;
            }

            int next = Search(_order[i], end);
            if (next - begin > _leaf && end > begin)
            {
                _open.Push((from + begin, from + end));
                begin = end;
            }

            end = next;
        }

        _queue.AsSpan(0, size).CopyTo(_order.AsSpan(from));
        Forget(size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OrderByDegree(int from, int to)
    {
        Span<int> nodes = _order.AsSpan(from, to - from);
        if (nodes.Length < 2)
        {
            return;
        }

        int own = _part[nodes[0]];
        int stored = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            _local[nodes[i]] = i;
            stored += _rowPointers[nodes[i] + 1] - _rowPointers[nodes[i]];
        }

        var rowPointers = new int[nodes.Length + 1];
        var columns = new int[stored];
        int next = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            for (int p = _rowPointers[nodes[i]]; p < _rowPointers[nodes[i] + 1]; p++)
            {
                int neighbour = _columnIndices[p];
                if (_part[neighbour] == own && neighbour != nodes[i])
                {
                    columns[next++] = _local[neighbour];
                }
            }

            rowPointers[i + 1] = next;
        }

        int[] order = MinimumDegree.Order(rowPointers, columns[..next], double.PositiveInfinity, double.PositiveInfinity, CancellationToken.None)!;
        int[] old = nodes.ToArray();
        for (int i = 0; i < old.Length; i++)
        {
            nodes[i] = old[order[i]];
        }
    }
}
