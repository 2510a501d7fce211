using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>Which other bodies the lowering of a method, and of what is lifted out of it, rests on.</summary>
internal sealed class BodyDependencies
{
    private readonly HashSet<string> _inlined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Method, int Parameter), bool> _answers = [];

    /// <summary>The documentation ids of the declarations whose bodies went into this one.</summary>
    public EquatableArray<string> Inlined => InOrder(_inlined);

    /// <summary>Those that were only asked what they write.</summary>
    public EquatableArray<string> Read => InOrder(_read);

    /// <summary>What they were asked, and what was the answer.</summary>
    public EquatableArray<BodyAnswer> Answers => _answers
        .Select(answer => new BodyAnswer(answer.Key.Method, answer.Key.Parameter, answer.Value))
        .OrderBy(answer => answer.Method, StringComparer.Ordinal).ThenBy(answer => answer.Parameter)
        .ToEquatableArray();

    public void AddInlined(IMethodSymbol method) => _ = _inlined.Add((method.ContainingType.IsExtension ? ExtensionMembers.IdOf(method) : method.OriginalDefinition.GetDocumentationCommentId()) ?? method.ToDisplayString());

    /// <summary>Whether a method may write memory that it is given as a parameter, or, for -1, as its receiver.</summary>
    public bool IsWritten(LoweringContext context, IMethodSymbol method, int parameter)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        bool isWritten = CalleeWrites.Of(context.Compilation).IsWritten(definition, parameter, context.Compilation, _read, context.CancellationToken);
        if (definition.GetDocumentationCommentId() is { } id)
        {
            _answers[(id, parameter)] = isWritten;
        }

        return isWritten;
    }

    /// <summary>Whether a method's body ends in <c>throw</c> and nowhere else.</summary>
    public bool OnlyThrows(LoweringContext context, IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.IsEmpty || definition.GetDocumentationCommentId() is not { } id)
        {
            return false;
        }

        bool onlyThrows = OnlyThrows(definition, context.CancellationToken);
        _ = _read.Add(id);
        _answers[(id, BodyAnswer.OnlyThrows)] = onlyThrows;
        return onlyThrows;
    }

    public static bool OnlyThrows(IMethodSymbol method, CancellationToken cancellation) =>
        method is { IsVirtual: false, IsAsync: false }
        && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is MethodDeclarationSyntax declaration
        && (declaration.ExpressionBody is { Expression: ThrowExpressionSyntax }
            || (declaration.Body is { Statements: [.., ThrowStatementSyntax] } body && !body.DescendantNodes().OfType<ReturnStatementSyntax>().Any() && !InlineBody.IsIterator(body)));

    private static EquatableArray<string> InOrder(IEnumerable<string> ids) => ids.OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray();
}
