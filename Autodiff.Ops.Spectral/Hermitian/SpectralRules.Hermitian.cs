using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

public static partial class SpectralRules
{
    /// <summary>The forward solve that keeps what its gradient needs.</summary>
    /// <param name="a">As for <see cref="SpectralOps.EigshHermitian"/>.</param>
    /// <param name="k">How many pairs.</param>
    /// <param name="target">Which.</param>
    /// <param name="options">How.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.EigshHermitian"/>.</exception>
    /// <exception cref="EigenConvergenceException">The tolerance was not reached.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.EigshHermitian))]
    public static HermitianEigenPairs EigshHermitianForward(IHermitianOperator a, int k, EigenTarget target, EigshOptions? options, out HermitianResidual residual)
        => HermitianSolver.Eigsh(a, k, target, options, out residual);

    /// <summary>Adds ½(W Vᴴ + V Wᴴ) to the adjoint of the operator; see <see cref="GradientRule"/>.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="options">The options of the forward solve.</param>
    /// <param name="result">The k pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the k values and vectors, with dL = Re(conj(v̄)·dv); read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss depends on the phase of a vector, or looks inside a cluster of
    /// equal eigenvalues.</exception>
    /// <exception cref="EigenConvergenceException">The adjoint system was not solved to its tolerance.</exception>
    /// <exception cref="NotSupportedException">The shadow is neither a matrix nor an <see cref="IDifferentiableHermitianOperator"/>.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.EigshHermitian))]
    public static void EigshHermitian(IHermitianOperator a, EigshOptions? options, HermitianEigenPairs result, HermitianResidual residual, HermitianEigenPairs resultAdjoint, IHermitianOperator aAdjoint)
    {
        Guard.NotNull(result).RequireShadow(resultAdjoint, nameof(resultAdjoint));
        HermitianOperatorGradient.RequireSupported(a, aAdjoint);
        Guard.NotNull(residual);
        double[]? weights = HermitianGradient.Weights(residual, resultAdjoint, options ?? EigshOptions.Default);
        if (weights is not null)
        {
            bool isHermitian = !resultAdjoint.Vectors.AsSpan().ContainsAnyExcept(Complex.Zero);
            HermitianOperatorGradient.Add(a, aAdjoint, residual.Vectors.AsSpan(0, weights.Length), weights, result.Count, isHermitian);
        }
    }

    /// <summary>The decomposition that keeps what its gradient needs.</summary>
    /// <param name="a">As for <see cref="SpectralOps.EighHermitian"/>.</param>
    /// <param name="residual">What the gradient needs.</param>
    /// <exception cref="ArgumentException">As for <see cref="SpectralOps.EighHermitian"/>.</exception>
    [AugmentedPrimalOf(typeof(SpectralOps), nameof(SpectralOps.EighHermitian))]
    public static HermitianEigenPairs EighHermitianForward(HermitianMatrix a, out HermitianResidual residual) => HermitianSolver.Eigh(a, out residual);

    /// <summary>Adds V(diag(λ̄) + K)Vᴴ to the adjoint of the matrix: the closed form over all pairs.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="result">The n pairs.</param>
    /// <param name="residual">What the forward solve kept.</param>
    /// <param name="resultAdjoint">The adjoints of the n values and vectors; read only.</param>
    /// <param name="aAdjoint">The shadow of <paramref name="a"/>, added to.</param>
    /// <exception cref="DegenerateGradientException">The loss depends on the phase of a vector, or looks inside a cluster of
    /// equal eigenvalues.</exception>
    [VjpOf(typeof(SpectralOps), nameof(SpectralOps.EighHermitian))]
    public static void EighHermitian(HermitianMatrix a, HermitianEigenPairs result, HermitianResidual residual, HermitianEigenPairs resultAdjoint, HermitianMatrix aAdjoint)
        => EigshHermitian(a, null, result, residual, resultAdjoint, aAdjoint);

    /// <summary>y = S x: S̄ += ȳ xᴴ, x̄ += Sᴴ ȳ.</summary>
    /// <param name="self">S.</param>
    /// <param name="selfAdjoint">S̄, added to.</param>
    /// <param name="x">n numbers.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ.</param>
    [VjpOf(typeof(HermitianMatrix), nameof(HermitianMatrix.Apply))]
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
    [VjpOf(typeof(HermitianCsrMatrix), nameof(HermitianCsrMatrix.Apply))]
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

