using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral.Hermitian;

[TestClass]
public sealed class HermitianSolverTests
{
    private static readonly EigenTarget[] Ends = [EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.BothEnds];

    [TestMethod]
    [DataRow("one")]
    [DataRow("sigma x")]
    [DataRow("sigma y")]
    [DataRow("sigma z")]
    [DataRow("zero")]
    [DataRow("identity")]
    [DataRow("random")]
    [DataRow("clusters")]
    [DataRow("graded")]
    [DataRow("huge")]
    [DataRow("tiny")]
    [DataRow("flux")]
    [DataRow("antisymmetric")]
    public void Decomposes_known_spectra_to_a_few_ulps(string name)
    {
        var i = Complex.ImaginaryOne;
        double[] random = [.. Graphs.Random(70, 4).Order()];
        double[] clusters = [.. Enumerable.Range(0, 60).Select(p => (double)(p / 7)).Order()];
        (HermitianMatrix a, double[] expected) = name switch
        {
            "one" => (new HermitianMatrix(new Complex[,] { { -7.5 } }), new[] { -7.5 }),
            "sigma x" => (new HermitianMatrix(new Complex[,] { { 0, 1 }, { 1, 0 } }), new[] { -1.0, 1 }),
            "sigma y" => (new HermitianMatrix(new Complex[,] { { 0, -i }, { i, 0 } }), new[] { -1.0, 1 }),
            "sigma z" => (new HermitianMatrix(new Complex[,] { { 1, 0 }, { 0, -1 } }), new[] { -1.0, 1 }),
            "zero" => (new HermitianMatrix(5), new double[5]),
            "identity" => (HermitianProblems.WithSpectrum([.. Enumerable.Repeat(1.0, 17)], 2), Enumerable.Repeat(1.0, 17).ToArray()),
            "random" => (HermitianProblems.WithSpectrum(random, 3), random),
            "clusters" => (HermitianProblems.WithSpectrum(clusters, 5), clusters),
            "graded" => (HermitianProblems.WithSpectrum([.. Enumerable.Range(0, 20).Select(p => Math.Pow(10, p - 19))], 3), Enumerable.Range(0, 20).Select(p => Math.Pow(10, p - 19)).ToArray()),
            "huge" => (HermitianProblems.WithSpectrum([1e300, 2e300, 3e300, 4e300, 5e300], 4), new[] { 1e300, 2e300, 3e300, 4e300, 5e300 }),
            "tiny" => (HermitianProblems.WithSpectrum([1e-300, 2e-300, 3e-300, 4e-300], 5), new[] { 1e-300, 2e-300, 3e-300, 4e-300 }),
            "flux" => (HermitianProblems.Dense(HermitianProblems.FluxCycle(40, 1.3)), HermitianProblems.FluxCycleSpectrum(40, 1.3)),
            _ => (HermitianProblems.Dense(HermitianProblems.Hopping(30, Enumerable.Range(0, 29).Select(p => (p, p + 1, i)), 0)), Enumerable.Range(1, 30).Select(m => -2 * Math.Cos(Math.PI * m / 31)).ToArray()),
        };
        HermitianEigenPairs pairs = SpectralOps.EighHermitian(a);
        double norm = Math.Max(Math.Abs(expected[0]), Math.Abs(expected[^1]));
        for (int p = 0; p < expected.Length; p++)
        {
            Assert.AreEqual(expected[p], pairs.Values[p], 5e-15 * norm, $"eigenvalue {p}");
        }

        Assert.IsLessThan(1e-14, HermitianProblems.Orthonormality(pairs));
        Assert.IsLessThanOrEqualTo(3e-14 * norm, HermitianProblems.Residual(a, pairs));
    }

