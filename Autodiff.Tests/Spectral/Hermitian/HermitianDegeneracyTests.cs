using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral.Hermitian;

/// <summary>Complex clusters of two to five eigenvalues, from well apart to equal.</summary>
[TestClass]
public sealed class HermitianDegeneracyTests
{
    private const int N = 20;

    private static readonly EigshOptions Dense = new() { Tolerance = 1e-13, Method = EigshMethod.Dense };
    private static readonly EigshOptions Adjoint = Dense with { GradientRule = GradientRule.Adjoint };
    private static readonly EigshOptions Krylov = new() { Tolerance = 1e-13, Method = EigshMethod.Lanczos };
    private static readonly Complex[] Vectors = HermitianProblems.Unitary(N, 31);
    private static readonly HermitianMatrix Observable = HermitianProblems.RandomDense(N, 32);

    /// <summary>tr(BP) of the pair 0 and the cluster behind it, and 3 Σλ − λ₀ over the cluster: exact at every gap.</summary>
    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    public void A_loss_that_treats_a_cluster_as_one_is_exact_at_every_gap(int size)
    {
        foreach (double gap in new[] { 1e-2, 1e-4, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 0 })
        {
            HermitianMatrix a = Cluster(size, gap, out double[] values);
            Complex[] expected = Expected(values, size);
            foreach (EigshOptions options in new[] { Dense, Adjoint, Krylov })
            {
                Complex[] gradient = HermitianLosses.Gradient(a, size + 1, EigenTarget.SmallestAlgebraic, options, pairs => Invariant(pairs, size));
                Assert.IsLessThan(1e-9, HermitianProblems.Deviation(expected, gradient), $"gap {gap}, {options.Method} {options.GradientRule}");
            }

            Complex[] all = HermitianLosses.Gradient(a, N, EigenTarget.SmallestAlgebraic, Dense, pairs => Invariant(pairs, size));
            Assert.IsLessThan(1e-9, HermitianProblems.Deviation(expected, all), $"gap {gap}, all pairs");
        }
    }

