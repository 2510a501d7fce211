using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Decides from Ritz values when a filter is worth its products, over which interval, and of which degree.</summary>
/// <param name="bounds">Numbers that no eigenvalue is outside of.</param>
/// <param name="relative">The tolerance, relative to the norm.</param>
/// <param name="orthogonalCost">What orthogonalising against a panel costs in products.</param>
/// <param name="isAsked">Whether a filter is made as soon as one is possible.</param>
internal sealed class FilterPlan<T>((double Low, double High) bounds, double relative, double orthogonalCost, bool isAsked)
    where T : IFloatingPointIeee754<T>
{
    private const int W = Panels<T>.Width;
    private const int LargestDegree = 600;

    // What a step of the filtered space is meant to gain at most, as a power of e.
    private const double LargestGain = 1.5;

    /// <summary>
    /// The degree of a new filter where the gap that Lanczos sees would take many restarts; 0 to go on; −1 to lock what has
    /// converged first.
    /// </summary>
    /// <param name="krylov">The space, projected.</param>
    /// <param name="filter">The filter it is of; <see langword="null"/> for the matrix itself.</param>
    /// <param name="wanted">The pairs wanted.</param>
    /// <param name="size">The panels that the space may have.</param>
    /// <param name="kind">Which end.</param>
    /// <param name="norm">The size of the matrix.</param>
    /// <param name="tolerance">The residual asked for at each Ritz value.</param>
    /// <param name="far">The far end of the spectrum, as it is known now.</param>
    /// <param name="near">The end of the unwanted interval towards the wanted one.</param>
    public int Suggest(BlockKrylov<T> krylov, ChebyshevFilter<T>? filter, int wanted, int size, TargetKind kind, double norm, Func<double, double> tolerance, ref double far, out double near)
    {
        double Eigenvalue(int rank) => filter is null ? krylov.Values[krylov.Order[rank]] : filter.ToEigenvalue(krylov.Values[krylov.Order[rank]]);
        double Residual(int rank) => krylov.Residuals[krylov.Order[rank]] / (filter?.Derivative(krylov.Values[krylov.Order[rank]]) ?? 1);
        double tolerated = relative * norm;
        int order = krylov.Order.Length;
        int cut = Math.Min(wanted + W, order - 1);
        if (filter is null)
        {
            double low = krylov.Values[0];
            double high = krylov.Values[^1];
            double margin = 0.01 * (high - low);
            far = kind == TargetKind.SmallestAlgebraic
                ? Math.Min(bounds.High, high + Math.Max(margin, krylov.Residuals[^1]))
                : Math.Max(bounds.Low, low - Math.Max(margin, krylov.Residuals[0]));
        }
        else
        {
            // An odd polynomial is far below −1 where the spectrum goes on beyond the far end: that is not mistaken for what
            // is wanted, and shows where the end is.
            far = filter.Beyond(krylov.Values[0]);
            while (cut > wanted && krylov.Values[krylov.Order[cut]] <= 1.001)
            {
                cut--;
            }
        }

        // A cluster that holds the last wanted value is wanted as a whole, and a value between clusters is no eigenvalue.
        double last = Eigenvalue(wanted - 1);
        while (cut < order - 1 && Math.Abs(last - Eigenvalue(cut)) <= Math.Max(1e3 * tolerated, Residual(cut)))
        {
            cut++;
        }

        near = Eigenvalue(cut);
        double gap = (last - near) / (near - far);
        if (!(gap * Math.Abs(near - far) > Math.Max(1e3 * tolerated, Residual(cut))) || (filter is not null && krylov.Values[krylov.Order[cut]] <= 1.001))
        {
            return 0;
        }

        int now = filter?.Degree ?? 1;
        double rate = Math.Acosh(1 + 2 * gap);
        double worst = 1;
        for (int i = 0; i < wanted; i++)
        {
            int ritz = krylov.Order[i];
            worst = Math.Max(worst, krylov.Residuals[ritz] / tolerance(krylov.Values[ritz]));
        }

        // What the steps before the next restart gain with this filter, against what is missing.
        double rest = Math.Log(worst);
        int steps = size - krylov.Built + (size - (wanted + 2 + W - 1) / W) / 2;
        bool isMade = isAsked && filter is null;
        if (!isMade && (rest < 3 || steps * now * rate >= rest))
        {
            return 0;
        }

        // A step is worth the most when it gains a digit or less, the less the cheaper its inner products are, and when its
        // products cost as much as these.
        double gain = Math.Min(LargestGain, 0.9 + 0.17 * orthogonalCost * size);
        double degree = Math.Max(gain / rate, isMade ? 3 : orthogonalCost * size / 2);
        degree = Math.Clamp(Math.Min(degree, rest / rate / 3), 1, Math.Min(8 * now, LargestDegree));
        double best = Math.Acosh(1 + 2 * Math.Abs((Eigenvalue(0) - near) / (near - far)));
        bool isLimited = false;
        while (degree > 1 && !Resolves(degree, best, Math.Acosh(1 + 2 * gap), Math.Abs(near - far) / 2, tolerated))
        {
            degree *= 0.8;
            isLimited = true;
        }

        if (isLimited && degree < 2 * now && krylov.Converged > 0 && krylov.Converged < wanted)
        {
            return -1;
        }

        return degree >= 1.5 * now || (filter is not null && krylov.Values[0] < -2) ? (int)Math.Ceiling(degree) | 1 : 0;
    }

    /// <summary>Whether rounding at the largest value of a filter leaves the tolerance to the last wanted one.</summary>
    private static bool Resolves(double degree, double bestAngle, double lastAngle, double half, double tolerated)
    {
        double derivative = degree * Math.Sinh(degree * lastAngle) / Math.Sinh(lastAngle) / half;
        return 32 * Numbers<T>.Eps * Math.Cosh(degree * bestAngle) <= 0.25 * tolerated * derivative;
    }
}
