using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral.Hermitian;

[TestClass]
public sealed class HermitianGradientTests
{
    private static readonly EigshOptions Tight = new() { Tolerance = 1e-13 };
    private static readonly double[] Spectrum = [-9, -7.5, -4, -3, -1, -0.5, 0, 0.4, 1, 2, 3.5, 5, 6, 7, 9.5];

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(2, 2)]
    [DataRow(5, 1)]
    [DataRow(5, 2)]
    [DataRow(5, 5)]
    public void Agrees_with_finite_differences_in_both_parts_of_every_stored_value(int n, int k)
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum([.. Spectrum.Take(n)], 7);

        // Not quite Hermitian, as it is stored: the gradient is that of the stored values.
        a.Values[n - 1] += new Complex(0.01, 0.02);
        a.Values[0] += new Complex(0, 0.03);
        EigshOptions options = Tight with { AssumeSymmetric = true };
        HermitianLosses.Loss loss = HermitianLosses.Generic(n, k, 9);
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.BothEnds })
        {
            Complex[] expected = HermitianLosses.Differences(a.Values, () => loss(SpectralOps.EigshHermitian(a, k, target, options)).Value);
            Assert.IsLessThan(5e-8, HermitianProblems.Deviation(expected, HermitianLosses.Gradient(a, k, target, options, loss)));
            HermitianCsrMatrix sparse = HermitianProblems.Sparse(a);
            Assert.IsLessThan(5e-8, HermitianProblems.Deviation(expected, HermitianLosses.Gradient(sparse, k, target, options, loss)));
        }
    }

    /// <summary>Routes to one gradient which share little: closed form of all pairs or of k, and the real form's adjoint solvers.</summary>
    [TestMethod]
    [DataRow("smallest")]
    [DataRow("largest")]
    [DataRow("both")]
    [DataRow("magnitude")]
    public void Closed_form_and_adjoint_rules_agree(string which)
    {
        EigenTarget target = which switch
        {
            "smallest" => EigenTarget.SmallestAlgebraic,
            "largest" => EigenTarget.LargestAlgebraic,
            "both" => EigenTarget.BothEnds,
            _ => EigenTarget.LargestMagnitude,
        };
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 11);
        HermitianLosses.Loss loss = HermitianLosses.Generic(15, 3, 5);
        Complex[] closed = HermitianLosses.Gradient(a, 3, target, Tight with { GradientRule = GradientRule.ClosedForm }, loss);
        Complex[] adjoint = HermitianLosses.Gradient(a, 3, target, Tight with { GradientRule = GradientRule.Adjoint }, loss);
        Complex[] lanczos = HermitianLosses.Gradient(a, 3, target, Tight with { Method = EigshMethod.Lanczos }, loss);
        Complex[] all = HermitianLosses.Gradient(a, 15, target, Tight, pairs => OfSome(pairs, Chosen(pairs.Values, target), loss));
        Assert.IsLessThan(1e-11, HermitianProblems.Deviation(closed, adjoint));
        Assert.IsLessThan(1e-10, HermitianProblems.Deviation(closed, lanczos));
        Assert.IsLessThan(1e-11, HermitianProblems.Deviation(closed, all));
    }

    [TestMethod]
    [DataRow(EigshMethod.Lanczos)]
    [DataRow(EigshMethod.ShiftInvert)]
    [DataRow(EigshMethod.Auto)]
    public void Sparse_gradient_is_the_dense_one_at_the_stored_places_and_accumulates(EigshMethod method)
    {
        HermitianCsrMatrix sparse = HermitianProblems.Hofstadter(15, 14, 0.17, Graphs.Random(210, 3));
        HermitianMatrix dense = HermitianProblems.Dense(sparse);
        HermitianLosses.Loss loss = HermitianLosses.Generic(210, 3, 5);
        foreach (EigenTarget target in new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic })
        {
            Complex[] full = HermitianLosses.Gradient(dense, 3, target, Tight, loss);
            EigenGradientReport? report = null;
            EigshOptions options = Tight with { Method = method, GradientReport = new Told(r => report = r) };
            HermitianEigenPairs pairs = SpectralRules.EigshHermitianForward(sparse, 3, target, options, out HermitianResidual residual);
            HermitianCsrMatrix shadow = sparse.CreateShadow();
            Array.Fill(shadow.Values, 10);
            SpectralRules.EigshHermitian(sparse, options, pairs, residual, loss(pairs).Adjoint, shadow);
            double scale = full.Max(Complex.Abs);
            for (int i = 0; i < 210; i++)
            {
                for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
                {
                    Assert.IsLessThan(1e-9 * scale, Complex.Abs(full[i * 210 + sparse.ColumnIndices[p]] - (shadow.Values[p] - 10)));
                }
            }

            Assert.AreEqual(GradientRule.Adjoint, report!.Rule);
            Assert.HasCount(3, report.Residuals);
            Assert.IsTrue(report.Residuals.All(r => r < 1e-10));
            Assert.IsLessThan(1e-8, report.ErrorBound);
        }
    }

    /// <summary>∂λ/∂φ of a cycle with flux: 2 sin((2πm + φ)/n)/n, by the chain rule through the stored values.</summary>
    [TestMethod]
    public void The_flux_through_a_cycle_has_the_known_derivative()
    {
        const int N = 250;
        const double Flux = 0.9;
        HermitianCsrMatrix a = HermitianProblems.FluxCycle(N, Flux);
        int[] order = [.. Enumerable.Range(0, N).OrderBy(m => 2 - 2 * Math.Cos((2 * Math.PI * m + Flux) / N))];
        for (int i = 0; i < 4; i++)
        {
            Complex[] gradient = HermitianLosses.Gradient(a, 4, EigenTarget.SmallestAlgebraic, new EigshOptions { Tolerance = 1e-12 }, pairs =>
            {
                HermitianEigenPairs adjoint = pairs.CreateShadow();
                adjoint.Values[i] = 1;
                return (pairs.Values[i], adjoint);
            });
            double derivative = 0;
            for (int row = 0; row < N; row++)
            {
                for (int p = a.RowPointers[row]; p < a.RowPointers[row + 1]; p++)
                {
                    int column = a.ColumnIndices[p];
                    double direction = column == row ? 0 : column == (row + 1) % N ? 1.0 / N : -1.0 / N;
                    derivative += (Complex.Conjugate(gradient[p]) * a.Values[p] * Complex.ImaginaryOne * direction).Real;
                }
            }

            Assert.AreEqual(2 * Math.Sin((2 * Math.PI * order[i] + Flux) / N) / N, derivative, 1e-10);
        }
    }

    [TestMethod]
    [DataRow(EigshMethod.Dense)]
    [DataRow(EigshMethod.Lanczos)]
    public void A_loss_that_depends_on_a_phase_is_refused(EigshMethod method)
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 11);
        Complex[] t = HermitianProblems.Random(15, 8);
        foreach (EigshOptions options in new[] { Tight with { Method = method }, Tight with { Method = method, Degeneracy = DegeneracyPolicy.Broaden(1e-3) } })
        {
            var exception = Assert.ThrowsExactly<DegenerateGradientException>(() => HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, options, pairs =>
            {
                // Re(tᴴv₁).
                HermitianEigenPairs adjoint = pairs.CreateShadow();
                t.CopyTo(adjoint.MutableVector(1));
                return (HermitianProblems.Dot(t, pairs.Vector(1)).Real, adjoint);
            }));
            StringAssert.Contains(exception.Message, "phase of vector 1");
            CollectionAssert.AreEqual(new[] { 1 }, exception.Indices.ToArray());
        }
    }

    [TestMethod]
    public void Real_matrices_have_the_gradient_of_Eigsh()
    {
        DenseMatrix<double> real = Graphs.WithSpectrum(Spectrum, 3);
        var a = new HermitianMatrix(15, [.. real.Values.Select(value => (Complex)value)]);
        double[] t = Graphs.Random(15, 4);
        double[] expected = Losses.Gradient(real, 3, EigenTarget.SmallestAlgebraic, Tight, pairs =>
        {
            EigenPairs<double> adjoint = pairs.CreateShadow();
            double dot = Graphs.Dot(t, pairs.Vector(1));
            for (int x = 0; x < 15; x++)
            {
                adjoint.MutableVector(1)[x] = 2 * dot * t[x];
            }

            return (dot * dot, adjoint);
        });
        Complex[] actual = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Tight, pairs =>
        {
            HermitianEigenPairs adjoint = pairs.CreateShadow();
            Complex dot = HermitianProblems.Dot([.. t.Select(value => (Complex)value)], pairs.Vector(1));
            for (int x = 0; x < 15; x++)
            {
                adjoint.MutableVector(1)[x] = 2 * dot * t[x];
            }

            return (0, adjoint);
        });
        Assert.IsLessThan(1e-12, HermitianProblems.Deviation([.. expected.Select(value => (Complex)value)], actual));
    }

    [TestMethod]
    [DataRow(1e150)]
    [DataRow(1e-150)]
    public void Very_large_and_very_small_matrices_have_scaled_gradients(double scale)
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 11);
        var scaled = new HermitianMatrix(15, [.. a.Values.Select(value => value * scale)]);
        Complex[] t = HermitianProblems.Random(15, 8);
        foreach (GradientRule rule in new[] { GradientRule.ClosedForm, GradientRule.Adjoint })
        {
            Complex[] expected = HermitianLosses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, Tight with { GradientRule = rule }, Overlap);
            Complex[] actual = HermitianLosses.Gradient(scaled, 3, EigenTarget.SmallestAlgebraic, Tight with { GradientRule = rule }, Overlap);
            Assert.IsLessThan(1e-10, HermitianProblems.Deviation(expected, [.. actual.Select(value => value * scale)]), $"{rule}");
        }

        (double, HermitianEigenPairs) Overlap(HermitianEigenPairs pairs)
        {
            HermitianEigenPairs adjoint = pairs.CreateShadow();
            Complex dot = HermitianProblems.Dot(t, pairs.Vector(1));
            for (int x = 0; x < 15; x++)
            {
                adjoint.MutableVector(1)[x] = 2 * dot * t[x];
            }

            return (0, adjoint);
        }
    }

    [TestMethod]
    public void Writing_into_the_matrix_afterwards_does_not_change_the_gradient()
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 11);
        HermitianLosses.Loss loss = HermitianLosses.Generic(15, 2, 5);
        foreach (EigshMethod method in new[] { EigshMethod.Dense, EigshMethod.Lanczos })
        {
            var copy = new HermitianMatrix(15, a.Values);
            EigshOptions options = Tight with { Method = method, GradientRule = GradientRule.Adjoint };
            Complex[] expected = HermitianLosses.Gradient(copy, 2, EigenTarget.SmallestAlgebraic, options, loss);
            HermitianEigenPairs pairs = SpectralRules.EigshHermitianForward(copy, 2, EigenTarget.SmallestAlgebraic, options, out HermitianResidual residual);
            HermitianEigenPairs adjoint = loss(pairs).Adjoint;
            HermitianMatrix shadow = copy.CreateShadow();
            Array.Clear(copy.Values);
            pairs.Values[0] = 100;
            pairs.MutableVector(0).Clear();
            SpectralRules.EigshHermitian(copy, options, pairs, residual, adjoint, shadow);
            CollectionAssert.AreEqual(expected, shadow.Values);
        }
    }

    [TestMethod]
    public void Warm_starts_and_sessions_leave_the_gradient_as_it_is()
    {
        HermitianCsrMatrix a = HermitianProblems.Hofstadter(16, 16, 0.17, Graphs.Random(256, 3));
        HermitianLosses.Loss loss = HermitianLosses.Generic(256, 2, 5);
        EigshOptions options = Tight with { Method = EigshMethod.Lanczos };
        Complex[] expected = HermitianLosses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, options, loss);
        var session = new EigshSession();
        for (int step = 0; step < 3; step++)
        {
            EigenGradientReport? report = null;
            Complex[] gradient = HermitianLosses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, options with { Session = session, GradientReport = new Told(r => report = r) }, loss);
            Assert.IsLessThan(1e-8, HermitianProblems.Deviation(expected, gradient), $"step {step}");
            Assert.IsGreaterThan(1e-6, report!.SmallestGap);
        }
    }

    [TestMethod]
    public void Adjoints_of_nothing_and_of_no_number_are_told_apart()
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum(Spectrum, 11);
        Complex[] none = HermitianLosses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, Tight, pairs => (0, pairs.CreateShadow()));
        Assert.IsTrue(none.All(value => value == Complex.Zero));
        Complex[] bad = HermitianLosses.Gradient(a, 2, EigenTarget.SmallestAlgebraic, Tight, pairs =>
        {
            HermitianEigenPairs adjoint = pairs.CreateShadow();
            adjoint.MutableVector(0)[3] = new Complex(0, double.NaN);
            return (0, adjoint);
        });
        Assert.IsTrue(bad.All(value => double.IsNaN(value.Real)));
    }

    [TestMethod]
    public void Parameters_of_an_operator_get_the_gradient_of_the_stored_matrix()
    {
        const int N = 210;
        double[] phases = Graphs.Random(N, 6);
        double[] potential = Graphs.Random(N, 7);
        var a = new Ring(phases, potential);
        HermitianLosses.Loss loss = HermitianLosses.Generic(N, 2, 5);
        HermitianEigenPairs pairs = SpectralRules.EigshHermitianForward(a, 2, EigenTarget.SmallestAlgebraic, Tight, out HermitianResidual residual);
        Assert.AreEqual(EigshMethod.Lanczos, pairs.Report.Method);
        var shadow = new Ring(new double[N], new double[N]);
        SpectralRules.EigshHermitian(a, Tight, pairs, residual, loss(pairs).Adjoint, shadow);

        HermitianCsrMatrix stored = HermitianProblems.Hopping(N, Enumerable.Range(0, N).Select(i => (i, (i + 1) % N, -Complex.FromPolarCoordinates(1, phases[i]))), 0, potential);
        Complex[] gradient = HermitianLosses.Gradient(stored, 2, EigenTarget.SmallestAlgebraic, Tight, loss);
        var expected = new double[2 * N];
        for (int i = 0; i < N; i++)
        {
            for (int p = stored.RowPointers[i]; p < stored.RowPointers[i + 1]; p++)
            {
                int j = stored.ColumnIndices[p];
                if (j == i)
                {
                    expected[N + i] = gradient[p].Real;
                    continue;
                }

                Complex derivative = stored.Values[p] * (j == (i + 1) % N ? Complex.ImaginaryOne : -Complex.ImaginaryOne);
                expected[j == (i + 1) % N ? i : j] += (Complex.Conjugate(gradient[p]) * derivative).Real;
            }
        }

        Assert.IsLessThan(1e-9, Graphs.Deviation(expected, [.. shadow.Phases, .. shadow.Potential]));
        Assert.ThrowsExactly<NotSupportedException>(() => SpectralRules.EigshHermitian(new HermitianProblems.Products(a), Tight, pairs, residual, loss(pairs).Adjoint, new HermitianProblems.Products(shadow)));
    }

    /// <summary>The pairs of a target among all, as a loss of those alone.</summary>
    private static (double Value, HermitianEigenPairs Adjoint) OfSome(HermitianEigenPairs pairs, int[] chosen, HermitianLosses.Loss loss)
    {
        var part = new HermitianEigenPairs([.. chosen.Select(i => pairs.Values[i])], [.. chosen.SelectMany(i => pairs.Vector(i).ToArray())], pairs.Dimension, pairs.Report);
        (double value, HermitianEigenPairs adjoint) = loss(part);
        HermitianEigenPairs all = pairs.CreateShadow();
        for (int i = 0; i < chosen.Length; i++)
        {
            all.Values[chosen[i]] = adjoint.Values[i];
            adjoint.Vector(i).CopyTo(all.MutableVector(chosen[i]));
        }

        return (value, all);
    }

    private static int[] Chosen(double[] values, EigenTarget target)
        => target == EigenTarget.SmallestAlgebraic ? [0, 1, 2]
            : target == EigenTarget.LargestAlgebraic ? [12, 13, 14]
            : target == EigenTarget.BothEnds ? [0, 13, 14]
            : [.. Enumerable.Range(0, 15).OrderByDescending(i => Math.Abs(values[i])).Take(3).Order()];

    private sealed class Told(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }

    /// <summary>A ring of hoppings −exp(iφ) with a potential, with the adjoint of its product written by hand.</summary>
    private sealed class Ring(double[] phases, double[] potential) : IDifferentiableHermitianOperator
    {
        public double[] Phases => phases;

        public double[] Potential => potential;

        public int Dimension => phases.Length;

        public void Apply(ReadOnlySpan<Complex> x, Span<Complex> y)
        {
            int n = phases.Length;
            for (int i = 0; i < n; i++)
            {
                int next = (i + 1) % n;
                int before = (i + n - 1) % n;
                y[i] = potential[i] * x[i] - Complex.FromPolarCoordinates(1, phases[i]) * x[next] - Complex.FromPolarCoordinates(1, -phases[before]) * x[before];
            }
        }

        public void ApplyVjp(IHermitianOperator primal, ReadOnlySpan<Complex> x, ReadOnlySpan<Complex> yAdjoint, Span<Complex> xAdjoint)
        {
            var ring = (Ring)primal;
            int n = phases.Length;
            for (int i = 0; i < n; i++)
            {
                int next = (i + 1) % n;
                Complex hop = -Complex.FromPolarCoordinates(1, ring.Phases[i]);
                potential[i] += (Complex.Conjugate(yAdjoint[i]) * x[i]).Real;
                phases[i] += (Complex.Conjugate(yAdjoint[i]) * Complex.ImaginaryOne * hop * x[next]).Real;
                phases[i] += (Complex.Conjugate(yAdjoint[next]) * -Complex.ImaginaryOne * Complex.Conjugate(hop) * x[i]).Real;
            }
        }
    }
}
