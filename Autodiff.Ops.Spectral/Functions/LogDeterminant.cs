using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// log det A and A⁻¹ by the eigenvalues of 2^(−eᵢ−eⱼ) aᵢⱼ, whose diagonal is near 1: a positive definite matrix is
/// known as well as that scaled one (van der Sluis, 1969; Demmel and Veselić, 1992), however graded it is.
/// </summary>
internal static class LogDeterminant
{
    /// <exception cref="ArgumentException">The matrix is not positive definite to working accuracy.</exception>
    public static T Evaluate<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        DenseMatrix<T> symmetric = SpectralDecomposition<T>.Symmetric(a);
        int n = symmetric.Rows;
        int[] exponents = new int[n];
        for (int i = 0; i < n; i++)
        {
            T diagonal = symmetric[i, i];
            if (!(diagonal > T.Zero))
            {
                throw Refuse(symmetric);
            }

            exponents[i] = T.ILogB(diagonal) >> 1;
        }

        var scaled = new DenseMatrix<T>(n, n);
        T bound = T.CreateChecked(4);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                // In two steps, neither of which overflows before the product would.
                T value = T.ScaleB(T.ScaleB(symmetric[i, j], -exponents[i]), -exponents[j]);
                if (!(T.Abs(value) <= bound))
                {
                    throw Refuse(symmetric);
                }

                scaled[i, j] = value;
            }
        }

        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.OfSymmetric(scaled);
        if (!(Numbers<T>.ToDouble(decomposition.Values[0]) > decomposition.Rounding * decomposition.Norm))
        {
            throw Refuse(symmetric);
        }

        long powers = 0;
        foreach (int exponent in exponents)
        {
            powers += exponent;
        }

        double sum = CompensatedSum.Of(Array.ConvertAll(decomposition.Values, value => Math.Log(Numbers<T>.ToDouble(value))));
        residual = new SpectralFunctionResidual<T>(decomposition, exponents);
        return Numbers<T>.From(sum + 2 * powers * Math.Log(2));
    }

    /// <summary>Ā += s̄ A⁻¹.</summary>
    public static void AddGradient<T>(SpectralFunctionResidual<T> residual, T adjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = residual.Decomposition;
        int n = decomposition.Count;
        MatrixFunction.RequireSquare(aAdjoint, n);
        if (T.IsZero(adjoint))
        {
            return;
        }

        DenseMatrix<T> inverse = MatrixFunction.Evaluate(decomposition, default(Reciprocal<T>));
        for (int i = 0; i < n; i++)
        {
            Span<T> row = inverse.Row(i);
            for (int j = 0; j < n; j++)
            {
                row[j] = T.ScaleB(T.ScaleB(row[j], -residual.Scaling![i]), -residual.Scaling[j]);
            }

            Span<T> target = aAdjoint.Row(i);
            TensorPrimitives.MultiplyAdd(row, adjoint, target, target);
        }
    }

    private static ArgumentException Refuse<T>(DenseMatrix<T> symmetric)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.OfSymmetric(symmetric);
        double smallest = Numbers<T>.ToDouble(decomposition.Values[0]);
        double width = decomposition.Width(0);
        string what = smallest < -width ? "" : string.Create(CultureInfo.InvariantCulture, $", which is 0 to working accuracy (±{width:G2})");
        return new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"Eigenvalue 0 of the matrix is {smallest:G6}{what}; the logarithm of the determinant needs a positive definite matrix."),
            "a");
    }
}
