using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// F = V f(Λ) Vᵀ and its derivative V(D ∘ (VᵀF̄V))Vᵀ with the divided differences D of f (Daleckii and Krein, 1965):
/// nothing is divided by a gap, so that equal eigenvalues are like all others.
/// </summary>
internal static class MatrixFunction
{
    /// <summary>V f(Λ) Vᵀ, symmetric to the last bit.</summary>
    /// <exception cref="ArgumentException">f is not finite at an eigenvalue.</exception>
    public static DenseMatrix<T> Evaluate<T, TFunction>(SpectralDecomposition<T> decomposition, TFunction function)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
        => Recompose(decomposition, Values(decomposition, function));

    /// <summary>f(Λ).</summary>
    /// <exception cref="ArgumentException">f is not finite at an eigenvalue.</exception>
    public static T[] Values<T, TFunction>(SpectralDecomposition<T> decomposition, TFunction function)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        var values = new T[decomposition.Count];
        for (int p = 0; p < values.Length; p++)
        {
            values[p] = function.Value(decomposition.Values[p]);
            if (!T.IsFinite(values[p]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"At eigenvalue {p} of the matrix, {Numbers<T>.ToDouble(decomposition.Values[p]):G6}, {function.Name} is {values[p]}; it must be finite there."),
                    "a");
            }
        }

        return values;
    }

    /// <summary>V diag(values) Vᵀ, symmetric to the last bit.</summary>
    public static DenseMatrix<T> Recompose<T>(SpectralDecomposition<T> decomposition, T[] values)
        where T : IFloatingPointIeee754<T>
    {
        int n = decomposition.Count;
        T[] v = decomposition.Vectors;
        var scaled = new T[v.Length];
        for (int p = 0; p < n; p++)
        {
            TensorPrimitives.Multiply(v.AsSpan(p * n, n), values[p], scaled.AsSpan(p * n, n));
        }

        var lower = new T[v.Length];
        ProductKernel.AddLowerTransposedProduct<T>(n, n, T.One, scaled, n, v, n, lower, n);
        var result = new DenseMatrix<T>(n, n);
        RowKernels.AddMirrored<T>(n, lower, result.Values);
        return result;
    }

    /// <summary>The lower triangle of M = VᵀF̄V with F̄ read as its symmetric part; <see langword="null"/> when F̄ is zero.</summary>
    public static T[]? Rotated<T>(SpectralDecomposition<T> decomposition, DenseMatrix<T> adjoint)
        where T : IFloatingPointIeee754<T>
    {
        int n = decomposition.Count;
        Guard.Length(adjoint.Values.Length, n * n, nameof(adjoint), $"rows and as many columns: {n * n} numbers");
        if (!adjoint.Values.AsSpan().ContainsAnyExcept(T.Zero))
        {
            return null;
        }

        var symmetric = (T[])adjoint.Values.Clone();
        Symmetrize(n, symmetric);
        var columns = new T[n * n];
        ProductKernel.Transpose<T>(n, n, decomposition.Vectors, columns);
        var half = new T[n * n];
        ProductKernel.AddTransposedProduct<T>(n, n, n, symmetric, n, columns, n, half, n);
        Array.Clear(symmetric);
        ProductKernel.AddLowerTransposedProduct<T>(n, n, T.One, columns, n, half, n, symmetric, n);
        return symmetric;
    }

    /// <summary>Ā += V(D ∘ M)Vᵀ; M is overwritten.</summary>
    /// <exception cref="DegenerateGradientException">f has no derivative at an eigenvalue the loss looks at.</exception>
    public static void AddGradient<T, TFunction>(SpectralDecomposition<T> decomposition, TFunction function, T[] rotated, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        int n = decomposition.Count;
        RequireSquare(aAdjoint, n);
        T[] lambda = decomposition.Values;

        // What tiles left above the diagonal only makes this a little larger.
        T noise = Numbers<T>.From(decomposition.Rounding) * TensorPrimitives.Norm<T>(rotated) * T.CreateChecked(Math.Sqrt(2));
        for (int p = 0; p < n; p++)
        {
            for (int q = 0; q <= p; q++)
            {
                T m = rotated[p * n + q];
                T quotient = function.Quotient(lambda[p], lambda[q]);
                if (!T.IsFinite(quotient) && T.IsFinite(noise))
                {
                    // The strong zero: a loss that does not look there has a derivative.
                    quotient = T.Abs(m) <= noise ? T.Zero : throw NoDerivative(function.Name, lambda, p, q);
                }

                m *= quotient;
                rotated[p * n + q] = m;
                rotated[q * n + p] = m;
            }
        }

        T[] v = decomposition.Vectors;
        var half = new T[n * n];
        ProductKernel.AddTransposedProduct<T>(n, n, n, rotated, n, v, n, half, n);
        Array.Clear(rotated);
        ProductKernel.AddLowerTransposedProduct<T>(n, n, T.One, v, n, half, n, rotated, n);
        RowKernels.AddMirrored<T>(n, rotated, aAdjoint.Values);
    }

    /// <summary>Ā += s̄ V diag(slopes) Vᵀ, the gradient of tr f(A) where the slopes are f′(Λ).</summary>
    public static void AddTraceGradient<T>(SpectralDecomposition<T> decomposition, T[] slopes, T adjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        RequireSquare(aAdjoint, decomposition.Count);
        if (T.IsZero(adjoint))
        {
            return;
        }

        for (int p = 0; p < slopes.Length; p++)
        {
            if (!T.IsFinite(slopes[p]))
            {
                throw NoDerivative("the given function", decomposition.Values, p, p);
            }
        }

        DenseMatrix<T> gradient = Recompose(decomposition, slopes);
        TensorPrimitives.MultiplyAdd(gradient.Values, adjoint, aAdjoint.Values, aAdjoint.Values);
    }

    /// <summary>Σ_p M_pp g(λ_p), the derivative by a parameter of f whose partial is g.</summary>
    public static T Contract<T>(SpectralDecomposition<T> decomposition, T[] rotated, Func<T, T> partial)
        where T : IFloatingPointIeee754<T>
    {
        int n = decomposition.Count;
        T sum = T.Zero;
        for (int p = 0; p < n; p++)
        {
            sum += rotated[p * n + p] * partial(decomposition.Values[p]);
        }

        return sum;
    }

    /// <summary>S becomes (S + Sᵀ)/2.</summary>
    public static void Symmetrize<T>(int n, Span<T> s)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                s[i * n + j] = s[j * n + i] = (s[i * n + j] + s[j * n + i]) * Numbers<T>.Half;
            }
        }
    }

    public static void RequireSquare<T>(DenseMatrix<T> aAdjoint, int n)
        where T : IFloatingPointIeee754<T>
    {
        if (Guard.NotNull(aAdjoint).Rows != n || aAdjoint.Columns != n)
        {
            throw new ArgumentException($"'aAdjoint' is {aAdjoint.Rows}×{aAdjoint.Columns}; it must be {n}×{n}.", nameof(aAdjoint));
        }
    }

    private static DegenerateGradientException NoDerivative<T>(string name, T[] lambda, int p, int q)
        where T : IFloatingPointIeee754<T>
        => new(
            p == q
                ? string.Create(CultureInfo.InvariantCulture, $"There is no gradient: at eigenvalue {p} ({Numbers<T>.ToDouble(lambda[p]):G6}) {name} has no finite derivative, and the loss looks there.")
                : string.Create(CultureInfo.InvariantCulture, $"There is no gradient: between eigenvalues {q} and {p} ({Numbers<T>.ToDouble(lambda[q]):G6} and {Numbers<T>.ToDouble(lambda[p]):G6}) {name} has no finite divided difference, and the loss looks there."),
            p == q ? [p] : [q, p]);
}
