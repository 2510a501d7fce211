using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A + B, by the products of both: a matrix and a potential, a diagonal and a few vectors.</summary>
/// <remarks>
/// Both have gradients where they have derivatives: matrices, and operators of types marked <c>[Differentiable]</c>. Any
/// other is a constant, gets none, and must not change. They are kept, not copied. Of many operators, or with coefficients,
/// see <see cref="LinearCombination{T}"/>.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class OperatorSum<T> : IComposedOperator<T>, IDifferentiableObject<OperatorSum<T>>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Makes the sum of two operators.</summary>
    /// <param name="first">A.</param>
    /// <param name="second">B, of the same dimension.</param>
    /// <exception cref="ArgumentNullException">An operator is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public OperatorSum([Kept] ISymmetricOperator<T> first, [Kept] ISymmetricOperator<T> second)
    {
        First = Guard.NotNull(first);
        Second = Guard.NotNull(second);
        Guard.SameDimension(second, first, nameof(second));
    }

    /// <summary>The first operator.</summary>
    public ISymmetricOperator<T> First { get; }

    /// <summary>The second operator.</summary>
    public ISymmetricOperator<T> Second { get; }

    /// <inheritdoc/>
    public int Dimension => First.Dimension;

    Span<T> IComposedOperator<T>.OwnNumbers => [];

    IEnumerable<ISymmetricOperator<T>> IComposedOperator<T>.Parts => [First, Second];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        using var product = new Scratch<T>(y.Length);
        First.Apply(x, y);
        Second.Apply(x, product.Span);
        TensorPrimitives.Add(y, product.Span, y);
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        OperatorSum<T> sum = Guard.PrimalOf(this, primal);
        PartShadows<T>.ApplyVjp(First, sum.First, x, yAdjoint, xAdjoint);
        PartShadows<T>.ApplyVjp(Second, sum.Second, x, yAdjoint, xAdjoint);
    }

    /// <inheritdoc/>
    public OperatorSum<T> CreateShadow() => CreateShadow(new PartShadows<T>());

    /// <inheritdoc/>
    public void SetToZero() => PartShadows<T>.SetToZero(this);

    /// <inheritdoc/>
    public void Accumulate(OperatorSum<T> addend) => PartShadows<T>.Accumulate(Guard.NotNull(addend), this, PartShadows<T>.NoneMet());

    /// <inheritdoc/>
    public void RequireShadow(OperatorSum<T> shadow, string name) => PartShadows<T>.RequireShadow(this, shadow, name);

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((OperatorSum<T>)addend);

    ISymmetricOperator<T> IComposedOperator<T>.CreateShadow(PartShadows<T> known) => CreateShadow(known);

    private OperatorSum<T> CreateShadow(PartShadows<T> known) => new(known.Of(First), known.Of(Second));
}
