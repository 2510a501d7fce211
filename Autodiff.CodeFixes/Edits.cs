using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Autodiff.CodeFixes;

/// <summary>The edits that several fixes share.</summary>
internal static class Edits
{
    /// <summary>Makes a type and those around it partial, those that are not; of a member, those around it.</summary>
    public static void MakePartial(SyntaxEditor editor, SyntaxNode member)
    {
        foreach (TypeDeclarationSyntax type in member.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                editor.ReplaceNode(type, (current, _) => WithPartial((TypeDeclarationSyntax)current));
            }
        }
    }

    /// <summary>Adds an attribute of the namespace <c>Autodiff</c>, on a line of its own before a member.</summary>
    public static void AddAttribute(SyntaxEditor editor, SyntaxNode declaration, string name) =>
        editor.AddAttribute(declaration, SyntaxFactory.Attribute(Name(name)));

    /// <summary><c>Ad.StopGradient(expression)</c>.</summary>
    public static ExpressionSyntax StopGradient(ExpressionSyntax expression) => SyntaxFactory
        .InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Name("Ad"), SyntaxFactory.IdentifierName("StopGradient")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(Bare(expression).WithoutTrivia()))))
        .WithTriviaFrom(expression);

    /// <summary>An expression without the parentheses around it, which those of an argument make needless.</summary>
    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax { Expression: var inside } ? Bare(inside) : expression;

    /// <summary>Whether an expression is a real number that is no constant.</summary>
    public static bool IsReal(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        model.GetTypeInfo(expression, cancellation).Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        && !model.GetConstantValue(expression, cancellation).HasValue;

    public static async Task<Document> Replace(Document document, SyntaxNode before, SyntaxNode after, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return document.WithSyntaxRoot(root.ReplaceNode(before, after));
    }

    private static NameSyntax Name(string name) => SyntaxFactory
        .ParseName("global::Autodiff." + name)
        .WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary><c>partial</c> stands last, right before the keyword of the type.</summary>
    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }
}