    [TestMethod]
    public void Decomposes_matrices_of_every_size_of_block_and_panel()
    {
        foreach (int n in Enumerable.Range(1, 36).Concat([48, 49, 96, 127, 128, 129, 161]))
        {
            Complex[] entries = HermitianProblems.Random(n * n, n);
            var a = new HermitianMatrix(n);
            for (int i = 0; i < n * n; i++)
            {
                a.Values[i] = (entries[i] + Complex.Conjugate(entries[i % n * n + i / n])) / 2;
            }

            HermitianEigenPairs pairs = SpectralOps.EighHermitian(a);
            Assert.IsLessThan(1e-14, HermitianProblems.Orthonormality(pairs), $"n = {n}");
            Assert.IsLessThanOrEqualTo(2e-14 * pairs.Report.Norm, HermitianProblems.Residual(a, pairs), $"n = {n}");
        }
    }

    [TestMethod]
    [DataRow(EigshMethod.Lanczos, 2)]
    [DataRow(EigshMethod.Lanczos, 5)]
    [DataRow(EigshMethod.Auto, 5)]
    public void Finds_the_spectrum_of_a_cycle_with_flux(EigshMethod method, int k)
    {
        HermitianCsrMatrix a = HermitianProblems.FluxCycle(260, 0.8);
        double[] expected = HermitianProblems.FluxCycleSpectrum(260, 0.8);
        foreach (EigenTarget target in Ends)
        {
            int low = target == EigenTarget.SmallestAlgebraic ? k : target == EigenTarget.BothEnds ? k / 2 : 0;
            double[] wanted = [.. expected[..low], .. expected[^(k - low)..]];
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(a, k, target, new EigshOptions { Method = method, Tolerance = 1e-12 });
            AssertPairs(a, pairs, wanted, 1e-11);
            Assert.IsTrue(pairs.Report.Converged);
        }
    }

