using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>The table of statements. What is not in it is refused.</summary>
internal sealed class StatementLowering(LoweringContext context)
{
    public void Lower(IEnumerable<IOperation> statements)
    {
        List<IOperation> list = [.. statements];
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is IUsingDeclarationOperation { IsAsynchronous: false } resource)
            {
                context.Resources.Using(resource.DeclarationGroup, () => Lower(list.Skip(i + 1)), context.OriginOf(resource.Syntax));
                return;
            }

            Lower(list[i]);
        }
    }

    public void Lower(IOperation statement) => context.Statement(() => LowerBare(statement));

    private void LowerBare(IOperation statement)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        Origin origin = context.OriginOf(statement.Syntax);
        switch (statement)
        {
            case IBlockOperation block:
                context.Emit(IrBlock.Of(context.Capture(() => Lower(block.Operations))) with { Origin = origin });
                break;
            case IEmptyOperation:
            case ILocalFunctionOperation:
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                {
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
                    {
                        Declare(declarator);
                    }
                }

                break;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation, origin);
                break;
            case IConditionalOperation { IsRef: false } conditional:
                if (context.Delegates.Answer(conditional.Condition) is { } answer)
                {
                    if ((answer ? conditional.WhenTrue : conditional.WhenFalse) is { } taken)
                    {
                        Lower(taken);
                    }

                    break;
                }

                IrExpression condition = context.Expressions.Value(conditional.Condition);
                context.Emit(new IrIf(condition, Block(conditional.WhenTrue), conditional.WhenFalse is { } other ? Block(other) : null) { Origin = origin });
                break;
            case IForLoopOperation loop:
                context.Loops.For(loop);
                break;
            case IWhileLoopOperation { ConditionIsTop: true, ConditionIsUntil: false } loop:
                context.Loops.While(loop);
                break;
            case IWhileLoopOperation { ConditionIsTop: false, ConditionIsUntil: false } loop:
                context.Loops.Do(loop);
                break;
            case ITryOperation attempt:
                context.Resources.Try(attempt);
                break;
            case IUsingOperation { IsAsynchronous: false } use:
                context.Emit(IrBlock.Of(context.Capture(() => context.Resources.Using(use.Resources, () => context.Emit(Block(use.Body)), origin))) with { Origin = origin });
                break;
            case ISwitchOperation choice:
                context.Switches.Statement(choice);
                break;
            case IForEachLoopOperation loop:
                context.Loops.ForEach(loop);
                break;
            case IBranchOperation { BranchKind: BranchKind.Break }:
                context.Emit(new IrBreak { Origin = origin });
                break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                context.Emit(new IrContinue { Origin = origin });
                break;
            case ILabeledOperation { Operation: { } labelled }:
                Lower(labelled);
                break;
            case IReturnOperation { Kind: OperationKind.Return } returned:
                Return(returned, origin);
                break;
            case IThrowOperation { Exception: { } exception }:
                Throw(exception, origin);
                break;
            default:
                _ = Unsupported.Report(context, statement);
                break;
        }
    }

    /// <summary>The statement as a block; a block's braces are not doubled.</summary>
    public IrBlock Block(IOperation statement) => IrBlock.Of(context.Capture(() =>
    {
        if (statement is IBlockOperation block)
        {
            Lower(block.Operations);
        }
        else
        {
            Lower(statement);
        }
    })) with
    { Origin = context.OriginOf(statement.Syntax) };

    public void Declare(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsRef)
        {
            context.References.Declare(declarator);
            return;
        }

        Origin origin = context.OriginOf(declarator.Syntax);
        IVariableInitializerOperation? initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
        if (context.Nullables.Declare(local, initializer?.Value, declarator, origin))
        {
            return;
        }

        if (initializer is not null && (context.Delegates.Declare(local, initializer.Value) || context.Sequences.Declare(local, initializer.Value)))
        {
            return;
        }

        if (context.InlineArrays.TypeOf(local.Type) is { } inlineArray)
        {
            context.InlineArrays.Declare(local, inlineArray, initializer?.Value, origin);
        }
        else if (initializer is null)
        {
            context.Emit(new IrDeclare(context.Declare(local, IrVariableKind.Local, local.Type), null) { Origin = origin });
        }
        else if (Creation(initializer.Value) is { } creation && context.Types.Lower(local.Type) is { IsClass: true } made)
        {
            _ = context.Classes.Create(creation, made, () => context.Declare(local, IrVariableKind.Local, local.Type));
        }
        else if (MemoryLowering.IsCreation(initializer.Value) && context.Types.Lower(local.Type).HoldsMemory)
        {
            context.Memory.CreateInto(context.Declare(local, IrVariableKind.Local, local.Type), initializer.Value, isDeclaration: true, origin);
        }
        else
        {
            IrVariable? declared = null;
            IrExpression value = initializer.Value switch
            {
                IConditionalOperation { IsRef: false } conditional => context.Operators.Select(conditional, declared = context.Declare(local, IrVariableKind.Local, local.Type)),
                ISwitchExpressionOperation choice => context.Switches.Expression(choice, declared = context.Declare(local, IrVariableKind.Local, local.Type)),
                _ => context.Expressions.Initializer(initializer.Value),
            };
            value = value with { Origin = context.OriginOf(initializer.Value.Syntax) };
            declared ??= context.Declare(local, IrVariableKind.Local, local.Type);
            if (value is not IrVariableReference { Variable: var chosen } || chosen != declared)
            {
                context.Emit(new IrDeclare(declared, value) { Origin = origin });
            }
        }

        if (initializer is not null && context.Lists.Is(local.Type))
        {
            context.ListMembers.Declared(local, initializer, origin);
        }
    }

    /// <summary>The creation of an object, <c>new()</c> among them, which C# converts to its own type.</summary>
    private static IObjectCreationOperation? Creation(IOperation value) => value switch
    {
        IConversionOperation { IsImplicit: true, Operand: IObjectCreationOperation operand } conversion when SymbolEqualityComparer.Default.Equals(conversion.Type, operand.Type) => operand,
        _ => value as IObjectCreationOperation,
    };

    private void Evaluate(IOperation operation, Origin origin)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment when context.Nullables.Assign(assignment):
                break;
            case ISimpleAssignmentOperation assignment:
                _ = context.Places.Assign(assignment);
                break;
            case ICompoundAssignmentOperation compound:
                _ = context.Places.Compound(compound);
                break;
            case IIncrementOrDecrementOperation increment:
                _ = context.Places.Increment(increment);
                break;
            case IThrowOperation { Exception: { } exception }:
                Throw(exception, origin);
                break;
            default:
                IrExpression value = context.Expressions.Initializer(operation);
                if (value is IrCall or IrOpaque { Effect: IrEffect.Writes })
                {
                    context.Emit(new IrEvaluate(value) { Origin = origin });
                }

                break;
        }
    }

    private void Return(IReturnOperation returned, Origin origin)
    {
        if (returned.ReturnedValue is { } given && !context.Inliner.IsActive && DelegateLowering.IsDelegate(context.Method.ReturnType) && context.Delegates.Known(given) is not null)
        {
            // Whoever calls the method has the delegate; the method by itself has no derivative.
            context.Emit(new IrReturn(null) { Origin = origin });
            return;
        }

        if (returned.ReturnedValue is not { } value)
        {
            if (!returned.IsImplicit)
            {
                context.Emit(new IrReturn(null) { Origin = origin });
            }
        }
        else
        {
            // In the place of a call it is an initialiser; at the end of the method it is an expression.
            IrExpression result = Inliner.GivesPlace(context.Frame.Method) ? context.References.Find(value)
                : !context.Inliner.IsActive && context.InlineArrays.TypeOf(value.Type) is not null ? context.InlineArrays.Result(value, origin)
                : context.Inliner.IsActive ? context.Expressions.Initializer(value) : context.Expressions.Value(value);
            context.Emit(new IrReturn(result) { Origin = origin });
        }
    }

    public void Throw(IOperation exception, Origin origin)
    {
        while (exception is IConversionOperation conversion)
        {
            exception = conversion.Operand;
        }

        IrExpression value = context.Sink(true, () => context.Expressions.Initializer(exception));
        context.Emit(new IrThrow(value is IrCall ? context.Hoist(value, "exception") : value) { Origin = origin });
    }
}
