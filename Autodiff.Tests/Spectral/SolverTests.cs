using System;
using System.Linq;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class SolverTests
{
    private static readonly EigshOptions Krylov = new() { Method = EigshMethod.Lanczos, Tolerance = 1e-12 };

    [TestMethod]
    [DataRow("path")]
    [DataRow("cycle")]
    [DataRow("grid")]
    [DataRow("star")]
    [DataRow("complete")]
    [DataRow("identity")]
    [DataRow("zero")]
    [DataRow("graded")]
    [DataRow("one")]
    [DataRow("huge")]
    [DataRow("tiny")]
    public void Decomposes_spectra_that_are_hard_to_a_few_ulps(string name)
    {
        (DenseMatrix<double> a, double[] expected) = name switch
        {
            "path" => (Dense(Graphs.Laplacian(50, Graphs.Path(50))), Graphs.PathSpectrum(50)),
            "cycle" => (Dense(Graphs.Laplacian(60, Graphs.Cycle(60))), Graphs.CycleSpectrum(60)),
            "grid" => (Dense(Graphs.Laplacian(81, Graphs.Grid(9))), Graphs.GridSpectrum(9)),
            "star" => (Dense(Graphs.Laplacian(30, Graphs.Star(30))), [0, .. Enumerable.Repeat(1.0, 28), 30]),
            "complete" => (Dense(Graphs.Laplacian(33, Graphs.Complete(33))), [0, .. Enumerable.Repeat(33.0, 32)]),
            "identity" => (Graphs.Diagonal([.. Enumerable.Repeat(1.0, 17)]), Enumerable.Repeat(1.0, 17).ToArray()),
            "zero" => (new DenseMatrix<double>(5, 5), new double[5]),
            "graded" => (Graphs.WithSpectrum([.. Enumerable.Range(0, 20).Select(i => Math.Pow(10, i - 19))], 3), Enumerable.Range(0, 20).Select(i => Math.Pow(10, i - 19)).ToArray()),
            "one" => (Graphs.Diagonal(-7.5), new[] { -7.5 }),
            "huge" => (Graphs.WithSpectrum([1e300, 2e300, 3e300, 4e300, 5e300], 4), new[] { 1e300, 2e300, 3e300, 4e300, 5e300 }),
            _ => (Graphs.WithSpectrum([1e-300, 2e-300, 3e-300, 4e-300], 5), new[] { 1e-300, 2e-300, 3e-300, 4e-300 }),
        };
        EigenPairs<double> pairs = SpectralOps.Eigh(a);
        double norm = Math.Max(Math.Abs(expected[0]), Math.Abs(expected[^1]));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], pairs.Values[i], 4e-15 * norm, $"eigenvalue {i}");
        }

        AssertPairs(a, pairs, 2e-14 * norm);
    }

    [TestMethod]
    [DataRow("cycle", 9)]
    [DataRow("grid", 8)]
    [DataRow("star", 12)]
    [DataRow("complete", 7)]
    [DataRow("disconnected", 7)]
    [DataRow("identity", 5)]
    [DataRow("tens", 12)]
    public void Finds_every_copy_of_a_multiple_eigenvalue(string name, int k)
    {
        (CsrMatrix<double> a, double[] expected) = name switch
        {
            "cycle" => (Graphs.Laplacian(300, Graphs.Cycle(300)), Graphs.CycleSpectrum(300)),
            "grid" => (Graphs.Laplacian(400, Graphs.Grid(20)), Graphs.GridSpectrum(20)),
            "star" => (Graphs.Laplacian(250, Graphs.Star(250)), [0, .. Enumerable.Repeat(1.0, 248), 250]),
            "complete" => (Graphs.Laplacian(200, Graphs.Complete(200)), [0, .. Enumerable.Repeat(200.0, 199)]),
            "disconnected" => (Graphs.Laplacian(300, Enumerable.Range(0, 5).SelectMany(c => Graphs.Path(60).Select(e => (e.Item1 + 60 * c, e.Item2 + 60 * c)))), Enumerable.Range(0, 5).SelectMany(_ => Graphs.PathSpectrum(60)).Order().ToArray()),
            "identity" => (Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Repeat(1.0, 250)])), Enumerable.Repeat(1.0, 250).ToArray()),
            _ => (Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Range(0, 250).Select(i => i < 10 ? 10.0 : i / 300.0)])), Enumerable.Range(0, 250).Select(i => i < 10 ? 10.0 : i / 300.0).Order().ToArray()),
        };
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.BothEnds })
        {
            int low = target == EigenTarget.SmallestAlgebraic ? k : target == EigenTarget.BothEnds ? k / 2 : 0;
            double[] wanted = [.. expected[..low], .. expected[^(k - low)..]];
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, k, target, Krylov);
            Assert.AreEqual(EigshMethod.Lanczos, pairs.Report.Method);
            for (int i = 0; i < k; i++)
            {
                Assert.AreEqual(wanted[i], pairs.Values[i], 1e-11 * expected[^1], $"{target} {i}");
            }

            AssertPairs(a, pairs, 1e-12 * expected[^1]);
        }
    }

    [TestMethod]
    public void Takes_the_nearest_to_a_point_even_an_eigenvalue()
    {
        CsrMatrix<double> a = Graphs.Laplacian(220, Graphs.Path(220));
        double[] spectrum = Graphs.PathSpectrum(220);
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, 3, EigenTarget.NearestTo(spectrum[100]));
        Assert.AreEqual(spectrum[100], pairs.Values[1], 1e-13);
        Assert.AreEqual(0, SpectralOps.Eigsh(a, 1, EigenTarget.SmallestMagnitude).Values[0], 1e-13);
    }

    [TestMethod]
    public void Lanczos_reaches_all_pairs_and_dimension_one()
    {
        EigenPairs<double> one = SpectralOps.Eigsh(Graphs.Diagonal(3), 1, EigenTarget.LargestAlgebraic, Krylov);
        Assert.AreEqual(3, one.Values[0]);
        CsrMatrix<double> a = Graphs.Laplacian(12, Graphs.Cycle(12));
        EigenPairs<double> all = SpectralOps.Eigsh(a, 12, EigenTarget.SmallestAlgebraic, Krylov);
        Assert.IsLessThan(1e-13, Graphs.Deviation(Graphs.CycleSpectrum(12), all.Values));
    }

    [TestMethod]
    public void Works_in_single_precision()
    {
        CsrMatrix<double> d = Graphs.Laplacian(300, Graphs.Cycle(300));
        var a = new CsrMatrix<float>(300, 300, d.RowPointers, d.ColumnIndices, [.. d.Values.Select(v => (float)v)]);
        EigenPairs<float> pairs = SpectralOps.Eigsh(a, 4, EigenTarget.LargestAlgebraic);
        double[] expected = Graphs.CycleSpectrum(300);
        for (int i = 0; i < 4; i++)
        {
            Assert.AreEqual(expected[296 + i], pairs.Values[i], 4e-5);
        }
    }

    [TestMethod]
    public void Is_deterministic_and_takes_a_user_struct()
    {
        var a = new DiagonalOperator([.. Enumerable.Range(0, 300).Select(i => (double)i)]);
        EigenPairs<double> first = SpectralOps.Eigsh(a, 3, EigenTarget.LargestAlgebraic);
        EigenPairs<double> second = SpectralOps.Eigsh(a, 3, EigenTarget.LargestAlgebraic);
        CollectionAssert.AreEqual(first.Vector(1).ToArray(), second.Vector(1).ToArray());
        Assert.AreEqual(299, first.Values[2], 1e-9);
    }

    [TestMethod]
    public void Starts_warm_from_given_vectors()
    {
        CsrMatrix<double> a = Graphs.Laplacian(2000, Graphs.Path(2000).Concat([(0, 1000), (3, 900)]));
        var cold = SpectralOps.Eigsh(a, 2, EigenTarget.LargestAlgebraic);
        var warm = SpectralOps.Eigsh(a, 2, EigenTarget.LargestAlgebraic, new EigshOptions { InitialVectors = [cold.Vector(0).ToArray(), cold.Vector(1).ToArray()] });
        Assert.IsLessThan(1e-9, Graphs.Deviation(cold.Values, warm.Values));
    }

    [TestMethod]
    public void Reports_progress_and_honours_cancellation()
    {
        using var source = new CancellationTokenSource();
        int reports = 0;
        var options = Krylov with
        {
            CancellationToken = source.Token,
            Progress = new Now<EigshProgress>(_ =>
            {
                if (++reports == 3)
                {
                    source.Cancel();
                }
            }),
        };
        CsrMatrix<double> a = Graphs.Laplacian(3000, Graphs.Path(3000));
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.Eigsh(a, 3, EigenTarget.SmallestAlgebraic, options));
        Assert.AreEqual(3, reports);
    }

    [TestMethod]
    public void Says_what_it_has_when_it_does_not_converge()
    {
        CsrMatrix<double> a = Graphs.Laplacian(3000, Graphs.Path(3000));
        var exception = Assert.ThrowsExactly<EigenConvergenceException>(() => SpectralOps.Eigsh(a, 3, EigenTarget.SmallestAlgebraic, Krylov with { MaxIterations = 2 }));
        Assert.AreEqual(3, ((EigenPairs<double>)exception.Pairs!).Count);
        Assert.HasCount(3, exception.Residuals);
        StringAssert.Contains(exception.Message, "2 restarts");
    }

    private static DenseMatrix<double> Dense(CsrMatrix<double> a)
    {
        var dense = new DenseMatrix<double>(a.Rows, a.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                dense[i, a.ColumnIndices[p]] = a.Values[p];
            }
        }

        return dense;
    }

    private static void AssertPairs(ISymmetricOperator<double> a, EigenPairs<double> pairs, double tolerance)
    {
        var product = new double[pairs.Dimension];
        for (int i = 0; i < pairs.Count; i++)
        {
            a.Apply(pairs.Vector(i), product);
            double worst = 0;
            for (int x = 0; x < product.Length; x++)
            {
                worst = Math.Max(worst, Math.Abs(product[x] - pairs.Values[i] * pairs.Vector(i)[x]));
            }

            Assert.IsLessThanOrEqualTo(tolerance, worst, $"residual {i}");
            for (int j = 0; j <= i; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, Graphs.Dot(pairs.Vector(i), pairs.Vector(j)), 2e-14, $"{i}·{j}");
            }
        }
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

    private sealed class Now<TValue>(Action<TValue> action) : IProgress<TValue>
    {
        public void Report(TValue value) => action(value);
    }
}
