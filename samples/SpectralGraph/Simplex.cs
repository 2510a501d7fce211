using System;

namespace SpectralGraph;

/// <summary>The weights that are not negative and sum to a given total.</summary>
internal static class Simplex
{
    /// <summary>
    /// Replaces a point by the nearest one of the simplex: max(0, p − θ), with the θ that makes the sum right, found
    /// by sorting (Held, Wolfe and Crowder 1974).
    /// </summary>
    public static void Project(Span<double> point, double total)
    {
        double[] descending = point.ToArray();
        Array.Sort(descending, (a, b) => b.CompareTo(a));
        double sum = 0;
        double theta = 0;
        for (int i = 0; i < descending.Length; i++)
        {
            sum += descending[i];
            double candidate = (sum - total) / (i + 1);
            if (descending[i] <= candidate)
            {
                break;
            }

            theta = candidate;
        }

        foreach (ref double value in point)
        {
            value = Math.Max(0, value - theta);
        }
    }
}
