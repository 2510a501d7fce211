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
    /// <summary>What the type parameters in the body stand for; <see langword="null"/> for themselves, or what they stand for around it.</summary>
    public TypeArguments? Types { get; init; }

    /// <summary>The body of a method, an accessor, a constructor or a local function, where this compilation has its source.</summary>
    public static InlineBody? Of(LoweringContext context, IMethodSymbol method)
    {
        IMethodSymbol declared = method.OriginalDefinition;
        declared = declared.PartialImplementationPart ?? declared;
        if (BlockOf(declared, context.Compilation, context.ModelOf, context.CancellationToken) is not { } block)
        {
            return null;
        }

        bool isLocal = declared.MethodKind == MethodKind.LocalFunction;
        Frame? around = isLocal ? context.Frame.Of(declared) : null;
        return new InlineBody(declared, block, around, IsForeign: !isLocal)
        {
            Types = isLocal && !method.IsGenericMethod ? null : TypeArguments.Of(method, context.Types.Arguments, context.Compilation, around?.Types),
        };
    }

    /// <summary>The body of a member of a type that may be generic, for the type arguments of its caller.</summary>
    public static InlineBody? OfMember(LoweringContext context, IMethodSymbol method) =>
        Of(context, method) is { Types: null or { IsCircular: false } } body ? body : null;

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
