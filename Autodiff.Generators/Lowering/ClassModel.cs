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
        INamedTypeSymbol[] around = [.. SignatureLowering.Around(type).Reverse()];
        string space = type.ContainingNamespace is { IsGlobalNamespace: false } containing ? containing.ToDisplayString() : string.Empty;
        string path = string.Join(".", around.Select(outer => outer.Arity == 0 ? outer.Name : $"{outer.Name}-{outer.Arity}"));
        return new IrClass(
            (space.Length > 0 ? space.Replace("@", string.Empty) + "." : string.Empty) + path + "-Shadow.g.cs",
            space,
            around.Select(SignatureLowering.Header).ToEquatableArray(),
            type.Arity == 0 ? Names.Escape(type.Name) : $"{Names.Escape(type.Name)}<{string.Join(", ", type.TypeParameters.Select(parameter => Names.Escape(parameter.Name)))}>",
            ClassShape.Fields(type).Select(field => new IrClassField(types.Field(type, field), StructShape.PropertyBehind(field) is not null || CapturedParameters.NameOf(field) is not null, field.IsReadOnly)).ToEquatableArray());
    }
}
