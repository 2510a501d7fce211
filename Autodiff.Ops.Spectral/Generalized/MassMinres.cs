using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// MINRES (Paige and Saunders, 1975) on (A − λM)y = r in the inner product of M, which is the one that M⁻¹ preconditions, on
/// the space orthogonal to V. Residuals are vectors of the dual, where M V is projected out.
/// </summary>
internal sealed class MassMinres<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly MassPairs<T> _pairs;
    private readonly CancellationToken _cancellation;
    private readonly int _n;
    private readonly int _count;
    private readonly int _limit;
    private readonly T[] _scratch;
    private T[] _previous;
    private T[] _current;
    private T[] _next;
    private readonly T[] _lanczos;
    private readonly T[] _solved;
    private T[] _direction;
    private T[] _oldDirection;
    private readonly T[] _product;

    public MassMinres(MassPairs<T> pairs, CancellationToken cancellation)
    {
        _pairs = pairs;
        _cancellation = cancellation;
        _n = pairs.Mass.Dimension;
        _count = pairs.Ritz.Values.Length;
        _limit = Math.Clamp(10 * _n, 200, 50_000);
        _scratch = new T[_count];
        _previous = new T[_n];
        _current = new T[_n];
        _next = new T[_n];
        _lanczos = new T[_n];
        _solved = new T[_n];
        _direction = new T[_n];
        _oldDirection = new T[_n];
        _product = new T[_n];
    }

    /// <summary>The steps, of the slowest column.</summary>
    public int Iterations { get; private set; }

    public int Applications { get; private set; }

    /// <summary>Whether a column used up the steps allowed.</summary>
    public bool IsExhausted => Iterations >= _limit;

    /// <summary>rest = (I − MVVᵀ)(right − (A − λM)·solution).</summary>
    public void Residual(ReadOnlySpan<T> right, ReadOnlySpan<T> solution, double shift, Span<T> rest)
    {
        Shifted(solution, rest, shift);
        TensorPrimitives.Subtract(right, rest, rest);
        ProjectDual(rest);
    }

    /// <summary>y := (I − VVᵀM)y.</summary>
    public void Project(Span<T> y) => Remove(_pairs.Ritz.Duals, _pairs.Ritz.Vectors, y);

    /// <summary>Adds to <paramref name="x"/> what makes the residual's norm at most the target.</summary>
    public void Solve(ReadOnlySpan<T> right, double shift, double target, Span<T> x)
    {
        Array.Clear(_direction);
        Array.Clear(_oldDirection);
        Array.Clear(_previous);
        right.CopyTo(_current);
        double rest = Precondition(_current, _solved);
        double beta = rest;
        double oldBeta = 1;
        (double cosine, double sine, double deltaBar, double epsilon) = (-1, 0, 0, 0);
        int iteration = 0;
        while (rest > target && beta > 0 && iteration < _limit)
        {
            _cancellation.ThrowIfCancellationRequested();
            TensorPrimitives.Multiply(_solved, Numbers<T>.From(1 / beta), _lanczos);
            Shifted(_lanczos, _next, shift);
            double alpha = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(_lanczos, _next));
            if (iteration > 0)
            {
                TensorPrimitives.MultiplyAdd(_previous, Numbers<T>.From(-beta / oldBeta), _next, _next);
            }

            TensorPrimitives.MultiplyAdd(_current, Numbers<T>.From(-alpha / beta), _next, _next);
            ProjectDual(_next);
            (_previous, _current, _next) = (_current, _next, _previous);
            oldBeta = beta;
            beta = Precondition(_current, _solved);

            // The rotation that keeps the factor triangular.
            double oldEpsilon = epsilon;
            double delta = cosine * deltaBar + sine * alpha;
            double gammaBar = sine * deltaBar - cosine * alpha;
            epsilon = sine * beta;
            deltaBar = -cosine * beta;
            double gamma = double.Hypot(gammaBar, beta);
            iteration++;
            if (!(gamma > 0))
            {
                break;
            }

            cosine = gammaBar / gamma;
            sine = beta / gamma;
            double step = cosine * rest;
            rest *= sine;

            // w = (v − ε w₁ − δ w₂)/γ and x += φ w.
            TensorPrimitives.MultiplyAdd(_oldDirection, Numbers<T>.From(-oldEpsilon), _lanczos, _oldDirection);
            TensorPrimitives.MultiplyAdd(_direction, Numbers<T>.From(-delta), _oldDirection, _oldDirection);
            TensorPrimitives.Multiply(_oldDirection, Numbers<T>.From(1 / gamma), _oldDirection);
            (_direction, _oldDirection) = (_oldDirection, _direction);
            TensorPrimitives.MultiplyAdd(_direction, Numbers<T>.From(step), x, x);
            if (beta <= Numbers<T>.Eps * Numbers<T>.Eps * (iteration == 1 ? gamma : oldBeta))
            {
                break;
            }
        }

        Iterations = Math.Max(Iterations, iteration);
    }

    /// <summary>y = (A − λM) x.</summary>
    private void Shifted(ReadOnlySpan<T> x, Span<T> y, double shift)
    {
        _pairs.Operator.Apply(x, y);
        Applications++;
        _pairs.Mass.Multiply(x, _product);
        TensorPrimitives.MultiplyAdd(_product, -Numbers<T>.From(shift), y, y);
    }

    /// <summary>z = M⁻¹r without its part in V, and √(rᵀz).</summary>
    private double Precondition(ReadOnlySpan<T> r, Span<T> z)
    {
        _pairs.Mass.Solve(r, z);
        Project(z);
        return Numbers<T>.ToDouble(_pairs.Mass.NormOf(z, r));
    }

    private void ProjectDual(Span<T> r) => Remove(_pairs.Ritz.Vectors, _pairs.Ritz.Duals, r);

    private void Remove(T[] tests, T[] rows, Span<T> x)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            BlockKernels.Coefficients<T>(tests, _count, x, _scratch);
            BlockKernels.Subtract<T>(rows, _count, _scratch, x);
        }
    }
}
