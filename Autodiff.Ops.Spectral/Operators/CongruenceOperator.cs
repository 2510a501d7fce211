using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>CᵀAC with C of m rows and n columns, m ≠ n allowed: a restriction, a change of basis, a weighting, by products alone.</summary>
/// <remarks>C has a gradient, and so has A where it has derivatives. Any other A is a constant, gets none, and must not
/// change. Both are kept, not copied; the dense n×n product is never formed.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class CongruenceOperator<T> : IComposedOperator<T>, IDifferentiableObject<CongruenceOperator<T>>
    where T : IFloatingPointIeee754<T>
{
    // A stored matrix, which is asked for both of its products; not as a symmetric operator, since it is rectangular.
    private readonly IDifferentiableOperator<T> _factor;

    /// <summary>Makes CᵀAC.</summary>
    /// <param name="a">A, of dimension m.</param>
    /// <param name="factor">C, m×n.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">C does not have as many rows as A.</exception>
    public CongruenceOperator([Kept] ISymmetricOperator<T> a, [Kept] DenseMatrix<T> factor)
        : this(Guard.NotNull(a), Guard.NotNull(factor), factor.Columns, copied: false)
        => Require(factor.Rows);

    /// <inheritdoc cref="CongruenceOperator(ISymmetricOperator{T}, DenseMatrix{T})"/>
    public CongruenceOperator([Kept] ISymmetricOperator<T> a, [Kept] CsrMatrix<T> factor)
        : this(Guard.NotNull(a), Guard.NotNull(factor), factor.Columns, copied: false)
        => Require(factor.Rows);

    private CongruenceOperator(ISymmetricOperator<T> a, IDifferentiableOperator<T> factor, int columns, bool copied)
    {
        _ = copied;
        Operator = a;
        _factor = factor;
        Dimension = columns;
    }

    /// <summary>A.</summary>
    public ISymmetricOperator<T> Operator { get; }

    /// <summary>C, where it is dense.</summary>
    public DenseMatrix<T>? DenseFactor => _factor as DenseMatrix<T>;

    /// <summary>C, where it is sparse.</summary>
    public CsrMatrix<T>? SparseFactor => _factor as CsrMatrix<T>;

    internal IDifferentiableOperator<T> Factor => _factor;

    /// <inheritdoc/>
    public int Dimension { get; }

    Span<T> IComposedOperator<T>.OwnNumbers => [];

    IEnumerable<ISymmetricOperator<T>> IComposedOperator<T>.Parts => [Operator, _factor];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        Guard.Length(x.Length, Dimension, nameof(x), "columns");
        Guard.Length(y.Length, Dimension, nameof(y), "rows");
        using var wide = new Scratch<T>(Operator.Dimension);
        using var product = new Scratch<T>(Operator.Dimension);
        _factor.Apply(x, wide.Span);
        Operator.Apply(wide.Span, product.Span);
        y.Clear();
        SpectralRules.SymmetricApply(_factor, y, product.Span);
    }

    /// <inheritdoc/>
    public void ApplyVjp(ISymmetricOperator<T> primal, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint)
    {
        CongruenceOperator<T> whole = Guard.PrimalOf(this, primal);
        int rows = whole.Operator.Dimension;
        using var wide = new Scratch<T>(rows);
        using var product = new Scratch<T>(rows);
        using var seed = new Scratch<T>(rows);
        whole._factor.Apply(x, wide.Span);
        whole.Operator.Apply(wide.Span, product.Span);
        whole._factor.Apply(yAdjoint, seed.Span);

        // y = Cᵀu with u = A (C x): C̄ += u ȳᵀ, then the adjoint C ȳ of u goes through A and C.
        AddOuter(product.Span, yAdjoint);
        product.Span.Clear();
        PartShadows<T>.ApplyVjp(Operator, whole.Operator, wide.Span, seed.Span, product.Span);
        _factor.ApplyVjp(whole._factor, x, product.Span, xAdjoint);
    }

    /// <inheritdoc/>
    public CongruenceOperator<T> CreateShadow() => CreateShadow(new PartShadows<T>());

    /// <inheritdoc/>
    public void SetToZero() => PartShadows<T>.SetToZero(this);

    /// <inheritdoc/>
    public void Accumulate(CongruenceOperator<T> addend) => PartShadows<T>.Accumulate(Guard.NotNull(addend), this, PartShadows<T>.NoneMet());

    /// <inheritdoc/>
    public void RequireShadow(CongruenceOperator<T> shadow, string name) => PartShadows<T>.RequireShadow(this, shadow, name);

    object IShadowed.CreateShadow() => CreateShadow();

    void IShadowed.Accumulate(object addend) => Accumulate((CongruenceOperator<T>)addend);

    ISymmetricOperator<T> IComposedOperator<T>.CreateShadow(PartShadows<T> known) => CreateShadow(known);

    private CongruenceOperator<T> CreateShadow(PartShadows<T> known) => new(known.Of(Operator), known.Of(_factor), Dimension, copied: true);

    /// <summary>Adds u vᵀ to C, where C has places.</summary>
    private void AddOuter(ReadOnlySpan<T> u, ReadOnlySpan<T> v)
    {
        if (_factor is DenseMatrix<T> dense)
        {
            for (int i = 0; i < dense.Rows; i++)
            {
                Span<T> row = dense.Row(i);
                TensorPrimitives.MultiplyAdd(v, u[i], row, row);
            }
        }
        else if (_factor is CsrMatrix<T> sparse)
        {
            for (int i = 0; i < sparse.Rows; i++)
            {
                for (int p = sparse.RowPointers[i]; p < sparse.RowPointers[i + 1]; p++)
                {
                    sparse.Values[p] += u[i] * v[sparse.ColumnIndices[p]];
                }
            }
        }
    }

    private void Require(int rows)
    {
        if (rows != Operator.Dimension)
        {
            throw new ArgumentException($"The factor has {rows} rows; it must have {Operator.Dimension}, as the operator has.", "factor");
        }
    }
}
