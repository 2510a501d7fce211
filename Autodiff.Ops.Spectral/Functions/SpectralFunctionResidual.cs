using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>What a spectral function leaves for its gradient: the decomposition, which no caller can write into.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class SpectralFunctionResidual<T>
    where T : IFloatingPointIeee754<T>
{
    internal SpectralFunctionResidual(SpectralDecomposition<T> decomposition, int[]? scaling = null)
    {
        Decomposition = decomposition;
        Scaling = scaling;
    }

    internal SpectralDecomposition<T> Decomposition { get; }

    /// <summary>The decomposed matrix is 2^(−eᵢ−eⱼ) aᵢⱼ; <see langword="null"/> where it is A itself.</summary>
    internal int[]? Scaling { get; }
}
