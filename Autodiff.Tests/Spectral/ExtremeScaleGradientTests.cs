using System;
using System.Linq;
using Autodiff.Ops.Spectral;
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
                Assert.IsLessThan(10, Math.Abs(Math.Log(report.ErrorBound / report.GradientNorm / (plain.ErrorBound / plain.GradientNorm))), $"{at}: {report.ErrorBound} of {report.GradientNorm}");
            }
        }
    }

    private static double[] Gradient(string route, DenseMatrix<double> unit, int ofMatrix, int ofAdjoint, bool onlyValues, out EigenGradientReport report)
    {
        const int k = 3;
        int n = unit.Rows;
        var dense = new DenseMatrix<double>(n, n, [.. unit.Values.Select(x => Math.ScaleB(x, ofMatrix))]);
        ISymmetricOperator<double> a = route is "shift-invert" or "panels" or "lobpcg" ? Graphs.Sparse(dense) : dense;
        EigenGradientReport? seen = null;
        var options = new EigshOptions
        {
            Threads = 1,
            Tolerance = 1e-12,
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
