using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Problems, operators and options that are meant to break a solver.</summary>
[TestClass]
public sealed class HostileProblemTests
{
    /// <summary>The edge states of a long chain have eigenvalues ±1e-34: solves at 0 make every vector one of these two.</summary>
    [TestMethod]
    [DataRow(1e-10)]
    [DataRow(1e-12)]
    public void Two_vectors_of_eigenvalues_at_the_shift_are_orthogonal(double tolerance)
    {
        CsrMatrix<double> chain = Chain(128, 0.3, 1);
        EigenPairs<double> pairs = SpectralOps.Eigsh(chain, 2, EigenTarget.SmallestMagnitude, new EigshOptions { Method = EigshMethod.ShiftInvert, Tolerance = tolerance });
        double dot = 0;
        for (int i = 0; i < 128; i++)
        {
            dot += pairs.Vector(0)[i] * pairs.Vector(1)[i];
        }

        Assert.AreEqual(0, dot, 1e-13);
        Assert.AreEqual(0, pairs.Values[0], 1e-15);
        Assert.AreEqual(0, pairs.Values[1], 1e-15);
    }

    [TestMethod]
    public void The_shift_may_be_an_eigenvalue_twice()
    {
        double[] spectrum = Graphs.CycleSpectrum(30);
        CsrMatrix<double> cycle = Graphs.Laplacian(30, Graphs.Cycle(30));
        foreach (int k in new[] { 1, 2, 3, 4 })
        {
            for (int i = 0; i < 30; i++)
            {
                var options = new EigshOptions { Method = EigshMethod.ShiftInvert, Tolerance = 1e-12 };
                EigenPairs<double> pairs = SpectralOps.Eigsh(cycle, k, EigenTarget.NearestTo(spectrum[i]), options);
                double[] expected = [.. spectrum.Select(value => Math.Abs(value - spectrum[i])).Order().Take(k)];
                double[] actual = [.. pairs.Values.Select(value => Math.Abs(value - spectrum[i])).Order()];
                for (int j = 0; j < k; j++)
                {
                    Assert.AreEqual(expected[j], actual[j], 1e-12, $"k = {k}, at {spectrum[i]}");
                }
            }
        }
    }

    [TestMethod]
    public void The_shift_may_be_an_eigenvalue_in_single_precision()
    {
        double[] path = Graphs.PathSpectrum(9);
        CsrMatrix<float> a = Single(Graphs.Laplacian(9, Graphs.Path(9)));
        EigenPairs<float> pairs = SpectralOps.Eigsh(a, 2, EigenTarget.NearestTo(path[4]), new EigshOptions { Method = EigshMethod.ShiftInvert });
        Assert.AreEqual(path[4], pairs.Values.MinBy(value => Math.Abs(value - path[4])), 1e-5);

        EigenPairs<float> chain = SpectralOps.Eigsh(Single(Chain(40, 0.5, 1)), 3, EigenTarget.NearestTo(7.1526e-7), new EigshOptions { Method = EigshMethod.ShiftInvert });
        Assert.AreEqual(0.51342, chain.Values.Max(Math.Abs), 1e-4);

        // Squares of these solutions leave the range of the type.
        double[] graded = [.. Enumerable.Range(0, 25).Select(i => Math.Pow(10, 12 - i))];
        EigenPairs<float> smallest = SpectralOps.Eigsh(Single(Graphs.Sparse(Graphs.Diagonal(graded))), 2, EigenTarget.SmallestMagnitude, new EigshOptions { Method = EigshMethod.ShiftInvert });
        Assert.AreEqual(0, smallest.Values[1], 1e-5 * 1e12);
    }

    /// <summary>Where shift-invert was a choice of ours, and few eigenvalues are not told from very many equal ones.</summary>
    [TestMethod]
    public void A_choice_that_fails_is_replaced_near_a_point_too()
    {
        const int Order = 8;
        const int N = 1 << Order;
        int[] rows = [.. Enumerable.Range(0, N * Order).Select(e => e / Order)];
        int[] columns = [.. Enumerable.Range(0, N * Order).Select(e => (e / Order) ^ (1 << (e % Order)))];
        var cube = CsrMatrix<float>.FromTriplets(N, N, rows, columns, [.. rows.Select(_ => 1f)]);
        EigenPairs<float> pairs = SpectralOps.Eigsh(cube, 3, EigenTarget.SmallestMagnitude);
        Assert.IsTrue(pairs.Values.All(value => Math.Abs(value) < 1e-4), string.Join(' ', pairs.Values));
    }

