using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Autodiff.CodeFixes;

/// <summary>AD0001, and AD0010 of a class: makes the type partial, and every type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["AD0001", "AD0010"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SyntaxNode member = root.FindNode(context.Span);
        ImmutableArray<TypeDeclarationSyntax> types =
        [
            .. member.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        ];
        bool isOtherwiseRefused = context.Diagnostics.Any(diagnostic => diagnostic.Id == "AD0010" && !diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("not partial"));
        if (types.IsEmpty || isOtherwiseRefused)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Make '{string.Join("' and '", types.Reverse().Select(type => type.Identifier.ValueText))}' partial",
                async cancellation =>
                {
                    DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, cancellation).ConfigureAwait(false);
                    Edits.MakePartial(editor, types[0]);
                    return editor.GetChangedDocument();
                },
                nameof(MakePartialFix)),
            context.Diagnostics);
    }
}
