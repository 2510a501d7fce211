using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A few eigenpairs of a dense Hermitian matrix A = 2^s·Q T Qᴴ with T real and tridiagonal, as
/// <see cref="PartialDecomposition{T}"/> finds those of a real one.
/// </summary>
internal sealed class HermitianPartial : IPartialInverse<double>
{
    private readonly int _n;
    private readonly int _exponent;
    private readonly HermitianReduction _reduction;
    private readonly PartialTridiagonal _tridiagonal;

    /// <param name="n">The order.</param>
    /// <param name="matrix">n rows of 2n finite numbers, real and imaginary parts in turn, of which the lower triangle is read; destroyed.</param>
    /// <param name="k">How many, from 1 to n.</param>
    /// <param name="target">Which.</param>
    /// <param name="cancellation">Honoured on the way.</param>
    public HermitianPartial(int n, double[] matrix, int k, EigenTarget target, CancellationToken cancellation)
    {
        _n = n;
        _exponent = DenseEigensolver.Scale(matrix);
        _reduction = HermitianReduction.Reduce(n, matrix, cancellation);
        _tridiagonal = new PartialTridiagonal(_reduction.Diagonal, _reduction.OffDiagonal, _exponent, k, target, cancellation);
        Vectors = new double[2 * k * n];
        _reduction.ToOriginal(_tridiagonal.Vectors, Vectors, k);
        Values = [.. _tridiagonal.Values.Select(value => double.ScaleB(value, _exponent))];
        DenseEigensolver.RequireInRange(Values);
    }

    /// <summary>The wanted eigenvalues, ascending.</summary>
    public double[] Values { get; }

    /// <summary>Their vectors, rows of 2n numbers.</summary>
    public double[] Vectors { get; }

    /// <summary>The eigenvalues next to the wanted ones.</summary>
    public IReadOnlyList<double> Guards => _tridiagonal.Guards;

    /// <summary>‖A‖₂.</summary>
    public double Norm => _tridiagonal.Norm;

    /// <summary>Rows become 2^−s·Q (T − λ)⁺ Qᴴ row: T is real, and so real and imaginary parts have systems of their own.</summary>
    /// <inheritdoc/>
    public void SolveOutside(Span<double> rows, ReadOnlySpan<int> indices)
    {
        _reduction.ToTridiagonal(rows, indices.Length);
        var right = new double[_n];
        var solution = new double[_n];
        for (int c = 0; c < indices.Length; c++)
        {
            Span<double> row = rows.Slice(2 * c * _n, 2 * _n);
            for (int part = 0; part < 2; part++)
            {
                for (int i = 0; i < _n; i++)
                {
                    right[i] = row[2 * i + part];
                }

                _tridiagonal.SolveOutside(right, indices[c], solution);
                for (int i = 0; i < _n; i++)
                {
                    row[2 * i + part] = double.ScaleB(solution[i], -_exponent);
                }
            }
        }

        _reduction.ToOriginal(rows[..(2 * indices.Length * _n)], indices.Length);
    }

    /// <inheritdoc/>
    public double Crowding(int index, double gap) => _tridiagonal.Crowding(index, gap);
}
