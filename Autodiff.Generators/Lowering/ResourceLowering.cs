using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary><c>try … finally</c>, and <c>using</c> as C# defines it by one.</summary>
internal sealed class ResourceLowering(LoweringContext context)
{
    public void Try(ITryOperation attempt)
    {
        if (attempt.Catches.FirstOrDefault() is { } caught)
        {
            SyntaxToken keyword = caught.Syntax is CatchClauseSyntax syntax ? syntax.CatchKeyword : caught.Syntax.GetFirstToken();
            context.ReportUnsupported(keyword, "A 'catch'", "an exception would end the sweep in the middle of what is recorded, so catch it in the caller");
            return;
        }

        Origin origin = context.OriginOf(attempt.Syntax);
        IrBlock body = context.Statements.Block(attempt.Body);
        IrBlock last = attempt.Finally is { } end ? context.Statements.Block(end) : IrBlock.Empty;
        context.Emit(last.IsEmpty ? body : new IrTry(body, last) { Origin = origin });
    }

    public void Using(IOperation resources, Action lowerBody, Origin origin)
    {
        if (resources is IVariableDeclarationGroupOperation group)
        {
            Using([.. group.Declarations.SelectMany(declaration => declaration.Declarators)], 0, lowerBody, origin);
            return;
        }

        IrExpression resource = context.Expressions.Value(resources);
        Using(resource is IrVariableReference ? resource : context.Hoist(resource, "resource"), resources.Type, lowerBody, origin);
    }

    private void Using(List<IVariableDeclaratorOperation> declarators, int index, Action lowerBody, Origin origin)
    {
        if (index == declarators.Count)
        {
            lowerBody();
            return;
        }

        context.Statements.Declare(declarators[index]);
        ILocalSymbol local = declarators[index].Symbol;
        Using(context.Reference(local, local.Type), local.Type, () => Using(declarators, index + 1, lowerBody, origin), origin);
    }

    private void Using(IrExpression resource, ITypeSymbol? type, Action lowerBody, Origin origin)
    {
        IrBlock body = IrBlock.Of(context.Capture(lowerBody));
        bool isPublic = type is { TypeKind: TypeKind.Interface } || Bases(type).Any(ancestor => ancestor.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }));
        string dispose = type is { IsValueType: true } ? ".Dispose()" : "?.Dispose()";
        var text = new IrOpaque(isPublic ? ["", dispose] : ["((global::System.IDisposable)", ")" + dispose], [resource], IrType.Void, IrEffect.Writes);
        context.Emit(new IrTry(body, IrBlock.Of([new IrEvaluate(text) { Origin = origin }])) { Origin = origin });
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
