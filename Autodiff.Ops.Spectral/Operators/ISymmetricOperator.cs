using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>A real symmetric linear operator, known by its products with vectors.</summary>
/// <typeparam name="T">The element type.</typeparam>
[DerivativeInterface(typeof(IDifferentiableOperator<>))]
public interface ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The number n of rows, and of columns.</summary>
    int Dimension { get; }

    /// <summary>Computes y = A x.</summary>
    /// <param name="x">n numbers.</param>
    /// <param name="y">n numbers, overwritten; it does not overlap <paramref name="x"/>.</param>
    void Apply(ReadOnlySpan<T> x, Span<T> y);
}
