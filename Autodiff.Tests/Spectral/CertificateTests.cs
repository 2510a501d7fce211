using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>What <see cref="EigenGradientReport.ErrorBound"/> promises, against gradients that are known.</summary>
[TestClass]
public sealed class CertificateTests
{
    [TestMethod]
    public void Ten_thousand_gradients_are_within_their_bounds_which_are_not_far()
    {
        var all = new List<CertificateTrial>();
        var complaints = new List<string>();
        foreach ((string route, int small, int large) in CertificateTrial.Routes)
        {
            foreach (bool isLarge in new[] { false, true })
            {
                int count = isLarge ? large : small;
                var trials = new List<CertificateTrial>();
                for (int seed = 0; trials.Count < count && seed < 3 * count; seed++)
                {
                    if (CertificateTrial.Run(seed, route, isLarge) is { } trial)
                    {
                        trials.Add(trial);
                    }
                }

                all.AddRange(trials);
                int beyond = trials.Count(trial => !(trial.Error <= trial.Bound));
                double[] overestimates = [.. trials.Where(trial => trial.Error > 0).Select(trial => trial.Bound / trial.Error).Order()];
                double median = overestimates.Length == 0 ? 1 : overestimates[overestimates.Length / 2];
                if (trials.Count < count || beyond > count / 1000 || median > (isLarge ? 80 : 50))
                {
                    complaints.Add($"{route}, {(isLarge ? "large" : "small")}: {beyond} of {trials.Count} beyond, median {median:0.0}");
                }
            }
        }

        Assert.HasCount(0, complaints, string.Join("; ", complaints.Concat(all.Where(trial => !(trial.Error <= trial.Bound)).Take(9).Select(trial => $"{trial}"))));
        CertificateTrial[] worst = [.. all.Where(trial => !(trial.Error <= 4 * trial.Bound))];
        Assert.HasCount(0, worst, string.Join("; ", worst.Take(5).Select(trial => $"{trial}")));
        Assert.AreEqual(0, all.Count(trial => !double.IsFinite(trial.Bound)));
        Assert.IsGreaterThanOrEqualTo(9_800, all.Count);
    }

    [TestMethod]
    public void The_bound_of_a_loss_of_whole_clusters_does_not_depend_on_their_gap()
    {
        const int n = 30;
        foreach (EigshOptions options in new EigshOptions[]
        {
            new() { Method = EigshMethod.Dense },
            new() { Method = EigshMethod.Dense, GradientRule = GradientRule.Adjoint, AdjointTolerance = 1e-13 },
            new() { Method = EigshMethod.Lanczos, Tolerance = 1e-12 },
            new() { Method = EigshMethod.ShiftInvert, Tolerance = 1e-12 },
        })
        {
            foreach (double gap in new[] { 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14, 0 })
            {
                double[] values = [-2, -1, -1 + gap, -1 + 2.5 * gap, .. Enumerable.Range(0, n - 4).Select(i => 0.25 * i + 0.3)];
                ISymmetricOperator<double> a = Graphs.WithSpectrum(values, 3);
                EigenGradientReport report = Report(options.Method == EigshMethod.ShiftInvert ? Graphs.Sparse((DenseMatrix<double>)a) : a, 4, options, pairs => Losses.Projector(pairs, n, 4, 5));
                Assert.IsTrue(report.ErrorBound < 2e-10 * report.GradientNorm, $"{options.Method} {options.GradientRule}, gap {gap}: {report.ErrorBound} of {report.GradientNorm}");
            }
        }
    }

