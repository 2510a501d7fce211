using System;

namespace Autodiff;

/// <summary>
/// Marks a static method as the vector–Jacobian product of a method the generator cannot look into.
/// </summary>
/// <remarks>
/// <para>Parameters bind by name, any subset, in any order: each parameter of the target, <c>self</c> (the receiver),
/// <c>result</c>, <c>residual</c> (see <see cref="AugmentedPrimalOfAttribute"/>), <c>resultAdjoint</c>,
/// <c>&lt;param&gt;Adjoint</c> and <c>selfAdjoint</c>.</para>
/// <para>An adjoint that the rule adds to is a <c>ref</c> scalar, a <see cref="Span{T}"/>, or an object; one that it
/// reads (a seed: <c>resultAdjoint</c>, or the adjoint of a written <see cref="Span{T}"/>) is a scalar by value, a
/// <see cref="ReadOnlySpan{T}"/>, or an object. Seeds never overlap the adjoints that are added to; two of the latter
/// may be the same memory.</para>
/// </remarks>
/// <param name="type">The type that declares the target; open for a generic one.</param>
/// <param name="member">The target's name: <c>".ctor"</c> for constructors, <c>"op_Addition"</c> and so on for operators,
/// <c>"Item"</c> for indexers.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class VjpOfAttribute(Type type, string member) : Attribute
{
    /// <summary>The type that declares the target.</summary>
    public Type Type { get; } = type;

    /// <summary>The target's name.</summary>
    public string Member { get; } = member;
}

/// <summary>Marks a static method as the Jacobian–vector product of a method the generator cannot look into.</summary>
/// <remarks>Parameters bind by name as for <see cref="VjpOfAttribute"/>, with <c>&lt;param&gt;Tangent</c> for adjoints.</remarks>
/// <param name="type">The type that declares the target; open for a generic one.</param>
/// <param name="member">The target's name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class JvpOfAttribute(Type type, string member) : Attribute
{
    /// <summary>The type that declares the target.</summary>
    public Type Type { get; } = type;

    /// <summary>The target's name.</summary>
    public string Member { get; } = member;
}

/// <summary>
/// Marks a static method as the primal that a forward sweep runs in place of the target: the same parameters (the
/// receiver first, as <c>self</c>) and result, and a last parameter <c>out TResidual residual</c> that the target's
/// <see cref="VjpOfAttribute"/> method receives back.
/// </summary>
/// <param name="type">The type that declares the target; open for a generic one.</param>
/// <param name="member">The target's name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AugmentedPrimalOfAttribute(Type type, string member) : Attribute
{
    /// <summary>The type that declares the target.</summary>
    public Type Type { get; } = type;

    /// <summary>The target's name.</summary>
    public string Member { get; } = member;
}

/// <summary>
/// On the <c>destinationAdjoint</c> parameter of a rule: the target writes only the first elements of that destination,
/// as many as the named parameter has. Without it the target is taken to write the whole destination.
/// </summary>
/// <param name="parameter">The target's parameter that tells the length.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WrittenLengthAttribute(string parameter) : Attribute
{
    /// <summary>The target's parameter that tells the length.</summary>
    public string Parameter { get; } = parameter;
}

/// <summary>
/// Marks a property, indexer or method whose result is a view of its receiver: reading the view of a value reads the
/// same view of its shadow.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ViewAttribute : Attribute
{
    /// <summary>The name of a member with the same parameters that returns the view writable, where this one does not.</summary>
    public string? Writable { get; init; }
}

/// <summary>Names the types of an assembly that hold derivative rules. Written by the generator, once an assembly.</summary>
/// <param name="types">The types to search for rules.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DifferentiationRulesAttribute(params Type[] types) : Attribute
{
    /// <summary>The types to search for rules.</summary>
    public Type[] Types { get; } = types;
}
