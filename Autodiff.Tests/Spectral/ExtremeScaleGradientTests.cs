using System;
using System.Linq;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Spectral.Hermitian;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Ā is as λ̄, and as V̄ over A, at all scales of both that have a square.</summary>
[TestClass]
public sealed class ExtremeScaleGradientTests
{
    private static readonly double[] Exponents = [-500, -250, 0, 250, 500];

    [TestMethod]
    [DataRow("closed form")]
    [DataRow("minres")]
    [DataRow("tridiagonal")]
    [DataRow("lanczos")]
    [DataRow("shift-invert")]
    [DataRow("panels")]
    [DataRow("lobpcg")]
    public void Scales_of_the_matrix_and_of_the_adjoints_pass_through(string route)
    {
        int n = route is "panels" or "lobpcg" ? 80 : route == "tridiagonal" ? 200 : 14;
        double[] spectrum = [.. Enumerable.Range(0, n).Select(i => 1 + 0.7 * i + 0.2 * Math.Sin(i))];
        DenseMatrix<double> unit = Graphs.WithSpectrum(spectrum, 5);
        double[] values = Gradient(route, unit, 0, 0, onlyValues: true, out _);
        double[] vectors = Gradient(route, unit, 0, 0, onlyValues: false, out EigenGradientReport plain);
        foreach (int ofMatrix in Exponents)
        {
            foreach (int ofAdjoint in Exponents)
            {
                string at = $"{route}, A·2^{ofMatrix}, adjoints·2^{ofAdjoint}";
                double[] actual = Gradient(route, unit, ofMatrix, ofAdjoint, onlyValues: true, out _);
                Assert.IsLessThan(1e-12, Graphs.Deviation([.. values.Select(x => Math.ScaleB(x, ofAdjoint))], actual), at);
                actual = Gradient(route, unit, ofMatrix, ofAdjoint, onlyValues: false, out EigenGradientReport report);
                Assert.IsLessThan(1e-9, Graphs.Deviation([.. vectors.Select(x => Math.ScaleB(x, ofAdjoint - ofMatrix))], actual), at);
                Assert.IsLessThan(3, Math.Abs(Math.Log(report.ErrorBound / report.GradientNorm / (plain.ErrorBound / plain.GradientNorm))), $"{at}: {report.ErrorBound} of {report.GradientNorm}");
            }
        }
    }

    /// <summary>At a tolerance that leaves the angles of the vectors the largest part of the bound.</summary>
    [TestMethod]
    [DataRow("lanczos")]
    [DataRow("panels")]
    [DataRow("shift-invert")]
    public void The_bound_follows_the_scale_of_the_matrix(string route)
    {
        double[] spectrum = [.. Enumerable.Range(0, 150).Select(i => 1 + 0.7 * i + 0.2 * Math.Sin(i))];
        DenseMatrix<double> unit = Graphs.WithSpectrum(spectrum, 5);
        Gradient(route, unit, 0, 0, onlyValues: false, out EigenGradientReport plain, 1e-4);
        foreach (int exponent in new[] { -500, -250, 250, 500 })
        {
            Gradient(route, unit, exponent, 0, onlyValues: false, out EigenGradientReport report, 1e-4);
            Assert.IsLessThan(0.2, Math.Abs(Math.Log(report.ErrorBound / report.GradientNorm / (plain.ErrorBound / plain.GradientNorm))), $"{route}, A·2^{exponent}: {report.ErrorBound} of {report.GradientNorm}");
        }
    }

    /// <summary>The guard value is the eigenvalue itself: there is no distance to count within.</summary>
    [TestMethod]
    [Timeout(60_000)]
    public void A_cut_through_equal_eigenvalues_ends()
    {
        const int N = 300;
        double[] ones = [.. Enumerable.Repeat(1.0, N)];
        DenseMatrix<double> a = Graphs.WithSpectrum(ones, 1);
        Array.Clear(a.Values);
        for (int i = 0; i < N; i++)
        {
            a[i, i] = 1;
        }

        EigenGradientReport? report = null;
        var options = new EigshOptions { GradientReport = new Now(value => report = value) };
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, 1, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        adjoint.Values[0] = 1;
        DenseMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
        Assert.IsTrue(report!.IsSubgradient);
        Assert.AreEqual(1, Enumerable.Range(0, N).Sum(i => shadow[i, i]), 1e-12);
    }

