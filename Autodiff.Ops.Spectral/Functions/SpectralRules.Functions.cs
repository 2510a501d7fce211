using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Rules of the spectral functions that have no parameters: V(D ∘ (VᵀF̄V))Vᵀ (Daleckii and Krein, 1965).</content>
public static partial class SpectralRules
{
    /// <summary>log det A, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.LogDet"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.LogDet"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.LogDet))]
    public static T LogDetForward<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => LogDeterminant.Evaluate(a, out residual);

    /// <summary>Ā += s̄ A⁻¹.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">s̄.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.LogDet))]
    public static void LogDet<T>(SpectralFunctionResidual<T> residual, T resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => LogDeterminant.AddGradient(Guard.NotNull(residual), resultAdjoint, aAdjoint);

    /// <summary>The square root, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Sqrt"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Sqrt"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Sqrt))]
    public static DenseMatrix<T> SqrtForward<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        decomposition.RequirePositive(default(SquareRoot<T>).Name, allowZero: true);
        return Forward(decomposition, default(SquareRoot<T>), out residual);
    }

    /// <summary>Adds the gradient of the square root.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks at an eigenvalue 0, where the derivative is infinite.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Sqrt))]
    public static void Sqrt<T>(SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, default(SquareRoot<T>), resultAdjoint, aAdjoint);

    /// <summary>The inverse square root, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.InverseSqrt"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.InverseSqrt"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.InverseSqrt))]
    public static DenseMatrix<T> InverseSqrtForward<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        decomposition.RequirePositive(default(InverseSquareRoot<T>).Name);
        return Forward(decomposition, default(InverseSquareRoot<T>), out residual);
    }

    /// <summary>Adds the gradient of the inverse square root.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.InverseSqrt))]
    public static void InverseSqrt<T>(SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, default(InverseSquareRoot<T>), resultAdjoint, aAdjoint);

    /// <summary>The inverse, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Inverse"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Inverse"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Inverse))]
    public static DenseMatrix<T> InverseForward<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        decomposition.RequireNonzero(default(Reciprocal<T>).Name);
        return Forward(decomposition, default(Reciprocal<T>), out residual);
    }

    /// <summary>Adds the gradient of the inverse.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Inverse))]
    public static void Inverse<T>(SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, default(Reciprocal<T>), resultAdjoint, aAdjoint);

    /// <summary>The exponential, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Exp"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Exp"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Exp))]
    public static DenseMatrix<T> ExpForward<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        => Forward(SpectralDecomposition<T>.Of(a), default(Exponential<T>), out residual);

    /// <summary>Adds the gradient of the exponential.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Exp))]
    public static void Exp<T>(SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, default(Exponential<T>), resultAdjoint, aAdjoint);

    /// <summary>The logarithm, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Log"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Log"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Log))]
    public static DenseMatrix<T> LogForward<T>(DenseMatrix<T> a, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        decomposition.RequirePositive(default(Logarithm<T>).Name);
        return Forward(decomposition, default(Logarithm<T>), out residual);
    }

    /// <summary>Adds the gradient of the logarithm.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Log))]
    public static void Log<T>(SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, default(Logarithm<T>), resultAdjoint, aAdjoint);

    private static DenseMatrix<T> Forward<T, TFunction>(SpectralDecomposition<T> decomposition, TFunction function, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        residual = new SpectralFunctionResidual<T>(decomposition);
        return MatrixFunction.Evaluate(decomposition, function);
    }

    private static void Reverse<T, TFunction>(SpectralFunctionResidual<T> residual, TFunction function, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        where TFunction : struct, IScalarFunction<T>
    {
        SpectralDecomposition<T> decomposition = Guard.NotNull(residual).Decomposition;
        if (MatrixFunction.Rotated(decomposition, Guard.NotNull(resultAdjoint)) is { } rotated)
        {
            MatrixFunction.AddGradient(decomposition, function, rotated, aAdjoint);
        }
    }
}
