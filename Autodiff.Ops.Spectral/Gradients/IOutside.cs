using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>Finds Y, the part of W outside of the computed space, where that is not done by products of the operator.</summary>
internal interface IOutside<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Adds Y to the weights.</summary>
    /// <exception cref="EigenConvergenceException">A system was not solved to its tolerance.</exception>
    EigenGradientReport Add(EigshResidual<T> forward, ClusterAnalysis<T> clusters, T[] g, T[] weights, OutsideMeasures measures, EigshOptions options, EigenGradientReport report);
}
