using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>
/// Losses that do not look inside a cluster, by every solver and every rule of the adjoint, against a formula that has no
/// gap in it: A = QΛQᵀ with a known Q, and d tr(BP) = 2 Σ (v_pᵀBv_i)/(λ_i − λ_p) v_pᵀ dA v_i over i inside and p outside.
/// </summary>
[TestClass]
public sealed class DegenerateRouteTests
{
    private static readonly double[] Gaps = [1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 0];

    public static IEnumerable<object[]> Routes =>
    [
        ["closed form", 24],
        ["dense minres", 24],
        ["dense pairs", 200],
        ["operator", 24],
        ["panels", 72],
        ["lobpcg", 72],
        ["shift-invert", 30],
        ["inside", 30],
        ["eigh", 16],
    ];

    [TestMethod]
    [DynamicData(nameof(Routes))]
    public void Projectors_overlaps_and_sums_over_clusters_are_exact_at_every_gap(string route, int n)
    {
        for (int size = 2; size <= 5; size++)
        {
            foreach (double gap in n >= 200 && size > 2 ? [1e-8, 0] : Gaps)
            {
                Problem problem = Problem.Create(n, size, gap, route);
                foreach (string loss in new[] { "projector", "overlap", "sum", "all" })
                {
                    double[] expected = problem.Expected(loss);
                    double[] actual = problem.Gradient(route, loss, out EigenGradientReport report);
                    double error = Graphs.Deviation(problem.AtStored(expected), actual);
                    Assert.IsLessThan(1e-9, error, $"{route}, {size} values at {gap}: {loss}");
                    Assert.IsFalse(report.IsSubgradient, $"{route}, {size} values at {gap}: {loss}");
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Routes))]
    public void Looking_inside_is_refused_one_value_is_a_subgradient_and_a_cut_is_seen(string route, int n)
    {
        Problem problem = Problem.Create(n, 3, 0, route);
        int[] cluster = [1, 2, 3];
        var inside = Assert.ThrowsExactly<DegenerateGradientException>(() => problem.Gradient(route, "inside", out _), route);
        CollectionAssert.AreEqual(cluster, inside.Indices.Order().ToArray(), route);
        double[] gradient = problem.Gradient(route, "one value", out EigenGradientReport report);
        Assert.IsTrue(report.IsSubgradient, route);
        Assert.IsTrue(gradient.All(double.IsFinite), route);
        if (route is "eigh" or "inside")
        {
            return; // All pairs are there; what is nearest to a point is whole by the choice of the point.
        }

        foreach (int k in new[] { 2, 3 })
        {
            Assert.ThrowsExactly<DegenerateGradientException>(() => problem.Gradient(route, "projector", out _, k), $"{route}, {k}");
            problem.Gradient(route, "one value", out report, k);
            Assert.IsTrue(report.CutsCluster && report.IsSubgradient, $"{route}, {k}");
        }
    }

    private sealed class Problem
    {
        private readonly double[] _values;
        private readonly double[] _q;
        private readonly double[] _b;
        private readonly double[] _t;
        private readonly int _size;
        private readonly int _n;
        private readonly DenseMatrix<double> _dense;
        private readonly CsrMatrix<double>? _sparse;

        private Problem(double[] values, double[] q, int size, DenseMatrix<double> dense, bool isSparse)
        {
            _values = values;
            _q = q;
            _size = size;
            _n = values.Length;
            _dense = dense;
            _sparse = isSparse ? Graphs.Sparse(dense) : null;
            _b = Losses.SymmetricRandom(_n, 3);
            _t = Graphs.Random(_n, 4);
        }

        public static Problem Create(int n, int size, double gap, string route)
        {
            // One below, the cluster, and the rest well above; positive, for Jacobi's preconditioner.
            double[] values = [1, .. Enumerable.Range(0, size).Select(i => 2 + gap * i * (i + 3) / 4), .. Enumerable.Range(0, n - size - 1).Select(i => 3 + 4.0 * i / n)];
            const int Seed = 17;
            return new Problem(values, Graphs.Orthogonal(n, Seed), size, Graphs.WithSpectrum(values, Seed), route is "panels" or "lobpcg" or "shift-invert" or "inside");
        }

        /// <summary>What the loss gives the cluster: tr(BP), tᵀPt, or the sum of its values; all of them, and λ₀ and (tᵀv₀)².</summary>
        public double[] Expected(string loss)
        {
            var gradient = new double[_n * _n];
            for (int i = loss == "all" ? 0 : 1; i <= _size; i++)
            {
                if (loss is "sum" or "all")
                {
                    Outer(gradient, i, i, i == 0 ? -1 : 3);
                }

                double[] product = [.. Enumerable.Range(0, _n).Select(x => Graphs.Dot(_b.AsSpan(x * _n, _n), Row(i)))];
                for (int p = 0; p < _n && loss != "sum"; p++)
                {
                    if (p == i || (p >= 1 && p <= _size && i >= 1))
                    {
                        continue;
                    }

                    double coupling = 0;
                    if (loss is "projector" or "all" && i >= 1)
                    {
                        coupling += Graphs.Dot(product, Row(p));
                    }

                    if (loss is "overlap" or "all")
                    {
                        coupling += (i == 0 ? 0.5 : 1) * Graphs.Dot(_t, Row(p)) * Graphs.Dot(_t, Row(i));
                    }

                    coupling /= _values[i] - _values[p];
                    Outer(gradient, i, p, coupling);
                    Outer(gradient, p, i, coupling);
                }
            }

            return gradient;
        }

        public double[] AtStored(double[] dense)
            => _sparse is null ? dense : [.. Enumerable.Range(0, _n).SelectMany(i => Enumerable.Range(_sparse.RowPointers[i], _sparse.RowPointers[i + 1] - _sparse.RowPointers[i]).Select(p => dense[i * _n + _sparse.ColumnIndices[p]]))];

        public double[] Gradient(string route, string loss, out EigenGradientReport report, int? count = null)
        {
            int k = count ?? (route == "eigh" ? _n : _size + (route == "operator" ? 2 : 1));
            EigenGradientReport? seen = null;
            var options = new EigshOptions
            {
                Threads = 1,
                Method = route switch
                {
                    "operator" or "panels" => EigshMethod.Lanczos,
                    "lobpcg" => EigshMethod.Lobpcg,
                    "shift-invert" or "inside" => EigshMethod.ShiftInvert,
                    _ => EigshMethod.Dense,
                },
                GradientRule = route switch { "closed form" => GradientRule.ClosedForm, "dense minres" => GradientRule.Adjoint, _ => GradientRule.Auto },
                GradientReport = new Now(value => seen = value),
            };
            EigenTarget target = route == "inside" ? EigenTarget.NearestTo(1.6) : EigenTarget.SmallestAlgebraic;
            ISymmetricOperator<double> a = _sparse is not null ? _sparse : _dense;
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
            EigenPairs<double> adjoint = pairs.CreateShadow();
            for (int i = loss == "all" ? 0 : 1; i <= Math.Min(_size, k - 1); i++)
            {
                Span<double> to = adjoint.MutableVector(i);
                if (loss is "sum" or "all")
                {
                    adjoint.Values[i] = i == 0 ? -1 : 3;
                }

                double dot = Graphs.Dot(_t, pairs.Vector(i)) * (i == 0 ? 1 : 2);
                for (int x = 0; x < _n; x++)
                {
                    to[x] += loss is "projector" or "all" && i >= 1 ? 2 * Graphs.Dot(_b.AsSpan(x * _n, _n), pairs.Vector(i)) : 0;
                    to[x] += loss is "overlap" or "all" ? dot * _t[x] : 0;
                    to[x] += loss == "inside" && i == 1 ? dot * _t[x] : 0;
                }
            }

            if (loss == "one value")
            {
                adjoint.Values[1] = 1;
            }

            ISymmetricOperator<double> shadow = _sparse is not null ? _sparse.CreateShadow() : _dense.CreateShadow();
            SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
            report = seen!;
            return shadow is CsrMatrix<double> sparse ? sparse.Values : ((DenseMatrix<double>)shadow).Values;
        }

        private ReadOnlySpan<double> Row(int i) => _q.AsSpan(i * _n, _n);

        private void Outer(double[] gradient, int i, int j, double factor)
        {
            for (int x = 0; x < _n; x++)
            {
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(Row(j), factor * Row(i)[x], gradient.AsSpan(x * _n, _n), gradient.AsSpan(x * _n, _n));
            }
        }
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
