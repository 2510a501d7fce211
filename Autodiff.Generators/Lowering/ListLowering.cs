using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// <c>List&lt;double&gt;</c>: a container that may grow at its end. An addition makes room and then assigns the new
/// element, so that its reversal is that of an assignment; the room stays, and what reads the count keeps what it read.
/// </summary>
internal sealed class ListLowering(LoweringContext context)
{
    /// <summary>Whether a type is a list that has a shadow.</summary>
    public bool Is(ITypeSymbol? type) => TypeLowering.IsList(type) && context.Types.Lower(type).IsContainer;

    public IrExpression Property(IPropertyReferenceOperation reference)
    {
        if (reference.Property.IsIndexer)
        {
            IrExpression[] operands = context.InOrder([reference.Instance!, reference.Arguments[0].Value]);
            return Element(operands[0], context.ListMembers.Checked(operands[0], operands[1], context.OriginOf(reference.Syntax)));
        }

        IrExpression list = context.Expressions.Value(reference.Instance!);
        return reference.Property.Name == "Count" ? Count(list) : context.Unsupported(reference, "This property of a list", "use Count");
    }

    /// <summary><c>list[^1]</c>.</summary>
    public IrExpression? FromEnd(IOperation instance, IOperation index)
    {
        if (index is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
        {
            if (!MemoryLowering.IsIndex(index) || index is IDefaultValueOperation)
            {
                return null;
            }

            IrExpression[] pair = context.InOrder([instance, index]);
            return FromEnd(pair[0], new IrOpaque(["", ".GetOffset(", ")"], [pair[1], Count(IrCopy.Copy(pair[0]))], IrType.Int32, IrEffect.Pure), index);
        }

        IrExpression[] operands = context.InOrder([instance, fromEnd.Operand]);
        return FromEnd(operands[0], new IrBinary(IrBinaryOperator.Subtract, Count(IrCopy.Copy(operands[0])), operands[1], IrType.Int32), index);
    }

    private IrView FromEnd(IrExpression list, IrExpression offset, IOperation index) => Element(list, context.ListMembers.Checked(list, offset, context.OriginOf(index.Syntax)));

    public static IrView Element(IrExpression list, IrExpression index) => new(list, IrViewForm.Indexer, "Item", "Item", [index], list.Type.Element!);

    /// <summary>How many elements there are. A list that the method was given never grows in it.</summary>
    public IrExpression Count(IrExpression list) => list is IrVariableReference { Variable: var variable } && context.ListMembers.CountOf(variable) is { } count ? IrBuild.Read(count)
        : list is IrVariableReference { Variable.Kind: IrVariableKind.Parameter } ? new IrLength(list, "Count")
        : new IrOpaque(["", ".Count"], [list], IrType.Int32, IrEffect.Computes, IsSink: true);

    /// <summary>A member of a list; <see langword="null"/> for a call of anything else.</summary>
    public IrExpression? Invocation(IInvocationOperation invocation)
    {
        if (invocation is { Instance: null, TargetMethod: { Name: "AddRange", ContainingType.Name: "CollectionExtensions" }, Arguments: [{ Value: var extended }, { Value: var range }] }
            && Is(extended.Type) && Source(range) is { } taken)
        {
            IrExpression[] pair = context.InOrder([extended, taken]);
            AddRange(pair[0], pair[1], context.OriginOf(invocation.Syntax));
            return context.Placeholder(invocation);
        }

        if (invocation.Instance is not { } instance || !Is(instance.Type))
        {
            return null;
        }

        switch (invocation.TargetMethod.Name)
        {
            case "Add":
                IrExpression[] added = Ordered(instance, invocation.Arguments[0].Value);
                Add(added[0], added[1], context.OriginOf(invocation.Syntax));
                return context.Placeholder(invocation);
            case "AddRange" when Source(invocation.Arguments[0].Value) is { } source:
                IrExpression[] operands = context.InOrder([instance, source]);
                AddRange(operands[0], operands[1], context.OriginOf(invocation.Syntax));
                return context.Placeholder(invocation);
            case "Contains" or "IndexOf" or "EnsureCapacity" or "ToString" or "Equals" or "GetHashCode":
                return null;
            default:
                return IsOfObjects(instance.Type)
                    ? context.Unsupported(invocation, $"'{invocation.TargetMethod.Name}' of a list of objects", "use elements, Count and Add, or an array")
                    : context.ListMembers.Lower(invocation, instance);
        }
    }

    /// <summary>A new list with its elements; <see langword="null"/> for the creation of anything else.</summary>
    public IrExpression? Create(IObjectCreationOperation creation)
    {
        if (!Is(creation.Type))
        {
            return null;
        }

        Origin origin = context.OriginOf(creation.Syntax);
        IOperation? source = creation.Arguments is [{ Value: var argument }] ? Source(argument) : null;
        if (creation.Initializer is null && source is null)
        {
            return null;
        }

        List<IInvocationOperation> additions = creation.Initializer?.Initializers.OfType<IInvocationOperation>().Where(addition => addition.TargetMethod.Name == "Add").ToList() ?? [];
        if (creation.Initializer is { } initializer && additions.Count != initializer.Initializers.Length)
        {
            return Unsupported.Report(context, initializer);
        }

        IrExpression list = New(creation.Type!, source is null ? creation.Arguments.FirstOrDefault()?.Value : null, origin);
        if (source is not null)
        {
            AddRange(list, context.Expressions.Value(source), origin);
        }

        foreach (IInvocationOperation addition in additions)
        {
            Add(IrCopy.Copy(list), Added(list.Type, addition.Arguments[0].Value), context.OriginOf(addition.Syntax));
        }

        return IrCopy.Copy(list);
    }

    /// <summary><c>[a, .. b]</c> as a list; <see langword="null"/> for a collection expression of another type.</summary>
    public IrExpression? Create(ICollectionExpressionOperation collection)
    {
        if (!Is(collection.Type))
        {
            return null;
        }

        Origin origin = context.OriginOf(collection.Syntax);
        ISpreadOperation? unknown = collection.Elements.OfType<ISpreadOperation>().FirstOrDefault(spread => !spread.ElementConversion.IsIdentity || Source(spread.Operand) is null);
        if (unknown is not null)
        {
            return context.Unsupported(unknown, "A spread of anything but an array or a span of the same type", "copy the elements in a loop");
        }

        IrType type = context.Types.Lower(collection.Type);
        IrExpression[] values = context.Spreads.Values(collection, value => value is ISpreadOperation spread ? context.Expressions.Value(Source(spread.Operand)!) : Added(type, value));
        IrExpression list = New(collection.Type!, null, origin);
        for (int i = 0; i < values.Length; i++)
        {
            if (collection.Elements[i] is ISpreadOperation)
            {
                AddRange(IrCopy.Copy(list), values[i], origin);
            }
            else
            {
                Add(IrCopy.Copy(list), values[i], origin);
            }
        }

        return IrCopy.Copy(list);
    }

    /// <summary>A new list without elements.</summary>
    public IrExpression New(ITypeSymbol type, IOperation? capacity, Origin origin)
    {
        IrType list = context.Types.Lower(type);
        IrExpression[] arguments = capacity is null ? [] : [context.Expressions.Value(capacity)];
        EquatableArray<IrParameter> parameters = arguments.Select(_ => new IrParameter("capacity", IrType.Int32, IsDifferentiable: false, IsWritten: false)).ToEquatableArray();
        var constructor = new IrMethod("List", "new " + list.Name, parameters, list, IrCallKind.Plain, IrEffect.Writes);
        return context.Hoist(new IrCall(constructor, null, new(arguments)) { Origin = origin }, "list");
    }

    /// <summary>Makes room, and assigns the new element.</summary>
    public void Add(IrExpression list, IrExpression value, Origin origin)
    {
        int mark = context.Output.Count;
        if (list is IrVariableReference { Variable: var variable } && context.ListMembers.CountOf(variable) is { } count)
        {
            IrExpression[] added = [value];
            context.ListMembers.Reserve(list, IrBuild.Plus(IrBuild.Read(count), 1), origin);
            context.Protect(added, 1, mark);
            context.Emit(new IrAssign(Element(IrCopy.Copy(list), IrBuild.Read(count)), null, added[0]) { Origin = origin });
            context.Emit(new IrAssign(IrBuild.Read(count), IrBinaryOperator.Add, IrLiteral.Int(1)) { Origin = origin });
            return;
        }

        IrExpression last = context.Hoist(Count(IrCopy.Copy(list)), "last");
        string empty = list.Type.Element! switch { { Kind: IrTypeKind.Generic } => "default", { IsClass: true } => "null!", _ => "0" };
        context.Emit(new IrEvaluate(new IrOpaque(["", $".Add({empty})"], [IrCopy.Copy(list)], IrType.Void, IrEffect.Writes)) { Origin = origin });
        IrExpression[] values = [value];
        context.Protect(values, 1, mark);
        context.Emit(new IrAssign(Element(list, last), null, values[0]) { Origin = origin });
    }

    private void AddRange(IrExpression list, IrExpression source, Origin origin)
    {
        source = source is IrVariableReference ? source : context.Hoist(source, "values");
        IrExpression length = source.Type.IsContainer ? context.Hoist(Count(source), "length") : new IrLength(source);
        if (list is IrVariableReference { Variable: var variable } && context.ListMembers.CountOf(variable) is { } count)
        {
            length = length is IrVariableReference ? length : context.Hoist(length, "length");
            context.ListMembers.Reserve(list, new IrBinary(IrBinaryOperator.Add, IrBuild.Read(count), IrCopy.Copy(length), IrType.Int32), origin);
            IrExpression whole = IrBuild.AsSpan(IrCopy.Copy(list));
            IrExpression added = IrBuild.AsSpan(IrCopy.Copy(source));
            added = source.Type.IsContainer ? new IrSlice(added, IrLiteral.Int(0), IrCopy.Copy(length), added.Type) : added;
            context.ArrayMembers.CopyInto(added, new IrSlice(whole, IrBuild.Read(count), IrCopy.Copy(length), whole.Type), origin);
            context.Emit(new IrAssign(IrBuild.Read(count), IrBinaryOperator.Add, IrCopy.Copy(length)) { Origin = origin });
            return;
        }

        IrExpression start = context.Hoist(Count(IrCopy.Copy(list)), "start");
        IrExpression grow = new IrOpaque(["global::Autodiff.Containers.Grow(", ", ", ")"], [IrCopy.Copy(list), length], IrType.Void, IrEffect.Writes);
        context.Emit(new IrEvaluate(grow) { Origin = origin });
        IrExpression elements = IrBuild.AsSpan(list);
        IrExpression taken = IrBuild.AsSpan(IrCopy.Copy(source));
        taken = source.Type.IsContainer ? new IrSlice(taken, IrLiteral.Int(0), IrCopy.Copy(length), taken.Type) : taken;
        context.ArrayMembers.CopyInto(taken, new IrSlice(elements, start, IrCopy.Copy(length), elements.Type), origin);
    }

    /// <summary>What elements may be taken from: an array, a span or another list.</summary>
    private IOperation? Source(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true } conversion)
        {
            value = conversion.Operand;
        }

        return context.Types.Lower(value.Type) is { IsMemory: true, Element.IsNumber: true } || (Is(value.Type) && !IsOfObjects(value.Type)) ? value : null;
    }

    private bool IsOfObjects(ITypeSymbol? type) => context.Types.Lower(type).IsJagged;

    /// <summary>A list and what is added to it: an object under a name of its own.</summary>
    private IrExpression[] Ordered(IOperation list, IOperation value) =>
        context.InOrder([() => context.Expressions.Value(list), () => Added(context.Types.Lower(list.Type), value)]);

    private IrExpression Added(IrType list, IOperation value) => list.IsJagged ? context.Jagged.Row(value) : context.Expressions.Value(value);
}
