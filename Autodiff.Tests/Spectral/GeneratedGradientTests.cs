using System;
using System.Numerics.Tensors;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Spectral losses whose gradients the generator writes.</summary>
public static partial class SpectralLosses
{
    private static readonly EigshOptions Stored = new() { AssumeSymmetric = true };

    [Differentiable]
    public static double Overlap(CsrMatrix<double> a, ReadOnlySpan<double> target)
    {
        EigenPairs<double> eig = SpectralOps.Eigsh(a, k: 3, EigenTarget.SmallestAlgebraic, Stored);
        double overlap = TensorPrimitives.Dot(eig.Vector(1), target);
        return overlap * overlap - eig.Values[1] + Math.Exp(eig.Values[2]);
    }

    /// <summary>Filled by its indexer; both triangles from one parameter.</summary>
    [Differentiable]
    public static double Indexed(ReadOnlySpan<double> x)
    {
        var m = new DenseMatrix<double>(3, 3);
        for (int i = 0; i < 3; i++)
        {
            m[i, i] = x[i] * x[i];
        }

        m[0, 1] = m[1, 0] = Math.Sin(x[3]);
        m[1, 2] = x[0] * x[3];
        m[2, 1] = m[1, 2];
        var eig = SpectralOps.Eigh(m);
        double s = 0;
        for (int k = 0; k < eig.Count; k++)
        {
            ReadOnlySpan<double> v = eig.Vector(k);
            s += eig.Values[k] * v[0] * v[0] * (k + 1);
        }

        return s;
    }

    [Differentiable]
    public static double InALoop(ReadOnlySpan<double> x)
    {
        double[] values = [2, x[0], x[0], 3, x[1], x[1], 4];
        int[] rows = [0, 0, 1, 1, 1, 2, 2];
        int[] columns = [0, 1, 0, 1, 2, 1, 2];
        double s = 0;
        for (int step = 0; step < 3; step++)
        {
            CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(3, 3, rows, columns, values);
            EigenPairs<double> top = SpectralOps.Eigsh(a, 1, EigenTarget.LargestAlgebraic, new EigshOptions { Tolerance = 1e-13 });
            if (step != 1)
            {
                s += top.Values[0] * x[2];
            }

            values[0] += 0.1 * top.Values[0] * top.Vector(0)[1] * top.Vector(0)[1];
        }

        return s;
    }

    /// <summary>The projector on the first <paramref name="k"/> eigenvectors, seen through two vectors.</summary>
    [Differentiable]
    public static double Projected(DenseMatrix<double> a, ReadOnlySpan<double> u, ReadOnlySpan<double> w, int k)
    {
        EigenPairs<double> eig = SpectralOps.Eigsh(a, k, EigenTarget.SmallestAlgebraic);
        double s = 0;
        for (int i = 0; i < k; i++)
        {
            s += TensorPrimitives.Dot(eig.Vector(i), u) * TensorPrimitives.Dot(eig.Vector(i), w);
        }

        return s;
    }
}

[TestClass]
public sealed class GeneratedGradientTests
{
    [TestMethod]
    public void Every_stored_value_has_the_numeric_derivative()
    {
        int[] rows = [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 0, 3];
        int[] columns = [0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 3, 0];
        double[] values = [1, 0.5, 0.5, 2, -0.3, -0.3, 3.5, 0.7, 0.7, 5, 0.2, 0.2];
        var a = CsrMatrix<double>.FromTriplets(4, 4, rows, columns, values);
        double[] target = [0.3, -0.8, 0.1, 0.5];
        (double value, (CsrMatrix<double> a, double[] target) gradient) = SpectralLosses.OverlapValueAndGradient(a, target);
        Assert.AreEqual(SpectralLosses.Overlap(a, target), value);
        Numeric.AssertGradient(
            v => SpectralLosses.Overlap(new CsrMatrix<double>(4, 4, a.RowPointers, a.ColumnIndices, v), target),
            a.Values,
            gradient.a.Values);
        Numeric.AssertGradient(t => SpectralLosses.Overlap(a, t), target, gradient.target);
    }

    [TestMethod]
    public void Matrices_built_inside_pass_the_derivative_on()
    {
        double[] x = [1.1, -0.7, 1.9, 0.4];
        Numeric.AssertGradient(p => SpectralLosses.Indexed(p), x, SpectralLosses.IndexedValueAndGradient(x).Gradient);
        double[] y = [0.3, -0.6, 1.5];
        Numeric.AssertGradient(p => SpectralLosses.InALoop(p), y, SpectralLosses.InALoopValueAndGradient(y).Gradient);
    }

    /// <summary>
    /// A = I + 4 w₀w₀ᵀ with the threefold eigenvalue 1: for the projector P on its eigenspace, d(uᵀPw) is known in
    /// closed form, P dA (A − 1)⁺ and its transpose, with a minus sign.
    /// </summary>
    [TestMethod]
    public void A_projector_on_a_multiple_eigenvalue_has_the_exact_gradient()
    {
        double[] top = [0.5, -0.5, 0.5, 0.5];
        double[] u = [0.3, 0.1, -0.4, 0.9];
        double[] w = [-0.2, 0.8, 0.6, 0.1];
        var a = new DenseMatrix<double>(4, 4);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                a[i, j] = (i == j ? 1 : 0) + (4 * top[i] * top[j]);
            }
        }

        DenseMatrix<double> gradient = SpectralLosses.ProjectedValueAndGradient(a, u, w, 3).Gradient.a;
        double ut = TensorPrimitives.Dot<double>(u, top);
        double wt = TensorPrimitives.Dot<double>(w, top);
        var expected = new double[16];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double Pu(int n) => u[n] - (ut * top[n]);
                double Pw(int n) => w[n] - (wt * top[n]);
                double symmetric = (Pu(i) * top[j] * wt) + (ut * top[i] * Pw(j)) + (Pu(j) * top[i] * wt) + (ut * top[j] * Pw(i));
                expected[(4 * i) + j] = -symmetric / (2 * 4);
            }
        }

        Numeric.AssertClose(expected, gradient.Values, 1e-13);
    }
}
