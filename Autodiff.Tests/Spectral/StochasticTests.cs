using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of stochastic estimates whose gradients the generator writes.</summary>
public static partial class StochasticLosses
{
    [Differentiable]
    public static double LogDet(CsrMatrix<double> a, StochasticOptions? options) => SpectralOps.LogDetEstimate(a, options);

    /// <summary>Of an operator with fields, alone and as a part of a sum.</summary>
    [Differentiable]
    public static double OfFields(ReadOnlySpan<double> potential, double stiffness, StochasticOptions? options)
    {
        var well = new Schroedinger { Potential = potential.ToArray(), Stiffness = stiffness * stiffness };
        double alone = SpectralOps.LogDetEstimate(well, options);
        var sum = new OperatorSum<double>(well, new DiagonalMatrix<double>(potential.ToArray()));
        return alone * SpectralOps.TraceFunctionEstimate(sum, Math.Sqrt, x => 0.5 / Math.Sqrt(x), options);
    }

    [Differentiable]
    public static float LogDetSingle(DenseMatrix<float> a) => SpectralOps.LogDetEstimate(a);

    [Differentiable]
    public static double Heat(DenseMatrix<double> a, double scale, StochasticOptions? options) =>
        scale * SpectralOps.TraceFunctionEstimate(a, x => Math.Exp(-x), x => -Math.Exp(-x), options);
}

[TestClass]
public sealed class StochasticTests
{
    /// <summary>zᵀf(A)z = tr f(A) for every vector of ±1 when A is diagonal.</summary>
    [TestMethod]
    public void A_diagonal_matrix_is_exact()
    {
        int[] index = [.. Enumerable.Range(0, 50)];
        double[] values = [.. index.Select(i => 1 + (0.1 * i))];
        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(50, 50, index, index, values);
        StochasticEstimate? estimate = null;
        var options = new StochasticOptions { Probes = 3, Tolerance = 1e-14, Report = new Immediate<StochasticEstimate>(e => estimate = e) };
        (double value, CsrMatrix<double> gradient) = StochasticLosses.LogDetValueAndGradient(a, options);
        Assert.AreEqual(values.Sum(Math.Log), value, 1e-11);
        Assert.AreEqual(value, estimate!.Value);
        Assert.IsTrue(estimate.StandardError < 1e-11);
        Assert.IsTrue(estimate.LowestRitzValue >= 1 - 1e-12 && estimate.HighestRitzValue <= 5.9 + 1e-12);
        Numeric.AssertClose([.. values.Select(x => 1 / x)], gradient.Values, 1e-11);
    }

