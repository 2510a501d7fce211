using System;
using System.Threading.Tasks;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The workers of one solve: each has the same range of rows in every kernel, so that sums come out to the same bits
/// for the same number of workers, and a worker finds its rows in its own cache.
/// </summary>
internal sealed class Team
{
    private readonly int[] _bounds;
    private readonly ParallelOptions _options;

    private Team(int[] bounds)
    {
        _bounds = bounds;
        _options = new ParallelOptions { MaxDegreeOfParallelism = bounds.Length - 1 };
    }

    /// <summary>The number of workers.</summary>
    public int Count => _bounds.Length - 1;

    /// <summary>Divides rows so that each worker has as much to do: a row costs its stored values and a constant.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="rowPointers">Where each row's stored values begin; <see langword="null"/> for rows that are alike.</param>
    /// <param name="threads">The workers asked for; 0 for one on each core.</param>
    public static Team Create(int rows, int[]? rowPointers, int threads)
    {
        const int RowCost = 8;
        const int SmallestShare = 2048;
        int count = Math.Clamp(threads > 0 ? threads : Environment.ProcessorCount, 1, Math.Max(1, rows / SmallestShare));
        var bounds = new int[count + 1];
        long total = (long)RowCost * rows + (rowPointers?[rows] ?? 0);
        int row = 0;
        for (int worker = 1; worker < count; worker++)
        {
            long share = total * worker / count;
            while (row < rows && (long)RowCost * row + (rowPointers?[row] ?? 0) < share)
            {
                row++;
            }

            bounds[worker] = row;
        }

        bounds[count] = rows;
        return new Team(bounds);
    }

    /// <summary>Runs a body on the rows of every worker, and waits for all.</summary>
    /// <typeparam name="TState">What the body is given.</typeparam>
    /// <param name="state">What the body is given.</param>
    /// <param name="body">Takes the state, the worker and its rows from and to.</param>
    public void Run<TState>(TState state, Action<TState, int, int, int> body)
    {
        if (Count == 1)
        {
            body(state, 0, 0, _bounds[1]);
            return;
        }

        Parallel.For(0, Count, _options, worker => body(state, worker, _bounds[worker], _bounds[worker + 1]));
    }
}
