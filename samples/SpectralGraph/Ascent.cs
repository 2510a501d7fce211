using System;
using System.Linq;
using System.Numerics.Tensors;
using Autodiff.Ops.Spectral;

namespace SpectralGraph;

/// <summary>The state of an ascent after a step.</summary>
/// <param name="Value">The best λ₂ so far.</param>
/// <param name="Bound">What λ₂ can reach at most, proven.</param>
/// <param name="ActiveTies">Ties with some weight.</param>
internal readonly record struct AscentProgress(int Step, double Value, double Bound, int ActiveTies);

/// <summary>
/// Projected gradient ascent of λ₂ over the ways to distribute a fixed total weight.
/// </summary>
/// <remarks>
/// λ₂ is concave in the weights but not smooth where it is a multiple eigenvalue, and its maximum is such a place:
/// there the gradient is one of many subgradients, and a step along it need not rise. So steps that rise are taken
/// first, as long as they pay; then stages of steps of one length, which need not rise, shorter from stage to stage
/// (Shor 1985). The best point is kept, and the mean of a stage is a candidate too. λ₂ is homogeneous, so every gradient g bounds it: λ₂(w) ≤ g·w everywhere, and means of gradients do
/// too; on the simplex that is at most total·max ḡ.
/// </remarks>
internal sealed class Ascent
{
    /// <summary>The walk begins with steps of this length, relative to the total weight, in stages of so many steps…</summary>
    private const double FirstLength = 0.05;
    private const int StageLength = 100;

    /// <summary>…each with steps shorter by this factor, until the bound is this near.</summary>
    private const double Shrinkage = 0.8;
    private const double Gap = 1e-5;

    /// <summary>A rise counts if it closes at least this part of the way to the bound.</summary>
    private const double WorthyRise = 1e-3;

    private readonly Graph _graph;
    private readonly double _total;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly Mean _meanGradient;
    private readonly Mean _meanPoint;
    private double _value;
    private double _step;

    public Ascent(Graph graph, double[] weights)
    {
        _graph = graph;
        _total = weights.Sum();
        _point = [.. weights];
        _trial = new double[weights.Length];
        _trialGradient = new double[weights.Length];
        _gradient = new double[weights.Length];
        _meanGradient = new Mean(weights.Length);
        _meanPoint = new Mean(weights.Length);
        _value = Connectivity.AlgebraicConnectivityValueAndGradient(_point, graph, _gradient);
        Best = [.. weights];
        BestValue = _value;
        Bound = double.PositiveInfinity;
        TakeBound(_gradient);
        _step = 0.1 * _total / TensorPrimitives.Norm<double>(_gradient);
    }

    public double[] Best { get; }

    public double BestValue { get; private set; }

    public double Bound { get; private set; }

    public void Run(int steps, Action<AscentProgress> progress)
    {
        int taken = 0;
        bool rising = true;
        while (taken < steps && rising)
        {
            rising = TryRise();
            Report(++taken);
        }

        double length = FirstLength * _total;
        while (taken < steps && Bound - BestValue > Gap * Bound)
        {
            int stage = Math.Min(StageLength, steps - taken);
            _meanGradient.Clear();
            _meanPoint.Clear();
            for (int i = 0; i < stage; i++)
            {
                Walk(length);
                if (i < stage - 1)
                {
                    Report(++taken);
                }
            }

            TakeMeans();
            Report(++taken);
            length *= Shrinkage;
        }

        void Report(int step) => progress(new AscentProgress(step, BestValue, Bound, Best.Count(w => w > 1e-9 * _total)));
    }

    /// <summary>
    /// Looks for a step that rises as much as a gradient promises in part; false when there is none, or when it brings
    /// so little that the ascent has run into a ridge, where several eigenvalues meet.
    /// </summary>
    private bool TryRise()
    {
        for (double step = 2 * _step; step > 1e-7 * _total; step /= 2)
        {
            if (Try(step, out double value) && value > _value + (1e-4 * Promise()))
            {
                double rise = value - _value;
                _step = step;
                Accept(value);
                return rise > WorthyRise * (Bound - value);
            }
        }

        return false;
    }

    /// <summary>Goes a given way along the gradient, whether it rises or not; back to the best point where it fell apart.</summary>
    private void Walk(double length)
    {
        bool solved = Try(length / TensorPrimitives.Norm<double>(_gradient), out double value);
        if (!solved || value < 0.5 * BestValue)
        {
            ReturnToBest();
            return;
        }

        Accept(value);
        _meanGradient.Add(_gradient);
        _meanPoint.Add(_point);
    }

    /// <summary>The means of a stage bound the maximum from both sides; the next stage starts from the best point.</summary>
    private void TakeMeans()
    {
        if (_meanGradient.Count > 0)
        {
            _meanGradient.CopyTo(_trialGradient);
            TakeBound(_trialGradient);
            _meanPoint.CopyTo(_trial);
            if (TryEvaluate(out double value) && value > BestValue)
            {
                Accept(value);
            }
        }

        ReturnToBest();
    }

    private void ReturnToBest()
    {
        Best.CopyTo(_point, 0);
        _value = Connectivity.AlgebraicConnectivityValueAndGradient(_point, _graph, _gradient);
    }

    private bool Try(double step, out double value)
    {
        TensorPrimitives.MultiplyAdd(_gradient, step, _point, _trial);
        Simplex.Project(_trial, _total);
        return TryEvaluate(out value);
    }

    private bool TryEvaluate(out double value)
    {
        try
        {
            value = Connectivity.AlgebraicConnectivityValueAndGradient(_trial, _graph, _trialGradient);
            return true;
        }
        catch (EigenConvergenceException)
        {
            value = double.NaN;
            return false;
        }
    }

    /// <summary>The rise along the last trial step if λ₂ were linear.</summary>
    private double Promise()
    {
        double promise = 0;
        for (int i = 0; i < _trial.Length; i++)
        {
            promise += _gradient[i] * (_trial[i] - _point[i]);
        }

        return promise;
    }

    private void Accept(double value)
    {
        _trial.CopyTo(_point, 0);
        _trialGradient.CopyTo(_gradient, 0);
        _value = value;
        if (value > BestValue)
        {
            BestValue = value;
            _point.CopyTo(Best, 0);
        }

        // Where the graph has fallen apart, λ₂ = λ₁ = 0 and the bound does not hold.
        if (value > 1e-3 * BestValue)
        {
            TakeBound(_gradient);
        }
    }

    private void TakeBound(double[] gradient) =>
        Bound = Math.Min(Bound, _total * TensorPrimitives.Max<double>(gradient));

    private sealed class Mean(int length)
    {
        private readonly double[] _sum = new double[length];

        public int Count { get; private set; }

        public void Clear()
        {
            Array.Clear(_sum);
            Count = 0;
        }

        public void Add(double[] values)
        {
            TensorPrimitives.Add(_sum, values, _sum);
            Count++;
        }

        public void CopyTo(double[] destination) => TensorPrimitives.Divide(_sum, Count, destination);
    }
}
