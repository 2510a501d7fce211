using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>The best pairs of A v = λ M v in the span of given vectors, and ‖Av − λMv‖ in the norm √(xᵀM⁻¹x).</summary>
internal sealed class MassRitz<T>
    where T : IFloatingPointIeee754<T>
{
    private MassRitz(double[] values, T[] vectors, T[] duals, double[] residuals)
    {
        Values = values;
        Vectors = vectors;
        Duals = duals;
        Residuals = residuals;
    }

    /// <summary>Ascending.</summary>
    public double[] Values { get; }

    /// <summary>V, rows that are orthonormal in xᵀMy.</summary>
    public T[] Vectors { get; }

    /// <summary>M V.</summary>
    public T[] Duals { get; }

    public double[] Residuals { get; }

    /// <summary>The Ritz pairs in the span of rows, which are overwritten.</summary>
    public static MassRitz<T> Solve(ISymmetricOperator<T> a, MassProducts<T> mass, T[] vectors)
    {
        int n = mass.Dimension;
        int count = vectors.Length / n;
        var duals = new T[vectors.Length];
        Orthonormalize(mass, vectors, duals, count);
        var products = new T[vectors.Length];
        var scratch = new T[count];
        var projected = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            Span<T> product = products.AsSpan(i * n, n);
            a.Apply(vectors.AsSpan(i * n, n), product);
            KrylovSpace<T>.RequireFinite(product);
            BlockKernels.Coefficients<T>(vectors, count, product, scratch);
            for (int j = 0; j < count; j++)
            {
                projected[i * count + j] += Numbers<T>.ToDouble(scratch[j]) / 2;
                projected[j * count + i] += Numbers<T>.ToDouble(scratch[j]) / 2;
            }
        }

        double[] values = DenseEigensolver.Decompose(count, projected);
        var combination = new T[count * count];
        for (int i = 0; i < count * count; i++)
        {
            combination[i % count * count + i / count] = Numbers<T>.From(projected[i]);
        }

        foreach (T[] rows in new[] { vectors, duals, products })
        {
            ProductKernel.Rotate<T>(rows, count, n, combination, count);
        }

        var residuals = new double[count];
        var rest = new T[n];
        for (int i = 0; i < count; i++)
        {
            Span<T> product = products.AsSpan(i * n, n);
            TensorPrimitives.MultiplyAdd(duals.AsSpan(i * n, n), -Numbers<T>.From(values[i]), product, product);
            mass.Solve(product, rest);
            residuals[i] = Numbers<T>.ToDouble(mass.NormOf(rest, product));
        }

        return new MassRitz<T>(values, vectors, duals, residuals);
    }

    /// <summary>M V again, where signs of vectors were changed.</summary>
    public void Remultiply(MassProducts<T> mass)
    {
        int n = mass.Dimension;
        for (int at = 0; at < Vectors.Length; at += n)
        {
            mass.Multiply(Vectors.AsSpan(at, n), Duals.AsSpan(at, n));
        }
    }

    /// <summary>Makes rows orthonormal in xᵀMy, each against those before it.</summary>
    /// <exception cref="ArithmeticException">One depends on the others.</exception>
    private static void Orthonormalize(MassProducts<T> mass, T[] vectors, T[] duals, int count)
    {
        int n = mass.Dimension;
        var scratch = new T[count];
        for (int i = 0; i < count; i++)
        {
            Span<T> vector = vectors.AsSpan(i * n, n);
            for (int pass = 0; pass < 3; pass++)
            {
                // The last pass only measures.
                if (pass < 2)
                {
                    T largest = T.Abs(TensorPrimitives.MaxMagnitude<T>(vector));
                    if (T.IsZero(largest) || !T.IsFinite(largest))
                    {
                        throw new ArithmeticException("A vector is zero or not finite; the operator or the solve is not what it should be.");
                    }

                    TensorPrimitives.Divide(vector, largest, vector);
                    BlockKernels.Coefficients<T>(duals, i, vector, scratch);
                    BlockKernels.Subtract<T>(vectors, i, scratch, vector);
                }

                Span<T> dual = duals.AsSpan(i * n, n);
                T norm = mass.Norm(vector, dual);
                if (!(norm > T.Zero))
                {
                    throw new ArithmeticException("A vector depends on the others; the operator or the solve is not what it should be.");
                }

                TensorPrimitives.Divide(vector, norm, vector);
                TensorPrimitives.Divide(dual, norm, dual);
            }
        }
    }
}
