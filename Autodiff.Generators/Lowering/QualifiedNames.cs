using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>The simple type names that mean something else where the method stands.</summary>
internal static class QualifiedNames
{
    private static readonly string[] Always =
    [
        "System.Span`1",
        "System.ReadOnlySpan`1",
        "System.Array",
        "System.Math",
        "System.MathF",
        "System.ArgumentException",
        "System.ArgumentNullException",
        "System.InvalidOperationException",
        "System.NotSupportedException",
        "System.ComponentModel.EditorBrowsableState",
        "System.Numerics.Tensors.Tensor",
        "System.Numerics.Tensors.TensorPrimitives",
        "System.Runtime.CompilerServices.Unsafe",
        "Autodiff.CheckpointSchedule",
        "Autodiff.Tape",
        "Autodiff.GeneratedCode",
        "Autodiff.Containers",
        "Autodiff.Objects",
    ];

    /// <summary>What stands in brackets, where only types are looked up.</summary>
    private static readonly string[] Attributes = ["Obsolete", "EditorBrowsable", "Unwritten"];

    public static EquatableArray<string> Of(LoweringContext context, MethodDeclarationSyntax syntax)
    {
        int position = syntax.Body?.OpenBraceToken.Span.End ?? syntax.ExpressionBody?.Expression.SpanStart ?? syntax.Identifier.Span.End;
        var mentioned = new HashSet<INamedTypeSymbol>(context.Types.Mentioned, SymbolEqualityComparer.Default);
        mentioned.UnionWith(Always.Select(context.Compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>());
        List<INamespaceSymbol> namespaces = mentioned.Select(type => type.ContainingNamespace)
            .Distinct<INamespaceSymbol>(SymbolEqualityComparer.Default).ToList();
        return mentioned
            .Where(type => context.Names.IsLocal(type.Name) || IsHidden(context, position, type) || IsAmbiguous(namespaces, type))
            .Select(type => type.Name)
            .Concat(Always.Select(Simple).Where(context.Names.IsLocal))
            .Concat(Attributes.Where(name => context.Model.LookupNamespacesAndTypes(position, name: name).Any()))
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    /// <summary>The namespaces of the types that texts mention.</summary>
    public static EquatableArray<string> NamespacesOf(LoweringContext context) => context.Types.Mentioned
        .Select(type => type.ContainingNamespace)
        .Where(space => space is { IsGlobalNamespace: false })
        .Select(space => space.ToDisplayString())
        .Distinct()
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    private static string Simple(string metadataName) => metadataName.Substring(metadataName.LastIndexOf('.') + 1).Split('`')[0];

    private static bool IsHidden(LoweringContext context, int position, INamedTypeSymbol type) => context.Model
        .LookupSymbols(position, name: type.Name)
        .Any(found => !SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, type) && !IsOfAnotherArity(found, type));

    /// <summary>Whether two types of one namespace are told apart by their type arguments: <c>Tensor</c> and <c>Tensor&lt;T&gt;</c>.</summary>
    private static bool IsOfAnotherArity(ISymbol found, INamedTypeSymbol type) =>
        found is INamedTypeSymbol other && other.Arity != type.Arity && SymbolEqualityComparer.Default.Equals(other.ContainingNamespace, type.ContainingNamespace);

    private static bool IsAmbiguous(IEnumerable<INamespaceSymbol> namespaces, INamedTypeSymbol type) => namespaces.Any(candidate =>
        !SymbolEqualityComparer.Default.Equals(candidate, type.ContainingNamespace)
        && candidate.GetTypeMembers(type.Name, type.Arity).Any(other => other.DeclaredAccessibility == Accessibility.Public
            || SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, type.ContainingAssembly)));
}
