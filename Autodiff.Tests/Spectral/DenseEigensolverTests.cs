using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class DenseEigensolverTests
{
    [TestMethod]
    public void Decomposes_random_matrices_of_every_order()
    {
        for (int n = 1; n <= 140; n++)
        {
            Check(n, Symmetric(n, n));
            Check(n, [.. Symmetric(n, n).Select(value => (float)value)]);
        }

        foreach (int n in new[] { 191, 192, 193, 257, 300, 401 })
        {
            Check(n, Symmetric(n, n));
        }
    }

    [TestMethod]
    public void Decomposes_random_spectra_with_clusters_and_grades()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 150; trial++)
        {
            int n = random.Next(2, 110);
            var spectrum = new double[n];
            for (int i = 0; i < n; i++)
            {
                spectrum[i] = (trial % 5) switch
                {
                    0 => random.Next(0, 4),
                    1 => random.Next(0, 6) + 1e-13 * random.NextDouble(),
                    2 => Math.Pow(10, -12 * random.NextDouble()) * (random.Next(2) - 0.5),
                    3 => Math.Pow(10, -150 * random.NextDouble()),
                    _ => i == 0 ? 1 : random.Next(2) * 1e-8,
                };
            }

            DenseMatrix<double> a = Graphs.WithSpectrum(spectrum, trial);
            Array.Sort(spectrum);
            double[] values = Check(n, a.Values);
            double norm = Math.Max(Math.Abs(spectrum[0]), Math.Abs(spectrum[^1]));
            for (int i = 0; i < n; i++)
            {
                Assert.AreEqual(spectrum[i], values[i], 8e-15 * norm * Math.Sqrt(n), $"eigenvalue {i} of trial {trial}");
            }
        }
    }

    [TestMethod]
    [DataRow("identity", 70)]
    [DataRow("zero", 65)]
    [DataRow("diagonal", 100)]
    [DataRow("Wilkinson", 21)]
    [DataRow("Wilkinson", 201)]
    [DataRow("glued", 210)]
    [DataRow("Toeplitz", 128)]
    [DataRow("negative couplings", 150)]
    [DataRow("split", 99)]
    [DataRow("graded up", 90)]
    [DataRow("graded down", 90)]
    [DataRow("Clement", 120)]
    [DataRow("arrow", 80)]
    [DataRow("ones", 77)]
    [DataRow("tiny couplings", 140)]
    [DataRow("checkerboard", 66)]
    public void Decomposes_matrices_that_are_known_to_be_hard(string name, int n)
    {
        double[] a = name switch
        {
            "identity" => Tridiagonal(n, _ => 1, _ => 0),
            "zero" => new double[n * n],
            "diagonal" => Tridiagonal(n, i => (i * 7919 % n) - n / 2, _ => 0),
            "Wilkinson" => Tridiagonal(n, i => Math.Abs(i - n / 2), _ => 1),
            "glued" => Tridiagonal(n, i => Math.Abs(i % 21 - 10), i => i % 21 == 20 ? 1e-9 : 1),
            "Toeplitz" => Tridiagonal(n, _ => 2, _ => -1),
            "negative couplings" => Tridiagonal(n, i => i % 3, i => i % 2 == 0 ? -1 : -1e-3),
            "split" => Tridiagonal(n, i => i % 11, i => i % 33 == 32 ? 0 : 1),
            "graded up" => Tridiagonal(n, i => Math.Pow(10, 24.0 * i / n - 12), i => 0.3 * Math.Pow(10, 24.0 * i / n - 12)),
            "graded down" => Tridiagonal(n, i => Math.Pow(10, 12 - 24.0 * i / n), i => 0.3 * Math.Pow(10, 12 - 24.0 * i / n)),
            "Clement" => Tridiagonal(n, _ => 0, i => Math.Sqrt((i + 1.0) * (n - 1 - i))),
            "arrow" => Filled(n, (i, j) => i == j ? i : j == 0 ? 1 : 0),
            "ones" => Filled(n, (_, _) => 1),
            "tiny couplings" => Tridiagonal(n, i => i / 10, i => Math.Pow(10, -(i % 20))),
            _ => Filled(n, (i, j) => (i + j) % 2),
        };
        foreach (double scale in new[] { 1, 1e150, 1e-150, 1e-300 })
        {
            double[] values = Check(n, [.. a.Select(value => value * scale)]);
            if (name == "Toeplitz")
            {
                for (int i = 0; i < n; i++)
                {
                    double half = Math.Sin((i + 1) * Math.PI / (2 * (n + 1)));
                    Assert.AreEqual(4 * half * half * scale, values[i], 1e-14 * scale, $"eigenvalue {i}");
                }
            }
            else if (name == "Clement")
            {
                for (int i = 0; i < n; i++)
                {
                    Assert.AreEqual((2 * i - n + 1) * scale, values[i], 1e-12 * scale, $"eigenvalue {i}");
                }
            }
        }
    }

    [TestMethod]
    public void Reads_the_lower_triangle_alone()
    {
        double[] a = Symmetric(90, 3);
        double[] lower = [.. a];
        for (int i = 0; i < 90; i++)
        {
            lower.AsSpan(i * 90 + i + 1, 89 - i).Fill(1e-3 * i);
        }

        double[] expected = DenseEigensolver.Decompose(90, [.. a]);
        CollectionAssert.AreEqual(expected, DenseEigensolver.Decompose(90, lower));
    }

    [TestMethod]
    public void Gives_the_same_bits_again()
    {
        double[] first = Symmetric(130, 4);
        double[] second = [.. first];
        CollectionAssert.AreEqual(DenseEigensolver.Decompose(130, first), DenseEigensolver.Decompose(130, second));
        CollectionAssert.AreEqual(first, second);
    }

    [TestMethod]
    public void Takes_vectors_to_the_tridiagonal_matrix_and_back()
    {
        foreach (int n in new[] { 1, 2, 3, 96, 97, 98, 200 })
        {
            double[] a = Symmetric(n, n);
            HouseholderReduction<double> reduction = HouseholderReduction<double>.Reduce(n, [.. a], CancellationToken.None);
            double[] start = [.. Symmetric(Math.Max(n, 2), 9).Take(2 * n)];
            double[] x = [.. start];
            reduction.ToTridiagonal(x, 2);

            // Q T Qᵀ x = A x.
            var y = new double[2 * n];
            for (int r = 0; r < 2; r++)
            {
                for (int i = 0; i < n; i++)
                {
                    y[r * n + i] = reduction.Diagonal[i] * x[r * n + i];
                    y[r * n + i] += i + 1 < n ? reduction.OffDiagonal[i] * x[r * n + i + 1] : 0;
                    y[r * n + i] += i > 0 ? reduction.OffDiagonal[i - 1] * x[r * n + i - 1] : 0;
                }
            }

            reduction.ToOriginal(y, 2);
            reduction.ToOriginal(x, 2);
            for (int r = 0; r < 2; r++)
            {
                for (int i = 0; i < n; i++)
                {
                    double product = 0;
                    for (int j = 0; j < n; j++)
                    {
                        product += a[i * n + j] * start[r * n + j];
                    }

                    Assert.AreEqual(product, y[r * n + i], 1e-13 * n, $"{n}: row {i}");
                    Assert.AreEqual(start[r * n + i], x[r * n + i], 1e-14 * n, $"{n}: row {i}");
                }
            }
        }
    }

    [TestMethod]
    public void Refuses_what_is_not_finite_and_stops_when_it_is_told_to()
    {
        double[] a = Symmetric(40, 5);
        a[40] = double.NaN;
        Assert.ThrowsExactly<ArithmeticException>(() => DenseEigensolver.Decompose(40, [.. a]));
        a[40] = double.NegativeInfinity;
        Assert.ThrowsExactly<ArithmeticException>(() => DenseEigensolver.Decompose(40, [.. a]));
        Assert.ThrowsExactly<OperationCanceledException>(() => DenseEigensolver.Decompose(40, Symmetric(40, 5), new CancellationToken(true)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(64)]
    [DataRow(100)]
    public void Solves_secular_equations_with_poles_far_apart_and_near_each_other(int count)
    {
        var random = new Random(count);
        for (int trial = 0; trial < 20; trial++)
        {
            var poles = new double[count];
            var weights = new double[count];
            double norm = 0;
            for (int i = 0; i < count; i++)
            {
                poles[i] = (i == 0 ? -1 : poles[i - 1]) + (random.Next(3) == 0 ? 1e-13 : random.NextDouble());
                weights[i] = Math.Pow(10, random.Next(3) == 0 ? -random.NextDouble() * 13 : 0) * (random.Next(2) - 0.5);
                norm += weights[i] * weights[i];
            }

            double rho = Math.Pow(10, random.Next(-3, 4));
            var secular = new SecularEquation(count);
            var roots = new double[count];
            Assert.IsTrue(secular.Solve(poles, weights, rho, roots));
            int padded = SecularEquation.Padded(count);
            var paddedPoles = new double[padded];
            var lengths = new double[padded];
            var vectors = new double[count][];
            Array.Fill(paddedPoles, double.MaxValue);
            poles.CopyTo(paddedPoles, 0);
            secular.Lengths.CopyTo(lengths);
            for (int i = 0; i < count; i++)
            {
                Assert.IsTrue(roots[i] >= poles[i] && roots[i] <= (i + 1 < count ? poles[i + 1] : poles[i] + rho * norm * (1 + 1e-12)), $"root {i}");
                vectors[i] = new double[padded];
                secular.Vector(i, paddedPoles, lengths, vectors[i]);
                double along = Dot(weights, vectors[i]);
                for (int j = 0; j < count; j++)
                {
                    double residual = poles[j] * vectors[i][j] + rho * along * weights[j] - roots[i] * vectors[i][j];
                    Assert.AreEqual(0, residual, 4e-16 * count * (Math.Abs(poles[^1]) + 1 + rho * norm), $"vector {i}, number {j}");
                    if (j <= i)
                    {
                        Assert.AreEqual(i == j ? 1 : 0, Dot(vectors[i], vectors[j]), 4e-15 * Math.Sqrt(count), $"vectors {i} and {j}");
                    }
                }
            }
        }
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>Ascending, orthonormal and A V = V Λ, all to n units of rounding.</summary>
    private static T[] Check<T>(int n, T[] matrix)
        where T : IFloatingPointIeee754<T>
    {
        T[] vectors = [.. matrix];
        T[] values = DenseEigensolver.Decompose(n, vectors);
        double[] v = [.. vectors.Select(Numbers<T>.ToDouble)];
        double[] lambda = [.. values.Select(Numbers<T>.ToDouble)];
        double norm = Math.Max(Math.Abs(lambda[0]), Math.Abs(lambda[^1]));
        double[] a = [.. matrix.Select(value => norm > 0 ? Numbers<T>.ToDouble(value) / norm : 0)];
        var products = new double[n * n];
        ProductKernel.AddProduct<double>(n, n, n, 1, v, n, a, n, products, n);
        var gram = new double[n * n];
        ProductKernel.AddProductTransposed<double>(n, n, n, v, n, v, n, gram, n);
        double allowed = Math.Max(n, 4) * Numbers<T>.Eps;
        for (int i = 0; i < n; i++)
        {
            Assert.IsTrue(i == 0 || lambda[i - 1] <= lambda[i], $"{n}: {lambda[i - 1]} before {lambda[i]}");
            double residual = 0;
            for (int j = 0; j < n; j++)
            {
                double difference = products[i * n + j] - (norm > 0 ? lambda[i] / norm : 0) * v[i * n + j];
                residual += difference * difference;
                Assert.AreEqual(i == j ? 1 : 0, gram[i * n + j], allowed, $"{n}: vectors {i} and {j}");
            }

            Assert.IsTrue(Math.Sqrt(residual) <= allowed, $"{n}: the residual of pair {i} is {Math.Sqrt(residual)}");
        }

        return values;
    }

    private static double[] Symmetric(int n, int seed)
    {
        var random = new Random(seed);
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i * n + j] = a[j * n + i] = random.NextDouble() - 0.5;
            }
        }

        return a;
    }

    private static double[] Tridiagonal(int n, Func<int, double> diagonal, Func<int, double> coupling)
        => Filled(n, (i, j) => i == j ? diagonal(i) : i == j + 1 ? coupling(j) : 0);

    private static double[] Filled(int n, Func<int, int, double> entry)
    {
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i * n + j] = a[j * n + i] = entry(i, j);
            }
        }

        return a;
    }
}
