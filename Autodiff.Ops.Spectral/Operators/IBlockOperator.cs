using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>An operator that multiplies many vectors in fewer passes over its numbers than one for each.</summary>
internal interface IBlockOperator<T> : ISymmetricOperator<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Rows y = A x for <paramref name="count"/> vectors, one after another.</summary>
    void ApplyBlock(ReadOnlySpan<T> x, Span<T> y, int count);
}
