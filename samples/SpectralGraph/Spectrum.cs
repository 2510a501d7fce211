using System;
using System.Linq;
using Autodiff.Ops.Spectral;

namespace SpectralGraph;

/// <summary>The low end of a Laplacian's spectrum, to be looked at.</summary>
/// <param name="Values">Eigenvalues, ascending, the zero first.</param>
/// <param name="Fiedler">The vector of the second one, with node 1 on the negative side.</param>
internal sealed record Spectrum(double[] Values, double[] Fiedler)
{
    private const int Count = 5;

    public static Spectrum Of(Graph graph, double[] weights)
    {
        double[] entries = [.. weights.SelectMany(w => (double[])[w, w, -w, -w])];
        CsrMatrix<double> laplacian = CsrMatrix<double>.FromTriplets(
            graph.NodeCount, graph.NodeCount, graph.LaplacianRows, graph.LaplacianColumns, entries);
        EigenPairs<double> eig = SpectralOps.Eigsh(
            laplacian, Math.Min(Count, graph.NodeCount), EigenTarget.SmallestAlgebraic);
        double[] fiedler = eig.Vector(1).ToArray();
        return new Spectrum([.. eig.Values], fiedler[0] <= 0 ? fiedler : [.. fiedler.Select(x => -x)]);
    }
}
