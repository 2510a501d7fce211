using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Pipeline;

/// <summary>Names a method apart from every other in its assembly, without a path or a position.</summary>
internal static class MethodIdentity
{
    private static readonly ConditionalWeakTable<SyntaxNode, Answer> Known = new();

    public static string Of(IMethodSymbol method) => method.GetDocumentationCommentId() ?? method.ToDisplayString();

    /// <summary>
    /// The same, remembered with the declaration: at each edit the compiler would bind the types of all parameters again.
    /// They mean what they did while no declaration has changed anywhere.
    /// </summary>
    public static string Of(IMethodSymbol method, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        Fingerprint declarations = DeclarationFingerprint.Of(compilation, cancellation);
        Answer answer = Known.GetOrCreateValue(declaration);
        lock (answer)
        {
            if (answer.Identity is null || answer.Declarations != declarations)
            {
                (answer.Identity, answer.Declarations) = (Of(method), declarations);
            }

            return answer.Identity;
        }
    }

    private sealed class Answer
    {
        public string? Identity { get; set; }

        public Fingerprint Declarations { get; set; }
    }
}
