using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Approximate eigenvectors U next to the computed ones, which the forward solve saw: with AU = UΘ + E, E ⊥ U, the systems
/// (A − λ)y = r are solved for their parts in U exactly, and what is left, P(A − λ)P − E(Θ − λ)⁻¹Eᵀ on the rest, has none of
/// the small eigenvalues that make it slow. No vector of U need be accurate.
/// </summary>
internal sealed class NearSpace<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _vectors;
    private readonly T[] _rest;
    private readonly double[] _values;
    private readonly T[] _scratch;
    private readonly T[] _solution;

    private NearSpace(T[] vectors, T[] rest, double[] values)
    {
        _vectors = vectors;
        _rest = rest;
        _values = values;
        _scratch = new T[values.Length];
        _solution = new T[values.Length];
    }

    /// <summary>The dimension of U, and the products its making took.</summary>
    public int Count => _values.Length;

    /// <summary>The space of given vectors; <see langword="null"/> where there are none, or one of them is no neighbour but a computed vector.</summary>
    /// <param name="a">A.</param>
    /// <param name="deflation">The computed vectors.</param>
    /// <param name="deflationCount">How many.</param>
    /// <param name="shifts">The computed values.</param>
    /// <param name="near">What U is made of.</param>
    public static NearSpace<T>? Create(ISymmetricOperator<T> a, T[] deflation, int deflationCount, T[] shifts, T[][] near)
    {
        const double Dependent = 0.1;
        int n = a.Dimension;
        int p = 0;
        var vectors = new T[near.Length * n];
        var scratch = new T[Math.Max(deflationCount, near.Length)];
        foreach (T[] vector in near)
        {
            // What was found later takes its part of a vector with it.
            Span<T> row = vectors.AsSpan(p * n, n);
            vector.CopyTo(row);
            BlockKernels.Orthogonalize(deflation, deflationCount, row, scratch);
            BlockKernels.Orthogonalize(vectors, p, row, scratch);
            T norm = TensorPrimitives.Norm<T>(row);
            if (Numbers<T>.ToDouble(norm) > Dependent)
            {
                TensorPrimitives.Divide(row, norm, row);
                p++;
            }
        }

        if (p == 0)
        {
            return null;
        }

        var rest = new T[p * n];
        var projected = new double[p * p];
        for (int i = 0; i < p; i++)
        {
            a.Apply(vectors.AsSpan(i * n, n), rest.AsSpan(i * n, n));
            BlockKernels.Coefficients(vectors, p, rest.AsSpan(i * n, n), scratch);
            for (int j = 0; j < p; j++)
            {
                projected[i * p + j] += Numbers<T>.ToDouble(scratch[j]) / 2;
                projected[j * p + i] += Numbers<T>.ToDouble(scratch[j]) / 2;
            }
        }

        double[] values = DenseEigensolver.Decompose(p, projected);
        var combination = new T[p * p];
        for (int i = 0; i < p * p; i++)
        {
            combination[i % p * p + i / p] = Numbers<T>.From(projected[i]);
        }

        ProductKernel.Rotate<T>(vectors, p, n, combination, p);
        ProductKernel.Rotate<T>(rest, p, n, combination, p);
        for (int i = 0; i < p; i++)
        {
            Span<T> row = rest.AsSpan(i * n, n);
            BlockKernels.Orthogonalize(deflation, deflationCount, row, scratch);
            BlockKernels.Orthogonalize(vectors, p, row, scratch);
        }

        bool isApart = shifts.All(shift => values.All(value => Math.Abs(value - Numbers<T>.ToDouble(shift)) > 0));
        return isApart ? new NearSpace<T>(vectors, rest, values) : null;
    }

    /// <summary>r := P(r − E(Θ − λ)⁻¹Uᵀr), the right-hand side that is left.</summary>
    public void Reduce(Span<T> r, double shift)
    {
        BlockKernels.Coefficients(_vectors, Count, r, _scratch);
        Divide(shift);
        BlockKernels.Subtract(_rest, Count, _scratch, r);
        Project(r);
    }

    /// <summary>y := P(y − E(Θ − λ)⁻¹Eᵀx), for y = P(A − λ)x.</summary>
    public void Multiply(ReadOnlySpan<T> x, Span<T> y, double shift)
    {
        BlockKernels.Coefficients(_rest, Count, x, _scratch);
        Divide(shift);
        BlockKernels.Subtract(_rest, Count, _scratch, y);
        Project(y);
    }

    /// <summary>solution += z + U(Θ − λ)⁻¹(Uᵀr − Eᵀz), for the right-hand side r as it was.</summary>
    public void Complete(ReadOnlySpan<T> r, ReadOnlySpan<T> z, Span<T> solution, double shift)
    {
        BlockKernels.Coefficients(_vectors, Count, r, _solution);
        BlockKernels.Coefficients(_rest, Count, z, _scratch);
        TensorPrimitives.Subtract(_scratch, _solution, _scratch);
        Divide(shift);
        TensorPrimitives.Add(solution, z, solution);
        BlockKernels.Subtract(_vectors, Count, _scratch, solution);
    }

    private void Project(Span<T> y) => BlockKernels.Orthogonalize(_vectors, Count, y, _solution);

    private void Divide(double shift)
    {
        for (int i = 0; i < Count; i++)
        {
            _scratch[i] /= Numbers<T>.From(_values[i] - shift);
        }
    }
}
