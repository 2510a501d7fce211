using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// The power method (von Mises and Pollaczek-Geiringer, 1929) for the eigenvalues of largest magnitude, one after another,
/// each orthogonal to those found before it. One more is looked for than is wanted: it takes the place of a worse one, or
/// tells what lies beside them.
/// </summary>
internal sealed class PowerIteration<T>(ISymmetricOperator<T> a, EigshOptions options)
    where T : IFloatingPointIeee754<T>
{
    private const int DefaultLimit = 100_000;
    private const int ReportEvery = 100;

    // How well the value beside the wanted ones must be known, as a part of its distance to them.
    public const double Beside = 0.02;

    private readonly int _n = a.Dimension;
    private readonly Random _random = new(20261127);
    private readonly List<(double Value, T[] Vector)> _pairs = [];
    private readonly T[] _rest = new T[a.Dimension];
    private T[] _basis = [];
    private T[] _scratch = [];

    public double Tolerance { get; } = options.ToleranceOf<T>();

    public double Norm { get; private set; }

    public int Iterations { get; private set; }

    public int Applications { get; private set; }

    public List<double> Guards { get; } = [];

    public bool IsComplete { get; private set; } = true;

    /// <summary>The pairs of largest magnitude, ascending by value, and their true residuals.</summary>
    public (T[] Values, T[] Vectors, double[] Residuals) Find(int k)
    {
        for (int i = 0; i < k && IsComplete; i++)
        {
            IsComplete = Iterate(k, worst: null);
        }

        for (int extra = 0; IsComplete && _pairs.Count < _n; extra++)
        {
            double worst = Magnitudes(k).Last();
            IsComplete = extra <= k + 20 && Iterate(k, worst);
            if (!(Math.Abs(_pairs[^1].Value) > worst + Tolerance * Norm))
            {
                break;
            }
        }

        (double Value, T[] Vector)[] best = [.. _pairs.OrderByDescending(pair => Math.Abs(pair.Value)).Take(k)];
        Guards.AddRange(_pairs.Except(best).Select(pair => pair.Value));
        var vectors = new T[(long)best.Length * _n];
        for (int i = 0; i < best.Length; i++)
        {
            best[i].Vector.CopyTo(vectors, i * _n);
        }

        T[] products = [];
        (double[] values, double[] residuals) = RayleighRitz.Solve(a, vectors, best.Length, ref products, keepProducts: true);
        Applications += best.Length;
        return ([.. values.Select(Numbers<T>.From)], vectors, residuals);
    }

    private IEnumerable<double> Magnitudes(int k) => _pairs.Select(pair => Math.Abs(pair.Value)).OrderDescending().Take(k);

    /// <summary>Adds one pair; given the least magnitude wanted, one that is known only as well as it must be to be no better.</summary>
    /// <returns>Whether it got there.</returns>
    private bool Iterate(int k, double? worst)
    {
        int limit = options.MaxIterations > 0 ? options.MaxIterations : DefaultLimit;
        var x = new T[_n];
        var y = new T[_n];
        Deflation();
        Start(x);
        for (int iteration = 1; ; iteration++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            a.Apply(x, y);
            Applications++;
            Iterations++;
            T size = TensorPrimitives.Norm<T>(y);
            if (!T.IsFinite(size))
            {
                KrylovSpace<T>.RequireFinite(y);
            }

            double value = Numbers<T>.ToDouble(TensorPrimitives.Dot<T>(x, y));
            Norm = Math.Max(Norm, Math.Max(Math.Abs(value), _pairs.Count == 0 ? Numbers<T>.ToDouble(size) : 0));

            // Outside of the vectors found: their own error is not this one's.
            BlockKernels.Orthogonalize(_basis, _pairs.Count, y, _scratch);
            double residual = Residual(x, y, value);
            double tolerance = Math.Max(Tolerance / 4, 4 * Numbers<T>.Eps) * Norm;
            double enough = worst is { } w ? Math.Max(tolerance, Beside * (w - Math.Abs(value))) : tolerance;
            if (iteration % ReportEvery == 0 || residual <= enough)
            {
                int converged = Math.Min(k, _pairs.Count + (residual <= tolerance ? 1 : 0));
                options.Progress?.Report(new EigshProgress(Iterations, converged, k, Norm > 0 ? residual / Norm : 0));
            }

            if (residual <= enough || iteration >= limit)
            {
                _pairs.Add((value, x));
                return residual <= enough;
            }

            (x, y) = (y, x);
            Normalize(x);
        }
    }

    private double Residual(T[] x, T[] y, double value)
    {
        TensorPrimitives.MultiplyAdd(x, -Numbers<T>.From(value), y, _rest);
        return Numbers<T>.ToDouble(TensorPrimitives.Norm<T>(_rest));
    }

    private void Deflation()
    {
        _basis = new T[(long)_pairs.Count * _n];
        _scratch = new T[_pairs.Count];
        for (int i = 0; i < _pairs.Count; i++)
        {
            _pairs[i].Vector.CopyTo(_basis, i * _n);
        }
    }

    /// <summary>A random vector, or the initial one that has its turn with a little of it.</summary>
    private void Start(T[] x)
    {
        Numbers<T>.FillNormal(_random, x);

        Normalize(x);
        if (options.InitialVectors is { } initial && _pairs.Count < initial.Length)
        {
            double[] vector = initial[_pairs.Count];
            double norm = TensorPrimitives.Norm<double>(vector);
            for (int i = 0; i < _n && norm > 0; i++)
            {
                x[i] = Numbers<T>.From(1e-3 * Numbers<T>.ToDouble(x[i]) + vector[i] / norm);
            }

            Normalize(x);
        }
    }

    private void Normalize(T[] x)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            T norm = TensorPrimitives.Norm<T>(x);
            if (T.IsZero(norm))
            {
                // An operator that is zero here has every vector for an eigenvector.
                for (int i = 0; i < _n; i++)
                {
                    x[i] = Numbers<T>.From(_random.NextDouble() - 0.5);
                }

                norm = TensorPrimitives.Norm<T>(x);
            }

            TensorPrimitives.Divide(x, norm, x);
            BlockKernels.Orthogonalize(_basis, _pairs.Count, x, _scratch);
        }

        TensorPrimitives.Divide(x, TensorPrimitives.Norm<T>(x), x);
    }
}
