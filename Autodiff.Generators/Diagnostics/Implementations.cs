using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Diagnostics;

/// <summary>
/// Finds what implements a differentiable method of an interface but cannot implement its companions: the compiler
/// would only say that the type lacks members nobody wrote.
/// </summary>
internal static class Implementations
{
    public static IEnumerable<Diagnostic> Check(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            yield break;
        }

        foreach (IMethodSymbol promised in type.AllInterfaces.SelectMany(candidate => candidate.GetMembers().OfType<IMethodSymbol>()))
        {
            if (!promised.IsAbstract || !Attributes.Has(promised, Attributes.Differentiable)
                || type.FindImplementationForInterfaceMember(promised) is not IMethodSymbol found
                || !SymbolEqualityComparer.Default.Equals(found.ContainingType, type))
            {
                continue;
            }

            string name = $"{promised.ContainingType.Name}.{promised.Name}";
            if (!Attributes.Has(found, Attributes.Differentiable))
            {
                string wayOut = found.ExplicitInterfaceImplementations.IsEmpty ? "mark it [Differentiable], as the interface's method is" : "implement it by a public method marked [Differentiable]";
                yield return Descriptors.Create("AD0002", found.Locations[0], ["The unmarked implementation", name, wayOut]);
                continue;
            }

            if (!found.IsStatic && Attributes.Has(type, Attributes.Differentiable))
            {
                yield return Descriptors.Create("AD0002", found.Locations[0], [$"An implementation by the [Differentiable] type '{type.Name}'", name, "the interface's companions have no place for the adjoints of its fields; take the attribute off the type"]);
            }

            foreach (IParameterSymbol parameter in found.Parameters)
            {
                if (Attributes.Has(parameter, Attributes.NoGradient) != Attributes.Has(promised.Parameters[parameter.Ordinal], Attributes.NoGradient))
                {
                    yield return Descriptors.Create("AD0002", parameter.Locations[0], [$"The parameter '{parameter.Name}', which is [NoGradient] here or there but not in both,", name, "mark both or neither"]);
                }
            }
        }
    }
}
