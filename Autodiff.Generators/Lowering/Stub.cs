using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

internal static class MethodLowering
{
    public static IrFunction Lower(IMethodSymbol method, Compilation compilation, CancellationToken ct)
    {
        string text = string.Concat(method.DeclaringSyntaxReferences[0].GetSyntax(ct).DescendantTokens().Select(token => token.Text));
        return new(method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithParameterOptions(SymbolDisplayParameterOptions.None).WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)), "", [], method.Name, "", [], IrType.Double, IrBlock.Of([new IrReturn(new IrLiteral(text, IrType.Double))]), 0, [], [], [new Problem("", [], default)]);
    }
}

internal static class RuleValidation
{
    public static ImmutableArray<(string Id, string[] Arguments, Location Location)> Validate(IMethodSymbol rule, Compilation compilation) => [];
}
