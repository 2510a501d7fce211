using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Pipeline;

/// <summary>Names a method apart from every other in its assembly, without a path or a position.</summary>
internal static class MethodIdentity
{
    public static string Of(IMethodSymbol method) => method.GetDocumentationCommentId() ?? method.ToDisplayString();
}
