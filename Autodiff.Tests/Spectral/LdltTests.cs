using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>The sparse LDLᵀ: inertia against the dense eigensolver, residuals of solves, patterns that break orderings.</summary>
[TestClass]
public sealed class LdltTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Counts_the_eigenvalues_of_random_indefinite_matrices(int seed)
    {
        var random = new Random(seed);
        for (int trial = 0; trial < 12; trial++)
        {
            int n = random.Next(1, 140);
            CsrMatrix<double> a = Random(random, n, edges: random.Next(0, 4 * n), zeroDiagonal: trial % 3 == 0);
            double[] spectrum = Spectrum(a);
            foreach (double shift in new[] { 0.0137, -0.81, 1.93, (spectrum[n / 2] + spectrum[Math.Min(n - 1, n / 2 + 1)]) / 2 + 1e-3 })
            {
                LdltFactor<double> factor = Factor(a, shift);
                Assert.AreEqual(spectrum.Count(value => value < shift), factor.NegativeCount, $"n = {n}, shift {shift}");
                Assert.AreEqual(0, factor.ZeroCount);
                Assert.IsLessThan(2e-12, BackwardError(a, factor, seed), $"n = {n}, shift {shift}");
            }
        }
    }

    [TestMethod]
    public void Needs_two_by_two_pivots_and_delays_where_the_diagonal_is_zero()
    {
        // [0 B; Bᵀ 0]: no 1×1 pivot is there at the start; the eigenvalues come in pairs.
        var random = new Random(5);
        int half = 300;
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < half; i++)
        {
            for (int t = 0; t < 3; t++)
            {
                int j = half + (t == 0 ? i : random.Next(half));
                double value = random.NextDouble() + 0.5;
                rows.AddRange([i, j]);
                columns.AddRange([j, i]);
                values.AddRange([value, value]);
            }
        }

        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(2 * half, 2 * half, [.. rows], [.. columns], [.. values]);
        LdltFactor<double> factor = Factor(a, 0);
        Assert.AreEqual(half, factor.NegativeCount);
        Assert.AreEqual(0, factor.ZeroCount);
        Assert.IsGreaterThan(0, factor.DelayedCount);
        Assert.IsLessThan(1e-11, BackwardError(a, factor, 1));
    }

    [TestMethod]
    [DataRow("one")]
    [DataRow("diagonal")]
    [DataRow("empty rows")]
    [DataRow("path")]
    [DataRow("star from 0")]
    [DataRow("star from n")]
    [DataRow("arrow with two heads")]
    [DataRow("complete")]
    [DataRow("disconnected")]
    [DataRow("binary tree")]
    public void Orders_any_pattern(string name)
    {
        (int n, IEnumerable<(int, int)> edges) = name switch
        {
            "one" => (1, []),
            "diagonal" => (50, []),
            "empty rows" => (60, Enumerable.Range(0, 20).Select(i => (2 * i, 2 * i + 2))),
            "path" => (200_000, Graphs.Path(200_000)),
            "star from 0" => (3000, Graphs.Star(3000)),
            "star from n" => (3000, Enumerable.Range(0, 2999).Select(i => (i, 2999))),
            "arrow with two heads" => (3000, Graphs.Path(2998).Concat(Enumerable.Range(0, 2998).SelectMany(i => new[] { (i, 2998), (i, 2999) }))),
            "complete" => (150, Graphs.Complete(150)),
            "disconnected" => (400, Enumerable.Range(0, 10).SelectMany(c => Graphs.Cycle(40).Select(e => (e.Item1 + 40 * c, e.Item2 + 40 * c)))),
            _ => (50_000, Enumerable.Range(1, 49_999).Select(i => (i, (i - 1) / 2))),
        };
        CsrMatrix<double> a = edges.Any() ? Graphs.Laplacian(n, edges) : new CsrMatrix<double>(n, n, new int[n + 1], [], []);
        SymbolicFactorization symbolic = Analyze(a);
        Assert.IsTrue(symbolic.Order.Order().SequenceEqual(Enumerable.Range(0, n)));
        LdltFactor<double> below = LdltFactor<double>.Factor(symbolic, a.Values, -0.3, CancellationToken.None);
        Assert.AreEqual(0, below.NegativeCount);
        Assert.IsLessThan(1e-13, BackwardError(a, below, 3));

        // The fill of trees is none, that of the heads theirs.
        Assert.IsLessThan(6L * n + a.NonZeroCount + 150 * 150, below.EntryCount);
        LdltFactor<double> inside = LdltFactor<double>.Factor(symbolic, a.Values, 0.1234567, CancellationToken.None);
        Assert.IsLessThan(1e-9, BackwardError(a, inside, 4));
        if (n <= 400)
        {
            Assert.AreEqual(Spectrum(a).Count(value => value < 0.1234567), inside.NegativeCount);
        }
    }

    [TestMethod]
    public void Reports_zero_pivots_and_does_not_divide_by_them()
    {
        CsrMatrix<double> zero = Graphs.Sparse(Graphs.Diagonal(new double[40]));
        LdltFactor<double> factor = Factor(zero, 0);
        Assert.AreEqual(40, factor.ZeroCount);
        double[] x = [.. Enumerable.Repeat(1.0, 40)];
        factor.Solve(x, 1);
        Assert.IsTrue(x.All(value => value == 0));

        factor = Factor(Graphs.Sparse(Graphs.Diagonal(3, 1, 1, -2, 1)), 1);
        Assert.AreEqual((1, 3, 1), (factor.NegativeCount, factor.ZeroCount, factor.PositiveCount));

        // A Laplacian is singular in integers.
        Assert.AreEqual((0, 1), (Factor(Graphs.Laplacian(64, Graphs.Path(64)), 0).NegativeCount, Factor(Graphs.Laplacian(64, Graphs.Path(64)), 0).ZeroCount));
    }

    [TestMethod]
    [DataRow(1e-160)]
    [DataRow(1e-300)]
    [DataRow(1e160)]
    [DataRow(1e300)]
    public void Scales_what_would_overflow(double scale)
    {
        CsrMatrix<double> a = Random(new Random(8), 90, 250, zeroDiagonal: true);
        int expected = Factor(a, 0.05).NegativeCount;
        for (int p = 0; p < a.NonZeroCount; p++)
        {
            a.Values[p] *= scale;
        }

        LdltFactor<double> factor = Factor(a, 0.05 * scale);
        Assert.AreEqual(expected, factor.NegativeCount);
        double[] x = [.. Enumerable.Repeat(scale, 90)];
        factor.Solve(x, 1);
        Assert.IsTrue(x.All(double.IsFinite));
    }

    [TestMethod]
    public void Works_in_single_precision_and_in_half()
    {
        CsrMatrix<double> d = Graphs.Laplacian(400, Graphs.Grid(20));
        int expected = Graphs.GridSpectrum(20).Count(value => value < 1.01);
        Assert.AreEqual(expected, InPrecision<float>(d, 1.01, 2e-4));
        Assert.AreEqual(expected, InPrecision<double>(d, 1.01, 1e-12));
        Assert.AreEqual(0, InPrecision<Half>(d, -1, 0.1));
    }

    [TestMethod]
    public void Says_before_it_allocates_that_a_factor_is_too_large()
    {
        var exception = Assert.ThrowsExactly<FactorizationSizeException>(() => LdltFactor<double>.Factor(SymbolicFactorization.Dense(2_000_000), [], 0, CancellationToken.None));
        Assert.IsGreaterThan(3e13, exception.RequiredBytes);
        StringAssert.Contains(exception.Message, "2000000");
        CsrMatrix<double> a = Random(new Random(2), 2000, 20_000, zeroDiagonal: false);
        Assert.IsNull(SymbolicFactorization.Analyze(a.RowPointers, a.ColumnIndices, 20.0 * a.NonZeroCount, 1e7, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(150, 0.0)]
    [DataRow(75, 0.03)]
    [DataRow(600, 0.004)]
    public void Solves_for_few_vectors_as_for_many(int n, double density)
    {
        // A dense front has several strips; the sparse ones delay pivots, for half of their diagonals are zero.
        var random = new Random(n);
        CsrMatrix<double> a = density == 0
            ? Graphs.Sparse(RandomDense(random, n))
            : Random(random, n, (int)(density * n * n), zeroDiagonal: true);
        LdltFactor<double> factor = Factor(a, 0.1);
        int[] order = Analyze(a).Order;
        double[] b = [.. Enumerable.Range(0, 9 * n).Select(_ => random.NextDouble() - 0.5)];
        var one = (double[])b.Clone();
        for (int c = 0; c < 9; c++)
        {
            factor.SolveInUnits(one.AsSpan(c * n, n), 1);
        }

        double largest = one.Max(Math.Abs);
        foreach (int count in new[] { 2, 4, 5, 8, 9 })
        {
            var x = (double[])b.Clone();
            var y = new double[count * n];
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = b[i / n * n + order[i % n]];
            }

            factor.SolveInUnits(x, count);
            factor.SolveInOrder(y, count);
            for (int i = 0; i < count * n; i++)
            {
                Assert.AreEqual(one[i], x[i], 1e-11 * largest, $"{count} vectors at {i}");
                Assert.AreEqual(one[i / n * n + order[i % n]], y[i], 1e-11 * largest, $"{count} vectors in order at {i}");
            }
        }
    }

    [TestMethod]
    public void Orders_a_grid_near_the_known_fill()
    {
        CsrMatrix<double> a = Graphs.Laplacian(10_000, Graphs.Grid(100));
        SymbolicFactorization symbolic = Analyze(a);

        // Nested dissection has (31/8)·n·log₂n numbers for n nodes, about 3.5e5 (George, 1973).
        Assert.IsLessThan(3.5e5, symbolic.FactorEntries);
    }

    private static DenseMatrix<double> RandomDense(Random random, int n)
    {
        var a = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[i, j] = a[j, i] = random.NextDouble() - 0.5;
            }
        }

        return a;
    }

    private static int InPrecision<T>(CsrMatrix<double> d, double shift, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        int n = d.Rows;
        var a = new CsrMatrix<T>(n, n, d.RowPointers, d.ColumnIndices, [.. d.Values.Select(T.CreateChecked)]);
        LdltFactor<T> factor = LdltFactor<T>.Factor(Analyze(d), a.Values, shift, CancellationToken.None);
        T[] x = [.. Enumerable.Range(0, 3 * n).Select(i => T.CreateChecked(Math.Sin(i)))];
        T[] b = (T[])x.Clone();
        factor.Solve(x, 3);
        var product = new T[n];
        double worst = 0;
        double size = 0;
        for (int c = 0; c < 3; c++)
        {
            a.Apply(x.AsSpan(c * n, n), product);
            for (int i = 0; i < n; i++)
            {
                double xi = double.CreateChecked(x[c * n + i]);
                worst = Math.Max(worst, Math.Abs(double.CreateChecked(product[i]) - shift * xi - double.CreateChecked(b[c * n + i])));
                size = Math.Max(size, Math.Abs(xi));
            }
        }

        Assert.IsLessThan(tolerance, worst / size / 8, typeof(T).Name);
        return factor.NegativeCount;
    }

    private static SymbolicFactorization Analyze(CsrMatrix<double> a)
        => SymbolicFactorization.Analyze(a.RowPointers, a.ColumnIndices, double.PositiveInfinity, double.PositiveInfinity, CancellationToken.None)!;

    private static LdltFactor<double> Factor(CsrMatrix<double> a, double shift)
        => LdltFactor<double>.Factor(Analyze(a), a.Values, shift, CancellationToken.None);

    /// <summary>max ‖(A − σ)x − b‖/(‖A‖·‖x‖) over more right-hand sides than one block has.</summary>
    private static double BackwardError(CsrMatrix<double> a, LdltFactor<double> factor, int seed)
    {
        int n = a.Rows;
        int count = LdltFactor<double>.Width + 3;
        var random = new Random(seed);
        double[] b = [.. Enumerable.Range(0, n * count).Select(_ => random.NextDouble() - 0.5)];
        var x = (double[])b.Clone();
        factor.Solve(x, count);
        var product = new double[n];
        double norm = Math.Max(Math.Abs(factor.Shift), a.Values.Length == 0 ? 0 : a.Values.Max(Math.Abs));
        double worst = 0;
        for (int c = 0; c < count; c++)
        {
            a.Apply(x.AsSpan(c * n, n), product);
            double size = 0;
            double error = 0;
            for (int i = 0; i < n; i++)
            {
                size = Math.Max(size, Math.Abs(x[c * n + i]));
                error = Math.Max(error, Math.Abs(product[i] - factor.Shift * x[c * n + i] - b[c * n + i]));
            }

            worst = Math.Max(worst, error / (norm * size));
        }

        return worst;
    }

    private static CsrMatrix<double> Random(Random random, int n, int edges, bool zeroDiagonal)
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < n; i++)
        {
            rows.Add(i);
            columns.Add(i);
            values.Add(zeroDiagonal ? 0 : 2 * random.NextDouble() - 1);
        }

        for (int t = 0; t < edges; t++)
        {
            int i = random.Next(n);
            int j = random.Next(n);
            double value = (2 * random.NextDouble() - 1) * Math.Pow(10, -3 * random.NextDouble());
            if (i != j)
            {
                rows.AddRange([i, j]);
                columns.AddRange([j, i]);
                values.AddRange([value, value]);
            }
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }

    private static double[] Spectrum(CsrMatrix<double> a)
    {
        int n = a.Rows;
        var dense = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                dense[i * n + a.ColumnIndices[p]] = a.Values[p];
            }
        }

        return DenseEigensolver.Decompose(n, dense);
    }
}
