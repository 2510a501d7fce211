using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class DegenerateGradientTests
{
    private const int N = 24;

    private static readonly EigshOptions Dense = new() { Tolerance = 1e-13, Method = EigshMethod.Dense };
    private static readonly EigshOptions Adjoint = new() { Tolerance = 1e-13, Method = EigshMethod.Dense, GradientRule = GradientRule.Adjoint };
    private static readonly EigshOptions Krylov = new() { Tolerance = 1e-13, Method = EigshMethod.Lanczos };

    /// <summary>A loss of the pairs 0–2, the last two in a cluster: tr(BP) + 3(λ₁ + λ₂) − λ₀.</summary>
    [TestMethod]
    public void A_loss_that_treats_a_cluster_as_one_is_exact_at_every_gap()
    {
        double[] gaps = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 0];
        foreach (double gap in gaps)
        {
            DenseMatrix<double> a = Cluster(gap, out double[] q, out double[] values);
            double[] expected = Expected(q, values);
            foreach (EigshOptions options in new[] { Dense, Adjoint, Krylov })
            {
                double[] gradient = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options, InvariantLoss);
                Assert.IsLessThan(1e-9, Graphs.Deviation(expected, gradient), $"gap {gap}, {options.Method} {options.GradientRule}");
            }
        }
    }

    [TestMethod]
    public void Overlap_with_a_whole_cluster_is_exact_when_the_rest_is_looked_at_too()
    {
        foreach (double gap in new[] { 1e-3, 1e-8, 1e-13, 0 })
        {
            DenseMatrix<double> a = Cluster(gap, out _, out _);
            double[] few = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs => Overlap(pairs));
            double[] all = Losses.Gradient(a, N, EigenTarget.SmallestAlgebraic, Dense, pairs => Overlap(pairs));
            double[] sparse = Losses.Gradient(a, 4, EigenTarget.SmallestAlgebraic, Krylov, pairs => Overlap(pairs));
            Assert.IsLessThan(1e-10, Graphs.Deviation(all, few), $"gap {gap}");
            Assert.IsLessThan(1e-9, Graphs.Deviation(all, sparse), $"gap {gap}");
        }
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void An_eigenvalue_of_a_cluster_has_a_subgradient_which_is_flagged(EigshMethod method)
    {
        EigenGradientReport? report = null;
        EigshOptions options = Krylov with { Method = method, GradientReport = new Now(r => report = r) };
        DenseMatrix<double> a = Cluster(0, out double[] q, out _);
        double[] gradient = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options, OneValue);
        Assert.IsTrue(report!.IsSubgradient);
        CollectionAssert.AreEqual(new[] { 1, 2 }, report.Clusters.Single().ToArray());

        // uuᵀ for a unit vector u of the eigenspace: trace 1, and nothing outside of it.
        Assert.AreEqual(1, Enumerable.Range(0, N).Sum(i => gradient[i * N + i]), 1e-12);
        double inside = 0;
        for (int p = 1; p <= 2; p++)
        {
            for (int x = 0; x < N; x++)
            {
                inside += q[p * N + x] * Graphs.Dot(gradient.AsSpan(x * N, N), q.AsSpan(p * N, N));
            }
        }

        Assert.AreEqual(1, inside, 1e-11);
        var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options with { Degeneracy = DegeneracyPolicy.Strict }, OneValue));
        CollectionAssert.AreEqual(new[] { 1, 2 }, exception.Indices.ToArray());
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void A_loss_that_looks_inside_a_cluster_is_refused_by_name(EigshMethod method)
    {
        DenseMatrix<double> a = Cluster(0, out _, out _);
        Losses.Loss loss = Losses.Generic(N, 3, 5);
        EigshOptions options = Krylov with { Method = method };
        var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options, loss));
        CollectionAssert.AreEqual(new[] { 1, 2 }, exception.Indices.ToArray());
        StringAssert.Contains(exception.Message, "eigenvalues 1, 2");
        double[] broadened = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options with { Degeneracy = DegeneracyPolicy.Broaden(1e-3) }, loss);
        Assert.IsTrue(broadened.All(double.IsFinite));
    }

    [TestMethod]
    public void Weighing_equal_values_differently_and_looking_at_their_vectors_is_refused()
    {
        DenseMatrix<double> a = Cluster(0, out _, out _);
        Assert.ThrowsExactly<DegenerateGradientException>(() => Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs =>
        {
            (double value, EigenPairs<double> adjoint) = Losses.Projector(pairs, N, 3, 2);
            adjoint.Values[1] = 1;
            return (value + pairs.Values[1], adjoint);
        }));
    }

    [TestMethod]
    public void A_small_gap_that_is_resolved_keeps_its_large_gradient()
    {
        DenseMatrix<double> a = Cluster(1e-6, out double[] q, out double[] values);
        double[] t = Graphs.Random(N, 77);
        double[] gradient = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs =>
        {
            EigenPairs<double> adjoint = pairs.CreateShadow();
            double dot = Graphs.Dot(t, pairs.Vector(1));
            for (int x = 0; x < N; x++)
            {
                adjoint.MutableVector(1)[x] = 2 * dot * t[x];
            }

            return (dot * dot, adjoint);
        });

        // dv₁ = Σ_p v_p (v_pᵀ dA v₁)/(λ₁ − λ_p), of which p = 2 is a million times the others.
        double factor = 2 * Graphs.Dot(t, q.AsSpan(N, N)) * Graphs.Dot(t, q.AsSpan(2 * N, N)) / (values[1] - values[2]);
        double[] expected = [.. Enumerable.Range(0, N * N).Select(i => factor / 2 * (q[N + i / N] * q[2 * N + i % N] + q[2 * N + i / N] * q[N + i % N]))];
        Assert.IsLessThan(1e-5, Graphs.Deviation(expected, gradient));
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void A_cluster_cut_by_k_is_detected(EigshMethod method)
    {
        EigenGradientReport? report = null;
        EigshOptions options = Krylov with { Method = method, GradientReport = new Now(r => report = r) };
        DenseMatrix<double> a = Cluster(0, out _, out _);
        var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => Losses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, options, pairs => Losses.Projector(pairs, N, 2, 2)));
        StringAssert.Contains(exception.Message, "beyond the 2 computed ones");
        double[] gradient = Losses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, options, OneValue);
        Assert.IsTrue(report!.CutsCluster && report.IsSubgradient);
        Assert.AreEqual(1, Enumerable.Range(0, N).Sum(i => gradient[i * N + i]), 1e-12);

        // A loss that leaves the cut cluster alone is as good as ever.
        double[] first = Losses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, options, pairs => Losses.Projector(pairs, N, 1, 2));
        double[] whole = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs => Losses.Projector(pairs, N, 1, 2));
        Assert.IsLessThan(1e-9, Graphs.Deviation(whole, first));
    }

    [TestMethod]
    public void Sums_over_the_multiple_eigenvalues_of_a_graph_have_gradients()
    {
        // The sum of the squares of all eigenvalues is tr A², whose gradient is 2A.
        CsrMatrix<double> a = Graphs.Laplacian(20, Graphs.Star(20));
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, 20, EigenTarget.SmallestAlgebraic, null, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        for (int i = 0; i < 20; i++)
        {
            adjoint.Values[i] = 2 * pairs.Values[i];
        }

        CsrMatrix<double> shadow = a.CreateShadow();
        EigenGradientReport? report = null;
        SpectralRules.Eigsh(a, new EigshOptions { GradientReport = new Now(r => report = r) }, pairs, residual, adjoint, shadow);
        Assert.IsLessThan(1e-13, Graphs.Deviation([.. a.Values.Select(v => 2 * v)], shadow.Values));
        Assert.IsFalse(report!.IsSubgradient);
    }

    private static DenseMatrix<double> Cluster(double gap, out double[] q, out double[] values)
    {
        values = [-2, -1, -1 + gap, .. Enumerable.Range(0, N - 3).Select(i => 0.25 * i + 0.3)];
        q = Graphs.Orthogonal(N, 31);
        return Graphs.WithSpectrum(values, 31);
    }

    private static (double Value, EigenPairs<double> Adjoint) InvariantLoss(EigenPairs<double> pairs)
    {
        (double value, EigenPairs<double> adjoint) = Losses.Projector(pairs, N, 3, 2);
        adjoint.Values[0] = -1;
        adjoint.Values[1] = adjoint.Values[2] = 3;
        return (value + 3 * (pairs.Values[1] + pairs.Values[2]) - pairs.Values[0], adjoint);
    }

    /// <summary>The same from the exact eigenvectors: tr(BP) depends only on what lies across the gap to the rest.</summary>
    private static double[] Expected(double[] q, double[] values)
    {
        double[] b = Losses.SymmetricRandom(N, 2);
        var gradient = new double[N * N];
        double[] weights = [-1, 3, 3];
        for (int i = 0; i < 3; i++)
        {
            Outer(i, i, weights[i]);
            for (int p = 3; p < N; p++)
            {
                double coupling = 0;
                for (int x = 0; x < N; x++)
                {
                    coupling += q[p * N + x] * Graphs.Dot(b.AsSpan(x * N, N), q.AsSpan(i * N, N));
                }

                Outer(i, p, coupling / (values[i] - values[p]));
                Outer(p, i, coupling / (values[i] - values[p]));
            }
        }

        return gradient;

        void Outer(int i, int j, double factor)
        {
            for (int x = 0; x < N * N; x++)
            {
                gradient[x] += factor * q[i * N + x / N] * q[j * N + x % N];
            }
        }
    }

    private static (double Value, EigenPairs<double> Adjoint) OneValue(EigenPairs<double> pairs)
    {
        EigenPairs<double> adjoint = pairs.CreateShadow();
        adjoint.Values[1] = 1;
        return (pairs.Values[1], adjoint);
    }

    /// <summary>Σ over the cluster of (tᵀv)², and a loss inside the pair 0 beside it.</summary>
    private static (double Value, EigenPairs<double> Adjoint) Overlap(EigenPairs<double> pairs)
    {
        double[] t = Graphs.Random(2 * N, 13);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        double value = 0;
        for (int j = 0; j < 3; j++)
        {
            ReadOnlySpan<double> target = t.AsSpan(j == 0 ? N : 0, N);
            double dot = Graphs.Dot(target, pairs.Vector(j));
            value += dot * dot;
            for (int x = 0; x < N; x++)
            {
                adjoint.MutableVector(j)[x] = 2 * dot * target[x];
            }
        }

        return (value, adjoint);
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
