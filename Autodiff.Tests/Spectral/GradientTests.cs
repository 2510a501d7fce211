using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class GradientTests
{
    private static readonly EigshOptions Tight = new() { Tolerance = 1e-13 };

    /// <summary>Four routes to one gradient, which share little: closed form, MINRES after either solver, bordered system.</summary>
    [TestMethod]
    [DataRow("smallest")]
    [DataRow("largest")]
    [DataRow("both")]
    [DataRow("magnitude")]
    public void Closed_form_adjoint_and_bordered_system_agree(string which)
    {
        EigenTarget target = which switch
        {
            "smallest" => EigenTarget.SmallestAlgebraic,
            "largest" => EigenTarget.LargestAlgebraic,
            "both" => EigenTarget.BothEnds,
            _ => EigenTarget.LargestMagnitude,
        };
        DenseMatrix<double> a = Graphs.WithSpectrum([-9, -7.5, -4, -3, -1, -0.5, 0, 0.4, 1, 2, 3.5, 5, 6, 7, 9.5], 11);
        Losses.Loss loss = Losses.Generic(15, 3, 5);
        double[] closed = Losses.Gradient(a, 3, target, Tight with { GradientRule = GradientRule.ClosedForm }, loss);
        double[] adjoint = Losses.Gradient(a, 3, target, Tight with { GradientRule = GradientRule.Adjoint }, loss);
        double[] lanczos = Losses.Gradient(a, 3, target, Tight with { Method = EigshMethod.Lanczos }, loss);
        double[] bordered = Bordered(a, 3, target, loss);
        Assert.IsLessThan(1e-11, Graphs.Deviation(closed, adjoint));
        Assert.IsLessThan(1e-10, Graphs.Deviation(closed, lanczos));
        Assert.IsLessThan(1e-11, Graphs.Deviation(closed, bordered));
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense, 2)]
    [DataRow(EigshMethod.Lanczos, 2)]
    [DataRow(EigshMethod.Dense, 6)]
    public void Agrees_with_finite_differences_in_every_stored_value(EigshMethod method, int k)
    {
        DenseMatrix<double> a = Graphs.WithSpectrum([-2, -1, 0.5, 1.5, 4, 6], 7);
        EigshOptions options = Tight with { Method = method, AssumeSymmetric = true };
        Losses.Loss loss = Losses.Generic(6, k, 9);
        double[] gradient = Losses.Gradient(a, k, EigenTarget.SmallestAlgebraic, options, loss);
        Assert.IsLessThan(2e-7, Graphs.Deviation(Differences(a, k, options, loss), gradient));
    }

    [TestMethod]
    public void Sparse_gradient_is_the_dense_one_at_the_stored_places_and_accumulates()
    {
        CsrMatrix<double> sparse = Weighted(40);
        var dense = new DenseMatrix<double>(40, 40);
        for (int i = 0; i < 40; i++)
        {
            for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
            {
                dense[i, sparse.ColumnIndices[p]] = sparse.Values[p];
            }
        }

        Losses.Loss loss = Losses.Generic(40, 3, 5);
        double[] full = Losses.Gradient(dense, 3, EigenTarget.SmallestAlgebraic, Tight, loss);
        EigenPairs<double> pairs = SpectralRules.EigshForward(sparse, 3, EigenTarget.SmallestAlgebraic, Tight with { Method = EigshMethod.Lanczos }, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = loss(pairs).Adjoint;
        double[] before = [.. adjoint.Vector(1).ToArray()];
        CsrMatrix<double> shadow = sparse.CreateShadow();
        Array.Fill(shadow.Values, 10);
        SpectralRules.Eigsh(sparse, Tight, pairs, residual, adjoint, shadow);
        CollectionAssert.AreEqual(before, adjoint.Vector(1).ToArray());
        for (int i = 0; i < 40; i++)
        {
            for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
            {
                Assert.AreEqual(full[i * 40 + sparse.ColumnIndices[p]], shadow.Values[p] - 10, 1e-9);
            }
        }
    }

    [TestMethod]
    [DataRow(1e150)]
    [DataRow(1e-150)]
    public void The_adjoint_rule_does_not_depend_on_the_unit_of_the_matrix(double scale)
    {
        DenseMatrix<double> a = Graphs.WithSpectrum([-9, -7.5, -4, -3, -1, -0.5, 0, 0.4, 1, 2, 3.5, 5, 6, 7, 9.5], 11);
        var scaled = new DenseMatrix<double>(15, 15, [.. a.Values.Select(value => value * scale)]);
        EigshOptions adjoint = Tight with { GradientRule = GradientRule.Adjoint };
        double[] expected = Losses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, adjoint, pairs => Losses.Projector(pairs, 15, 2, 3));
        double[] actual = Losses.Gradient(scaled, 2, EigenTarget.SmallestAlgebraic, adjoint, pairs => Losses.Projector(pairs, 15, 2, 3));
        Assert.IsLessThan(1e-11, Graphs.Deviation(expected, [.. actual.Select(value => value * scale)]));
    }

    [TestMethod]
    public void Writing_into_the_matrix_afterwards_does_not_change_the_gradient()
    {
        CsrMatrix<double> a = Weighted(30);
        Losses.Loss loss = Losses.Generic(30, 2, 5);
        EigshOptions options = Tight with { Method = EigshMethod.Lanczos };
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, 2, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = loss(pairs).Adjoint;
        CsrMatrix<double> first = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, adjoint, first);
        Array.Clear(a.Values);
        CsrMatrix<double> second = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, adjoint, second);
        CollectionAssert.AreEqual(first.Values, second.Values);
    }

    /// <summary>What is outside of the computed space is then the pairs' own error, and no more than that of it can be solved for.</summary>
    [TestMethod]
    [DataRow(EigshMethod.Lanczos)]
    [DataRow(EigshMethod.ShiftInvert)]
    public void Adjoints_inside_of_the_computed_space_are_solved_for_as_far_as_they_are_known(EigshMethod method)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[] values = [.. Graphs.Random(24, seed + 50).Order()];
            CsrMatrix<double> a = Graphs.Sparse(Graphs.WithSpectrum(values, seed));
            double[] q = Graphs.Orthogonal(24, seed);
            var options = new EigshOptions { Method = method, Tolerance = 1e-8 };
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, 3, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
            EigenPairs<double> adjoint = pairs.CreateShadow();
            for (int j = 0; j < 3; j++)
            {
                q.AsSpan((2 - j) * 24, 24).CopyTo(adjoint.MutableVector(j));
            }

            CsrMatrix<double> shadow = a.CreateShadow();
            SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
            Assert.IsTrue(shadow.Values.All(double.IsFinite));
        }
    }

    [TestMethod]
    public void Eigenvalues_alone_ask_for_no_solve()
    {
        EigenGradientReport? report = null;
        EigshOptions options = Tight with { Method = EigshMethod.Lanczos, GradientReport = new Now<EigenGradientReport>(r => report = r) };
        CsrMatrix<double> a = Weighted(50);
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, 2, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        adjoint.Values[1] = 2;
        CsrMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
        Assert.AreEqual(0, report!.OperatorApplications);
        double v0 = pairs.Vector(1)[0];
        Assert.AreEqual(2 * v0 * v0, shadow.Values[0], 1e-14);
    }

    [TestMethod]
    public void A_matrix_free_operator_gets_the_gradient_of_its_parameters()
    {
        var a = new PathPlusPotential(Graphs.Random(60, 3));
        EigshOptions options = Tight with { Method = EigshMethod.Lanczos };
        Losses.Loss loss = Losses.Generic(60, 2, 8);
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, 2, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        var shadow = new PathPlusPotential(new double[60]);
        SpectralRules.Eigsh(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        foreach (int i in new[] { 0, 17, 42 })
        {
            double Shifted(double h)
            {
                double[] potential = [.. a.Potential];
                potential[i] += h;
                return loss(SpectralOps.Eigsh(new PathPlusPotential(potential), 2, EigenTarget.SmallestAlgebraic, options)).Value;
            }

            Assert.AreEqual((Shifted(1e-5) - Shifted(-1e-5)) / 2e-5, shadow.Potential[i], 1e-7);
        }

        Assert.ThrowsExactly<NotSupportedException>(() => SpectralRules.Eigsh(new Bare(), null, pairs, residual, pairs.CreateShadow(), new Bare()));
    }

    [TestMethod]
    public void Single_precision_agrees_with_double()
    {
        DenseMatrix<double> a = Graphs.WithSpectrum([.. Enumerable.Range(0, 20).Select(i => i * 0.5)], 5);
        double[] expected = Losses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, Tight, p => Losses.Projector(p, 20, 2, 4));
        var single = new DenseMatrix<float>(20, 20, [.. a.Values.Select(v => (float)v)]);
        foreach (EigshMethod method in new[] { EigshMethod.Dense, EigshMethod.Lanczos })
        {
            var options = new EigshOptions { Method = method };
            EigenPairs<float> pairs = SpectralRules.EigshForward(single, 2, EigenTarget.SmallestAlgebraic, options, out EigshResidual<float> residual);
            EigenPairs<float> adjoint = pairs.CreateShadow();
            double[] b = Losses.SymmetricRandom(20, 4);
            for (int j = 0; j < 2; j++)
            {
                for (int x = 0; x < 20; x++)
                {
                    for (int y = 0; y < 20; y++)
                    {
                        adjoint.MutableVector(j)[x] += (float)(2 * b[x * 20 + y]) * pairs.Vector(j)[y];
                    }
                }
            }

            DenseMatrix<float> shadow = single.CreateShadow();
            SpectralRules.Eigsh(single, options, pairs, residual, adjoint, shadow);
            Assert.IsLessThan(1e-4, Graphs.Deviation(expected, [.. shadow.Values.Select(v => (double)v)]));
        }
    }

    [TestMethod]
    public void Triplets_that_share_a_place_each_receive_its_adjoint()
    {
        double[] values = [1, 2, 3, 4];
        CsrMatrix<double> a = SpectralRules.FromTripletsForward(2, 2, [0, 1, 0, 1], [1, 0, 1, 1], values, out int[] residual);
        CollectionAssert.AreEqual(new double[] { 4, 2, 4 }, a.Values);
        CsrMatrix<double> shadow = a.CreateShadow();
        new double[] { 5, 6, 7 }.CopyTo(shadow.Values, 0);
        double[] adjoint = [100, 0, 0, 0];
        SpectralRules.FromTriplets(residual, shadow, values, adjoint);
        CollectionAssert.AreEqual(new double[] { 105, 6, 5, 7 }, adjoint);
    }

    [TestMethod]
    public void Products_with_matrices_have_rules()
    {
        CsrMatrix<double> sparse = CsrMatrix<double>.FromTriplets(2, 3, [0, 0, 1], [0, 2, 1], [2, 3, 5]);
        var dense = new DenseMatrix<double>(new double[,] { { 2, 0, 3 }, { 0, 5, 0 } });
        double[] x = [1, 2, 4];
        double[] seed = [10, 100];
        CsrMatrix<double> sparseShadow = sparse.CreateShadow();
        DenseMatrix<double> denseShadow = dense.CreateShadow();
        var xSparse = new double[3];
        var xDense = new double[3];
        sparseShadow.ApplyVjp(sparse, x, seed, xSparse);
        denseShadow.ApplyVjp(dense, x, seed, xDense);
        CollectionAssert.AreEqual(new double[] { 20, 500, 30 }, xSparse);
        CollectionAssert.AreEqual(xSparse, xDense);
        CollectionAssert.AreEqual(new double[] { 10, 40, 200 }, sparseShadow.Values);
        CollectionAssert.AreEqual(new double[] { 10, 20, 40, 100, 200, 400 }, denseShadow.Values);
    }

    private static CsrMatrix<double> Weighted(int n)
    {
        CsrMatrix<double> a = Graphs.Laplacian(n, Graphs.Path(n).Concat([(0, n / 2)]));
        for (int i = 0; i < n; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                a.Values[p] *= 1 + 0.3 * Math.Cos(i + a.ColumnIndices[p]);
            }
        }

        return a;
    }

    private static double[] Differences(DenseMatrix<double> a, int k, EigshOptions options, Losses.Loss loss)
    {
        const double H = 1e-5;
        var differences = new double[a.Values.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            var up = new DenseMatrix<double>(a.Rows, a.Columns, a.Values);
            var down = new DenseMatrix<double>(a.Rows, a.Columns, a.Values);
            up.Values[i] += H;
            down.Values[i] -= H;
            differences[i] = (loss(SpectralOps.Eigsh(up, k, EigenTarget.SmallestAlgebraic, options)).Value - loss(SpectralOps.Eigsh(down, k, EigenTarget.SmallestAlgebraic, options)).Value) / (2 * H);
        }

        return differences;
    }

    /// <summary>[A − λ, v; vᵀ, 0] [y; μ] = [−v̄; 0] for each pair alone, by elimination with pivoting.</summary>
    private static double[] Bordered(DenseMatrix<double> a, int k, EigenTarget target, Losses.Loss loss)
    {
        int n = a.Rows;
        EigenPairs<double> pairs = SpectralOps.Eigsh(a, k, target);
        EigenPairs<double> adjoint = loss(pairs).Adjoint;
        var gradient = new double[n * n];
        for (int j = 0; j < k; j++)
        {
            double[] v = pairs.Vector(j).ToArray();
            var m = new double[n + 1, n + 2];
            for (int x = 0; x < n; x++)
            {
                for (int y = 0; y < n; y++)
                {
                    m[x, y] = a[x, y] - (x == y ? pairs.Values[j] : 0);
                }

                m[x, n] = m[n, x] = v[x];
                m[x, n + 1] = -adjoint.Vector(j)[x];
            }

            double[] w = Eliminate(m, n + 1);
            for (int x = 0; x < n; x++)
            {
                for (int y = 0; y < n; y++)
                {
                    gradient[x * n + y] += (w[x] * v[y] + v[x] * w[y]) / 2 + adjoint.Values[j] * v[x] * v[y];
                }
            }
        }

        return gradient;
    }

    private static double[] Eliminate(double[,] m, int size)
    {
        for (int c = 0; c < size; c++)
        {
            int pivot = Enumerable.Range(c, size - c).MaxBy(r => Math.Abs(m[r, c]));
            for (int x = 0; x <= size; x++)
            {
                (m[c, x], m[pivot, x]) = (m[pivot, x], m[c, x]);
            }

            for (int r = 0; r < size; r++)
            {
                double factor = r == c ? 0 : m[r, c] / m[c, c];
                for (int x = c; x <= size && factor != 0; x++)
                {
                    m[r, x] -= factor * m[c, x];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(r => m[r, size] / m[r, r])];
    }

    private sealed class PathPlusPotential(double[] potential) : IDifferentiableOperator<double>
    {
        public double[] Potential => potential;

        public int Dimension => potential.Length;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = (2 + 0.1 * i + potential[i]) * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < x.Length ? x[i + 1] : 0);
            }
        }

        public void ApplyVjp(ISymmetricOperator<double> primal, ReadOnlySpan<double> x, ReadOnlySpan<double> yAdjoint, Span<double> xAdjoint)
        {
            for (int i = 0; i < x.Length; i++)
            {
                potential[i] += yAdjoint[i] * x[i];
            }
        }
    }

    private sealed class Bare : ISymmetricOperator<double>
    {
        public int Dimension => 60;

        public void Apply(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);
    }

    private sealed class Now<TValue>(Action<TValue> action) : IProgress<TValue>
    {
        public void Report(TValue value) => action(value);
    }
}
