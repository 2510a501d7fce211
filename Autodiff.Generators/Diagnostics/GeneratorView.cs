using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Diagnostics;

/// <summary>
/// The compilation as the generator saw it: without the generator's own files. An analyzer sees them, and would find
/// nothing wrong with a call of a companion that did not exist when the body was lowered.
/// </summary>
internal static class GeneratorView
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Views = new();

    public static Compilation Of(Compilation compilation) => Views.GetValue(compilation, static compilation =>
    {
        SyntaxTree[] generated = compilation.SyntaxTrees.Where(IsOwnFile).ToArray();
        return generated.Length == 0 ? compilation : compilation.RemoveSyntaxTrees(generated);
    });

    /// <summary>The symbol that the same declaration has in the view.</summary>
    public static IMethodSymbol? Find(IMethodSymbol method, Compilation view, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return view.ContainsSyntaxTree(declaration.SyntaxTree)
            ? view.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation) as IMethodSymbol
            : null;
    }

    /// <summary>Generated files lie below a folder that is named after their generator.</summary>
    private static bool IsOwnFile(SyntaxTree tree) =>
        tree.FilePath.IndexOf(typeof(DifferentiableGenerator).FullName, StringComparison.Ordinal) >= 0;
}