    [TestMethod]
    public void Every_path_gives_the_pairs_of_the_dense_one()
    {
        HermitianCsrMatrix a = HermitianProblems.Hofstadter(16, 15, 0.21, [.. Graphs.Random(240, 3).Select(value => value + 5)]);
        double[] all = SpectralOps.EighHermitian(HermitianProblems.Dense(a)).Values;
        foreach (int k in new[] { 1, 4, 7 })
        {
            double[] middle = [.. all.OrderBy(value => Math.Abs(value - 5.3)).Take(k).Order()];
            AssertPairs(a, SpectralOps.EigshHermitian(a, k, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.ShiftInvert }), all[..k], 1e-9);
            AssertPairs(a, SpectralOps.EigshHermitian(a, k, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lobpcg }), all[..k], 1e-9);
            AssertPairs(a, SpectralOps.EigshHermitian(a, k, EigenTarget.NearestTo(5.3)), middle, 1e-9);
            AssertPairs(a, SpectralOps.EigshHermitian(a, k, EigenTarget.NearestTo(5.3), new EigshOptions { Method = EigshMethod.Dense }), middle, 1e-12);
            AssertPairs(a, SpectralOps.EigshHermitian(HermitianProblems.Dense(a), k, EigenTarget.NearestTo(5.3)), middle, 1e-12);
            AssertPairs(a, SpectralOps.EigshHermitian(new HermitianProblems.Products(a), k, EigenTarget.NearestTo(5.3)), middle, 1e-12);
        }

        HermitianEigenPairs proven = SpectralOps.EigshHermitian(a, 4, EigenTarget.NearestTo(5.3));
        Assert.AreEqual(EigshMethod.ShiftInvert, proven.Report.Method);
        Assert.IsTrue(proven.Report.CountIsProven);
        Assert.IsGreaterThan(1e-6, proven.Report.SmallestGap);
    }

    [TestMethod]
    public void An_operator_known_by_its_products_is_solved_and_they_are_counted()
    {
        HermitianCsrMatrix a = HermitianProblems.Hofstadter(16, 16, 0.125, Graphs.Random(256, 5));
        double[] all = SpectralOps.EighHermitian(HermitianProblems.Dense(a)).Values;
        foreach (EigenTarget target in Ends)
        {
            var products = new HermitianProblems.Products(a);
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(products, 3, target);
            Assert.AreEqual(EigshMethod.Lanczos, pairs.Report.Method);
            Assert.AreEqual(products.Count, pairs.Report.OperatorApplications);
            double[] wanted = target == EigenTarget.SmallestAlgebraic ? all[..3]
                : target == EigenTarget.LargestAlgebraic ? all[^3..]
                : target == EigenTarget.BothEnds ? [all[0], .. all[^2..]]
                : [.. all.OrderByDescending(Math.Abs).Take(3).Order()];
            AssertPairs(a, pairs, wanted, 1e-9);
        }
    }

    /// <summary>Two copies of a lattice, and two unequal halves of ±: clusters inside and across the cut by k.</summary>
    [TestMethod]
    [DataRow(EigshMethod.Lanczos)]
    [DataRow(EigshMethod.Auto)]
    public void Finds_every_copy_of_a_multiple_eigenvalue(EigshMethod method)
    {
        HermitianCsrMatrix one = HermitianProblems.FluxCycle(70, 0.5);
        int n = one.Dimension;
        var copies = HermitianProblems.Hopping(
            3 * n,
            Enumerable.Range(0, 3).SelectMany(c => Enumerable.Range(0, n).Select(i => (c * n + i, c * n + (i + 1) % n, -Complex.FromPolarCoordinates(1, 0.5 / n)))),
            2);
        double[] expected = [.. HermitianProblems.FluxCycleSpectrum(n, 0.5).SelectMany(value => Enumerable.Repeat(value, 3))];
        foreach (int k in new[] { 1, 2, 3, 4, 5, 6 })
        {
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(copies, k, EigenTarget.LargestAlgebraic, new EigshOptions { Method = method, Tolerance = 1e-11 });
            AssertPairs(copies, pairs, expected[^k..], 1e-10);
            if (k % 3 != 0)
            {
                Assert.IsLessThan(1e-9, pairs.Report.GuardValues.Min(guard => Math.Abs(guard - pairs.Values[0])), "a cut cluster has a guard");
            }
        }
    }

    [TestMethod]
    public void A_tie_between_both_ends_is_broken_and_guarded()
    {
        // A bipartite lattice: its spectrum is symmetric about 0.
        HermitianCsrMatrix a = HermitianProblems.Hofstadter(14, 15, 0.3);
        double[] all = SpectralOps.EighHermitian(HermitianProblems.Dense(a)).Values;
        foreach (int k in new[] { 1, 2, 3 })
        {
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(a, k, EigenTarget.LargestMagnitude, new EigshOptions { Method = EigshMethod.Lanczos });
            Assert.IsLessThan(1e-9, HermitianProblems.Residual(a, pairs));
            Assert.IsLessThan(1e-13, HermitianProblems.Orthonormality(pairs));
            double[] expected = [.. all.Select(Math.Abs).OrderDescending().Take(k)];
            double[] found = [.. pairs.Values.Select(Math.Abs).OrderDescending()];
            for (int i = 0; i < k; i++)
            {
                Assert.AreEqual(expected[i], found[i], 1e-10);
            }
        }
    }

    [TestMethod]
    public void A_real_matrix_stored_as_complex_agrees_with_Eigsh()
    {
        CsrMatrix<double> real = Graphs.Laplacian(225, Graphs.Grid(15));
        for (int i = 0; i < 225; i++)
        {
            real.Values[Array.IndexOf(real.ColumnIndices, i, real.RowPointers[i])] += Math.Sin(i);
        }

        var complex = new HermitianCsrMatrix(225, real.RowPointers, real.ColumnIndices, [.. real.Values.Select(value => (Complex)value)]);
        foreach (EigshMethod method in new[] { EigshMethod.Dense, EigshMethod.Lanczos, EigshMethod.ShiftInvert })
        {
            EigenPairs<double> expected = SpectralOps.Eigsh(real, 4, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = method, Tolerance = 1e-12 });
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(complex, 4, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = method, Tolerance = 1e-12 });
            for (int i = 0; i < 4; i++)
            {
                Assert.AreEqual(expected.Values[i], pairs.Values[i], 1e-11);
                Complex overlap = HermitianProblems.Dot([.. expected.Vector(i).ToArray().Select(value => (Complex)value)], pairs.Vector(i));
                Assert.AreEqual(1, Math.Abs(overlap.Real), 1e-9);
                Assert.AreEqual(0, overlap.Imaginary, 1e-9);
            }
        }
    }

    [TestMethod]
    [DataRow(1e150)]
    [DataRow(1e-150)]
    public void Very_large_and_very_small_numbers_keep_their_digits(double scale)
    {
        HermitianCsrMatrix a = HermitianProblems.Hofstadter(15, 15, 0.2, Graphs.Random(225, 8));
        double[] all = SpectralOps.EighHermitian(HermitianProblems.Dense(a)).Values;
        var scaled = new HermitianCsrMatrix(225, a.RowPointers, a.ColumnIndices, [.. a.Values.Select(value => value * scale)]);
        foreach (EigshMethod method in new[] { EigshMethod.Dense, EigshMethod.Lanczos, EigshMethod.ShiftInvert })
        {
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(scaled, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = method });
            AssertPairs(scaled, pairs, [.. all[..3].Select(value => value * scale)], 1e-9);
        }

        AssertPairs(scaled, SpectralOps.EigshHermitian(new HermitianProblems.Products(scaled), 3, EigenTarget.LargestAlgebraic), [.. all[^3..].Select(value => value * scale)], 1e-9);
    }

    [TestMethod]
    public void Initial_vectors_and_sessions_save_products_and_fix_phases()
    {
        HermitianCsrMatrix a = HermitianProblems.Hofstadter(20, 20, 0.1, Graphs.Random(400, 5));
        var cold = new HermitianProblems.Products(a);
        HermitianEigenPairs first = SpectralOps.EigshHermitian(cold, 3, EigenTarget.SmallestAlgebraic);
        var phase = Complex.FromPolarCoordinates(1, 2);
        double[][] initial = [.. Enumerable.Range(0, 3).Select(i => first.Vector(i).ToArray().SelectMany(value => new[] { (phase * value).Real, (phase * value).Imaginary }).ToArray())];
        var warm = new HermitianProblems.Products(a);
        HermitianEigenPairs second = SpectralOps.EigshHermitian(warm, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { InitialVectors = initial });
        Assert.IsLessThan(60, warm.Count);
        for (int i = 0; i < 3; i++)
        {
            Assert.IsLessThan(1e-9, Complex.Abs(HermitianProblems.Dot(first.Vector(i), second.Vector(i)) - phase));
        }

        // Vectors that depend on each other over the complex numbers are taken once.
        AssertPairs(a, SpectralOps.EigshHermitian(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { InitialVectors = [initial[0], initial[0], initial[1]], Method = EigshMethod.Lanczos }), first.Values, 1e-9);
        var session = new EigshSession();
        foreach (EigshMethod method in new[] { EigshMethod.Lanczos, EigshMethod.Lanczos, EigshMethod.Auto })
        {
            AssertPairs(a, SpectralOps.EigshHermitian(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { Session = session, Method = method }), first.Values, 1e-9);
        }
    }

    [TestMethod]
    public void Bad_input_is_refused_by_name()
    {
        HermitianMatrix a = HermitianProblems.RandomDense(6, 1);
        a[2, 4] = new Complex(double.NaN, 0);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EighHermitian(a)).Message, "(2, 4)");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EigshHermitian(HermitianProblems.Sparse(a), 1, EigenTarget.BothEnds)).Message, "(2, 4)");
        a[2, 4] = Complex.Conjugate(a[4, 2]) + new Complex(0, 1e-6);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EighHermitian(a)).Message, "(4, 2)");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EigshHermitian(HermitianProblems.Sparse(a), 1, EigenTarget.BothEnds)).Message, "not Hermitian");
        _ = SpectralOps.EigshHermitian(a, 1, EigenTarget.BothEnds, new EigshOptions { AssumeSymmetric = true });
        a[2, 4] = Complex.Conjugate(a[4, 2]);
        a[3, 3] += new Complex(0, 1e-6);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EighHermitian(a)).Message, "diagonal entry (3, 3)");
        a[3, 3] = a[3, 3].Real + new Complex(0, 1e-12);
        HermitianEigenPairs pairs = SpectralOps.EighHermitian(a);
        Assert.IsTrue(pairs.Values.All(double.IsFinite));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EighHermitian(new HermitianMatrix(0)));
        Assert.ThrowsExactly<ArgumentNullException>(() => SpectralOps.EighHermitian(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.EigshHermitian(a, 0, EigenTarget.BothEnds));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.EigshHermitian(a, 7, EigenTarget.BothEnds));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EigshHermitian(a, 1, EigenTarget.BothEnds, new EigshOptions { InitialVectors = [new double[6]] })).Message, "12 numbers");
        Assert.ThrowsExactly<ArgumentException>(() => new HermitianMatrix(new Complex[2, 3]));
        Assert.ThrowsExactly<ArgumentException>(() => new HermitianMatrix(2, new Complex[3]));
        Assert.ThrowsExactly<ArgumentException>(() => new HermitianCsrMatrix(2, [0, 1, 2], [0, 2], new Complex[2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => a[6, 0]);
        HermitianCsrMatrix large = HermitianProblems.Hofstadter(20, 20, 0.1);
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.EigshHermitian(large, 2, EigenTarget.SmallestAlgebraic, new EigshOptions { CancellationToken = new CancellationToken(true) }));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.EigshHermitian(new NotANumber(), 2, EigenTarget.SmallestAlgebraic));
    }

    [TestMethod]
    public void A_solve_that_does_not_converge_says_so()
    {
        HermitianCsrMatrix a = HermitianProblems.FluxCycle(400, 0.5);
        var exception = Assert.ThrowsExactly<EigenConvergenceException>(() => SpectralOps.EigshHermitian(new HermitianProblems.Products(a), 3, EigenTarget.SmallestAlgebraic, new EigshOptions { MaxIterations = 1, Tolerance = 1e-13 }));
        StringAssert.Contains(exception.Message, "did not converge");
        Assert.IsInstanceOfType<HermitianEigenPairs>(exception.Pairs);
    }

    [TestMethod]
    public void All_pairs_and_single_ones_of_small_matrices_are_right_for_every_target()
    {
        for (int n = 1; n <= 7; n++)
        {
            HermitianMatrix a = HermitianProblems.RandomDense(n, 10 + n);
            double[] all = SpectralOps.EighHermitian(a).Values;
            for (int k = 1; k <= n; k++)
            {
                foreach (IHermitianOperator form in new IHermitianOperator[] { a, HermitianProblems.Sparse(a), new HermitianProblems.Products(a) })
                {
                    AssertPairs(a, SpectralOps.EigshHermitian(form, k, EigenTarget.SmallestAlgebraic), all[..k], 1e-13);
                    AssertPairs(a, SpectralOps.EigshHermitian(form, k, EigenTarget.BothEnds), [.. all[..(k / 2)], .. all[^((k + 1) / 2)..]], 1e-13);
                    AssertPairs(a, SpectralOps.EigshHermitian(form, k, EigenTarget.SmallestMagnitude), [.. all.OrderBy(Math.Abs).Take(k).Order()], 1e-13);
                }
            }
        }
    }

    private static void AssertPairs(IHermitianOperator a, HermitianEigenPairs pairs, double[] expected, double relative)
    {
        double norm = Math.Max(pairs.Report.Norm, 1e-300);
        Assert.AreEqual(expected.Length, pairs.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], pairs.Values[i], relative * norm, $"eigenvalue {i}");
        }

        Assert.IsLessThan(1e-13, HermitianProblems.Orthonormality(pairs));
        Assert.IsLessThanOrEqualTo(Math.Max(relative, 1e-10) * norm, HermitianProblems.Residual(a, pairs));
    }

    private sealed class NotANumber : IHermitianOperator
    {
        public int Dimension => 300;

        public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y) => y.Fill(new Complex(double.NaN, 0));
    }
}
