using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>Refuses types that only their own file can name: the derivative stands in another one.</summary>
internal static class FileLocalNames
{
    public static void Report(LoweringContext context, MethodDeclarationSyntax method)
    {
        if (context.Types.Mentioned.FirstOrDefault(type => type.IsFileLocal) is not { } hidden)
        {
            return;
        }

        List<(SimpleNameSyntax Name, INamedTypeSymbol Type)> named = [.. method.DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => (Name: name, Type: context.Model.GetSymbolInfo(name, context.CancellationToken).Symbol as INamedTypeSymbol))
            .Where(pair => pair.Type is { IsFileLocal: true } && !pair.Name.IsVar)
            .Select(pair => (pair.Name, pair.Type!))];
        foreach ((SimpleNameSyntax name, INamedTypeSymbol type) in named)
        {
            context.Report("AD0004", name, Construct(type), "take the modifier 'file' away");
        }

        if (named.Count == 0)
        {
            context.Report("AD0004", method.Identifier, Construct(hidden), "take the modifier 'file' away");
        }
    }

    private static string Construct(INamedTypeSymbol type) => $"'{type.Name}', which only its own file can see,";
}
