using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// A few Chebyshev steps (Golub and Varga, 1961) for s(A − λ_j) z_j = r_j from z = 0: a positive polynomial of A, which is a
/// preconditioner for the same systems.
/// </summary>
/// <param name="a">The matrix.</param>
/// <param name="panels">The kernels.</param>
/// <param name="side">s.</param>
internal sealed class ChebyshevSteps<T>(CsrMatrix<T> a, Panels<T> panels, int side)
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;

    private readonly T[] _zero = PanelOperator<T>.Lane(0);
    private Panel<T>? _current;
    private Panel<T>? _previous;

    /// <summary>λ_j.</summary>
    public required double[] Shift { get; init; }

    /// <summary>The ends of the interval that the steps are for, as distances from λ_j.</summary>
    public required double[] Near { get; init; }

    /// <inheritdoc cref="Near"/>
    public required double[] Span { get; init; }

    /// <summary>The products and one.</summary>
    public required int Count { get; init; }

    /// <summary>z, in a panel that the next call overwrites.</summary>
    public Panel<T> Apply(Panel<T> r)
    {
        _current ??= panels.NewUninitialized();
        _previous ??= panels.NewUninitialized();

        double[] center = new double[W];
        double[] ratio = new double[W];
        double[] omega = new double[W];
        for (int c = 0; c < W; c++)
        {
            center[c] = (Span[c] + Near[c]) / 2;
            ratio[c] = (Span[c] - Near[c]) / (Span[c] + Near[c]);
            omega[c] = 2;
        }

        Panel<T> current = _current;
        Panel<T> previous = _previous;
        panels.Combine3(r, Lanes(c => 1 / center[c]), r, _zero, r, _zero, current);
        previous.Numbers.Clear();
        T[] gamma = Lanes(c => Shift[c] + side * center[c]);
        for (int step = 1; step < Count; step++)
        {
            for (int c = 0; c < W; c++)
            {
                omega[c] = step == 1 ? 1 / (1 - ratio[c] * ratio[c] / 2) : 1 / (1 - ratio[c] * ratio[c] * omega[c] / 4);
            }

            // z₊ = ω(z − z₋ + (r − s(A − λ) z)/θ) + z₋, in the place of z₋.
            panels.Multiply(a, current, previous, Lanes(c => -side * omega[c] / center[c]), gamma, Lanes(c => omega[c] - 1), r, Lanes(c => omega[c] / center[c]));
            (current, previous) = (previous, current);
        }

        return current;
    }

    public static T[] Lanes(Func<int, double> value)
    {
        var lanes = new T[W];
        for (int c = 0; c < W; c++)
        {
            lanes[c] = Numbers<T>.From(value(c));
        }

        return lanes;
    }
}
