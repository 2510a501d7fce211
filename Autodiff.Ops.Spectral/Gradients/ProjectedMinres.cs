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
    private readonly AdjointColumns<T> _columns;
    private readonly NearSpace<T>? _near;
    private readonly CancellationToken _cancellation;
    private readonly int _n;
    private readonly int _limit;
    private readonly T[] _scratch;
    private readonly int[] _iterations;
    private T[] _previous = [];
    private T[] _current = [];
    private T[] _lanczos = [];
    private T[] _product = [];
    private T[] _direction = [];
    private T[] _oldDirection = [];
    private double[] _schur = [];
    private readonly double[] _slack;
    private readonly SolutionError _error = new();

    /// <param name="columns">The systems.</param>
    /// <param name="near">Vectors that make it quicker.</param>
    /// <param name="cancellation">Honoured at each step.</param>
    public ProjectedMinres(AdjointColumns<T> columns, NearSpace<T>? near, CancellationToken cancellation)
    {
        _columns = columns;
        _near = near;
        _cancellation = cancellation;
        _n = columns.Dimension;
        _limit = Math.Clamp(10 * _n, 200, 50_000);
        _scratch = new T[Math.Max(columns.DeflationCount, near?.Count ?? 0)];
        _iterations = new int[columns.Count];
        _slack = new double[columns.Count];
    }

    /// <summary>The steps, of the slowest column.</summary>
    public int Iterations => TensorPrimitives.Max<int>(_iterations);

    public int Applications { get; private set; }

    /// <summary>residual = −P(V̄_j + (A − λ_j)·solution).</summary>
    public void Residual(int c, Span<T> residual)
    {
        Shifted(_columns.SolutionOf(c), residual, _columns.Shifts[c]);
        TensorPrimitives.Add(_columns.Adjoint(c), residual, residual);
        TensorPrimitives.Negate(residual, residual);
        _columns.Project(residual);
    }

    /// <summary>Takes what stands for a solution in every column where it is better than nothing.</summary>
    /// <returns>Whether it is in any.</returns>
    public bool StartFromSolution()
    {
        Reserve();
        bool any = false;
        for (int c = 0; c < _columns.Count; c++)
        {
            _columns.Project(_columns.SolutionOf(c));
            Residual(c, _current);
            bool isBetter = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(_current)) < _columns.RightNorm(c);
            any |= isBetter;
            if (!isBetter)
            {
                _columns.SolutionOf(c).Clear();
            }
        }

        return any;
    }

    /// <summary>Solves for every column.</summary>
    /// <param name="isStarted">Whether there is something of a solution.</param>
    /// <param name="rounds">How often the residuals may be computed.</param>
    /// <returns>Whether all are good enough.</returns>
    public bool Solve(bool isStarted, int rounds)
    {
        Reserve();
        int count = _columns.Count;
        var estimates = new double[count];
        var isDone = new bool[count];
        for (int round = 0; round < rounds; round++)
        {
            for (int c = 0; c < count; c++)
            {
                if (!isDone[c])
                {
                    estimates[c] = SolveColumn(c, isStarted || round > 0, round == 0 ? 0.8 : 0.4);
                    _columns.Project(_columns.SolutionOf(c));
                }
            }

            if (round == 0 && count > 1 && AreConfirmed(estimates))
            {
                return true;
            }

            bool done = true;
            bool isExhausted = true;
            for (int c = 0; c < count; c++)
            {
                if (!isDone[c])
                {
                    Residual(c, _product);
                    isDone[c] = _columns.Measure(c, BlockKernels.Norm<T>(_product), _slack[c]);
                }

                done &= isDone[c];
                isExhausted &= isDone[c] || _iterations[c] >= _limit;
            }

            if (done || isExhausted)
            {
                return done;
            }
        }

        return false;
    }

    /// <summary>
    /// One product with a sum of the solutions, of random signs, in which each residual counts in units of what is allowed,
    /// tells whether all are what the recurrences say: residuals of different columns are all but orthogonal.
    /// </summary>
    private bool AreConfirmed(double[] estimates)
    {
        Span<T> sum = _lanczos;
        Span<T> rest = _previous;
        sum.Clear();
        rest.Clear();
        var allowed = new double[estimates.Length];
        var signs = new Random(20261127);
        double expected = 0;
        for (int c = 0; c < estimates.Length; c++)
        {
            Span<T> y = _columns.SolutionOf(c);
            allowed[c] = _columns.Allowed(c, BlockKernels.Norm<T>(y), _slack[c]);
            if (!(estimates[c] <= allowed[c]) || allowed[c] == 0)
            {
                return false;
            }

            expected += estimates[c] / allowed[c] * (estimates[c] / allowed[c]);
            double weight = signs.Next(2) == 0 ? 1 / allowed[c] : -1 / allowed[c];
            TensorPrimitives.MultiplyAdd(y, Numbers<T>.From(weight), sum, sum);
            TensorPrimitives.MultiplyAdd(y, Numbers<T>.From(-weight * Numbers<T>.ToDouble(_columns.Shifts[c])), rest, rest);
            TensorPrimitives.MultiplyAdd(_columns.Adjoint(c), Numbers<T>.From(weight), rest, rest);
        }

        _columns.Operator.Apply(sum, _product);
        Applications++;
        TensorPrimitives.Add<T>(_product, rest, rest);
        _columns.Project(rest);

        // What is more than all estimates together may be of any one column.
        double seen = BlockKernels.Norm<T>(rest);
        double more = Math.Max(0, seen * seen - expected);
        double Residual(int c) => Math.Sqrt(estimates[c] * estimates[c] + more * allowed[c] * allowed[c]);
        for (int c = 0; c < estimates.Length; c++)
        {
            if (!(Residual(c) <= allowed[c]))
            {
                return false;
            }
        }

        for (int c = 0; c < estimates.Length; c++)
        {
            _columns.Measure(c, Residual(c), _slack[c]);
        }

        return true;
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
        }
    }

    /// <summary>Adds to a solution what makes its residual small, and gives the norm that the recurrence tells.</summary>
    private double SolveColumn(int c, bool isStarted, double part)
    {
        Span<T> x = _columns.SolutionOf(c);
        if (isStarted)
        {
            Residual(c, _current);
        }
        else
        {
            _columns.RightHandSide(c, _current);
        }

        double target = _columns.Target(c, part);
        double shift = Numbers<T>.ToDouble(_columns.Shifts[c]);
        NearSpace<T>? near = _near is not null && _near.IsApart(shift) ? _near : null;
        _schur = near?.Schur(shift) ?? [];
        if (near is null)
        {
            return Iterate(c, target, 1, x);
        }

        var inside = new double[near.Count];
        near.Reduce(_current, shift, inside);
        double[] before = near.Along(x);
        double rest = Iterate(c, target, near.Growth(shift), x);
        near.Complete(x, inside, before, shift);
        return rest;
    }

    /// <summary>
    /// Makes the residual as small as is asked, or so small that the error is what a residual of the norm asked could make
    /// it: along the eigenvector next to the computed ones, where hardly any of it is left.
    /// </summary>
    private double Iterate(int c, double target, double growth, Span<T> x)
    {
        Array.Clear(_direction);
        Array.Clear(_oldDirection);
        double norm = Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(_current));
        var s = new Column { Beta = norm, Rest = norm, Cosine = -1 };
        _error.Start(norm);
        double slack = 1;
        for (int iteration = 0; !s.Broken && s.Rest > slack * target && _iterations[c] < _limit; iteration++)
        {
            _cancellation.ThrowIfCancellationRequested();
            _iterations[c]++;
            Step(ref s, iteration, _columns.Shifts[c], x);
            double perResidual = growth * _error.Add(s.Change, s.Rest);
            slack = perResidual > 0 && double.IsFinite(_columns.Gaps[c]) ? Math.Clamp(1 / (perResidual * _columns.Gaps[c]), 1, _columns.MostSlack) : 1;
        }

        _slack[c] = slack;
        return s.Rest;
    }

    private void Step(ref Column s, int iteration, T shift, Span<T> x)
    {
        Span<T> current = _current;
        Span<T> v = _lanczos;
        Span<T> y = _product;

        // The next Lanczos vector, from a three-term recurrence.
        TensorPrimitives.Multiply<T>(current, Numbers<T>.From(1 / s.Beta), v);
        Shifted(v, y, shift);
        if (_schur.Length > 0)
        {
            _near!.Subtract(v, y, _schur);
        }

        if (iteration > 0)
        {
            TensorPrimitives.MultiplyAdd(_previous, Numbers<T>.From(-s.Beta / s.OldBeta), y, y);
        }

        double alpha = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(v, y));
        TensorPrimitives.MultiplyAdd(current, Numbers<T>.From(-alpha / s.Beta), y, y);
        BlockKernels.Coefficients(_columns.Deflation, _columns.DeflationCount, y, _scratch);
        BlockKernels.Subtract(_columns.Deflation, _columns.DeflationCount, _scratch, y);
        if (_schur.Length > 0)
        {
            _near!.Project(y, _scratch);
        }

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
        s.Change = Math.Abs(step) * Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(direction));
    }

    /// <summary>y = (A − λ) x.</summary>
    private void Shifted(ReadOnlySpan<T> x, Span<T> y, T shift)
    {
        _columns.Operator.Apply(x, y);
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

        /// <summary>The norm of what the last step added.</summary>
        public double Change;
    }
}
