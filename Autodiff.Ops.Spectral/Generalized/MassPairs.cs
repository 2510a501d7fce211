using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>What the solve of a problem whose M is known by its products leaves for its gradient.</summary>
/// <param name="Operator">A over its scale.</param>
/// <param name="Mass">M over its unit.</param>
/// <param name="Ritz">The pairs of those two.</param>
/// <param name="Unit">What their values are multiplied with.</param>
/// <param name="Shift">σ, where (A − σM)⁻¹ is known.</param>
internal sealed record MassPairs<T>(ScaledOperator<T> Operator, MassProducts<T> Mass, MassRitz<T> Ritz, double Unit, double? Shift)
    where T : IFloatingPointIeee754<T>;