    /// <summary>det of tridiag(−1, 2 + s, −1) is sinh((n + 1)θ)/sinh θ with 2 cosh θ = 2 + s. The stated error is honest over seeds.</summary>
    /// <summary>The mean of this diagonal is 1, and log 1 is 0: the first node of every probe tells nothing.</summary>
    [TestMethod]
    public void A_function_that_is_zero_at_the_first_node_is_looked_at_further()
    {
        int[] index = [0, 1, 2, 3];
        CsrMatrix<double> Diagonal(params double[] values) => CsrMatrix<double>.FromTriplets(4, 4, index, index, values);
        CsrMatrix<double> a = Diagonal(0.5, 1.5, 0.25, 1.75);
        Assert.AreEqual(Math.Log(0.5 * 1.5 * 0.25 * 1.75), SpectralOps.LogDetEstimate(a), 1e-11);
        StochasticEstimate? estimate = null;
        SpectralOps.LogDetEstimate(a, new StochasticOptions { MaxDegree = 1, Report = new Immediate<StochasticEstimate>(e => estimate = e) });
        Assert.AreEqual(double.PositiveInfinity, estimate!.QuadratureError);
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDetEstimate(Diagonal(1, 2, -3, 4)));
    }

    [TestMethod]
    public void The_stated_error_covers_the_true_one()
    {
        const int N = 120;
        CsrMatrix<double> a = Path(N, 0.3);
        double theta = Math.Acosh(1.15);
        double exact = ((N + 1) * theta) + Math.Log(1 - Math.Exp(-2 * (N + 1) * theta)) - Math.Log(2 * Math.Sinh(theta));
        int covered = 0;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            StochasticEstimate? estimate = null;
            double value = SpectralOps.LogDetEstimate(a, new StochasticOptions { Probes = 16, Seed = seed, Report = new Immediate<StochasticEstimate>(e => estimate = e) });
            covered += Math.Abs(value - exact) <= (2 * estimate!.StandardError) + estimate.QuadratureError ? 1 : 0;
            sum += value / 200;
            squares += estimate.StandardError * estimate.StandardError / 200;
            Assert.IsTrue(estimate.QuadratureError < 1e-5);
        }

        // Two standard errors of 16 samples cover 93.6 % of a normal distribution.
        Assert.IsTrue(covered is >= 175 and <= 198, $"{covered} of 200");

        // The variance of a probe is twice the sum of the squares beside the diagonal of log A (Hutchinson, 1989).
        var dense = new DenseMatrix<double>(N, N);
        for (int i = 0; i < N; i++)
        {
            dense[i, i] = 2.3;
            if (i > 0)
            {
                dense[i, i - 1] = dense[i - 1, i] = -1;
            }
        }

        DenseMatrix<double> logarithm = SpectralOps.Log(dense);
        double variance = Enumerable.Range(0, N * N).Sum(i => i % (N + 1) == 0 ? 0 : 2 * logarithm.Values[i] * logarithm.Values[i]) / 16;
        Assert.AreEqual(1, squares / variance, 0.15);
        Assert.AreEqual(exact, sum, 4 * Math.Sqrt(variance / 200));
    }

    /// <summary>Probes held fixed, the estimate is a function with a gradient of its own.</summary>
    [TestMethod]
    public void The_gradient_is_that_of_the_estimate()
    {
        CsrMatrix<double> small = Path(6, 0.5);
        var stored = new StochasticOptions { Probes = 3, AssumeSymmetric = true, Seed = 5 };
        Numeric.AssertGradient(
            v => StochasticLosses.LogDet(new CsrMatrix<double>(6, 6, small.RowPointers, small.ColumnIndices, v), stored),
            small.Values,
            StochasticLosses.LogDetValueAndGradient(small, stored).Gradient.Values);

        // A Krylov space that is not the whole: by quadrature, to its tolerance.
        const int N = 150;
        CsrMatrix<double> a = Path(N, 0.2);
        StochasticGradientReport? report = null;
        var options = new StochasticOptions { Probes = 4, AssumeSymmetric = true, Tolerance = 1e-12, GradientReport = new Immediate<StochasticGradientReport>(r => report = r) };
        double[] gradient = StochasticLosses.LogDetValueAndGradient(a, options).Gradient.Values;
        Assert.IsTrue(report!.QuadratureError < 1e-9, $"{report.QuadratureError}");
        Assert.IsTrue(report.Degree < N);
        foreach (int place in new[] { 0, 1, 7, 200, 301 })
        {
            double numeric = Numeric.Derivative(
                t =>
                {
                    double[] values = [.. a.Values];
                    values[place] = t;
                    return StochasticLosses.LogDet(new CsrMatrix<double>(N, N, a.RowPointers, a.ColumnIndices, values), options);
                },
                a.Values[place]);
            Numeric.AssertClose(numeric, gradient[place], 1e-8, $"place {place}");
        }

        // Along A: the derivative of log det(tA) at t = 1 is n, for every probe.
        double along = gradient.Zip(a.Values, (x, y) => x * y).Sum();
        Assert.AreEqual(N, along, 1e-7);

        // Along I: the trace, whose spread over the probes is stated.
        double trace = Enumerable.Range(0, N).Sum(i => gradient[Array.IndexOf(a.ColumnIndices, i, a.RowPointers[i])]);
        Assert.AreEqual(trace, report.Trace, 1e-9);
        double exact = SpectralOps.TraceFunction(SvdSolver.Densify(a), x => 1 / x, x => -1 / (x * x));
        Assert.AreEqual(exact, trace, 4 * report.StandardError);
    }

    [TestMethod]
    public void The_mean_of_the_gradient_over_probes_is_the_derivative_of_the_function()
    {
        double[] q = FunctionReference.Orthogonal(5, 1);
        double[] values = [1, 1, 1, 2, 3];
        DenseMatrix<double> a = FunctionReference.Compose(q, values);
        (double value, (DenseMatrix<double> a, double scale) gradient) = StochasticLosses.HeatValueAndGradient(a, 2, new StochasticOptions { Probes = 4000 });
        Numeric.AssertClose(2 * values.Sum(x => Math.Exp(-x)), value, 0.02);
        Assert.AreEqual(value / 2, gradient.scale, 1e-14);
        Numeric.AssertClose(FunctionReference.Compose(q, [.. values.Select(x => -2 * Math.Exp(-x))]).Values, gradient.a.Values, 0.03);
        var single = new DenseMatrix<float>(5, 5, [.. a.Values.Select(x => (float)x)]);
        Assert.AreEqual(SpectralOps.LogDetEstimate(a), StochasticLosses.LogDetSingleValueAndGradient(single).Value, 1e-4);
    }

    [TestMethod]
    public void An_operator_with_parameters_gets_their_gradient()
    {
        const int N = 90;
        var random = new Random(3);
        double[] potential = [.. Enumerable.Range(0, N).Select(_ => 0.1 + random.NextDouble())];
        var options = new StochasticOptions { Probes = 4, Tolerance = 1e-13 };
        var a = new PathPlusPotential(potential);
        double value = SpectralRules.LogDetEstimateForward(a, options, out StochasticResidual<double> residual);
        var shadow = new double[N];
        SpectralRules.LogDetEstimate(a, options, residual, 0.5, new PathPlusPotential(shadow));
        CsrMatrix<double> matrix = Path(N, 0);
        for (int i = 0; i < N; i++)
        {
            matrix.Values[Array.IndexOf(matrix.ColumnIndices, i, matrix.RowPointers[i])] += potential[i];
        }

        (double expected, CsrMatrix<double> gradient) = StochasticLosses.LogDetValueAndGradient(matrix, options);
        Assert.AreEqual(expected, value, 1e-10);
        Numeric.AssertClose([.. Enumerable.Range(0, N).Select(i => gradient.Values[Array.IndexOf(matrix.ColumnIndices, i, matrix.RowPointers[i])] / 2)], shadow, 1e-9);
    }

    [TestMethod]
    public void The_fields_of_an_operator_get_the_numeric_gradient()
    {
        double[] potential = [0.5, 1.2, 0.3, 0.8, 1.5, 0.4, 0.9];
        var options = new StochasticOptions { Probes = 3, Tolerance = 1e-13 };
        (double[] potential, double stiffness) gradient = StochasticLosses.OfFieldsValueAndGradient(potential, 0.9, options).Gradient;
        Numeric.AssertGradient(v => StochasticLosses.OfFields(v, 0.9, options), potential, gradient.potential);
        Numeric.AssertClose(Numeric.Derivative(t => StochasticLosses.OfFields(potential, t, options), 0.9), gradient.stiffness);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        CsrMatrix<double> a = Path(200, 0.1);
        Assert.AreEqual(SpectralOps.LogDetEstimate(a), SpectralOps.LogDetEstimate(a));
        Assert.AreNotEqual(SpectralOps.LogDetEstimate(a), SpectralOps.LogDetEstimate(a, new StochasticOptions { Seed = 1 }));
    }

    [TestMethod]
    public void Wrong_input_is_refused()
    {
        CsrMatrix<double> indefinite = Path(50, -1);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDetEstimate(indefinite)).Message, "positive definite");
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDetEstimate(new DenseMatrix<double>(3, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDetEstimate(new DenseMatrix<double>(2, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDetEstimate(new DenseMatrix<double>(0, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDetEstimate(new DenseMatrix<double>(1, 1, [double.NaN])));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.TraceFunctionEstimate(indefinite, Math.Log, x => 1 / x));
        CsrMatrix<double> a = Path(20, 1);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.LogDetEstimate(a, new StochasticOptions { Probes = 1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.LogDetEstimate(a, new StochasticOptions { MaxDegree = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.LogDetEstimate(a, new StochasticOptions { Tolerance = 0 }));
        Assert.ThrowsExactly<OperationCanceledException>(() => SpectralOps.LogDetEstimate(a, new StochasticOptions { CancellationToken = new CancellationToken(canceled: true) }));
        foreach (double scale in new[] { 1e-300, 1e300 })
        {
            int[] index = [.. Enumerable.Range(0, 40)];
            CsrMatrix<double> extreme = CsrMatrix<double>.FromTriplets(40, 40, index, index, [.. index.Select(i => scale * (1 + (i % 7)))]);
            Assert.AreEqual(index.Sum(i => Math.Log(scale * (1 + (i % 7)))), SpectralOps.LogDetEstimate(extreme), 1e-8);
        }

        Assert.AreEqual(Math.Log(3), SpectralOps.LogDetEstimate(new DenseMatrix<double>(1, 1, [3])), 1e-15);
        Assert.AreEqual(0, SpectralOps.LogDetEstimate(new DenseMatrix<double>(2, 2, [1, 0, 0, 1])), 1e-15);
        Assert.AreEqual(4, SpectralOps.TraceFunctionEstimate(new DenseMatrix<double>(4, 4), Math.Cos, x => -Math.Sin(x)), 1e-15);
    }

    private static CsrMatrix<double> Path(int n, double shift)
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < n; i++)
        {
            for (int j = Math.Max(0, i - 1); j <= Math.Min(n - 1, i + 1); j++)
            {
                rows.Add(i);
                columns.Add(j);
                values.Add(i == j ? 2 + shift : -1);
            }
        }

        return CsrMatrix<double>.FromTriplets(n, n, [.. rows], [.. columns], [.. values]);
    }

    /// <summary>tridiag(−1, 2, −1) plus a potential, which is its parameter.</summary>
    private sealed class PathPlusPotential(double[] potential) : IDifferentiableOperator<double>
    {
        public int Dimension => potential.Length;

        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = ((2 + potential[i]) * x[i]) - (i > 0 ? x[i - 1] : 0) - (i + 1 < x.Length ? x[i + 1] : 0);
            }
        }

        public void ApplyVjp(ISymmetricOperator<double> primal, ReadOnlySpan<double> x, ReadOnlySpan<double> yAdjoint, Span<double> xAdjoint)
        {
            for (int i = 0; i < x.Length; i++)
            {
                potential[i] += x[i] * yAdjoint[i];
            }
        }
    }

    private sealed class Immediate<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
