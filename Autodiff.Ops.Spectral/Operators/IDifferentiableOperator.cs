using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// An operator with parameters θ whose shadow can receive the adjoint of a product: what the gradient of an eigenvalue
/// problem asks of an operator that is not a stored matrix.
/// </summary>
/// <remarks>
/// The generator implements it for types marked <c>[Differentiable]</c>. Who implements it by hand implements
/// <see cref="IShadowed"/>, too, where the operator is to be a part of others (<see cref="LinearCombination{T}"/>).
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public interface IDifferentiableOperator<T> : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>
    /// Called on the shadow: adds to its own numbers, and to <paramref name="xAdjoint"/>, the adjoint of
    /// y = <paramref name="primal"/>(θ) x for the seed <paramref name="yAdjoint"/>.
    /// </summary>
    /// <param name="primal">The operator this is the shadow of.</param>
    /// <param name="x">n numbers, the factor of the product.</param>
    /// <param name="yAdjoint">n numbers, the adjoint of the product.</param>
    /// <param name="xAdjoint">n numbers, added to.</param>
    void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint);
}
