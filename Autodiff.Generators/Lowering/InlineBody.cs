using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>A body that may be lowered in the place of its call.</summary>
/// <param name="Around">The frame it was made in, for a local function or a lambda.</param>
/// <param name="IsForeign">Whether it stands in a declaration of its own.</param>
internal sealed record InlineBody(IMethodSymbol Method, IBlockOperation Block, Frame? Around, bool IsForeign)
{
    /// <summary>The method as its caller sees it, where it is a member of a generic type.</summary>
    public IMethodSymbol? Called { get; init; }

    /// <summary>What the type parameters in the body stand for.</summary>
    public TypeArguments? Types { get; init; }

    /// <summary>The body of a method, an accessor, a constructor or a local function, where this compilation has its source.</summary>
    public static InlineBody? Of(LoweringContext context, IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        return BlockOf(method, context.Compilation, context.ModelOf, context.CancellationToken) is not { } block ? null
            : method.MethodKind == MethodKind.LocalFunction ? new InlineBody(method, block, context.Frame.Of(method), IsForeign: false)
            : new InlineBody(method, block, null, IsForeign: true);
    }

    /// <summary>The body of a member of a type that may be generic, for the type arguments of its caller.</summary>
    public static InlineBody? OfMember(LoweringContext context, IMethodSymbol method)
    {
        TypeArguments? types = TypeArguments.Of(method, context.Types.Arguments, context.Compilation);
        return types is { IsCircular: true } || method.IsGenericMethod || Of(context, method.OriginalDefinition) is not { } body ? null : body with { Called = method, Types = types };
    }

    /// <summary>A body to be read only.</summary>
    public static IBlockOperation? ReadBlock(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        BlockOf(method, compilation, tree => compilation.GetSemanticModel(tree), cancellation);

    private static IBlockOperation? BlockOf(IMethodSymbol method, Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf, CancellationToken cancellation) =>
        Declaration(method, cancellation) is not { } syntax || !compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? null
            : modelOf(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
            {
                IMethodBodyBaseOperation body => body.BlockBody ?? body.ExpressionBody,
                ILocalFunctionOperation function => function.Body,
                IBlockOperation expression => expression,
                _ => null,
            };

    /// <summary>Whether the body yields, and so does not run where it is called.</summary>
    public static bool IsIterator(SyntaxNode body) => body
        .DescendantNodes(node => node == body || node is not LocalFunctionStatementSyntax and not AnonymousFunctionExpressionSyntax)
        .Any(node => node.IsKind(SyntaxKind.YieldReturnStatement) || node.IsKind(SyntaxKind.YieldBreakStatement));

    private static SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
}
