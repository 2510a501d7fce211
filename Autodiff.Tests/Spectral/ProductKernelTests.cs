using System;
using System.Numerics;
using Autodiff.Ops.Spectral;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Spectral;

[TestClass]
public sealed class ProductKernelTests
{
    /// <summary>Around the sizes of tiles and blocks, and far from them.</summary>
    private static readonly (int Rows, int Columns, int Depth)[] Shapes =
    [
        (1, 1, 1), (3, 2, 5), (4, 4, 4), (5, 25, 7), (7, 23, 9), (8, 24, 1), (9, 49, 193), (12, 3, 400), (13, 97, 64), (16, 48, 192), (33, 31, 29),
        (47, 6, 385), (60, 101, 20), (337, 26, 3), (345, 73, 200), (2, 3075, 2),
    ];

    [TestMethod]
    public void Multiplies_doubles_of_every_shape() => AllShapes<double>(1e-13);

    [TestMethod]
    public void Multiplies_floats_of_every_shape() => AllShapes<float>(1e-4);

    [TestMethod]
    public void Multiplies_numbers_that_have_no_vectors() => AllShapes<Half>(0.02);

    [TestMethod]
    public void Gives_the_same_bits_on_any_number_of_threads()
    {
        foreach ((int rows, int columns, int depth) in Shapes)
        {
            double[] a = Random<double>(rows * depth, 1);
            double[] b = Random<double>(columns * depth, 2);
            var one = new double[rows * columns];
            ProductKernel.AddTransposedProduct<double>(rows, columns, depth, a, rows, b, columns, one, columns);
            var straight = new double[rows * columns];
            ProductKernel.AddProduct<double>(rows, columns, depth, 1, a, depth, b, columns, straight, columns);
            for (int threads = 2; threads <= 5; threads++)
            {
                var several = new double[rows * columns];
                ProductKernel.AddTransposedProduct<double>(threads, rows, columns, depth, a, rows, b, columns, several, columns);
                CollectionAssert.AreEqual(one, several, $"{rows}×{columns}×{depth} on {threads}");
                Array.Clear(several);
                ProductKernel.AddProduct<double>(threads, rows, columns, depth, 1, a, depth, b, columns, several, columns);
                CollectionAssert.AreEqual(straight, several, $"{rows}×{columns}×{depth} on {threads}");
            }
        }
    }

    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(8, 2)]
    [DataRow(25, 200)]
    [DataRow(61, 12)]
    [DataRow(350, 5)]
    public void Updates_the_lower_triangle_alone(int n, int depth)
    {
        double[] u = Random<double>(n * depth, 3);
        double[] w = Random<double>(n * depth, 4);
        double[] left = [.. u, .. w];
        double[] right = [.. w, .. u];
        double[] start = Random<double>(n * n, 5);
        double[] c = [.. start];
        ProductKernel.AddLowerTransposedProduct<double>(n, 2 * depth, -0.5, left, n, right, n, c, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = start[i * n + j];
                for (int p = 0; p < depth; p++)
                {
                    sum -= 0.5 * (u[p * n + i] * w[p * n + j] + w[p * n + i] * u[p * n + j]);
                }

                if (j <= i || c[i * n + j] != start[i * n + j])
                {
                    Assert.AreEqual(sum, c[i * n + j], 1e-13, $"({i}, {j}) of {n}");
                }

                Assert.IsTrue(j < i + 48 || c[i * n + j] == start[i * n + j], $"({i}, {j}) of {n} is far above the diagonal");
            }
        }
    }

    [TestMethod]
    [DataRow(5, 5, 5)]
    [DataRow(1000, 30, 6)]
    [DataRow(241, 7, 7)]
    [DataRow(500, 100, 60)]
    public void Rotates_a_basis_in_place(int n, int count, int kept)
    {
        double[] basis = Random<double>(n * count, 6);
        double[] combination = Random<double>(count * kept, 7);
        double[] expected = [.. basis];
        for (int i = 0; i < kept; i++)
        {
            for (int c = 0; c < n; c++)
            {
                double sum = 0;
                for (int j = 0; j < count; j++)
                {
                    sum += combination[j * kept + i] * basis[j * n + c];
                }

                expected[i * n + c] = sum;
            }
        }

        ProductKernel.Rotate<double>(basis, count, n, combination, kept);
        for (int i = 0; i < basis.Length; i++)
        {
            Assert.AreEqual(expected[i], basis[i], 1e-13, $"row {i / n}, column {i % n}");
        }
    }

    [TestMethod]
    public void Refuses_operands_that_are_too_short()
    {
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => ProductKernel.AddTransposedProduct<double>(3, 3, 3, new double[8], 3, new double[9], 3, new double[9], 3));
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => ProductKernel.AddProduct<double>(3, 3, 3, 1, new double[9], 3, new double[8], 3, new double[9], 3));
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => ProductKernel.AddProductTransposed<double>(3, 3, 3, new double[9], 3, new double[9], 3, new double[8], 3));
    }

    [TestMethod]
    public void Multiplies_vectors_by_rows_in_every_shape()
    {
        RowProducts<double>(1e-14);
        RowProducts<float>(1e-5);
        RowProducts<Half>(0.05);
    }

    private static void RowProducts<T>(double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        foreach ((int rows, int columns, int count) in new[] { (1, 1, 1), (3, 5, 4), (8, 8, 3), (9, 17, 9), (16, 33, 5), (30, 40, 10), (37, 101, 7) })
        {
            T[] stored = Random<T>(rows * columns, 8);
            T[] x = Random<T>(count * columns, 9);
            var y = new T[count * rows];
            var one = new T[rows];
            var matrix = new DenseMatrix<T>(rows, columns, stored);
            ((IBlockOperator<T>)matrix).ApplyBlock(x, y, count);
            T[] sum = Random<T>(columns, 10);
            T[] before = [.. sum];
            RowKernels.AddRows<T>(stored, columns, rows, T.NegativeOne, y, sum);
            for (int c = 0; c < count; c++)
            {
                matrix.Apply(x.AsSpan(c * columns, columns), one);
                for (int i = 0; i < rows; i++)
                {
                    double expected = 0;
                    for (int j = 0; j < columns; j++)
                    {
                        expected += double.CreateChecked(stored[i * columns + j]) * double.CreateChecked(x[c * columns + j]);
                    }

                    Assert.AreEqual(expected, double.CreateChecked(y[c * rows + i]), tolerance * columns, $"{rows}×{columns}: vector {c}, row {i}");
                    Assert.AreEqual(expected, double.CreateChecked(one[i]), tolerance * columns, $"{rows}×{columns}: vector {c}, row {i}");
                }
            }

            for (int j = 0; j < columns; j++)
            {
                double expected = double.CreateChecked(before[j]);
                for (int i = 0; i < rows; i++)
                {
                    expected -= double.CreateChecked(y[i]) * double.CreateChecked(stored[i * columns + j]);
                }

                Assert.AreEqual(expected, double.CreateChecked(sum[j]), tolerance * rows, $"{rows}×{columns}: sum {j}");
            }

            // A symmetric product whose matrix is given by its lower triangle.
            int order = Math.Min(rows, columns);
            T[] lower = Random<T>(order * order, 11);
            int block = RowKernels.DiagonalBlock<T>();
            for (int part = 1; part <= order; part++)
            {
                for (int i = 0; i < order; i++)
                {
                    for (int j = i + 1; j < Math.Min(order, (i / block + 1) * block); j++)
                    {
                        lower[i * order + j] = lower[j * order + i];
                    }
                }

                var v = new T[(order + 15) / 16 * 16];
                var product = new T[v.Length];
                x.AsSpan(0, part).CopyTo(v);
                RowKernels.MultiplySymmetric<T>(part, lower, order, v, product);
                for (int i = 0; i < part; i++)
                {
                    double expected = 0;
                    for (int j = 0; j < part; j++)
                    {
                        expected += double.CreateChecked(lower[Math.Max(i, j) * order + Math.Min(i, j)]) * double.CreateChecked(v[j]);
                    }

                    Assert.AreEqual(expected, double.CreateChecked(product[i]), tolerance * part, $"{part} of {order}: row {i}");
                }
            }

            T[] target = Random<T>(order * order, 12);
            T[] old = [.. target];
            RowKernels.AddMirrored<T>(order, lower, target);
            for (int i = 0; i < order; i++)
            {
                for (int j = 0; j < order; j++)
                {
                    Assert.AreEqual(old[i * order + j] + lower[Math.Max(i, j) * order + Math.Min(i, j)], target[i * order + j], $"({i}, {j}) of {order}");
                }
            }
        }
    }

    private static void AllShapes<T>(double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        foreach ((int rows, int columns, int depth) in Shapes)
        {
            if (typeof(T) == typeof(Half) && rows * columns * depth > 20000)
            {
                continue;
            }

            // Rows that are longer than the part in use, and numbers between them that must stay.
            int lda = rows + 1;
            int ldb = columns + 2;
            int ldc = columns + 3;
            int ldd = depth + 1;
            T[] a = Random<T>(depth * lda, 1);
            T[] b = Random<T>(depth * ldb, 2);
            T[] start = Random<T>(rows * ldc, 3);
            T[] aRows = Rearrange(a, depth, rows, lda, ldd);
            T[] bRows = Rearrange(b, depth, columns, ldb, ldd);
            T[] transposed = [.. start];
            T[] straight = [.. start];
            T[] second = [.. start];
            ProductKernel.AddTransposedProduct<T>(rows, columns, depth, a, lda, b, ldb, transposed, ldc);
            ProductKernel.AddProduct(rows, columns, depth, T.NegativeOne, aRows, ldd, b, ldb, straight, ldc);
            ProductKernel.AddProductTransposed<T>(rows, columns, depth, aRows, ldd, bRows, ldd, second, ldc);
            double scale = tolerance * Math.Sqrt(depth);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < ldc; j++)
                {
                    double before = double.CreateChecked(start[i * ldc + j]);
                    double sum = 0;
                    for (int p = 0; p < depth && j < columns; p++)
                    {
                        sum += double.CreateChecked(a[p * lda + i]) * double.CreateChecked(b[p * ldb + j]);
                    }

                    double allowed = j < columns ? scale : 0;
                    string at = $"({i}, {j}) of {rows}×{columns}×{depth}";
                    Assert.AreEqual(before + sum, double.CreateChecked(transposed[i * ldc + j]), allowed, at);
                    Assert.AreEqual(before - sum, double.CreateChecked(straight[i * ldc + j]), allowed, at);
                    Assert.AreEqual(before + sum, double.CreateChecked(second[i * ldc + j]), allowed, at);
                }
            }
        }
    }

    private static T[] Rearrange<T>(T[] stored, int depth, int width, int stride, int newStride)
    {
        var rows = new T[width * newStride];
        for (int i = 0; i < width; i++)
        {
            for (int p = 0; p < depth; p++)
            {
                rows[i * newStride + p] = stored[p * stride + i];
            }
        }

        return rows;
    }

    private static T[] Random<T>(int count, int seed)
        where T : IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var numbers = new T[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = T.CreateChecked(random.NextDouble() - 0.5);
        }

        return numbers;
    }
}
