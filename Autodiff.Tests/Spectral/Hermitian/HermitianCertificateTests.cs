using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral.Hermitian;

[TestClass]
public sealed class HermitianCertificateTests
{
    [TestMethod]
    [DataRow(EigshMethod.Lanczos)]
    [DataRow(EigshMethod.ShiftInvert)]
    public void The_error_of_a_loose_solve_is_within_its_bound(EigshMethod method)
    {
        int beyond = 0;
        int far = 0;
        const int Count = 120;
        for (int seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            int n = random.Next(8, 24);
            int k = random.Next(2, 4);
            double[] spectrum = [.. Graphs.Random(n, seed).Order()];
            HermitianMatrix a = HermitianProblems.WithSpectrum(spectrum, seed);
            HermitianMatrix b = HermitianProblems.RandomDense(n, seed + 500);
            HermitianLosses.Loss generic = HermitianLosses.Generic(n, k, seed + 700);
            HermitianLosses.Loss loss = seed % 2 == 0 ? generic : pairs => HermitianLosses.Projector(pairs, b, 0, k);
            EigenGradientReport? report = null;
            var options = new EigshOptions
            {
                Method = method,
                Tolerance = Math.Pow(10, -random.Next(5, 11)),
                GradientReport = new Now(value => report = value),
            };
            Complex[] exact = HermitianLosses.Gradient(a, k, EigenTarget.SmallestAlgebraic, new EigshOptions { GradientRule = GradientRule.ClosedForm }, loss);
            Complex[] gradient;
            try
            {
                gradient = method == EigshMethod.ShiftInvert
                    ? HermitianLosses.Gradient(HermitianProblems.Sparse(a), k, EigenTarget.SmallestAlgebraic, options, loss)
                    : HermitianLosses.Gradient(a, k, EigenTarget.SmallestAlgebraic, options, loss);
            }
            catch (DegenerateGradientException)
            {
                continue; // Nearer than the tolerance tells apart.
            }

            double error = HermitianProblems.Norm([.. exact.Zip(gradient, (x, y) => x - y)]);
            Assert.AreEqual(HermitianProblems.Norm(gradient), report!.GradientNorm, 1e-6 * report.GradientNorm);
            beyond += error <= report.ErrorBound ? 0 : 1;
            far += report.ErrorBound > 100 * error ? 1 : 0;
        }

        Assert.AreEqual(0, beyond);
        Assert.IsLessThan(Count * 3 / 4, far);
    }

    [TestMethod]
    public void The_bound_at_working_accuracy_is_near_it()
    {
        HermitianMatrix a = HermitianProblems.WithSpectrum([-9, -7.5, -4, -3, -1, -0.5, 0, 0.4, 1, 2], 11);
        foreach (int k in new[] { 3, 10 })
        {
            EigenGradientReport? report = null;
            var options = new EigshOptions { GradientReport = new Now(value => report = value) };
            HermitianLosses.Gradient(a, k, EigenTarget.SmallestAlgebraic, options, HermitianLosses.Generic(10, k, 5));
            Assert.IsTrue(report!.ErrorBound < 1e-11 * report.GradientNorm, $"{k}: {report.ErrorBound} of {report.GradientNorm}");
        }
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
