using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Properties and indexers of differentiable structs and classes whose accessors have code: read, assigned and changed by
/// the bodies of their accessors. An accessor without a body is the field behind the property.
/// </summary>
internal sealed class AccessorLowering(LoweringContext context)
{
    /// <summary>Whether a property of a differentiable type runs code.</summary>
    public static bool IsComputed(IPropertySymbol property) => property is { IsStatic: false, RefKind: RefKind.None, ContainingType: var type }
        && !type.IsTupleType && (StructShape.IsStruct(type) || ClassShape.IsClass(type)) && (property.IsIndexer || !StructShape.IsAutomatic(property));

    /// <summary><c>p.X = value</c>, <c>p[i] = value</c>; gives the value.</summary>
    public IrExpression? Assign(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Instance: not null } reference || !IsComputed(reference.Property))
        {
            return null;
        }

        (IrExpression receiver, List<IrExpression> index) = Find(reference);
        IrExpression value = Held(context.Expressions.Value(assignment.Value));
        return Set(reference, receiver, index, value) ? IrCopy.Copy(value) : Unsupported.Report(context, assignment);
    }

    /// <summary>An assignment that reads what it changes; gives the new value.</summary>
    /// <param name="change">Makes the new value of the old one.</param>
    /// <param name="beforeChange">Sees the old value.</param>
    public IrExpression? Change(IOperation target, Func<IrExpression, IrExpression> change, Action<IrExpression>? beforeChange = null)
    {
        if (target is not IPropertyReferenceOperation { Instance: not null } reference || !IsComputed(reference.Property))
        {
            return null;
        }

        (IrExpression receiver, List<IrExpression> index) = Find(reference);
        if (Get(reference, receiver, index) is not { } read)
        {
            return Unsupported.Report(context, target);
        }

        IrExpression old = context.Hoist(read, Names.CamelCase(reference.Property.IsIndexer ? "item" : reference.Property.Name));
        beforeChange?.Invoke(IrCopy.Copy(old));
        IrExpression value = Held(change(old));
        return Set(reference, receiver, index, value) ? IrCopy.Copy(value) : Unsupported.Report(context, target);
    }

    /// <summary>Runs the setter of a property of an object or a struct that is being made; false where its body cannot be seen.</summary>
    public bool Initialize(IPropertyReferenceOperation reference, IrExpression receiver, IOperation value) =>
        IsComputed(reference.Property) && reference.Arguments.IsEmpty && Set(reference, receiver, [], Held(context.Expressions.Value(value)));

    /// <summary>What a property reads that has no getter with a body; <see langword="null"/> for any other.</summary>
    public IrExpression? Field(IPropertyReferenceOperation reference) => reference is { Instance: { } instance, Property: { IsIndexer: false } property } && IsComputed(property) && StructShape.FieldBehind(property) is { } field
        ? Field(context.Expressions.Value(instance), field)
        : null;

    /// <summary>What is changed, found once, with the arguments of an indexer.</summary>
    private (IrExpression Receiver, List<IrExpression> Index) Find(IPropertyReferenceOperation reference)
    {
        IrExpression receiver = context.StructMembers.Changed(reference.Instance!);
        var index = new List<IrExpression>();
        foreach (IArgumentOperation argument in reference.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0))
        {
            index.Add(Held(context.Calls.Argument(argument.Value, argument.Parameter?.Type)));
        }

        return (receiver, index);
    }

    private IrExpression Held(IrExpression value) => value is IrLiteral ? value : context.Hoist(value, "value");

    private IrExpression? Get(IPropertyReferenceOperation reference, IrExpression receiver, List<IrExpression> index)
    {
        if (reference.Property.GetMethod is not { } getter || ClassShape.IsOpen(reference.Property))
        {
            return null;
        }

        return context.StructMembers.BodyOf(getter) is { } body
            ? context.Inliner.Inline(body, Bound(body, index), reference, IrCopy.Copy(receiver))
            : StructShape.FieldBehind(reference.Property) is { } field ? Field(IrCopy.Copy(receiver), field) : null;
    }

    private bool Set(IPropertyReferenceOperation reference, IrExpression receiver, List<IrExpression> index, IrExpression value)
    {
        if (reference.Property.SetMethod is not { } setter || ClassShape.IsOpen(reference.Property))
        {
            return false;
        }

        if (context.StructMembers.BodyOf(setter) is { } body)
        {
            _ = context.Inliner.Inline(body, Bound(body, [.. index, value]), reference, IrCopy.Copy(receiver));
            return true;
        }

        if (StructShape.FieldBehind(reference.Property) is not { } field || Field(IrCopy.Copy(receiver), field) is not { } place)
        {
            return false;
        }

        context.Places.Store(place is IrConversion { Operand: IrField or IrView } constant ? constant.Operand : place, value, context.OriginOf(reference.Syntax));
        return true;
    }

    private static List<InlineArgument> Bound(InlineBody body, List<IrExpression> values) =>
        [.. values.Select((value, i) => new InlineArgument(body.Method.Parameters[i], IrCopy.Copy(value)))];

    private IrExpression? Field(IrExpression receiver, IFieldSymbol field) => receiver.Type.IsClass
        ? context.Classes.Field(receiver, field)
        : receiver.Type.IsStruct && StructShape.IndexOf(field.ContainingType, field) is >= 0 and var index ? context.Deconstructions.Typed(IrBuild.Field(receiver, index), field.Type) : null;
}
