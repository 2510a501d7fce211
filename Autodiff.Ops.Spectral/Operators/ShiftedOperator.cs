using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>scale·A + shift·I, by the products of A.</summary>
/// <remarks>Scale and shift have gradients, and so has A where it has derivatives. Any other A is a constant, gets none, and
/// must not change. It is kept, not copied.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ShiftedOperator<T> : IComposedOperator<T>, IDifferentiableObject<ShiftedOperator<T>>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _numbers;

    /// <summary>Makes scale·A + shift·I.</summary>
    /// <param name="a">A.</param>
    /// <param name="scale">The factor of A.</param>
    /// <param name="shift">What is added to its diagonal.</param>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> is <see langword="null"/>.</exception>
    public ShiftedOperator([Kept] ISymmetricOperator<T> a, T scale, T shift)
    {
        Operator = Guard.NotNull(a);
        _numbers = [scale, shift];
    }

    /// <summary>A.</summary>
    public ISymmetricOperator<T> Operator { get; }

    /// <summary>The factor of A.</summary>
    [View]
    public T Scale
    {
        get => _numbers[0];
        set => _numbers[0] = value;
    }

    /// <summary>What is added to the diagonal.</summary>
    [View]
    public T Shift
    {
        get => _numbers[1];
        set => _numbers[1] = value;
    }

    /// <inheritdoc/>
    public int Dimension => Operator.Dimension;

    Span<T> IComposedOperator<T>.OwnNumbers => _numbers;

    IEnumerable<ISymmetricOperator<T>> IComposedOperator<T>.Parts => [Operator];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        Operator.Apply(x, y);
        TensorPrimitives.Multiply(y, Scale, y);
        TensorPrimitives.MultiplyAdd(x, Shift, y, y);
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        ShiftedOperator<T> shifted = Guard.PrimalOf(this, primal);
        using var scratch = new Scratch<T>(x.Length);
        shifted.Operator.Apply(x, scratch.Span);
        Scale += TensorPrimitives.Dot(scratch.Span, yAdjoint);
        Shift += TensorPrimitives.Dot(x, yAdjoint);
        TensorPrimitives.MultiplyAdd(yAdjoint, shifted.Shift, xAdjoint, xAdjoint);
        TensorPrimitives.Multiply(yAdjoint, shifted.Scale, scratch.Span);
        PartShadows<T>.ApplyVjp(Operator, shifted.Operator, x, scratch.Span, xAdjoint);
    }

    /// <inheritdoc/>
    public ShiftedOperator<T> CreateShadow() => CreateShadow(new PartShadows<T>());

    /// <inheritdoc/>
    public void SetToZero() => PartShadows<T>.SetToZero(this);

    /// <inheritdoc/>
    public void Accumulate(ShiftedOperator<T> addend) => PartShadows<T>.Accumulate(Guard.NotNull(addend), this, PartShadows<T>.NoneMet());

    /// <inheritdoc/>
    public void RequireShadow(ShiftedOperator<T> shadow, string name) => PartShadows<T>.RequireShadow(this, shadow, name);

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((ShiftedOperator<T>)addend);

    ISymmetricOperator<T> IComposedOperator<T>.CreateShadow(PartShadows<T> known) => CreateShadow(known);

    private ShiftedOperator<T> CreateShadow(PartShadows<T> known) => new(known.Of(Operator), T.Zero, T.Zero);
}