    [TestMethod]
    public void Values_of_a_cluster_are_ascending()
    {
        CsrMatrix<double> star = Graphs.Laplacian(300, Graphs.Star(300));
        foreach (int k in new[] { 3, 8, 20 })
        {
            double[] values = SpectralOps.Eigsh(star, k, EigenTarget.NearestTo(1), new EigshOptions { Method = EigshMethod.Dense }).Values;
            Assert.IsTrue(values.SequenceEqual(values.Order()), $"k = {k}");
        }
    }

    /// <summary>min(i, j) has its small eigenvalues at 1/4, a hundred-thousandth of its norm, side by side.</summary>
    [TestMethod]
    [DataRow("CSR")]
    [DataRow("operator")]
    [DataRow("Hermitian")]
    public void What_products_do_not_tell_apart_is_solved_soon(string form)
    {
        const int N = 240;
        double[] values = [.. Enumerable.Range(0, N * N).Select(e => 1.0 + Math.Min(e / N, e % N))];
        var matrix = new DenseMatrix<double>(N, N, values);
        double Exact(int i) => 0.25 / Math.Pow(Math.Sin((2 * (N - 1 - i) + 1) * Math.PI / (2 * ((2 * N) + 1))), 2);
        int products = 0;
        double[] found;
        EigenReport report;
        if (form == "Hermitian")
        {
            var a = new HermitianOperator(N, (x, y) =>
            {
                products++;
                Multiply(matrix, x, y);
            });
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(a, 3, EigenTarget.SmallestAlgebraic);
            (found, report) = (pairs.Values, pairs.Report);
        }
        else
        {
            var a = new Operator(N, (x, y) =>
            {
                products++;
                matrix.Apply(x, y);
            });
            EigenPairs<double> pairs = SpectralOps.Eigsh<double>(form == "CSR" ? Graphs.Sparse(matrix) : a, 3, EigenTarget.SmallestAlgebraic);
            (found, report) = (pairs.Values, pairs.Report);
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(Exact(i), found[i], 1e-10 * Exact(N - 1));
        }

        Assert.IsLessThan((20 * N) + 4000, report.OperatorApplications);
        if (form != "CSR")
        {
            Assert.AreEqual(products, report.OperatorApplications);
        }
    }

