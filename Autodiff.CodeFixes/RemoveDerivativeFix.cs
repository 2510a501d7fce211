using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.CodeFixes;

/// <summary>AD0003: takes a companion that is not built yet out of <c>[Differentiable(…)]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveDerivativeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["AD0003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        if (root.FindNode(context.Span, getInnermostNodeForTie: true) is not MemberAccessExpressionSyntax named)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Remove '{named}'",
                cancellation => named.Parent switch
                {
                    BinaryExpressionSyntax both => Edits.Replace(context.Document, both, (both.Left == named ? both.Right : both.Left).WithTriviaFrom(both), cancellation),
                    AttributeArgumentSyntax { Parent: AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } list } argument =>
                        Edits.Replace(context.Document, attribute, attribute.WithArgumentList(list.Arguments.Count == 1 ? null : list.WithArguments(list.Arguments.Remove(argument))), cancellation),
                    _ => Task.FromResult(context.Document),
                },
                nameof(RemoveDerivativeFix)),
            context.Diagnostics.First());
    }
}
