using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Loops: counted ones as <see cref="IrFor"/>, all others as <see cref="IrWhile"/>.</summary>
internal sealed class LoopLowering(LoweringContext context)
{
    public void While(IWhileLoopOperation loop)
    {
        IrExpression? condition = null;
        List<IrStatement> prefix = context.Capture(() => condition = context.Expressions.Value(loop.Condition!));
        IrBlock body = context.Statements.Block(loop.Body);
        context.Emit(While(prefix, condition!, body, null, context.OriginOf(loop.Syntax)));
    }

    public void Do(IWhileLoopOperation loop)
    {
        Origin origin = context.OriginOf(loop.Syntax);
        IrBlock body = context.Statements.Block(loop.Body);
        IrExpression? condition = null;
        List<IrStatement> test = context.Capture(() => condition = context.Expressions.Value(loop.Condition!));
        if (test.Count == 0)
        {
            context.Emit(new IrWhile(condition!, body) { TestsLast = true, Origin = origin });
            return;
        }

        // What the condition does first, a 'continue' does, too.
        IrVariable repeats = context.Temporary(IrType.Boolean, "repeats");
        context.Emit(new IrDeclare(repeats, null) { Origin = condition!.Origin });
        test.Add(new IrAssign(new IrVariableReference(repeats), null, condition) { Origin = condition.Origin });
        context.Emit(new IrWhile(new IrVariableReference(repeats), body) { TestsLast = true, Increment = IrBlock.Of(test), Origin = origin });
    }

    public void For(IForLoopOperation loop)
    {
        Origin origin = context.OriginOf(loop.Syntax);
        CountedShape? shape = CountedShape.Find(loop);
        IrVariable? index = null;
        IrExpression? from = null;
        IrExpression? condition = null;
        IrExpression? limit = null;
        List<IrStatement> before = context.Capture(() =>
        {
            if (shape is null)
            {
                context.Statements.Lower(loop.Before);
                return;
            }

            // The other variables of the header come first; the index begins the loop.
            foreach (IVariableDeclaratorOperation declarator in CountedShape.Declarators(loop))
            {
                if (declarator == shape.Index)
                {
                    from = context.Expressions.Value(shape.From);
                    index = context.Declare(declarator.Symbol, IrVariableKind.Local, declarator.Symbol.Type);
                }
                else
                {
                    int mark = context.Output.Count;
                    context.Statements.Declare(declarator);
                    if (from is not null)
                    {
                        IrExpression[] values = [from];
                        context.Protect(values, 1, mark);
                        from = values[0];
                    }
                }
            }
        });
        List<IrStatement> prefix = context.Capture(() =>
        {
            if (shape is not null)
            {
                limit = context.Expressions.Value(shape.Limit);
                condition = new IrBinary(shape.Comparison, new IrVariableReference(index!), limit, IrType.Boolean) { Origin = context.OriginOf(loop.Condition!.Syntax) };
            }
            else
            {
                condition = loop.Condition is null ? new IrLiteral("true", IrType.Boolean) : context.Expressions.Value(loop.Condition);
            }
        });
        IrBlock body = context.Statements.Block(loop.Body);
        if (shape is not null && prefix.Count == 0 && IsCounted(index!, limit!, body))
        {
            if (EffectSet.WrittenBy(body.Statements).Overlaps(EffectSet.ReadBy(from!)))
            {
                before.AddRange(context.Capture(() => from = context.Hoist(from!, "start")));
            }

            Scope(before, new IrFor(index!, from!, shape.Comparison, limit!, shape.Step, body) { Origin = origin });
            return;
        }

        if (shape is not null)
        {
            before.Add(new IrDeclare(index!, from!) { Origin = from!.Origin });
        }

        List<IrStatement> increment = context.Capture(() => context.Statements.Lower(loop.AtLoopBottom));
        Scope(before, While(prefix, condition!, body, increment.Count == 0 ? null : IrBlock.Of(increment), origin));
    }

