using System;
using Autodiff;
using Autodiff.Ops.Spectral;

namespace SpinChain;

/// <summary>The ground state of a ring of spins, from its matrix and in closed form.</summary>
internal static partial class Ring
{
    // A small space costs less than few restarts: all its vectors are kept orthogonal.
    private static readonly EigshOptions Options = new() { Tolerance = 1e-12, SubspaceSize = 16 };

    [Differentiable]
    public static double GroundEnergy(double coupling, double field, [NoGradient] int sites) =>
        SpectralOps.Eigsh(new SpinRing(coupling, field, sites), k: 1, EigenTarget.SmallestAlgebraic, Options).Values[0];

    /// <summary>Free fermions (Pfeuty, 1970): E₀ = −Σ √(J² + g² − 2Jg cos k) over k = (2m + 1)π/N, and its derivatives.</summary>
    public static (double Energy, double OfCoupling, double OfField) Exact(double coupling, double field, int sites)
    {
        (double energy, double ofCoupling, double ofField) = (0, 0, 0);
        for (int m = 0; m < sites; m++)
        {
            double cosine = Math.Cos((2 * m + 1) * Math.PI / sites);
            double root = Math.Sqrt(coupling * coupling + field * field - 2 * coupling * field * cosine);
            energy -= root;
            ofCoupling -= (coupling - field * cosine) / root;
            ofField -= (field - coupling * cosine) / root;
        }

        return (energy, ofCoupling, ofField);
    }
}
