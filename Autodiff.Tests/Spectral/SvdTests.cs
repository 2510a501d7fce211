using System;
using System.Linq;
using System.Numerics.Tensors;
using Autodiff.Ops.Spectral;
using Autodiff.Tests.Generators.Infrastructure;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

/// <summary>Losses of singular triplets whose gradients the generator writes.</summary>
public static partial class SvdLosses
{
    /// <summary>Values, and both vectors together, which no change of sign changes.</summary>
    [Differentiable]
    public static double All(DenseMatrix<double> a, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        SingularTriplets<double> svd = SpectralOps.Svd(a);
        double s = 0;
        for (int i = 0; i < svd.Count; i++)
        {
            double u = TensorPrimitives.Dot(svd.LeftVector(i), left);
            double v = TensorPrimitives.Dot(svd.RightVector(i), right);
            s += ((i + 1) * Math.Exp(-svd.Values[i])) + ((u * v) / (i + 1)) + (u * u * (i + 2));
        }

        return s;
    }

    [Differentiable]
    public static double Largest(DenseMatrix<double> a, int k, ReadOnlySpan<double> left, ReadOnlySpan<double> right, EigshOptions? options)
    {
        SingularTriplets<double> svd = SpectralOps.Svds(a, k, options);
        double s = 0;
        for (int i = 0; i < k; i++)
        {
            s += (svd.Values[i] * (i + 1)) + (TensorPrimitives.Dot(svd.LeftVector(i), left) * TensorPrimitives.Dot(svd.RightVector(i), right) / (i + 1));
        }

        return s;
    }

    [Differentiable]
    public static double LargestSparse(CsrMatrix<double> a, int k, ReadOnlySpan<double> left, ReadOnlySpan<double> right, EigshOptions? options)
    {
        SingularTriplets<double> svd = SpectralOps.Svds(a, k, options);
        double s = 0;
        for (int i = 0; i < k; i++)
        {
            s += (svd.Values[i] * (i + 1)) + (TensorPrimitives.Dot(svd.LeftVector(i), left) * TensorPrimitives.Dot(svd.RightVector(i), right) / (i + 1));
        }

        return s;
    }

    /// <summary>The partial isometry of the first k triplets, seen through two vectors.</summary>
    [Differentiable]
    public static double Truncated(DenseMatrix<double> a, int k, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        SingularTriplets<double> svd = SpectralOps.Svds(a, k);
        double s = 0;
        for (int i = 0; i < k; i++)
        {
            s += TensorPrimitives.Dot(svd.LeftVector(i), left) * TensorPrimitives.Dot(svd.RightVector(i), right);
        }

        return s;
    }

    [Differentiable]
    public static double TruncatedSparse(CsrMatrix<double> a, int k, ReadOnlySpan<double> left, ReadOnlySpan<double> right, EigshOptions? options)
    {
        SingularTriplets<double> svd = SpectralOps.Svds(a, k, options);
        double s = 0;
        for (int i = 0; i < k; i++)
        {
            s += TensorPrimitives.Dot(svd.LeftVector(i), left) * TensorPrimitives.Dot(svd.RightVector(i), right);
        }

        return s;
    }

    [Differentiable]
    public static double Values(DenseMatrix<double> a, EigshOptions? options)
    {
        SingularTriplets<double> svd = SpectralOps.Svd(a, options);
        double s = 0;
        for (int i = 0; i < svd.Count; i++)
        {
            s += svd.Values[i] * (i + 1);
        }

        return s;
    }
}

