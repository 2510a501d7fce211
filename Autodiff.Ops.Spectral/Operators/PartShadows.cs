using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>An operator made of others, which may have parts in common.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IComposedOperator<T> : IDifferentiableOperator<T>, IShadowed
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The operators and matrices it is made of, in a fixed order.</summary>
    IEnumerable<ISymmetricOperator<T>> Parts { get; }

    /// <summary>A shadow whose parts are the shadows of the parts.</summary>
    ISymmetricOperator<T> CreateShadow(PartShadows<T> known);

    /// <summary>Its own numbers, without those of its parts.</summary>
    Span<T> OwnNumbers { get; }
}

/// <summary>
/// The shadows of operators that are parts of others. A part that is met twice has one shadow, met twice; a part that has
/// no derivatives is a constant, which stands in the shadow itself and gets nothing.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class PartShadows<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly Dictionary<object, ISymmetricOperator<T>> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The shadow of a part.</summary>
    public TPart Of<TPart>(TPart part)
        where TPart : ISymmetricOperator<T>
    {
        if (!_known.TryGetValue(part, out ISymmetricOperator<T>? shadow))
        {
            shadow = part switch
            {
                IComposedOperator<T> composed => composed.CreateShadow(this),
                IDifferentiableOperator<T> and IShadowed shadowed => (ISymmetricOperator<T>)shadowed.CreateShadow(),
                IDifferentiableOperator<T> => throw new NotSupportedException($"A {part.GetType()} has derivatives but makes no shadow, and cannot be a part of another operator whose gradient is asked for; implement IShadowed."),
                _ => part,
            };
            _known.Add(part, shadow);
        }

        return (TPart)shadow;
    }

    /// <summary>Adds to the shadow of a part the adjoint of its product with x, and to x̄ what is due there.</summary>
    public static void ApplyVjp(ISymmetricOperator<T> shadow, ISymmetricOperator<T> part, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        if (shadow is IDifferentiableOperator<T> differentiable)
        {
            differentiable.ApplyVjp(part, x, yAdjoint, xAdjoint);
            return;
        }

        // A constant is symmetric: x̄ += A ȳ.
        using var product = new Scratch<T>(xAdjoint.Length);
        part.Apply(yAdjoint, product.Span);
        TensorPrimitives.Add(xAdjoint, product.Span, xAdjoint);
    }

    /// <summary>Sets all numbers of a shadow to zero, those of its parts too.</summary>
    public static void SetToZero(IComposedOperator<T> shadow)
    {
        foreach (ISymmetricOperator<T> part in Distinct(shadow))
        {
            if (part is IComposedOperator<T> composed)
            {
                composed.OwnNumbers.Clear();
            }
            else
            {
                (part as IShadowed)?.SetToZero();
            }
        }
    }

    /// <summary>Adds a shadow to another of the same shape; a part that is met twice is added once.</summary>
    /// <param name="addend">The shadow to read.</param>
    /// <param name="sum">The shadow that is added to; <see langword="null"/> for a constant.</param>
    /// <param name="met">What was added before: what makes a whole of parts that have parts in common adds all of them with one set.</param>
    public static void Accumulate(ISymmetricOperator<T> addend, ISymmetricOperator<T>? sum, HashSet<object> met)
    {
        if (sum is not (IDifferentiableOperator<T> and IShadowed shadowed) || !met.Add(addend))
        {
            return;
        }

        if (addend is not IComposedOperator<T> composed)
        {
            shadowed.Accumulate(addend);
            return;
        }

        if (sum is not IComposedOperator<T> whole || sum.GetType() != addend.GetType() || whole.OwnNumbers.Length != composed.OwnNumbers.Length)
        {
            throw new ArgumentException($"A shadow of type {addend.GetType()} cannot be added to one of type {sum.GetType()}; make both with CreateShadow().", nameof(addend));
        }

        TensorPrimitives.Add(whole.OwnNumbers, composed.OwnNumbers, whole.OwnNumbers);
        foreach ((ISymmetricOperator<T> part, ISymmetricOperator<T> partSum) in composed.Parts.Zip(whole.Parts))
        {
            Accumulate(part, partSum, met);
        }
    }

    /// <summary>A set for <see cref="Accumulate"/>.</summary>
    public static HashSet<object> NoneMet() => new(ReferenceEqualityComparer.Instance);

    /// <summary>Throws when an operator cannot hold the adjoint of another.</summary>
    public static void RequireShadow(IComposedOperator<T> primal, IComposedOperator<T>? shadow, string name)
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        using IEnumerator<ISymmetricOperator<T>> shadows = Distinct(shadow).GetEnumerator();
        foreach (ISymmetricOperator<T> part in Distinct(primal))
        {
            bool fits = shadows.MoveNext() && (part is IDifferentiableOperator<T>
                ? shadows.Current.GetType() == part.GetType() && !ReferenceEquals(shadows.Current, part) && shadows.Current.Dimension == part.Dimension
                : ReferenceEquals(shadows.Current, part));
            if (!fits || (part is IComposedOperator<T> composed && composed.OwnNumbers.Length != ((IComposedOperator<T>)shadows.Current).OwnNumbers.Length))
            {
                throw new ArgumentException($"'{name}' has other parts than the operator, or the operator's own; make it with CreateShadow().", name);
            }

            switch (part)
            {
                case DenseMatrix<T> dense:
                    dense.RequireShadow((DenseMatrix<T>)shadows.Current, name);
                    break;
                case CsrMatrix<T> sparse:
                    sparse.RequireShadow((CsrMatrix<T>)shadows.Current, name);
                    break;
            }
        }
    }

    /// <summary>An operator and all it is made of, each once.</summary>
    private static IEnumerable<ISymmetricOperator<T>> Distinct(ISymmetricOperator<T> whole)
    {
        var met = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<ISymmetricOperator<T>>([whole]);
        while (waiting.TryPop(out ISymmetricOperator<T>? part))
        {
            if (!met.Add(part))
            {
                continue;
            }

            yield return part;
            if (part is IComposedOperator<T> composed)
            {
                foreach (ISymmetricOperator<T> inner in composed.Parts)
                {
                    waiting.Push(inner);
                }
            }
        }
    }
}

/// <summary>A rented array for the time of a product.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly ref struct Scratch<T>(int length)
{
    private readonly T[] _array = ArrayPool<T>.Shared.Rent(length);

    public Span<T> Span => _array.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(_array);
}
