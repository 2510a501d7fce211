using System.Collections.Generic;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>The table of expressions: which part lowers which. What is not in it is refused.</summary>
internal sealed class ExpressionLowering(LoweringContext context)
{
    /// <summary>A value without effects; what has one goes before it.</summary>
    public IrExpression Value(IOperation operation)
    {
        IrExpression value = Initializer(operation);
        return EffectSet.HasEffect(value) ? context.Hoist(value) : value;
    }

    /// <summary>A value, or one call of any effect: what may stand as a whole initialiser.</summary>
    public IrExpression Initializer(IOperation operation)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        IrExpression value = Lower(operation);
        return value with { Origin = context.OriginOf(operation.Syntax) };
    }

    private IrExpression Lower(IOperation operation)
    {
        if (context.Frame.IsForeign && context.Inliner.IsOutOfReach(operation))
        {
            return context.Placeholder(operation);
        }

        if (context.Delegates.Answer(operation) is { } answer)
        {
            return new IrLiteral(answer ? "true" : "false", IrType.Boolean);
        }

        if (context.Nullables.Lower(operation) is { } ofNullable)
        {
            return ofNullable;
        }

        switch (operation)
        {
            case ILiteralOperation literal:
                return context.Texts.Literal(literal);
            case IDefaultValueOperation:
                return context.Texts.Default(operation.Type);
            case INameOfOperation or ISizeOfOperation when operation.ConstantValue.HasValue:
                return new IrLiteral(context.Texts.Constant(operation.ConstantValue.Value, operation.Type), context.Types.Lower(operation.Type));
            case ITypeOfOperation typeOf:
                return new IrLiteral($"typeof({context.Types.ContainerText(typeOf.TypeOperand)})", context.Types.Lower(operation.Type));
            case ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation when context.Delegates.Named(operation) is not null:
                return (operation is ILocalReferenceOperation { Local: var known } && !context.Frame.IsForeign ? context.InactiveTexts.OfKnownDelegate(known) : null)
                    ?? context.Unsupported(operation, "A delegate as a value", "call it here, or give a lambda to what calls it");
            case ILocalReferenceOperation { Local: { HasConstantValue: true, ConstantValue: { } constant } } local when context.Frame.Find(local.Local) is null:
                // A local function may stand before the constants that it reads.
                return context.Texts.Named(constant, local.Type!);
            case ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation when !InlineArrayLowering.IsInPlace(operation) && context.InlineArrays.TypeOf(operation.Type) is not null:
                return context.InlineArrays.Refuse(operation);
            case ILocalReferenceOperation { IsDeclaration: false } local when context.Frame.FindSequence(local.Local) is { } sequence:
                return context.SequenceEnds.Named(sequence);
            case ILocalReferenceOperation { IsDeclaration: false } local:
                return context.Reference(local.Local, local.Local.Type);
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } captured when context.Frame.Find(captured.Parameter) is null:
                if (context.StructMembers.Captured(captured.Parameter) is { } part)
                {
                    return part;
                }

                // A primary constructor's parameter is a field in effect.
                return new IrOpaque([Names.Escape(captured.Parameter.Name)], [], context.Types.Lower(captured.Type), IrEffect.Reads);
            case IParameterReferenceOperation parameter:
                return context.Reference(parameter.Parameter, parameter.Parameter.Type);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return context.Receiver ?? new IrThis(context.Types.Lower(operation.Type));
            case IParenthesizedOperation parenthesized:
                return Lower(parenthesized.Operand);
            case IUnaryOperation unary:
                return context.Operators.Unary(unary);
            case IBinaryOperation binary:
                return context.Operators.Binary(binary);
            case IConditionalOperation conditional:
                return context.Operators.Select(conditional);
            case ISwitchExpressionOperation choice:
                return context.Switches.Expression(choice);
            case IIsPatternOperation test:
                return context.Patterns.Test(test);
            case IIsTypeOperation test:
                return context.Patterns.TestType(test);
            case ICoalesceOperation coalesce:
                return context.Operators.Coalesce(coalesce);
            case ICoalesceAssignmentOperation assignment:
                return Read(context.Operators.CoalesceAssignment(assignment));
            case IThrowOperation { Exception: { } exception }:
                context.Statements.Throw(exception, context.OriginOf(operation.Syntax));
                return context.Placeholder(operation);
            case IConversionOperation conversion:
                return context.Conversions.Lower(conversion);
            case ISimpleAssignmentOperation assignment:
                return Read(context.Places.Assign(assignment));
            case ICompoundAssignmentOperation compound:
                return Read(context.Places.Compound(compound));
            case IIncrementOrDecrementOperation increment:
                return Increment(increment);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                return context.Memory.Lower(operation);
            case IInlineArrayAccessOperation access:
                return context.InlineArrays.Element(access);
            case ITupleOperation tuple:
                return context.Structs.Tuple(tuple);
            case IDeconstructionAssignmentOperation deconstruction:
                return context.Structs.Deconstruct(deconstruction);
            case ITupleBinaryOperation comparison:
                return context.Structs.Compare(comparison);
            case IWithOperation with when context.Types.Lower(with.Type).IsStruct:
                return context.Structs.With(with);
            case IWithOperation with when context.Types.Lower(with.Type).IsClass:
                return context.Classes.With(with);
            case IFieldReferenceOperation field:
                return context.Members.Field(field);
            case IPropertyReferenceOperation property:
                return context.Members.Property(property);
            case ITranslatedQueryOperation query when SequenceLowering.HasSeveralVariables(query.Syntax):
                return context.Unsupported(query, "A query with more than one variable", "write the loops, or a chain of Select and Where");
            case ITranslatedQueryOperation query:
                return Lower(query.Operation);
            case IInvocationOperation invocation:
                return context.Calls.Invocation(invocation);
            case IObjectCreationOperation creation:
                return context.Creations.Lower(creation);
            case IInterpolatedStringOperation or IInterpolatedStringHandlerCreationOperation:
                return context.Texts.Interpolated(operation);
            default:
                return MemoryLowering.IsStackAllocation(operation)
                    ? context.Memory.Lower(operation)
                    : Unsupported.TextOrReport(context, operation, operation.Type);
        }
    }

    /// <summary>The value of an assignment is what it left in its place.</summary>
    private static IrExpression Read(IrExpression place) => IrCopy.Copy(place);

    private IrExpression Increment(IIncrementOrDecrementOperation increment)
    {
        if (!increment.IsPostfix)
        {
            return Read(context.Places.Increment(increment));
        }

        IrExpression? before = null;
        context.Places.Increment(increment, place => before = context.Hoist(IrCopy.Copy(place)));
        return before ?? context.Placeholder(increment);
    }

    /// <summary>Lowers a branch of its own; the statements it needs come with it.</summary>
    public (List<IrStatement> Statements, IrExpression Value) Arm(IOperation operation)
    {
        IrExpression? value = null;
        List<IrStatement> statements = context.Capture(() => value = Value(operation));
        return (statements, value!);
    }
}
