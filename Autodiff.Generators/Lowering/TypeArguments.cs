using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>What the type parameters of a generic type and method stand for while a body is lowered in the place of its call.</summary>
internal sealed class TypeArguments
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    private TypeArguments(Compilation compilation) => _compilation = compilation;

    /// <summary>Those of a member, as the code that uses it sees it; <see langword="null"/> where they stand for themselves.</summary>
    /// <param name="around">What the type parameters in that code stand for.</param>
    /// <param name="outer">What those stand for in the body around a local function.</param>
    public static TypeArguments? Of(IMethodSymbol member, TypeArguments? around, Compilation compilation, TypeArguments? outer = null)
    {
        var arguments = new TypeArguments(compilation);
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> known in outer?._arguments.ToList() ?? [])
        {
            arguments._arguments[known.Key] = known.Value;
        }

        Add(member.OriginalDefinition.TypeParameters, member.TypeArguments);
        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        return arguments._arguments.All(pair => SymbolEqualityComparer.Default.Equals(pair.Key, pair.Value)) ? null : arguments;

        void Add(ImmutableArray<ITypeParameterSymbol> parameters, ImmutableArray<ITypeSymbol> given)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                arguments._arguments[parameters[i]] = around?.In(given[i]) ?? given[i];
            }
        }
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
