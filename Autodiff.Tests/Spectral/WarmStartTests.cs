using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>What initial vectors, sessions and preconditioners save, counted from outside.</summary>
[TestClass]
public sealed class WarmStartTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(6)]
    public void Exact_vectors_cost_at_most_five_products_each(int k)
    {
        var a = new Counted(Graphs.Laplacian(900, Graphs.Grid(30)), 1);
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude })
        {
            EigenPairs<double> cold = SpectralOps.Eigsh(a, k, target, new EigshOptions { Method = EigshMethod.Lanczos });
            a.Products = 0;
            double[][] exact = [.. Enumerable.Range(0, k).Select(i => cold.Vector(i).ToArray())];
            EigenPairs<double> warm = SpectralOps.Eigsh(a, k, target, new EigshOptions { Method = EigshMethod.Lanczos, InitialVectors = exact });
            Assert.IsLessThanOrEqualTo(5 * k, a.Products, $"{target}");
            Assert.AreEqual(a.Products, warm.Report.OperatorApplications);
            for (int i = 0; i < k; i++)
            {
                Assert.AreEqual(cold.Values[i], warm.Values[i], 1e-12);
            }
        }
    }

    [TestMethod]
    public void Vectors_of_the_other_end_are_not_taken_for_the_answer()
    {
        CsrMatrix<double> a = Graphs.Laplacian(900, Graphs.Grid(30));
        EigenPairs<double> high = SpectralOps.Eigsh(a, 4, EigenTarget.LargestAlgebraic);
        double[][] wrong = [.. Enumerable.Range(0, 4).Select(i => high.Vector(i).ToArray())];
        EigenPairs<double> low = SpectralOps.Eigsh(a, 4, EigenTarget.SmallestAlgebraic, new EigshOptions { InitialVectors = wrong, Method = EigshMethod.Lanczos });
        double[] expected = Graphs.GridSpectrum(30)[..4];
        for (int i = 0; i < 4; i++)
        {
            Assert.AreEqual(expected[i], low.Values[i], 1e-11);
        }
    }

    [TestMethod]
    public void A_session_carries_vectors_signs_and_the_adjoint_from_step_to_step()
    {
        CsrMatrix<double> a = Graphs.Laplacian(900, Graphs.Grid(30));
        for (int i = 0; i < 900; i++)
        {
            a.Values[Array.IndexOf(a.ColumnIndices, i, a.RowPointers[i])] += Math.Sin(i);
        }

        EigenGradientReport? report = null;
        var session = new EigshSession();
        var told = new Told(value => report = value);
        var options = new EigshOptions { Method = EigshMethod.Lanczos, Session = session, GradientReport = told };
        double[] weights = [.. Enumerable.Range(0, 900).Select(i => Math.Cos(3 * i))];
        (EigenPairs<double>, double[]) Step(EigshOptions with)
        {
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, 3, EigenTarget.SmallestAlgebraic, with, out EigshResidual<double> residual);
            EigenPairs<double> adjoint = pairs.CreateShadow();
            for (int i = 0; i < 3; i++)
            {
                // The square of an overlap, whose gradient does not know the sign of the vector.
                double overlap = Graphs.Dot(weights, pairs.Vector(i));
                for (int j = 0; j < 900; j++)
                {
                    adjoint.MutableVector(i)[j] = 2 * (i + 1) * overlap * weights[j];
                }
            }

            CsrMatrix<double> shadow = a.CreateShadow();
            SpectralRules.Eigsh(a, with, pairs, residual, adjoint, shadow);
            return (pairs, shadow.Values);
        }

        (EigenPairs<double> first, double[] gradient) = Step(options);
        int cold = first.Report.OperatorApplications;
        int coldAdjoint = report!.OperatorApplications;
        (EigenPairs<double> second, double[] again) = Step(options);
        Assert.IsLessThan(cold / 4, second.Report.OperatorApplications);
        Assert.IsLessThan(coldAdjoint / 2, report!.OperatorApplications);
        Assert.IsLessThanOrEqualTo(1e-7, Graphs.Deviation(gradient, again));
        Assert.IsGreaterThan(0.999, Graphs.Dot(first.Vector(1), second.Vector(1)));

        // Another matrix: the same as without a session.
        for (int i = 0; i < a.Values.Length; i++)
        {
            a.Values[i] *= 1 + 1e-3 * Math.Abs(Math.Sin(a.Values[i]));
        }

        (EigenPairs<double> moved, double[] after) = Step(options);
        (EigenPairs<double> fresh, double[] expected) = Step(new EigshOptions { Method = EigshMethod.Lanczos });
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(fresh.Values[i], moved.Values[i], 1e-11);
        }

        Assert.IsLessThanOrEqualTo(1e-7, Graphs.Deviation(expected, after));
    }

    [TestMethod]
    public void A_cut_cluster_is_seen_from_exact_vectors_too()
    {
        CsrMatrix<double> a = Graphs.Laplacian(400, Graphs.Cycle(400));
        EigenPairs<double> cold = SpectralOps.Eigsh(a, 2, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lanczos });
        var options = new EigshOptions { Method = EigshMethod.Lanczos, InitialVectors = [cold.Vector(0).ToArray(), cold.Vector(1).ToArray()] };
        EigenPairs<double> warm = SpectralRules.EigshForward(a, 2, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = warm.CreateShadow();
        adjoint.MutableVector(1)[5] = 1;
        Assert.ThrowsExactly<DegenerateGradientException>(() => SpectralRules.Eigsh(a, options, warm, residual, adjoint, a.CreateShadow()));
    }

    [TestMethod]
    public void Lobpcg_finds_the_low_end_of_a_graph_with_hubs()
    {
        var random = new Random(4);
        var ends = new System.Collections.Generic.List<int> { 0, 1 };
        var edges = new System.Collections.Generic.List<(int From, int To)> { (0, 1) };
        for (int i = 2; i < 700; i++)
        {
            foreach (int j in Enumerable.Range(0, 3).Select(_ => ends[random.Next(ends.Count)]).Distinct().ToArray())
            {
                edges.Add((i, j));
                ends.Add(i);
                ends.Add(j);
            }
        }

        CsrMatrix<double> a = Graphs.Laplacian(700, edges);
        double[] expected = SpectralOps.Eigsh(a, 12, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Dense }).Values;
        double[] diagonal = CsrKernels.Diagonal(a);
        foreach (Preconditioner? preconditioner in new[] { null, Preconditioner.Jacobi, Preconditioner.From((x, y) => { for (int i = 0; i < x.Length; i++) { y[i] = x[i] / (1 + diagonal[i]); } }) })
        {
            EigenPairs<double> pairs = SpectralOps.Eigsh(a, 12, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lobpcg, Preconditioner = preconditioner, Tolerance = 1e-11 });
            Assert.AreEqual(EigshMethod.Lobpcg, pairs.Report.Method);
            for (int i = 0; i < 12; i++)
            {
                Assert.AreEqual(expected[i], pairs.Values[i], 1e-11);
                Assert.IsLessThanOrEqualTo(1e-11 * pairs.Report.Norm, pairs.Report.Residuals[i]);
            }
        }
    }

    [TestMethod]
    public void Lobpcg_finds_every_copy()
    {
        CsrMatrix<double> a = Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Range(0, 300).Select(i => i < 11 ? 1.0 : 2 + i / 100.0)]));
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, 13, EigenTarget.SmallestAlgebraic, new EigshOptions { Method = EigshMethod.Lobpcg });
        for (int i = 0; i < 13; i++)
        {
            Assert.AreEqual(i < 11 ? 1 : 2 + i / 100.0, pairs.Values[i], 1e-12);
        }
    }

    [TestMethod]
    public void Preconditioners_that_cannot_serve_are_refused()
    {
        CsrMatrix<double> a = Graphs.Laplacian(300, Graphs.Path(300));
        CsrMatrix<double> negative = Graphs.Sparse(Graphs.Diagonal([.. Enumerable.Range(0, 300).Select(i => i - 5.0)]));
        var lobpcg = new EigshOptions { Method = EigshMethod.Lobpcg };
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(negative, 3, EigenTarget.SmallestAlgebraic, lobpcg));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 3, EigenTarget.BothEnds, lobpcg));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Eigsh(a, 3, EigenTarget.SmallestAlgebraic, lobpcg with { Preconditioner = Preconditioner.From((x, y) => y.Fill(double.NaN)) }));
    }

    private sealed class Told(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }

    private sealed class Counted(CsrMatrix<double> matrix, int unit) : ISymmetricOperator<double>
    {
        public int Products { get; set; }

        public int Dimension => matrix.Dimension;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            Products += unit;
            matrix.Apply(x, y);
        }
    }
}
