using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// MINRES (Paige and Saunders, 1975) on P(A − λ_j)P, P = I − VVᵀ, with the shift of each column, one column after another:
/// they share six vectors.
/// </summary>
internal sealed class ProjectedMinres<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly ISymmetricOperator<T> _a;
    private readonly T[] _deflation;
    private readonly int _deflationCount;
    private readonly T[] _shifts;
    private readonly CancellationToken _cancellation;
    private readonly int _n;
    private readonly int _limit;
    private readonly T[] _scratch;
    private T[] _previous = [];
    private T[] _current = [];
    private T[] _lanczos = [];
    private T[] _product = [];
    private T[] _direction = [];
    private T[] _oldDirection = [];
    private T[] _part = [];
    private readonly int[] _iterations;
    private readonly NearSpace<T>? _near;

    public ProjectedMinres(ISymmetricOperator<T> a, T[] deflation, int deflationCount, T[] shifts, CancellationToken cancellation, NearSpace<T>? near = null)
    {
        _near = near;
        Applications = near?.Count ?? 0;
        _a = a;
        _deflation = deflation;
        _deflationCount = deflationCount;
        _shifts = shifts;
        _cancellation = cancellation;
        _n = a.Dimension;
        _limit = Math.Clamp(10 * _n, 200, 50_000);
        _scratch = new T[deflationCount];
        _iterations = new int[shifts.Length];
    }

    /// <summary>The steps, of the slowest column.</summary>
    public int Iterations => TensorPrimitives.Max<int>(_iterations);

    public int Applications { get; private set; }

    /// <summary>Whether the iterations allowed are used up.</summary>
    public bool IsExhausted => Iterations >= _limit;

    /// <summary>residual = −P(V̄_j + (A − λ_j)·solution), for each column.</summary>
    public void Residual(T[] g, int[] columns, T[] solution, int count, T[] residual)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> r = residual.AsSpan(c * _n, _n);
            Shifted(solution.AsSpan(c * _n, _n), r, _shifts[c]);
            TensorPrimitives.Add(g.AsSpan(columns[c] * _n, _n), r, r);
            TensorPrimitives.Negate(r, r);
            BlockKernels.Orthogonalize(_deflation, _deflationCount, r, _scratch);
        }
    }

    /// <summary>Adds to <paramref name="solution"/> what makes the residual norms at most the targets.</summary>
    public void Solve(T[] residual, int count, double[] targets, T[] solution)
    {
        Reserve();
        for (int c = 0; c < count; c++)
        {
            ReadOnlySpan<T> right = residual.AsSpan(c * _n, _n);
            Span<T> x = solution.AsSpan(c * _n, _n);
            right.CopyTo(_current);
            if (_near is not null)
            {
                _near.Reduce(_current, Numbers<T>.ToDouble(_shifts[c]));
                _part.AsSpan().Clear();
            }

            Iterate(c, targets[c], _near is null ? x : _part);
            _near?.Complete(right, _part, x, Numbers<T>.ToDouble(_shifts[c]));
        }
    }

    private void Iterate(int c, double target, Span<T> x)
    {
        Array.Clear(_direction);
        Array.Clear(_oldDirection);
        double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(_current));
        var s = new Column { Beta = norm, Rest = norm, Cosine = -1 };
        for (int iteration = 0; !s.Broken && s.Rest > target && _iterations[c] < _limit; iteration++)
        {
            _cancellation.ThrowIfCancellationRequested();
            _iterations[c]++;
            Step(ref s, iteration, _shifts[c], x);
        }
    }

    /// <summary>Room for the recurrence, which a caller that only asks for residuals does without.</summary>
    private void Reserve()
    {
        if (_previous.Length < _n)
        {
            _previous = new T[_n];
            _current = new T[_n];
            _lanczos = new T[_n];
            _product = new T[_n];
            _direction = new T[_n];
            _oldDirection = new T[_n];
            _part = _near is null ? [] : new T[_n];
        }
    }

    private void Step(ref Column s, int iteration, T shift, Span<T> x)
    {
        Span<T> current = _current;
        Span<T> v = _lanczos;
        Span<T> y = _product;

        // The next Lanczos vector, from a three-term recurrence.
        TensorPrimitives.Multiply<T>(current, Numbers<T>.From(1 / s.Beta), v);
        Shifted(v, y, shift);
        _near?.Multiply(v, y, Numbers<T>.ToDouble(shift));
        if (iteration > 0)
        {
            TensorPrimitives.MultiplyAdd(_previous, Numbers<T>.From(-s.Beta / s.OldBeta), y, y);
        }

        double alpha = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(v, y));
        TensorPrimitives.MultiplyAdd(current, Numbers<T>.From(-alpha / s.Beta), y, y);
        BlockKernels.Coefficients(_deflation, _deflationCount, y, _scratch);
        BlockKernels.Subtract(_deflation, _deflationCount, _scratch, y);
        (_previous, _current, _product) = (_current, _product, _previous);
        s.OldBeta = s.Beta;
        s.Beta = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(y));

        // The rotation that keeps the factor triangular.
        double oldEpsilon = s.Epsilon;
        double delta = s.Cosine * s.DeltaBar + s.Sine * alpha;
        double gammaBar = s.Sine * s.DeltaBar - s.Cosine * alpha;
        s.Epsilon = s.Sine * s.Beta;
        s.DeltaBar = -s.Cosine * s.Beta;
        double gamma = double.Hypot(gammaBar, s.Beta);
        if (!(gamma > 0))
        {
            s.Broken = true;
            return;
        }

        s.Cosine = gammaBar / gamma;
        s.Sine = s.Beta / gamma;
        double step = s.Cosine * s.Rest;
        s.Rest *= s.Sine;

        // The first of the old ones is the norm of the right-hand side, in other units than A.
        s.Broken = s.Beta <= Numbers<T>.Eps * Numbers<T>.Eps * (iteration == 0 ? gamma : s.OldBeta);

        // w = (v − ε w₁ − δ w₂)/γ and x += φ w.
        Span<T> old = _direction;
        Span<T> direction = _oldDirection;
        TensorPrimitives.MultiplyAdd(direction, Numbers<T>.From(-oldEpsilon), v, direction);
        TensorPrimitives.MultiplyAdd(old, Numbers<T>.From(-delta), direction, direction);
        TensorPrimitives.Multiply(direction, Numbers<T>.From(1 / gamma), direction);
        (_direction, _oldDirection) = (_oldDirection, _direction);
        TensorPrimitives.MultiplyAdd(direction, Numbers<T>.From(step), x, x);
    }

    /// <summary>y = (A − λ) x.</summary>
    private void Shifted(ReadOnlySpan<T> x, Span<T> y, T shift)
    {
        _a.Apply(x, y);
        Applications++;
        TensorPrimitives.MultiplyAdd(x, -shift, y, y);
    }

    /// <summary>The scalars of one column's recurrence.</summary>
    private struct Column
    {
        public double Beta;
        public double OldBeta;
        public double Rest;
        public double Cosine;
        public double Sine;
        public double DeltaBar;
        public double Epsilon;
        public bool Broken;
    }
}
