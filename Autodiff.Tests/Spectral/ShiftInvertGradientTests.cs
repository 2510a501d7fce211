using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>The adjoint by the forward pass's factor, against the closed form, MINRES and finite differences.</summary>
[TestClass]
public sealed class ShiftInvertGradientTests
{
    private static readonly EigshOptions Inverted = new() { Method = EigshMethod.ShiftInvert, Tolerance = 1e-13, AdjointTolerance = 1e-13 };

    [TestMethod]
    [DataRow("smallest")]
    [DataRow("largest")]
    [DataRow("inside")]
    [DataRow("at an eigenvalue")]
    [DataRow("magnitude")]
    public void Agrees_with_the_closed_form_and_with_minres(string which)
    {
        CsrMatrix<double> a = Potential(12, 4);
        int n = a.Rows;
        double[] spectrum = SpectralOps.Eigh(Dense(a)).Values;
        EigenTarget target = which switch
        {
            "smallest" => EigenTarget.SmallestAlgebraic,
            "largest" => EigenTarget.LargestAlgebraic,
            "inside" => EigenTarget.NearestTo(2.6),
            "magnitude" => EigenTarget.SmallestMagnitude,
            _ => EigenTarget.NearestTo(spectrum[n / 3]),
        };
        Losses.Loss loss = Losses.Generic(n, 4, 5);
        double[] direct = Gradient(a, 4, target, Inverted, loss, out EigenGradientReport? report);
        Assert.AreEqual(GradientRule.Adjoint, report!.Rule);
        Assert.IsLessThan(60, report.Iterations, "MINRES took over");
        Assert.IsLessThan(1e-9, Graphs.Deviation(Gradient(a, 4, target, new EigshOptions { GradientRule = GradientRule.ClosedForm }, loss, out _), direct));
        if (which is "smallest" or "largest")
        {
            Assert.IsLessThan(1e-9, Graphs.Deviation(Gradient(a, 4, target, Inverted with { Method = EigshMethod.Lanczos }, loss, out _), direct));
        }
    }

    [TestMethod]
    public void Agrees_with_finite_differences()
    {
        CsrMatrix<double> a = Potential(10, 7);
        Losses.Loss loss = Losses.Generic(a.Rows, 3, 2);
        EigenTarget target = EigenTarget.NearestTo(1.7);
        EigshOptions options = Inverted with { AssumeSymmetric = true };
        double[] gradient = Gradient(a, 3, target, options, loss, out _);
        const double H = 1e-5;
        foreach (int p in new[] { 0, 1, 77, 200, a.NonZeroCount - 1 })
        {
            double Shifted(double h)
            {
                var b = new CsrMatrix<double>(a.Rows, a.Columns, a.RowPointers, a.ColumnIndices, a.Values);
                b.Values[p] += h;
                return loss(SpectralOps.Eigsh(b, 3, target, options)).Value;
            }

            Assert.AreEqual((Shifted(H) - Shifted(-H)) / (2 * H), gradient[p], 2e-7 * gradient.Max(Math.Abs), $"value {p}");
        }
    }

    [TestMethod]
    public void A_whole_cluster_has_a_gradient_and_a_cut_one_has_none()
    {
        CsrMatrix<double> a = Graphs.Laplacian(400, Graphs.Grid(20));
        Losses.Loss projector = pairs => Losses.Projector(pairs, 400, pairs.Count, 3);
        double[] whole = Gradient(a, 3, EigenTarget.SmallestAlgebraic, Inverted, projector, out _);
        double[] closed = Gradient(a, 3, EigenTarget.SmallestAlgebraic, new EigshOptions { GradientRule = GradientRule.ClosedForm }, projector, out _);
        Assert.IsLessThan(1e-8, Graphs.Deviation(closed, whole));
        Assert.ThrowsExactly<DegenerateGradientException>(() => Gradient(a, 2, EigenTarget.SmallestAlgebraic, Inverted, projector, out _));
    }

    [TestMethod]
    public void Single_precision_agrees_with_double()
    {
        CsrMatrix<double> a = Potential(16, 9);
        int n = a.Rows;
        Losses.Loss loss = Losses.Generic(n, 3, 6);
        double[] expected = Gradient(a, 3, EigenTarget.SmallestAlgebraic, Inverted, loss, out _);
        var b = new CsrMatrix<float>(n, n, a.RowPointers, a.ColumnIndices, [.. a.Values.Select(v => (float)v)]);
        var options = new EigshOptions { Method = EigshMethod.ShiftInvert };
        EigenPairs<float> pairs = SpectralRules.EigshForward(b, 3, EigenTarget.SmallestAlgebraic, options, out EigshResidual<float> residual);
        var same = new EigenPairs<double>([.. pairs.Values.Select(v => (double)v)], [.. pairs.Vectors.Select(v => (double)v)], n, pairs.Report);
        EigenPairs<double> adjoint = loss(same).Adjoint;
        var single = new EigenPairs<float>([.. adjoint.Values.Select(v => (float)v)], [.. adjoint.Vectors.Select(v => (float)v)], n, pairs.Report);
        CsrMatrix<float> shadow = b.CreateShadow();
        SpectralRules.Eigsh(b, options, pairs, residual, single, shadow);
        Assert.IsLessThan(3e-3, Graphs.Deviation(expected, [.. shadow.Values.Select(v => (double)v)]));
    }

    private static double[] Gradient(CsrMatrix<double> a, int k, EigenTarget target, EigshOptions options, Losses.Loss loss, out EigenGradientReport? report)
    {
        EigenGradientReport? seen = null;
        options = options with { GradientReport = new Now(r => seen = r) };
        EigenPairs<double> pairs = SpectralRules.EigshForward(a, k, target, options, out EigshResidual<double> residual);
        CsrMatrix<double> shadow = a.CreateShadow();
        SpectralRules.Eigsh(a, options, pairs, residual, loss(pairs).Adjoint, shadow);
        report = seen;
        return shadow.Values;
    }

    /// <summary>A grid's Laplacian plus a random potential, which leaves no eigenvalue twice.</summary>
    private static CsrMatrix<double> Potential(int side, int seed)
    {
        CsrMatrix<double> a = Graphs.Laplacian(side * side, Graphs.Grid(side));
        double[] potential = Graphs.Random(a.Rows, seed);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                a.Values[p] += a.ColumnIndices[p] == i ? potential[i] : 0;
            }
        }

        return a;
    }

    private static DenseMatrix<double> Dense(CsrMatrix<double> a)
    {
        var dense = new DenseMatrix<double>(a.Rows, a.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                dense[i, a.ColumnIndices[p]] = a.Values[p];
            }
        }

        return dense;
    }

    private sealed class Now(Action<EigenGradientReport> action) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value) => action(value);
    }
}
