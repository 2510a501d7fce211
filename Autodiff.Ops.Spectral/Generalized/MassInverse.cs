using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// (A − λM)y = r by T = P(A − σM)⁻¹, P = I − VVᵀM, as (I − (λ − σ)T M) y = T r, whose eigenvalues (μ − λ)/(μ − σ) are positive
/// and all but 1, for no eigenvalue μ outside of the computed ones lies between σ and λ. Conjugate gradients (Hestenes and
/// Stiefel, 1952) in the inner product of M.
/// </summary>
internal sealed class MassInverse<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Limit = 400;

    private readonly MassPairs<T> _pairs;
    private readonly InverseOfPencil<T> _inverse;
    private readonly double _sigma;
    private readonly T[] _scratch;
    private readonly T[] _rest;
    private readonly T[] _restDual;
    private readonly T[] _direction;
    private readonly T[] _directionDual;
    private readonly T[] _product;

    public MassInverse(MassPairs<T> pairs, double sigma, EigshOptions options)
    {
        int n = pairs.Mass.Dimension;
        _pairs = pairs;
        _inverse = new InverseOfPencil<T>(pairs.Operator, pairs.Mass, sigma, options);
        _sigma = _inverse.Shift;
        _scratch = new T[pairs.Ritz.Values.Length];
        _rest = new T[n];
        _restDual = new T[n];
        _direction = new T[n];
        _directionDual = new T[n];
        _product = new T[n];
    }

    /// <summary>The solves made.</summary>
    public int Iterations { get; private set; }

    /// <summary>Adds to <paramref name="solution"/> what makes the residual smaller by <paramref name="reduction"/>.</summary>
    /// <returns>Whether it got there.</returns>
    public bool Solve(ReadOnlySpan<T> residual, double lambda, double reduction, Span<T> solution)
    {
        T offset = Numbers<T>.From(lambda - _sigma);
        Multiply(residual, _rest);
        double norm = Numbers<T>.ToDouble(_pairs.Mass.Norm(_rest, _restDual));
        double target = reduction * norm;
        _rest.CopyTo(_direction, 0);
        _restDual.CopyTo(_directionDual, 0);
        for (int iteration = 0; norm > target; iteration++)
        {
            if (iteration == Limit)
            {
                return false;
            }

            Multiply(_directionDual, _product);
            TensorPrimitives.MultiplyAdd(_product, -offset, _direction, _product);
            double curvature = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(_directionDual, _product));
            if (!(curvature > 0))
            {
                return false;
            }

            double alpha = norm * norm / curvature;
            TensorPrimitives.MultiplyAdd(_direction, Numbers<T>.From(alpha), solution, solution);
            TensorPrimitives.MultiplyAdd(_product, Numbers<T>.From(-alpha), _rest, _rest);
            double next = Numbers<T>.ToDouble(_pairs.Mass.Norm(_rest, _restDual));
            T beta = Numbers<T>.From(next * next / (norm * norm));
            TensorPrimitives.MultiplyAdd(_direction, beta, _rest, _direction);
            TensorPrimitives.MultiplyAdd(_directionDual, beta, _restDual, _directionDual);
            norm = next;
        }

        return true;
    }

    /// <summary>y = T x.</summary>
    private void Multiply(ReadOnlySpan<T> x, Span<T> y)
    {
        Iterations++;
        _inverse.Solve(x, y);
        for (int pass = 0; pass < 2; pass++)
        {
            BlockKernels.Coefficients<T>(_pairs.Ritz.Duals, _scratch.Length, y, _scratch);
            BlockKernels.Subtract<T>(_pairs.Ritz.Vectors, _scratch.Length, _scratch, y);
        }
    }
}
