using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>The elimination tree of a symmetric pattern (Liu, 1990), its postorder, and the counts of the factor's columns.</summary>
internal static class EliminationTree
{
    /// <summary>The parent of each column of the permuted matrix; −1 for a root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Parents(int[] rowPointers, int[] columnIndices, int[] order, int[] inverse)
    {
        int n = order.Length;
        var parent = new int[n];
        var ancestor = new int[n];
        for (int i = 0; i < n; i++)
        {
            parent[i] = ancestor[i] = -1;
            int old = order[i];
            for (int p = rowPointers[old]; p < rowPointers[old + 1]; p++)
            {
                int j = inverse[columnIndices[p]];
                while (j < i)
                {
                    int up = ancestor[j];
                    ancestor[j] = i;
                    if (up == -1)
                    {
                        parent[j] = i;
                        break;
                    }

                    j = up;
                }
            }
        }

        return parent;
    }

    /// <summary>The nodes of a forest, children first; children in ascending order of <paramref name="key"/>, when there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Postorder(int[] parent, long[]? key = null)
    {
        int n = parent.Length;
        var head = new int[n];
        var next = new int[n];
        Array.Fill(head, -1);
        var byKey = new int[n];
        for (int i = 0; i < n; i++)
        {
            byKey[i] = i;
        }

        if (key is not null)
        {
            Array.Sort((long[])key.Clone(), byKey);
        }

        // Pushed in front from the last, so that the first child is met first.
        for (int t = n - 1; t >= 0; t--)
        {
            int i = byKey[t];
            if (parent[i] >= 0)
            {
                next[i] = head[parent[i]];
                head[parent[i]] = i;
            }
        }

        var order = new int[n];
        var stack = new int[n];
        int done = 0;
        for (int root = 0; root < n; root++)
        {
            if (parent[root] >= 0)
            {
                continue;
            }

            int top = 0;
            stack[0] = root;
            while (top >= 0)
            {
                int node = stack[top];
                int child = head[node];
                if (child < 0)
                {
                    order[done++] = node;
                    top--;
                }
                else
                {
                    head[node] = next[child];
                    stack[++top] = child;
                }
            }
        }

        return order;
    }

    /// <summary>
    /// How many numbers each column of the factor has, diagonal included, for a postordered tree (Gilbert, Ng and
    /// Peyton, 1994): the leaves of each row's subtree, less their lowest common ancestors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] ColumnCounts(int[] rowPointers, int[] columnIndices, int[] order, int[] inverse, int[] parent)
    {
        int n = order.Length;
        var count = new int[n];
        var first = new int[n];
        var latest = new int[n];
        var previousLeaf = new int[n];
        var ancestor = new int[n];
        Array.Fill(first, -1);
        Array.Fill(latest, -1);
        Array.Fill(previousLeaf, -1);
        for (int j = 0; j < n; j++)
        {
            ancestor[j] = j;
            count[j] = first[j] == -1 ? 1 : 0;
            for (int a = j; a != -1 && first[a] == -1; a = parent[a])
            {
                first[a] = j;
            }
        }

        for (int j = 0; j < n; j++)
        {
            if (parent[j] != -1)
            {
                count[parent[j]]--;
            }

            int old = order[j];
            for (int p = rowPointers[old]; p < rowPointers[old + 1]; p++)
            {
                int i = inverse[columnIndices[p]];
                if (i <= j || first[j] <= latest[i])
                {
                    continue;
                }

                // j is a leaf of the subtree of row i.
                latest[i] = first[j];
                count[j]++;
                int leaf = previousLeaf[i];
                previousLeaf[i] = j;
                if (leaf != -1)
                {
                    count[Find(ancestor, leaf)]--;
                }
            }

            if (parent[j] != -1)
            {
                ancestor[j] = parent[j];
            }
        }

        for (int j = 0; j < n; j++)
        {
            if (parent[j] != -1)
            {
                count[parent[j]] += count[j];
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Find(int[] ancestor, int node)
    {
        int root = node;
        while (root != ancestor[root])
        {
            root = ancestor[root];
        }

        while (node != root)
        {
            int up = ancestor[node];
            ancestor[node] = root;
            node = up;
        }

        return root;
    }
}
