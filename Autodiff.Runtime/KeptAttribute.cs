using System;

namespace Autodiff;

/// <summary>
/// Marks a parameter of a constructor with a derivative rule that the object keeps: a differentiable method must not
/// change what it gave there, since the object's derivative would be taken at the changed value.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeptAttribute : Attribute;
