using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A Hermitian operator with parameters θ whose shadow can receive the adjoint of a product, as
/// <see cref="IDifferentiableOperator{T}"/> is one of real symmetric operators.
/// </summary>
/// <remarks>The generator implements it for types marked <c>[Differentiable]</c>.</remarks>
public interface IDifferentiableHermitianOperator : IHermitianOperator
{
    /// <summary>
    /// Called on the shadow: adds to its own numbers, and to <paramref name="xAdjoint"/>, the adjoint of
    /// y = <paramref name="primal"/>(θ) x for the seed <paramref name="yAdjoint"/>, where dL = Re(conj(ȳ)·dy).
    /// </summary>
    /// <param name="primal">The operator this is the shadow of.</param>
    /// <param name="x">n numbers, the factor of the product.</param>
    /// <param name="yAdjoint">n numbers, the adjoint of the product.</param>
    /// <param name="xAdjoint">n numbers, added to.</param>
    void ApplyVjp(IHermitianOperator primal, ReadOnlySpan<Complex> x, ReadOnlySpan<Complex> yAdjoint, Span<Complex> xAdjoint);
}
