using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Interfaces with an interface of derivatives (<c>[DerivativeInterface]</c>): which marked types have it, and by which
/// of their methods it is implemented.
/// </summary>
internal static class DerivativeInterfaces
{
    /// <summary>The interface of derivatives that belongs to an interface.</summary>
    public static INamedTypeSymbol? Of(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface } named
        && Attributes.Find(named.OriginalDefinition, Attributes.DerivativeInterface) is { ConstructorArguments: [{ Value: INamedTypeSymbol derivative }] }
        && derivative.OriginalDefinition.Arity == named.Arity
            ? named.Arity == 0 ? derivative : derivative.OriginalDefinition.Construct([.. named.TypeArguments])
            : null;

    /// <summary>Whether values of a type may have derivatives that it does not tell of: an interface with an interface of them, or a collection of such.</summary>
    public static bool LeadsTo(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => LeadsTo(array.ElementType),
        INamedTypeSymbol named => Of(named) is not null || named.TypeArguments.Any(LeadsTo),
        _ => false,
    };

    /// <summary>Each interface of a type whose derivatives the generator is to write, with the interface of them.</summary>
    public static IEnumerable<(INamedTypeSymbol Interface, INamedTypeSymbol Derivative)> ToWrite(INamedTypeSymbol type) => type.AllInterfaces
        .Select(candidate => (Interface: candidate, Derivative: Of(candidate)))
        .Where(pair => pair.Derivative is not null && !Implements(type, pair.Derivative) && Problem(type, pair.Interface) is null)
        .Select(pair => (pair.Interface, pair.Derivative!));

    /// <summary>Why values of a marked type have no derivatives behind an interface; <see langword="null"/> where they have, or need none.</summary>
    public static string? Problem(INamedTypeSymbol type, ITypeSymbol asked)
    {
        if (Of(asked) is not { } derivative)
        {
            return "keep it in double, float, arrays and spans of them, or cut the edge with Ad.StopGradient";
        }

        if (Implements(type, derivative))
        {
            return null;
        }

        if (!SymbolEqualityComparer.Default.Equals(type.OriginalDefinition.ContainingAssembly, type.ContainingAssembly) || type.DeclaringSyntaxReferences.IsEmpty)
        {
            return $"'{type.Name}' is compiled without an implementation of {derivative.Name}; mark its methods [Differentiable] there";
        }

        foreach (IMethodSymbol promised in ((INamedTypeSymbol)asked).GetMembers().OfType<IMethodSymbol>())
        {
            if (Companion(derivative, promised) is not { } companion)
            {
                continue;
            }

            if (type.FindImplementationForInterfaceMember(promised) is not IMethodSymbol method || !SymbolEqualityComparer.Default.Equals(method.ContainingType, type) || !method.ExplicitInterfaceImplementations.IsEmpty)
            {
                return $"implement '{promised.Name}' by a public method of '{type.Name}' marked [Differentiable]";
            }

            if (!Attributes.Has(method, Attributes.Differentiable))
            {
                return $"mark '{type.Name}.{method.Name}' [Differentiable], too";
            }

            if (method.Parameters.FirstOrDefault(parameter => Attributes.Has(parameter, Attributes.NoGradient)) is { } constant)
            {
                return $"take [NoGradient] off the parameter '{constant.Name}' of '{type.Name}.{method.Name}', whose adjoint is asked for";
            }

            if (!promised.ReturnsVoid || !companion.Parameters.Skip(1).All(parameter => IsBound(parameter, promised)) || !promised.Parameters.All(parameter => IsAnswered(parameter, companion)))
            {
                return $"'{derivative.Name}.{companion.Name}' asks for what '{promised.Name}' does not have; implement it by hand";
            }
        }

        return null;
    }

    /// <summary>The method of the derivatives of a method of the interface.</summary>
    public static IMethodSymbol? Companion(INamedTypeSymbol derivative, IMethodSymbol promised) =>
        derivative.GetMembers(promised.Name + "Vjp").OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate.Parameters.Length > 0);

    /// <summary>The parameter of the interface's method whose adjoint a parameter is.</summary>
    public static IParameterSymbol? AdjointOf(IParameterSymbol parameter, IMethodSymbol promised) =>
        promised.Parameters.FirstOrDefault(candidate => candidate.Name + "Adjoint" == parameter.Name);

    private static bool IsBound(IParameterSymbol parameter, IMethodSymbol promised) =>
        promised.Parameters.Any(candidate => candidate.Name == parameter.Name) || AdjointOf(parameter, promised) is not null;

    /// <summary>Whether the method of the derivatives has all that the companion asks for on a parameter's account.</summary>
    private static bool IsAnswered(IParameterSymbol parameter, IMethodSymbol companion)
    {
        IrType type = new TypeLowering().Lower(parameter.Type);
        bool isGiven = companion.Parameters.Any(candidate => candidate.Name == parameter.Name);
        return !type.IsDifferentiable ? isGiven : companion.Parameters.Any(candidate => candidate.Name == parameter.Name + "Adjoint") && (isGiven || type.IsWritableSpan);
    }

    private static bool Implements(INamedTypeSymbol type, INamedTypeSymbol derivative) =>
        type.AllInterfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate, derivative));
}
