using System;

namespace Autodiff.Ops.Spectral;

/// <summary>Where a sparse matrix has stored values.</summary>
internal readonly record struct CsrPattern(int[] RowPointers, int[] ColumnIndices)
{
    /// <summary>Throws unless the arrays describe a matrix in which no place is stored twice.</summary>
    public static void Validate(int rows, int columns, int[] rowPointers, int[] columnIndices)
    {
        if (rowPointers[0] != 0)
        {
            throw new ArgumentException($"rowPointers[0] is {rowPointers[0]}; it must be 0.", nameof(rowPointers));
        }

        for (int i = 0; i < rows; i++)
        {
            if (rowPointers[i + 1] < rowPointers[i])
            {
                throw new ArgumentException($"rowPointers[{i + 1}] is {rowPointers[i + 1]}, below rowPointers[{i}] = {rowPointers[i]}; they must not decrease.", nameof(rowPointers));
            }
        }

        if (rowPointers[rows] != columnIndices.Length)
        {
            throw new ArgumentException($"rowPointers[{rows}] is {rowPointers[rows]}; it must be the number of stored values, {columnIndices.Length}.", nameof(rowPointers));
        }

        var seenInRow = new int[columns];
        for (int i = 0; i < rows; i++)
        {
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++)
            {
                int j = columnIndices[p];
                if ((uint)j >= (uint)columns)
                {
                    throw new ArgumentException($"columnIndices[{p}] is {j} in row {i}; it must be from 0 to {columns - 1}.", nameof(columnIndices));
                }

                if (seenInRow[j] == i + 1)
                {
                    throw new ArgumentException($"({i}, {j}) is stored twice; sum the values, or use FromTriplets, which does.", nameof(columnIndices));
                }

                seenInRow[j] = i + 1;
            }
        }
    }

    /// <summary>Sorts triplets by row and column; equal places share a slot.</summary>
    public static CsrPattern FromTriplets(int rows, int columns, int[] rowIndices, int[] columnIndices, int count, out int[] slots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Guard.NotNull(rowIndices);
        Guard.NotNull(columnIndices);
        if (rowIndices.Length != count || columnIndices.Length != count)
        {
            throw new ArgumentException($"There are {rowIndices.Length} row indices, {columnIndices.Length} column indices and {count} values; there must be as many of each.", nameof(rowIndices));
        }

        for (int t = 0; t < count; t++)
        {
            if ((uint)rowIndices[t] >= (uint)rows || (uint)columnIndices[t] >= (uint)columns)
            {
                throw new ArgumentException($"Triplet {t} is at ({rowIndices[t]}, {columnIndices[t]}), outside a {rows}×{columns} matrix.", nameof(rowIndices));
            }
        }

        // Two stable counting sorts, by column and then by row.
        int[] byColumn = CountingSort(columnIndices, columns, order: null);
        int[] order = CountingSort(rowIndices, rows, byColumn);
        slots = new int[count];
        var rowPointers = new int[checked(rows + 1)];
        var stored = new int[count];
        int next = 0;
        for (int s = 0; s < count; s++)
        {
            int t = order[s];
            bool same = s > 0 && rowIndices[order[s - 1]] == rowIndices[t] && columnIndices[order[s - 1]] == columnIndices[t];
            if (!same)
            {
                stored[next++] = columnIndices[t];
                rowPointers[rowIndices[t] + 1]++;
            }

            slots[t] = next - 1;
        }

        for (int i = 0; i < rows; i++)
        {
            rowPointers[i + 1] += rowPointers[i];
        }

        return new CsrPattern(rowPointers, stored.AsSpan(0, next).ToArray());
    }

    private static int[] CountingSort(int[] keys, int range, int[]? order)
    {
        var starts = new int[checked(range + 1)];
        foreach (int key in keys)
        {
            starts[key + 1]++;
        }

        for (int i = 0; i < range; i++)
        {
            starts[i + 1] += starts[i];
        }

        var sorted = new int[keys.Length];
        for (int s = 0; s < keys.Length; s++)
        {
            int t = order is null ? s : order[s];
            sorted[starts[keys[t]]++] = t;
        }

        return sorted;
    }
}
