using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// What a multifrontal factorisation of a symmetric pattern will do, whatever the values: the ordering, the supernodes
/// (relaxed, as by Ashcraft and Grimes, 1989), their fronts, and what that takes in memory and work.
/// </summary>
internal sealed class SymbolicFactorization
{
    /// <summary>Rows of U that are stored and solved with together.</summary>
    public const int Strip = 32;

    private SymbolicFactorization(int[] rowPointers, int[] columnIndices)
    {
        RowPointers = rowPointers;
        ColumnIndices = columnIndices;
    }

    /// <summary>The pattern analysed, both triangles.</summary>
    public int[] RowPointers { get; }

    public int[] ColumnIndices { get; }

    /// <summary>Whether the matrix is a dense one, whose values are n × n.</summary>
    public bool IsDense { get; private init; }

    public int Dimension => RowPointers.Length - 1;

    /// <summary>The permutation, new to old.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>The permutation, old to new.</summary>
    public int[] Inverse { get; private set; } = [];

    /// <summary>The number of supernodes, in postorder.</summary>
    public int Count => FirstColumn.Length - 1;

    /// <summary>Where each supernode's columns begin; one more for the end.</summary>
    public int[] FirstColumn { get; private set; } = [];

    /// <summary>The supernode whose front a supernode's contribution is added to; −1 for a root.</summary>
    public int[] Parent { get; private set; } = [];

    /// <summary>How many children each supernode has; they are the last ones before it that have not been used.</summary>
    public int[] Children { get; private set; } = [];

    /// <summary>Where each supernode's rows below its columns begin in <see cref="Rows"/>; one more for the end.</summary>
    public int[] FirstRow { get; private set; } = [];

    /// <summary>The rows below the columns of each supernode, ascending.</summary>
    public int[] Rows { get; private set; } = [];

    /// <summary>The numbers stored in the factor, zeros of relaxed supernodes included.</summary>
    public long FactorEntries { get; private set; }

    /// <summary>The numbers of contributions that wait at the same time, at most.</summary>
    public long StackEntries { get; private set; }

    /// <summary>The order of the largest front.</summary>
    public int LargestFront { get; private set; }

    /// <summary>The multiplications of the factorisation.</summary>
    public double Work { get; private set; }

    /// <summary>The bytes a factorisation takes while it runs, without delayed pivots.</summary>
    public double Bytes(int elementSize)
        => (FactorEntries + StackEntries + 2.0 * LargestFront * LargestFront) * elementSize + 4.0 * Rows.Length + 40.0 * Dimension;

    /// <summary>The numbers that a front's rows of U are stored in, without their unit diagonal.</summary>
    public static long StoredEntries(int pivots, int front) => (long)pivots * front - (long)pivots * (pivots + 1) / 2;

    /// <summary>Analyses a pattern; <see langword="null"/> when the ordering finds more than the numbers or the work allowed.</summary>
    public static SymbolicFactorization? Analyze(int[] rowPointers, int[] columnIndices, double largestFactor, double largestWork, CancellationToken cancellation)
    {
        if (NestedDissection.Order(rowPointers, columnIndices, cancellation) is { } dissected)
        {
            return Analyze(rowPointers, columnIndices, dissected, largestFactor, largestWork);
        }

        int[]? order = MinimumDegree.Order(rowPointers, columnIndices, largestFactor, largestWork, cancellation);
        return order is null ? null : Analyze(rowPointers, columnIndices, order);
    }

    /// <summary>Analyses a pattern in an order that is given.</summary>
    public static SymbolicFactorization Analyze(int[] rowPointers, int[] columnIndices, int[] order)
        => Analyze(rowPointers, columnIndices, order, double.PositiveInfinity, double.PositiveInfinity)!;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static SymbolicFactorization? Analyze(int[] rowPointers, int[] columnIndices, int[] order, double largestFactor, double largestWork)
    {
        var symbolic = new SymbolicFactorization(rowPointers, columnIndices);
        int n = order.Length;
        int[] inverse = Invert(order);
        int[] parent = EliminationTree.Parents(rowPointers, columnIndices, order, inverse);
        int[] post = EliminationTree.Postorder(parent);
        parent = Relabel(ref order, ref inverse, parent, post);
        int[] count = EliminationTree.ColumnCounts(rowPointers, columnIndices, order, inverse, parent);
        double numbers = 0;
        double work = 0;
        foreach (int entries in count)
        {
            numbers += entries;
            work += (double)entries * entries;
        }

        if (numbers > largestFactor || work > largestWork)
        {
            return null;
        }

        int[] label = Supernodes.Find(parent, count, out int[] columns, out int[] front);

        // The tree of supernodes, children with the deepest stack first (Liu, 1986).
        var up = new int[columns.Length];
        Array.Fill(up, -1);
        for (int j = 0; j < n; j++)
        {
            if (parent[j] >= 0 && label[parent[j]] != label[j])
            {
                up[label[j]] = label[parent[j]];
            }
        }

        int[] sequence = EliminationTree.Postorder(up, Supernodes.StackKeys(up, columns, front));
        symbolic.Lay(n, order, label, columns, front, up, sequence);
        symbolic.FindRows();
        return symbolic;
    }

