using System;

namespace Autodiff.Generators.Ir;

/// <summary>
/// Where a node comes from: a span relative to the start of its method. It takes no part in equality, so that a
/// shifted line or a changed comment leaves a model equal to what it was.
/// </summary>
internal readonly struct Origin(int start, int length) : IEquatable<Origin>
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public bool IsKnown => Length > 0;

    public bool Equals(Origin other) => true;

    public override bool Equals(object? obj) => obj is Origin;

    public override int GetHashCode() => 0;
}
