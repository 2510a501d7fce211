using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Pipeline;

/// <summary>What the first step hands on.</summary>
/// <param name="Identity">Names the method apart from every other.</param>
/// <param name="Function">The lowered method, or <see langword="null"/> when there is nothing to go on with: the analyzer says why.</param>
internal sealed record LoweredMethod(string Identity, IrFunction? Function)
{
    public bool Equals(LoweredMethod? other) => other is not null
        && Identity == other.Identity
        && (ReferenceEquals(Function, other.Function)
            || (Function is { } function && other.Function is not null && DeepStack.Run(IrDepth.Of(function.Body), () => function.Equals(other.Function))));

    public override int GetHashCode() => Identity.GetHashCode();
}
