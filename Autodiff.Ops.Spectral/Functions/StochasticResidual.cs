using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>What an estimate leaves for its gradient: the operator as it was, and the degree of each probe. The probes are made again.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class StochasticResidual<T>
    where T : IFloatingPointIeee754<T>
{
    internal StochasticResidual(ISymmetricOperator<T> symmetric, int[] degrees)
    {
        Operator = symmetric;
        Degrees = degrees;
    }

    /// <summary>The operator as the solver read it: a copy, symmetric to the last bit, when it is stored.</summary>
    internal ISymmetricOperator<T> Operator { get; }

    internal int[] Degrees { get; }
}
