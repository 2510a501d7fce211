using System;
using Autodiff;
using Autodiff.Ops.Spectral;

namespace SpectralGraph;

/// <summary>The quantity that the sample differentiates and raises.</summary>
internal static partial class Connectivity
{
    /// <summary>
    /// λ₂ of the graph Laplacian: zero exactly when the graph falls apart, larger the harder it is to cut
    /// (Fiedler 1973). Concave in the weights.
    /// </summary>
    [Differentiable]
    public static double AlgebraicConnectivity(ReadOnlySpan<double> weights, Graph graph)
    {
        // A tie {i, j} of weight w adds w to (i, i) and (j, j), and −w to (i, j) and (j, i).
        double[] entries = new double[4 * weights.Length];
        for (int tie = 0; tie < weights.Length; tie++)
        {
            entries[4 * tie] = weights[tie];
            entries[(4 * tie) + 1] = weights[tie];
            entries[(4 * tie) + 2] = -weights[tie];
            entries[(4 * tie) + 3] = -weights[tie];
        }

        CsrMatrix<double> laplacian = CsrMatrix<double>.FromTriplets(
            graph.NodeCount, graph.NodeCount, graph.LaplacianRows, graph.LaplacianColumns, entries);
        EigenPairs<double> eig = SpectralOps.Eigsh(laplacian, k: 2, EigenTarget.SmallestAlgebraic);
        return eig.Values[1];
    }
}
