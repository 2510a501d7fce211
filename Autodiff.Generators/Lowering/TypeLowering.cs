using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Turns types into <see cref="IrType"/>, and remembers every named type whose text it gave away.</summary>
internal sealed class TypeLowering(Compilation? compilation = null, INamedTypeSymbol? within = null)
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly HashSet<INamedTypeSymbol> _mentioned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, IrType> _structs = new(SymbolEqualityComparer.IncludeNullability);
    private readonly HashSet<ITypeSymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>The outermost types whose names stand in texts.</summary>
    public IEnumerable<INamedTypeSymbol> Mentioned => _mentioned;

    /// <summary>What the type parameters in the body that is lowered now stand for; <see langword="null"/> for themselves.</summary>
    public TypeArguments? Arguments { get; set; }

    public IrType Lower(ITypeSymbol? type)
    {
        if (type is null)
        {
            return IrType.Void;
        }

        type = Arguments?.In(type) ?? type;
        MentionComplex(type);
        if (Scalar(type) is { } scalar)
        {
            return scalar;
        }

        switch (type)
        {
            case { SpecialType: SpecialType.System_Void }:
                return IrType.Void;
            case IArrayTypeSymbol { IsSZArray: true } array when Scalar(array.ElementType) is { } element:
                return IrType.ArrayOf(element);
            case IArrayTypeSymbol { IsSZArray: true } array when StructElement(array.ElementType) is { } element:
                return IrType.ArrayOf(element);
            case IArrayTypeSymbol { IsSZArray: true } array when WalkedStruct(array.ElementType) is { } element:
                return IrType.ContainerOf(element.Name + "[]", element);
            case INamedTypeSymbol { TypeArguments: [var argument] } span when IsSpan(span) && StructElement(argument) is { } element:
                Mention(span);
                return span.Name == "Span" ? IrType.SpanOf(element) : IrType.ReadOnlySpanOf(element);
            case INamedTypeSymbol named when StructShape.IsStruct(named) && Struct(named) is { } lowered:
                return lowered;
            case IArrayTypeSymbol { IsSZArray: false } array when Scalar(array.ElementType) is { IsNumber: true } element:
                return IrType.ContainerOf(ContainerText(array), element);
            case IArrayTypeSymbol { IsSZArray: true, ElementType: IArrayTypeSymbol { IsSZArray: true } inner } when Lower(inner) is var row && row is { HoldsMemory: true, Number.IsNumber: true } or { IsWalked: true }:
                return IrType.ContainerOf(row.Name + "[]", row);
            case IArrayTypeSymbol { IsSZArray: true } array when ClassShape.IsClass(array.ElementType) && Lower(array.ElementType) is var element:
                return IrType.ContainerOf(element.Name + "[]", element);
            case INamedTypeSymbol { TypeArguments: [var argument] } span when IsSpan(span) && Scalar(argument) is { } element:
                Mention(span);
                return span.Name == "Span" ? IrType.SpanOf(element) : IrType.ReadOnlySpanOf(element);
            case INamedTypeSymbol { TypeArguments: [var argument] } held when IsHeldSpan(held) && Scalar(argument) is { } element:
                Mention(held);
                return IrType.HeldSpanOf(element, isReadOnly: held.Name == "ReadOnlyMemory");
            case INamedTypeSymbol { TypeArguments: [var argument] } list when IsList(list) && Scalar(argument) is { IsNumber: true } element:
                return IrType.ContainerOf(ContainerText(list), element);
            case INamedTypeSymbol { TypeArguments: [var argument] } list when IsList(list) && ClassShape.IsClass(argument):
                return IrType.ContainerOf(ContainerText(list), Lower(argument));
            case INamedTypeSymbol { TypeArguments: [var argument] } tensor when TensorLowering.IsTensor(tensor) && Scalar(argument) is { IsReal: true } element:
                Mention(tensor);
                return tensor.Name == "Tensor" ? IrType.TensorOf(element) : IrType.TensorSpanOf(element, isReadOnly: tensor.Name == "ReadOnlyTensorSpan");
            case INamedTypeSymbol named when ClassShape.IsClass(named):
                return Class(named);
            case INamedTypeSymbol { TypeKind: TypeKind.Class } named when IsDifferentiableObject(named):
                return new IrType(IrTypeKind.Object, ContainerText(named));
            default:
                return new IrType(IrTypeKind.Other, Text(type), IsReference: type.IsReferenceType, IsIntegral: IsIntegral(type)) { IsRefLike = type.IsRefLikeType };
        }
    }

    /// <summary>A struct as an element of memory: one that holds no memory of its own.</summary>
    private IrType? StructElement(ITypeSymbol type) =>
        type is INamedTypeSymbol named && StructShape.IsStruct(named) && Struct(named) is { HasMemoryFields: false } element ? element : null;

    /// <summary>A struct that leads to memory as an element of an array.</summary>
    private IrType? WalkedStruct(ITypeSymbol type) =>
        StructShape.CanBeWalked(type) && Struct((INamedTypeSymbol)type) is { HasMemoryFields: true } element ? element : null;

    /// <summary>The struct with its fields; <see langword="null"/> inside its own fields, which an array may lead back to.</summary>
    private IrType? Struct(INamedTypeSymbol type)
    {
        if (_structs.TryGetValue(type, out IrType? known))
        {
            return known;
        }

        if (!_open.Add(type))
        {
            return null;
        }

        IrType lowered = Generic(type, new IrType(
            IrTypeKind.Struct,
            Text(type),
            Fields: StructShape.Fields(type).Select(field => Field(type, field)).ToEquatableArray(),
            IsTuple: type.IsTupleType));
        _open.Remove(type);
        return _structs[type] = lowered;
    }

    private IrType Class(INamedTypeSymbol type) => Generic(type, IrType.ClassOf(ContainerText(type), HoldsStructsOfMemory(type)));

    /// <summary>What else is known of a type that has type parameters.</summary>
    private IrType Generic(INamedTypeSymbol type, IrType lowered)
    {
        if (type is not { IsTupleType: false, IsGenericType: true, ContainingType: null or { IsGenericType: false } })
        {
            return lowered;
        }

        bool isDefinition = SymbolEqualityComparer.Default.Equals(type, type.OriginalDefinition);
        return lowered with
        {
            Definition = isDefinition ? null : DefinitionOf(type),
            Arguments = type.TypeArguments.Select(Text).ToEquatableArray(),
            Clauses = isDefinition ? TypeParameters.Clauses(type.TypeParameters, this).ToEquatableArray() : [],
        };
    }

    private IrType? DefinitionOf(INamedTypeSymbol type)
    {
        IrType definition = Within(null, () => Lower(type.OriginalDefinition));
        return definition.IsStruct || definition.IsClass ? definition : null;
    }

    /// <summary>Lowers something in which type parameters stand for these.</summary>
    public T Within<T>(TypeArguments? arguments, System.Func<T> lower)
    {
        (TypeArguments? outer, Arguments) = (Arguments, arguments);
        try
        {
            return lower();
        }
        finally
        {
            Arguments = outer;
        }
    }

    /// <summary>A field of a tuple, a struct or a class, as code sees it.</summary>
    public IrStructField Field(INamedTypeSymbol type, IFieldSymbol field)
    {
        IrType lowered = Lower(field.Type);
        if (type.IsTupleType)
        {
            return new IrStructField(Names.Escape(field.Name), lowered, IrFieldAccess.Field, field.Name);
        }

        IPropertySymbol? property = StructShape.PropertyBehind(field);
        ISymbol reader = StructShape.Reader(field);
        if (Attributes.Has(reader, Attributes.NoGradient) && lowered.IsDifferentiable)
        {
            lowered = new IrType(IrTypeKind.Other, lowered.Name, IsReference: field.Type.IsReferenceType);
        }

        string? declared = type is { TypeKind: TypeKind.Class, IsGenericType: true } ? Within(null, () => Text(field.OriginalDefinition.Type)) : null;
        if (CapturedParameters.NameOf(field) is { } captured)
        {
            return new IrStructField(Names.Escape(captured), lowered, IrFieldAccess.Hidden, field.Name) { IsCaptured = true, Declared = declared };
        }

        IrFieldAccess access = !IsAccessible(reader) || (property is not null && !StructShape.IsAutomatic(property)) ? IrFieldAccess.Hidden
            : property is null ? (field.IsReadOnly ? IrFieldAccess.ReadOnly : IrFieldAccess.Field)
            : property.GetMethod is not { } getter || !IsAccessible(getter) ? IrFieldAccess.Hidden
            : property.SetMethod is not { } setter || !IsAccessible(setter) ? IrFieldAccess.ReadOnly
            : setter.IsInitOnly ? IrFieldAccess.Initializer
            : IrFieldAccess.Property;
        return new IrStructField(Names.Escape(reader.Name), lowered, access, field.Name) { Declared = declared };
    }

    private bool IsAccessible(ISymbol member) => compilation is not null && within is not null
        ? compilation.IsSymbolAccessibleWithin(member, within)
        : member.DeclaredAccessibility == Accessibility.Public;

    /// <summary>Whether a variable of the type leads to an object, and may lead to another later, its shadow beside it.</summary>
    public bool MayMove(ITypeSymbol? type) => Lower(type) is { Kind: IrTypeKind.Object, IsTensorSpan: false };

    private bool HoldsStructsOfMemory(INamedTypeSymbol type)
    {
        if (!_open.Add(type))
        {
            return true;
        }

        bool holds = type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && StructShape.IsStruct(field.Type) && Field(type, field).Type.HasMemoryFields);
        _open.Remove(type);
        return holds;
    }

    /// <summary>The type in C#, with <c>global::</c>.</summary>
    public string Text(ITypeSymbol type)
    {
        type = Arguments?.In(type) ?? type;
        Mention(type);
        return type.ToDisplayString(Format);
    }

    /// <summary>The type in C# as the container of a static member or after <c>new</c>.</summary>
    public string ContainerText(ITypeSymbol type) => Text(type.WithNullableAnnotation(NullableAnnotation.None));

    public static bool IsSpan(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 } named && IsInSystem(named);

    /// <summary><c>Memory</c> and <c>ReadOnlyMemory</c>.</summary>
    public static bool IsHeldSpan(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", Arity: 1 } named && IsInSystem(named);

    public static bool IsList(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "List", Arity: 1, ContainingNamespace: { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };

    public static bool IsInSystem(ISymbol symbol) =>
        symbol.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>
    /// Whether a derivative with respect to the type is meant to exist one day, so that it must not silently be a constant now.
    /// </summary>
    public static bool IsNotYetDifferentiable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsUnsupportedArray(array),
        ITypeParameterSymbol parameter => !TypeParameters.IsReal(parameter) && !TypeParameters.Has(parameter, "IBinaryInteger")
            && parameter.ConstraintTypes.Any(TypeParameters.IsOfNumbers),
        INamedTypeSymbol named when InlineArrayLowering.Shape(named) is { } shape => IsRealOrMore(shape.Element),
        INamedTypeSymbol named when StructShape.IsStruct(named) => StructShape.Fields(named).Any(field => !StructShape.IsConstant(field) && (IsNotYetDifferentiable(field.Type) || HoldsUnshadowed(field.Type))),
        INamedTypeSymbol named when named.TypeArguments.Any(IsRealOrMore) => IsSpan(named)
            ? named.TypeArguments.Any(argument => IsNotYetDifferentiable(argument) || StructShape.HoldsMemory(argument) || ClassShape.IsClass(argument))
            : (IsInSystem(named) && named.Name is "ArraySegment")
                || (IsList(named) ? !IsSupportedElement(named.TypeArguments[0]) : IsHeldSpan(named) && Scalar(named.TypeArguments[0]) is null)
                || (named.ContainingNamespace?.ToDisplayString() == "System.Numerics.Tensors" && !(TensorLowering.IsTensor(named) && Scalar(named.TypeArguments[0]) is { IsComplex: false })),
        _ => Attributes.Has(type, Attributes.Differentiable) && !ClassShape.IsClass(type),
    };

    /// <summary>Numbers in one rectangular array or in arrays of arrays, and structs in a plain array, are supported.</summary>
    private static bool IsUnsupportedArray(IArrayTypeSymbol array)
    {
        ITypeSymbol innermost = array;
        bool isJagged = true;
        while (innermost is IArrayTypeSymbol outer)
        {
            isJagged &= outer.IsSZArray;
            innermost = outer.ElementType;
        }

        bool isNested = array.ElementType is IArrayTypeSymbol;
        return Scalar(innermost) is { } scalar ? scalar.IsNumber && isNested && !isJagged
            : ClassShape.IsClass(innermost) ? !isJagged
            : StructShape.HoldsMemory(innermost) ? isNested || !isJagged || !StructShape.CanBeWalked(innermost)
            : IsRealOrMore(innermost) && (isNested || !isJagged || IsNotYetDifferentiable(innermost));
    }

    /// <summary>What a list may hold: numbers, or objects of marked classes.</summary>
    private static bool IsSupportedElement(ITypeSymbol type) => Scalar(type) is not null || ClassShape.IsClass(type);

    /// <summary>An interface of a collection of numbers: whoever passes one means the numbers, but it has no shadow.</summary>
    public static bool IsCollectionOfReals(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface, TypeArguments: [var element] }
        && type.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic"
        && (Scalar(element) is { IsNumber: true } || ClassShape.IsClass(element));

    /// <summary>Whether a field of the type leads to numbers that have no shadow there.</summary>
    private static bool HoldsUnshadowed(ITypeSymbol type) => IsCollectionOfReals(type) || type is INamedTypeSymbol { Name: "ReadOnlyMemory" }
        || (type is INamedTypeSymbol { IsTupleType: false, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } generic
            && !(StructShape.IsStruct(generic) || IsList(generic) || IsHeldSpan(generic) || TensorLowering.IsTensor(generic) || IsDifferentiableObject(generic))
            && generic.TypeArguments.Any(IsRealOrMore));

    private static bool IsIntegral(ITypeSymbol type) => type.TypeKind == TypeKind.Enum
        || type.SpecialType is (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) or SpecialType.System_Char;

    private static bool IsRealOrMore(ITypeSymbol type) => Scalar(type) is { IsNumber: true } || IsNotYetDifferentiable(type) || ClassShape.IsClass(type)
        || (type is IArrayTypeSymbol array && IsRealOrMore(array.ElementType))
        || (type is INamedTypeSymbol named && StructShape.IsStruct(named) && StructShape.Fields(named).Any(field => IsRealOrMore(field.Type)));

    private static IrType? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        _ when type is ITypeParameterSymbol parameter => TypeParameters.IsReal(parameter) ? IrType.Generic(Names.Escape(parameter.Name)) : null,
        SpecialType.System_Double => IrType.Double,
        SpecialType.System_Single => IrType.Single,
        SpecialType.System_Int32 => IrType.Int32,
        SpecialType.System_Int64 => IrType.Int64,
        SpecialType.System_Boolean => IrType.Boolean,
        _ => IsComplex(type) ? IrType.Complex : null,
    };

    /// <summary>Whether it is the framework's type of complex numbers.</summary>
    public static bool IsComplex(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Complex", Arity: 0, TypeKind: TypeKind.Struct, ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    public static bool IsDifferentiableObject(INamedTypeSymbol type) => type.AllInterfaces.Any(candidate =>
        candidate is { Name: "IDifferentiableObject", Arity: 1 }
        && candidate.ContainingNamespace is { Name: "Autodiff", ContainingNamespace.IsGlobalNamespace: true }
        && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type));

    /// <summary>The one number type, in arrays or by itself, whose name is no keyword.</summary>
    private void MentionComplex(ITypeSymbol type)
    {
        while (type is IArrayTypeSymbol array)
        {
            type = array.ElementType;
        }

        if (IsComplex(type))
        {
            Mention(type);
        }
    }

    private void Mention(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Mention(array.ElementType);
                break;
            case INamedTypeSymbol named:
                foreach (ITypeSymbol argument in named.TypeArguments)
                {
                    Mention(argument);
                }

                INamedTypeSymbol outermost = named;
                while (outermost.ContainingType is { } containing)
                {
                    outermost = containing;
                }

                if (Scalar(outermost) is null or { IsComplex: true } && outermost.TypeKind != TypeKind.Error)
                {
                    _mentioned.Add(outermost.OriginalDefinition);
                }

                break;
        }
    }
}
