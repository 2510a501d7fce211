using System;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>How the trace of a function of a large operator is estimated; every property has a default.</summary>
public sealed record StochasticOptions
{
    /// <summary>The number of random vectors, at least 2. The standard error falls with its square root. By default 32.</summary>
    public int Probes { get; init; } = 32;

    /// <summary>The largest Lanczos degree for one probe: as many products, and vectors kept. By default 100.</summary>
    public int MaxDegree { get; init; } = 100;

    /// <summary>A probe's quadrature ends when what it leaves out is estimated to be less, relative to tr |f(A)|. By default 1e-8, for float 1e-4.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The same seed gives the same probes, and the same estimate.</summary>
    public int Seed { get; init; }

    /// <summary>Skips the check that a stored matrix is symmetric, and nothing else: it is still read as (S + Sᵀ)/2.</summary>
    public bool AssumeSymmetric { get; init; }

    /// <summary>Told once for each estimate.</summary>
    public IProgress<StochasticEstimate>? Report { get; init; }

    /// <summary>Told once for each reverse pass.</summary>
    public IProgress<StochasticGradientReport>? GradientReport { get; init; }

    /// <summary>Honoured at each product.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal static StochasticOptions Default { get; } = new();
}

/// <summary>An estimate of tr f(A), and how good it is.</summary>
public sealed record StochasticEstimate
{
    /// <summary>The mean over the probes.</summary>
    public required double Value { get; init; }

    /// <summary>The standard error of that mean, from the spread of the probes: the true trace lies within two of them about 19 times in 20.</summary>
    public required double StandardError { get; init; }

    /// <summary>An estimate of what the quadrature leaves out, from the changes by the last two Lanczos degrees; 0 where a Krylov space was exhausted.</summary>
    public required double QuadratureError { get; init; }

    /// <summary>The number of probes.</summary>
    public int Probes { get; init; }

    /// <summary>The largest degree that a probe needed.</summary>
    public int Degree { get; init; }

    /// <summary>The products A x made.</summary>
    public int OperatorApplications { get; init; }

    /// <summary>The lowest Ritz value seen; the spectrum begins at or below it.</summary>
    public double LowestRitzValue { get; init; }

    /// <summary>The highest Ritz value seen; the spectrum ends at or above it.</summary>
    public double HighestRitzValue { get; init; }
}

/// <summary>How the gradient of an estimate was found, and how good it is.</summary>
public sealed record StochasticGradientReport
{
    /// <summary>The derivative of the estimate along the identity, which is the trace of the gradient: an estimate of tr f′(A).</summary>
    public required double Trace { get; init; }

    /// <summary>The standard error of that trace, from the spread of the probes: the scale of the gradient's statistical error.</summary>
    public required double StandardError { get; init; }

    /// <summary>The change of the gradient by the last Lanczos degree, relative to its Frobenius norm.</summary>
    public required double QuadratureError { get; init; }

    /// <summary>The largest degree used.</summary>
    public int Degree { get; init; }

    /// <summary>The products A x made.</summary>
    public int OperatorApplications { get; init; }
}