    /// <summary>One front of a dense matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SymbolicFactorization Dense(int n)
    {
        var order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        return new SymbolicFactorization(new int[n + 1], [])
        {
            IsDense = true,
            Order = order,
            Inverse = order,
            FirstColumn = [0, n],
            Parent = [-1],
            Children = [0],
            FirstRow = [0, 0],
            FactorEntries = StoredEntries(n, n),
            LargestFront = n,
            Work = (double)n * n * n / 3,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Invert(int[] order)
    {
        var inverse = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            inverse[order[i]] = i;
        }

        return inverse;
    }

    /// <summary>Renumbers by a postorder; returns the parents in the new numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Relabel(ref int[] order, ref int[] inverse, int[] parent, int[] post)
    {
        int n = order.Length;
        int[] place = Invert(post);
        var newOrder = new int[n];
        var newParent = new int[n];
        for (int i = 0; i < n; i++)
        {
            newOrder[i] = order[post[i]];
            newParent[i] = parent[post[i]] < 0 ? -1 : place[parent[post[i]]];
        }

        order = newOrder;
        inverse = Invert(order);
        return newParent;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Lay(int n, int[] order, int[] label, int[] columns, int[] front, int[] up, int[] sequence)
    {
        int count = sequence.Length;
        int[] place = Invert(sequence);
        FirstColumn = new int[count + 1];
        FirstRow = new int[count + 1];
        Parent = new int[count];
        Children = new int[count];
        var held = new long[count];
        long stack = 0;
        for (int s = 0; s < count; s++)
        {
            int from = sequence[s];
            int below = front[from] - columns[from];
            FirstColumn[s + 1] = FirstColumn[s] + columns[from];
            FirstRow[s + 1] = checked(FirstRow[s] + below);
            Parent[s] = up[from] < 0 ? -1 : place[up[from]];
            FactorEntries += StoredEntries(columns[from], front[from]);
            LargestFront = Math.Max(LargestFront, front[from]);
            double f = front[from];
            Work += (f * f * f - (double)below * below * below) / 3;

            // The children's contributions wait until the front takes them up; its own follows.
            stack -= held[s];
            long own = (long)below * (below + 1) / 2;
            stack += own;
            StackEntries = Math.Max(StackEntries, stack + held[s]);
            if (Parent[s] >= 0)
            {
                held[Parent[s]] += own;
                Children[Parent[s]]++;
            }
        }

        // Columns of a supernode keep their order, which is a topological one.
        var next = (int[])FirstColumn.Clone();
        Order = new int[n];
        for (int j = 0; j < n; j++)
        {
            Order[next[place[label[j]]]++] = order[j];
        }

        Inverse = Invert(Order);
    }

    /// <summary>Row by row: i is in every front on the way up from its entries (Liu, 1990), so that lists come out sorted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindRows()
    {
        int n = Dimension;
        var supernode = new int[n];
        for (int s = 0; s < Count; s++)
        {
            supernode.AsSpan(FirstColumn[s], FirstColumn[s + 1] - FirstColumn[s]).Fill(s);
        }

        Rows = new int[FirstRow[Count]];
        int[] next = FirstRow.AsSpan(0, Count).ToArray();
        var mark = new int[Count];
        for (int i = 0; i < n; i++)
        {
            mark[supernode[i]] = i + 1;
            int old = Order[i];
            for (int p = RowPointers[old]; p < RowPointers[old + 1]; p++)
            {
                int j = Inverse[ColumnIndices[p]];
                if (j >= i)
                {
                    continue;
                }

                for (int s = supernode[j]; mark[s] != i + 1; s = Parent[s])
                {
                    mark[s] = i + 1;
                    Rows[next[s]++] = i;
                }
            }
        }

        Debug.Assert(next.AsSpan().SequenceEqual(FirstRow.AsSpan(1)), "The counts of the columns are wrong.");
    }
}
