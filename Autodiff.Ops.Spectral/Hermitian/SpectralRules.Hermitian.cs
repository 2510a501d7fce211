using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

public static partial class SpectralRules
{
    /// <summary>y = S x: S̄ += ȳ xᴴ, x̄ += Sᴴ ȳ.</summary>
    /// <param name="self">S.</param>
    /// <param name="selfAdjoint">S̄, added to.</param>
    /// <param name="x">n numbers.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ.</param>
    public static void HermitianApply(HermitianMatrix self, HermitianMatrix selfAdjoint, ReadOnlySpan<Complex> x, Span<Complex> xAdjoint, ReadOnlySpan<Complex> yAdjoint)
    {
        int n = self.Dimension;
        var conjugate = new double[2 * n];
        var swapped = new double[2 * n];
        ComplexRows.Conjugate(ComplexRows.Reals(x), conjugate);
        ComplexRows.Swap(ComplexRows.Reals(x), swapped);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = ComplexRows.Reals(selfAdjoint.Values.AsSpan(i * n, n));
            TensorPrimitives.MultiplyAdd(conjugate, yAdjoint[i].Real, row, row);
            TensorPrimitives.MultiplyAdd(swapped, yAdjoint[i].Imaginary, row, row);
        }

        HermitianKernels.AddConjugateProduct(ComplexRows.Reals(self.Values), n, ComplexRows.Reals(yAdjoint), ComplexRows.Reals(xAdjoint));
    }

    /// <summary>y = S x: S̄ += ȳ xᴴ at the stored places, x̄ += Sᴴ ȳ.</summary>
    /// <inheritdoc cref="HermitianApply"/>
    public static void HermitianCsrApply(HermitianCsrMatrix self, HermitianCsrMatrix selfAdjoint, ReadOnlySpan<Complex> x, Span<Complex> xAdjoint, ReadOnlySpan<Complex> yAdjoint)
    {
        for (int i = 0; i < self.Dimension; i++)
        {
            for (int p = self.RowPointers[i]; p < self.RowPointers[i + 1]; p++)
            {
                selfAdjoint.Values[p] += yAdjoint[i] * Complex.Conjugate(x[self.ColumnIndices[p]]);
            }
        }

        HermitianKernels.AddConjugateProduct(self.RowPointers, self.ColumnIndices, self.Values, yAdjoint, xAdjoint);
    }
}
