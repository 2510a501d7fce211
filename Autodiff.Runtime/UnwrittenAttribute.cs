using System;
using System.ComponentModel;

namespace Autodiff;

/// <summary>
/// On a parameter of a forward sweep, or on the sweep for its receiver: the method leaves the elements of that array,
/// container or object as they are, so that callers in other assemblies need not record them. Written by the generator.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnwrittenAttribute : Attribute;