    public void ForEach(IForEachLoopOperation loop)
    {
        Origin origin = context.OriginOf(loop.Syntax);
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion && !TypeOf(collection).HoldsMemory)
        {
            collection = conversion.Operand;
        }

        if (context.SequenceEnds.ForEach(loop, element => DeclareItem(loop, element)))
        {
            return;
        }

        if (!TypeOf(collection).HoldsMemory || loop.IsAsynchronous)
        {
            context.Enumerations.ForEach(loop);
            return;
        }

        var declarator = loop.LoopControlVariable as IVariableDeclaratorOperation;
        bool isDeconstruction = loop.LoopControlVariable is ITupleOperation or IDeclarationExpressionOperation { Expression: ITupleOperation } && TypeOf(collection).Element is { IsStruct: true };
        bool isReference = declarator is { Symbol.IsRef: true } && TypeOf(collection).IsMemory;
        if (declarator is not { Symbol.IsRef: false } && !isDeconstruction && !isReference)
        {
            context.Report("AD0004", loop.Syntax, "A 'foreach' with a ref or a deconstructed variable", "write it as a for loop with an index");
            return;
        }

        if (context.Tensors.Is(collection.Type))
        {
            context.Report("AD0004", loop.Collection.Syntax, "A 'foreach' over a tensor", "loop over its indices");
            return;
        }

