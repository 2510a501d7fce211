using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Diagnostics;

/// <summary>Finds a member of the user's that stands where a companion will be written.</summary>
internal static class CompanionClash
{
    public static IMethodSymbol? Find(IMethodSymbol method, IrFunction function)
    {
        int own = method.Parameters.Length;
        int destinations = function.Parameters.Count(parameter => parameter.IsDifferentiable);
        bool hasScalarResult = function.Result.IsReal;
        int resultSeed = function.Result.IsDifferentiable ? 1 : 0;

        return method.ContainingType
            .GetMembers()
            .OfType<IMethodSymbol>()
            .FirstOrDefault(member => member.TypeParameters.Length == method.TypeParameters.Length && StartsAlike(member, method) && (
                (hasScalarResult && member.Name == method.Name + "ValueAndGradient" && (member.Parameters.Length == own || member.Parameters.Length == own + destinations)) ||
                (member.Name == method.Name + "Vjp" && member.Parameters.Length == own + resultSeed + destinations)));
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
