using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <content>The lists of the quotient graph and of the degrees.</content>
internal sealed partial class MinimumDegree
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int[] rowPointers, int[] columnIndices)
    {
        Array.Fill(_head, None);
        Array.Fill(_bucket, None);
        Array.Fill(_parent, None);
        Array.Fill(_rank, None);
        Array.Fill(_weight, 1);
        Array.Fill(_mark, 1);
        for (int i = 0; i < _n; i++)
        {
            _start[i] = _free;
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                if (columnIndices[p] != i)
                {
                    _lists[_free++] = columnIndices[p];
                }
            }

            _length[i] = _degree[i] = _free - _start[i];
        }

        // Rows this long would make every degree useless; they are eliminated last. The ones without neighbours come first.
        double dense = Math.Max(16, 10 * Math.Sqrt(_n));
        for (int i = 0; i < _n; i++)
        {
            if (_degree[i] == 0)
            {
                _elements[i] = None;
                _mark[i] = 0;
                _rank[i] = _pivots++;
                _eliminated++;
            }
            else if (_degree[i] > dense)
            {
                _weight[i] = 0;
                _elements[i] = None;
                _mark[i] = 0;
                _eliminated++;
            }
            else
            {
                Link(i, _degree[i]);
            }
        }
    }

    private void Link(int i, int degree)
    {
        int old = _head[degree];
        _head[degree] = i;
        _next[i] = old;
        _previous[i] = None;
        if (old != None)
        {
            _previous[old] = i;
        }

        _minimum = Math.Min(_minimum, degree);
    }

    private void Unlink(int i)
    {
        int next = _next[i];
        int previous = _previous[i];
        if (next != None)
        {
            _previous[next] = previous;
        }

        if (previous != None)
        {
            _next[previous] = next;
        }
        else
        {
            _head[_degree[i]] = next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AdvanceFlag(int by)
    {
        if (_flag < int.MaxValue / 2 - by - _n)
        {
            _flag += by;
            return;
        }

        for (int i = 0; i < _n; i++)
        {
            if (_mark[i] != 0)
            {
                _mark[i] = 1;
            }
        }

        _flag = 2;
    }

    /// <summary>Makes room at the end of the lists: by moving the living ones together, else by growing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Require(long room)
    {
        if (_free + room <= _lists.Length)
        {
            return;
        }

        long used = 0;
        for (int i = 0; i < _n; i++)
        {
            used += _length[i];
        }

        long size = Math.Max(_lists.Length, used + room + _n);
        var lists = new int[checked((int)Math.Min(Array.MaxLength, size))];
        int to = 0;
        for (int i = 0; i < _n; i++)
        {
            Array.Copy(_lists, _start[i], lists, to, _length[i]);
            _start[i] = to;
            to += _length[i];
        }

        _lists = lists;
        _free = to;
    }
}
