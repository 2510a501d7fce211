using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Autodiff.Ops.Spectral;

/// <summary>Checks of arguments that say what was given and what was expected.</summary>
internal static class Guard
{
    public static TObject NotNull<TObject>([NotNull] TObject? value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where TObject : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    public static int Area(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long area = (long)rows * columns;
        if (area > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), $"A dense {rows}×{columns} matrix does not fit into an array; use a sparse matrix.");
        }

        return (int)area;
    }

    public static TElement[] CopyOfLength<TElement>(TElement[]? values, int length, string expected, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Length != length)
        {
            throw new ArgumentException($"'{name}' has {values.Length} elements; {expected} take {length}.", name);
        }

        return (TElement[])values.Clone();
    }

    /// <summary>The operator that a shadow was given as its primal.</summary>
    public static TOperator PrimalOf<TOperator, T>(TOperator shadow, ISymmetricOperator<T> primal)
        where TOperator : class, ISymmetricOperator<T>
        where T : System.Numerics.IFloatingPointIeee754<T>
        => NotNull(primal) as TOperator
            ?? throw new ArgumentException($"The shadow of a {typeof(TOperator).Name} was given a primal of type {primal.GetType()}.", nameof(primal));

    public static void NotItself<TObject>([NotNull] TObject? shadow, TObject primal, string name)
        where TObject : class
    {
        ArgumentNullException.ThrowIfNull(shadow, name);
        if (ReferenceEquals(shadow, primal))
        {
            throw new ArgumentException($"'{name}' is the operator itself; pass one made with CreateShadow().", name);
        }
    }

    public static void SameDimension<T>(ISymmetricOperator<T> actual, ISymmetricOperator<T> expected, string name)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        if (actual.Dimension != expected.Dimension)
        {
            throw new ArgumentException($"'{name}' has dimension {actual.Dimension}; it must have {expected.Dimension}, as the first operator has.", name);
        }
    }

    public static void Length(int actual, int expected, string name, string meaning)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"'{name}' has {actual} elements; the matrix has {expected} {meaning}.", name);
        }
    }
}
