using System;

namespace Autodiff;

/// <summary>
/// Makes a parameter, field, property or method a constant for differentiation. A method so marked may be called with
/// active arguments; no derivative flows through it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class NoGradientAttribute : Attribute;
