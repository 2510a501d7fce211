using System.Linq;
using System.Threading;
using Autodiff.Generators;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Tests.Generators.Pipeline;

/// <summary>
/// Stands in for the rooms, so that these tests are about the pipeline between them: a method lowers to its own tokens,
/// and each token <c>wrong</c> is a problem.
/// </summary>
internal static class FakeRooms
{
    public static IrFunction Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return new IrFunction(
            HintName: $"{method.ContainingType.Name}.{method.Name}",
            Namespace: "",
            ContainingTypes: [],
            method.Name,
            Modifiers: "",
            method.Parameters.Select((parameter, i) => new IrFunctionParameter(new(i, parameter.Name, IrType.Double, IrVariableKind.Parameter), IsDifferentiable: true)).ToEquatableArray(),
            IrType.Double,
            IrBlock.Of([new IrReturn(new IrLiteral(string.Join(" ", declaration.DescendantTokens().Select(token => token.Text)), IrType.Double))]),
            VariableCount: 0,
            ReservedNames: [],
            QualifiedNames: [],
            Namespaces: [],
            Problems: declaration.DescendantTokens()
                .Where(token => token.ValueText == "wrong")
                .Select(token => new Problem("AD0004", ["'wrong'", "write 'right'"], new Origin(token.SpanStart - declaration.SpanStart, token.Span.Length)))
                .ToEquatableArray());
    }

    public static DifferentiationResult Differentiate(IrFunction function) =>
        new([new GeneratedFile(function.HintName + ".g.cs", "// " + ((IrLiteral)((IrReturn)function.Body.Statements[0]).Value!).Text)], []);
}
