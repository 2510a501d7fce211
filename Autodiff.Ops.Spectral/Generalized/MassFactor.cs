using System;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// M = L Lᵀ for a positive definite M, by which A v = λ M v becomes (L⁻¹AL⁻ᵀ) u = λ u with u = Lᵀv (Wilkinson, 1965). Which
/// root L is does not matter.
/// </summary>
internal abstract class MassFactor<T>
    where T : IFloatingPointIeee754<T>
{
    public abstract int Dimension { get; }

    /// <summary>x := L⁻¹x for <paramref name="count"/> vectors, one after another.</summary>
    public abstract void SolveLower(Span<T> x, int count);

    /// <summary>x := L⁻ᵀx.</summary>
    public abstract void SolveUpper(Span<T> x, int count);

    /// <summary>x := L x.</summary>
    public abstract void MultiplyLower(Span<T> x, int count);

    /// <summary>x := Lᵀx.</summary>
    public abstract void MultiplyUpper(Span<T> x, int count);

    /// <summary>Factors a mass matrix that is stored.</summary>
    /// <exception cref="ArgumentException">It is not finite, symmetric and positive definite.</exception>
    public static MassFactor<T> Create(ISymmetricOperator<T> mass, EigshOptions options)
    {
        switch (mass)
        {
            case DiagonalMatrix<T> diagonal:
                return new DiagonalMass<T>((T[])diagonal.Values.Clone());
            case DenseMatrix<T> dense:
                DenseMatrix<T> symmetric = StoredSymmetry.Symmetrize(dense, options.AssumeSymmetric, nameof(mass));
                return Diagonal(symmetric) is { } own ? new DiagonalMass<T>(own) : new DenseMass<T>(symmetric, options.CancellationToken);
            case CsrMatrix<T> sparse:
                CsrMatrix<T> stored = StoredSymmetry.Symmetrize(sparse, options.AssumeSymmetric, nameof(mass));
                return Diagonal(stored) is { } lumped ? new DiagonalMass<T>(lumped) : new SparseMass<T>(stored, options.CancellationToken);
            default:
                throw new UnreachableException($"A {mass.GetType()} is no stored matrix.");
        }
    }

    /// <summary>Throws where M cannot be positive definite by a diagonal entry.</summary>
    protected static void RequirePositive(int row, T entry)
    {
        if (!(entry > T.Zero))
        {
            throw NotDefinite(string.Create(CultureInfo.InvariantCulture, $"its diagonal entry ({row}, {row}) is {entry}, and that of a positive definite matrix is positive"));
        }

        if (!T.IsFinite(entry))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The entry ({row}, {row}) of the mass matrix is {entry}; every entry must be finite."), "mass");
        }
    }

    protected static ArgumentException NotDefinite(string found)
        => new($"The mass matrix is not positive definite: {found}. A v = λ M v needs a positive definite M; exchange A and M where A is one, which gives 1/λ, or remove the rows without mass.", "mass");

    private static T[]? Diagonal(DenseMatrix<T> matrix)
    {
        var diagonal = new T[matrix.Rows];
        for (int i = 0; i < matrix.Rows; i++)
        {
            ReadOnlySpan<T> row = matrix.Row(i);
            diagonal[i] = row[i];
            if (row[..i].ContainsAnyExcept(T.Zero) || row[(i + 1)..].ContainsAnyExcept(T.Zero))
            {
                return null;
            }
        }

        return diagonal;
    }

    private static T[]? Diagonal(CsrMatrix<T> matrix)
    {
        var diagonal = new T[matrix.Rows];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int p = matrix.RowPointers[i]; p < matrix.RowPointers[i + 1]; p++)
            {
                if (matrix.ColumnIndices[p] == i)
                {
                    diagonal[i] = matrix.Values[p];
                }
                else if (matrix.Values[p] != T.Zero)
                {
                    return null;
                }
            }
        }

        return diagonal;
    }
}

/// <summary>A diagonal M, whose root is a scaling.</summary>
internal sealed class DiagonalMass<T> : MassFactor<T>
    where T : IFloatingPointIeee754<T>
{
    public DiagonalMass(T[] diagonal)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            RequirePositive(i, diagonal[i]);
        }

        TensorPrimitives.Sqrt(diagonal, diagonal);
        Root = diagonal;
    }

    /// <summary>√M.</summary>
    public T[] Root { get; }

    public override int Dimension => Root.Length;

    public override void SolveLower(Span<T> x, int count)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * Dimension, Dimension);
            TensorPrimitives.Divide(vector, Root, vector);
        }
    }

    public override void SolveUpper(Span<T> x, int count) => SolveLower(x, count);

    public override void MultiplyLower(Span<T> x, int count)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> vector = x.Slice(c * Dimension, Dimension);
            TensorPrimitives.Multiply(vector, Root, vector);
        }
    }

    public override void MultiplyUpper(Span<T> x, int count) => MultiplyLower(x, count);

    /// <summary>√M⁻¹ A √M⁻¹, symmetric to the last bit as A is.</summary>
    public DenseMatrix<T> Reduce(DenseMatrix<T> a)
    {
        int n = Dimension;
        var result = new DenseMatrix<T>(n, n);
        var scales = new T[n];
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Multiply(Root, Root[i], scales);
            TensorPrimitives.Divide(a.Row(i), scales, result.Row(i));
        }

        return result;
    }

    /// <inheritdoc cref="Reduce(DenseMatrix{T})"/>
    public CsrMatrix<T> Reduce(CsrMatrix<T> a)
    {
        var values = new T[a.NonZeroCount];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int p = a.RowPointers[i]; p < a.RowPointers[i + 1]; p++)
            {
                values[p] = a.Values[p] / (Root[i] * Root[a.ColumnIndices[p]]);
            }
        }

        return CsrMatrix<T>.Adopt(a.Rows, a.Columns, new CsrPattern(a.RowPointers, a.ColumnIndices), values);
    }
}
