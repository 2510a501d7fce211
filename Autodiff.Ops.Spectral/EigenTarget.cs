using System;
using System.Globalization;

namespace Autodiff.Ops.Spectral;

/// <summary>Which eigenvalues are wanted.</summary>
public readonly record struct EigenTarget
{
    private EigenTarget(TargetKind kind, double sigma = 0)
    {
        Kind = kind;
        Sigma = sigma;
    }

    /// <summary>The lowest: also what <c>default</c> means.</summary>
    public static EigenTarget SmallestAlgebraic => new(TargetKind.SmallestAlgebraic);

    /// <summary>The highest.</summary>
    public static EigenTarget LargestAlgebraic => new(TargetKind.LargestAlgebraic);

    /// <summary>The largest by absolute value.</summary>
    public static EigenTarget LargestMagnitude => new(TargetKind.LargestMagnitude);

    /// <summary>The smallest by absolute value.</summary>
    public static EigenTarget SmallestMagnitude => new(TargetKind.Nearest);

    /// <summary>Half from each end; for odd k one more from the high end.</summary>
    public static EigenTarget BothEnds => new(TargetKind.BothEnds);

    /// <summary>The point that the wanted eigenvalues are nearest to, where there is one.</summary>
    internal double Sigma { get; }

    internal TargetKind Kind { get; }

    /// <summary>The ones nearest to a point, which may be an eigenvalue itself.</summary>
    /// <param name="sigma">The point.</param>
    /// <exception cref="ArgumentException"><paramref name="sigma"/> is not finite.</exception>
    public static EigenTarget NearestTo(double sigma)
        => double.IsFinite(sigma) ? new(TargetKind.Nearest, sigma) : throw new ArgumentException($"sigma is {sigma.ToString(CultureInfo.InvariantCulture)}; it must be finite.", nameof(sigma));

    /// <summary>The target's name.</summary>
    public override string ToString() => Kind switch
    {
        TargetKind.Nearest when Sigma == 0 => nameof(SmallestMagnitude),
        TargetKind.Nearest => string.Create(CultureInfo.InvariantCulture, $"NearestTo({Sigma})"),
        _ => Kind.ToString(),
    };
}

/// <summary>The kinds of <see cref="EigenTarget"/>.</summary>
internal enum TargetKind
{
    SmallestAlgebraic,
    LargestAlgebraic,
    LargestMagnitude,
    BothEnds,
    Nearest,
}
