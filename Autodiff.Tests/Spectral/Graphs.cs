using System;
using System.Collections.Generic;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral;

/// <summary>Matrices whose spectra are known, and helpers to compare.</summary>
internal static class Graphs
{
    public static CsrMatrix<double> Laplacian(int n, IEnumerable<(int From, int To)> edges)
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        void Add(int i, int j, double value)
        {
            rows.Add(i);
            columns.Add(j);
            values.Add(value);
        }

        foreach ((int i, int j) in edges)
        {
            Add(i, i, 1);
            Add(j, j, 1);
            Add(i, j, -1);
            Add(j, i, -1);
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }

    public static IEnumerable<(int, int)> Path(int n)
    {
        for (int i = 0; i + 1 < n; i++)
        {
            yield return (i, i + 1);
        }
    }

    public static IEnumerable<(int, int)> Cycle(int n)
    {
        for (int i = 0; i < n; i++)
        {
            yield return (i, (i + 1) % n);
        }
    }

    public static IEnumerable<(int, int)> Star(int n)
    {
        for (int i = 1; i < n; i++)
        {
            yield return (0, i);
        }
    }

    public static IEnumerable<(int, int)> Complete(int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                yield return (i, j);
            }
        }
    }

    public static IEnumerable<(int, int)> Grid(int side)
    {
        for (int i = 0; i < side; i++)
        {
            for (int j = 0; j < side; j++)
            {
                if (i + 1 < side)
                {
                    yield return (i * side + j, (i + 1) * side + j);
                }

                if (j + 1 < side)
                {
                    yield return (i * side + j, i * side + j + 1);
                }
            }
        }
    }

    public static double[] PathSpectrum(int n)
    {
        var values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = 2 - 2 * Math.Cos(Math.PI * i / n);
        }

        return values;
    }

    public static double[] CycleSpectrum(int n)
    {
        var values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = 2 - 2 * Math.Cos(2 * Math.PI * i / n);
        }

        Array.Sort(values);
        return values;
    }

    public static double[] GridSpectrum(int side)
    {
        double[] path = PathSpectrum(side);
        var values = new double[side * side];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = path[i / side] + path[i % side];
        }

        Array.Sort(values);
        return values;
    }

    public static DenseMatrix<double> Diagonal(params double[] values)
    {
        var matrix = new DenseMatrix<double>(values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i, i] = values[i];
        }

        return matrix;
    }

    public static CsrMatrix<double> Sparse(DenseMatrix<double> matrix)
    {
        int n = matrix.Rows;
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (matrix[i, j] != 0)
                {
                    rows.Add(i);
                    columns.Add(j);
                    values.Add(matrix[i, j]);
                }
            }
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }

    /// <summary>Q diag(values) Qᵀ with a random orthogonal Q, exactly symmetric.</summary>
    public static DenseMatrix<double> WithSpectrum(double[] values, int seed)
    {
        int n = values.Length;
        double[] q = Orthogonal(n, seed);
        var matrix = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int p = 0; p < n; p++)
                {
                    sum += q[p * n + i] * values[p] * q[p * n + j];
                }

                matrix[i, j] = matrix[j, i] = sum;
            }
        }

        return matrix;
    }

    /// <summary>Rows orthonormal, by two passes of Gram–Schmidt on random ones.</summary>
    public static double[] Orthogonal(int n, int seed)
    {
        double[] q = Random(n * n, seed);
        for (int i = 0; i < n; i++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    double dot = Dot(q.AsSpan(i * n, n), q.AsSpan(j * n, n));
                    for (int x = 0; x < n; x++)
                    {
                        q[i * n + x] -= dot * q[j * n + x];
                    }
                }
            }

            double norm = Math.Sqrt(Dot(q.AsSpan(i * n, n), q.AsSpan(i * n, n)));
            for (int x = 0; x < n; x++)
            {
                q[i * n + x] /= norm;
            }
        }

        return q;
    }

    public static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = 2 * random.NextDouble() - 1;
        }

        return values;
    }

    /// <summary>x·y, with an error that does not grow with their length (Kahan, 1965).</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double term = x[i] * y[i] - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        return sum;
    }

    /// <summary>The largest difference, relative to the largest expected number.</summary>
    public static double Deviation(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        double scale = 1e-300;
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            worst = double.IsNaN(actual[i]) ? double.PositiveInfinity : Math.Max(worst, Math.Abs(expected[i] - actual[i]));
        }

        return worst / scale;
    }
}
