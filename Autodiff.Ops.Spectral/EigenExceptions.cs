using System;
using System.Collections.Generic;

namespace Autodiff.Ops.Spectral;

/// <summary>A solve that did not reach its tolerance. It carries what there is.</summary>
public sealed class EigenConvergenceException : Exception
{
    internal EigenConvergenceException(string message, object? pairs, EigenReport? report, EigenGradientReport? gradientReport = null)
        : base(message)
    {
        Pairs = pairs;
        Report = report;
        GradientReport = gradientReport;
    }

    /// <summary>The pairs so far: an <see cref="EigenPairs{T}"/> of the solve's element type, or <see cref="HermitianEigenPairs"/>.</summary>
    public object? Pairs { get; }

    /// <summary>How the forward solve went.</summary>
    public EigenReport? Report { get; }

    /// <summary>How the adjoint solve went, when it is the one that failed.</summary>
    public EigenGradientReport? GradientReport { get; }

    /// <summary>The residuals of the pairs so far.</summary>
    public IReadOnlyList<double> Residuals => Report?.Residuals ?? [];
}

/// <summary>A loss that looks inside a cluster of equal eigenvalues, or at the phase of a complex vector, where it has no gradient.</summary>
public sealed class DegenerateGradientException : Exception
{
    internal DegenerateGradientException(string message, IReadOnlyList<int> indices)
        : base(message)
        => Indices = indices;

    /// <summary>The indices of the eigenvalues, in <see cref="EigenPairs{T}.Values"/>.</summary>
    public IReadOnlyList<int> Indices { get; }
}
