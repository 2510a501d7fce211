using System.Numerics;

namespace Autodiff.Ops.Spectral;

/// <summary>A function of eigenvalues with its first divided difference, which is all its matrix function's gradient needs.</summary>
internal interface IScalarFunction<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The function in a message: "the logarithm".</summary>
    string Name { get; }

    T Value(T x);

    /// <summary>(f(x) − f(y))/(x − y), and f′(x) where y = x: stable at every distance.</summary>
    T Quotient(T x, T y);
}
