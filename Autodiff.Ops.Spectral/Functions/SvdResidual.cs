using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>What a singular value decomposition leaves for its gradient: its own copies.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class SvdResidual<T>
    where T : IFloatingPointIeee754<T>
{
    internal SvdResidual(DenseSvd<T> all) => All = all;

    internal SvdResidual(EigshResidual<T> augmented, int exponent)
    {
        Augmented = augmented;
        Exponent = exponent;
    }

    /// <summary>All triplets, where the dense path computed them.</summary>
    internal DenseSvd<T>? All { get; }

    /// <summary>The pairs (−σᵢ, (uᵢ, vᵢ)/√2) of −[0 A; Aᵀ 0], where Lanczos did.</summary>
    internal EigshResidual<T>? Augmented { get; }

    /// <summary>Those pairs are of the matrix times 2^(−this).</summary>
    internal int Exponent { get; }
}