    /// <summary>Eigenvalues in pairs that are nearly equal: a filter leaves the last pairs no digits.</summary>
    [TestMethod]
    [DataRow(5, 4)]
    [DataRow(5, 6)]
    [DataRow(131, 4)]
    [DataRow(131, 6)]
    public void Pairs_that_a_filter_leaves_no_digits_are_found_without(int frequency, int k)
    {
        const int N = 200;
        int[] low = [.. Enumerable.Range(0, N - 1)];
        int[] diagonal = [.. Enumerable.Range(0, N)];
        double[] ones = [.. low.Select(_ => 1.0)];
        double[] potential = [.. diagonal.Select(i => Math.Sin(i * 0.1 * frequency))];
        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(N, N, [.. diagonal, .. low, .. low.Select(i => i + 1)], [.. diagonal, .. low.Select(i => i + 1), .. low], [.. potential, .. ones, .. ones]);
        double[] exact = SpectralOps.Eigsh(a, N, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Dense }).Values;
        EigenPairs<double> lowest = SpectralOps.Eigsh(a, k, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos });
        EigenPairs<double> highest = SpectralOps.Eigsh(a, k, EigenTarget.LargestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos });
        for (int i = 0; i < k; i++)
        {
            Assert.AreEqual(exact[i], lowest.Values[i], 1e-9);
            Assert.AreEqual(exact[N - k + i], highest.Values[i], 1e-9);
        }
    }

    /// <summary>Forty eigenvalues within a width that is above the tolerance, too many for a block's space.</summary>
    [TestMethod]
    [DataRow(1e-9, 1e-13)]
    [DataRow(1e-5, 1e-11)]
    public void A_cluster_wider_than_the_tolerance_is_found_soon(double width, double tolerance)
    {
        const int N = 2600;
        var random = new Random(1);
        double[] spectrum = [.. Enumerable.Range(0, N).Select(i => i < 40 ? 1 + (width * random.NextDouble()) : 2 + (3 * random.NextDouble()))];
        CsrMatrix<double> a = Turned(spectrum, random);
        Array.Sort(spectrum);
        foreach (EigshMethod method in new[] { EigshMethod.Auto, EigshMethod.Lanczos })
        {
            int restarts = 0;
            var options = new EigshOptions { Method = method, Tolerance = tolerance, Progress = new Watcher(progress => restarts = progress.Iteration) };
            try
            {
                double[] values = SpectralOps.Eigsh(a, 5, EigenTarget.BothEnds, options).Values;
                for (int i = 0; i < 5; i++)
                {
                    Assert.AreEqual(i < 2 ? spectrum[i] : spectrum[N - 5 + i], values[i], 5 * tolerance);
                }
            }
            catch (EigenConvergenceException failure) when (method == EigshMethod.Lanczos)
            {
                Assert.IsNotNull(failure.Pairs);
            }

            Assert.IsLessThan(1500, restarts);
        }
    }

    [TestMethod]
    public void An_inverse_of_another_shift_is_refused()
    {
        double[] spectrum = [.. Enumerable.Range(1, 300).Select(i => i / 10.0)];
        var a = new Operator(300, (x, y) => Diagonal(x, y, i => spectrum[i]));
        EigshOptions Options(double shift, double factor) => new() { ShiftedSolve = (x, y) => Diagonal(x, y, i => factor / (spectrum[i] - shift)) };
        foreach (int k in new[] { 1, 4 })
        {
            Assert.AreEqual(0.1, SpectralOps.Eigsh(a, k, EigenTarget.SmallestMagnitude, Options(0, 1)).Values[0], 1e-9);
            var refused = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, k, EigenTarget.SmallestMagnitude, Options(7.03, 1)));
            StringAssert.Contains(refused.Message, "σ = 0");
            Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, k, EigenTarget.SmallestMagnitude, Options(0, -1)));
            Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, k, EigenTarget.SmallestMagnitude, Options(0, 1e250)));
        }

        // One direction alone, whatever it is given.
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 3, EigenTarget.SmallestMagnitude, new EigshOptions { ShiftedSolve = (x, y) => y.Fill(1) }));
    }

    [TestMethod]
    [DataRow(EigshMethod.Lanczos)]
    [DataRow(EigshMethod.Lobpcg)]
    [DataRow(EigshMethod.Chebyshev)]
    [DataRow(EigshMethod.Power)]
    [DataRow(EigshMethod.Dense)]
    public void A_product_that_is_not_finite_is_named_and_cancellation_is_soon_honoured(EigshMethod method)
    {
        const int N = 300;
        foreach (int first in new[] { 0, 7, 40, 41 })
        {
            int product = 0;
            var broken = new Operator(N, (x, y) =>
            {
                Diagonal(x, y, i => i + 1);
                y[N / 2] = product++ >= first ? double.NaN : y[N / 2];
            });
            EigenTarget target = method == EigshMethod.Power ? EigenTarget.LargestMagnitude : EigenTarget.LargestAlgebraic;
            string message = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(broken, 3, target, new EigshOptions { Method = method })).Message;
            StringAssert.Contains(message, "NaN");

            using var source = new CancellationTokenSource();
            int after = 0;
            product = 0;
            var cancelled = new Operator(N, (x, y) =>
            {
                Diagonal(x, y, i => i + 1);
                after += source.IsCancellationRequested ? 1 : 0;
                if (product++ == first)
                {
                    source.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => SpectralOps.Eigsh(cancelled, 3, target, new EigshOptions { Method = method, CancellationToken = source.Token }));
            Assert.IsLessThan(16, after);
        }
    }

    [TestMethod]
    [DataRow(EigshMethod.Auto)]
    [DataRow(EigshMethod.Lanczos)]
    [DataRow(EigshMethod.Chebyshev)]
    [DataRow(EigshMethod.Power)]
    [DataRow(EigshMethod.Dense)]
    public void Products_that_a_look_at_initial_vectors_made_in_vain_are_counted(EigshMethod method)
    {
        const int N = 200;
        double[] Unit(int i) => [.. Enumerable.Range(0, N).Select(j => i == j ? 1.0 : 0)];
        int products = 0;
        var a = new Operator(N, (x, y) =>
        {
            products++;
            Diagonal(x, y, i => (i + 1.0) * (i + 1));
        });
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, 3, EigenTarget.LargestMagnitude, new EigshOptions { Method = method, InitialVectors = [Unit(0), Unit(1), Unit(2)] });
        Assert.AreEqual(products, pairs.Report.OperatorApplications);
        Assert.AreEqual(N * N, pairs.Values[2], 1e-5);
    }

    [TestMethod]
    public void Initial_vectors_may_be_the_same_twice()
    {
        const int N = 60;
        double[] Unit(int i) => [.. Enumerable.Range(0, N).Select(j => i == j ? 1.0 : 0)];
        var a = new Operator(N, (x, y) => Diagonal(x, y, i => i + 1));
        foreach (EigshMethod method in new[] { EigshMethod.Lanczos, EigshMethod.Lobpcg, EigshMethod.Chebyshev })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = method, InitialVectors = [Unit(0), Unit(0), Unit(1), Unit(0)] });
            Assert.AreEqual(3, pairs.Values[2], 1e-8);
        }
    }

    private static void Diagonal(ReadOnlySpan<double> x, Span<double> y, Func<int, double> entry)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = entry(i) * x[i];
        }
    }

    private static CsrMatrix<double> Chain(int n, double odd, double even)
    {
        int[] low = [.. Enumerable.Range(0, n - 1)];
        double[] bonds = [.. low.Select(i => i % 2 == 0 ? odd : even)];
        return CsrMatrix<double>.FromTriplets(n, n, [.. low, .. low.Select(i => i + 1)], [.. low.Select(i => i + 1), .. low], [.. bonds, .. bonds]);
    }

    /// <summary>A matrix of random 2 × 2 blocks with these eigenvalues.</summary>
    private static CsrMatrix<double> Turned(double[] spectrum, Random random)
    {
        int n = spectrum.Length;
        random.Shuffle(spectrum);
        var values = new double[2 * n];
        for (int i = 0; i < n; i += 2)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[2 * i] = (cosine * cosine * spectrum[i]) + (sine * sine * spectrum[i + 1]);
            values[(2 * i) + 1] = values[(2 * i) + 2] = cosine * sine * (spectrum[i] - spectrum[i + 1]);
            values[(2 * i) + 3] = (sine * sine * spectrum[i]) + (cosine * cosine * spectrum[i + 1]);
        }

        return new CsrMatrix<double>(n, n, [.. Enumerable.Range(0, n + 1).Select(i => 2 * i)], [.. Enumerable.Range(0, 2 * n).Select(p => (p / 4 * 2) + (p % 2))], values);
    }

    private static CsrMatrix<float> Single(CsrMatrix<double> a)
        => new(a.Rows, a.Columns, a.RowPointers, a.ColumnIndices, [.. a.Values.Select(value => (float)value)]);

    private static void Multiply(DenseMatrix<double> a, ReadOnlySpan<Complex> x, Span<Complex> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            Complex sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += a[i, j] * x[j];
            }

            y[i] = sum;
        }
    }

    private sealed class Watcher(Action<EigshProgress> see) : IProgress<EigshProgress>
    {
        public void Report(EigshProgress value) => see(value);
    }

    private delegate void Product<T>(ReadOnlySpan<T> x, Span<T> y);

    private sealed class Operator(int n, Product<double> product) : ISymmetricOperator<double>
    {
        public int Dimension => n;

        public void Apply(ReadOnlySpan<double> x, Span<double> y) => product(x, y);
    }

    private sealed class HermitianOperator(int n, Product<Complex> product) : IHermitianOperator
    {
        public int Dimension => n;

        public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y) => product(x, y);
    }
}
