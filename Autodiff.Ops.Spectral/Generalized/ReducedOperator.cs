using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>L⁻¹AL⁻ᵀ by the products of A and the factor of M = L Lᵀ.</summary>
internal sealed class ReducedOperator<T>(ISymmetricOperator<T> a, MassFactor<T> mass) : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _scratch = new T[mass.Dimension];

    public int Dimension => _scratch.Length;

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        x.CopyTo(_scratch);
        mass.SolveUpper(_scratch, 1);
        a.Apply(_scratch, y);
        mass.SolveLower(y, 1);
    }
}
