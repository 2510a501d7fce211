using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral.Hermitian;

/// <summary>A few pairs of a dense Hermitian matrix, found alone, against the whole decomposition.</summary>
[TestClass]
public sealed class HermitianPartialTests
{
    private const int N = 210;

    private static readonly EigenTarget[] Targets =
        [EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.SmallestMagnitude, EigenTarget.BothEnds, EigenTarget.NearestTo(0.31)];

    [TestMethod]
    [DataRow("random")]
    [DataRow("zero")]
    [DataRow("identity")]
    [DataRow("ring")]
    [DataRow("clusters")]
    [DataRow("graded")]
    [DataRow("huge")]
    [DataRow("tiny")]
    public void Finds_the_same_pairs_as_the_whole_decomposition(string name)
    {
        HermitianMatrix a = name switch
        {
            "zero" => new HermitianMatrix(N),
            "identity" => Rotated([.. Enumerable.Repeat(1.0, N)], 1),
            "ring" => HermitianProblems.Dense(HermitianProblems.FluxCycle(N, 0.5)),
            "clusters" => Rotated([.. Enumerable.Range(0, N).Select(i => i / 6 - 10 + 1e-13 * (i % 6))], 2),
            "graded" => Rotated([.. Enumerable.Range(0, N).Select(i => Math.Pow(10, -24.0 * i / N))], 3),
            "huge" => Random(4, 1e300),
            "tiny" => Random(5, 1e-300),
            _ => Random(6, 1),
        };
        HermitianEigenPairs all = SpectralOps.EighHermitian(a);
        double norm = all.Report.Norm;
        foreach (EigenTarget target in Targets)
        {
            const int K = 12;
            HermitianEigenPairs pairs = SpectralOps.EigshHermitian(a, K, target);
            Assert.AreEqual(EigshMethod.Dense, pairs.Report.Method);
            Assert.AreEqual(norm, pairs.Report.Norm, 1e-14 * norm);
            int[] wanted = EigshSolver.Select(all.Values, K, target);
            bool isTied = target.Kind is TargetKind.Nearest or TargetKind.LargestMagnitude;
            double[] Keys(double[] values) => isTied ? [.. values.Select(value => Math.Abs(value - target.Sigma)).Order()] : values;
            double[] expected = Keys([.. wanted.Select(i => all.Values[i])]);
            double[] actual = Keys(pairs.Values);
            for (int i = 0; i < K; i++)
            {
                Assert.AreEqual(expected[i], actual[i], 2e-14 * norm, $"{target} {i}");
            }

            Assert.IsLessThan(1e-12, HermitianProblems.Orthonormality(pairs), $"{target}");
            Assert.IsLessThanOrEqualTo(1e-13 * norm, HermitianProblems.Residual(a, pairs), $"{target}");
            foreach (double guard in pairs.Report.GuardValues)
            {
                Assert.IsTrue(all.Values.Any(value => Math.Abs(value - guard) <= 2e-14 * norm), $"{target}: {guard} is not an eigenvalue");
            }

            // The phase is the one that the whole decomposition chooses.
            for (int i = 0; i < K && name == "random"; i++)
            {
                Assert.IsLessThan(1e-9, HermitianProblems.Deviation(all.Vector(wanted[i]).ToArray(), pairs.Vector(i).ToArray()), $"{target} {i}");
            }
        }
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(4, 1e-3)]
    [DataRow(20, 70)]
    public void Differentiates_as_the_closed_form_does(int k, double scale)
    {
        HermitianMatrix a = Random(8, scale);
        Complex[] t = HermitianProblems.Random(N, 9);
        foreach (EigenTarget target in Targets)
        {
            EigenGradientReport? report = null;
            HermitianLosses.Loss loss = pairs => Overlaps(pairs, t);
            var options = new EigshOptions { GradientReport = new Reports(value => report = value) };
            Complex[] actual = HermitianLosses.Gradient(a, k, target, options, loss);
            Complex[] expected = HermitianLosses.Gradient(a, k, target, new EigshOptions { GradientRule = GradientRule.ClosedForm }, loss);
            double deviation = HermitianProblems.Deviation(expected, actual);
            Assert.IsLessThan(1e-9, deviation, $"{target}");
            Assert.AreEqual(GradientRule.Adjoint, report!.Rule);
            Assert.AreEqual(0, report.Iterations, "No system was iterated on.");
            Assert.IsLessThan(1e-11, report.Residuals.Max());
        }
    }

