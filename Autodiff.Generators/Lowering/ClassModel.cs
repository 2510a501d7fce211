using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Turns a class marked <c>[Differentiable]</c> into <see cref="IrClass"/>, which knows no symbols.</summary>
internal static class ClassModel
{
    /// <summary>The class, or <see langword="null"/> for one whose objects can have no shadows: the analyzer says why.</summary>
    public static IrClass? Of(INamedTypeSymbol type, Compilation compilation)
    {
        if (!ClassShape.IsClass(type))
        {
            return null;
        }

        var types = new TypeLowering(compilation, type);
        return new IrClass(
            HintName(type, "Shadow"),
            Space(type),
            Headers(type),
            type.Arity == 0 ? Names.Escape(type.Name) : $"{Names.Escape(type.Name)}<{string.Join(", ", type.TypeParameters.Select(parameter => Names.Escape(parameter.Name)))}>",
            ClassShape.Fields(type).Select(field => new IrClassField(types.Field(type, field), StructShape.PropertyBehind(field) is not null || CapturedParameters.NameOf(field) is not null, field.IsReadOnly)).ToEquatableArray());
    }

    /// <summary>A struct that leads to memory, so that arrays of it can have shadows; <see langword="null"/> for any other.</summary>
    public static IrStructModel? OfStruct(INamedTypeSymbol type, Compilation compilation) => StructShape.CanBeWalked(type)
        ? new IrStructModel(HintName(type, "Shadow"), Space(type), Headers(type), new TypeLowering(compilation, type).Lower(type))
        : null;

    public static string HintName(INamedTypeSymbol type, string suffix) =>
        (Space(type) is { Length: > 0 } space ? space.Replace("@", string.Empty) + "." : string.Empty) + string.Join(".", SignatureLowering.Around(type).Reverse().Select(outer => outer.Arity == 0 ? outer.Name : $"{outer.Name}-{outer.Arity}")) + $"-{suffix}.g.cs";

    public static string Space(INamedTypeSymbol type) => type.ContainingNamespace is { IsGlobalNamespace: false } containing ? containing.ToDisplayString() : string.Empty;

    public static EquatableArray<string> Headers(INamedTypeSymbol type) => SignatureLowering.Around(type).Reverse().Select(SignatureLowering.Header).ToEquatableArray();
}