        List<IrStatement> before = context.Capture(() =>
        {
            IrExpression memory = context.Expressions.Value(collection);
            if (memory is not IrVariableReference { Variable: var iterated } || context.AssignedArrays.Contains(iterated))
            {
                memory = context.Hoist(memory, (declarator?.Symbol.Name ?? "item") + "s");
            }

            bool isList = TypeLowering.IsList(collection.Type);
            IrExpression limit = isList ? context.Lists.Count(IrCopy.Copy(memory)) : new IrLength(IrCopy.Copy(memory));
            limit = limit is IrLength ? limit : context.Hoist(limit, "count");
            IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
            Origin element = context.OriginOf(loop.LoopControlVariable.Syntax);
            IrExpression value = isList ? ListLowering.Element(memory, new IrVariableReference(index))
                : memory.Type.IsContainer ? RectangularLowering.ElementAt(memory, ((IArrayTypeSymbol)collection.Type!).Rank, index)
                : new IrElement(memory, new IrVariableReference(index));
            value = value with { Origin = element };
            List<IrStatement> declared = context.Capture(() =>
            {
                if (isReference)
                {
                    context.Frame.Bind(declarator!.Symbol, value);
                }
                else if (declarator is { Symbol: { } local })
                {
                    value = context.Conversions.Convert(value, ElementType(collection), local.Type, isExplicit: !IsImplicit(collection, local.Type));
                    context.Emit(new IrDeclare(context.Declare(local, IrVariableKind.Local, local.Type), value) { Origin = element });
                }
                else if (!context.Structs.Declare(loop, value, ElementType(collection), element))
                {
                    context.Report("AD0004", loop.LoopControlVariable.Syntax, "This deconstruction", "take the element as one variable");
                }
            });
            IrBlock body = context.Statements.Block(loop.Body);
            body = IrBlock.Of(declared.Concat(body.Statements));
            context.Output.AddRange(Counted(index, limit, body, origin));
        });
        IrStatement last = before[before.Count - 1];
        before.RemoveAt(before.Count - 1);
        Scope(before, last);
    }

    /// <summary>A loop that counts from zero, whether its body leaves it or not.</summary>
    public static List<IrStatement> Counted(IrVariable index, IrExpression limit, IrBlock body, Origin origin)
    {
        if (!Leaves(body))
        {
            return [new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, limit, 1, body) { Origin = origin }];
        }

        var condition = new IrBinary(IrBinaryOperator.Less, new IrVariableReference(index), limit, IrType.Boolean) { Origin = origin };
        var increment = new IrAssign(new IrVariableReference(index), IrBinaryOperator.Add, IrLiteral.Int(1)) { Origin = origin };
        return
        [
            new IrDeclare(index, IrLiteral.Int(0)) { Origin = origin },
            new IrWhile(condition, body) { Increment = IrBlock.Of([increment]), Origin = origin },
        ];
    }

    private static IrWhile While(List<IrStatement> prefix, IrExpression condition, IrBlock body, IrBlock? increment, Origin origin)
    {
        if (prefix.Count == 0)
        {
            return new IrWhile(condition, body) { Increment = increment, Origin = origin };
        }

        var leave = new IrIf(new IrUnary(IrUnaryOperator.Not, condition, IrType.Boolean), IrBlock.Of([new IrBreak()]), null) { Origin = condition.Origin };
        IrBlock whole = IrBlock.Of(prefix.Concat([leave]).Concat(body.Statements));
        return new IrWhile(new IrLiteral("true", IrType.Boolean), whole) { Increment = increment, Origin = origin };
    }

    private void Scope(List<IrStatement> before, IrStatement loop) =>
        context.Emit(before.Count == 0 ? loop : IrBlock.Of(before.Concat([loop])) with { Origin = loop.Origin });

    private static bool IsCounted(IrVariable index, IrExpression limit, IrBlock body)
    {
        EffectSet written = EffectSet.WrittenBy(body.Statements);
        return !written.Overlaps(EffectSet.ReadBy(new IrVariableReference(index)))
            && !written.Overlaps(EffectSet.ReadBy(limit))
            && !EffectSet.ReadBy(limit).Overlaps(EffectSet.ReadBy(new IrVariableReference(index)))
            && !Leaves(body);
    }

    /// <summary>Whether a loop's body can leave the loop other than by an exception.</summary>
    private static bool Leaves(IrBlock body) => body.Statements.Any(statement => Leaves(statement, isInner: false));

    private static bool Leaves(IrStatement statement, bool isInner) => statement switch
    {
        IrReturn => true,
        IrBreak => !isInner,
        IrIf conditional => Leaves(conditional.Then, isInner) || (conditional.Else is { } other && Leaves(other, isInner)),
        IrBlock block => block.Statements.Any(child => Leaves(child, isInner || block.IsLeftByBreak)),
        IrTry attempt => Leaves(attempt.Body, isInner),
        IrFor loop => Leaves(loop.Body, isInner: true),
        IrWhile loop => Leaves(loop.Body, isInner: true),
        _ => false,
    };

    /// <summary>The type that a collection has here.</summary>
    private IrType TypeOf(IOperation collection) => context.InlineArrays.TypeOf(collection.Type) ?? context.Types.Lower(collection.Type);

    /// <summary>The variable of a <c>foreach</c> over a sequence.</summary>
    private void DeclareItem(IForEachLoopOperation loop, IrExpression element)
    {
        Origin origin = context.OriginOf(loop.LoopControlVariable.Syntax);
        IOperation source = SequenceLowering.Bare(loop.Collection);
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { IsRef: false } local })
        {
            element = context.Conversions.Convert(element, ElementType(source), local.Type, isExplicit: !IsImplicit(source, local.Type));
            context.Emit(new IrDeclare(context.Declare(local, IrVariableKind.Local, local.Type), element) { Origin = origin });
        }
        else if (!context.Structs.Declare(loop, element, ElementType(source), origin))
        {
            context.Report("AD0004", loop.LoopControlVariable.Syntax, "This deconstruction", "take the element as one variable");
        }
    }

    private static ITypeSymbol? ElementType(IOperation collection) => collection.Type switch
    {
        _ when InlineArrayLowering.Shape(collection.Type) is { } shape => shape.Element,
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };

    private bool IsImplicit(IOperation collection, ITypeSymbol to) =>
        ElementType(collection) is { } from && context.Compilation.ClassifyCommonConversion(from, to).IsImplicit;
}
