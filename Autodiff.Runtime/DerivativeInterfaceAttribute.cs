using System;

namespace Autodiff;

/// <summary>
/// Names the interface of derivatives that belongs to an interface. A type marked <see cref="DifferentiableAttribute"/>
/// that implements the one by methods which are marked, too, is given the other by the generator, so that a rule which
/// knows the type by its interface alone can ask it for its derivatives.
/// </summary>
/// <remarks>
/// For each method <c>M</c> of the interface the other one declares <c>MVjp</c>, which is called on the shadow. Its first
/// parameter, <c>primal</c>, has the type of the interface; the others bind by name: a parameter of <c>M</c>, and
/// <c>&lt;param&gt;Adjoint</c>, a read-only span for what <c>M</c> writes (the seed), a span for what it reads (added to).
/// </remarks>
/// <param name="type">The interface of derivatives; open for a generic one, which has the same type parameters.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DerivativeInterfaceAttribute(Type type) : Attribute
{
    /// <summary>The interface of derivatives.</summary>
    public Type Type { get; } = type;
}
