using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Autodiff.CodeFixes;

/// <summary>AD0002: marks a parameter whose type has no derivative <c>[NoGradient]</c>, which makes it a constant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MarkParameterFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["AD0002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        if (root.FindNode(context.Span) is not ParameterSyntax { Modifiers.Count: 0 } parameter)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Mark '{parameter.Identifier.ValueText}' [NoGradient]",
                async cancellation =>
                {
                    DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, cancellation).ConfigureAwait(false);
                    Edits.AddAttribute(editor, parameter, "NoGradient");
                    return editor.GetChangedDocument();
                },
                nameof(MarkParameterFix)),
            context.Diagnostics);
    }
}
