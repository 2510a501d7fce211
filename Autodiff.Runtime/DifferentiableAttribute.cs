using System;

namespace Autodiff;

/// <summary>
/// Asks the generator for the gradient of a method, or makes a type's numbers differentiable.
/// </summary>
/// <remarks>
/// On a method <c>F</c> of a partial type the generator writes, beside it, <c>FValueAndGradient</c> (when the result is
/// a scalar) and <c>FVjp</c>. Everything it cannot differentiate is a compile-time error at the exact place.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Constructor | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for the default companions.</summary>
    public DifferentiableAttribute()
    {
    }

    /// <summary>Asks for more companions on top of the default ones.</summary>
    /// <param name="derivatives">The companions wanted besides <c>…ValueAndGradient</c> and <c>…Vjp</c>.</param>
    public DifferentiableAttribute(Derivatives derivatives) => Derivatives = derivatives;

    /// <summary>The companions wanted besides <c>…ValueAndGradient</c> and <c>…Vjp</c>.</summary>
    public Derivatives Derivatives { get; }
}
