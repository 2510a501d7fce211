using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Fields, properties and indexers: lengths and elements, views of objects, and constants.</summary>
internal sealed class MemberLowering(LoweringContext context)
{
    public IrExpression Field(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        IrType type = context.Types.Lower(field.Type);
        if (field.IsConst)
        {
            return context.Frame.IsForeign && !context.Inliner.IsInReach(field) && field.ConstantValue is { } constant
                ? context.Texts.Named(constant, field.Type)
                : new IrLiteral(StaticText(field), type);
        }

        if ((context.Structs.Field(reference.Instance, field) ?? context.Classes.Field(reference.Instance, field)) is { } part)
        {
            return part;
        }

        if (field.IsStatic && TypeLowering.IsComplex(field.ContainingType))
        {
            return new IrLiteral(StaticText(field), type);
        }

        bool isPure = field.IsReadOnly && IsImmutable(field.Type);
        return Member(reference, reference.Instance, field, type, isPure ? IrEffect.Pure : IrEffect.Reads);
    }

    public IrExpression Property(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        IrType type = context.Types.Lower(property.Type);
        if (property.ContainingType.IsExtension)
        {
            return context.Unsupported(reference, $"The property '{property.Name}', a member of an extension block,", "write it as a method with 'this' on its first parameter");
        }

        if (context.Complexes.Part(property, () => context.Expressions.Value(reference.Instance!)) is { } ofComplex)
        {
            return ofComplex;
        }

        IrType? receiver = reference.Instance is null ? null : context.Types.Lower(reference.Instance.Type);
        if (context.Tensors.Property(reference) is { } ofTensor)
        {
            return ofTensor;
        }

        if (receiver is { IsMemory: true })
        {
            return MemoryMember(reference, receiver);
        }

        if (reference is { Instance: null, ConstrainedToType: ITypeParameterSymbol parameter })
        {
            return !GenericMath.IsUnit(property, type) && GenericMath.IsHidden(context.Types.Arguments?.In(parameter), property)
                ? context.Unsupported(reference, $"'{property.Name}' of '{context.Types.Text(parameter)}', which hides it behind an interface,", "write the number it stands for")
                : GenericMath.Property(context.Types.Text(parameter), property, type);
        }

        if (receiver is { IsContainer: true } && context.Lists.Is(reference.Instance!.Type))
        {
            return context.Lists.Property(reference);
        }

        if (receiver is { IsContainer: true } && property.ContainingType.SpecialType == SpecialType.System_Array && property.Name is "Length" or "Rank")
        {
            return new IrLength(context.Expressions.Value(reference.Instance!), property.Name);
        }

        if (reference.Instance is null && TypeLowering.IsSpan(property.ContainingType) && property.Name == "Empty")
        {
            return new IrLiteral("default", type);
        }

        if (Attributes.Find(property, Attributes.View) is { } view && receiver is { Kind: IrTypeKind.Object })
        {
            return View(reference.Instance!, property.IsIndexer ? IrViewForm.Indexer : IrViewForm.Property, property.IsIndexer ? "Item" : property.Name, view, reference.Arguments, type);
        }

        if ((context.Structs.Field(reference.Instance, property) ?? context.Classes.Field(reference.Instance, property)) is { } part)
        {
            return part;
        }

        if (receiver is { IsStruct: true } or { IsClass: true } && !Attributes.Has(property, Attributes.NoGradient) && (context.StructMembers.Getter(reference) ?? context.Accessors.Field(reference)) is { } computed)
        {
            return computed;
        }

        if (property.IsIndexer)
        {
            return Indexer(reference, type);
        }

        if (receiver is { IsStruct: true } or { IsClass: true } && type.IsDifferentiable && !Attributes.Has(property, Attributes.NoGradient))
        {
            return context.Unsupported(reference, $"The property '{property.Name}', which computes its value,", "make it a [Differentiable] method");
        }

        bool isPure = (property.Name == "Length" && property.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Array)
            || (property.IsStatic && IsImmutable(property.Type) && TypeLowering.IsInSystem(property.ContainingType) && property.ContainingType.SpecialType != SpecialType.None);
        return Member(reference, reference.Instance, property, type, isPure ? IrEffect.Pure : IsComputed(property) ? IrEffect.Computes : IrEffect.Reads);
    }

