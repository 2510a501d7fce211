using System;
using System.Globalization;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <content>Rules of the spectral functions with parameters.</content>
public static partial class SpectralRules
{
    /// <summary>The power, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Power{T}(DenseMatrix{T}, T)"/>.</param>
    /// <param name="exponent">p.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Power{T}(DenseMatrix{T}, T)"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Power))]
    public static DenseMatrix<T> PowerForward<T>(DenseMatrix<T> a, T exponent, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        if (!T.IsFinite(exponent))
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, string.Create(CultureInfo.InvariantCulture, $"The exponent is {exponent}; it must be finite."));
        }

        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        var power = new RealPower<T>(exponent);
        decomposition.RequirePositive(string.Create(CultureInfo.InvariantCulture, $"the power {exponent}"), allowZero: exponent > T.Zero);
        return Forward(decomposition, power, out residual);
    }

    /// <summary>Adds the gradients: the matrix's by divided differences, p̄ += tr(F̄ Aᵖ log A).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="exponent">p.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <param name="exponentAdjoint">p̄, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss looks at an eigenvalue 0, where the derivative is infinite.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Power))]
    public static void Power<T>(T exponent, SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint, ref T exponentAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = Guard.NotNull(residual).Decomposition;
        if (MatrixFunction.Rotated(decomposition, Guard.NotNull(resultAdjoint)) is { } rotated)
        {
            // xᵖ log x goes to 0 with x, for p > 0.
            exponentAdjoint += MatrixFunction.Contract(decomposition, rotated, x => T.IsZero(x) ? T.Zero : T.Pow(x, exponent) * T.Log(x));
            MatrixFunction.AddGradient(decomposition, new RealPower<T>(exponent), rotated, aAdjoint);
        }
    }

    /// <summary>The whole power, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Power{T}(DenseMatrix{T}, int)"/>.</param>
    /// <param name="exponent">p.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Power{T}(DenseMatrix{T}, int)"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Power))]
    public static DenseMatrix<T> PowerForward<T>(DenseMatrix<T> a, int exponent, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        if (exponent < 0)
        {
            decomposition.RequireNonzero(string.Create(CultureInfo.InvariantCulture, $"the power {exponent}"));
        }

        return Forward(decomposition, new WholePower<T>(exponent), out residual);
    }

    /// <summary>Adds the gradient of the whole power.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="exponent">p.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Power))]
    public static void Power<T>(int exponent, SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, new WholePower<T>(exponent), resultAdjoint, aAdjoint);

    /// <summary>The function, keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.Function"/>.</param>
    /// <param name="f">f.</param>
    /// <param name="derivative">f′.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.Function"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.Function))]
    public static DenseMatrix<T> FunctionForward<T>(DenseMatrix<T> a, Func<T, T> f, Func<T, T> derivative, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(f);
        Guard.NotNull(derivative);
        return Forward(SpectralDecomposition<T>.Of(a), new GivenFunction<T>(f, derivative), out residual);
    }

    /// <summary>Adds the gradient of the function.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="f">f.</param>
    /// <param name="derivative">f′.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">F̄; read only.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <exception cref="DegenerateGradientException">f′ is not finite at an eigenvalue the loss looks at.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.Function))]
    public static void Function<T>(Func<T, T> f, Func<T, T> derivative, SpectralFunctionResidual<T> residual, DenseMatrix<T> resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
        => Reverse(residual, new GivenFunction<T>(f, derivative), resultAdjoint, aAdjoint);

    /// <summary>tr f(A), keeping the decomposition.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">As for <see cref="SpectralOps.TraceFunction"/>.</param>
    /// <param name="f">f.</param>
    /// <param name="derivative">f′.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.TraceFunction"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.TraceFunction))]
    public static T TraceFunctionForward<T>(DenseMatrix<T> a, Func<T, T> f, Func<T, T> derivative, out SpectralFunctionResidual<T> residual)
        where T : IFloatingPointIeee754<T>
    {
        Guard.NotNull(f);
        Guard.NotNull(derivative);
        SpectralDecomposition<T> decomposition = SpectralDecomposition<T>.Of(a);
        residual = new SpectralFunctionResidual<T>(decomposition);
        return Sum(MatrixFunction.Values(decomposition, new GivenFunction<T>(f, derivative)));
    }

    /// <summary>Ā += s̄ f′(A).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="derivative">f′.</param>
    /// <param name="residual">What the forward sweep kept.</param>
    /// <param name="resultAdjoint">s̄.</param>
    /// <param name="aAdjoint">Ā, added to.</param>
    /// <exception cref="DegenerateGradientException">f′ is not finite at an eigenvalue.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.TraceFunction))]
    public static void TraceFunction<T>(Func<T, T> derivative, SpectralFunctionResidual<T> residual, T resultAdjoint, DenseMatrix<T> aAdjoint)
        where T : IFloatingPointIeee754<T>
    {
        SpectralDecomposition<T> decomposition = Guard.NotNull(residual).Decomposition;
        MatrixFunction.AddTraceGradient(decomposition, Array.ConvertAll(decomposition.Values, x => derivative(x)), resultAdjoint, aAdjoint);
    }

    /// <summary>A compensated sum, in double where T is narrower.</summary>
    private static T Sum<T>(T[] terms)
        where T : IFloatingPointIeee754<T>
        => Numbers<T>.From(CompensatedSum.Of(Array.ConvertAll(terms, Numbers<T>.ToDouble)));
}
