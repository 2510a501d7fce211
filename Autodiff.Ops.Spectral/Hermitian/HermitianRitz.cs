using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The complex eigenpairs in the complex span of real eigenvectors of the real form. There 2m vectors of a whole cluster
/// span m complex ones: a pivoted Gram–Schmidt process finds a basis (2m orthonormal vectors leave a pivot of
/// 2/(m + 1) at least, squared, until it is complete), and a Rayleigh–Ritz step the pairs.
/// </summary>
internal sealed class HermitianRitz
{
    private HermitianRitz(double[] values, double[] vectors, double[] residuals, int applications)
    {
        Values = values;
        Vectors = vectors;
        Residuals = residuals;
        Applications = applications;
    }

    /// <summary>The Ritz values, ascending: as many as asked for at least, more where clusters were cut.</summary>
    public double[] Values { get; }

    /// <summary>Orthonormal complex vectors, one after another.</summary>
    public double[] Vectors { get; }

    /// <summary>‖Av − θv‖ for each.</summary>
    public double[] Residuals { get; }

    /// <summary>The products made.</summary>
    public int Applications { get; }

    /// <summary>Finds the pairs.</summary>
    /// <param name="a">The real form.</param>
    /// <param name="vectors">Rows of orthonormal real vectors; destroyed.</param>
    /// <param name="count">How many.</param>
    /// <param name="least">How many complex dimensions their span has at least.</param>
    public static HermitianRitz Extract(ISymmetricOperator<double> a, double[] vectors, int count, int least)
    {
        int length = a.Dimension;
        double[] basis = Orthonormalize(vectors, count, length, least, out int m);
        var products = new double[checked(m * length)];
        for (int i = 0; i < m; i++)
        {
            a.Apply(basis.AsSpan(2 * i * length, length), products.AsSpan(i * length, length));
        }

        return Solve(basis, products, m, length);
    }

    /// <summary>v₀, i·v₀, v₁, i·v₁, … with orthonormal complex v.</summary>
    private static double[] Orthonormalize(double[] vectors, int count, int length, int least, out int m)
    {
        double smallest = Math.Min(0.01, 1.0 / (least + 1));
        var basis = new List<double>(checked(count * length));
        var left = Enumerable.Range(0, count).ToList();
        double[] squares = [.. left.Select(i => TensorPrimitives.SumOfSquares<double>(vectors.AsSpan(i * length, length)))];
        var scratch = new double[2 * count];
        var row = new double[length];
        var turned = new double[length];
        for (m = 0; left.Count > 0; m++)
        {
            int best = left.MaxBy(i => squares[i]);
            if (m >= least && squares[best] < smallest)
            {
                break;
            }

            if (!(squares[best] > 0.1 * smallest))
            {
                throw new ArithmeticException("The real eigenvectors span too few complex ones; the operator is not linear over the complex numbers, or not Hermitian.");
            }

            left.Remove(best);
            vectors.AsSpan(best * length, length).CopyTo(row);
            ReadOnlySpan<double> known = CollectionsMarshal.AsSpan(basis);
            BlockKernels.Orthogonalize<double>(known, 2 * m, row, scratch);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
            BlockKernels.Orthogonalize<double>(known, 2 * m, row, scratch);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
            ComplexRows.TimesI(row, turned);
            basis.AddRange(row);
            basis.AddRange(turned);
            foreach (int i in left)
            {
                Span<double> other = vectors.AsSpan(i * length, length);
                TensorPrimitives.MultiplyAdd(row, -TensorPrimitives.Dot<double>(row, other), other, other);
                TensorPrimitives.MultiplyAdd(turned, -TensorPrimitives.Dot<double>(turned, other), other, other);
                squares[i] = TensorPrimitives.SumOfSquares<double>(other);
            }
        }

        return [.. basis];
    }

    /// <summary>One Rayleigh–Ritz step.</summary>
    private static HermitianRitz Solve(double[] basis, double[] products, int m, int length)
    {
        // Row j: v_iᴴ A v_j for all i, which is the conjugate of row j of VᴴAV.
        var projected = new double[2 * m * m];
        ProductKernel.AddProductTransposed<double>(m, 2 * m, length, products, length, basis, length, projected, 2 * m);
        for (int i = 0; i < m; i++)
        {
            projected[2 * (i * m + i) + 1] = 0;
            for (int j = 0; j < i; j++)
            {
                int lower = 2 * (i * m + j);
                int upper = 2 * (j * m + i);
                double re = projected[lower] / 2 + projected[upper] / 2;
                double im = projected[upper + 1] / 2 - projected[lower + 1] / 2;
                (projected[lower], projected[lower + 1]) = (re, im);
                (projected[upper], projected[upper + 1]) = (re, -im);
            }
        }

        double[] values = HermitianDecomposition.Decompose(m, projected);
        var vectors = new double[m * length];
        var turned = new double[m * length];
        ProductKernel.AddProduct<double>(m, length, 2 * m, 1, projected, 2 * m, basis, length, vectors, length);
        ProductKernel.AddProduct<double>(m, length, 2 * m, 1, projected, 2 * m, ComplexRows.Paired(products, m), length, turned, length);
        var residuals = new double[m];
        for (int i = 0; i < m; i++)
        {
            Span<double> vector = vectors.AsSpan(i * length, length);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
            Span<double> residual = turned.AsSpan(i * length, length);
            TensorPrimitives.MultiplyAdd(vector, -values[i], residual, residual);
            residuals[i] = BlockKernels.Norm<double>(residual);
        }

        return new HermitianRitz(values, vectors, residuals, m);
    }
}
