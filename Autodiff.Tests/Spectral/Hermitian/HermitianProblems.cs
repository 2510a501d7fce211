using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;

namespace Autodiff.Tests.Spectral.Hermitian;

/// <summary>Complex Hermitian matrices whose spectra are known, and helpers to compare.</summary>
internal static class HermitianProblems
{
    public static Complex[] Random(int count, int seed)
    {
        double[] numbers = Graphs.Random(2 * count, seed);
        return [.. Enumerable.Range(0, count).Select(i => new Complex(numbers[2 * i], numbers[2 * i + 1]))];
    }

    /// <summary>xᴴy.</summary>
    public static Complex Dot(ReadOnlySpan<Complex> x, ReadOnlySpan<Complex> y)
    {
        Complex sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Complex.Conjugate(x[i]) * y[i];
        }

        return sum;
    }

    public static double Norm(ReadOnlySpan<Complex> x) => Math.Sqrt(Dot(x, x).Real);

    /// <summary>n rows that are orthonormal in xᴴy.</summary>
    public static Complex[] Unitary(int n, int seed)
    {
        Complex[] q = Random(n * n, seed);
        for (int i = 0; i < n; i++)
        {
            Span<Complex> row = q.AsSpan(i * n, n);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    Complex dot = Dot(q.AsSpan(j * n, n), row);
                    for (int x = 0; x < n; x++)
                    {
                        row[x] -= dot * q[j * n + x];
                    }
                }
            }

            double norm = Norm(row);
            for (int x = 0; x < n; x++)
            {
                row[x] /= norm;
            }
        }

        return q;
    }

    /// <summary>Σ values_p q_p q_pᴴ for the rows q_p of a unitary matrix, exactly Hermitian.</summary>
    public static HermitianMatrix WithSpectrum(double[] values, Complex[] q)
    {
        int n = values.Length;
        var matrix = new HermitianMatrix(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Complex sum = 0;
                for (int p = 0; p < n; p++)
                {
                    sum += values[p] * q[p * n + i] * Complex.Conjugate(q[p * n + j]);
                }

                matrix[j, i] = Complex.Conjugate(sum);
                matrix[i, j] = i == j ? sum.Real : sum;
            }
        }

        return matrix;
    }

    public static HermitianMatrix WithSpectrum(double[] values, int seed) => WithSpectrum(values, Unitary(values.Length, seed));

    public static HermitianMatrix RandomDense(int n, int seed) => WithSpectrum(Graphs.Random(n, seed + 1000), seed);

    /// <summary>The magnetic Laplacian of a cycle with a flux φ through it: 2 − 2cos((2πm + φ)/n).</summary>
    public static HermitianCsrMatrix FluxCycle(int n, double flux)
        => Hopping(n, Enumerable.Range(0, n).Select(i => (i, (i + 1) % n, -Complex.FromPolarCoordinates(1, flux / n))), 2);

    public static double[] FluxCycleSpectrum(int n, double flux)
        => [.. Enumerable.Range(0, n).Select(m => 2 - 2 * Math.Cos((2 * Math.PI * m + flux) / n)).Order()];

    /// <summary>The Hofstadter lattice in Landau gauge, with open edges: hoppings −1, and −exp(2πi·α·x) along y.</summary>
    public static HermitianCsrMatrix Hofstadter(int width, int height, double alpha, double[]? disorder = null)
    {
        var edges = new List<(int, int, Complex)>();
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y++)
            {
                if (x + 1 < width)
                {
                    edges.Add((x * height + y, (x + 1) * height + y, -1));
                }

                if (y + 1 < height)
                {
                    edges.Add((x * height + y, x * height + y + 1, -Complex.FromPolarCoordinates(1, 2 * Math.PI * alpha * x)));
                }
            }
        }

        return Hopping(width * height, edges, 0, disorder);
    }

    public static HermitianCsrMatrix Hopping(int n, IEnumerable<(int From, int To, Complex Value)> edges, double diagonal, double[]? disorder = null)
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<Complex>();
        for (int i = 0; i < n; i++)
        {
            rows.Add(i);
            columns.Add(i);
            values.Add(diagonal + (disorder?[i] ?? 0));
        }

        foreach ((int i, int j, Complex value) in edges)
        {
            rows.AddRange([i, j]);
            columns.AddRange([j, i]);
            values.AddRange([value, Complex.Conjugate(value)]);
        }

        return HermitianCsrMatrix.FromTriplets(n, [.. rows], [.. columns], [.. values]);
    }

    public static HermitianMatrix Dense(HermitianCsrMatrix a)
    {
        var dense = new HermitianMatrix(a.Dimension);
        for (int i = 0; i < a.Dimension; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                dense[i, a.ColumnIndices[p]] = a.Values[p];
            }
        }

        return dense;
    }

    public static HermitianCsrMatrix Sparse(HermitianMatrix a)
    {
        int n = a.Dimension;
        int[] all = [.. Enumerable.Range(0, n * n)];
        return HermitianCsrMatrix.FromTriplets(n, [.. all.Select(i => i / n)], [.. all.Select(i => i % n)], a.Values);
    }

    /// <summary>The largest |xᴴy − δ| among the vectors.</summary>
    public static double Orthonormality(HermitianEigenPairs pairs)
    {
        double worst = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                worst = Math.Max(worst, Complex.Abs(Dot(pairs.Vector(i), pairs.Vector(j)) - (i == j ? 1 : 0)));
            }
        }

        return worst;
    }

    /// <summary>The largest ‖Av − λv‖.</summary>
    public static double Residual(IHermitianOperator a, HermitianEigenPairs pairs)
    {
        double worst = 0;
        var product = new Complex[pairs.Dimension];
        for (int i = 0; i < pairs.Count; i++)
        {
            a.Apply(pairs.Vector(i), product);
            for (int x = 0; x < product.Length; x++)
            {
                product[x] -= pairs.Values[i] * pairs.Vector(i)[x];
            }

            double largest = product.Max(Complex.Abs);
            worst = Math.Max(worst, largest == 0 ? 0 : largest * Norm([.. product.Select(value => value / largest)]));
        }

        return worst;
    }

    /// <summary>The largest difference, relative to the largest expected number.</summary>
    public static double Deviation(Complex[] expected, Complex[] actual)
    {
        double scale = expected.Max(Complex.Abs);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Complex.IsFinite(actual[i]) ? Math.Max(worst, Complex.Abs(expected[i] - actual[i])) : double.PositiveInfinity;
        }

        return worst / Math.Max(scale, 1e-300);
    }

    /// <summary>An operator of which nothing is known but its products, which are counted.</summary>
    public sealed class Products(IHermitianOperator a) : IHermitianOperator
    {
        public int Count { get; private set; }

        public int Dimension => a.Dimension;

        public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
        {
            Count++;
            a.Apply(x, y);
        }
    }
}
