using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary><c>new</c>: to each kind of type its own way of coming into being.</summary>
internal sealed class CreationLowering(LoweringContext context)
{
    public IrExpression Lower(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
        {
            return Unsupported.Report(context, creation);
        }

        if (CallTarget.RunsElsewhere(constructor))
        {
            return context.Unsupported(creation, $"A '{constructor.ContainingType.Name}'", "write a loop: the sweeps and their tape belong to one thread");
        }

        if (CallLowering.ByReference(creation.Arguments) is { } reference)
        {
            return context.Unsupported(reference, "An argument passed by reference", "use a method that returns its value");
        }

        if (context.Lists.Create(creation) is { } list)
        {
            return list;
        }

        string text = "new " + context.Types.ContainerText(creation.Type!);
        IrType type = context.Types.Lower(creation.Type!.WithNullableAnnotation(NullableAnnotation.None));
        if (type.IsComplex && creation.Initializer is null)
        {
            return context.Complexes.Create(creation);
        }

        if (type.IsStruct)
        {
            return context.Structs.Create(creation, type) ?? context.Unsupported(creation, "A constructor that computes", "set the fields with an initialiser, or make the struct a record");
        }

        if (type.IsClass)
        {
            return context.Classes.Create(creation, type);
        }

        List<ISimpleAssignmentOperation> members = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Where(IsMember).ToList() ?? [];
        if (creation.Initializer is { } initializer && (type.Kind != IrTypeKind.Other || members.Count != initializer.Initializers.Length))
        {
            return (type.Kind == IrTypeKind.Other ? context.InactiveTexts.Lower(creation.Syntax, creation.Type) : null) ?? Unsupported.Report(context, initializer);
        }

        if (context.Tensors.Creation(creation, type) is { } tensor)
        {
            return tensor;
        }

        if (type.Kind != IrTypeKind.Other)
        {
            return type.IsSpan
                ? SpanOver(creation, type)
                : context.Calls.Constructor(constructor, creation, text);
        }

        bool isSink = CallTarget.IsException(creation.Type);
        List<IrExpression> operands = context.Calls.Written(creation.Arguments, isSink);
        string[] separators = [.. Enumerable.Repeat(", ", Math.Max(0, operands.Count - 1))];
        bool isPlainValue = creation.Type.IsValueType && TypeLowering.IsInSystem(creation.Type);
        List<string> parts = operands.Count == 0 ? [text + "()"] : [text + "(", .. separators, ")"];
        if (members.Count > 0)
        {
            int mark = context.Output.Count;
            IrExpression[] values = context.InOrder(members.Select(member => member.Value));
            IrExpression[] before = [.. operands];
            context.Protect(before, before.Length, mark);
            operands = [.. before, .. values];
            for (int i = 0; i < members.Count; i++)
            {
                parts[parts.Count - 1] += (i == 0 ? " { " : ", ") + MemberName(members[i]) + " = ";
                parts.Add(string.Empty);
            }

            parts[parts.Count - 1] = " }";
        }

        return new IrOpaque(parts.ToEquatableArray(), operands.ToEquatableArray(), type, isPlainValue ? IrEffect.Pure : IrEffect.Writes, isSink);
    }

    /// <summary><c>new Span&lt;double&gt;(array)</c> or of a part of one: <c>AsSpan</c>.</summary>
    private IrExpression SpanOver(IObjectCreationOperation creation, IrType type)
    {
        List<IOperation> arguments = CallLowering.InParameterOrder(creation.Arguments);
        return arguments.Count > 0 && context.Types.Lower(arguments[0].Type).Kind == IrTypeKind.Array
            ? context.Memory.Slice(arguments[0], arguments.Skip(1).ToList(), type)
            : context.Unsupported(creation, "A span made by its constructor", "use AsSpan, Slice or a range");
    }

    /// <summary>A field or a property of the object that an initialiser sets; no indexer.</summary>
    private static bool IsMember(ISimpleAssignmentOperation assignment) => assignment.Target is IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false };

    private static string MemberName(ISimpleAssignmentOperation assignment) => Names.Escape(((IMemberReferenceOperation)assignment.Target).Member.Name);
}
