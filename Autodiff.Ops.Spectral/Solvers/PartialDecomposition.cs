using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A few eigenpairs of a dense symmetric matrix A = 2^s·Q T Qᵀ: only the wanted vectors of T are found and taken back.
/// The reduction is kept, for linear systems with A − λI.
/// </summary>
internal sealed class PartialDecomposition<T> : IPartialInverse<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly int _n;
    private readonly int _exponent;
    private readonly HouseholderReduction<T> _reduction;
    private readonly PartialTridiagonal _tridiagonal;

    private PartialDecomposition(int n, T[] matrix, int k, EigenTarget target, CancellationToken cancellation)
    {
        _n = n;
        _exponent = DenseEigensolver.Scale(matrix);
        _reduction = HouseholderReduction<T>.Reduce(n, matrix, cancellation);
        var d = new double[n];
        var e = new double[n];
        TensorPrimitives.ConvertTruncating<T, double>(_reduction.Diagonal, d);
        TensorPrimitives.ConvertTruncating<T, double>(_reduction.OffDiagonal, e);
        _tridiagonal = new PartialTridiagonal(d, e, _exponent, k, target, cancellation);
        Vectors = new T[k * n];
        TensorPrimitives.ConvertTruncating<double, T>(_tridiagonal.Vectors, Vectors);
        _reduction.ToOriginal(Vectors, k);
        Values = [.. _tridiagonal.Values.Select(value => T.ScaleB(Numbers<T>.From(value), _exponent))];
        DenseEigensolver.RequireInRange(Values);
    }

    /// <summary>The wanted eigenvalues, ascending.</summary>
    public T[] Values { get; }

    /// <summary>Their vectors, one after another.</summary>
    public T[] Vectors { get; }

    /// <summary>The eigenvalues next to the wanted ones.</summary>
    public IReadOnlyList<double> Guards => _tridiagonal.Guards;

    /// <summary>‖A‖₂.</summary>
    public double Norm => _tridiagonal.Norm;

    /// <summary>Finds k pairs.</summary>
    /// <param name="n">The order.</param>
    /// <param name="matrix">n × n finite numbers, of which the lower triangle is read; destroyed.</param>
    /// <param name="k">How many, from 1 to n.</param>
    /// <param name="target">Which.</param>
    /// <param name="cancellation">Honoured on the way.</param>
    public static PartialDecomposition<T> Decompose(int n, T[] matrix, int k, EigenTarget target, CancellationToken cancellation)
        => new(n, matrix, k, target, cancellation);

    /// <summary>Rows become 2^−s·Q (T − λ)⁺ Qᵀ row.</summary>
    /// <inheritdoc/>
    public void SolveOutside(Span<T> rows, ReadOnlySpan<int> indices)
    {
        _reduction.ToTridiagonal(rows, indices.Length);
        var right = new double[_n];
        var solution = new double[_n];
        for (int c = 0; c < indices.Length; c++)
        {
            Span<T> row = rows.Slice(c * _n, _n);
            TensorPrimitives.ConvertTruncating<T, double>(row, right);
            _tridiagonal.SolveOutside(right, indices[c], solution);
            TensorPrimitives.ConvertTruncating<double, T>(solution, row);
        }

        _reduction.ToOriginal(rows, indices.Length);
        if (_exponent != 0)
        {
            Span<T> all = rows[..(indices.Length * _n)];
            TensorPrimitives.ScaleB(all, -_exponent, all);
        }
    }

    /// <inheritdoc/>
    public double Crowding(int index, double gap) => _tridiagonal.Crowding(index, gap);
}
