using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>
/// Random generalized problems with the answer and its gradient known beforehand, in every form and by every algorithm: the
/// right answer and gradient, or an exception that the methods name.
/// </summary>
[TestClass]
public sealed class GeneralizedRobustnessTests
{
    private const int Reported = 12;

    [TestMethod]
    public void Problems_and_their_gradients_are_right_or_refused() => Fuzz<double>(trials: 3000, largest: 20, scale: 480);

    [TestMethod]
    public void Problems_and_their_gradients_in_single_precision_are_right_or_refused() => Fuzz<float>(trials: 1200, largest: 16, scale: 40);

    /// <summary>A negative or zero eigenvalue of M, an entry that is no number, an asymmetry, a solve of another M.</summary>
    [TestMethod]
    public void Masses_that_are_none_are_refused_in_every_form()
    {
        var failures = new List<string>();
        for (int seed = 0; seed < 600 && failures.Count < Reported; seed++)
        {
            var random = new Random(seed);
            int n = random.Next(1, 24);
            double[] values = [.. Enumerable.Range(0, n).Select(_ => 0.5 + random.NextDouble())];
            string trouble = new[] { "negative", "zero", "NaN", "asymmetry", "another's solve" }[random.Next(n == 1 ? 3 : 5)];
            int at = random.Next(n);
            values[at] = trouble == "negative" ? -Math.Pow(10, -random.Next(4)) : values[at];
            DenseMatrix<double> mass = Graphs.WithSpectrum(values, seed);
            DenseMatrix<double> right = Graphs.WithSpectrum([.. values.Select(value => trouble == "another's solve" ? 1 / (value * (1 + 1e-3 * random.NextDouble())) : 1 / Math.Max(value, 1e-300))], seed);
            for (int i = 0; i < n && trouble == "zero"; i++)
            {
                // Two equal rows; of one row, none.
                double value = n == 1 ? 0 : mass[(at + 1) % n, i == at ? (at + 1) % n : i];
                mass[at, i] = mass[i, at] = value;
            }

            if (trouble is "NaN" or "asymmetry")
            {
                mass[at, (at + 1) % n] = trouble == "NaN" ? double.NaN : mass[at, (at + 1) % n] + 0.01;
            }

            ISymmetricOperator<double> a = random.Next(2) == 0 ? GeneralizedTests.Random(n, seed) : new ByProducts<double>(GeneralizedTests.Random(n, seed));
            bool solves = trouble == "another's solve" || (trouble is "NaN" or "asymmetry" && random.Next(2) == 0);
            var options = new EigshOptions
            {
                Method = random.Next(3) switch { 0 => EigshMethod.Auto, 1 => EigshMethod.Lanczos, _ => EigshMethod.Dense },
                MassSolve = solves ? (x, y) => right.Apply(x, y) : null,
                CancellationToken = new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token,
            };
            ISymmetricOperator<double> form = random.Next(3) switch { 0 => mass, 1 => Full(mass), _ => new ByProducts<double>(mass) };
            string name = $"seed {seed}: {trouble}, n = {n}, M {form.GetType().Name}, {options.Method}{(solves ? ", with MassSolve" : "")}";
            try
            {
                SpectralOps.Eigsh(a, form, random.Next(1, n + 1), EigenTarget.LargestAlgebraic, options);
                failures.Add($"{name} was solved");
            }
            catch (ArgumentException exception) when (exception.ParamName == (trouble == "another's solve" ? "options" : "mass"))
            {
            }
            catch (Exception exception)
            {
                failures.Add($"{name}: {exception.GetType().Name}: {exception.Message}");
            }
        }

        AssertNone(failures);
    }

