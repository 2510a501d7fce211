using System;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Assignments: their place, their value, and what C# converts on the way. Each gives the place it wrote.</summary>
internal sealed class PlaceLowering(LoweringContext context)
{
    public IrExpression Assign(ISimpleAssignmentOperation assignment)
    {
        Origin origin = context.OriginOf(assignment.Syntax);
        if (assignment.IsRef)
        {
            return context.References.Move(assignment);
        }

        if (assignment.Target is IDiscardOperation)
        {
            IrExpression discarded = context.Expressions.Initializer(assignment.Value);
            if (EffectSet.HasEffect(discarded))
            {
                context.Emit(new IrEvaluate(discarded) { Origin = origin });
            }

            return context.Placeholder(assignment);
        }

        if (context.Accessors.Assign(assignment) is { } assigned)
        {
            return assigned;
        }

        if (context.InlineArrays.TypeOf(assignment.Target.Type) is not null)
        {
            return context.InlineArrays.Assign(assignment);
        }

        if (context.Turns.Contains(assignment) && assignment.Target is IParameterReferenceOperation { Parameter: var parameter })
        {
            return Turn(parameter, assignment.Value, origin);
        }

        IrExpression place = Place(assignment.Target);
        if (place is IrVariableReference { Variable: var variable } && MemoryLowering.IsCreation(assignment.Value) && !context.AssignedArrays.Contains(variable))
        {
            context.Memory.CreateInto(variable, assignment.Value, isDeclaration: false, origin);
            return place;
        }

        if (place is IrView { IsSlot: true } slot)
        {
            context.Jagged.Store(slot, assignment.Value, origin);
            return place;
        }

        int mark = context.Output.Count;
        IrExpression value = place is IrVariableReference ? context.Expressions.Initializer(assignment.Value) : context.Expressions.Value(assignment.Value);
        place = ProtectOperands(place, mark);
        context.Emit(new IrAssign(place, null, value) { Origin = origin });
        return place;
    }

    /// <summary>From here on a parameter is a local, which is given its first value.</summary>
    private IrExpression Turn(IParameterSymbol parameter, IOperation value, Origin origin)
    {
        IrVariable local = context.Local(context.Types.Lower(parameter.Type), parameter.Name + "Value");
        if (MemoryLowering.IsCreation(value))
        {
            context.Memory.CreateInto(local, value, isDeclaration: true, origin);
        }
        else
        {
            context.Emit(new IrDeclare(local, context.Expressions.Initializer(value)) { Origin = origin });
        }

        context.Redirect(parameter, local);
        return new IrVariableReference(local);
    }

    /// <summary>Sets a field of an object.</summary>
    public void Store(IrExpression place, IOperation value, Origin origin)
    {
        if (place is IrView { IsSlot: true } slot)
        {
            context.Jagged.Store(slot, value, origin);
        }
        else
        {
            context.Emit(new IrAssign(place, null, context.Expressions.Value(value)) { Origin = origin });
        }
    }

    /// <inheritdoc cref="Store(IrExpression, IOperation, Origin)"/>
    public void Store(IrExpression place, IrExpression value, Origin origin)
    {
        if (place is IrView { IsSlot: true } slot)
        {
            context.Jagged.Store(slot, value, origin);
        }
        else
        {
            context.Emit(new IrAssign(place, null, value) { Origin = origin });
        }
    }

    public IrExpression Compound(ICompoundAssignmentOperation compound)
    {
        Origin origin = context.OriginOf(compound.Syntax);
        ITypeSymbol? targetType = compound.Target.Type;
        bool isText = targetType?.SpecialType == SpecialType.System_String;
        if (context.Tensors.Compound(compound, origin) is { } tensor)
        {
            return tensor;
        }

        if (compound.OperatorMethod is not null && context.Types.Lower(targetType).IsStruct)
        {
            return CompoundOfStructs(compound, origin);
        }

        if (OperatorLowering.OperatorOf(compound.OperatorKind) is not { } kind
            || (compound.OperatorMethod is { } method && !isText && context.Types.Lower(targetType).IsDifferentiable
                && !GenericMath.IsOperator(method, context.Types.Lower(targetType), context.Types.Lower(compound.Value.Type)))
            || (kind == IrBinaryOperator.Remainder && OperatorLowering.IsRemainderWithoutTruncation(targetType)))
        {
            return context.Unsupported(compound, "This compound assignment", "write it as an assignment of a call that has a rule");
        }

        if (context.Accessors.Change(compound.Target, old => Combine(compound, kind, old, context.Sink(isText, () => context.Expressions.Value(compound.Value)))) is { } changed)
        {
            return changed;
        }

        bool isCheckedOtherwise = OperatorLowering.IsArithmetic(kind) && context.Operators.IsCheckedOtherwise(compound, compound.IsChecked, targetType);
        IrExpression place = Place(compound.Target);
        int mark = context.Output.Count;
        IrExpression value = context.Sink(isText, () => context.Expressions.Value(compound.Value));
        bool isOverwritten = context.Output.Count > mark && Overlaps(place, mark);
        if (isOverwritten)
        {
            // What the place held comes first in C#, and the value changes it.
            IrExpression[] before = [IrCopy.Copy(place)];
            context.Protect(before, 1, mark);
            place = ProtectOperands(place, mark);
            context.Emit(new IrAssign(place, null, Combine(compound, kind, before[0], value)) { Origin = origin });
            return place;
        }

        place = ProtectOperands(place, mark);
        if (compound.InConversion.IsIdentity && compound.OutConversion.IsIdentity && !isText && !isCheckedOtherwise)
        {
            context.Emit(new IrAssign(place, kind, value) { Origin = origin });
        }
        else
        {
            context.Emit(new IrAssign(place, null, Combine(compound, kind, IrCopy.Copy(place), value)) { Origin = origin });
        }

        return place;
    }

