using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The fronts of a factorisation divided among threads: whole subtrees of the elimination tree for each (Geist and Ng,
/// 1989), and those above them all, which are done alone. The same for the same number of threads.
/// </summary>
internal sealed class FrontShares
{
    // So many numbers of the factor are read while a thread is woken.
    private const double SmallestShare = 50_000;

    private readonly ParallelOptions _options;

    private FrontShares((int First, int End)[][] subtrees, (int First, int End)[] top)
    {
        Subtrees = subtrees;
        Top = top;
        _options = new ParallelOptions { MaxDegreeOfParallelism = subtrees.Length };
    }

    public int Count => Subtrees.Length;

    /// <summary>For each thread its subtrees, ranges of fronts in postorder, ascending.</summary>
    public (int First, int End)[][] Subtrees { get; }

    /// <summary>Ranges of the fronts above them, ascending.</summary>
    public (int First, int End)[] Top { get; }

    /// <summary>Divides; <see langword="null"/> when there is not enough for more than one.</summary>
    /// <param name="symbolic">The fronts.</param>
    /// <param name="threads">The threads asked for; 0 for one on each core.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FrontShares? Create(SymbolicFactorization symbolic, int threads)
    {
        threads = threads > 0 ? threads : Environment.ProcessorCount;
        int count = symbolic.Count;
        if (threads == 1 || symbolic.FactorEntries < SmallestShare * threads)
        {
            return null;
        }

        var weight = new double[count];
        var first = new int[count];
        var head = new int[count];
        var next = new int[count];
        Array.Fill(head, -1);
        var pool = new PriorityQueue<int, (double, int)>();
        double total = 0;
        for (int s = 0; s < count; s++)
        {
            int columns = symbolic.FirstColumn[s + 1] - symbolic.FirstColumn[s];
            double own = SymbolicFactorization.StoredEntries(columns, columns + symbolic.FirstRow[s + 1] - symbolic.FirstRow[s]) + 8.0 * columns;
            total += own;
            weight[s] += own;
            first[s] = s;
            for (int c = head[s]; c >= 0; c = next[c])
            {
                first[s] = Math.Min(first[s], first[c]);
            }

            int parent = symbolic.Parent[s];
            if (parent >= 0)
            {
                weight[parent] += weight[s];
                (next[s], head[parent]) = (head[parent], s);
            }
            else
            {
                pool.Enqueue(s, (-weight[s], s));
            }
        }

        // The largest subtrees are opened until each is a small part of a share.
        var top = new List<int>();
        while (pool.Count > 0 && weight[pool.Peek()] > total / (4 * threads) && top.Count < 64 * threads)
        {
            int s = pool.Dequeue();
            top.Add(s);
            for (int c = head[s]; c >= 0; c = next[c])
            {
                pool.Enqueue(c, (-weight[c], c));
            }
        }

        // The largest first, each to the one with the least.
        var shares = new List<(int First, int End)>[threads];
        var loads = new double[threads];
        for (int t = 0; t < threads; t++)
        {
            shares[t] = [];
        }

        while (pool.TryDequeue(out int root, out _))
        {
            int least = Array.IndexOf(loads, loads.Min());
            loads[least] += weight[root];
            shares[least].Add((first[root], root + 1));
        }

        return new FrontShares([.. shares.Select(Merge)], Merge(top.Select(s => (s, s + 1))));
    }

    /// <summary>Runs a body for each thread's share, and waits for all.</summary>
    public void Run<TState>(TState state, Action<TState, int> body) => Parallel.For(0, Count, _options, worker => body(state, worker));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int First, int End)[] Merge(IEnumerable<(int First, int End)> ranges)
    {
        var merged = new List<(int First, int End)>();
        foreach ((int first, int end) in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && merged[^1].End == first)
            {
                merged[^1] = (merged[^1].First, end);
            }
            else
            {
                merged.Add((first, end));
            }
        }

        return [.. merged];
    }
}