[TestClass]
public sealed class SvdTests
{
    [TestMethod]
    [DataRow(4, 4)]
    [DataRow(6, 3)]
    [DataRow(3, 5)]
    [DataRow(1, 4)]
    [DataRow(5, 1)]
    public void Every_triplet_has_the_numeric_gradient(int rows, int columns)
    {
        var a = new DenseMatrix<double>(rows, columns, FunctionReference.Weights(rows * columns, 20 + rows));
        double[] left = FunctionReference.Weights(rows, 1);
        double[] right = FunctionReference.Weights(columns, 2);
        DenseMatrix<double> gradient = SvdLosses.AllValueAndGradient(a, left, right).Gradient.a;
        Numeric.AssertGradient(v => SvdLosses.All(new DenseMatrix<double>(rows, columns, v), left, right), a.Values, gradient.Values);
        for (int k = 1; k <= Math.Min(rows, columns); k++)
        {
            Numeric.AssertGradient(
                v => SvdLosses.Largest(new DenseMatrix<double>(rows, columns, v), k, left, right, null),
                a.Values,
                SvdLosses.LargestValueAndGradient(a, k, left, right, null).Gradient.a.Values);
        }

        Numeric.AssertGradient(v => FunctionLosses.NuclearNorm(new DenseMatrix<double>(rows, columns, v)), a.Values, FunctionLosses.NuclearNormValueAndGradient(a).Gradient.Values);
    }

    /// <summary>Squaring would lose every singular value below 1e-8; the reference is how the matrix was made.</summary>
    [TestMethod]
    [DataRow(60, 20)]
    [DataRow(20, 60)]
    [DataRow(40, 40)]
    public void Small_singular_values_keep_their_digits(int rows, int columns)
    {
        int count = Math.Min(rows, columns);
        double[] u = FunctionReference.Orthogonal(rows, 1);
        double[] v = FunctionReference.Orthogonal(columns, 2);
        double[] values = [.. Enumerable.Range(0, count).Select(i => Math.Pow(10, -14.0 * i / (count - 1)))];
        SingularTriplets<double> svd = SpectralOps.Svd(Compose(u, v, rows, columns, values));
        for (int i = 0; i < count; i++)
        {
            Assert.AreEqual(values[i], svd.Values[i], 4e-16, $"value {i}");
        }

        AssertOrthonormal(svd, 1e-14);
    }

    [TestMethod]
    public void The_smallest_numbers_there_are_have_singular_values()
    {
        var a = new DenseMatrix<double>(2, 2, [double.Epsilon, 0, 0, 3 * double.Epsilon]);
        CollectionAssert.AreEqual(new[] { 3 * double.Epsilon, double.Epsilon }, SpectralOps.Svd(a).Values);
        var b = new DenseMatrix<float>(2, 1, [0, float.Epsilon]);
        CollectionAssert.AreEqual(new[] { float.Epsilon }, SpectralOps.Svd(b).Values);
    }

    [TestMethod]
    public void Degenerate_shapes_and_ranks_are_decomposed()
    {
        foreach ((int rows, int columns) in new[] { (1, 1), (1, 5), (5, 1), (4, 4), (7, 3) })
        {
            SingularTriplets<double> zero = SpectralOps.Svd(new DenseMatrix<double>(rows, columns));
            Assert.IsTrue(zero.Values.All(x => x == 0));
            AssertOrthonormal(zero, 1e-15);
            double[] ones = [.. Enumerable.Repeat(1e300, rows * columns)];
            SingularTriplets<double> one = SpectralOps.Svd(new DenseMatrix<double>(rows, columns, ones));
            Numeric.AssertClose(1e300 * Math.Sqrt(rows * columns), one.Values[0], 1e-15);
            AssertOrthonormal(one, 1e-14);
        }

        var graded = new DenseMatrix<double>(3, 3, [1e-12, 0, 0, 0, 1e12, 0, 0, 0, 1]);
        CollectionAssert.AreEqual(new[] { 1e12, 1, 1e-12 }, SpectralOps.Svd(graded).Values);
        Numeric.AssertClose([1, 0, 0, 0, 1, 0, 0, 0, 1], FunctionLosses.NuclearNormValueAndGradient(graded).Gradient.Values, 1e-15);
        SingularTriplets<float> single = SpectralOps.Svd(new DenseMatrix<float>(2, 3, [1, 2, 3, 4, 5, 6]));
        Assert.AreEqual(9.508032, single.Values[0], 2e-6);
        Assert.AreEqual(0.772869636, single.Values[1], 1e-6);
    }