    /// <summary><c>v += w</c> by the operator of a struct.</summary>
    private IrExpression CompoundOfStructs(ICompoundAssignmentOperation compound, Origin origin)
    {
        if (compound.InConversion.IsIdentity && compound.OutConversion.IsIdentity && context.Accessors.Change(compound.Target, Operated) is { } changed)
        {
            return changed;
        }

        IrExpression place = Place(compound.Target);
        int mark = context.Output.Count;
        if (!compound.InConversion.IsIdentity || !compound.OutConversion.IsIdentity
            || context.StructMembers.Operator(compound.OperatorMethod, [() => IrCopy.Copy(place), () => context.Expressions.Value(compound.Value)], compound) is not { } value)
        {
            return context.Unsupported(compound, "This compound assignment", "write it as an assignment of a call that has a rule");
        }

        place = ProtectOperands(place, mark);
        context.Emit(new IrAssign(place, null, value) { Origin = origin });
        return place;

        IrExpression Operated(IrExpression old) => context.StructMembers.Operator(compound.OperatorMethod, [() => old, () => context.Expressions.Value(compound.Value)], compound)
            ?? context.Unsupported(compound, "This compound assignment", "write it as an assignment of a call that has a rule");
    }

    public IrExpression Increment(IIncrementOrDecrementOperation increment, Action<IrExpression>? beforeChange = null)
    {
        if ((increment.OperatorMethod is { } method && !GenericMath.IsOperator(method, context.Types.Lower(increment.Target.Type))) || increment.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return context.Unsupported(increment, "An increment that a type defines", "write it as an assignment");
        }

        IrBinaryOperator kind = increment.Kind == OperationKind.Increment ? IrBinaryOperator.Add : IrBinaryOperator.Subtract;
        if (context.Accessors.Change(increment.Target, old => context.Operators.WithChecking(new IrBinary(kind, old, IrLiteral.One(old.Type), old.Type), increment, increment.IsChecked, increment.Target.Type), beforeChange) is { } changed)
        {
            return changed;
        }

        IrExpression place = Place(increment.Target);
        beforeChange?.Invoke(place);
        Origin origin = context.OriginOf(increment.Syntax);
        if (context.Operators.IsCheckedOtherwise(increment, increment.IsChecked, increment.Target.Type))
        {
            var next = new IrBinary(kind, IrCopy.Copy(place), IrLiteral.One(place.Type), place.Type);
            context.Emit(new IrAssign(place, null, context.Operators.WithChecking(next, increment, increment.IsChecked, increment.Target.Type)) { Origin = origin });
            return place;
        }

        context.Emit(new IrAssign(place, kind, IrLiteral.One(place.Type)) { Origin = origin });
        return place;
    }

    /// <summary>What stands left of an assignment, its operands without effects.</summary>
    public IrExpression Place(IOperation target) => Found(target) with { Origin = context.OriginOf(target.Syntax) };

    private IrExpression Found(IOperation target)
    {
        if (target is IPropertyReferenceOperation { Property: var computed } && AccessorLowering.IsComputed(computed))
        {
            return context.Unsupported(target, $"A change of '{computed.Name}', whose accessors have code,", "assign it, or change the field behind it");
        }

        IrExpression place = context.Expressions.Initializer(target);
        switch (place)
        {
            case IrView { Field: not null, IsSlot: true }:
                return place;
            case IrView { Type.HoldsMemory: true, Form: IrViewForm.Indexer, Receiver.Type.IsJagged: true } when target is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation:
                return place;
            case IrElement or IrField:
                return OnceFound(place);
            case IrConversion { Operand: IrField or IrView { Field: not null } } constant:
                return OnceFound(constant.Operand);
            case IrView { IsPlace: true }:
                return OnceFound(place);
            case IrVariableReference:
            case IrSelect when ReferenceLowering.IsSupported(place):
                return place;
            case IrOpaque opaque when target is IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return opaque with { Effect = IrEffect.Writes };
            case IrLiteral:
                return place;
            default:
                context.Report("AD0004", target.Syntax, "An assignment to this place", "assign a variable or an element");
                return place;
        }
    }

    /// <summary>
    /// An element found by an index or an offset that reads memory of its kind: the assignment may change what they
    /// read, and the value of an assignment is read back from the same element.
    /// </summary>
    private IrExpression OnceFound(IrExpression place) => place switch
    {
        IrElement element => OnceFound(element),
        IrField field => new IrField(OnceFound(field.Target), field.Index) { Origin = field.Origin },
        IrView { IsPlace: true } view => OnceFound(view),
        _ => place,
    };