    /// <summary>Of M by products: ‖Lᵀ(Ā − Ā*)L‖ is within the bound that the reverse pass reports, at any tolerance.</summary>
    [TestMethod]
    public void The_error_is_within_its_bound()
    {
        var failures = new List<string>();
        int bounded = 0;
        for (int seed = 0; seed < 1500 && failures.Count < Reported; seed++)
        {
            var random = new Random(seed);
            RandomPencil pencil = RandomPencil.Create(random, 20, scale: 0);
            int n = pencil.Order;
            int k = random.Next(1, Math.Min(n, 6) + 1);
            EigenTarget target = new[] { EigenTarget.SmallestAlgebraic, EigenTarget.LargestAlgebraic, EigenTarget.LargestMagnitude, EigenTarget.BothEnds, EigenTarget.NearestTo(0.3 * pencil.Norm) }[random.Next(5)];
            if (k == n || pencil.Condition > 1e4 || pencil.Chosen(k, target) is not { } chosen)
            {
                continue;
            }

            EigenGradientReport? report = null;
            bool isEnd = target.Kind != TargetKind.Nearest;
            var options = new EigshOptions
            {
                Method = isEnd ? EigshMethod.Lanczos : EigshMethod.ShiftInvert,
                Tolerance = Math.Pow(10, -random.Next(3, 9)),
                MassSolve = random.Next(2) == 0 ? pencil.Solve() : null,
                ShiftedSolve = isEnd ? null : pencil.Solve(target.Sigma),
                GradientReport = new Reports(value => report = value),
            };
            var a = new ByProducts<double>(pencil.A);
            var mass = new ByProducts<double>(pencil.Mass);
            EigenPairs<double> pairs = SpectralRules.EigshForward(a, mass, k, target, options, out GeneralizedResidual<double> residual);
            var gradient = new DenseMatrix<double>(n, n);
            SpectralRules.Eigsh(a, mass, options, pairs, residual, pencil.Adjoint(pairs), new ByProducts<double>(gradient), new ByProducts<double>(new DenseMatrix<double>(n, n)));
            double error = pencil.Reduced([.. gradient.Values.Zip(pencil.Gradient(chosen).A, (actual, expected) => actual - expected)]);
            double rounding = 10 * 2.3e-16 * pencil.Condition * report!.GradientNorm;
            bounded += report.ErrorBound < report.GradientNorm ? 1 : 0;
            if (!(error <= report.ErrorBound + rounding))
            {
                failures.Add($"seed {seed}: {pencil.Name}, n = {n}, k = {k}, {target}, tolerance {options.Tolerance}: {error:0.0e+0} is beyond {report.ErrorBound:0.0e+0}");
            }
        }

        AssertNone(failures);
        Assert.IsGreaterThan(200, bounded, "Too few bounds say something.");
    }

    private static void Fuzz<T>(int trials, int largest, int scale)
        where T : IFloatingPointIeee754<T>
    {
        var failures = new List<string>();
        int solved = 0;
        int compared = 0;
        for (int seed = 0; seed < trials && failures.Count < Reported; seed++)
        {
            var trial = new PencilTrial<T>(seed, largest, scale);
            if (trial.Run() is { } wrong)
            {
                failures.Add($"{trial.Name}: {wrong}");
            }

            solved += trial.IsSolved ? 1 : 0;
            compared += trial.IsCompared ? 1 : 0;
        }

        AssertNone(failures);
        Assert.IsGreaterThan(0.5, solved / (double)trials, "Too many were refused.");
        Assert.IsGreaterThan(0.3, compared / (double)trials, "Too few gradients were compared.");
    }

    private static CsrMatrix<double> Full(DenseMatrix<double> matrix)
    {
        int n = matrix.Rows;
        return new CsrMatrix<double>(n, n, [.. Enumerable.Range(0, n + 1).Select(i => i * n)], [.. Enumerable.Range(0, n * n).Select(p => p % n)], matrix.Values);
    }

    private sealed class Reports(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }

    private static void AssertNone(List<string> failures)
        => Assert.IsEmpty(failures, $"{(failures.Count < Reported ? "" : "At least ")}{failures.Count} failures:\n{string.Join("\n", failures)}");
}
