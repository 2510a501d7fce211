using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// P(A − λ_j)P Y_j = R_j with a factor of A − σI at a shift nearby: multiplied by T = P(A − σ)⁻¹P the system is
/// (I − (λ_j − σ)T) Y = T R, whose eigenvalues (λ − λ_j)/(λ − σ) are positive and all but 1, for no λ outside of the
/// computed ones lies between σ and λ_j. Conjugate gradients (Hestenes and Stiefel, 1952), every column in the same solve.
/// </summary>
internal sealed class FactoredAdjoint<T>
    where T : IFloatingPointIeee754<T>
{
    private const int Limit = 400;

    private readonly IShiftedFactor<T> _factor;
    private readonly T[] _deflation;
    private readonly int _deflationCount;
    private readonly double[] _offsets;
    private readonly CancellationToken _cancellation;
    private readonly int _n;
    private readonly T[] _scratch;
    private readonly T[] _rest;
    private readonly T[] _direction;
    private readonly T[] _product;

    public FactoredAdjoint(IShiftedFactor<T> factor, T[] deflation, int deflationCount, T[] shifts, CancellationToken cancellation)
    {
        _factor = factor;
        _deflation = deflation;
        _deflationCount = deflationCount;
        _cancellation = cancellation;
        _n = factor.Dimension;
        _offsets = new double[shifts.Length];
        for (int c = 0; c < shifts.Length; c++)
        {
            _offsets[c] = (Numbers<T>.ToDouble(shifts[c]) - factor.Shift) / factor.Unit;
        }

        int size = checked(shifts.Length * _n);
        _scratch = new T[shifts.Length * deflationCount];
        _rest = new T[size];
        _direction = new T[size];
        _product = new T[size];
    }

    /// <summary>The iterations made, each one solve with all columns.</summary>
    public int Iterations { get; private set; }

    /// <summary>Adds to <paramref name="solution"/> what makes the residuals smaller by <paramref name="reduction"/>.</summary>
    /// <returns>Whether every column got there.</returns>
    public bool Solve(T[] residual, double reduction, T[] solution)
    {
        int count = _offsets.Length;
        residual.AsSpan(0, count * _n).CopyTo(_rest);
        Multiply(_rest, count);
        var squares = new double[count];
        var targets = new double[count];
        var columns = new int[count];
        int active = 0;
        for (int c = 0; c < count; c++)
        {
            Span<T> rest = _rest.AsSpan(c * _n, _n);
            double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(rest));
            squares[c] = norm * norm;
            targets[c] = reduction * norm;
            if (norm > 0)
            {
                rest.CopyTo(_direction.AsSpan(active * _n));
                columns[active++] = c;
            }
        }

        // Directions and their products are packed, as columns drop out.
        T step = T.ScaleB(T.One, -Math.ILogB(_factor.Unit));
        for (int iteration = 0; active > 0; iteration++)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (iteration == Limit)
            {
                return false;
            }

            _direction.AsSpan(0, active * _n).CopyTo(_product);
            Multiply(_product, active);
            int kept = 0;
            for (int i = 0; i < active; i++)
            {
                int c = columns[i];
                Span<T> direction = _direction.AsSpan(i * _n, _n);
                Span<T> product = _product.AsSpan(i * _n, _n);
                Span<T> rest = _rest.AsSpan(c * _n, _n);
                TensorPrimitives.MultiplyAdd(product, Numbers<T>.From(-_offsets[c]), direction, product);
                double curvature = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(direction, product));
                if (!(curvature > 0))
                {
                    return false;
                }

                double alpha = squares[c] / curvature;
                Span<T> x = solution.AsSpan(c * _n, _n);
                TensorPrimitives.MultiplyAdd(direction, Numbers<T>.From(alpha) * step, x, x);
                TensorPrimitives.MultiplyAdd(product, Numbers<T>.From(-alpha), rest, rest);
                double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(rest));
                if (norm <= targets[c])
                {
                    continue;
                }

                TensorPrimitives.MultiplyAdd(direction, Numbers<T>.From(norm * norm / squares[c]), rest, _direction.AsSpan(kept * _n, _n));
                squares[c] = norm * norm;
                columns[kept++] = c;
            }

            active = kept;
        }

        return true;
    }

    /// <summary>x := P(A − σ)⁻¹ x, in the factor's units, for vectors that P leaves as they are.</summary>
    private void Multiply(T[] x, int count)
    {
        Iterations++;
        _factor.SolveInUnits(x, count);
        PanelKernels.Project(_deflation, _deflationCount, x, count, _n, _scratch);
    }
}