    /// <summary>Σ uᵢvᵢᵀ over a whole cluster is a factor of the polar kind: a function of A, smooth though σ coincide.</summary>
    [TestMethod]
    public void Clusters_have_exact_gradients_for_losses_that_do_not_look_inside()
    {
        foreach (double gap in new[] { 1e-2, 1e-6, 1e-9, 1e-13, 0 })
        {
            double[] u = FunctionReference.Orthogonal(5, 3);
            double[] v = FunctionReference.Orthogonal(4, 4);
            double[] values = [2, 2 + gap, 2 + (2 * gap), 0.5];
            DenseMatrix<double> a = Compose(u, v, 5, 4, values);
            double[] left = FunctionReference.Weights(5, 5);
            double[] right = FunctionReference.Weights(4, 6);
            double[] gradient = SvdLosses.TruncatedValueAndGradient(a, 3, left, right).Gradient.a.Values;
            double[] expected = PolarGradient(u, v, values, 3, left, right);
            Numeric.AssertClose(expected, gradient, 1e-12, $"gap {gap}", floor: 1);
        }
    }

    [TestMethod]
    public void What_has_no_gradient_is_refused_or_flagged()
    {
        var identity = new DenseMatrix<double>(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        double[] w = FunctionReference.Weights(3, 1);
        Assert.ThrowsExactly<DegenerateGradientException>(() => SvdLosses.AllValueAndGradient(identity, w, w));
        var pair = new DenseMatrix<double>(4, 3, [5, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0]);
        CollectionAssert.AreEqual(new[] { 1, 2 }, Assert.ThrowsExactly<DegenerateGradientException>(() => SvdLosses.AllValueAndGradient(pair, [1, 2, 3, 0], w)).Indices.ToArray());
        EigenGradientReport? report = null;
        var options = new EigshOptions { GradientReport = new Immediate<EigenGradientReport>(r => report = r) };
        double trace = SvdLosses.ValuesValueAndGradient(identity, options).Gradient.Values.Where((_, i) => i % 4 == 0).Sum();
        Assert.AreEqual(6, trace, 1e-13);
        Assert.IsTrue(report!.IsSubgradient);
        Assert.ThrowsExactly<DegenerateGradientException>(() => SvdLosses.ValuesValueAndGradient(identity, new EigshOptions { Degeneracy = DegeneracyPolicy.Strict }));

        // Rank one: the norm's least subgradient is uvᵀ, and so is that of the values; no loss may look into the kernel.
        var rankOne = new DenseMatrix<double>(3, 2, [2, 1, 4, 2, 4, 2]);
        double[] uv = [.. rankOne.Values.Select(x => x / (3 * Math.Sqrt(5)))];
        Numeric.AssertClose(uv, FunctionLosses.NuclearNormValueAndGradient(rankOne).Gradient.Values, 1e-14);
        report = null;
        Numeric.AssertClose(uv, SvdLosses.ValuesValueAndGradient(rankOne, options).Gradient.Values, 1e-14);
        Assert.IsTrue(report!.IsSubgradient);
        Assert.ThrowsExactly<DegenerateGradientException>(() => SvdLosses.AllValueAndGradient(rankOne, w, w[..2]));
        SvdLosses.LargestValueAndGradient(rankOne, 1, w, w[..2], null);
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Svd(new DenseMatrix<double>(0, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralOps.Svd(new DenseMatrix<double>(1, 2, [1, double.NaN])));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralOps.Svds(identity, 4));
    }

    /// <summary>Lanczos on [0 A; Aᵀ 0] against the dense path: values, and gradients at the stored places.</summary>
    [TestMethod]
    public void Sparse_triplets_agree_with_dense_ones()
    {
        const int Rows = 260;
        const int Columns = 215;
        var random = new Random(7);
        int[] rowIndices = [.. Enumerable.Range(0, 2600).Select(i => i < Rows ? i : random.Next(Rows))];
        int[] columnIndices = [.. Enumerable.Range(0, 2600).Select(i => i < Columns ? i : random.Next(Columns))];
        double[] entries = [.. Enumerable.Range(0, 2600).Select(_ => random.NextDouble() - 0.3)];
        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(Rows, Columns, rowIndices, columnIndices, entries);
        var lanczos = new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-13, AdjointTolerance = 1e-13 };
        var dense = new EigshOptions { Method = EigshMethod.Dense };
        SingularTriplets<double> sparse = SpectralOps.Svds(a, 4, lanczos);
        Assert.AreEqual(EigshMethod.Lanczos, sparse.Report.Method);
        Numeric.AssertClose(SpectralOps.Svds(a, 4, dense).Values, sparse.Values, 1e-13);
        AssertOrthonormal(sparse, 1e-13);
        double[] left = FunctionReference.Weights(Rows, 5);
        double[] right = FunctionReference.Weights(Columns, 6);
        double[] expected = SvdLosses.LargestSparseValueAndGradient(a, 4, left, right, dense).Gradient.a.Values;
        double[] gradient = SvdLosses.LargestSparseValueAndGradient(a, 4, left, right, lanczos).Gradient.a.Values;
        Numeric.AssertClose(expected, gradient, 1e-9);
    }

