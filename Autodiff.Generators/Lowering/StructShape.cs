using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>The fields of tuples and of structs marked <c>[Differentiable]</c>, those behind properties included.</summary>
internal static class StructShape
{
    /// <summary>Whether a struct is a value made of fields: a tuple, or one that is marked.</summary>
    public static bool IsStruct(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true }
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: false } named
            && Attributes.Has(named, Attributes.Differentiable)
            && !CapturedParameters.AreUnclear(named)
            && !HasOwnLayout(named));

    /// <summary>Whether it is a struct that leads to arrays or objects.</summary>
    public static bool HoldsMemory(ITypeSymbol type) => type is INamedTypeSymbol named && IsStruct(named)
        && Fields(named).Any(part => part.Type is IArrayTypeSymbol || TypeLowering.IsList(part.Type) || TypeLowering.IsHeldSpan(part.Type) || TensorLowering.IsTensor(part.Type)
            || (part.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } held && (Attributes.Has(held, Attributes.Differentiable) || TypeLowering.IsDifferentiableObject(held))) || HoldsMemory(part.Type));

    /// <summary>Whether arrays of a struct that leads to memory have shadows: the walk over its fields can be written beside it, or is there.</summary>
    public static bool CanBeWalked(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: false, IsGenericType: false } named && HoldsMemory(named)
        && Fields(named).All(field => !LeadsTo(field.Type, named, 0)) && !HoldsHeldSpans(named)
        && (named.DeclaringSyntaxReferences.IsEmpty
            ? named.AllInterfaces.Any(candidate => candidate is { Name: "IDifferentiableStruct", ContainingNamespace: { Name: "Autodiff", ContainingNamespace.IsGlobalNamespace: true } })
            : SignatureLowering.Around(named).All(around => !around.IsGenericType && !around.IsFileLocal && ClassShape.IsPartial(around)));

    private static bool HoldsHeldSpans(INamedTypeSymbol type) => Fields(type).Any(field => !IsConstant(field) && (TypeLowering.IsHeldSpan(field.Type) || (field.Type is INamedTypeSymbol nested && IsStruct(nested) && HoldsHeldSpans(nested))));

    /// <summary>Whether arrays in a struct lead back to it.</summary>
    private static bool LeadsTo(ITypeSymbol type, INamedTypeSymbol target, int depth) => SymbolEqualityComparer.Default.Equals(type, target) || depth > 8 || type switch
    {
        IArrayTypeSymbol array => LeadsTo(array.ElementType, target, depth + 1),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } named when IsStruct(named) => Fields(named).Any(field => LeadsTo(field.Type, target, depth + 1)),
        _ => false,
    };

    /// <summary>What to do with a marked struct that is not one.</summary>
    public static string WayOut(INamedTypeSymbol type) => CapturedParameters.AreUnclear(type)
        ? CapturedParameters.WayOut
        : "let its fields have places of their own";

    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.IsTupleType
        ? type.TupleElements
        : type.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsStatic: false, IsConst: false });

    /// <summary>The position of a field, or of the field behind a property; -1 for any other member.</summary>
    public static int IndexOf(ITypeSymbol? type, ISymbol member)
    {
        if (type is not INamedTypeSymbol named || !IsStruct(named))
        {
            return -1;
        }

        int index = 0;
        foreach (IFieldSymbol field in Fields(named))
        {
            bool isField = SymbolEqualityComparer.Default.Equals(field, member)
                || (member is IParameterSymbol && CapturedParameters.NameOf(field) == member.Name)
                || (named.IsTupleType && member is IFieldSymbol element && Element(field) == Element(element))
                || (member is IPropertySymbol property && PropertyBehind(field) is { } behind && SymbolEqualityComparer.Default.Equals(behind, property) && IsAutomatic(property));
            if (isField)
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    /// <summary>The property that a field stands behind.</summary>
    public static IPropertySymbol? PropertyBehind(IFieldSymbol field) => field.AssociatedSymbol as IPropertySymbol
        ?? (field.Name.StartsWith("<", System.StringComparison.Ordinal) && field.Name.IndexOf('>') is > 0 and var end
            ? field.ContainingType.GetMembers(field.Name.Substring(1, end - 1)).OfType<IPropertySymbol>().FirstOrDefault()
            : null);

    /// <summary>Whether a field is marked as a constant, itself or by its property.</summary>
    public static bool IsConstant(IFieldSymbol field) => Attributes.Has(Reader(field), Attributes.NoGradient);

    /// <summary>The field behind a property, which one of its accessors at least leaves to the compiler.</summary>
    public static IFieldSymbol? FieldBehind(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(field => !field.IsStatic && PropertyBehind(field) is { } behind && SymbolEqualityComparer.Default.Equals(behind, property));

    /// <summary>What code calls a field: itself, the property that it stands behind, or the parameter that it keeps.</summary>
    public static ISymbol Reader(IFieldSymbol field) => PropertyBehind(field) ?? CapturedParameters.Behind(field) ?? (ISymbol)field;

    /// <summary>Whether a property only hands out the field behind it: no accessor has a body.</summary>
    public static bool IsAutomatic(IPropertySymbol property) => property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
    {
        PropertyDeclarationSyntax declared => declared.ExpressionBody is null
            && declared.AccessorList?.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null) == true,
        _ => true,
    });

    /// <summary>Whether a constructor is the one in a record's header, which only stores its parameters.</summary>
    public static bool IsPositional(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax)
        && constructor.Parameters.All(parameter => constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().Any(property =>
            property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax)));

    /// <summary>The members that a tuple, a pair or a record is taken apart into; a method that somebody wrote says something else.</summary>
    public static IReadOnlyList<ISymbol>? Positions(INamedTypeSymbol type) => type.IsTupleType ? [.. type.TupleElements]
        : type is { Name: "KeyValuePair", Arity: 2 } ? [type.GetMembers("Key")[0], type.GetMembers("Value")[0]]
        : type.GetMembers("Deconstruct") is [IMethodSymbol { IsImplicitlyDeclared: true } taken] && type.IsRecord
            ? [.. taken.Parameters.Select(parameter => type.GetMembers(parameter.Name).First(member => member is IPropertySymbol or IFieldSymbol))]
            : null;

    /// <summary>Whether a field or a property gets a value where it is declared.</summary>
    public static bool HasInitializers(INamedTypeSymbol type) => type.GetMembers().Where(member => !member.IsStatic).SelectMany(member => member.DeclaringSyntaxReferences)
        .Any(reference => reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null });

    /// <summary>An explicit layout lets fields overlap; an inline array has more elements than fields.</summary>
    private static bool HasOwnLayout(INamedTypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name is "InlineArrayAttribute"
        || (attribute.AttributeClass?.Name is "StructLayoutAttribute" && attribute.ConstructorArguments is [{ Value: 2 or (short)2 }]));

    private static string Element(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).Name;
}
