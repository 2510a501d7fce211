using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>A complex Hermitian linear operator, known by its products with vectors.</summary>
[DerivativeInterface(typeof(IDifferentiableHermitianOperator))]
public interface IHermitianOperator
{
    /// <summary>The number n of rows, and of columns.</summary>
    int Dimension { get; }

    /// <summary>Computes y = A x.</summary>
    /// <param name="x">n numbers.</param>
    /// <param name="y">n numbers, overwritten; it does not overlap <paramref name="x"/>.</param>
    void Apply(ReadOnlySpan<Complex> x, Span<Complex> y);
}
