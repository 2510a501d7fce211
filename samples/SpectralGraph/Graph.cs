using System;
using System.Collections.Generic;

namespace SpectralGraph;

/// <summary>Which nodes are tied to which. The weights of the ties live outside, since they vary.</summary>
internal sealed class Graph
{
    /// <param name="from">One end of each tie, from 0.</param>
    /// <param name="to">The other end.</param>
    public Graph(int nodeCount, int[] from, int[] to)
    {
        NodeCount = nodeCount;
        From = from;
        To = to;
        LaplacianRows = new int[4 * from.Length];
        LaplacianColumns = new int[4 * from.Length];
        for (int tie = 0; tie < from.Length; tie++)
        {
            ReadOnlySpan<int> rows = [from[tie], to[tie], from[tie], to[tie]];
            ReadOnlySpan<int> columns = [from[tie], to[tie], to[tie], from[tie]];
            rows.CopyTo(LaplacianRows.AsSpan(4 * tie));
            columns.CopyTo(LaplacianColumns.AsSpan(4 * tie));
        }
    }

    public int NodeCount { get; }

    public int TieCount => From.Length;

    public int[] From { get; }

    public int[] To { get; }

    /// <summary>Where the four Laplacian entries of each tie {i, j} stand: (i, i), (j, j), (i, j), (j, i).</summary>
    public int[] LaplacianRows { get; }

    /// <inheritdoc cref="LaplacianRows"/>
    public int[] LaplacianColumns { get; }

    /// <summary>The neighbours of each node.</summary>
    public int[][] Neighbours()
    {
        var lists = new List<int>[NodeCount];
        for (int node = 0; node < NodeCount; node++)
        {
            lists[node] = [];
        }

        for (int tie = 0; tie < TieCount; tie++)
        {
            lists[From[tie]].Add(To[tie]);
            lists[To[tie]].Add(From[tie]);
        }

        return Array.ConvertAll(lists, l => l.ToArray());
    }

    /// <summary>Steps from a node to every other, −1 where there is no path.</summary>
    public static int[] Distances(int[][] neighbours, int source)
    {
        var distances = new int[neighbours.Length];
        Array.Fill(distances, -1);
        distances[source] = 0;
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out int node))
        {
            foreach (int next in neighbours[node])
            {
                if (distances[next] < 0)
                {
                    distances[next] = distances[node] + 1;
                    queue.Enqueue(next);
                }
            }
        }

        return distances;
    }
}