    /// <summary>A cluster that is whole has its gradient; one that k cuts, or that is looked into, and a phase have none.</summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1e-14)]
    public void Clusters_and_phases(double gap)
    {
        double[] values = [.. Enumerable.Range(0, N).Select(i => i < 3 ? gap * i : 1 + i)];
        HermitianMatrix a = Rotated(values, 11);
        HermitianMatrix b = Random(12, 1);
        HermitianLosses.Loss projector = pairs => HermitianLosses.Projector(pairs, b, 0, pairs.Count);
        Complex[] expected = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { GradientRule = GradientRule.ClosedForm }, projector);
        Complex[] actual = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions(), projector);
        Assert.IsLessThan(1e-11, HermitianProblems.Deviation(expected, actual));
        Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, new EigshOptions(), projector));
        Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions(), pairs => HermitianLosses.Projector(pairs, b, 0, 1)));
        Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(Random(13, 1), 2, EigenTarget.SmallestAlgebraic, new EigshOptions(), pairs =>
        {
            HermitianEigenPairs adjoint = pairs.CreateShadow();
            adjoint.MutableVector(0)[3] = Complex.ImaginaryOne;
            adjoint.MutableVector(0)[4] = 1;
            return (pairs.Vector(0)[3].Imaginary + pairs.Vector(0)[4].Real, adjoint);
        }));
    }

    /// <summary>x ↦ Q D z and back, for orders about the size of a block.</summary>
    [TestMethod]
    public void The_reduction_is_unitary_both_ways()
    {
        foreach (int n in new[] { 1, 2, 3, 24, 25, 26, 49, 130, 150 })
        {
            double[] matrix = ComplexRows.Reals(HermitianProblems.RandomDense(n, n).Values.AsSpan()).ToArray();
            HermitianReduction reduction = HermitianReduction.Reduce(n, matrix, default);
            double[] rows = Graphs.Random(6 * n, 5);
            var moved = (double[])rows.Clone();
            reduction.ToTridiagonal(moved, 3);
            Assert.AreEqual(Graphs.Dot(rows, rows), Graphs.Dot(moved, moved), 1e-12 * n);
            reduction.ToOriginal(moved, 3);
            Assert.IsLessThan(1e-13, Graphs.Deviation(rows, moved), $"n = {n}");
        }
    }

    /// <summary>Σ λ_i (i + 1) + |tᴴv_i|²(i + 1).</summary>
    private static (double Value, HermitianEigenPairs Adjoint) Overlaps(HermitianEigenPairs pairs, Complex[] t)
    {
        HermitianEigenPairs adjoint = pairs.CreateShadow();
        double value = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            Complex dot = HermitianProblems.Dot(t, pairs.Vector(i));
            value += (i + 1) * (pairs.Values[i] + dot.Real * dot.Real + dot.Imaginary * dot.Imaginary);
            adjoint.Values[i] = i + 1;
            for (int x = 0; x < t.Length; x++)
            {
                adjoint.MutableVector(i)[x] = 2 * (i + 1) * dot * t[x];
            }
        }

        return (value, adjoint);
    }

    private static HermitianMatrix Random(int seed, double scale)
    {
        Complex[] values = HermitianProblems.Random(N * N, seed);
        var a = new HermitianMatrix(N);
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[i, j] = scale * values[i * N + j];
                a[j, i] = Complex.Conjugate(a[i, j]);
            }

            a[i, i] = scale * values[i * N + i].Real;
        }

        return a;
    }

    /// <summary>diag(values) between two reflectors of random complex vectors.</summary>
    private static HermitianMatrix Rotated(double[] values, int seed)
    {
        int n = values.Length;
        var a = new HermitianMatrix(n);
        for (int i = 0; i < n; i++)
        {
            a[i, i] = values[i];
        }

        for (int round = 0; round < 2; round++)
        {
            // A − u wᴴ − w uᴴ, w = 2Au − 2(uᴴAu)u.
            Complex[] u = HermitianProblems.Random(n, seed + 100 * round);
            double norm = HermitianProblems.Norm(u);
            u = [.. u.Select(value => value / norm)];
            var w = new Complex[n];
            a.Apply(u, w);
            double quotient = HermitianProblems.Dot(u, w).Real;
            w = [.. w.Select((value, i) => 2 * value - 2 * quotient * u[i])];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    a[i, j] -= u[i] * Complex.Conjugate(w[j]) + w[i] * Complex.Conjugate(u[j]);
                    a[j, i] = Complex.Conjugate(a[i, j]);
                }

                a[i, i] -= 2 * (u[i] * Complex.Conjugate(w[i])).Real;
            }
        }

        return a;
    }

    private sealed class Reports(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
