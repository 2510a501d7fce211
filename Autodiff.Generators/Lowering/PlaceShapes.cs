using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// The kinds of places that one reference may lead to. Two places have one shape when only their indices differ, or
/// the arrays that they are elements of.
/// </summary>
/// <param name="own">Variables that are out of scope where the reference is used.</param>
internal sealed class PlaceShapes(LoweringContext context, HashSet<IrVariable>? own = null)
{
    private readonly List<IrExpression> _found = [];

    public IReadOnlyList<IrExpression> Found => _found;

    /// <summary>Adds the shapes of a place that is not lowered yet; false for one whose shape cannot be told.</summary>
    public bool Add(IOperation place)
    {
        List<IrExpression>? templates = Templates(place);
        return templates is not null && templates.All(Add);
    }

    public bool Add(IrExpression place)
    {
        if (place is IrSelect select)
        {
            return Add(select.WhenTrue) && Add(select.WhenFalse);
        }

        var parts = new List<IrExpression>();
        IrExpression shape = Of(place, parts);
        bool isKnown = !parts.Any(part => part.Type.IsReferring && part.Type is not ({ Kind: IrTypeKind.Array } or { Kind: IrTypeKind.Object, IsTensorSpan: false }))
            && !(own is not null && shape.Variables().Any(own.Contains));
        if (isKnown && !_found.Contains(shape))
        {
            _found.Add(shape);
        }

        return isKnown;
    }

    /// <summary>Which of the shapes a place has, and what is in its holes; −1 for none.</summary>
    public int IndexOf(IrExpression place, List<IrExpression> parts)
    {
        int found = _found.FindIndex(Of(place, parts).Equals);
        if (found < 0)
        {
            // Any array will do where the shape has a hole for one.
            parts.Clear();
            found = _found.FindIndex(Of(place, parts, isRootPart: true).Equals);
        }

        return found;
    }

    public static bool IsHole(IrExpression part) => part is IrLiteral { Text: "?" };

    /// <summary>A place with holes for what changes: its indices, and an array that is in no variable which stays what it is.</summary>
    private IrExpression Of(IrExpression place, List<IrExpression> parts, bool isRootPart = false)
    {
        return place switch
        {
            IrField field => new IrField(Of(field.Target, parts, isRootPart), field.Index),
            IrElement element => new IrElement(Root(element.Memory), Hole(element.Index)),
            IrView { Receiver.Type.IsStruct: true } part => part with { Receiver = Of(part.Receiver, parts, isRootPart) },
            IrView view => view with { Receiver = Root(view.Receiver), Arguments = view.Arguments.Select(Hole).ToEquatableArray() },
            _ => place,
        };

        IrExpression Root(IrExpression root) => root is IrThis
            || (!isRootPart && root is IrVariableReference { Variable: var variable } && !context.AssignedArrays.Contains(variable) && own?.Contains(variable) != true)
            ? root
            : Hole(root);

        IrExpression Hole(IrExpression part)
        {
            parts.Add(part);
            return new IrLiteral("?", part.Type);
        }
    }

    private List<IrExpression>? Templates(IOperation place)
    {
        switch (place)
        {
            case IParenthesizedOperation parenthesized:
                return Templates(parenthesized.Operand);
            case IConditionalOperation { IsRef: true, WhenFalse: { } otherwise } conditional:
                return Templates(conditional.WhenTrue) is { } first && Templates(otherwise) is { } second ? [.. first, .. second] : null;
            case ILocalReferenceOperation local:
                return context.Frame.Find(local.Local) is { } bound ? [bound]
                    : context.Types.Lower(local.Type) is { IsClass: true } later ? [new IrLiteral("?", later)]
                    : null;
            case IParameterReferenceOperation parameter:
                return context.Frame.Find(parameter.Parameter) is { } given ? [given] : null;
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return Element(element.ArrayReference);
            case IInlineArrayAccessOperation { Argument.Type.SpecialType: SpecialType.System_Int32 } access when context.InlineArrays.TypeOf(access.Instance.Type) is not null:
                return Element(access.Instance);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } when context.Types.Lower(span.Type).IsSpan:
                return Element(span);
            case IImplicitIndexerReferenceOperation indexer when context.Types.Lower(indexer.Instance.Type).IsMemory:
                return Element(indexer.Instance);
            case IFieldReferenceOperation { Instance: { } instance, Field: var field } when Templates(instance) is { } owners:
                List<IrExpression?> fields = [.. owners.SelectMany(owner => owner is IrSelect select ? new[] { select.WhenTrue, select.WhenFalse } : [owner]).Select(owner => Field(owner, instance, field))];
                return fields.Contains(null) ? null : [.. fields.OfType<IrExpression>()];
            default:
                return null;
        }
    }

    private IrExpression? Field(IrExpression owner, IOperation instance, IFieldSymbol field) =>
        owner.Type.IsStruct && instance.Type is { } type && StructShape.IndexOf(type, field) is >= 0 and var index ? IrBuild.Field(owner, index)
        : owner.Type.IsClass ? context.Classes.Field(owner, field)
        : null;

    private List<IrExpression>? Element(IOperation memory)
    {
        ISymbol? named = memory is ILocalReferenceOperation local ? local.Local : (memory as IParameterReferenceOperation)?.Parameter;
        IrExpression root = (named is null ? null : context.Frame.Find(named)) ?? new IrLiteral("?", context.Types.Lower(memory.Type));
        return root.Type.IsMemory ? [new IrElement(root, new IrLiteral("?", IrType.Int32))] : null;
    }
}
