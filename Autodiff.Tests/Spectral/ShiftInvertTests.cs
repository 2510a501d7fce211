using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Shift-invert against known spectra and the dense eigensolver; the counts by inertia.</summary>
[TestClass]
public sealed class ShiftInvertTests
{
    private static readonly EigshOptions Inverted = new() { Method = EigshMethod.ShiftInvert, Tolerance = 1e-12 };

    [TestMethod]
    [DataRow("path", 6)]
    [DataRow("cycle", 7)]
    [DataRow("grid", 6)]
    [DataRow("grid", 5)]
    [DataRow("star", 5)]
    [DataRow("complete", 4)]
    [DataRow("twelve paths", 14)]
    [DataRow("twelve paths", 5)]
    [DataRow("identity", 5)]
    [DataRow("zero", 3)]
    [DataRow("tens", 12)]
    [DataRow("tiny", 10)]
    [DataRow("one", 1)]
    [DataRow("graded", 6)]
    public void Finds_known_spectra_and_proves_that_nothing_is_missing(string name, int k)
    {
        (CsrMatrix<double> a, double[] spectrum) = name switch
        {
            "path" => (Graphs.Laplacian(500, Graphs.Path(500)), Graphs.PathSpectrum(500)),
            "cycle" => (Graphs.Laplacian(400, Graphs.Cycle(400)), Graphs.CycleSpectrum(400)),
            "grid" => (Graphs.Laplacian(900, Graphs.Grid(30)), Graphs.GridSpectrum(30)),
            "star" => (Graphs.Laplacian(250, Graphs.Star(250)), [0, .. Enumerable.Repeat(1.0, 248), 250]),
            "complete" => (Graphs.Laplacian(100, Graphs.Complete(100)), [0, .. Enumerable.Repeat(100.0, 99)]),
            "twelve paths" => (Graphs.Laplacian(480, Enumerable.Range(0, 12).SelectMany(c => Graphs.Path(40).Select(e => (e.Item1 + 40 * c, e.Item2 + 40 * c)))), Enumerable.Range(0, 12).SelectMany(_ => Graphs.PathSpectrum(40)).Order().ToArray()),
            "identity" => (Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Repeat(1.0, 250)])), Enumerable.Repeat(1.0, 250).ToArray()),
            "zero" => (new CsrMatrix<double>(30, 30, new int[31], [], []), new double[30]),
            "tens" => (Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Range(0, 250).Select(i => i < 10 ? 10.0 : i / 300.0)])), Enumerable.Range(0, 250).Select(i => i < 10 ? 10.0 : i / 300.0).Order().ToArray()),
            "tiny" => (Graphs.Laplacian(12, Graphs.Cycle(12)), Graphs.CycleSpectrum(12)),
            "one" => (Graphs.Sparse(Graphs.Diagonal(3)), new[] { 3.0 }),
            _ => (Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Range(0, 220).Select(i => Math.Pow(10, -i / 18.0))])), Enumerable.Range(0, 220).Select(i => Math.Pow(10, -i / 18.0)).Order().ToArray()),
        };
        double middle = spectrum[spectrum.Length / 2];
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.SmallestMagnitude, EigenTarget.NearestTo(middle), EigenTarget.NearestTo(0.7), EigenTarget.NearestTo(-3), EigenTarget.NearestTo(1e9) })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, k, target, Inverted);
            AssertValues(spectrum, pairs, target, 1e-11 * Math.Max(spectrum[^1], 1e-300));
            AssertPairs(a, pairs, 1e-12 * spectrum[^1]);
            Assert.AreEqual(EigshMethod.ShiftInvert, pairs.Report.Method);
            Assert.IsTrue(pairs.Report.CountIsProven, $"{target}");
        }
    }

    [TestMethod]
    public void Is_right_for_random_matrices_at_any_shift()
    {
        var random = new Random(11);
        for (int trial = 0; trial < 25; trial++)
        {
            int n = random.Next(20, 160);
            DenseMatrix<double> dense = RandomSparse(random, n);
            double[] spectrum = DenseEigensolver.Decompose(n, (double[])dense.Values.Clone());
            double sigma = trial % 4 == 0 ? spectrum[random.Next(n)] : 2 * random.NextDouble() - 1;
            int k = random.Next(1, 9);
            foreach (EigenTarget target in new[] { EigenTarget.NearestTo(sigma), EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic })
            {
                EigenPairs<double> pairs = SpectralOps.Eigsh(Graphs.Sparse(dense), k, target, Inverted);
                AssertValues(spectrum, pairs, target, 1e-11 * spectrum.Max(Math.Abs));
                Assert.IsTrue(pairs.Report.CountIsProven, $"trial {trial}, {target}");
                AssertValues(spectrum, SpectralOps.Eigsh(dense, k, target, Inverted), target, 1e-11 * spectrum.Max(Math.Abs));
            }
        }
    }

    [TestMethod]
    public void Takes_either_side_of_a_tie()
    {
        // The adjacency matrix of a path: ±2cos(πi/(n + 1)), so that 0 has pairs at equal distances.
        int n = 240;
        CsrMatrix<double> a = Graphs.Laplacian(n, Graphs.Path(n));
        for (int i = 0; i < n; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                a.Values[p] = a.ColumnIndices[p] == i ? 0 : 1;
            }
        }

        for (int k = 1; k <= 5; k++)
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, k, EigenTarget.SmallestMagnitude, Inverted);
            double[] distances = [.. pairs.Values.Select(Math.Abs).Order()];
            for (int i = 0; i < k; i++)
            {
                Assert.AreEqual(2 * Math.Sin(Math.PI * (i / 2 + 0.5) / (n + 1)), distances[i], 1e-11);
            }

            Assert.IsTrue(pairs.Report.CountIsProven);
            Assert.AreEqual(k, pairs.Values.Distinct().Count());
        }
    }

    [TestMethod]
    public void Sees_the_rest_of_a_cluster_that_k_cuts()
    {
        CsrMatrix<double> a = Graphs.Laplacian(900, Graphs.Grid(30));
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Inverted);
        Assert.IsTrue(pairs.Report.GuardValues.Any(guard => Math.Abs(guard - pairs.Values[1]) < 1e-12));
        Assert.IsLessThan(1e-12, pairs.Report.SmallestGap);
    }

    [TestMethod]
    [DataRow(1e-280)]
    [DataRow(1e-150)]
    [DataRow(1e150)]
    [DataRow(1e290)]
    public void Works_at_any_scale(double scale)
    {
        CsrMatrix<double> a = Graphs.Laplacian(400, Graphs.Grid(20));
        for (int p = 0; p < a.NonZeroCount; p++)
        {
            a.Values[p] *= scale;
        }

        double[] spectrum = [.. Graphs.GridSpectrum(20).Select(value => value * scale)];
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.NearestTo(1.3 * scale) })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, 4, target, Inverted);
            AssertValues(spectrum, pairs, target, 1e-11 * scale);
            Assert.IsTrue(pairs.Report.CountIsProven);
        }
    }

    [TestMethod]
    public void Works_in_single_precision()
    {
        CsrMatrix<double> d = Graphs.Laplacian(900, Graphs.Grid(30));
        var a = new CsrMatrix<float>(900, 900, d.RowPointers, d.ColumnIndices, [.. d.Values.Select(v => (float)v)]);
        double[] spectrum = Graphs.GridSpectrum(30);
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.NearestTo(1.01) })
        {
            EigenPairs<float> pairs = SpectralOps.Eigsh(a, 5, target, new EigshOptions { Method = EigshMethod.ShiftInvert });
            double[] expected = Wanted(spectrum, 5, target);
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual(expected[i], pairs.Values[i], 2e-5, $"{target} {i}");
            }
        }
    }

    [TestMethod]
    public void Is_taken_where_it_pays()
    {
        CsrMatrix<double> grid = Graphs.Laplacian(2500, Graphs.Grid(50));
        Assert.AreEqual(EigshMethod.ShiftInvert, SpectralOps.Eigsh(grid, 3, EigenTarget.SmallestAlgebraic).Report.Method);
        Assert.AreEqual(EigshMethod.ShiftInvert, SpectralOps.Eigsh(grid, 3, EigenTarget.NearestTo(1)).Report.Method);
        Assert.AreEqual(EigshMethod.Lanczos, SpectralOps.Eigsh(grid, 1, EigenTarget.LargestMagnitude, new EigshOptions { Tolerance = 1e-4 }).Report.Method);
        var random = new Random(3);
        CsrMatrix<double> expander = Graphs.Laplacian(3000, Enumerable.Range(0, 30_000).Select(_ => (random.Next(3000), random.Next(3000))).Where(e => e.Item1 != e.Item2));
        Assert.AreEqual(EigshMethod.Lanczos, SpectralOps.Eigsh(expander, 2, EigenTarget.SmallestAlgebraic, new EigshOptions { Tolerance = 1e-6 }).Report.Method);
    }

    [TestMethod]
    public void Takes_the_inverse_of_an_operator_that_is_not_stored()
    {
        int n = 400;
        double[] spectrum = [.. Enumerable.Range(0, n).Select(i => (i / 3 * 3) / 100.0)];
        var a = new DiagonalOperator(spectrum);
        const double Sigma = 1.501;
        int solves = 0;
        var options = new EigshOptions
        {
            Tolerance = 1e-12,
            ShiftedSolve = (x, y) =>
            {
                solves++;
                for (int i = 0; i < n; i++)
                {
                    y[i] = x[i] / (spectrum[i] - Sigma);
                }
            },
        };
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, 7, EigenTarget.NearestTo(Sigma), options);
        AssertValues(spectrum, pairs, EigenTarget.NearestTo(Sigma), 1e-12);
        AssertPairs(a, pairs, 1e-11);
        Assert.IsFalse(pairs.Report.CountIsProven);
        Assert.AreEqual(solves, pairs.Report.OperatorApplications + 1);

        // The inverse at another shift finds pairs, too, and they are not those asked for.
        foreach (EigshOptions other in new[] { options, options with { ShiftedSolve = (x, y) => y.Clear() } })
        {
            EigenTarget target = EigenTarget.NearestTo(other == options ? 1.6 : Sigma);
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 7, target, other)).Message, "does not solve with A − σI");
        }

        options = options with { ShiftedSolve = (x, y) => y.Fill(double.NaN) };
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 7, EigenTarget.NearestTo(Sigma), options)).Message, "ShiftedSolve");
    }

    [TestMethod]
    public void Says_what_it_cannot_do()
    {
        CsrMatrix<double> a = Graphs.Laplacian(300, Graphs.Path(300));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 2, EigenTarget.BothEnds, Inverted)).Message, "BothEnds");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Inverted with { GradientRule = GradientRule.ClosedForm })).Message, "ClosedForm");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Inverted with { ShiftedSolve = (x, y) => { } })).Message, "names none");
        var diagonal = new DiagonalOperator([.. Enumerable.Range(0, 300).Select(i => (double)i)]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(diagonal, 2, EigenTarget.SmallestAlgebraic, Inverted)).Message, "ShiftedSolve");
        using var source = new System.Threading.CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, Inverted with { CancellationToken = source.Token }));
    }

    [TestMethod]
    public void Starts_warm_and_is_deterministic()
    {
        CsrMatrix<double> a = Graphs.Laplacian(2500, Graphs.Grid(50));
        EigenPairs<double> first = SpectralOps.Eigsh(a, 4, EigenTarget.SmallestAlgebraic, Inverted);
        CollectionAssert.AreEqual(first.Vector(3).ToArray(), SpectralOps.Eigsh(a, 4, EigenTarget.SmallestAlgebraic, Inverted).Vector(3).ToArray());
        double[][] vectors = [.. Enumerable.Range(0, 4).Select(i => first.Vector(i).ToArray())];
        EigenPairs<double> warm = SpectralOps.Eigsh(a, 4, EigenTarget.SmallestAlgebraic, Inverted with { InitialVectors = vectors });
        Assert.IsLessThan(1e-12, Graphs.Deviation(first.Values, warm.Values));
        Assert.IsLessThanOrEqualTo(first.Report.OperatorApplications, warm.Report.OperatorApplications);
    }

    private static double[] Wanted(double[] spectrum, int k, EigenTarget target) => target.Kind switch
    {
        TargetKind.SmallestAlgebraic => spectrum[..k],
        TargetKind.LargestAlgebraic => spectrum[^k..],
        _ => [.. spectrum.OrderBy(value => Math.Abs(value - target.Sigma)).Take(k).Order()],
    };

    /// <summary>Where a tie is cut, either value is right: distances are compared.</summary>
    private static void AssertValues(double[] spectrum, EigenPairs<double> pairs, EigenTarget target, double tolerance)
    {
        double[] expected = Wanted(spectrum, pairs.Count, target);
        if (target.Kind == TargetKind.Nearest)
        {
            double[] actual = [.. pairs.Values.Select(value => Math.Abs(value - target.Sigma)).Order()];
            double[] distances = [.. expected.Select(value => Math.Abs(value - target.Sigma)).Order()];
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.AreEqual(distances[i], actual[i], Math.Max(tolerance, 1e-15 * Math.Abs(target.Sigma)), $"{target} {i}");
            }

            foreach (double value in pairs.Values)
            {
                Assert.IsLessThanOrEqualTo(tolerance, spectrum.Min(exact => Math.Abs(exact - value)), $"{target} {value}");
            }

            return;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], pairs.Values[i], tolerance, $"{target} {i}");
        }
    }

    private static void AssertPairs(ISymmetricOperator<double> a, EigenPairs<double> pairs, double tolerance)
    {
        var product = new double[pairs.Dimension];
        for (int i = 0; i < pairs.Count; i++)
        {
            a.Apply(pairs.Vector(i), product);
            double sum = 0;
            for (int x = 0; x < product.Length; x++)
            {
                sum += Math.Pow(product[x] - pairs.Values[i] * pairs.Vector(i)[x], 2);
            }

            Assert.IsLessThanOrEqualTo(tolerance, Math.Sqrt(sum), $"residual {i}");
            for (int j = 0; j <= i; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, Graphs.Dot(pairs.Vector(i), pairs.Vector(j)), 1e-13, $"{i}·{j}");
            }
        }
    }

    private static DenseMatrix<double> RandomSparse(Random random, int n)
    {
        var matrix = new DenseMatrix<double>(n, n);
        for (int t = 0; t < 2 * n; t++)
        {
            int i = random.Next(n);
            int j = Math.Clamp(i + random.Next(-6, 7), 0, n - 1);
            matrix[i, j] = matrix[j, i] = 2 * random.NextDouble() - 1;
        }

        return matrix;
    }

    private readonly struct DiagonalOperator(double[] values) : ISymmetricOperator<double>
    {
        public int Dimension => values.Length;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < values.Length; i++)
            {
                y[i] = values[i] * x[i];
            }
        }
    }

    [TestMethod]
    [DataRow(1e307)]
    [DataRow(1e-308)]
    [DataRow(1e-320)]
    public void NumbersAtTheEdgesOfTheRangeAreScaled(double value)
    {
        const int N = 10;
        int[] rows = [.. Enumerable.Range(0, N * N).Select(i => i / N)];
        int[] columns = [.. Enumerable.Range(0, N * N).Select(i => i % N)];
        CsrMatrix<double> sparse = CsrMatrix<double>.FromTriplets(N, N, rows, columns, [.. Enumerable.Repeat(value, N * N)]);
        var dense = new DenseMatrix<double>(N, N, [.. Enumerable.Repeat(value, N * N)]);
        foreach (ISymmetricOperator<double> a in new ISymmetricOperator<double>[] { sparse, dense })
        {
            EigenPairs<double> eig = SpectralOps.Eigsh(a, 3, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.ShiftInvert });
            Assert.AreEqual(1, eig.Values[2] / (N * value), 1e-12);
            Assert.AreEqual(0, eig.Values[0] / value, 1e-12);
            Assert.AreEqual(1, eig.Report.Norm / (N * value), 1e-3);
            eig = SpectralOps.Eigsh(a, 2, EigenTarget.NearestTo(9 * value), new EigshOptions { Method = EigshMethod.ShiftInvert });
            Assert.AreEqual(1, eig.Values[1] / (N * value), 1e-12);
        }
    }
}
