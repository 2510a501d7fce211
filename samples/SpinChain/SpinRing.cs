using System;
using System.Numerics;
using Autodiff;
using Autodiff.Ops.Spectral;

namespace SpinChain;

/// <summary>
/// −J Σ ZᵢZᵢ₊₁ − g Σ Xᵢ on a ring: 2ᴺ rows and columns, of which nothing is stored. Bit i of a row says which way spin i
/// points; X turns it over, and ZZ compares two neighbours.
/// </summary>
[Differentiable]
internal readonly partial struct SpinRing(double coupling, double field, [NoGradient] int sites) : ISymmetricOperator<double>
{
    public int Dimension => 1 << sites;

    [Differentiable]
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int state = 0; state < x.Length; state++)
        {
            int turned = state >> 1 | (state & 1) << (sites - 1);
            int bonds = sites - 2 * BitOperations.PopCount((uint)(state ^ turned));
            double flipped = 0;
            for (int i = 0; i < sites; i++)
            {
                flipped += x[state ^ (1 << i)];
            }

            y[state] = -coupling * bonds * x[state] - field * flipped;
        }
    }
}
