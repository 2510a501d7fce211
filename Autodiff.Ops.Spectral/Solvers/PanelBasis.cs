using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Makes panels orthonormal, to each other and within, whatever their rank.</summary>
/// <param name="panels">The kernels.</param>
/// <param name="slack">What may be lost of orthogonality, in units of rounding.</param>
internal sealed class PanelBasis<T>(Panels<T> panels, double slack = 0)
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;
    private const int Square = Panels<T>.Square;
    private const int Passes = 6;

    private static double Resolved => 64 * Numbers<T>.Eps;

    // What changes a vector of length 1 by this at a right angle leaves its length as it is.
    private static double Negligible => Math.Sqrt(Numbers<T>.Eps) / 4;

    private double Level => Math.Max(slack, Numbers<T>.Eps < 1e-10 ? 200 : 8);

    private readonly T[] _gram = new T[Square];
    private readonly T[] _transform = new T[Square];
    private ulong _seed = 20261127;
    private T[] _first = [];
    private T[] _second = [];

    /// <summary>
    /// Orthogonalises a panel against others and within itself: Y = Σ Xᵢ Cᵢ + Q Γ. Directions that vanish are replaced
    /// by random ones, whose rows of Γ are zero.
    /// </summary>
    /// <param name="basis">Orthonormal panels, or panels with some vectors zero.</param>
    /// <param name="count">How many.</param>
    /// <param name="y">Y; on return Q.</param>
    /// <param name="scale">The size of the vectors that Y was computed from: what is smaller by rounding is nothing.</param>
    /// <param name="coefficients">The Cᵢ, one after another, added to; may be empty.</param>
    /// <param name="gamma">Γ, 8 × 8; may be empty.</param>
    /// <param name="room">The number of dimensions left for Q: what exceeds it becomes zero vectors.</param>
    /// <param name="isReduced">Whether Y was made orthogonal to the basis before, up to rounding.</param>
    public void Orthonormalize(Panel<T>[] basis, int count, Panel<T> y, double scale, Span<T> coefficients, double[] gamma, int room, bool isReduced = false)
    {
        if (_first.Length < count * Square)
        {
            _first = new T[count * Square];
            _second = new T[count * Square];
        }

        var total = new double[Square];
        for (int c = 0; c < W; c++)
        {
            total[c * W + c] = 1;
        }

        int wanted = Math.Min(room, W);
        Span<T> rest = _second.AsSpan(0, count * Square);
        for (int pass = 0; pass < Passes; pass++)
        {
            if (count > 0 && isReduced && pass == 0)
            {
                panels.Inner(basis, count, y, _second, _gram);
            }
            else
            {
                if (count > 0)
                {
                    panels.Inner(basis, count, y, _first);
                    panels.Subtract(basis, count, _first, y, _second);
                    Add(_first, coefficients, pass);
                }

                panels.Inner(basis, 0, y, [], _gram);
            }

            (int kept, double stretch) = Factor(pass == 0 ? 32 * Numbers<T>.Eps * scale : Math.Sqrt(Resolved), wanted, out double[] step);
            bool isAgain = false;
            if (count > 0)
            {
                // What is left of the others is stretched with the remainder. It may stay where it is nothing even so, and is
                // taken away after the stretch where it is so little that lengths do not see it.
                double size = Largest(rest);
                double loss = kept < wanted ? double.PositiveInfinity : size * Largest(_transform) * W;
                if (loss > Level * Numbers<T>.Eps)
                {
                    isAgain = !(loss < Negligible);
                    panels.Subtract(basis, count, _second, y, []);
                    Add(_second, coefficients, pass);
                }
            }

            panels.Transform(y, _transform, y);
            total = Product(step, total);
            if (kept < wanted)
            {
                // What is missing starts anew from nothing: Y has no part of it.
                if (pass < Passes - 1)
                {
                    FillRandom(y, kept, wanted);
                }

                continue;
            }

            // One more pass where small remainders were stretched, and with them the rounding in them.
            if (!isAgain && stretch * (pass == 0 ? scale : 1) < Level)
            {
                break;
            }
        }

        if (gamma.Length > 0)
        {
            total.CopyTo(gamma, 0);
        }
    }

    /// <summary>Fills columns of a panel with random numbers, other ones each time.</summary>
    public void FillRandom(Panel<T> panel, int from, int to) => panels.FillRandom(panel, from, to, _seed += 0x2545F4914F6CDD1DUL);

    /// <summary>
    /// The transformation that makes the panel of this Gram matrix orthonormal, by its eigenvectors (Stathopoulos and
    /// Wu, 2002), and its inverse, the step.
    /// </summary>
    private (int Kept, double Stretch) Factor(double negligible, int most, out double[] step)
    {
        var lengths = new double[W];
        var scaled = new double[Square];
        for (int c = 0; c < W; c++)
        {
            lengths[c] = Math.Sqrt(Math.Max(0, Numbers<T>.ToDouble(_gram[c * W + c])));
        }

        for (int i = 0; i < W; i++)
        {
            for (int j = 0; j < W; j++)
            {
                bool there = lengths[i] > negligible && lengths[j] > negligible;
                scaled[i * W + j] = there ? (Numbers<T>.ToDouble(_gram[i * W + j]) + Numbers<T>.ToDouble(_gram[j * W + i])) / 2 / lengths[i] / lengths[j] : 0;
            }
        }

        double[] values = DenseEigensolver.Decompose(W, scaled);
        step = new double[Square];
        Array.Clear(_transform);
        int kept = 0;
        double stretch = 0;
        for (int v = W - 1; v >= 0 && kept < most; v--)
        {
            double squares = 0;
            for (int i = 0; i < W; i++)
            {
                double entry = lengths[i] > negligible ? scaled[v * W + i] * lengths[i] : 0;
                squares += entry * entry;
            }

            // A Gram matrix does not see below the root of rounding: what is smaller waits for the next pass. Without this
            // direction the panel would lack what is compared here.
            double root = Math.Sqrt(Math.Max(values[v], Resolved));
            if (!(root * Math.Sqrt(squares) > negligible))
            {
                continue;
            }

            for (int i = 0; i < W; i++)
            {
                if (lengths[i] > negligible)
                {
                    double entry = scaled[v * W + i];
                    _transform[i * W + kept] = Numbers<T>.From(entry / (root * lengths[i]));
                    step[kept * W + i] = entry * root * lengths[i];
                    stretch = values[v] > Resolved ? Math.Max(stretch, 1 / (values[v] * lengths[i])) : double.PositiveInfinity;
                }
            }

            kept++;
        }

        return (kept, stretch);
    }

    private static double Largest(ReadOnlySpan<T> values)
        => Numbers<T>.ToDouble(T.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(values)));

    private static void Add(T[] part, Span<T> coefficients, int pass)
    {
        for (int i = 0; i < coefficients.Length && pass == 0; i++)
        {
            coefficients[i] += part[i];
        }
    }

    private static double[] Product(double[] x, double[] y)
    {
        var product = new double[Square];
        for (int i = 0; i < W; i++)
        {
            for (int p = 0; p < W; p++)
            {
                for (int j = 0; j < W; j++)
                {
                    product[i * W + j] += x[i * W + p] * y[p * W + j];
                }
            }
        }

        return product;
    }
}
