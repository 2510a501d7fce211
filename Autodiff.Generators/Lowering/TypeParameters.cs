using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>What the constraints of a type parameter say: whether it stands for real numbers, and what rules it may go to.</summary>
internal static class TypeParameters
{
    /// <summary>
    /// Whether every type the constraints admit computes like a real number, integers aside: <c>INumber&lt;T&gt;</c>, or
    /// an interface of elementary functions. <c>INumberBase&lt;T&gt;</c> alone would admit complex numbers.
    /// </summary>
    public static bool IsReal(ITypeParameterSymbol parameter) =>
        (Has(parameter, "INumber") || Has(parameter, "IFloatingPointConstants")) && !Has(parameter, "IBinaryInteger");

    /// <summary>Whether the constraints admit nothing but floating-point numbers, so that no companion has to ask.</summary>
    public static bool IsFloatingPoint(ITypeParameterSymbol parameter) => Has(parameter, "IFloatingPointIeee754");

    /// <summary>Whether a type parameter is constrained to an interface of numbers over itself.</summary>
    public static bool Has(ITypeParameterSymbol parameter, string name) => Interfaces(parameter).Any(candidate =>
        candidate.Name == name && IsOfNumbers(candidate) && candidate.TypeArguments is [var self] && SymbolEqualityComparer.Default.Equals(self, parameter));

    /// <summary>Whether an interface is one of the framework's generic math.</summary>
    public static bool IsOfNumbers(ITypeSymbol type) => type is { TypeKind: TypeKind.Interface }
        && type.ContainingNamespace is { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether a type argument may be put in for a type parameter of a rule.</summary>
    public static bool Satisfies(ITypeSymbol argument, ITypeParameterSymbol parameter)
    {
        List<INamedTypeSymbol> interfaces = InterfacesOf(argument).ToList();
        return !(parameter.HasValueTypeConstraint && !argument.IsValueType)
            && !(parameter.HasReferenceTypeConstraint && !argument.IsReferenceType)
            && parameter.ConstraintTypes.All(constraint => constraint is not INamedTypeSymbol { TypeKind: TypeKind.Interface } named
                || interfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, named.OriginalDefinition)));
    }

    /// <summary>The <c>where</c> clauses of a method's or a type's own type parameters.</summary>
    public static IEnumerable<string> Clauses(IEnumerable<ITypeParameterSymbol> parameters, TypeLowering types) =>
        parameters.Select(parameter => (parameter.Name, Parts: Parts(parameter, types).ToList()))
            .Where(clause => clause.Parts.Count > 0)
            .Select(clause => $"where {Names.Escape(clause.Name)} : {string.Join(", ", clause.Parts)}");

    private static IEnumerable<string> Parts(ITypeParameterSymbol parameter, TypeLowering types)
    {
        string? kind = parameter.HasUnmanagedTypeConstraint ? "unmanaged"
            : parameter.HasValueTypeConstraint ? "struct"
            : parameter.HasReferenceTypeConstraint ? (parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class")
            : parameter.HasNotNullConstraint ? "notnull"
            : null;
        return new[] { kind }.OfType<string>()
            .Concat(parameter.ConstraintTypes.Select(types.Text))
            .Concat(parameter.HasConstructorConstraint ? ["new()"] : [])
            .Concat(parameter.AllowsRefLikeType ? ["allows ref struct"] : []);
    }

    private static IEnumerable<INamedTypeSymbol> InterfacesOf(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => Interfaces(parameter),
        INamedTypeSymbol { TypeKind: TypeKind.Interface } named => new[] { named }.Concat(named.AllInterfaces),
        _ => type.AllInterfaces,
    };

    /// <summary>Every interface that the constraints promise.</summary>
    private static IEnumerable<INamedTypeSymbol> Interfaces(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.SelectMany(InterfacesOf);
}
