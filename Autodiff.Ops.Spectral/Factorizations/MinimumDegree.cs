using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The approximate minimum degree ordering (Amestoy, Davis and Duff, 1996) on the quotient graph: eliminated columns
/// become elements, equal columns are eliminated together, and an element inside another is absorbed.
/// </summary>
internal sealed partial class MinimumDegree
{
    private const int None = -1;

    private readonly int _n;
    private readonly int[] _start;
    private readonly int[] _length;

    // How many elements a variable's list begins with; None for what is an element itself.
    private readonly int[] _elements;

    // The columns a variable stands for; 0 when it was merged, negative while it is in the element being made.
    private readonly int[] _weight;
    private readonly int[] _degree;

    // For an element: 0 when absorbed, else a number below _flag that counts its columns outside of the new element.
    private readonly int[] _mark;
    private readonly int[] _head;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int[] _bucket;
    private readonly int[] _parent;
    private readonly int[] _rank;
    private int[] _lists;
    private int _free;
    private int _flag = 2;
    private int _largest;
    private int _minimum;
    private int _eliminated;
    private int _pivots;

    private MinimumDegree(int[] rowPointers, int[] columnIndices)
    {
        _n = rowPointers.Length - 1;
        _start = new int[_n];
        _length = new int[_n];
        _elements = new int[_n];
        _weight = new int[_n];
        _degree = new int[_n];
        _mark = new int[_n];
        _head = new int[_n];
        _next = new int[_n];
        _previous = new int[_n];
        _bucket = new int[_n];
        _parent = new int[_n];
        _rank = new int[_n];
        _lists = new int[checked((int)Math.Min(Array.MaxLength, columnIndices.Length * 6L / 5 + 2L * _n + 16))];
        Fill(rowPointers, columnIndices);
    }

