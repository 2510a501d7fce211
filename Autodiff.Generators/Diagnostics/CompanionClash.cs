using System.Linq;
using Autodiff.Generators.Emission;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Diagnostics;

/// <summary>Finds a member of the user's that stands where a companion will be written.</summary>
internal static class CompanionClash
{
    public static IMethodSymbol? Find(IMethodSymbol method, IrFunction function)
    {
        var signature = new CompanionSignature(function);
        int own = method.Parameters.Length;
        int gradients = own + signature.GradientParameters.Count();
        int adjoints = own + signature.AdjointParameters.Count();

        return method.ContainingType
            .GetMembers()
            .OfType<IMethodSymbol>()
            .FirstOrDefault(member => member.TypeParameters.Length == method.TypeParameters.Length && StartsAlike(member, method) && (
                (signature.HasGradient && member.Name == method.Name + "ValueAndGradient" && (member.Parameters.Length == own || member.Parameters.Length == gradients)) ||
                (member.Name == method.Name + "Vjp" && member.Parameters.Length == adjoints)));
    }

    private static bool StartsAlike(IMethodSymbol member, IMethodSymbol method)
    {
        if (member.Parameters.Length < method.Parameters.Length)
        {
            return false;
        }

        for (int i = 0; i < method.Parameters.Length; i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(member.Parameters[i].Type, method.Parameters[i].Type))
            {
                return false;
            }
        }

        return true;
    }
}
