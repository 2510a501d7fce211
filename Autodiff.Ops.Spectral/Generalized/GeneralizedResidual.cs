using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>What a generalized solve leaves for its gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class GeneralizedResidual<T>
    where T : IFloatingPointIeee754<T>
{
    internal GeneralizedResidual(EigshResidual<T> reduced, MassFactor<T> mass, T[] vectors)
    {
        Reduced = reduced;
        Mass = mass;
        Vectors = vectors;
    }

    /// <summary>The problem in u = Lᵀv.</summary>
    internal EigshResidual<T> Reduced { get; }

    internal MassFactor<T> Mass { get; }

    /// <summary>V = L⁻ᵀU, one vector after another.</summary>
    internal T[] Vectors { get; }
}