    /// <summary>A permutation, new to old, of a symmetric pattern; <see langword="null"/> when the factor would have more numbers than allowed.</summary>
    /// <param name="rowPointers">Where each row begins; one more for the end.</param>
    /// <param name="columnIndices">The column of each stored place, diagonal or not.</param>
    /// <param name="largestFactor">How many numbers the factor may have.</param>
    /// <param name="largestWork">How many multiplications its computation may need.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static int[]? Order(int[] rowPointers, int[] columnIndices, double largestFactor, double largestWork, CancellationToken cancellation)
    {
        var graph = new MinimumDegree(rowPointers, columnIndices);
        return graph.Eliminate(largestFactor, largestWork, cancellation) ? graph.Permutation() : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Eliminate(double largestFactor, double largestWork, CancellationToken cancellation)
    {
        double numbers = 0;
        double work = 0;
        for (int step = 0; _eliminated < _n; step++)
        {
            if ((step & 4095) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            while (_head[_minimum] == None)
            {
                _minimum++;
            }

            int pivot = _head[_minimum];
            Unlink(pivot);
            int columns = _weight[pivot];
            _eliminated += columns;
            _rank[pivot] = _pivots++;
            bool reclaim = _elements[pivot] != 0;
            int degree = MakeElement(pivot, out int first, out int end);
            CountOutside(first, end);
            int absorbed = UpdateDegrees(pivot, first, end, ref degree);
            _eliminated += absorbed;
            columns += absorbed;
            _largest = Math.Max(_largest, degree);
            AdvanceFlag(_largest);
            MergeEqual(first, end);
            Finish(pivot, first, end, degree, columns, reclaim);
            numbers += (double)columns * degree + 0.5 * columns * (columns + 1);
            double front = columns + degree;
            work += (front * front * front - (double)degree * degree * degree) / 3;
            if (numbers > largestFactor || work > largestWork)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The pivot's list becomes that of its neighbours, through its elements, which are absorbed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MakeElement(int pivot, out int first, out int end)
    {
        // Negative until it is finished, like those in the element.
        _weight[pivot] = -_weight[pivot];
        int elements = _elements[pivot];
        int degree = 0;
        if (elements == 0)
        {
            first = end = _start[pivot];
            int stop = first + _length[pivot];
            for (int p = first; p < stop; p++)
            {
                Take(_lists[p], ref degree, ref end);
            }
        }
        else
        {
            long bound = _length[pivot];
            for (int p = _start[pivot]; p < _start[pivot] + elements; p++)
            {
                bound += _length[_lists[p]];
            }

            Require(bound);
            int from = _start[pivot];
            first = end = _free;
            for (int p = from; p < from + elements; p++)
            {
                int element = _lists[p];
                int stop = _start[element] + _length[element];
                for (int q = _start[element]; q < stop; q++)
                {
                    Take(_lists[q], ref degree, ref end);
                }

                _mark[element] = 0;
                _length[element] = 0;
            }

            int last = from + _length[pivot];
            for (int p = from + elements; p < last; p++)
            {
                Take(_lists[p], ref degree, ref end);
            }

            _free = end;
        }

        _elements[pivot] = None;
        _start[pivot] = first;
        _length[pivot] = end - first;
        _degree[pivot] = degree;
        return degree;
    }

    private void Take(int i, ref int degree, ref int end)
    {
        int columns = _weight[i];
        if (columns > 0)
        {
            degree += columns;
            _weight[i] = -columns;
            _lists[end++] = i;
            Unlink(i);
        }
    }

    /// <summary>For each element next to the new one: how many of its columns lie outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountOutside(int first, int end)
    {
        int[] lists = _lists;
        int[] mark = _mark;
        int flag = _flag;
        for (int p = first; p < end; p++)
        {
            int i = lists[p];
            int columns = -_weight[i];
            int stop = _start[i] + _elements[i];
            for (int q = _start[i]; q < stop; q++)
            {
                int element = lists[q];
                int seen = mark[element];
                if (seen >= flag)
                {
                    mark[element] = seen - columns;
                }
                else if (seen != 0)
                {
                    mark[element] = _degree[element] + flag - columns;
                }
            }
        }
    }

    /// <summary>Bounds the degrees of the new element's variables, and hashes their lists; returns the columns that went with the pivot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int UpdateDegrees(int pivot, int first, int end, ref int degree)
    {
        int[] lists = _lists;
        int[] mark = _mark;
        int flag = _flag;
        int absorbed = 0;
        for (int p = first; p < end; p++)
        {
            int i = lists[p];
            int start = _start[i];
            int variables = start + _elements[i];
            int stop = start + _length[i];
            int to = start;
            int outside = 0;
            uint hash = 0;
            for (int q = start; q < variables; q++)
            {
                int element = lists[q];
                int seen = mark[element];
                if (seen > flag)
                {
                    outside += seen - flag;
                    lists[to++] = element;
                    hash += (uint)element;
                }
                else if (seen != 0)
                {
                    // Nothing of it lies outside of the new element (aggressive absorption).
                    mark[element] = 0;
                    _length[element] = 0;
                }
            }

            int elements = to - start;
            int firstVariable = to;
            for (int q = variables; q < stop; q++)
            {
                int j = lists[q];
                int columns = _weight[j];
                if (columns > 0)
                {
                    outside += columns;
                    lists[to++] = j;
                    hash += (uint)j;
                }
            }

            if (outside == 0)
            {
                // Its neighbours are the pivot's: it is eliminated along.
                int columns = -_weight[i];
                _parent[i] = pivot;
                _weight[i] = 0;
                _elements[i] = None;
                _length[i] = 0;
                degree -= columns;
                absorbed += columns;
                continue;
            }

            _degree[i] = Math.Min(_degree[i], outside);

            // The pivot goes in front; there is room, for it or one of its elements was there before.
            lists[to] = lists[firstVariable];
            lists[firstVariable] = lists[start];
            lists[start] = pivot;
            _elements[i] = elements + 1;
            _length[i] = to + 1 - start;
            int bucket = (int)((hash + (uint)pivot) % (uint)_n);
            _next[i] = _bucket[bucket];
            _bucket[bucket] = i;
            _previous[i] = bucket;
        }

        _degree[pivot] = degree;
        return absorbed;
    }

    /// <summary>Variables with the same lists become one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MergeEqual(int first, int end)
    {
        int[] lists = _lists;
        int[] mark = _mark;
        for (int p = first; p < end; p++)
        {
            int i = lists[p];
            if (_weight[i] >= 0)
            {
                continue;
            }

            int bucket = _previous[i];
            i = _bucket[bucket];
            _bucket[bucket] = None;
            while (i != None && _next[i] != None)
            {
                int start = _start[i];
                int length = _length[i];
                int elements = _elements[i];
                for (int q = start + 1; q < start + length; q++)
                {
                    mark[lists[q]] = _flag;
                }

                int last = i;
                for (int j = _next[i]; j != None;)
                {
                    bool equal = _length[j] == length && _elements[j] == elements;
                    for (int q = _start[j] + 1; equal && q < _start[j] + length; q++)
                    {
                        equal = mark[lists[q]] == _flag;
                    }

                    int next = _next[j];
                    if (equal)
                    {
                        _parent[j] = i;
                        _weight[i] += _weight[j];
                        _weight[j] = 0;
                        _elements[j] = None;
                        _length[j] = 0;
                        _next[last] = next;
                    }
                    else
                    {
                        last = j;
                    }

                    j = next;
                }

                AdvanceFlag(1);
                i = _next[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(int pivot, int first, int end, int degree, int columns, bool reclaim)
    {
        int left = _n - _eliminated;
        int to = first;
        for (int p = first; p < end; p++)
        {
            int i = _lists[p];
            int own = -_weight[i];
            if (own > 0)
            {
                _weight[i] = own;
                int bound = Math.Min(_degree[i] + degree - own, left - own);
                _degree[i] = bound;
                Link(i, bound);
                _lists[to++] = i;
            }
        }

        _weight[pivot] = columns;
        _length[pivot] = to - first;
        if (to == first)
        {
            _mark[pivot] = 0;
        }
        else
        {
            _mark[pivot] = 1;
        }

        if (reclaim)
        {
            _free = to;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Permutation()
    {
        // What was merged follows the pivot it went with; the longest rows end the list.
        var key = new int[_n];
        for (int i = 0; i < _n; i++)
        {
            int root = i;
            while (_rank[root] == None && _parent[root] != None)
            {
                root = _parent[root];
            }

            int rank = _rank[root] == None ? _pivots : _rank[root];
            for (int j = i; j != root && _parent[j] != root;)
            {
                int next = _parent[j];
                _parent[j] = root;
                j = next;
            }

            key[i] = rank;
        }

        var starts = new int[_pivots + 2];
        foreach (int rank in key)
        {
            starts[rank + 1]++;
        }

        for (int r = 0; r <= _pivots; r++)
        {
            starts[r + 1] += starts[r];
        }

        var order = new int[_n];
        for (int i = 0; i < _n; i++)
        {
            order[starts[key[i]]++] = i;
        }

        return order;
    }
}
