using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>The best pairs of A in the span of given vectors, and their true residuals.</summary>
internal static class RayleighRitz
{
    /// <summary>Overwrites the rows of <paramref name="vectors"/> with orthonormal Ritz vectors, ascending by value.</summary>
    /// <param name="a">A.</param>
    /// <param name="vectors">Rows of n numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="products">Scratch, made larger when it is too small.</param>
    /// <param name="keepProducts">Whether there is room for a product of each vector; else each is computed a second time, in the room of one.</param>
    /// <returns>The Ritz values, and ‖A v − θ v‖ for each.</returns>
    public static (double[] Values, double[] Residuals) Solve<T>(ISymmetricOperator<T> a, T[] vectors, int count, ref T[] products, bool keepProducts = true)
        where T : IFloatingPointIeee754<T>
    {
        int n = a.Dimension;
        var scratch = new T[count];
        for (int i = 0; i < count; i++)
        {
            Orthonormalize(vectors, i, n, scratch);
        }

        int kept = keepProducts ? count : 1;
        if (products.Length < (long)kept * n)
        {
            products = new T[checked(kept * n)];
        }

        var projected = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            Span<T> av = products.AsSpan(keepProducts ? i * n : 0, n);
            a.Apply(vectors.AsSpan(i * n, n), av);
            BlockKernels.Coefficients<T>(vectors, count, av, scratch);
            for (int j = 0; j < count; j++)
            {
                projected[i * count + j] += Numbers<T>.ToDouble(scratch[j]) / 2;
                projected[j * count + i] += Numbers<T>.ToDouble(scratch[j]) / 2;
            }
        }

        double[] values = DenseEigensolver.Decompose(count, projected);
        var combination = new T[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                combination[j * count + i] = Numbers<T>.From(projected[i * count + j]);
            }
        }

        ProductKernel.Rotate<T>(vectors, count, n, combination, count);
        if (keepProducts)
        {
            ProductKernel.Rotate<T>(products, count, n, combination, count);
        }

        var residuals = new double[count];
        for (int i = 0; i < count; i++)
        {
            Span<T> vector = vectors.AsSpan(i * n, n);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<T>(vector), vector);
            Span<T> av = products.AsSpan(keepProducts ? i * n : 0, n);
            if (!keepProducts)
            {
                a.Apply(vector, av);
            }

            TensorPrimitives.MultiplyAdd(vector, -Numbers<T>.From(values[i]), av, av);
            residuals[i] = BlockKernels.Norm<T>(av);
        }

        return (values, residuals);
    }

    /// <summary>Makes a row of norm 1 and orthogonal to those before it: passes go on while one takes much away, which magnifies rounding.</summary>
    private static void Orthonormalize<T>(T[] vectors, int i, int n, T[] scratch)
        where T : IFloatingPointIeee754<T>
    {
        const int Passes = 8;
        Span<T> row = vectors.AsSpan(i * n, n);
        for (int pass = 0; pass < Passes; pass++)
        {
            // Norms first: a solve near an eigenvalue makes numbers of any size.
            T largest = T.Abs(TensorPrimitives.MaxMagnitude<T>(row));
            if (!T.IsFinite(largest))
            {
                throw new ArithmeticException("A vector is not finite; the operator or the factor is not what it should be.");
            }

            if (T.IsZero(largest) || pass == Passes / 2)
            {
                // Nothing but rounding is left of it: any other vector takes its place, and its residual tells.
                var random = new Random(i + pass);
                Numbers<T>.FillNormal(random, row);

                largest = T.One;
            }

            TensorPrimitives.Divide(row, largest, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<T>(row), row);
            PanelKernels.Project<T>(vectors, i, row, 1, n, scratch);
            T left = TensorPrimitives.Norm<T>(row);
            if (pass > 0 && left > Numbers<T>.Half)
            {
                TensorPrimitives.Divide(row, left, row);
                return;
            }
        }

        throw new ArithmeticException("The vectors do not span as many dimensions as there are.");
    }
}
