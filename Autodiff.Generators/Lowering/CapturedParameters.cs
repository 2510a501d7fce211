using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Parameters of a primary constructor that members use: each is a field in effect, which has no name in C#. Which they are
/// is told by the text of the declaration with the parameters alone, and by no other part of the type.
/// </summary>
internal static class CapturedParameters
{
    public const string WayOut = "use each parameter of its primary constructor in the part that declares it, where nothing else has its name, or declare fields for them";

    /// <summary>The parameter that a field keeps.</summary>
    public static IParameterSymbol? Behind(IFieldSymbol field) => NameOf(field) is { } name
        ? field.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == name)
        : null;

    /// <summary>The name of the parameter that a field keeps; <see langword="null"/> for any other field.</summary>
    public static string? NameOf(IFieldSymbol field) => field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.EndsWith(">P", StringComparison.Ordinal)
        ? field.Name.Substring(1, field.Name.Length - 3)
        : null;

    /// <summary>Whether the text alone does not tell: a name means something else somewhere, or another part of the type uses one.</summary>
    public static bool AreUnclear(INamedTypeSymbol type)
    {
        if (type.IsRecord || Header(type) is not { } header)
        {
            return false;
        }

        HashSet<string> names = [.. ClassShape.PrimaryConstructor(type)!.Parameters.Select(parameter => parameter.Name)];
        HashSet<string> captured = [.. Mentioned(header)];
        return captured.Any(name => type.GetMembers(name).Length > 0)
            || ClassShape.PrimaryConstructor(type)!.Parameters.Any(parameter => parameter.RefKind != RefKind.None && captured.Contains(parameter.Name))
            || header.Members.SelectMany(member => member.DescendantNodes().Where(node => node.Parent?.Parent != member)).Any(node => DeclaredName(node) is { } name && captured.Contains(name))
            || type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().Any(part => part != header && Mentions(part, names).Any(name => !captured.Contains(name)));
    }

    /// <summary>The names of a declaration's parameters that stand in its members, where they are kept.</summary>
    public static IEnumerable<string> Mentioned(TypeDeclarationSyntax header) => header.ParameterList is { Parameters.Count: > 0 } list
        ? Mentions(header, [.. list.Parameters.Select(parameter => parameter.Identifier.ValueText)])
        : [];

    private static IEnumerable<string> Mentions(TypeDeclarationSyntax part, HashSet<string> names) => part.Members
        .SelectMany(member => member.DescendantNodes(node => !IsInitializer(node) && node is not (TypeDeclarationSyntax or NameColonSyntax or AttributeListSyntax) && !IsNameOf(node)))
        .OfType<IdentifierNameSyntax>()
        .Where(name => !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name) && name.Parent is not (NameColonSyntax or NameEqualsSyntax))
        .Where(name => names.Contains(name.Identifier.ValueText) && !IsParameterOfMember(name))
        .Select(name => name.Identifier.ValueText)
        .Distinct();

    /// <summary>Whether the member that a name stands in has a parameter of that name.</summary>
    private static bool IsParameterOfMember(IdentifierNameSyntax name) => name.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters,
        _ => default,
    } is { Count: > 0 } parameters && parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText);

    private static bool IsInitializer(SyntaxNode node) =>
        node is EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } };

    private static bool IsNameOf(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    private static string? DeclaredName(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        CatchDeclarationSyntax caught => caught.Identifier.ValueText,
        FromClauseSyntax from => from.Identifier.ValueText,
        LetClauseSyntax let => let.Identifier.ValueText,
        JoinClauseSyntax join => join.Identifier.ValueText,
        QueryContinuationSyntax query => query.Identifier.ValueText,
        _ => null,
    };

    private static TypeDeclarationSyntax? Header(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .FirstOrDefault(part => part.ParameterList is { Parameters.Count: > 0 });
}
