using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>Adjoints so large or small that the squares of their norms leave the range are taken by a power of two, and W taken back.</summary>
internal static class AdjointScale
{
    /// <summary>The exponent of what adjoints are divided by; 0 where they can stay.</summary>
    /// <param name="values">λ̄.</param>
    /// <param name="vectors">V̄, not all zero.</param>
    public static int Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> vectors)
        where T : IFloatingPointIeee754<T>
    {
        (int squares, int range) = Numbers<T>.Eps < 1e-10 ? (200, 900) : (25, 100);
        int exponent = T.ILogB(TensorPrimitives.MaxMagnitude(vectors));
        if (Math.Abs(exponent) <= squares)
        {
            return 0;
        }

        // Those of the values must stay in range with them.
        T largest = TensorPrimitives.MaxMagnitude(values);
        return T.IsZero(largest) ? exponent : Math.Max(exponent, T.ILogB(largest) - range);
    }

    /// <summary>The weights for scaled adjoints.</summary>
    public static T[]? Weights<T>(EigshResidual<T> forward, EigenPairs<T> adjoint, EigshOptions options, IOutside<T>? outside, int exponent)
        where T : IFloatingPointIeee754<T>
    {
        EigenPairs<T> scaled = adjoint.CreateShadow();
        TensorPrimitives.ScaleB(adjoint.Values, -exponent, scaled.Values);
        TensorPrimitives.ScaleB(adjoint.Vectors, -exponent, scaled.Vectors);
        T[]? weights = EigshGradient.Weights(forward, scaled, Unscaling(options, exponent), outside);
        if (weights is not null)
        {
            TensorPrimitives.ScaleB(weights, exponent, weights);
        }

        return weights;
    }

    /// <summary>Options whose report is told of the adjoints as they came.</summary>
    public static EigshOptions Unscaling(EigshOptions options, int exponent)
        => options with { GradientReport = options.GradientReport is null ? null : new Unscaled(options.GradientReport, exponent) };

    private sealed class Unscaled(IProgress<EigenGradientReport> report, int exponent) : IProgress<EigenGradientReport>
    {
        public void Report(EigenGradientReport value)
            => report.Report(value with { ErrorBound = Math.ScaleB(value.ErrorBound, exponent), GradientNorm = Math.ScaleB(value.GradientNorm, exponent) });
    }
}
