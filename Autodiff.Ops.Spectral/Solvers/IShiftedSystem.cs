using System;
using System.Numerics;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>A symmetric operator that can be factored at a shift, and its eigenvalues below it counted.</summary>
internal interface IShiftedSystem<T>
    where T : IFloatingPointIeee754<T>
{
    int Dimension { get; }

    /// <summary>The order of rows that its factors store, new to old; empty when it is that of the operator.</summary>
    ReadOnlySpan<int> Order => [];

    /// <summary>A factor of A − σI to solve with, which may take the memory of an outworn one of this system.</summary>
    IShiftedFactor<T> Factor(double shift, CancellationToken cancellation, IShiftedFactor<T>? outworn);

    /// <summary>One that counts, and cannot solve.</summary>
    IShiftedFactor<T> Count(double shift, CancellationToken cancellation);
}

/// <summary>A factor of A − σI.</summary>
internal interface IShiftedFactor<T>
    where T : IFloatingPointIeee754<T>
{
    int Dimension { get; }

    /// <summary>σ.</summary>
    double Shift { get; }

    /// <summary>A power of two near the largest number of what was factored.</summary>
    double Unit { get; }

    /// <summary>How many eigenvalues of A the factor says lie below σ.</summary>
    int NegativeCount { get; }

    int PositiveCount { get; }

    /// <summary>How many pivots are exactly 0: the factor is singular.</summary>
    int ZeroCount { get; }

    /// <summary>Counts hold for eigenvalues farther from σ than this.</summary>
    double ErrorBound { get; }

    /// <summary>The numbers stored.</summary>
    long EntryCount { get; }

    /// <summary>x := (A − σI)⁻¹ x times <see cref="Unit"/>, for <paramref name="count"/> vectors.</summary>
    void SolveInUnits(Span<T> x, int count);

    /// <summary>As <see cref="SolveInUnits"/>, for vectors whose rows are in the system's order.</summary>
    void SolveInOrder(Span<T> x, int count) => SolveInUnits(x, count);
}

/// <summary>A stored matrix whose pattern was analysed.</summary>
/// <param name="symbolic">The analysis.</param>
/// <param name="values">The values.</param>
/// <param name="threads">The threads that work on it; 0 for one on each core.</param>
internal sealed class LdltSystem<T>(SymbolicFactorization symbolic, T[] values, int threads = 1) : IShiftedSystem<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly FrontShares? _shares = FrontShares.Create(symbolic, threads);
    private LdltWorkspace<T>? _workspace;

    public int Dimension => symbolic.Dimension;

    public ReadOnlySpan<int> Order => symbolic.Order;

    private LdltWorkspace<T> Workspace => _workspace ??= new LdltWorkspace<T>(symbolic, threads);

    public IShiftedFactor<T> Factor(double shift, CancellationToken cancellation, IShiftedFactor<T>? outworn)
    {
        LdltFactor<T> factor = LdltFactor<T>.Factor(symbolic, values, shift, cancellation, outworn as LdltFactor<T>, Workspace);
        factor.Share(_shares);
        return factor;
    }

    public IShiftedFactor<T> Count(double shift, CancellationToken cancellation) => LdltFactor<T>.Count(symbolic, values, shift, cancellation, Workspace);
}
