using System;
using System.Diagnostics;
using System.Linq;

namespace SpectralGraph;

/// <summary>How far a gradient is from central finite differences.</summary>
/// <param name="Checked">The number of ties that were checked.</param>
/// <param name="Largest">The largest deviation.</param>
/// <param name="Relative">The same, relative to the largest entry of the gradient.</param>
internal sealed record GradientCheck(int Checked, double Largest, double Relative)
{
    private const int Budget = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Five-point differences, on evenly spread ties if there are more than can be checked.</summary>
    public static GradientCheck Of(Graph graph, double[] weights, double[] gradient)
    {
        double[] moved = [.. weights];
        double largest = 0;
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        int stride = Math.Max(1, (weights.Length + Budget - 1) / Budget);
        for (int tie = 0; tie < weights.Length && Stopwatch.GetElapsedTime(start) < Patience; tie += stride, count++)
        {
            double step = 1e-3 * weights[tie];
            double near = At(step) - At(-step);
            double far = At(2 * step) - At(-2 * step);
            moved[tie] = weights[tie];
            largest = Math.Max(largest, Math.Abs(gradient[tie] - (((8 * near) - far) / (12 * step))));

            double At(double offset)
            {
                moved[tie] = weights[tie] + offset;
                return Connectivity.AlgebraicConnectivity(moved, graph);
            }
        }

        return new GradientCheck(count, largest, largest / gradient.Max(Math.Abs));
    }
}
