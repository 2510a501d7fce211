using System;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>A transform met something that it must refuse.</summary>
internal sealed class UnsupportedException(string construct, string wayOut) : Exception($"{construct} is not supported; {wayOut}")
{
    /// <summary>Where, if that is known.</summary>
    public Origin Origin { get; init; }

    public string Construct { get; } = construct;

    public string WayOut { get; } = wayOut;
}
