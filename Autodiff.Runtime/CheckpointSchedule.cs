using System;
using System.Collections.Generic;
using System.ComponentModel;

namespace Autodiff;

/// <summary>
/// Says at which iterations of a counted loop a snapshot of the state is kept, so that going back through the loop
/// repeats the fewest iterations that the number of snapshots allows (A. Griewank, A. Walther, 2000).
/// </summary>
/// <remarks>
/// Snapshots form a stack, so they live on the tape: the schedule only counts. What follows the loop is one more
/// iteration to it, whose reversal comes first. Generated code gets one from <see cref="Tape.Schedule"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CheckpointSchedule
{
    private readonly Stack<long> _snapshots = new();
    private int _stride;
    private int _budget;
    private long _target;
    private long _next;

    internal CheckpointSchedule()
    {
    }

    /// <summary>Whether the state is to be kept before this iteration, on the way to the one that is reversed next.</summary>
    /// <param name="index">The loop's index.</param>
    public bool Stores(long index)
    {
        if (index != _next)
        {
            return false;
        }

        _snapshots.Push(index);
        long iterations = ((_target - index) / _stride) + 1;
        _next = index + (Ahead(iterations, _budget - _snapshots.Count + 1) * _stride);
        return true;
    }

    /// <summary>
    /// Goes on to the iteration before the one reversed last: gives the index of the latest snapshot, which the caller
    /// takes from the tape and runs forward from.
    /// </summary>
    public long Restore()
    {
        _target -= _stride;
        _next = _snapshots.Pop();
        return _next;
    }

    internal void Start(long first, long last, int stride, int snapshots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(snapshots, 1);
        _snapshots.Clear();
        _stride = stride;
        _budget = snapshots;
        _next = first;
        _target = last + stride;
    }

    /// <summary>
    /// How far ahead the next snapshot stands when this many iterations are to be reversed and this many snapshots are
    /// free, the one before the first iteration included.
    /// </summary>
    /// <remarks>
    /// β(s, r) = (s + r)!/(s! r!) iterations can be reversed with s snapshots when none runs more than r times
    /// forward. With β(s, r − 1) &lt; iterations ≤ β(s, r), the part after the next snapshot may have β(s − 1, r − 1) to
    /// β(s − 1, r) of them, and the part before it β(s, r − 2) to β(s, r − 1).
    /// </remarks>
    private static long Ahead(long iterations, long snapshots)
    {
        if (snapshots <= 1 || iterations <= 2)
        {
            return Math.Max(iterations - 1, 1);
        }

        Int128 reach = 1;
        long runs = 0;
        Int128 before = 0;
        while (reach < iterations)
        {
            runs++;
            before = reach;
            reach = reach * (snapshots + runs) / runs;
        }

        Int128 shortestAfter = before * snapshots / (snapshots + runs - 1);
        return (long)Int128.Min(before, iterations - shortestAfter);
    }
}
