using System;
using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Y by the complete eigenbasis, where the dense path computed it: Y_j = Σ_p v_p (v_pᵀV̄_j)/(λ_j − λ_p) over the pairs
/// p outside of the result.
/// </summary>
internal static class ClosedFormOutside
{
    public static void Add<T>(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] weights, OutsideMeasures measures, double broadening)
        where T : IFloatingPointIeee754<T>
    {
        int k = forward.Values.Length;
        int n = forward.AllValues!.Length;
        var isInside = new bool[n];
        foreach (int i in forward.Selection!)
        {
            isInside[i] = true;
        }

        // Row p holds v_pᵀV̄, of all pairs; those inside give nothing.
        var coefficients = new T[n * k];
        ProductKernel.AddProductTransposed<T>(n, k, n, forward.AllVectors, n, g, n, coefficients, k);
        double unit = forward.Report.Norm / clusters.Scale;
        var right = new double[k];
        var solution = new double[k];
        for (int p = 0; p < n; p++)
        {
            double outer = Numbers<T>.ToDouble(forward.AllValues[p]);
            for (int j = 0; j < k; j++)
            {
                double numerator = Numbers<T>.ToDouble(coefficients[p * k + j]);
                bool isNothing = isInside[p] || clusters.IsBlind(j) || (Math.Abs(numerator) <= clusters.Noise && broadening == 0);
                double gap = Numbers<T>.ToDouble(forward.Values[j]) - outer;
                double coefficient = isNothing ? 0 : ClusterAnalysis<T>.Divide(numerator, gap, broadening);
                right[j] += isInside[p] ? 0 : numerator / clusters.Scale * (numerator / clusters.Scale);
                solution[j] += coefficient * unit * (coefficient * unit);
                coefficients[p * k + j] = Numbers<T>.From(coefficient);
            }
        }

        for (int j = 0; j < k; j++)
        {
            measures.Right[j] = clusters.Scale * Math.Sqrt(right[j]);
            measures.Solution[j] = unit > 0 ? Math.Sqrt(solution[j]) / unit : 0;
        }

        ProductKernel.AddTransposedProduct<T>(k, n, n, coefficients, k, forward.AllVectors, n, weights, n);
    }
}
