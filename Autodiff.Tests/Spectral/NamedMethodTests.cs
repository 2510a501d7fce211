using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Methods that Auto does not choose, each asked for by name.</summary>
[TestClass]
public class NamedMethodTests
{
    private static readonly CsrMatrix<double> Sheet = Graphs.Laplacian(420, Graphs.Grid(21).Where(edge => edge.Item1 < 420 && edge.Item2 < 420));

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(9)]
    public void Power_finds_the_largest_magnitudes(int k)
    {
        var random = new Random(k);
        double[] spectrum = [.. Enumerable.Range(0, 60).Select(i => (i % 3 == 0 ? -1 : 1) * Math.Pow(0.8, i) * (1 + 0.01 * random.NextDouble()))];
        DenseMatrix<double> a = Hidden(spectrum, random);
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, k, EigenTarget.LargestMagnitude, new EigshOptions { Method = EigshMethod.Power });
        double[] expected = [.. spectrum.OrderByDescending(Math.Abs).Take(k).Order()];
        Assert.AreEqual(EigshMethod.Power, pairs.Report.Method);
        Assert.IsTrue(pairs.Report.GuardValues.Count > 0);
        for (int i = 0; i < k; i++)
        {
            Assert.AreEqual(expected[i], pairs.Values[i], 1e-10);
            Assert.AreEqual(0, Residual(a, pairs.Vector(i), pairs.Values[i]), 1.1e-10);
        }
    }

    [TestMethod]
    public void Power_finds_every_copy_and_tells_that_k_cuts_them()
    {
        double[] spectrum = [.. Enumerable.Range(0, 40).Select(i => i < 3 ? 2.0 : 1.0 / (i + 1))];
        DenseMatrix<double> a = Hidden(spectrum, new Random(3));
        var options = new EigshOptions { Method = EigshMethod.Power };
        EigenPairs<double> all = SpectralOps.Eigsh(a, 3, EigenTarget.LargestMagnitude, options);
        Assert.IsTrue(all.Values.All(value => Math.Abs(value - 2) < 1e-10));
        EigenPairs<double> cut = SpectralOps.Eigsh(a, 2, EigenTarget.LargestMagnitude, options);
        Assert.AreEqual(2, cut.Report.GuardValues[0], 1e-9);
    }

    [TestMethod]
    public void Power_says_what_it_cannot_do()
    {
        // ±1 have the same magnitude: the iterates go back and forth.
        DenseMatrix<double> tie = Hidden([1, -1, 0.5, 0.25], new Random(4));
        var options = new EigshOptions { Method = EigshMethod.Power, MaxIterations = 200 };
        EigenConvergenceException stalled = Assert.ThrowsExactly<EigenConvergenceException>(() => SpectralOps.Eigsh(tie, 1, EigenTarget.LargestMagnitude, options));
        Assert.Contains("Power did not converge", stalled.Message);
        ArgumentException end = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(tie, 1, EigenTarget.SmallestAlgebraic, options));
        Assert.Contains("largest magnitude", end.Message);
        ArgumentException all = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(tie, 1, EigenTarget.LargestMagnitude, options with { GradientRule = GradientRule.ClosedForm }));
        Assert.Contains("EigshMethod.Power", all.Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.Eigsh(tie, 1, EigenTarget.LargestMagnitude, options with { CancellationToken = cancelled.Token }));
    }

    [TestMethod]
    public void Power_meets_zero_and_one_and_extreme_scales()
    {
        var options = new EigshOptions { Method = EigshMethod.Power };
        Assert.AreEqual(0, SpectralOps.Eigsh(new DenseMatrix<double>(5, 5), 2, EigenTarget.LargestMagnitude, options).Values[1]);
        Assert.AreEqual(-3, SpectralOps.Eigsh(new DenseMatrix<double>(1, 1, [-3]), 1, EigenTarget.LargestMagnitude, options).Values[0]);
        foreach (double scale in new[] { 1e-300, 1e300 })
        {
            DenseMatrix<double> a = Hidden([3 * scale, -scale, 0.5 * scale], new Random(5));
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, 3, EigenTarget.LargestMagnitude, options);
            Assert.AreEqual(3, pairs.Values[2] / scale, 1e-9);
            Assert.AreEqual(-1, pairs.Values[0] / scale, 1e-9);
        }
    }

    [TestMethod]
    [DataRow(EigshMethod.Chebyshev)]
    [DataRow(EigshMethod.Lobpcg)]
    public void Stored_and_not_both_ends_come_out(EigshMethod method)
    {
        double[] all = SpectralOps.Eigsh(Sheet, 420, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Dense }).Values;
        foreach (bool isStored in new[] { true, false })
        {
            foreach ((EigenTarget target, double[] expected) in new[] { (EigenTarget.SmallestAlgebraic, all[..7]), (EigenTarget.LargestAlgebraic, all[^7..]) })
            {
                var counted = new Counted(Sheet);
                EigenPairs<double> pairs = SpectralOps.Eigsh<double>(isStored ? Sheet : counted, 7, target, new EigshOptions { Method = method });
                Assert.AreEqual(method, pairs.Report.Method);
                Assert.IsTrue(isStored || counted.Count == pairs.Report.OperatorApplications);
                for (int i = 0; i < 7; i++)
                {
                    Assert.AreEqual(expected[i], pairs.Values[i], 1e-9, $"{target} {i} stored: {isStored}");
                }
            }
        }
    }

    [TestMethod]
    public void Chebyshev_finds_both_ends()
    {
        double[] all = SpectralOps.Eigsh(Sheet, 420, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Dense }).Values;
        EigenPairs<double> pairs = SpectralOps.Eigsh(Sheet, 9, EigenTarget.BothEnds, new EigshOptions { Method = EigshMethod.Chebyshev });
        double[] expected = [.. all[..4], .. all[^5..]];
        for (int i = 0; i < 9; i++)
        {
            Assert.AreEqual(expected[i], pairs.Values[i], 1e-9);
        }
    }

    [TestMethod]
    public void Incomplete_Cholesky_takes_a_third_of_the_steps_of_Jacobi()
    {
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic })
        {
            double[] expected = SpectralOps.Eigsh(Sheet, 5, target, new EigshOptions { Method = EigshMethod.Dense }).Values;
            EigenPairs<double> jacobi = SpectralOps.Eigsh(Sheet, 5, target, new EigshOptions { Preconditioner = Preconditioner.Jacobi });
            EigenPairs<double> cholesky = SpectralOps.Eigsh(Sheet, 5, target, new EigshOptions { Preconditioner = Preconditioner.IncompleteCholesky });
            Assert.IsLessThan(0.5 * jacobi.Report.Iterations, cholesky.Report.Iterations, $"{target}: {jacobi.Report.Iterations}");
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual(expected[i], cholesky.Values[i], 1e-9);
            }
        }
    }

    [TestMethod]
    public void Incomplete_Cholesky_of_a_chain_is_its_Cholesky_factor()
    {
        // A tridiagonal matrix fills in nothing: the factor is exact, L Lᵀ x = (A + shift) x.
        const int N = 50;
        CsrMatrix<double> chain = Graphs.Laplacian(N, Graphs.Path(N));
        Assert.IsTrue(IncompleteCholesky<double>.TryFactor(chain, 1, 0.25, out IncompleteCholesky<double>? factor));
        Assert.IsFalse(IncompleteCholesky<double>.TryFactor(chain, -1, 0.25, out _));
        var random = new Random(6);
        double[][] solutions = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, N).Select(_ => random.NextDouble() - 0.5).ToArray())];
        var product = new double[N];
        Panel<double> panel = Panels<double>.Create(N, Team.Create(N, null, 1)).New();
        for (int c = 0; c < 8; c++)
        {
            chain.Apply(solutions[c], product);
            for (int i = 0; i < N; i++)
            {
                panel[i * 8 + c] = product[i] + 0.25 * solutions[c][i];
            }
        }

        factor.Apply(panel);
        for (int i = 0; i < 8 * N; i++)
        {
            Assert.AreEqual(solutions[i % 8][i / 8], panel[i], 1e-12);
        }
    }

    [TestMethod]
    public void A_preconditioner_that_needs_entries_says_so()
    {
        var options = new EigshOptions { Preconditioner = Preconditioner.IncompleteCholesky };
        ArgumentException refused = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(new Counted(Sheet), 3, EigenTarget.SmallestAlgebraic, options));
        Assert.Contains("Preconditioner.From", refused.Message);
        ArgumentException zero = Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(CsrMatrix<double>.FromTriplets(400, 400, [0], [0], [0]), 3, EigenTarget.SmallestAlgebraic, options));
        Assert.Contains("every vector is an eigenvector", zero.Message);
    }

    [TestMethod]
    [DataRow(EigshMethod.Power)]
    [DataRow(EigshMethod.Chebyshev)]
    [DataRow(EigshMethod.Lobpcg)]
    public void The_gradient_is_that_of_the_dense_solver(EigshMethod method)
    {
        var random = new Random(7);
        CsrMatrix<double> a = Graphs.Laplacian(225, Graphs.Grid(15));
        for (int p = 0; p < 225; p++)
        {
            int diagonal = Array.IndexOf(a.ColumnIndices, p, a.RowPointers[p], a.RowPointers[p + 1] - a.RowPointers[p]);
            a.Values[diagonal] += p < 4 ? 20 + 5 * p : random.NextDouble();
        }

        EigenTarget target = method == EigshMethod.Power ? EigenTarget.LargestMagnitude : EigenTarget.LargestAlgebraic;
        double[] direction = [.. Enumerable.Range(0, 225).Select(_ => random.NextDouble() - 0.5)];
        double[] Gradient(EigshOptions options)
        {
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, 3, target, options, out EigshResidual<double> residual);
            EigenPairs<double> adjoint = pairs.CreateShadow();
            double overlap = TensorPrimitives.Dot<double>(pairs.Vector(1), direction);
            TensorPrimitives.Multiply(direction, 2 * overlap, adjoint.MutableVector(1));
            adjoint.Values[0] = 0.5;
            CsrMatrix<double> shadow = a.CreateShadow();
            SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
            return shadow.Values;
        }

        double[] expected = Gradient(new EigshOptions { GradientRule = GradientRule.ClosedForm });
        Assert.IsLessThanOrEqualTo(1e-7, Graphs.Deviation(expected, Gradient(new EigshOptions { Method = method })));
    }

    private static double Residual(DenseMatrix<double> a, ReadOnlySpan<double> vector, double value)
    {
        var product = new double[vector.Length];
        a.Apply(vector, product);
        TensorPrimitives.MultiplyAdd(vector, -value, product, product);
        return TensorPrimitives.Norm<double>(product);
    }

    /// <summary>A dense matrix with a spectrum.</summary>
    private static DenseMatrix<double> Hidden(double[] spectrum, Random random)
    {
        int n = spectrum.Length;
        double[] mirror = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
        double square = TensorPrimitives.SumOfSquares<double>(mirror);
        double Entry(int i, int j) => (i == j ? 1 : 0) - 2 * mirror[i] * mirror[j] / square;
        var a = new DenseMatrix<double>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int p = 0; p < n; p++)
                {
                    sum += Entry(i, p) * spectrum[p] * Entry(j, p);
                }

                a[i, j] = sum;
                a[j, i] = sum;
            }
        }

        return a;
    }

    private sealed class Counted(CsrMatrix<double> matrix) : ISymmetricOperator<double>
    {
        public int Count { get; private set; }

        public int Dimension => matrix.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            Count++;
            matrix.Apply(x, y);
        }
    }
}
