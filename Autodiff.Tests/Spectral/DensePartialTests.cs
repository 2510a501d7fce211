using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class DensePartialTests
{
    private static readonly EigenTarget[] Targets =
        [EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.SmallestMagnitude, EigenTarget.BothEnds, EigenTarget.NearestTo(0.31)];

    [TestMethod]
    [DataRow("random")]
    [DataRow("zero")]
    [DataRow("identity")]
    [DataRow("cycle")]
    [DataRow("star")]
    [DataRow("disconnected")]
    [DataRow("clusters")]
    [DataRow("graded")]
    [DataRow("glued")]
    [DataRow("huge")]
    [DataRow("tiny")]
    public void Finds_the_same_pairs_as_the_whole_decomposition(string name)
    {
        const int n = 220;
        const int k = 15;
        DenseMatrix<double> a = name switch
        {
            "random" => new DenseMatrix<double>(n, n, Symmetric(n, 1)),
            "zero" => new DenseMatrix<double>(n, n),
            "identity" => Graphs.Diagonal([.. Enumerable.Repeat(1.0, n)]),
            "cycle" => Dense(Graphs.Laplacian(n, Graphs.Cycle(n))),
            "star" => Dense(Graphs.Laplacian(n, Graphs.Star(n))),
            "disconnected" => Dense(Graphs.Laplacian(n, Enumerable.Range(0, 11).SelectMany(c => Graphs.Path(20).Select(e => (e.Item1 + 20 * c, e.Item2 + 20 * c))))),
            "clusters" => Graphs.WithSpectrum([.. Enumerable.Range(0, n).Select(i => (i / 6) + 1e-13 * (i % 6))], 2),
            "graded" => Graphs.WithSpectrum([.. Enumerable.Range(0, n).Select(i => Math.Pow(10, -24.0 * i / n))], 3),
            "glued" => Glued(n),
            "huge" => new DenseMatrix<double>(n, n, [.. Symmetric(n, 4).Select(value => 1e300 * value)]),
            _ => new DenseMatrix<double>(n, n, [.. Symmetric(n, 5).Select(value => 1e-300 * value)]),
        };
        EigenPairs<double> all = SpectralOps.Eigh(a);
        double norm = all.Report.Norm;
        foreach (EigenTarget target in Targets)
        {
            double[] wanted = target.Kind switch
            {
                TargetKind.SmallestAlgebraic => all.Values[..k],
                TargetKind.LargestAlgebraic => all.Values[^k..],
                TargetKind.LargestMagnitude => [.. all.Values.OrderByDescending(Math.Abs).Take(k).Order()],
                TargetKind.BothEnds => [.. all.Values[..7], .. all.Values[^8..]],
                _ => [.. all.Values.OrderBy(value => Math.Abs(value - target.Sigma)).Take(k).Order()],
            };
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, k, target);
            Assert.AreEqual(EigshMethod.Dense, pairs.Report.Method);
            Assert.AreEqual(norm, pairs.Report.Norm, 1e-14 * norm);

            // Of eigenvalues as near to the shift as others, either may be taken.
            bool isTied = target.Kind is TargetKind.Nearest or TargetKind.LargestMagnitude;
            for (int i = 0; i < k; i++)
            {
                double expected = isTied ? Math.Abs(wanted.OrderBy(value => Math.Abs(value - target.Sigma)).ElementAt(i) - target.Sigma) : wanted[i];
                double actual = isTied ? Math.Abs(pairs.Values.OrderBy(value => Math.Abs(value - target.Sigma)).ElementAt(i) - target.Sigma) : pairs.Values[i];
                Assert.AreEqual(expected, actual, 1e-14 * norm, $"{target} {i}");
            }

            AssertPairs(a.Values, pairs, norm, 1e-15);
            foreach (double guard in pairs.Report.GuardValues)
            {
                Assert.IsTrue(all.Values.Any(value => Math.Abs(value - guard) <= 1e-14 * norm), $"{target}: {guard} is not an eigenvalue");
            }
        }
    }

    [TestMethod]
    public void Finds_floats()
    {
        const int n = 230;
        var a = new DenseMatrix<float>(n, n, [.. Symmetric(n, 6).Select(value => (float)value)]);
        EigenPairs<float> all = SpectralOps.Eigh(a);
        EigenPairs<float> pairs = SpectralOps.Eigsh(a, 12, EigenTarget.BothEnds);
        for (int i = 0; i < 12; i++)
        {
            Assert.AreEqual(all.Values[i < 6 ? i : n - 12 + i], pairs.Values[i], 1e-5f);
            Assert.AreEqual(1, Math.Abs(TensorPrimitives.Dot<float>(all.Vector(i < 6 ? i : n - 12 + i), pairs.Vector(i))), 1e-3f);
        }
    }

    [TestMethod]
    public void Counts_and_bisects_a_known_tridiagonal_spectrum()
    {
        const int n = 60;
        double[] d = [.. Enumerable.Repeat(2.0, n)];
        double[] e = [.. Enumerable.Repeat(-1.0, n - 1), 0];
        double[] expected = [.. Enumerable.Range(1, n).Select(i => 4 * Math.Pow(Math.Sin(i * Math.PI / (2 * (n + 1))), 2))];
        var spectrum = new TridiagonalSpectrum(d, e);
        double[] values = spectrum.Values([.. Enumerable.Range(0, n)]);
        for (int i = 0; i < n; i++)
        {
            Assert.AreEqual(expected[i], values[i], 4e-15);
            Assert.AreEqual(i, spectrum.CountBelow(expected[i] - 1e-9));
            Assert.AreEqual(i + 1, spectrum.CountBelow(expected[i] + 1e-9));
        }
    }

    [TestMethod]
    public void Solves_shifted_tridiagonal_systems_with_exchanges()
    {
        var random = new Random(7);
        for (int n = 1; n <= 40; n++)
        {
            double[] d = [.. Enumerable.Range(0, n).Select(_ => random.Next(3) == 0 ? 0 : random.NextDouble() - 0.5)];
            double[] e = [.. Enumerable.Range(0, n).Select(i => i == n - 1 ? 0 : random.NextDouble() + 0.5)];
            var shifted = new ShiftedTridiagonal(d, e, 3);
            shifted.Factor(0.123);
            double[] x = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
            double[] right = [.. x];
            shifted.Solve(x);
            var product = new double[n];
            shifted.Multiply(x, product);
            double size = x.Max(Math.Abs);
            for (int i = 0; i < n; i++)
            {
                Assert.AreEqual(right[i], product[i], 1e-14 * Math.Max(1, size), $"{n}: {i}");
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(20)]
    public void Differentiates_as_the_closed_form_does(int k)
    {
        const int n = 210;
        double scale = k == 8 ? 1e-3 : 70;
        var a = new DenseMatrix<double>(n, n, [.. Symmetric(n, 8).Select(value => scale * value)]);
        foreach (EigenTarget target in Targets)
        {
            EigenGradientReport? report = null;
            var options = new EigshOptions { GradientReport = new Reports(value => report = value) };
            var closed = new EigshOptions { GradientRule = GradientRule.ClosedForm };
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
            EigenPairs<double> reference = SpectralRules.EigshForward(a, k, target, closed, out EigshResidual<double> all);
            EigenPairs<double> adjoint = Adjoint(pairs, 9);
            EigenPairs<double> signed = Adjoint(pairs, 9);
            for (int i = 0; i < k; i++)
            {
                double sign = Math.Sign(TensorPrimitives.Dot<double>(pairs.Vector(i), reference.Vector(i)));
                TensorPrimitives.Multiply(signed.Vectors.AsSpan(i * n, n), sign, signed.Vectors.AsSpan(i * n, n));
            }

            DenseMatrix<double> actual = a.CreateShadow();
            DenseMatrix<double> expected = a.CreateShadow();
            SpectralRules.Eigsh(a, options, pairs, residual, adjoint, actual);
            SpectralRules.Eigsh(a, closed, reference, all, signed, expected);
            double largest = expected.Values.Max(Math.Abs);
            double error = expected.Values.Zip(actual.Values, (x, y) => Math.Abs(x - y)).Max();
            Assert.IsTrue(error <= 1e-10 * largest, $"{target}: {error} beside {largest}");
            Assert.AreEqual(GradientRule.Adjoint, report!.Rule);
            Assert.AreEqual(0, report.Iterations, "solved directly");
            Assert.IsTrue(report.ErrorBound is > 0 and < 1e-6, $"{report.ErrorBound}");
        }
    }

    [TestMethod]
    public void Differentiates_as_differences_do_with_a_cluster_inside()
    {
        const int n = 200;
        const int k = 5;
        double[] spectrum = [.. Enumerable.Range(0, n).Select(i => i is 1 or 2 or 3 ? 1.0 : i)];
        DenseMatrix<double> a = Graphs.WithSpectrum(spectrum, 10);
        double[] probe = [.. Symmetric(15, 11).Take(n)];
        var options = new EigshOptions { AssumeSymmetric = true };

        // The overlap with the cluster does not depend on its basis.
        double Loss(DenseMatrix<double> matrix)
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(matrix, k, EigenTarget.SmallestAlgebraic, options);
            return Enumerable.Range(1, 3).Sum(i => Math.Pow(TensorPrimitives.Dot<double>(pairs.Vector(i), probe), 2)) + pairs.Values[1..4].Sum();
        }

        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        for (int i = 1; i < 4; i++)
        {
            adjoint.Values[i] = 1;
            TensorPrimitives.Multiply(probe, 2 * TensorPrimitives.Dot<double>(pairs.Vector(i), probe), adjoint.Vectors.AsSpan(i * n, n));
        }

        DenseMatrix<double> gradient = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, adjoint, gradient);
        double[] direction = Symmetric(n, 12);
        double Along(double step) => Loss(new DenseMatrix<double>(n, n, [.. a.Values.Zip(direction, (x, y) => x + step * y)]));
        const double h = 1e-4;
        double difference = (8 * (Along(h) - Along(-h)) - (Along(2 * h) - Along(-2 * h))) / (12 * h);
        double derivative = TensorPrimitives.Dot<double>(direction, gradient.Values);
        Assert.AreEqual(difference, derivative, 1e-8 * Math.Max(1, Math.Abs(derivative)));
    }

    [TestMethod]
    public void Stops_when_it_is_told_to()
    {
        Assert.ThrowsExactly<OperationCanceledException>(() => PartialDecomposition<double>.Decompose(200, Symmetric(200, 1), 3, EigenTarget.BothEnds, new CancellationToken(true)));
    }

    private static void AssertPairs<T>(T[] a, EigenPairs<T> pairs, double norm, double unit)
        where T : IFloatingPointIeee754<T>
    {
        int n = pairs.Dimension;
        var product = new T[n];
        for (int i = 0; i < pairs.Count; i++)
        {
            RowKernels.Dots<T>(a, n, n, pairs.Vector(i), product);
            TensorPrimitives.MultiplyAdd(pairs.Vector(i), -pairs.Values[i], product, product);
            TensorPrimitives.Divide(product, T.CreateChecked(norm > 0 ? norm : 1), product);
            Assert.AreEqual(0, double.CreateChecked(TensorPrimitives.Norm<T>(product)), n * unit, $"residual {i}");
            for (int j = 0; j <= i; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, double.CreateChecked(TensorPrimitives.Dot<T>(pairs.Vector(i), pairs.Vector(j))), n * unit, $"vectors {i} and {j}");
            }
        }
    }

    private static EigenPairs<double> Adjoint(EigenPairs<double> pairs, int seed)
    {
        var random = new Random(seed);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        for (int i = 0; i < adjoint.Values.Length; i++)
        {
            adjoint.Values[i] = random.NextDouble() - 0.5;
        }

        for (int i = 0; i < adjoint.Vectors.Length; i++)
        {
            adjoint.Vectors[i] = random.NextDouble() - 0.5;
        }

        return adjoint;
    }

    private static DenseMatrix<double> Glued(int n)
    {
        var a = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            a[i, i] = Math.Abs(i % 21 - 10);
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = i % 21 == 0 ? 1e-10 : 1;
            }
        }

        return a;
    }

    private static DenseMatrix<double> Dense(CsrMatrix<double> sparse)
    {
        var dense = new DenseMatrix<double>(sparse.Rows, sparse.Columns);
        for (int i = 0; i < sparse.Rows; i++)
        {
            for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
            {
                dense[i, sparse.ColumnIndices[p]] = sparse.Values[p];
            }
        }

        return dense;
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

    private sealed class Reports(Action<EigenGradientReport> take) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => take(value);
    }
}