    private IrElement OnceFound(IrElement element)
    {
        EffectSet written = EffectSet.WrittenBy([new IrAssign(element, null, element)]);
        if (element.Memory is not IrVariableReference && written.Overlaps(EffectSet.ReadBy(element.Memory)))
        {
            element = element with { Memory = context.Hoist(element.Memory, "view") };
        }

        return written.Overlaps(EffectSet.ReadBy(element.Index)) ? element with { Index = context.Hoist(element.Index, "index") } : element;
    }

    private IrView OnceFound(IrView view)
    {
        if (view.Receiver is IrView { Type.IsStruct: true } whole)
        {
            return view with { Receiver = OnceFound(whole) };
        }

        EffectSet written = EffectSet.WrittenBy([new IrAssign(view, null, view)]);
        return view with { Arguments = view.Arguments.Select(argument => written.Overlaps(EffectSet.ReadBy(argument)) ? context.Hoist(argument, "index") : argument).ToEquatableArray() };
    }

    /// <summary>The operation on the place's old value, in the type C# does it in.</summary>
    private IrExpression Combine(ICompoundAssignmentOperation compound, IrBinaryOperator kind, IrExpression old, IrExpression value)
    {
        if (compound.Target.Type?.SpecialType == SpecialType.System_String)
        {
            return new IrOpaque(["", " + ", ""], [old, value], old.Type, IrEffect.Pure, IsSink: true);
        }

        ITypeSymbol? type = OperationType(compound);
        IrExpression left = context.Conversions.Convert(old, compound.Target.Type, type, isExplicit: false);
        var result = new IrBinary(kind, left, value, context.Types.Lower(type));
        IrExpression converted = context.Conversions.Convert(result, type, compound.Target.Type, isExplicit: !compound.OutConversion.IsImplicit || !compound.OutConversion.IsIdentity);
        return OperatorLowering.IsArithmetic(kind) ? context.Operators.WithChecking(converted, compound, compound.IsChecked, compound.Target.Type) : converted;
    }

    private ITypeSymbol? OperationType(ICompoundAssignmentOperation compound)
    {
        if (compound.InConversion.IsIdentity)
        {
            return compound.Target.Type;
        }

        return compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
            ? context.Compilation.GetSpecialType(SpecialType.System_Int32)
            : compound.Value.Type;
    }

    private bool Overlaps(IrExpression place, int mark)
    {
        EffectSet read = EffectSet.ReadBy(place);
        return EffectSet.WrittenBy(context.Output.GetRange(mark, context.Output.Count - mark)).Overlaps(read);
    }

    /// <summary>A place with everything in temporaries that finds it and that something else writes.</summary>
    public IrExpression Fixed(IrExpression place, EffectSet written)
    {
        return place switch
        {
            IrField field => new IrField(Fixed(field.Target, written), field.Index) { Origin = field.Origin },
            IrSelect select => select with { Condition = Hold(select.Condition, "choice"), WhenTrue = Fixed(select.WhenTrue, written), WhenFalse = Fixed(select.WhenFalse, written) },
            IrElement element => element with { Memory = Hold(element.Memory, "view"), Index = Hold(element.Index, "index") },
            IrView { Receiver.Type.IsStruct: true } part => part with { Receiver = Fixed(part.Receiver, written) },
            IrView view => view with { Arguments = view.Arguments.Select(argument => Hold(argument, "index")).ToEquatableArray() },
            _ => place,
        };

        IrExpression Hold(IrExpression operand, string name) =>
            operand is not IrLiteral && written.Overlaps(EffectSet.ReadBy(operand)) ? context.Hoist(operand, name) : operand;
    }

    /// <summary>A place is fixed before the value is evaluated: an index that the value changes goes into a temporary.</summary>
    public IrExpression ProtectOperands(IrExpression place, int mark)
    {
        if (place.Children.IsEmpty || context.Output.Count == mark)
        {
            return place;
        }

        if (place is IrField field)
        {
            return new IrField(ProtectOperands(field.Target, mark), field.Index) { Origin = place.Origin };
        }

        if (place is IrView { Receiver.Type.IsStruct: true } part)
        {
            return part with { Receiver = ProtectOperands(part.Receiver, mark) };
        }

        if (place is IrSelect select)
        {
            IrExpression[] condition = [select.Condition];
            int lines = context.Output.Count;
            context.Protect(condition, 1, mark);
            IrExpression whenTrue = Next(select.WhenTrue);
            return select with { Condition = condition[0], WhenTrue = whenTrue, WhenFalse = Next(select.WhenFalse) };

            IrExpression Next(IrExpression arm)
            {
                mark += context.Output.Count - lines;
                lines = context.Output.Count;
                return ProtectOperands(arm, mark);
            }
        }

        var operands = new IrExpression[place.Children.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = place.Children[i];
        }

        context.Protect(operands, operands.Length, mark);
        return place.WithChildren(operands) with { Origin = place.Origin };
    }
}
