using System;

namespace Autodiff.Generators.Transforms;

/// <summary>A transform met something that it must refuse.</summary>
internal sealed class UnsupportedException(string construct, string wayOut) : Exception($"{construct} is not supported; {wayOut}")
{
    public string Construct { get; } = construct;

    public string WayOut { get; } = wayOut;
}
