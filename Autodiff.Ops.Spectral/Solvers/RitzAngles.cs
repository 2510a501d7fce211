using System;
using System.Linq;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// How far Ritz vectors are from the exact ones, which is much less than residual over gap: with A X = XΘ + QB, Q ⊥ X, the
/// error of x_j is to first order its part q beside the space, and along another x_i the part b_iᵀq/(θ_j − θ_i), where
/// ‖b_i‖ is the residual of x_i. Neighbours that are known well take none of it.
/// </summary>
internal static class RitzAngles
{
    /// <summary>
    /// By a Krylov space: what the next block sees of the operator is taken to go on as the last one did, by which the part
    /// beside the space is residual over distance to the semicircle (Haydock, Heine and Kelly, 1972).
    /// </summary>
    /// <param name="values">θ.</param>
    /// <param name="residuals">‖b‖.</param>
    /// <param name="wanted">Which are asked for; the others are neighbours.</param>
    /// <param name="block">The vectors of a block.</param>
    /// <param name="least">What the residuals of those asked for are at least: their true ones, or rounding.</param>
    /// <param name="noise">How far the Ritz vectors are from being orthogonal to each other's products, ‖A‖ being in the units of θ.</param>
    /// <param name="isStepped">Whether one more product was made with the vectors since.</param>
    public static double[] OfKrylov(ReadOnlySpan<double> values, ReadOnlySpan<double> residuals, ReadOnlySpan<int> wanted, int block, Func<int, double> least, double noise, bool isStepped = false)
    {
        // In units in which nothing leaves the range.
        double largest = Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude(values)), Math.Abs(TensorPrimitives.MaxMagnitude(residuals)));
        double unit = largest > 0 && double.IsFinite(largest) ? Math.ScaleB(1, Math.ILogB(largest)) : 1;
        var scaledValues = new double[values.Length];
        var scaledResiduals = new double[values.Length];
        TensorPrimitives.Divide(values, unit, scaledValues);
        TensorPrimitives.Divide(residuals[..values.Length], unit, scaledResiduals);
        values = scaledValues;
        residuals = scaledResiduals;
        noise /= unit;
        double squares = 0;
        double mean = 0;
        for (int i = 0; i < values.Length; i++)
        {
            squares += residuals[i] * residuals[i];
            mean += residuals[i] * residuals[i] * values[i];
        }

        mean = squares > 0 ? mean / squares : 0;
        double coupling = Math.Sqrt(squares / block);
        var angles = new double[wanted.Length];
        for (int w = 0; w < angles.Length; w++)
        {
            double theta = values[wanted[w]];
            double off = Math.Abs(mean - theta);
            double distance = off > 2 * coupling ? (off + Math.Sqrt((off - 2 * coupling) * (off + 2 * coupling))) / 2 : Math.Max(coupling, off / 2);
            double part = isStepped ? Math.Min(1, Math.Sqrt(mean * mean + 2 * coupling * coupling) / Math.Abs(theta)) : 1;
            double beside = distance > 0 ? 1 / (distance * distance) : 0;
            double sum = part * part;
            double mixed = 0;
            for (int i = 0; i < values.Length; i++)
            {
                if (!wanted.Contains(i))
                {
                    double inverse = 1 / (values[i] - theta);
                    double step = isStepped ? values[i] / theta : 1;
                    double along = residuals[i] * inverse;
                    beside += along * along / squares;
                    sum += along * step * (along * step);
                    mixed += noise * inverse * step * (noise * inverse * step);
                }
            }

            double size = Math.Max(residuals[wanted[w]], least(w) / unit);

            // The reserve is what trials took, for one error in a thousand beyond: a block goes on more steadily than a vector.
            angles[w] = squares > 0 ? Math.Sqrt((block == 1 ? 144 : isStepped ? 64 : 9) * size * size * beside * sum + mixed) : 0;
        }

        return angles;
    }

    /// <summary>Angles by a space of another operator, or ∞ where they are too small to explain the residuals, which are rounding then.</summary>
    public static double[] OrNothing(double[] angles, double[] residuals, double norm)
        => [.. angles.Select((angle, i) => angle * norm < residuals[i] ? double.PositiveInfinity : angle)];

    /// <summary>Gives values that are one to working accuracy, whose vectors may have changed places, the largest of their angles.</summary>
    /// <param name="angles">Taken over.</param>
    /// <param name="values">Ascending.</param>
    /// <param name="residuals">Theirs.</param>
    /// <param name="norm">‖A‖.</param>
    public static double[]? Shared(double[]? angles, double[] values, double[] residuals, double norm)
    {
        if (angles is null || angles.Length != values.Length)
        {
            return null;
        }

        for (int first = 0, i = 1; i <= values.Length; i++)
        {
            if (i == values.Length || values[i] - values[i - 1] > Math.Max(1e-13 * norm, 16 * Math.Max(residuals[i], residuals[i - 1])))
            {
                angles.AsSpan(first, i - first).Fill(TensorPrimitives.Max<double>(angles.AsSpan(first, i - first)));
                first = i;
            }
        }

        return angles;
    }

    /// <summary>By a space of Ritz vectors next to which all others lie beyond the last of them.</summary>
    /// <param name="values">θ, best first.</param>
    /// <param name="residuals">‖b‖.</param>
    /// <param name="wanted">How many are asked for.</param>
    public static double[] OfBlock(ReadOnlySpan<double> values, ReadOnlySpan<double> residuals, int wanted)
    {
        var angles = new double[wanted];
        for (int j = 0; j < wanted; j++)
        {
            double sum = 1;
            for (int i = wanted; i < values.Length; i++)
            {
                double along = residuals[i] / (values[i] - values[j]);
                sum += along * along;
            }

            angles[j] = wanted < values.Length ? 3 * residuals[j] / Math.Abs(values[^1] - values[j]) * Math.Sqrt(sum) : double.PositiveInfinity;
        }

        return angles;
    }
}