    /// <summary>A loss whose curvature is of fourth order, at tolerances that leave much to be wrong.</summary>
    [TestMethod]
    public void Holds_for_a_grid_with_a_potential()
    {
        const int side = 20;
        CsrMatrix<double> a = Graphs.Laplacian(side * side, Graphs.Grid(side));
        double[] potential = Graphs.Random(a.Rows, 4);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                a.Values[p] += a.ColumnIndices[p] == i ? potential[i] : 0;
            }
        }

        Losses.Loss loss = Losses.Generic(a.Rows, 4, 9);
        double[] exact = Gradient(a, 4, new EigshOptions { GradientRule = GradientRule.ClosedForm }, loss, out _);
        foreach (EigshMethod method in new[] { EigshMethod.Lanczos, EigshMethod.Lobpcg, EigshMethod.ShiftInvert })
        {
            foreach (double tolerance in new[] { 1e-5, 1e-7, 1e-10 })
            {
                double[] gradient = Gradient(a, 4, new EigshOptions { Method = method, Tolerance = tolerance }, loss, out EigenGradientReport report);
                double error = Math.Sqrt(exact.Zip(gradient, (x, y) => (x - y) * (x - y)).Sum());
                Assert.IsTrue(error <= report.ErrorBound, $"{method} {tolerance}: {error} beyond {report.ErrorBound}");
                Assert.IsTrue(report.ErrorBound < 1e5 * error + 1e-9, $"{method} {tolerance}: {error} far below {report.ErrorBound}");
            }
        }
    }

    [TestMethod]
    public void Holds_in_single_precision()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            double[] spectrum = [.. Graphs.Random(20, seed).Order()];
            DenseMatrix<double> a = Graphs.WithSpectrum(spectrum, seed);
            var single = new DenseMatrix<float>(20, 20, [.. a.Values.Select(v => (float)v)]);
            a = new DenseMatrix<double>(20, 20, [.. single.Values.Select(v => (double)v)]);
            Losses.Loss loss = pairs => Losses.Projector(pairs, 20, 3, seed);
            double[] exact = Losses.Gradient(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { GradientRule = GradientRule.ClosedForm }, loss);
            EigenGradientReport? report = null;
            var options = new EigshOptions { Method = seed % 2 == 0 ? EigshMethod.Dense : EigshMethod.Lanczos, GradientReport = new Now(value => report = value) };
            EigenPairs<float> pairs = SpectralRules.EigshForward(single, 3, EigenTarget.SmallestAlgebraic, options, out EigshResidual<float> residual);
            EigenPairs<double> adjoint = loss(new EigenPairs<double>([.. pairs.Values.Select(v => (double)v)], [.. pairs.Vectors.Select(v => (double)v)], 20, pairs.Report)).Adjoint;
            DenseMatrix<float> shadow = single.CreateShadow();
            SpectralRules.Eigsh(single, options, pairs, residual, new EigenPairs<float>(new float[3], [.. adjoint.Vectors.Select(v => (float)v)], 20, pairs.Report), shadow);
            double error = Math.Sqrt(exact.Zip(shadow.Values, (x, y) => (x - y) * (x - y)).Sum());
            Assert.IsTrue(error <= report!.ErrorBound, $"{seed}: {error} beyond {report.ErrorBound}");
        }
    }

    [TestMethod]
    public void Nothing_is_certified_where_nothing_is_known()
    {
        // Of vectors that were given and taken, no neighbour is known; a loss of values does not ask for one.
        CsrMatrix<double> a = Graphs.Laplacian(400, Graphs.Path(400));
        EigenPairs<double> known = SpectralOps.Eigsh(a, 3, EigenTarget.LargestAlgebraic);
        EigenGradientReport report = Report(a, 3, new EigshOptions { Method = EigshMethod.Lanczos, InitialVectors = [.. Enumerable.Range(0, 3).Select(i => known.Vector(i).ToArray())] }, OneValue, EigenTarget.LargestAlgebraic);
        Assert.AreEqual(double.PositiveInfinity, report.ErrorBound);
        report = Report(a, 3, new EigshOptions(), OneValue, EigenTarget.LargestAlgebraic);
        Assert.IsTrue(report.ErrorBound < 1e-4, $"{report.ErrorBound}");
        Assert.AreEqual(1, report.GradientNorm, 1e-12);
    }

    [TestMethod]
    public void No_adjoint_has_no_error_and_one_that_is_not_a_number_has_no_bound()
    {
        DenseMatrix<double> a = Graphs.Diagonal(1, 2, 3);
        Assert.AreEqual(0, Report(a, 2, new EigshOptions(), pairs => (0, pairs.CreateShadow())).ErrorBound);
        EigenGradientReport report = Report(a, 2, new EigshOptions(), pairs =>
        {
            EigenPairs<double> adjoint = pairs.CreateShadow();
            adjoint.Values[0] = double.NaN;
            return (0, adjoint);
        });
        Assert.IsTrue(double.IsNaN(report.ErrorBound));
    }

    private static (double Value, EigenPairs<double> Adjoint) OneValue(EigenPairs<double> pairs)
    {
        EigenPairs<double> adjoint = pairs.CreateShadow();
        adjoint.Values[1] = 1;
        return (pairs.Values[1], adjoint);
    }

    private static double[] Gradient(CsrMatrix<double> a, int k, EigshOptions options, Losses.Loss loss, out EigenGradientReport report)
    {
        EigenGradientReport? seen = null;
        options = options with { GradientReport = new Now(value => seen = value) };
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        CsrMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        report = seen!;
        return shadow.Values;
    }

    private static EigenGradientReport Report(ISymmetricOperator<double> a, int k, EigshOptions options, Losses.Loss loss, EigenTarget? target = null)
    {
        EigenGradientReport? seen = null;
        options = options with { GradientReport = new Now(value => seen = value) };
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target ?? EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        ISymmetricOperator<double> shadow = a is CsrMatrix<double> sparse ? sparse.CreateShadow() : ((DenseMatrix<double>)a).CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        return seen!;
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
