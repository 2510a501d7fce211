using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Autodiff.Generators.Ir;

/// <summary>Tells nodes apart that are equal by value: facts belong to a place in the tree.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<object>
{
    public static readonly ReferenceComparer Instance = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

    int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
}
