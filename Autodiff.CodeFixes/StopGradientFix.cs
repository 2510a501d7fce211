using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Autodiff.CodeFixes;

/// <summary>
/// AD0005 and AD0006: cuts the edge with <c>Ad.StopGradient</c>, around the arguments of a call without a derivative, or
/// around the value that is stored.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class StopGradientFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["AD0005", "AD0006"];

    // What is cut is a constant from then on: a decision for each place, never for a whole solution.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        List<ExpressionSyntax> cut = Values(root.FindNode(context.Span, getInnermostNodeForTie: true))
            .Where(value => Edits.IsReal(value, model, context.CancellationToken))
            .ToList();
        if (cut.Count == 0)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Treat '{string.Join("', '", cut)}' as constant: Ad.StopGradient",
                async cancellation =>
                {
                    DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, cancellation).ConfigureAwait(false);
                    foreach (ExpressionSyntax value in cut)
                    {
                        editor.ReplaceNode(value, Edits.StopGradient(value));
                    }

                    return editor.GetChangedDocument();
                },
                nameof(StopGradientFix)),
            context.Diagnostics);
    }

    private static IEnumerable<ExpressionSyntax> Values(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => [assignment.Right],
        ExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } place when assignment.Left == place => [assignment.Right],
        ExpressionStatementSyntax statement => Values(statement.Expression),
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Select(argument => argument.Expression),
        ObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments.Select(argument => argument.Expression),
        ArgumentSyntax argument => [argument.Expression],
        CastExpressionSyntax cast => [cast.Expression],
        EqualsValueClauseSyntax initialiser => [initialiser.Value],
        VariableDeclaratorSyntax { Initializer: { } initialiser } => [initialiser.Value],
        ExpressionSyntax value => [value],
        _ => [],
    };
}
