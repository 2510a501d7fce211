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
    public void Orthonormalize(T[][] basis, int count, T[] y, double scale, Span<T> coefficients, double[] gamma, int room)
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
        for (int pass = 0; pass < Passes; pass++)
        {
            if (count > 0)
            {
                panels.Inner(basis, count, y, _first);
                panels.Subtract(basis, count, _first, y, _second);
                bool again = Largest(_second, count * Square) > 8 * Numbers<T>.Eps * (pass == 0 ? scale : 1);
                if (again)
                {
                    panels.Subtract(basis, count, _second, y, []);
                }

                for (int i = 0; i < coefficients.Length && pass == 0; i++)
                {
                    coefficients[i] += again ? _first[i] + _second[i] : _first[i];
                }
            }

            panels.Inner([y], 1, y, _gram);
            (int kept, double stretch) = Factor(pass == 0 ? 32 * Numbers<T>.Eps * scale : Math.Sqrt(Resolved), wanted, out double[] step);
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
            if (stretch * (pass == 0 ? scale : 1) < Math.Max(slack, Numbers<T>.Eps < 1e-10 ? 200 : 8))
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
    public void FillRandom(T[] panel, int from, int to) => panels.FillRandom(panel, from, to, _seed += 0x2545F4914F6CDD1DUL);

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

    private static double Largest(T[] values, int count)
        => Numbers<T>.ToDouble(T.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude<T>(values.AsSpan(0, count))));

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
