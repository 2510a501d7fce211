using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// MINRES (Paige and Saunders, 1975) on P(A − λ_j)P, P = I − VVᵀ, for many columns in lockstep: one column for each
/// shift, one block product an iteration.
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
    private T[] _olderDirection = [];
    private readonly Column[] _columns;

    public ProjectedMinres(ISymmetricOperator<T> a, T[] deflation, int deflationCount, T[] shifts, CancellationToken cancellation)
    {
        _a = a;
        _deflation = deflation;
        _deflationCount = deflationCount;
        _shifts = shifts;
        _cancellation = cancellation;
        _n = a.Dimension;
        _limit = Math.Clamp(10 * _n, 200, 50_000);
        _scratch = new T[deflationCount];
        _columns = new Column[shifts.Length];
    }

    public int Iterations { get; private set; }

    public int Applications { get; private set; }

    /// <summary>Whether the iterations allowed are used up.</summary>
    public bool IsExhausted => Iterations >= _limit;

    /// <summary>residual = right-hand side − P(A − λ)·solution, for each column.</summary>
    public void Residual(T[] rightHandSides, T[] solution, int count, T[] residual)
    {
        for (int c = 0; c < count; c++)
        {
            Span<T> r = residual.AsSpan(c * _n, _n);
            Shifted(solution.AsSpan(c * _n, _n), r, _shifts[c]);
            TensorPrimitives.Subtract(rightHandSides.AsSpan(c * _n, _n), r, r);
            BlockKernels.Orthogonalize(_deflation, _deflationCount, r, _scratch);
        }
    }

    /// <summary>Adds to <paramref name="solution"/> what makes the residual norms at most the targets.</summary>
    public void Solve(T[] residual, int count, double[] targets, T[] solution)
    {
        Reserve();
        Array.Clear(_direction);
        Array.Clear(_oldDirection);
        int active = 0;
        for (int c = 0; c < count; c++)
        {
            Span<T> r = residual.AsSpan(c * _n, _n);
            double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(r));
            _columns[c] = new Column { Beta = norm, Rest = norm, Cosine = -1, Active = norm > targets[c] };
            active += _columns[c].Active ? 1 : 0;
            r.CopyTo(_current.AsSpan(c * _n));
        }

        for (int iteration = 0; active > 0 && Iterations < _limit; iteration++)
        {
            _cancellation.ThrowIfCancellationRequested();
            Iterations++;
            active = 0;
            for (int c = 0; c < count; c++)
            {
                if (_columns[c].Active)
                {
                    Step(c, iteration, solution);
                    _columns[c].Active = !_columns[c].Broken && _columns[c].Rest > targets[c];
                    active += _columns[c].Active ? 1 : 0;
                }
            }
        }
    }

    /// <summary>Room for the recurrences, which a caller that only asks for residuals does without.</summary>
    private void Reserve()
    {
        int size = checked(_shifts.Length * _n);
        if (_previous.Length < size)
        {
            _previous = new T[size];
            _current = new T[size];
            _lanczos = new T[size];
            _product = new T[size];
            _direction = new T[size];
            _oldDirection = new T[size];
            _olderDirection = new T[size];
        }
    }

    private void Step(int c, int iteration, T[] solution)
    {
        ref Column s = ref _columns[c];
        Span<T> previous = _previous.AsSpan(c * _n, _n);
        Span<T> current = _current.AsSpan(c * _n, _n);
        Span<T> v = _lanczos.AsSpan(c * _n, _n);
        Span<T> y = _product.AsSpan(c * _n, _n);

        // The next Lanczos vector, from a three-term recurrence.
        TensorPrimitives.Multiply(current, Numbers<T>.From(1 / s.Beta), v);
        Shifted(v, y, _shifts[c]);
        if (iteration > 0)
        {
            TensorPrimitives.MultiplyAdd(previous, Numbers<T>.From(-s.Beta / s.OldBeta), y, y);
        }

        double alpha = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(v, y));
        TensorPrimitives.MultiplyAdd(current, Numbers<T>.From(-alpha / s.Beta), y, y);
        BlockKernels.Coefficients(_deflation, _deflationCount, y, _scratch);
        BlockKernels.Subtract(_deflation, _deflationCount, _scratch, y);
        current.CopyTo(previous);
        y.CopyTo(current);
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
        Span<T> direction = _direction.AsSpan(c * _n, _n);
        Span<T> old = _oldDirection.AsSpan(c * _n, _n);
        Span<T> older = _olderDirection.AsSpan(c * _n, _n);
        old.CopyTo(older);
        direction.CopyTo(old);
        TensorPrimitives.MultiplyAdd(older, Numbers<T>.From(-oldEpsilon), v, direction);
        TensorPrimitives.MultiplyAdd(old, Numbers<T>.From(-delta), direction, direction);
        TensorPrimitives.Multiply(direction, Numbers<T>.From(1 / gamma), direction);
        Span<T> x = solution.AsSpan(c * _n, _n);
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
        public bool Active;
        public bool Broken;
    }
}
