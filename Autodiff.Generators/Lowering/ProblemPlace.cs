using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// What to underline of a node that is refused. A statement may be long, and what is wrong about it is the kind of
/// statement it is: its keyword. An expression is underlined as a whole.
/// </summary>
internal static class ProblemPlace
{
    public static TextSpan Of(SyntaxNode node) => Keyword(node) is { RawKind: not 0 } keyword ? keyword.Span
        : node is ExpressionStatementSyntax { Expression: var expression } ? expression.Span
        : node.Span;

    private static SyntaxToken Keyword(SyntaxNode node) => node switch
    {
        CommonForEachStatementSyntax loop => FirstOf(loop.AwaitKeyword, loop.ForEachKeyword),
        UsingStatementSyntax use => FirstOf(use.AwaitKeyword, use.UsingKeyword),
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } use => FirstOf(use.AwaitKeyword, use.UsingKeyword),
        ForStatementSyntax loop => loop.ForKeyword,
        WhileStatementSyntax loop => loop.WhileKeyword,
        DoStatementSyntax loop => loop.DoKeyword,
        IfStatementSyntax choice => choice.IfKeyword,
        SwitchStatementSyntax choice => choice.SwitchKeyword,
        LockStatementSyntax statement => statement.LockKeyword,
        FixedStatementSyntax statement => statement.FixedKeyword,
        UnsafeStatementSyntax statement => statement.UnsafeKeyword,
        CheckedStatementSyntax statement => statement.Keyword,
        TryStatementSyntax attempt => attempt.TryKeyword,
        GotoStatementSyntax jump => jump.GotoKeyword,
        YieldStatementSyntax item => item.YieldKeyword,
        ThrowStatementSyntax thrown => thrown.ThrowKeyword,
        LabeledStatementSyntax labelled => labelled.Identifier,
        _ => default,
    };

    private static SyntaxToken FirstOf(SyntaxToken await, SyntaxToken keyword) => await.RawKind != 0 ? await : keyword;
}
