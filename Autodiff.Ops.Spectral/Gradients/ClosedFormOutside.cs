using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Ops.Spectral;

/// <summary>
/// Y by the complete eigenbasis, where the dense path computed it: Y_j = Σ_p v_p (v_pᵀV̄_j)/(λ_j − λ_p) over the pairs
/// p outside of the result.
/// </summary>
internal static class ClosedFormOutside
{
    public static void Add<T>(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] weights, double broadening)
        where T : IFloatingPointIeee754<T>
    {
        int k = forward.Values.Length;
        int n = forward.AllValues!.Length;
        int[] outside = [.. Enumerable.Range(0, n).Except(forward.Selection!)];
        var basis = new T[(long)outside.Length * n];
        for (int p = 0; p < outside.Length; p++)
        {
            forward.AllVectors.AsSpan(outside[p] * n, n).CopyTo(basis.AsSpan(p * n));
        }

        var coefficients = new T[(long)outside.Length * k];
        for (int p = 0; p < outside.Length; p++)
        {
            double outer = Numbers<T>.ToDouble(forward.AllValues[outside[p]]);
            for (int j = 0; j < k; j++)
            {
                if (clusters.IsBlind(j))
                {
                    continue;
                }

                double numerator = Numbers<T>.ToDouble(TensorPrimitives.Dot(basis.AsSpan(p * n, n), g.AsSpan(j * n, n)));
                double gap = Numbers<T>.ToDouble(forward.Values[j]) - outer;
                double coefficient = ClusterAnalysis<T>.Divide(numerator, gap, broadening);
                coefficients[p * k + j] = Math.Abs(numerator) <= clusters.Noise && broadening == 0 ? T.Zero : Numbers<T>.From(coefficient);
            }
        }

        ProductKernel.AddTransposedProduct<T>(k, n, outside.Length, coefficients, k, basis, n, weights, n);
    }
}
