using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Autodiff.Ops.Spectral;

namespace Autodiff.Benchmarks.Spectral;

/// <summary>The matrices of the table, from fixed seeds, and the raw files through which other programs read the same ones.</summary>
internal static class Problems
{
    /// <summary>Five points on a square, 4 and −1, zero beyond the edge.</summary>
    public static CsrMatrix<double> Grid(int side, double potential = 0) => Lattice(side, 2, potential);

    /// <summary>Seven points in a cube, 6 and −1, zero beyond the edge.</summary>
    public static CsrMatrix<double> Cube(int side, double potential = 0) => Lattice(side, 3, potential);

    /// <summary>The lowest k, or the highest, of a lattice without a potential: sums of 2 − 2cos(πi/(side + 1)).</summary>
    public static double[] LatticeValues(int side, int dimensions, int k, bool lowest)
    {
        double[] line = [.. Enumerable.Range(1, side).Select(i => 4 * Math.Pow(Math.Sin(Math.PI * i / (2 * (side + 1))), 2))];
        double[] ends = lowest ? line[..Math.Min(side, k)] : line[^Math.Min(side, k)..];
        IEnumerable<double> sums = ends;
        for (int d = 1; d < dimensions; d++)
        {
            sums = sums.SelectMany(sum => ends.Select(value => sum + value));
        }

        double[] sorted = [.. sums.Order()];
        return lowest ? sorted[..k] : sorted[^k..];
    }

    /// <summary>n²·density/2 pairs of mirrored numbers between −½ and ½ at random places.</summary>
    public static CsrMatrix<double> RandomSparse(int n, int pairs)
    {
        var random = new Random(n);
        var (rows, columns, values) = (new int[2 * pairs], new int[2 * pairs], new double[2 * pairs]);
        for (int p = 0; p < pairs; p++)
        {
            rows[2 * p] = columns[2 * p + 1] = random.Next(n);
            columns[2 * p] = rows[2 * p + 1] = random.Next(n);
            values[2 * p] = values[2 * p + 1] = random.NextDouble() - 0.5;
        }

        return CsrMatrix<double>.FromTriplets(n, n, rows, columns, values);
    }

    /// <summary>The Laplacian of a graph that grows by preferential attachment (Barabási and Albert, 1999).</summary>
    public static CsrMatrix<double> PreferentialAttachment(int n, int edgesPerNode)
    {
        var random = new Random(5);
        var ends = new List<int>(2 * edgesPerNode * n);
        var (rows, columns, values) = (new List<int>(), new List<int>(), new List<double>());
        var chosen = new HashSet<int>();
        for (int node = edgesPerNode; node < n; node++)
        {
            chosen.Clear();
            while (chosen.Count < edgesPerNode)
            {
                chosen.Add(ends.Count == 0 ? chosen.Count : ends[random.Next(ends.Count)]);
            }

            foreach (int other in chosen.Order())
            {
                ends.AddRange([node, other]);
                rows.AddRange([node, other, node, other]);
                columns.AddRange([node, other, other, node]);
                values.AddRange([1, 1, -1, -1]);
            }
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }

    public static DenseMatrix<double> Dense(int n)
    {
        var random = new Random(n);
        var a = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i, j] = a[j, i] = random.NextDouble() - 0.5;
            }
        }

        return a;
    }

    /// <summary>n and the number of values as two long integers, then row pointers, column indices and values.</summary>
    public static void Save(string path, CsrMatrix<double> a)
    {
        using FileStream file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes<long>([a.Rows, a.NonZeroCount]));
        file.Write(MemoryMarshal.AsBytes<int>(a.RowPointers));
        file.Write(MemoryMarshal.AsBytes<int>(a.ColumnIndices));
        file.Write(MemoryMarshal.AsBytes<double>(a.Values));
    }

    public static CsrMatrix<double> LoadSparse(string path)
    {
        using FileStream file = File.OpenRead(path);
        long[] sizes = Read<long>(file, 2);
        return new CsrMatrix<double>((int)sizes[0], (int)sizes[0], Read<int>(file, sizes[0] + 1), Read<int>(file, sizes[1]), Read<double>(file, sizes[1]));
    }

    public static void Save(string path, ReadOnlySpan<double> numbers)
    {
        using FileStream file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes(numbers));
    }

    public static double[] LoadNumbers(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Read<double>(file, file.Length / sizeof(double));
    }

    private static T[] Read<T>(FileStream file, long count)
        where T : unmanaged
    {
        var numbers = new T[count];
        file.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private static CsrMatrix<double> Lattice(int side, int dimensions, double potential)
    {
        int n = 1;
        for (int d = 0; d < dimensions; d++)
        {
            n *= side;
        }

        var random = new Random(side);
        var pointers = new int[n + 1];
        var columns = new List<int>((2 * dimensions + 1) * n);
        var values = new List<double>((2 * dimensions + 1) * n);
        for (int i = 0; i < n; i++)
        {
            for (int d = dimensions - 1, step = n / side; d >= 0; d--, step /= side)
            {
                if (i / step % side > 0)
                {
                    columns.Add(i - step);
                    values.Add(-1);
                }
            }

            columns.Add(i);
            values.Add(2 * dimensions + potential * random.NextDouble());
            for (int d = 0, step = 1; d < dimensions; d++, step *= side)
            {
                if (i / step % side < side - 1)
                {
                    columns.Add(i + step);
                    values.Add(-1);
                }
            }

            pointers[i + 1] = columns.Count;
        }

        return new CsrMatrix<double>(n, n, pointers, [.. columns], [.. values]);
    }
}