    /// <summary>y = A x for a constant Hermitian A: x̄ += A ȳ. A stored matrix that is not quite Hermitian has its conjugate transpose.</summary>
    /// <typeparam name="TSelf">The type of the operator.</typeparam>
    /// <param name="self">A.</param>
    /// <param name="xAdjoint">x̄, added to.</param>
    /// <param name="yAdjoint">ȳ.</param>
    [VjpOf(typeof(IHermitianOperator), nameof(IHermitianOperator.Apply))]
    public static void HermitianOperatorApply<TSelf>(TSelf self, Span<Complex> xAdjoint, [WrittenLength("x")] ReadOnlySpan<Complex> yAdjoint)
        where TSelf : IHermitianOperator
    {
        if (self is HermitianMatrix dense)
        {
            HermitianKernels.AddConjugateProduct(ComplexRows.Reals(dense.Values), dense.Dimension, ComplexRows.Reals(yAdjoint), ComplexRows.Reals(xAdjoint));
        }
        else if (self is HermitianCsrMatrix csr)
        {
            HermitianKernels.AddConjugateProduct(csr.RowPointers, csr.ColumnIndices, csr.Values, yAdjoint, xAdjoint);
        }
        else
        {
            var product = new Complex[yAdjoint.Length];
            self.Apply(yAdjoint, product);
            TensorPrimitives.Add<Complex>(xAdjoint, product, xAdjoint);
        }
    }

    /// <summary>A matrix made from an array of values.</summary>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The values.</param>
    /// <param name="valuesAdjoint">n·n numbers, added to.</param>
    [VjpOf(typeof(HermitianMatrix), ".ctor")]
    public static void HermitianConstructor(HermitianMatrix resultAdjoint, Complex[] values, Span<Complex> valuesAdjoint)
        => TensorPrimitives.Add<Complex>(valuesAdjoint, resultAdjoint.Values, valuesAdjoint);

    /// <summary>A matrix made from a two-dimensional array.</summary>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The values.</param>
    /// <param name="valuesAdjoint">[n, n], added to.</param>
    [VjpOf(typeof(HermitianMatrix), ".ctor")]
    public static void HermitianConstructor(HermitianMatrix resultAdjoint, Complex[,] values, Complex[,] valuesAdjoint)
    {
        for (int i = 0; i < resultAdjoint.Dimension; i++)
        {
            for (int j = 0; j < resultAdjoint.Dimension; j++)
            {
                valuesAdjoint[i, j] += resultAdjoint[i, j];
            }
        }
    }

    /// <summary>A sparse matrix made from an array of values.</summary>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The values.</param>
    /// <param name="valuesAdjoint">As many numbers as stored values, added to.</param>
    [VjpOf(typeof(HermitianCsrMatrix), ".ctor")]
    public static void HermitianCsrConstructor(HermitianCsrMatrix resultAdjoint, Complex[] values, Span<Complex> valuesAdjoint)
        => TensorPrimitives.Add<Complex>(valuesAdjoint, resultAdjoint.Values, valuesAdjoint);

    /// <summary>Makes a matrix from triplets, and remembers where each went.</summary>
    /// <param name="n">The number of rows, and of columns.</param>
    /// <param name="rowIndices">The row of each triplet.</param>
    /// <param name="columnIndices">The column of each triplet.</param>
    /// <param name="values">The value of each triplet.</param>
    /// <param name="residual">For each triplet the place of its stored value.</param>
    /// <exception cref="ArgumentException">As for <see cref="HermitianCsrMatrix.FromTriplets(int, int[], int[], Complex[])"/>.</exception>
    [AugmentedPrimalOf(typeof(HermitianCsrMatrix), nameof(HermitianCsrMatrix.FromTriplets))]
    public static HermitianCsrMatrix HermitianTripletsForward(int n, int[] rowIndices, int[] columnIndices, Complex[] values, out int[] residual)
        => HermitianCsrMatrix.FromTriplets(n, rowIndices, columnIndices, values, out residual);

    /// <summary>Each triplet's value gets the adjoint of the stored value it went into.</summary>
    /// <param name="residual">For each triplet the place of its stored value.</param>
    /// <param name="resultAdjoint">The adjoint of the matrix.</param>
    /// <param name="values">The value of each triplet.</param>
    /// <param name="valuesAdjoint">As many numbers as triplets, added to.</param>
    [VjpOf(typeof(HermitianCsrMatrix), nameof(HermitianCsrMatrix.FromTriplets))]
    public static void HermitianTriplets(int[] residual, HermitianCsrMatrix resultAdjoint, Complex[] values, Span<Complex> valuesAdjoint)
    {
        for (int i = 0; i < residual.Length; i++)
        {
            valuesAdjoint[i] += resultAdjoint.Values[residual[i]];
        }
    }
}