    /// <summary>More triplets than the rank: the rest are zeros with orthonormal vectors.</summary>
    [TestMethod]
    public void Lanczos_completes_what_the_rank_does_not_reach()
    {
        const int Size = 230;
        double[] values = [3, 3, 1e-4];
        double[] u = FunctionReference.Orthogonal(Size, 1);
        double[] v = FunctionReference.Orthogonal(Size, 2);
        DenseMatrix<double> a = Compose(u, v, Size, Size, [.. values, .. new double[Size - 3]]);
        SingularTriplets<double> svd = SpectralOps.Svds(a, 5, new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-13 });
        Numeric.AssertClose([3, 3, 1e-4, 0, 0], svd.Values, 1e-12, floor: 1e-3);
        AssertOrthonormal(svd, 1e-12);
    }

    /// <summary>Lanczos has the same policy, with the same indices.</summary>
    [TestMethod]
    public void Lanczos_refuses_what_looks_into_a_cluster_by_its_indices()
    {
        const int Size = 230;
        int[] index = [.. Enumerable.Range(0, Size)];
        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(Size, Size, index, index, [.. index.Select(i => i switch { 0 => 5, 1 or 2 => -3, _ => 1.0 / i })]);
        EigenGradientReport? report = null;
        var options = new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-12, GradientReport = new Immediate<EigenGradientReport>(r => report = r) };
        double[] left = FunctionReference.Weights(Size, 1);
        CollectionAssert.AreEqual(new[] { 1, 2 }, Assert.ThrowsExactly<DegenerateGradientException>(() => SvdLosses.LargestSparseValueAndGradient(a, 3, left, left, options)).Indices.ToArray());
        double[] gradient = SvdLosses.LargestSparseValueAndGradient(a, 3, new double[Size], left, options).Gradient.a.Values;
        Assert.IsTrue(report!.IsSubgradient);
        CollectionAssert.AreEqual(new[] { 1, 2 }, report.Clusters.Single().ToArray());
        Assert.AreEqual(1, gradient[0], 1e-10);
        Assert.AreEqual(-5, gradient[1] + gradient[2], 1e-10);
    }

    /// <summary>At scales whose squares overflow or vanish; the gradient of vectors goes with the inverse of the scale.</summary>
    [TestMethod]
    [DataRow(-1000)]
    [DataRow(1000)]
    public void Lanczos_is_indifferent_to_the_scale(int exponent)
    {
        const int Size = 210;
        int[] rows = [.. Enumerable.Range(0, 2 * Size).Select(i => i / 2)];
        int[] columns = [.. Enumerable.Range(0, 2 * Size).Select(i => (i / 2) + (i % 2 == 0 || i / 2 == Size - 1 ? 0 : 1))];
        double[] entries = [.. Enumerable.Range(0, 2 * Size).Select(i => 1 + (0.1 * (i * i % 17)) + (i == 100 ? 9 : 0) + (i == 300 ? 5 : 0))];
        CsrMatrix<double> a = CsrMatrix<double>.FromTriplets(Size, Size, rows, columns, entries);
        var scaled = new CsrMatrix<double>(Size, Size, a.RowPointers, a.ColumnIndices, [.. a.Values.Select(x => Math.ScaleB(x, exponent))]);
        var options = new EigshOptions { Method = EigshMethod.Lanczos, Tolerance = 1e-13 };
        double[] none = new double[Size];
        double[] left = FunctionReference.Weights(Size, 1);
        (double value, (CsrMatrix<double> a, double[] left, double[] right) gradient) = SvdLosses.LargestSparseValueAndGradient(a, 2, left, none, options);
        (double scaledValue, (CsrMatrix<double> a, double[] left, double[] right) scaledGradient) = SvdLosses.LargestSparseValueAndGradient(scaled, 2, left, none, options);
        Numeric.AssertClose(value, Math.ScaleB(scaledValue, -exponent), 1e-13);
        Numeric.AssertClose(gradient.a.Values, scaledGradient.a.Values, 1e-12);
        double[] vectors = SvdLosses.TruncatedSparseValueAndGradient(a, 2, left, left, options).Gradient.a.Values;
        double[] scaledVectors = SvdLosses.TruncatedSparseValueAndGradient(scaled, 2, left, left, options).Gradient.a.Values;
        Numeric.AssertClose(vectors, [.. scaledVectors.Select(x => Math.ScaleB(x, exponent))], 1e-9);
        SingularTriplets<double> zero = SpectralOps.Svds(CsrMatrix<double>.FromTriplets(Size, Size, [], [], []), 2, options);
        Assert.IsTrue(zero.Values.All(x => x == 0));
        AssertOrthonormal(zero, 1e-14);
    }

    private static DenseMatrix<double> Compose(double[] u, double[] v, int rows, int columns, double[] values)
    {
        var a = new DenseMatrix<double>(rows, columns);
        for (int p = 0; p < values.Length; p++)
        {
            for (int i = 0; i < rows && values[p] != 0; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    a[i, j] += values[p] * u[(p * rows) + i] * v[(p * columns) + j];
                }
            }
        }

        return a;
    }

    /// <summary>d of leftᵀ U₁V₁ᵀ right for the first k of the given triplets, one entry of dA at a time, by sums over pairs.</summary>
    private static double[] PolarGradient(double[] u, double[] v, double[] values, int k, double[] left, double[] right)
    {
        int m = left.Length;
        int n = right.Length;
        double Sigma(int i) => i < values.Length ? values[i] : 0;
        double L(int i) => TensorPrimitives.Dot<double>(u.AsSpan(i * m, m), left);
        double R(int i) => TensorPrimitives.Dot<double>(v.AsSpan(i * n, n), right);
        var gradient = new double[m * n];
        for (int p = 0; p < m; p++)
        {
            for (int q = 0; q < n; q++)
            {
                // With B = UᵀdAV: the derivative of f(σ) sign-like functions of [0 A; Aᵀ 0], f = 1 on the first k.
                double F(int i) => i < k ? 1 : 0;
                double sum = F(p) + F(q);
                double difference = F(p) - F(q);
                double odd = Sigma(p) + Sigma(q) == 0 ? 0 : sum / (Sigma(p) + Sigma(q));
                double even = difference == 0 ? 0 : difference / (Sigma(p) - Sigma(q));
                double same = (even + odd) / 2;
                double crossed = (even - odd) / 2;
                double weight = (same * L(p) * R(q)) + (q < m && p < n ? crossed * L(q) * R(p) : 0);
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        gradient[(i * n) + j] += weight * u[(p * m) + i] * v[(q * n) + j];
                    }
                }
            }
        }

        return gradient;
    }

    private static void AssertOrthonormal(SingularTriplets<double> svd, double tolerance)
    {
        for (int i = 0; i < svd.Count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, TensorPrimitives.Dot(svd.LeftVector(i), svd.LeftVector(j)), tolerance, $"left {i}, {j}");
                Assert.AreEqual(i == j ? 1 : 0, TensorPrimitives.Dot(svd.RightVector(i), svd.RightVector(j)), tolerance, $"right {i}, {j}");
            }
        }
    }

    private sealed class Immediate<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
