using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>A rule as declared: the method, and the member it is a rule of.</summary>
internal sealed record RuleDeclaration(IMethodSymbol Method, INamedTypeSymbol Type, string Member, string Attribute);

/// <summary>
/// The rules that a compilation sees: its own, and those of referenced assemblies that say they have some. Symbols live
/// in it, so it lives as long as its compilation and no longer.
/// </summary>
internal sealed class RuleTable
{
    private static readonly ConditionalWeakTable<Compilation, RuleTable> Tables = new();

    private readonly Dictionary<ISymbol, Dictionary<string, List<RuleDeclaration>>> _rules = new(SymbolEqualityComparer.Default);

    private RuleTable(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (IMethodSymbol method in OwnRules(compilation, cancellationToken))
        {
            Add(method);
        }

        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach (IMethodSymbol method in RuleTypes(assembly).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()))
            {
                Add(method);
            }
        }
    }

    public static RuleTable Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (Tables.TryGetValue(compilation, out RuleTable known))
        {
            return known;
        }

        var table = new RuleTable(compilation, cancellationToken);
        return Tables.GetValue(compilation, _ => table);
    }

    /// <summary>What a method's attributes say it is a rule of.</summary>
    public static IEnumerable<RuleDeclaration> DeclarationsOf(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            string? kind = new[] { Attributes.VjpOf, Attributes.JvpOf, Attributes.AugmentedPrimalOf }.FirstOrDefault(name => Attributes.Is(attribute, name));
            if (kind is not null && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol type }, { Value: string member }])
            {
                yield return new RuleDeclaration(method, type.OriginalDefinition, member, kind);
            }
        }
    }

    /// <summary>The rules of one kind for a member, in a fixed order.</summary>
    public IEnumerable<RuleDeclaration> Find(INamedTypeSymbol type, string member, string attribute) =>
        _rules.TryGetValue(type.OriginalDefinition, out Dictionary<string, List<RuleDeclaration>>? members) && members.TryGetValue(member, out List<RuleDeclaration>? found)
            ? found.Where(rule => rule.Attribute == attribute)
            : [];

    private void Add(IMethodSymbol method)
    {
        foreach (RuleDeclaration rule in DeclarationsOf(method))
        {
            if (!_rules.TryGetValue(rule.Type, out Dictionary<string, List<RuleDeclaration>>? members))
            {
                _rules.Add(rule.Type, members = []);
            }

            if (!members.TryGetValue(rule.Member, out List<RuleDeclaration>? list))
            {
                members.Add(rule.Member, list = []);
            }

            list.Add(rule);
        }
    }

    private static IEnumerable<INamedTypeSymbol> RuleTypes(IAssemblySymbol assembly) => assembly.GetAttributes()
        .Where(attribute => Attributes.Is(attribute, Attributes.DifferentiationRules))
        .SelectMany(attribute => attribute.ConstructorArguments)
        .SelectMany(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull ? argument.Values : ImmutableArray<TypedConstant>.Empty)
        .Select(value => value.Value).OfType<INamedTypeSymbol>();

    /// <summary>Methods of the compilation itself that carry an attribute of a rule's name: found by their text, confirmed by their symbols.</summary>
    private static IEnumerable<IMethodSymbol> OwnRules(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            ImmutableArray<MethodDeclarationSyntax> marked = MarkedMethods.In(tree, cancellationToken);
            if (marked.IsEmpty)
            {
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax method in marked)
            {
                if (model.GetDeclaredSymbol(method, cancellationToken) is IMethodSymbol symbol)
                {
                    yield return symbol;
                }
            }
        }
    }

    /// <summary>The methods of a tree whose attributes are called like a rule's; a tree is searched once.</summary>
    private static class MarkedMethods
    {
        private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ImmutableArray<MethodDeclarationSyntax>>> Known = new();

        public static ImmutableArray<MethodDeclarationSyntax> In(SyntaxTree tree, CancellationToken cancellationToken)
        {
            if (Known.TryGetValue(tree, out StrongBox<ImmutableArray<MethodDeclarationSyntax>> known))
            {
                return known.Value;
            }

            ImmutableArray<MethodDeclarationSyntax> found = tree.GetRoot(cancellationToken)
                .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(IsRule))
                .ToImmutableArray();
            return Known.GetValue(tree, _ => new(found)).Value;
        }

        private static bool IsRule(AttributeSyntax attribute)
        {
            NameSyntax name = attribute.Name;
            while (name is QualifiedNameSyntax or AliasQualifiedNameSyntax)
            {
                name = name is QualifiedNameSyntax qualified ? qualified.Right : ((AliasQualifiedNameSyntax)name).Name;
            }

            return name is SimpleNameSyntax { Identifier.ValueText: var text } && (text.Contains("VjpOf") || text.Contains("JvpOf") || text.Contains("AugmentedPrimalOf"));
        }
    }
}
