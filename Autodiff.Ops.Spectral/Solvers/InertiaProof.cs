using System;
using System.Numerics;
using System.Threading;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Counts eigenvalues by Sylvester's law of inertia: A − cI has as many negative pivots as A has eigenvalues below c.
/// </summary>
internal sealed class InertiaProof<T>(IShiftedSystem<T> system, SpectrumBounds bounds, CancellationToken cancellation)
    where T : IFloatingPointIeee754<T>
{
    /// <summary>How many factorisations were made.</summary>
    public int Factorizations { get; private set; }

    /// <summary>
    /// How many eigenvalues are below a point near <paramref name="at"/>, at most <paramref name="room"/> away; −1 when
    /// rounding leaves it open.
    /// </summary>
    public int CountBelow(double at, double room)
    {
        if (at - room > bounds.High)
        {
            return system.Dimension;
        }

        if (at + room < bounds.Low)
        {
            return 0;
        }

        foreach (double part in (ReadOnlySpan<double>)[0, 0.41, -0.37])
        {
            Factorizations++;
            IShiftedFactor<T> factor = system.Count(at + part * room, cancellation);
            double margin = factor.ErrorBound + Numbers<T>.Eps * bounds.Magnitude;
            if (factor.ZeroCount == 0 && margin < 0.5 * room)
            {
                return factor.NegativeCount;
            }
        }

        return -1;
    }
}

/// <summary>What is wanted of a spectrum, as an order: the smaller the key, the better.</summary>
internal readonly record struct EigenOrder(EigenTarget Target)
{
    public double Key(double value) => Target.Kind switch
    {
        TargetKind.SmallestAlgebraic => value,
        TargetKind.LargestAlgebraic => -value,
        _ => Math.Abs(value - Target.Sigma),
    };

    /// <summary>How many eigenvalues have a key below one, by counts; −1 when it stays open.</summary>
    public int Count<T>(InertiaProof<T> proof, double key, double room, int n)
        where T : IFloatingPointIeee754<T>
    {
        switch (Target.Kind)
        {
            case TargetKind.SmallestAlgebraic:
                return proof.CountBelow(key, room);
            case TargetKind.LargestAlgebraic:
                int below = proof.CountBelow(-key, room);
                return below < 0 ? below : n - below;
            default:
                int high = proof.CountBelow(Target.Sigma + key, room);
                int low = high < 0 ? high : proof.CountBelow(Target.Sigma - key, room);
                return low < 0 ? low : high - low;
        }
    }
}