    /// <summary>Adjoints whose squares overflow or vanish, of complex vectors and of singular ones.</summary>
    [TestMethod]
    [DataRow(-600)]
    [DataRow(600)]
    public void Adjoints_of_complex_and_of_singular_vectors_pass_through(int exponent)
    {
        HermitianMatrix complex = HermitianProblems.RandomDense(9, 4);
        HermitianLosses.Loss loss = HermitianLosses.Generic(9, 3, 2);
        (double Value, HermitianEigenPairs Adjoint) Scaled(HermitianEigenPairs pairs)
        {
            (double value, HermitianEigenPairs adjoint) = loss(pairs);
            for (int i = 0; i < 3; i++)
            {
                adjoint.Values[i] = Math.ScaleB(adjoint.Values[i], exponent);
                foreach (ref Complex z in adjoint.MutableVector(i))
                {
                    z = new Complex(Math.ScaleB(z.Real, exponent), Math.ScaleB(z.Imaginary, exponent));
                }
            }

            return (value, adjoint);
        }

        Complex[] plain = HermitianLosses.Gradient(complex, 3, EigenTarget.SmallestAlgebraic, new EigshOptions(), loss);
        Complex[] scaled = HermitianLosses.Gradient(complex, 3, EigenTarget.SmallestAlgebraic, new EigshOptions(), Scaled);
        Assert.IsLessThan(1e-12, HermitianProblems.Deviation(plain, [.. scaled.Select(z => new Complex(Math.ScaleB(z.Real, -exponent), Math.ScaleB(z.Imaginary, -exponent)))]));

        var rectangular = new DenseMatrix<double>(7, 5, Graphs.Random(35, 3));
        double[] left = Graphs.Random(7, 4);
        double[] right = Graphs.Random(5, 5);
        double[] whole = Singular(rectangular, left, right, 0);
        double[] part = Singular(rectangular, left, right, exponent);
        Assert.IsLessThan(1e-12, Graphs.Deviation(whole, [.. part.Select(x => Math.ScaleB(x, -exponent))]));
    }

    /// <summary>The gradient of 2^exponent·(leftᵀu)(rightᵀv), summed over two triplets.</summary>
    private static double[] Singular(DenseMatrix<double> a, double[] left, double[] right, int exponent)
    {
        SingularTriplets<double> svd = SpectralRules.SvdForward(a, null, out SvdResidual<double> residual);
        SingularTriplets<double> adjoint = svd.CreateShadow();
        for (int i = 0; i < 2; i++)
        {
            double ofLeft = Math.ScaleB(Graphs.Dot(left, svd.LeftVector(i)), exponent);
            double ofRight = Math.ScaleB(Graphs.Dot(right, svd.RightVector(i)), exponent);
            System.Numerics.Tensors.TensorPrimitives.Multiply(left, ofRight, adjoint.MutableLeftVector(i));
            System.Numerics.Tensors.TensorPrimitives.Multiply(right, ofLeft, adjoint.MutableRightVector(i));
        }

        DenseMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Svd(a, null, svd, residual, adjoint, shadow);
        return shadow.Values;
    }

    private static double[] Gradient(string route, DenseMatrix<double> unit, int ofMatrix, int ofAdjoint, bool onlyValues, out EigenGradientReport report, double tolerance = 1e-12)
    {
        const int k = 3;
        int n = unit.Rows;
        var dense = new DenseMatrix<double>(n, n, [.. unit.Values.Select(x => Math.ScaleB(x, ofMatrix))]);
        ISymmetricOperator<double> a = route is "shift-invert" or "panels" or "lobpcg" ? Graphs.Sparse(dense) : dense;
        EigenGradientReport? seen = null;
        var options = new EigshOptions
        {
            Threads = 1,
            Tolerance = tolerance,
            Method = route switch
            {
                "lanczos" or "panels" => EigshMethod.Lanczos,
                "lobpcg" => EigshMethod.Lobpcg,
                "shift-invert" => EigshMethod.ShiftInvert,
                _ => EigshMethod.Dense,
            },
            GradientRule = route switch { "closed form" => GradientRule.ClosedForm, "minres" => GradientRule.Adjoint, _ => GradientRule.Auto },
            GradientReport = new Now(value => seen = value),
        };
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, EigenTarget.SmallestAlgebraic, options, out EigshResidual<double> residual);
        EigenPairs<double> adjoint = pairs.CreateShadow();
        double[] probe = Graphs.Random(n, 3);
        for (int j = 0; j < k; j++)
        {
            if (onlyValues)
            {
                adjoint.Values[j] = Math.ScaleB(j + 1, ofAdjoint);
                continue;
            }

            // (pᵀv)², whose adjoint has the sign of v.
            double dot = Math.ScaleB(2 * Graphs.Dot(probe, pairs.Vector(j)), ofAdjoint);
            System.Numerics.Tensors.TensorPrimitives.Multiply(probe, dot, adjoint.MutableVector(j));
        }

        ISymmetricOperator<double> shadow = a is CsrMatrix<double> sparse ? sparse.CreateShadow() : dense.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, adjoint, shadow);
        report = seen!;
        return shadow is CsrMatrix<double> stored ? stored.Values : ((DenseMatrix<double>)shadow).Values;
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
