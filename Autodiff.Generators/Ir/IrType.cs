using System.Linq;

namespace Autodiff.Generators.Ir;

internal enum IrTypeKind
{
    Void,
    Double,
    Single,

    /// <summary>A type parameter that stands for a type of real numbers.</summary>
    Generic,

    /// <summary><c>System.Numerics.Complex</c>: its adjoint z̄ = ∂L/∂Re z + i ∂L/∂Im z is complex, too.</summary>
    Complex,
    Int32,
    Int64,
    Boolean,

    /// <summary>A one-dimensional array.</summary>
    Array,

    /// <summary>A writable span, or a <c>Memory</c>.</summary>
    Span,

    /// <summary>A read-only span, or a <c>ReadOnlyMemory</c>.</summary>
    ReadOnlySpan,

    /// <summary>
    /// A class that implements <c>IDifferentiableObject&lt;TSelf&gt;</c> (a matrix, eigenpairs), one of the user's marked
    /// <c>[Differentiable]</c>, or a container of the framework: a rectangular array, a list, a tensor.
    /// </summary>
    Object,

    /// <summary>A tuple, or a struct marked <c>[Differentiable]</c>: a value made of fields.</summary>
    Struct,

    /// <summary>Every other type: a constant for differentiation.</summary>
    Other,
}

