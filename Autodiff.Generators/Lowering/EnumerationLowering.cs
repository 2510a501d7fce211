using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary><c>foreach</c> over collections of constants: lists, ranges, text, whatever C# can enumerate.</summary>
internal sealed class EnumerationLowering(LoweringContext context)
{
    public void ForEach(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous)
        {
            Report(loop, "An 'await foreach'", "collect the items in the caller");
            return;
        }

        Origin origin = context.OriginOf(loop.Syntax);
        IrExpression collection = context.Expressions.Value(Unconverted(loop.Collection));
        IrVariable? item = null;
        IrBlock? body = null;
        List<IrStatement> parts = [];
        switch (loop.LoopControlVariable)
        {
            case IVariableDeclaratorOperation { Symbol: { IsRef: false } local } when !context.Types.Lower(local.Type).HoldsMemory:
                item = context.Declare(local, IrVariableKind.Local, local.Type);
                break;
            case IDeclarationExpressionOperation { Expression: ITupleOperation tuple } when Members(tuple, ElementType(loop)) is { } members:
                item = context.Temporary(context.Types.Lower(ElementType(loop)), "item");
                parts = context.Capture(() => Deconstruct(tuple, item, members));
                break;
            case ITupleOperation tuple when Members(tuple, ElementType(loop)) is { } members:
                item = context.Temporary(context.Types.Lower(ElementType(loop)), "item");
                parts = context.Capture(() => Deconstruct(tuple, item, members));
                break;
            case ITupleOperation or IDeclarationExpressionOperation when context.Types.Lower(ElementType(loop)) is { Kind: IrTypeKind.Other } type:
                item = context.Temporary(type, "item");
                bool comesApart = false;
                parts = context.Capture(() => comesApart = context.Structs.Declare(loop, IrBuild.Read(item), ElementType(loop), context.OriginOf(loop.LoopControlVariable.Syntax)));
                if (!comesApart)
                {
                    goto default;
                }

                break;
            default:
                Report(loop, "A 'foreach' with this variable", "loop over an array or a span with an index");
                return;
        }

        body = context.Statements.Block(loop.Body);
        body = body with { Statements = [.. parts, .. body.Statements] };
        context.Emit(new IrWhile(new IrLiteral("true", IrType.Boolean), body) { Enumeration = new IrEnumeration(item, collection), Origin = origin });
    }

    private void Deconstruct(ITupleOperation tuple, IrVariable item, IReadOnlyList<ISymbol> members)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (Local(tuple.Elements[i]) is { } local)
            {
                IrVariable part = context.Declare(local, IrVariableKind.Local, local.Type);
                IrExpression? value = context.Members.OfValue(new IrVariableReference(item), members[i], part.Type);
                context.Emit(new IrDeclare(part, value) { Origin = context.OriginOf(tuple.Elements[i].Syntax) });
            }
        }
    }

    /// <summary>The members that a deconstruction of an item reads: a tuple's, a pair's or a record's.</summary>
    private static IReadOnlyList<ISymbol>? Members(ITupleOperation tuple, ITypeSymbol? type)
    {
        if (!tuple.Elements.All(element => element is IDiscardOperation || Local(element) is not null) || type is not INamedTypeSymbol named)
        {
            return null;
        }

        IReadOnlyList<ISymbol> members = StructShape.Positions(named) ?? [];
        return members.Count == tuple.Elements.Length ? members : null;
    }

    /// <summary>The variable that a part of a deconstruction declares.</summary>
    private static ILocalSymbol? Local(IOperation element) => element switch
    {
        ILocalReferenceOperation { IsDeclaration: true, Local: var local } => local,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } => local,
        _ => null,
    };

    private ITypeSymbol? ElementType(IForEachLoopOperation loop) => loop.Syntax is CommonForEachStatementSyntax syntax
        ? Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetForEachStatementInfo(context.ModelOf(syntax.SyntaxTree), syntax).ElementType
        : null;

    private static IOperation Unconverted(IOperation collection)
    {
        while (collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        return collection;
    }

    private void Report(IForEachLoopOperation loop, string construct, string wayOut) => _ = context.Unsupported(loop, construct, wayOut);
}
