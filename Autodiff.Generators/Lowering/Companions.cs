using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>Finds calls of companions that the generator itself is about to write, which no body can see.</summary>
internal static class Companions
{
    private static readonly string[] Suffixes = ["ValueAndGradient", "Vjp", "Jvp", "Hvp", "Jacobian", "ForwardSweep", "ReverseSweep"];

    /// <summary>Reports AD0008 for each, and tells whether there was one.</summary>
    public static bool Report(LoweringContext context, MethodDeclarationSyntax method)
    {
        bool isFound = false;
        foreach (InvocationExpressionSyntax invocation in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            SimpleNameSyntax? name = invocation.Expression switch
            {
                SimpleNameSyntax simple => simple,
                MemberAccessExpressionSyntax access => access.Name,
                _ => null,
            };
            string text = name?.Identifier.ValueText ?? string.Empty;
            if (Suffixes.FirstOrDefault(suffix => text.Length > suffix.Length && text.EndsWith(suffix, System.StringComparison.Ordinal)) is not { } ending)
            {
                continue;
            }

            string target = text.Substring(0, text.Length - ending.Length);
            if (context.Model.GetSymbolInfo(invocation, context.CancellationToken).Symbol is null
                && Candidates(context, invocation, target).Any(candidate => Attributes.Has(candidate, Attributes.Differentiable)))
            {
                context.Report("AD0008", invocation, text, $"call '{target}' itself, and it is differentiated with this body");
                isFound = true;
            }
        }

        return isFound;
    }

    private static IEnumerable<ISymbol> Candidates(LoweringContext context, InvocationExpressionSyntax invocation, string target)
    {
        if (invocation.Expression is not MemberAccessExpressionSyntax access)
        {
            return context.Model.LookupSymbols(invocation.SpanStart, name: target);
        }

        ITypeSymbol? type = context.Model.GetSymbolInfo(access.Expression, context.CancellationToken).Symbol as ITypeSymbol
            ?? context.Model.GetTypeInfo(access.Expression, context.CancellationToken).Type;
        return type?.GetMembers(target) ?? Enumerable.Empty<ISymbol>();
    }
}
