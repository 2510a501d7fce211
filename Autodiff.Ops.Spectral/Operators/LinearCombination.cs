using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>A(θ) = A₀ + Σ θᵢ Bᵢ, by the products of its parts alone.</summary>
/// <remarks>
/// The coefficients have gradients, and so have parts with derivatives: matrices, and operators of types marked
/// <c>[Differentiable]</c>. A part that stands here twice has one gradient. Any other part is a constant, gets none, and
/// must not change. The parts are kept, not copied.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class LinearCombination<T> : IComposedOperator<T>, IDifferentiableObject<LinearCombination<T>>
    where T : IFloatingPointIeee754<T>
{
    private readonly ISymmetricOperator<T>[] _operators;

    /// <summary>Σ θᵢ Bᵢ.</summary>
    /// <param name="operators">B, at least one, all of one dimension.</param>
    /// <param name="coefficients">θ, one number for each, copied.</param>
    /// <exception cref="ArgumentNullException">An argument, or an operator, is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There is no operator, dimensions differ, or there are more or fewer coefficients.</exception>
    public LinearCombination([Kept] ISymmetricOperator<T>[] operators, T[] coefficients)
        : this(null, Checked(null, operators), Guard.CopyOfLength(coefficients, operators.Length, $"{operators.Length} operators"), copied: true)
    {
    }

    /// <summary>A₀ + Σ θᵢ Bᵢ.</summary>
    /// <param name="constant">A₀, the part without a coefficient.</param>
    /// <param name="operators">B, all of the dimension of A₀.</param>
    /// <param name="coefficients">θ, one number for each, copied.</param>
    /// <exception cref="ArgumentNullException">An argument, or an operator, is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Dimensions differ, or there are more or fewer coefficients than operators.</exception>
    public LinearCombination([Kept] ISymmetricOperator<T> constant, [Kept] ISymmetricOperator<T>[] operators, T[] coefficients)
        : this(Guard.NotNull(constant), Checked(constant, operators), Guard.CopyOfLength(coefficients, operators.Length, $"{operators.Length} operators"), copied: true)
    {
    }

    private LinearCombination(ISymmetricOperator<T>? constant, ISymmetricOperator<T>[] operators, T[] coefficients, bool copied)
    {
        _ = copied;
        Constant = constant;
        _operators = operators;
        Coefficients = coefficients;
    }

    /// <summary>The part without a coefficient, if there is one.</summary>
    public ISymmetricOperator<T>? Constant { get; }

    /// <summary>The parts with coefficients.</summary>
    public IReadOnlyList<ISymmetricOperator<T>> Operators => _operators;

    /// <summary>The coefficients themselves; writing here changes the operator.</summary>
    [View]
    public T[] Coefficients { get; }

    /// <inheritdoc/>
    public int Dimension => (Constant ?? _operators[0]).Dimension;

    Span<T> IComposedOperator<T>.OwnNumbers => Coefficients;

    IEnumerable<ISymmetricOperator<T>> IComposedOperator<T>.Parts => Constant is null ? _operators : [Constant, .. _operators];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        int first = 0;
        if (Constant is not null)
        {
            Constant.Apply(x, y);
        }
        else
        {
            _operators[0].Apply(x, y);
            TensorPrimitives.Multiply(y, Coefficients[0], y);
            first = 1;
        }

        using var product = new Scratch<T>(y.Length);
        for (int i = first; i < _operators.Length; i++)
        {
            _operators[i].Apply(x, product.Span);
            TensorPrimitives.MultiplyAdd(product.Span, Coefficients[i], y, y);
        }
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        LinearCombination<T> combination = Guard.PrimalOf(this, primal);
        if (Constant is not null)
        {
            PartShadows<T>.ApplyVjp(Constant, combination.Constant!, x, yAdjoint, xAdjoint);
        }

        using var product = new Scratch<T>(x.Length);
        using var seed = new Scratch<T>(x.Length);
        for (int i = 0; i < _operators.Length; i++)
        {
            combination._operators[i].Apply(x, product.Span);
            Coefficients[i] += TensorPrimitives.Dot(product.Span, yAdjoint);
            TensorPrimitives.Multiply(yAdjoint, combination.Coefficients[i], seed.Span);
            PartShadows<T>.ApplyVjp(_operators[i], combination._operators[i], x, seed.Span, xAdjoint);
        }
    }

    /// <inheritdoc/>
    public LinearCombination<T> CreateShadow() => CreateShadow(new PartShadows<T>());

    /// <inheritdoc/>
    public void SetToZero() => PartShadows<T>.SetToZero(this);

    /// <inheritdoc/>
    public void Accumulate(LinearCombination<T> addend) => PartShadows<T>.Accumulate(Guard.NotNull(addend), this, PartShadows<T>.NoneMet());

    /// <inheritdoc/>
    public void RequireShadow(LinearCombination<T> shadow, string name) => PartShadows<T>.RequireShadow(this, shadow, name);

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((LinearCombination<T>)addend);

    ISymmetricOperator<T> IComposedOperator<T>.CreateShadow(PartShadows<T> known) => CreateShadow(known);

    private LinearCombination<T> CreateShadow(PartShadows<T> known) =>
        new(Constant is null ? null : known.Of(Constant), Array.ConvertAll(_operators, known.Of), new T[Coefficients.Length], copied: true);

    private static ISymmetricOperator<T>[] Checked(ISymmetricOperator<T>? constant, ISymmetricOperator<T>[] operators)
    {
        Guard.NotNull(operators);
        if (constant is null && operators.Length == 0)
        {
            throw new ArgumentException("A linear combination needs an operator at least; an empty one has no dimension.", nameof(operators));
        }

        for (int i = 0; i < operators.Length; i++)
        {
            Guard.NotNull(operators[i], $"{nameof(operators)}[{i}]");
            Guard.SameDimension(operators[i], constant ?? operators[0], $"{nameof(operators)}[{i}]");
        }

        return (ISymmetricOperator<T>[])operators.Clone();
    }
}
