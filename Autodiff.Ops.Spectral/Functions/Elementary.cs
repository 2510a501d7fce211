using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Quotients that cancel when they are written down as they stand (Kahan's forms; Higham, 2002, section 1.14.1).</summary>
internal static class Elementary<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>(eˣ − 1)/x, 1 at 0: exact to a few ulps; 0 at −∞.</summary>
    public static T ExpM1Ratio(T x)
    {
        T u = T.Exp(x);
        if (u == T.One)
        {
            return T.One;
        }

        // For a small x the rounding of u cancels between u − 1 and log u.
        return T.Abs(x) < T.One ? (u - T.One) / T.Log(u) : (u - T.One) / x;
    }

    /// <summary>log u/(u − 1), 1 at 1.</summary>
    public static T LogRatio(T u) => u == T.One ? T.One : T.Log(u) / (u - T.One);

    /// <summary>log(1 + x).</summary>
    public static T LogP1(T x)
    {
        T u = T.One + x;
        return u == T.One ? x : T.Log(u) * (x / (u - T.One));
    }

    /// <summary>1/(1 + e⁻ˣ), without overflow and with every digit in both tails.</summary>
    public static T Logistic(T x)
    {
        T e = T.Exp(-T.Abs(x));
        return x >= T.Zero ? T.One / (T.One + e) : e / (T.One + e);
    }
}

/// <summary>Sums that keep what each addition rounds away (Neumaier, 1974).</summary>
internal static class CompensatedSum
{
    public static double Of(ReadOnlySpan<double> terms)
    {
        double sum = 0;
        double rest = 0;
        foreach (double term in terms)
        {
            double next = sum + term;
            rest += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return double.IsFinite(rest) ? sum + rest : sum;
    }
}