    /// <summary>Whether a property's getter runs code of the user's: it has no field behind it, and is not the framework's or ours.</summary>
    private static bool IsComputed(IPropertySymbol property) =>
        property.ContainingNamespace?.ToDisplayString() is not { } space
        || (space != "System" && !space.StartsWith("System.", System.StringComparison.Ordinal) && space != "Autodiff.Ops.Spectral"
            && !property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)));

    /// <summary>A member marked <c>[View]</c>, applied to its object.</summary>
    public IrExpression View(
        IOperation instance,
        IrViewForm form,
        string name,
        AttributeData attribute,
        IEnumerable<IArgumentOperation> arguments,
        IrType type)
    {
        List<IArgumentOperation> ordered = arguments.ToList();
        IrExpression[] values = context.InOrder([instance, .. ordered.Select(argument => argument.Value)]);
        var byParameter = new IrExpression[ordered.Count];
        for (int i = 0; i < byParameter.Length; i++)
        {
            byParameter[ordered[i].Parameter?.Ordinal ?? i] = values[i + 1];
        }

        string writable = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Writable").Value.Value as string ?? name;
        return new IrView(values[0], form, name, writable, new(byParameter), type);
    }

    private IrExpression MemoryMember(IPropertyReferenceOperation reference, IrType receiver)
    {
        if (reference.Property.IsIndexer && reference.Arguments is [var index])
        {
            return context.Memory.Element(reference.Instance!, index.Value, reference.Type);
        }

        IrExpression memory = context.Expressions.Value(reference.Instance!);
        return reference.Property.Name switch
        {
            "Length" => new IrLength(memory),
            "LongLength" => new IrConversion(new IrLength(memory), IrType.Int64, IsImplicit: true),
            "Span" when receiver.IsHeldSpan => IrBuild.AsSpan(memory),
            "IsEmpty" => new IrBinary(IrBinaryOperator.Equal, new IrLength(memory), IrLiteral.Int(0), IrType.Boolean),
            _ => new IrOpaque(["", "." + reference.Property.Name], [memory], context.Types.Lower(reference.Type), IrEffect.Pure, IsSink: !receiver.IsDifferentiable || !context.Types.Lower(reference.Type).IsDifferentiable),
        };
    }

    private IrExpression Indexer(IPropertyReferenceOperation reference, IrType type)
    {
        if (reference.Instance is null || reference.Property.RefKind != RefKind.None)
        {
            return Unsupported.Report(context, reference);
        }

        if (context.Types.Lower(reference.Instance.Type).Kind == IrTypeKind.Object && reference.Property.GetMethod is { } getter)
        {
            return context.Calls.Indexer(reference, getter);
        }

        IrExpression[] operands = context.InOrder(new[] { reference.Instance }.Concat(reference.Arguments.Select(argument => argument.Value)));
        string[] parts = [.. Enumerable.Repeat(", ", operands.Length - 2)];
        bool isPure = reference.Property.ContainingType.SpecialType == SpecialType.System_String;
        return new IrOpaque(["", "[", .. parts, "]"], new(operands), type, isPure ? IrEffect.Pure : IsComputed(reference.Property) ? IrEffect.Computes : IrEffect.Reads);
    }

    private IrExpression Member(IOperation reference, IOperation? instance, ISymbol member, IrType type, IrEffect effect)
    {
        string name = Names.Escape(member.Name);
        switch (instance)
        {
            case null when context.Inliner.IsActive && !context.Compilation.IsSymbolAccessibleWithin(member, context.Method.ContainingType):
                context.Report("AD0004", reference.Syntax, $"'{member.Name}', which is not accessible here,", "make it internal");
                return new IrLiteral("default!", type);
            case null:
                return new IrOpaque([StaticText(member)], [], type, effect);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when context.Receiver is null:
                string prefix = instance.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax ? "base." : context.Names.IsLocal(member.Name) ? "this." : string.Empty;
                return new IrOpaque([prefix + name], [], type, effect);
            default:
                IrExpression receiver = context.Expressions.Value(instance);

                // Shapes, counts and reports of a matrix or of eigenpairs carry no derivative, but its parts may.
                if (receiver.Type is { Kind: IrTypeKind.Object, HoldsMemory: false } && DerivativeInterfaces.LeadsTo(reference.Type))
                {
                    type = type with { IsBox = true };
                }

                bool isSink = receiver.Type.IsDifferentiable && !type.IsDifferentiable;
                return new IrOpaque(["", "." + name], [receiver], type, effect, isSink);
        }
    }

    /// <summary>A field or a property of a value that no operation stands for: what a pattern asks about.</summary>
    public IrExpression? OfValue(IrExpression value, ISymbol member, IrType type) => context.Classes.Field(value, member) ?? context.Structs.Field(value, member) ?? (member is IPropertySymbol part ? context.Complexes.Part(part, () => value) : null) ?? member switch
    {
        IFieldSymbol field => new IrOpaque(["", "." + Names.Escape(field.Name)], [value], type, field.IsReadOnly && IsImmutable(field.Type) ? IrEffect.Pure : IrEffect.Reads),
        IPropertySymbol { IsIndexer: false } property => new IrOpaque(["", "." + Names.Escape(property.Name)], [value], type, IsComputed(property) ? IrEffect.Computes : IrEffect.Reads),
        _ => null,
    };

    private string StaticText(ISymbol member)
    {
        string name = Names.Escape(member.Name);
        return SymbolEqualityComparer.Default.Equals(member.ContainingType, context.Method.ContainingType) && !context.Names.IsLocal(member.Name)
            ? name
            : $"{context.Types.ContainerText(member.ContainingType)}.{name}";
    }

    private static bool IsImmutable(ITypeSymbol type) => type.TypeKind == TypeKind.Enum
        || (type is ITypeParameterSymbol parameter && TypeParameters.IsReal(parameter))
        || TypeLowering.IsComplex(type)
        || type.SpecialType is SpecialType.System_String or (>= SpecialType.System_Boolean and <= SpecialType.System_Double);
}
