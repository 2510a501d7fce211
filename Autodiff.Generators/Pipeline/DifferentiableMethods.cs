using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Pipeline;

/// <summary>Which methods the pipeline takes up; the analyzer refuses the rest.</summary>
internal static class DifferentiableMethods
{
    public static bool IsSupported(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary && !method.ContainingType.IsExtension;

    /// <summary>Whether a member and everything around it have names: code that is being typed may lack one.</summary>
    public static bool HasName(ISymbol member)
    {
        for (ISymbol? symbol = member; symbol is not (null or INamespaceSymbol { IsGlobalNamespace: true } or IModuleSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }
}
