using System;
using System.Linq;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class SpectralFunctionTests
{
    private const int Size = 7;

    private delegate double[] GradientOf(DenseMatrix<double> a, double[] weights);

    /// <summary>Divided differences in 28 digits; clusters of 2 to 5 with every gap, down to none.</summary>
    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    public void Gradients_are_exact_at_every_gap(int cluster)
    {
        double[] q = FunctionReference.Orthogonal(Size, 5);
        double[] w = FunctionReference.Weights(Size * Size, 6);
        foreach (decimal gap in new[] { 1e-2m, 1e-4m, 1e-6m, 1e-8m, 1e-10m, 1e-12m, 1e-14m, 0m })
        {
            decimal[] values = [0.6m, .. Enumerable.Range(0, cluster).Select(i => 1.5m + (i * gap)), .. Enumerable.Range(0, Size - cluster - 1).Select(i => 2.3m + (0.4m * i))];
            DenseMatrix<double> a = FunctionReference.Compose(q, [.. values.Select(x => (double)x)]);
            void Check(string name, GradientOf gradient, Func<decimal, decimal> f, Func<decimal, decimal> derivative)
            {
                double[] expected = FunctionReference.Gradient(q, values, w, f, derivative);
                Numeric.AssertClose(expected, gradient(a, w), 5e-14, $"{name}, gap {gap}", floor: 1);
            }

            Check("sqrt", (m, v) => FunctionLosses.SqrtValueAndGradient(m, v).Gradient.a.Values, FunctionReference.Sqrt, x => 1 / (2 * FunctionReference.Sqrt(x)));
            Check("inverse sqrt", (m, v) => FunctionLosses.InverseSqrtValueAndGradient(m, v).Gradient.a.Values, x => 1 / FunctionReference.Sqrt(x), x => -1 / (2 * x * FunctionReference.Sqrt(x)));
            Check("inverse", (m, v) => FunctionLosses.InverseValueAndGradient(m, v).Gradient.a.Values, x => 1 / x, x => -1 / (x * x));
            Check("exp", (m, v) => FunctionLosses.ExpValueAndGradient(m, v).Gradient.a.Values, FunctionReference.Exp, FunctionReference.Exp);
            Check("log", (m, v) => FunctionLosses.LogValueAndGradient(m, v).Gradient.a.Values, FunctionReference.Log, x => 1 / x);
            foreach (decimal p in new[] { 0.3m, -1.7m, 2.5m })
            {
                Check($"power {p}", (m, v) => FunctionLosses.PowerValueAndGradient(m, (double)p, v).Gradient.a.Values, x => FunctionReference.Exp(p * FunctionReference.Log(x)), x => p * FunctionReference.Exp((p - 1) * FunctionReference.Log(x)));
            }

            Check("cube", (m, v) => FunctionLosses.WholePowerValueAndGradient(m, 3, v).Gradient.a.Values, x => x * x * x, x => 3 * x * x);
            Check("tanh", (m, v) => FunctionLosses.TanhValueAndGradient(m, v).Gradient.a.Values, Tanh, x => 1 - (Tanh(x) * Tanh(x)));
        }

        static decimal Tanh(decimal x) => 1 - (2 / (FunctionReference.Exp(2 * x) + 1));
    }

    /// <summary>Finite differences know nothing of eigenvalues; at I, at a cluster, and at an indefinite matrix.</summary>
    [TestMethod]
    public void Gradients_are_the_numeric_ones_where_eigenvalues_coincide()
    {
        double[] q = FunctionReference.Orthogonal(3, 1);
        double[] w = FunctionReference.Weights(9, 2);
        foreach (double[] values in new double[][] { [1, 1, 1], [2, 2, 0.5], [1, 2, 3] })
        {
            DenseMatrix<double> a = FunctionReference.Compose(q, values);
            AssertNumeric(m => FunctionLosses.LogDet(m), a, FunctionLosses.LogDetValueAndGradient(a).Gradient.Values);
            AssertNumeric(m => FunctionLosses.Sqrt(m, w), a, FunctionLosses.SqrtValueAndGradient(a, w).Gradient.a.Values);
            AssertNumeric(m => FunctionLosses.InverseSqrt(m, w), a, FunctionLosses.InverseSqrtValueAndGradient(a, w).Gradient.a.Values);
            AssertNumeric(m => FunctionLosses.Log(m, w), a, FunctionLosses.LogValueAndGradient(a, w).Gradient.a.Values);
            AssertNumeric(m => FunctionLosses.Power(m, 0.7, w), a, FunctionLosses.PowerValueAndGradient(a, 0.7, w).Gradient.a.Values);
            Numeric.AssertClose(Numeric.Derivative(p => FunctionLosses.Power(a, p, w), 0.7), FunctionLosses.PowerValueAndGradient(a, 0.7, w).Gradient.exponent);
        }

        foreach (double[] values in new double[][] { [1, 1, 1], [0, 0, 0.5], [-1, 1, 1], [-2, -2, 3] })
        {
            DenseMatrix<double> a = FunctionReference.Compose(q, values);
            AssertNumeric(m => FunctionLosses.Exp(m, w), a, FunctionLosses.ExpValueAndGradient(a, w).Gradient.a.Values);
            AssertNumeric(m => FunctionLosses.Tanh(m, w), a, FunctionLosses.TanhValueAndGradient(a, w).Gradient.a.Values);
            AssertNumeric(m => FunctionLosses.TraceSine(m), a, FunctionLosses.TraceSineValueAndGradient(a).Gradient.Values);
            foreach (int p in new[] { 0, 1, 2, 5 })
            {
                AssertNumeric(m => FunctionLosses.WholePower(m, p, w), a, FunctionLosses.WholePowerValueAndGradient(a, p, w).Gradient.a.Values);
            }

            if (values[0] != 0)
            {
                AssertNumeric(m => FunctionLosses.Inverse(m, w), a, FunctionLosses.InverseValueAndGradient(a, w).Gradient.a.Values);
                AssertNumeric(m => FunctionLosses.WholePower(m, -2, w), a, FunctionLosses.WholePowerValueAndGradient(a, -2, w).Gradient.a.Values);
            }
        }
    }

    [TestMethod]
    public void Functions_compose_in_a_method()
    {
        foreach (double[] x in new double[][] { [0.7, 0.3, 0.5], [1, 0, 0] })
        {
            Numeric.AssertGradient(p => FunctionLosses.Nested(p), x, FunctionLosses.NestedValueAndGradient(x).Gradient);
        }
    }

    /// <summary>Values by identities that hold for every matrix.</summary>
    [TestMethod]
    public void Values_obey_their_identities()
    {
        double[] q = FunctionReference.Orthogonal(40, 3);
        var random = new Random(4);
        DenseMatrix<double> a = FunctionReference.Compose(q, [.. Enumerable.Range(0, 40).Select(_ => 0.2 + random.NextDouble())]);
        DenseMatrix<double> root = SpectralOps.Sqrt(a);
        Numeric.AssertClose(a.Values, Times(root, root).Values, 1e-13);
        Numeric.AssertClose(SpectralOps.Inverse(root).Values, SpectralOps.InverseSqrt(a).Values, 1e-12);
        Numeric.AssertClose(a.Values, SpectralOps.Exp(SpectralOps.Log(a)).Values, 1e-12);
        Numeric.AssertClose(Times(a, Times(a, a)).Values, SpectralOps.Power(a, 3).Values, 1e-12);
        Numeric.AssertClose(SpectralOps.Power(a, 3.0).Values, SpectralOps.Power(a, 3).Values, 1e-12);
        Numeric.AssertClose(SpectralOps.LogDet(a), SpectralOps.TraceFunction(a, Math.Log, x => 1 / x), 1e-13);
        var single = new DenseMatrix<float>(40, 40, [.. a.Values.Select(x => (float)x)]);
        (float value, DenseMatrix<float> gradient) = FunctionLosses.LogDetSingleValueAndGradient(single);
        Assert.AreEqual(SpectralOps.LogDet(a), value, 2e-4);
        Numeric.AssertClose(SpectralOps.Inverse(a).Values, [.. gradient.Values.Select(x => (double)x)], 1e-4);
    }

    [TestMethod]
    public void A_graded_matrix_keeps_its_digits()
    {
        var a = new DenseMatrix<double>(3, 3, [1e24, 3e11, 0, 3e11, 1, 2e-13, 0, 2e-13, 1e-24]);
        Assert.AreEqual(Math.Log(0.87), SpectralOps.LogDet(a), 1e-14);
        double[] gradient = FunctionLosses.LogDetValueAndGradient(a).Gradient.Values;
        Numeric.AssertClose(0.96 / 0.87 * 1e-24, gradient[0], 1e-14, floor: 0);
        Numeric.AssertClose(0.91 / 0.87 * 1e24, gradient[8], 1e-14, floor: 0);
        Assert.AreEqual(300 * Math.Log(10), SpectralOps.LogDet(new DenseMatrix<double>(2, 2, [1e300, 0, 0, 1])), 1e-12);
        var diagonal = new DenseMatrix<double>(3, 3, [1e-12, 0, 0, 0, 1, 0, 0, 0, 1e12]);
        Numeric.AssertClose([1e6, 0, 0, 0, 1, 0, 0, 0, 1e-6], SpectralOps.InverseSqrt(diagonal).Values, 1e-15);
        Numeric.AssertClose([1e-6, 0, 0, 0, 1, 0, 0, 0, 1e6], SpectralOps.Sqrt(diagonal).Values, 1e-15);
    }

    [TestMethod]
    public void What_has_no_value_is_refused_by_the_name_of_its_eigenvalue()
    {
        double[] q = FunctionReference.Orthogonal(4, 8);
        DenseMatrix<double> indefinite = FunctionReference.Compose(q, [-0.25, 1, 2, 3]);
        foreach (Action<DenseMatrix<double>> call in new Action<DenseMatrix<double>>[] { m => SpectralOps.LogDet(m), m => SpectralOps.Sqrt(m), m => SpectralOps.InverseSqrt(m), m => SpectralOps.Log(m), m => SpectralOps.Power(m, 0.5) })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => call(indefinite)).Message, "Eigenvalue 0 of the matrix is -0.25;");
        }

        DenseMatrix<double> singular = FunctionReference.Compose(q, [0, 1, 2, 3]);
        foreach (Action<DenseMatrix<double>> call in new Action<DenseMatrix<double>>[] { m => SpectralOps.LogDet(m), m => SpectralOps.InverseSqrt(m), m => SpectralOps.Log(m), m => SpectralOps.Inverse(m), m => SpectralOps.Power(m, -1), m => SpectralOps.Power(m, -0.5) })
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => call(singular)).Message, "0 to working accuracy");
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Exp(FunctionReference.Compose(q, [0, 1, 2, 800]))).Message, "800, the exponential is");
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Sqrt(new DenseMatrix<double>(2, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDet(new DenseMatrix<double>(0, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.LogDet(new DenseMatrix<double>(1, 1, [0])));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Exp(new DenseMatrix<double>(2, 2, [1, double.NaN, 0, 1])));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Log(new DenseMatrix<double>(2, 2, [2, 1, 0, 2])));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.Power(singular, double.NaN));
    }

    /// <summary>√ has an infinite derivative at 0; a loss that does not look there has one all the same.</summary>
    [TestMethod]
    public void A_root_of_a_singular_matrix_has_a_gradient_where_the_loss_does_not_look_at_its_kernel()
    {
        double[] q = FunctionReference.Orthogonal(5, 8);
        DenseMatrix<double> singular = FunctionReference.Compose(q, [0, 0, 1, 2, 3]);
        DenseMatrix<double> root = SpectralOps.Sqrt(singular);
        Numeric.AssertClose(singular.Values, Times(root, root).Values, 1e-14);
        double[] inside = FunctionReference.Compose(q, [0, 0, 1, 1, 1]).Values;
        double[] gradient = FunctionLosses.SqrtValueAndGradient(singular, inside).Gradient.a.Values;
        Numeric.AssertClose(FunctionReference.Compose(q, [0, 0, 0.5, 0.5 / Math.Sqrt(2), 0.5 / Math.Sqrt(3)]).Values, gradient, 1e-13);
        double[] everything = [.. Enumerable.Range(0, 25).Select(i => i % 6 == 0 ? 1.0 : 0)];
        CollectionAssert.AreEqual(new[] { 0 }, Assert.ThrowsExactly<DegenerateGradientException>(() => FunctionLosses.SqrtValueAndGradient(singular, everything)).Indices.ToArray());
        Assert.IsTrue(FunctionLosses.SqrtValueAndGradient(singular, new double[25]).Gradient.a.Values.All(x => x == 0));
    }

    internal static void AssertNumeric(Func<DenseMatrix<double>, double> loss, DenseMatrix<double> a, double[] gradient)
    {
        // A pair of mirrored entries moves together: a stored one alone would not be symmetric.
        int n = a.Rows;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double numeric = Numeric.Derivative(
                    t =>
                    {
                        var moved = new DenseMatrix<double>(n, n, a.Values);
                        moved[i, j] = moved[j, i] = t;
                        return loss(moved);
                    },
                    a[i, j]);
                double stored = i == j ? gradient[(i * n) + i] : gradient[(i * n) + j] + gradient[(j * n) + i];
                Numeric.AssertClose(numeric, stored, 1e-8, $"({i}, {j})", floor: 1);
                Assert.AreEqual(gradient[(i * n) + j], gradient[(j * n) + i]);
            }
        }
    }

    private static DenseMatrix<double> Times(DenseMatrix<double> a, DenseMatrix<double> b)
    {
        var c = new DenseMatrix<double>(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                c[i, j] = Enumerable.Range(0, a.Columns).Sum(k => a[i, k] * b[k, j]);
            }
        }

        return c;
    }
}
