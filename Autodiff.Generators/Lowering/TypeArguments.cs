using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>What the type parameters of a generic type stand for while the body of one of its members is lowered.</summary>
internal sealed class TypeArguments
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    private TypeArguments(Compilation compilation) => _compilation = compilation;

    /// <summary>Those of a member, as the code that uses it sees it; <see langword="null"/> where they stand for themselves.</summary>
    /// <param name="around">What the type parameters in that code stand for.</param>
    public static TypeArguments? Of(IMethodSymbol member, TypeArguments? around, Compilation compilation)
    {
        var arguments = new TypeArguments(compilation);
        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            for (int i = 0; i < type.TypeParameters.Length; i++)
            {
                arguments._arguments[type.OriginalDefinition.TypeParameters[i]] = around?.In(type.TypeArguments[i]) ?? type.TypeArguments[i];
            }
        }

        return arguments._arguments.All(pair => SymbolEqualityComparer.Default.Equals(pair.Key, pair.Value)) ? null : arguments;
    }

    /// <summary>Whether an argument mentions a parameter that stands for something else: no type could then be read twice.</summary>
    public bool IsCircular => _arguments.Values.Any(argument => !SymbolEqualityComparer.IncludeNullability.Equals(In(argument), argument));

    /// <summary>A type with what its type parameters stand for.</summary>
    public ITypeSymbol In(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => _arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type,
        IArrayTypeSymbol array => _compilation.CreateArrayTypeSymbol(In(array.ElementType), array.Rank).WithNullableAnnotation(type.NullableAnnotation),
        INamedTypeSymbol { IsTupleType: true } tuple => Tuple(tuple),
        INamedTypeSymbol { IsGenericType: true, ContainingType: null or { IsGenericType: false }, TypeArguments: var given } named when !named.IsUnboundGenericType =>
            named.OriginalDefinition.Construct([.. given.Select(In)]).WithNullableAnnotation(type.NullableAnnotation),
        _ => type,
    };

    private INamedTypeSymbol Tuple(INamedTypeSymbol tuple) => _compilation.CreateTupleTypeSymbol(
        [.. tuple.TupleElements.Select(element => In(element.Type))],
        [.. tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : null)]);
}
