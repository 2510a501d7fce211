using System;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Diagnostics;

/// <summary>
/// Whether a method that takes delegates is called by another differentiable method, whose derivative then has it with
/// what it is given.
/// </summary>
internal static class Specialisations
{
    public static bool Exist(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (!method.Parameters.Any(parameter => DelegateLowering.IsDelegate(parameter.Type)))
        {
            return false;
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (tree.GetText(cancellation).ToString().IndexOf(method.Name, StringComparison.Ordinal) < 0)
            {
                continue;
            }

            foreach (InvocationExpressionSyntax invocation in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (NameOf(invocation) == method.Name && IsCall(invocation, method, compilation.GetSemanticModel(tree), cancellation))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? NameOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsCall(InvocationExpressionSyntax invocation, IMethodSymbol method, SemanticModel model, CancellationToken cancellation)
    {
        if (invocation.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } caller
            || model.GetDeclaredSymbol(caller, cancellation) is not IMethodSymbol around
            || !Attributes.Has(around, Attributes.Differentiable)
            || model.GetSymbolInfo(invocation, cancellation).Symbol is not IMethodSymbol called)
        {
            return false;
        }

        called = (called.ReducedFrom ?? called).OriginalDefinition;
        return SymbolEqualityComparer.Default.Equals(called.PartialImplementationPart ?? called, method)
            && !SymbolEqualityComparer.Default.Equals(around.PartialImplementationPart ?? around, method);
    }
}
