using System;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>Columns of the factor with the same rows, and small neighbours in the tree merged at the price of some zeros.</summary>
internal static class Supernodes
{
    /// <summary>
    /// Finds supernodes of a postordered tree.
    /// </summary>
    /// <param name="parent">The parent of each column.</param>
    /// <param name="count">The numbers of each column of the factor.</param>
    /// <param name="columns">The columns of each supernode.</param>
    /// <param name="front">The order of each supernode's front.</param>
    /// <returns>The supernode of each column; a child's number is below its parent's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Find(int[] parent, int[] count, out int[] columns, out int[] front)
    {
        int n = parent.Length;
        var first = new int[n + 1];
        var of = new int[n];
        int supernodes = 0;
        for (int j = 0; j < n; j++)
        {
            if (j == 0 || parent[j - 1] != j || count[j - 1] != count[j] + 1)
            {
                first[supernodes++] = j;
            }

            of[j] = supernodes - 1;
        }

        first[supernodes] = n;
        var size = new int[supernodes];
        var order = new int[supernodes];
        var zeros = new long[supernodes];
        var up = new int[supernodes];
        var head = new int[supernodes];
        var next = new int[supernodes];
        Array.Fill(head, -1);
        for (int s = 0; s < supernodes; s++)
        {
            int last = first[s + 1] - 1;
            size[s] = first[s + 1] - first[s];
            order[s] = count[first[s]];
            up[s] = parent[last] < 0 ? -1 : of[parent[last]];
            if (up[s] >= 0)
            {
                next[s] = head[up[s]];
                head[up[s]] = s;
            }
        }

        // From the leaves upwards: a parent takes those of its children that cost few zeros.
        var into = new int[supernodes];
        Array.Fill(into, -1);
        for (int s = 0; s < supernodes; s++)
        {
            for (int c = head[s]; c >= 0; c = next[c])
            {
                long merged = Trapezoid(size[s] + size[c], order[s] + size[c]);
                long added = merged - Trapezoid(size[s], order[s]) - Trapezoid(size[c], order[c]);
                long all = zeros[s] + zeros[c] + added;
                if (IsCheap(size[s] + size[c], all, merged))
                {
                    into[c] = s;
                    order[s] += size[c];
                    size[s] += size[c];
                    zeros[s] = all;
                }
            }
        }

        int kept = 0;
        var number = new int[supernodes];
        for (int s = 0; s < supernodes; s++)
        {
            if (into[s] < 0)
            {
                size[kept] = size[s];
                order[kept] = order[s];
                number[s] = kept++;
            }
        }

        for (int s = supernodes - 1; s >= 0; s--)
        {
            if (into[s] >= 0)
            {
                number[s] = number[into[s]];
            }
        }

        for (int j = 0; j < n; j++)
        {
            of[j] = number[of[j]];
        }

        columns = size.AsSpan(0, kept).ToArray();
        front = order.AsSpan(0, kept).ToArray();
        return of;
    }

    /// <summary>For each supernode a key that puts those with the most to free first among their siblings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long[] StackKeys(int[] up, int[] columns, int[] front)
    {
        // Peaks by the sum over children, without their order: a bound, good enough to sort by.
        int count = up.Length;
        var key = new long[count];
        var peak = new long[count];
        for (int s = 0; s < count; s++)
        {
            long below = front[s] - columns[s];
            long own = below * (below + 1) / 2;
            peak[s] = Math.Max(peak[s], (long)front[s] * front[s] / 2);
            key[s] = own - peak[s];
            if (up[s] >= 0)
            {
                peak[up[s]] = Math.Max(peak[up[s]], peak[s]);
            }
        }

        return key;
    }

    private static long Trapezoid(long columns, long front) => columns * front - columns * (columns - 1) / 2;

    private static bool IsCheap(int columns, long zeros, long entries) => columns switch
    {
        <= 4 => true,
        <= 16 => zeros < 0.4 * entries,
        <= 48 => zeros < 0.12 * entries,
        _ => zeros < 0.03 * entries,
    };
}
