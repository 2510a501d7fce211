using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The vectors V and M⁻¹V̄ in coordinates of a basis [V B] that is orthonormal in xᵀMy. In these the geometry of M is that of
/// Euclid, and the rules of a standard problem apply as they are. A row has k coordinates of V, k of B, and then n numbers,
/// which hold the column of Y that belongs to it: no coordinates are known for what solves a system.
/// </summary>
internal sealed class MassCoordinates<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly MassPairs<T> _pairs;
    private readonly int _k;
    private readonly int _n;
    private readonly T[] _beside;

    /// <param name="pairs">The forward solve.</param>
    /// <param name="adjoint">V̄, k rows of n.</param>
    public MassCoordinates(MassPairs<T> pairs, ReadOnlySpan<T> adjoint)
    {
        _pairs = pairs;
        _n = pairs.Mass.Dimension;
        _k = adjoint.Length / _n;
        Length = checked(2 * _k + _n);
        Vectors = new T[_k * Length];
        Adjoint = new T[_k * Length];
        BesideDuals = new T[_k * _n];
        _beside = new T[_k * _n];
        for (int j = 0; j < _k; j++)
        {
            Vectors[j * Length + j] = T.One;
        }

        if (!TensorPrimitives.IsFiniteAll(adjoint))
        {
            Adjoint.AsSpan().Fill(T.NaN);
        }
        else if (adjoint.ContainsAnyExcept(T.Zero))
        {
            Fill(adjoint);
        }
    }

    /// <summary>The numbers of a row.</summary>
    public int Length { get; }

    /// <summary>V.</summary>
    public T[] Vectors { get; }

    /// <summary>M⁻¹V̄, or that of L⁻¹V̄ in u = Lᵀv.</summary>
    public T[] Adjoint { get; }

    /// <summary>M B.</summary>
    public T[] BesideDuals { get; }

    /// <summary>W from its coordinates, for A and M as they were given.</summary>
    public T[] Restore(T[] weights)
    {
        var result = new T[_k * _n];
        for (int j = 0; j < _k; j++)
        {
            weights.AsSpan(j * Length + 2 * _k, _n).CopyTo(result.AsSpan(j * _n, _n));
        }

        ReadOnlySpan<T> inside = weights;
        for (int j = 0; j < _k; j++)
        {
            for (int i = 0; i < _k; i++)
            {
                Span<T> row = result.AsSpan(j * _n, _n);
                TensorPrimitives.MultiplyAdd(_pairs.Ritz.Vectors.AsSpan(i * _n, _n), inside[j * Length + i], row, row);
            }
        }

        TensorPrimitives.Divide(result, Numbers<T>.From(_pairs.Mass.UnitRoot), result);
        return result;
    }

    private void Fill(ReadOnlySpan<T> adjoint)
    {
        // A power of two brings the adjoints near 1 meanwhile; another is the unit of M.
        MassProducts<T> mass = _pairs.Mass;
        int exponent = T.ILogB(TensorPrimitives.MaxMagnitude(adjoint));
        int unit = Math.ILogB(mass.UnitRoot);
        T[] v = _pairs.Ritz.Vectors;
        T[] duals = _pairs.Ritz.Duals;
        var scratch = new T[_k];
        var given = new T[_n];
        for (int j = 0; j < _k; j++)
        {
            Span<T> row = Adjoint.AsSpan(j * Length, 2 * _k);
            TensorPrimitives.ScaleB(adjoint.Slice(j * _n, _n), -exponent, given);
            if (!given.AsSpan().ContainsAnyExcept(T.Zero))
            {
                continue;
            }

            BlockKernels.Coefficients<T>(v, _k, given, row);
            Span<T> rest = _beside.AsSpan(j * _n, _n);
            Span<T> dual = BesideDuals.AsSpan(j * _n, _n);
            mass.Solve(given, rest);
            T whole = mass.NormOf(rest, given);
            for (int pass = 0; pass < 3; pass++)
            {
                BlockKernels.Coefficients<T>(duals, _k, rest, scratch);
                BlockKernels.Subtract<T>(v, _k, scratch, rest);
                BlockKernels.Coefficients<T>(BesideDuals, j, rest, scratch);
                BlockKernels.Subtract<T>(_beside, j, scratch, rest);
                TensorPrimitives.Add(row.Slice(_k, j), scratch.AsSpan(0, j), row.Slice(_k, j));
            }

            T norm = mass.Norm(rest, dual);
            if (norm <= whole * Numbers<T>.Epsilon)
            {
                rest.Clear();
                dual.Clear();
            }
            else
            {
                row[_k + j] = norm;
                TensorPrimitives.Divide(rest, norm, rest);
                TensorPrimitives.Divide(dual, norm, dual);
            }

            TensorPrimitives.ScaleB(row, exponent - unit, row);
        }
    }
}
