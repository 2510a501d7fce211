using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>A dense matrix of which some pairs are known, and a reduction by which systems with A − λI are solved.</summary>
internal interface IPartialInverse<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Rows become (A − λ)⁺ row for the eigenvalue λ of each, outside of the space of the wanted vectors.</summary>
    /// <param name="rows">Right-hand sides, one after another, orthogonal to the wanted vectors.</param>
    /// <param name="indices">For each the index of its eigenvalue among the wanted.</param>
    void SolveOutside(Span<T> rows, ReadOnlySpan<int> indices);

    /// <summary>√Σ 1/(λ_j − λ)² over the eigenvalues λ at least a gap away from the one of this index, or up to twice that, by counts.</summary>
    double Crowding(int index, double gap);
}
