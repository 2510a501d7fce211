using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// P(A − σI)Pᵀ = UᵀDU, U unit upper triangular and D of 1×1 and 2×2 blocks, by the multifrontal method with delayed
/// pivots (Duff and Reid, 1983).
/// </summary>
/// <remarks>The matrix is scaled by a power of two first, so that no product overflows or vanishes.</remarks>
internal sealed partial class LdltFactor<T> : IShiftedFactor<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly SymbolicFactorization _symbolic;

    // For each supernode: the chunk and the place of its rows of U, as many as it has pivots, each as long as its front.
    private readonly T[][] _chunks;
    private readonly int[] _chunk;
    private readonly int[] _offset;

    // The pivots in the order of their elimination, and where those of each supernode begin.
    private readonly int[] _pivots;
    private readonly int[] _firstPivot;

    // The rows that gave no pivot in their supernode, and were passed on to its parent.
    private readonly int[] _delayed;
    private readonly int[] _firstDelayed;
    private readonly T[] _diagonal;
    private readonly T[] _coupling;
    private readonly PivotKind[] _kinds;
    private readonly int _exponent;

    private LdltFactor(SymbolicFactorization symbolic, LdltNumeric<T> numeric, double shift)
    {
        _symbolic = symbolic;
        Shift = shift;
        _chunks = [.. numeric.Chunks];
        _chunk = numeric.Chunk;
        _offset = numeric.Offset;
        _pivots = numeric.Pivots;
        _firstPivot = numeric.FirstPivot;
        _delayed = [.. numeric.Delayed];
        _firstDelayed = numeric.FirstDelayed;
        _diagonal = numeric.Diagonal;
        _coupling = numeric.Coupling;
        _kinds = numeric.Kinds;
        _exponent = numeric.Exponent;
        EntryCount = numeric.EntryCount;
        ErrorBound = 32 * Numbers<T>.Eps * Math.Sqrt(symbolic.LargestFront) * Math.ScaleB(Math.Max(1, Numbers<T>.ToDouble(numeric.Growth)), -numeric.Exponent);
        CountSigns();
    }

    public int Dimension => _symbolic.Dimension;

    /// <summary>σ.</summary>
    public double Shift { get; }

    /// <summary>A power of two near the largest number of A − σI.</summary>
    public double Unit => Math.ScaleB(1, -_exponent);

    /// <summary>How many eigenvalues of A the factor says lie below σ.</summary>
    public int NegativeCount { get; private set; }

    /// <summary>How many pivots are exactly 0: the factor is singular.</summary>
    public int ZeroCount { get; private set; }

    public int PositiveCount => Dimension - NegativeCount - ZeroCount;

    /// <summary>
    /// A bound on the ‖E‖ for which the factor is that of A − σI + E, from the growth that was seen: rounding errors of
    /// both signs, as many as a front is long. By Weyl's inequality the counts hold for eigenvalues farther from σ.
    /// </summary>
    public double ErrorBound { get; }

    /// <summary>The numbers of U, without its unit diagonal.</summary>
    public long EntryCount { get; }

    /// <summary>How many rows had to wait for a pivot in a later front.</summary>
    public int DelayedCount => _delayed.Length;

    /// <summary>Factors A − σI for a matrix of the pattern analysed.</summary>
    /// <param name="outworn">A factor that is not used any more, whose memory is taken.</param>
    /// <param name="workspace">Used, when there is one of this pattern.</param>
    /// <exception cref="FactorizationSizeException">There is not enough memory.</exception>
    public static LdltFactor<T> Factor(SymbolicFactorization symbolic, T[] values, double shift, CancellationToken cancellation, LdltFactor<T>? outworn = null, LdltWorkspace<T>? workspace = null)
    {
        var numeric = new LdltNumeric<T>(symbolic, values, shift, keep: true, outworn?._chunks, workspace);
        numeric.Run(cancellation);
        return new LdltFactor<T>(symbolic, numeric, shift);
    }

    /// <summary>As <see cref="Factor"/>, of which only the counts are kept: it cannot solve.</summary>
    public static LdltFactor<T> Count(SymbolicFactorization symbolic, T[] values, double shift, CancellationToken cancellation, LdltWorkspace<T>? workspace = null)
    {
        var numeric = new LdltNumeric<T>(symbolic, values, shift, keep: false, spare: null, workspace);
        numeric.Run(cancellation);
        return new LdltFactor<T>(symbolic, numeric, shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountSigns()
    {
        for (int p = 0; p < _kinds.Length; p++)
        {
            switch (_kinds[p])
            {
                case PivotKind.Zero:
                    ZeroCount++;
                    break;
                case PivotKind.One:
                    NegativeCount += T.IsNegative(_diagonal[p]) ? 1 : 0;
                    break;
                case PivotKind.FirstOfTwo:
                    // The determinant tells, divided by the square of what couples the two.
                    T b = _coupling[p];
                    T determinant = _diagonal[p] / b * (_diagonal[p + 1] / b) - T.One;
                    NegativeCount += T.IsNegative(determinant) ? 1 : T.IsNegative(_diagonal[p]) ? 2 : 0;
                    break;
            }
        }
    }
}

/// <summary>A factorisation that would not fit into memory.</summary>
public sealed class FactorizationSizeException : Exception
{
    internal FactorizationSizeException(string message, double bytes)
        : base(message)
        => RequiredBytes = bytes;

    /// <summary>The bytes that would be needed.</summary>
    public double RequiredBytes { get; }
}