/// <summary>The type of a value.</summary>
/// <param name="Kind">What differentiation needs to know of it.</param>
/// <param name="Name">The type in C#: keywords for the built-in types, else with <c>global::</c>.</param>
/// <param name="Element">The element type of an array, a span or a container.</param>
/// <param name="IsReference">For <see cref="IrTypeKind.Other"/>: whether it is a class, an interface or a delegate.</param>
/// <param name="IsIntegral">For <see cref="IrTypeKind.Other"/>: whether it is an enum or an integer, and hence fits a long.</param>
/// <param name="Fields">The fields of a struct.</param>
/// <param name="IsTuple">For a struct: whether it is a tuple.</param>
internal sealed record IrType(
    IrTypeKind Kind,
    string Name,
    IrType? Element = null,
    bool IsReference = false,
    bool IsIntegral = false,
    EquatableArray<IrStructField> Fields = default,
    bool IsTuple = false)
{
    private const string Tensors = "global::System.Numerics.Tensors.";

    public static readonly IrType Void = new(IrTypeKind.Void, "void");
    public static readonly IrType Double = new(IrTypeKind.Double, "double");
    public static readonly IrType Single = new(IrTypeKind.Single, "float");
    public static readonly IrType Complex = new(IrTypeKind.Complex, "global::System.Numerics.Complex");
    public static readonly IrType Int32 = new(IrTypeKind.Int32, "int");
    public static readonly IrType Int64 = new(IrTypeKind.Int64, "long");
    public static readonly IrType Boolean = new(IrTypeKind.Boolean, "bool");
    public static readonly IrType Tape = new(IrTypeKind.Other, "global::Autodiff.Tape", IsReference: true);

    /// <summary>For <see cref="IrTypeKind.Other"/> and tensors: whether its values live on the stack only, and so cannot be kept.</summary>
    public bool IsRefLike { get; init; }

    /// <summary>For a struct or a class of a generic type: that type over its own type parameters.</summary>
    public IrType? Definition { get; init; }

    /// <summary>What is put in for the type parameters of <see cref="Definition"/>, or those themselves.</summary>
    public EquatableArray<string> Arguments { get; init; }

    /// <summary>The <c>where</c> clauses of a generic type.</summary>
    public EquatableArray<string> Clauses { get; init; }

    /// <summary>For <see cref="IrTypeKind.Other"/>: whether it is an interface that a differentiable struct stands behind, in a box.</summary>
    public bool IsBox { get; init; }

    /// <summary>Whether it is a class marked <c>[Differentiable]</c>, whose fields are views and places.</summary>
    public bool IsClass { get; init; }

    /// <summary>Whether a field of such a class is a struct with arrays, spans or objects in it.</summary>
    public bool HoldsStructsOfMemory { get; init; }

    public bool IsReal => Kind is IrTypeKind.Double or IrTypeKind.Single or IrTypeKind.Generic;

    public bool IsComplex => Kind == IrTypeKind.Complex;

    /// <summary>Whether it is a number that has an adjoint of its own type.</summary>
    public bool IsNumber => IsReal || IsComplex;

    public bool IsInteger => Kind is IrTypeKind.Int32 or IrTypeKind.Int64;

    public bool IsMemory => Kind is IrTypeKind.Array or IrTypeKind.Span or IrTypeKind.ReadOnlySpan;

    /// <summary>Whether it is a <c>Memory</c>: a span that the heap may hold, to be asked for its span.</summary>
    public bool IsHeldSpan => IsSpan && Name.Contains("Memory<");

    public bool IsSpan => Kind is IrTypeKind.Span or IrTypeKind.ReadOnlySpan;

    public bool IsStruct => Kind == IrTypeKind.Struct;

    /// <summary>Whether it is an object of the framework whose elements are places: <c>double[,]</c>.</summary>
    public bool IsContainer => Kind == IrTypeKind.Object && Element is not null;

    /// <summary>Whether it is an array of arrays, whose elements are rows, or an array or a list of objects, which are rows of fields.</summary>
    public bool IsJagged => IsContainer && Element!.HoldsMemory;

    /// <summary>
    /// Whether shadows, copies and sums of it are made by a walk over fields: an object of a class, or what holds such objects
    /// or structs that lead to memory.
    /// </summary>
    public bool IsWalked => IsClass || (IsContainer && (Element!.IsWalked || Element.HasMemoryFields));

    /// <summary>Whether it is an array or a list of structs that lead to memory.</summary>
    public bool HoldsStructs => IsContainer && Element!.HasMemoryFields;

    /// <summary>The class of the runtime that makes shadows, copies and sums of it.</summary>
    public string Runtime => IsWalked ? "global::Autodiff.Objects" : "global::Autodiff.Containers";

    /// <summary>Whether it is a list.</summary>
    public bool IsList => IsContainer && Name.StartsWith("global::System.Collections.Generic.List<", System.StringComparison.Ordinal);

    /// <summary>Whether it is a tensor of <c>System.Numerics.Tensors</c> or a span of one.</summary>
    public bool IsTensor => IsContainer && Name.StartsWith(Tensors, System.StringComparison.Ordinal);

    /// <summary>Whether it is a span of a tensor, which lives on the stack.</summary>
    public bool IsTensorSpan => IsTensor && IsRefLike;

    /// <summary>Whether it is a <c>ReadOnlyTensorSpan</c>.</summary>
    public bool IsReadOnlyTensor => IsTensorSpan && Name.StartsWith(Tensors + "ReadOnly", System.StringComparison.Ordinal);

    /// <summary>Whether the adjoint of a parameter of the type is a seed: a span that can be written.</summary>
    public bool IsWritableSpan => Kind == IrTypeKind.Span || (IsTensorSpan && !IsReadOnlyTensor);

    /// <summary>The type of memory of its own with the same elements: a tensor, for a span of one.</summary>
    public IrType Owned => IsTensorSpan ? TensorOf(Element!) : this;

    /// <summary>The type through which its elements are written.</summary>
    public IrType Writable => IsReadOnlyTensor ? TensorSpanOf(Element!, isReadOnly: false) : this;

    /// <summary>The type of the numbers in it, however deep.</summary>
    public IrType? Number => IsWalked || Element is null ? null : Element.Number ?? Element;

    /// <summary>Whether it holds elements or fields in memory that several variables may lead to, and that code may change.</summary>
    public bool HoldsMemory => IsMemory || IsContainer || IsClass;

    /// <summary>Whether a variable of the type leads to memory or to an object.</summary>
    public bool IsReferring => IsMemory || Kind == IrTypeKind.Object;

    /// <summary>Whether values of the type have a shadow.</summary>
    public bool IsDifferentiable => IsNumber || IsBox || Kind == IrTypeKind.Object
        || (IsMemory && Element is { IsNumber: true } or { IsStruct: true, IsDifferentiable: true })
        || (IsStruct && Fields.Any(part => part.Type.IsDifferentiable));

    /// <summary>Whether a struct has arrays, spans or objects in it.</summary>
    public bool HasMemoryFields => IsStruct && Fields.Any(part => part.Type.IsMemory || part.Type.Kind == IrTypeKind.Object || part.Type.HasMemoryFields);

    /// <summary>Whether a struct has arrays or objects in it that have shadows: its adjoint is a place that leads to them.</summary>
    public bool HasShadowFields => IsStruct && Fields.Any(part => part.Type is { IsReferring: true, IsDifferentiable: true } || part.Type.HasShadowFields);

    /// <summary>A type parameter of real numbers, by its name.</summary>
    public static IrType Generic(string name) => new(IrTypeKind.Generic, name);

    public static IrType ArrayOf(IrType element) => new(IrTypeKind.Array, element.Name + "[]", element);

    public static IrType SpanOf(IrType element) => new(IrTypeKind.Span, $"global::System.Span<{element.Name}>", element);

    public static IrType HeldSpanOf(IrType element, bool isReadOnly) => isReadOnly
        ? new(IrTypeKind.ReadOnlySpan, $"global::System.ReadOnlyMemory<{element.Name}>", element)
        : new(IrTypeKind.Span, $"global::System.Memory<{element.Name}>", element);

    public static IrType ReadOnlySpanOf(IrType element) =>
        new(IrTypeKind.ReadOnlySpan, $"global::System.ReadOnlySpan<{element.Name}>", element);

    public static IrType ClassOf(string name, bool holdsStructsOfMemory) => new(IrTypeKind.Object, name) { IsClass = true, HoldsStructsOfMemory = holdsStructsOfMemory };

    public static IrType ContainerOf(string name, IrType element) => new(IrTypeKind.Object, name, element);

    public static IrType TensorOf(IrType element) => ContainerOf($"{Tensors}Tensor<{element.Name}>", element);

    public static IrType TensorSpanOf(IrType element, bool isReadOnly) =>
        ContainerOf($"{Tensors}{(isReadOnly ? "ReadOnly" : string.Empty)}TensorSpan<{element.Name}>", element) with { IsRefLike = true };

    public override string ToString() => Name;
}
