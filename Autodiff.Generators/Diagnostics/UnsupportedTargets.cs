using Autodiff.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Diagnostics;

/// <summary>What to say of a declaration that cannot be differentiable yet, and what to do instead.</summary>
internal static class UnsupportedTargets
{
    /// <summary>What is wrong, or <see langword="null"/> for a type that can be.</summary>
    public static (string What, string Instead)? Describe(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type when StructShape.IsStruct(type) => null,
        IPropertySymbol or IMethodSymbol when IsPartOfStruct(symbol) => null,
        INamedTypeSymbol { TypeKind: TypeKind.Class } type => ClassShape.Problem(type),
        INamedTypeSymbol { IsRefLikeType: true } type => ($"the ref struct '{type.Name}'", "make it a struct that holds numbers"),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } type => ($"the struct '{type.Name}'", StructShape.WayOut(type)),
        INamedTypeSymbol type => ($"the type '{type.Name}'", "pass its numbers to the method as parameters"),
        IMethodSymbol { ContainingType.IsExtension: true, MethodKind: MethodKind.Ordinary } => null,
        IMethodSymbol or IPropertySymbol when symbol.ContainingType is { IsExtension: true } => ($"'{symbol.Name}' in an extension block", "write it as a method with 'this' on its first parameter"),
        IPropertySymbol property => ($"the property '{property.Name}'", "write a method that returns its value"),
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor => ($"a constructor of '{constructor.ContainingType.Name}'", "write a rule for it with [VjpOf], under the name \".ctor\""),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } function => ($"the local function '{function.Name}'", "make it a method of the type"),
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => ("a lambda", "make it a method of the type"),
        IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } accessor => ($"an accessor of '{accessor.AssociatedSymbol?.Name}'", "write a method that returns its value"),
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } @operator => ($"the operator '{@operator.Name}'", "let it call a method that is"),
        IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } method => ($"the explicit interface implementation '{method.Name}'", "let it call a method that is"),
        _ => ($"'{symbol.Name}'", "mark a method of a partial type"),
    };

    /// <summary>Whether a member of a differentiable struct or class is differentiated where it is used, marked or not.</summary>
    private static bool IsPartOfStruct(ISymbol symbol) => symbol.ContainingType is { } type && (StructShape.IsStruct(type) || ClassShape.IsClass(type))
        && symbol is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.Constructor or MethodKind.PropertyGet or MethodKind.PropertySet };
}
