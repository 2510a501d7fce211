using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Pipeline;

/// <summary>Which methods the pipeline takes up; the analyzer refuses the rest.</summary>
internal static class DifferentiableMethods
{
    public static bool IsSupported(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary;
}