    /// <summary>Σ |tᴴv|² over a cluster.</summary>
    [TestMethod]
    public void Overlap_with_a_whole_cluster_is_exact()
    {
        Complex[] t = HermitianProblems.Random(N, 5);
        var b = new HermitianMatrix(N);
        for (int i = 0; i < N * N; i++)
        {
            b.Values[i] = t[i / N] * Complex.Conjugate(t[i % N]);
        }

        foreach (double gap in new[] { 1e-3, 1e-8, 1e-13, 0 })
        {
            HermitianMatrix a = Cluster(3, gap, out double[] values);
            Complex[] expected = ProjectorGradient(values, b, 1, 4);
            foreach (EigshOptions options in new[] { Dense, Adjoint, Krylov })
            {
                Complex[] gradient = HermitianLosses.Gradient(a, 4, EigenTarget.SmallestAlgebraic, options, pairs => HermitianLosses.Projector(pairs, b, 1, 4));
                Assert.IsLessThan(1e-9, HermitianProblems.Deviation(expected, gradient), $"gap {gap}");
            }
        }
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void An_eigenvalue_of_a_cluster_has_a_subgradient_which_is_flagged(EigshMethod method)
    {
        EigenGradientReport? report = null;
        EigshOptions options = Krylov with { Method = method, GradientReport = new Told(r => report = r) };
        HermitianMatrix a = Cluster(3, 0, out _);
        Complex[] gradient = HermitianLosses.Gradient(a, 4, EigenTarget.SmallestAlgebraic, options, OneValue);
        Assert.IsTrue(report!.IsSubgradient);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, report.Clusters.Single().ToArray());

        // uuᴴ for a unit vector u of the eigenspace.
        Assert.AreEqual(1, Enumerable.Range(0, N).Sum(i => gradient[i * N + i].Real), 1e-12);
        double inside = 0;
        var product = new Complex[N];
        for (int p = 1; p <= 3; p++)
        {
            new HermitianMatrix(N, gradient).Apply(Vectors.AsSpan(p * N, N), product);
            inside += HermitianProblems.Dot(Vectors.AsSpan(p * N, N), product).Real;
        }

        Assert.AreEqual(1, inside, 1e-11);
        var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 4, EigenTarget.SmallestAlgebraic, options with { Degeneracy = DegeneracyPolicy.Strict }, OneValue));
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, exception.Indices.ToArray());
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void A_loss_that_looks_inside_a_cluster_is_refused_by_name(EigshMethod method)
    {
        HermitianMatrix a = Cluster(2, 0, out _);
        HermitianLosses.Loss loss = HermitianLosses.Generic(N, 3, 5);
        EigshOptions options = Krylov with { Method = method };
        var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options, loss));
        CollectionAssert.AreEqual(new[] { 1, 2 }, exception.Indices.ToArray());
        StringAssert.Contains(exception.Message, "eigenvalues 1, 2");
        Complex[] broadened = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options with { Degeneracy = DegeneracyPolicy.Broaden(1e-3) }, loss);
        Assert.IsTrue(broadened.All(Complex.IsFinite));
    }

    /// <summary>A basis that the loss does depend on by the imaginary part of S alone.</summary>
    [TestMethod]
    public void A_loss_that_looks_inside_a_cluster_by_an_imaginary_overlap_is_refused()
    {
        HermitianMatrix a = Cluster(2, 0, out _);
        var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs =>
        {
            // v̄₁ = i·v₂, which is S₂₁ = i, and nothing is in S₁₂.
            HermitianEigenPairs adjoint = pairs.CreateShadow();
            for (int x = 0; x < N; x++)
            {
                adjoint.MutableVector(1)[x] = Complex.ImaginaryOne * pairs.Vector(2)[x];
            }

            return (0, adjoint);
        }));
        CollectionAssert.AreEqual(new[] { 1, 2 }, exception.Indices.ToArray());
    }

    [TestMethod]
    public void Weighing_equal_values_differently_and_looking_at_their_vectors_is_refused()
    {
        HermitianMatrix a = Cluster(2, 0, out _);
        Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs =>
        {
            (double value, HermitianEigenPairs adjoint) = HermitianLosses.Projector(pairs, Observable, 0, 3);
            adjoint.Values[1] = 1;
            return (value, adjoint);
        }));
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void A_cluster_cut_by_k_is_flagged_or_refused(EigshMethod method)
    {
        EigenGradientReport? report = null;
        EigshOptions options = Krylov with { Method = method, GradientReport = new Told(r => report = r) };
        HermitianMatrix a = Cluster(4, 0, out _);
        foreach (int k in new[] { 2, 3, 4 })
        {
            var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, k, EigenTarget.SmallestAlgebraic, options, pairs => HermitianLosses.Projector(pairs, Observable, 0, k)));
            StringAssert.Contains(exception.Message, "beyond");
            _ = HermitianLosses.Gradient(a, k, EigenTarget.SmallestAlgebraic, options, OneValue);
            Assert.IsTrue(report!.CutsCluster);
            Assert.IsTrue(report.IsSubgradient);
        }

        // A loss of the whole pair before it is not concerned.
        Complex[] expected = ProjectorGradient([-3, 1, 1, 1, 1, .. Enumerable.Range(5, N - 5).Select(i => 2 + 0.5 * i)], Observable, 0, 1);
        Complex[] gradient = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options, pairs => HermitianLosses.Projector(pairs, Observable, 0, 1));
        Assert.IsLessThan(1e-9, HermitianProblems.Deviation(expected, gradient));
    }

    [TestMethod]
    public void A_small_gap_that_is_resolved_keeps_its_large_gradient()
    {
        HermitianMatrix a = Cluster(2, 1e-6, out double[] values);
        Complex[] expected = ProjectorGradient(values, Observable, 1, 2);
        Complex[] gradient = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Dense, pairs => HermitianLosses.Projector(pairs, Observable, 1, 2));
        Assert.IsGreaterThan(1e4, gradient.Max(Complex.Abs));
        Assert.IsLessThan(1e-7, HermitianProblems.Deviation(expected, gradient));
    }

    private static (double Value, HermitianEigenPairs Adjoint) OneValue(HermitianEigenPairs pairs)
    {
        HermitianEigenPairs adjoint = pairs.CreateShadow();
        adjoint.Values[1] = 1;
        return (pairs.Values[1], adjoint);
    }

    private static (double Value, HermitianEigenPairs Adjoint) Invariant(HermitianEigenPairs pairs, int size)
    {
        (double value, HermitianEigenPairs adjoint) = HermitianLosses.Projector(pairs, Observable, 0, size + 1);
        adjoint.Values[0] = -1;
        for (int i = 1; i <= size; i++)
        {
            adjoint.Values[i] = 3;
        }

        return (value, adjoint);
    }

    private static Complex[] Expected(double[] values, int size)
    {
        Complex[] gradient = ProjectorGradient(values, Observable, 0, size + 1);
        for (int i = 0; i < N * N; i++)
        {
            for (int p = 0; p <= size; p++)
            {
                gradient[i] += (p == 0 ? -1 : 3) * Vectors[p * N + i / N] * Complex.Conjugate(Vectors[p * N + i % N]);
            }
        }

        return gradient;
    }

    /// <summary>Σ (b_ip v_i v_pᴴ + its adjoint)/(λ_i − λ_p) with b = VᴴBV, over i inside and p outside: no gap inside occurs.</summary>
    private static Complex[] ProjectorGradient(double[] values, HermitianMatrix b, int from, int to)
    {
        var gradient = new Complex[N * N];
        var product = new Complex[N];
        for (int p = 0; p < N; p++)
        {
            if (p >= from && p < to)
            {
                continue;
            }

            b.Apply(Vectors.AsSpan(p * N, N), product);
            for (int i = from; i < to; i++)
            {
                Complex weight = HermitianProblems.Dot(Vectors.AsSpan(i * N, N), product) / (values[i] - values[p]);
                for (int x = 0; x < N; x++)
                {
                    for (int y = 0; y < N; y++)
                    {
                        gradient[x * N + y] += weight * Vectors[i * N + x] * Complex.Conjugate(Vectors[p * N + y]);
                        gradient[x * N + y] += Complex.Conjugate(weight) * Vectors[p * N + x] * Complex.Conjugate(Vectors[i * N + y]);
                    }
                }
            }
        }

        return gradient;
    }

    /// <summary>−3, a cluster around 1, and the rest from 3 on.</summary>
    private static HermitianMatrix Cluster(int size, double gap, out double[] values)
    {
        values = [-3, .. Enumerable.Range(0, size).Select(i => 1 + i * gap), .. Enumerable.Range(size + 1, N - size - 1).Select(i => 2 + 0.5 * i)];
        return HermitianProblems.WithSpectrum(values, Vectors);
    }

    private sealed class Told(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
