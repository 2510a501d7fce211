using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>Classes marked <c>[Differentiable]</c>: which of them can have shadows, and their fields.</summary>
internal static class ClassShape
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<bool>> Known = new();

    [ThreadStatic]
    private static HashSet<INamedTypeSymbol>? _asked;

    /// <summary>Whether a class is marked, and its objects can have shadows.</summary>
    public static bool IsClass(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } named
        && Attributes.Has(named, Attributes.Differentiable)
        && CanHaveShadows(named);

    /// <summary>A class whose fields lead back to it is asked about only once.</summary>
    private static bool CanHaveShadows(INamedTypeSymbol type)
    {
        if (Known.TryGetValue(type, out StrongBox<bool> known))
        {
            return known.Value;
        }

        _asked ??= new(SymbolEqualityComparer.Default);
        if (!_asked.Add(type))
        {
            return true;
        }

        bool can = Problem(type) is null;
        _ = _asked.Remove(type);
        return Known.GetValue(type, _ => new(can)).Value;
    }

    /// <summary>Why the objects of a marked class can have no shadows, and what to do instead.</summary>
    public static (string What, string WayOut)? Problem(INamedTypeSymbol type)
    {
        string name = $"the class '{type.Name}'";
        if (type.IsStatic)
        {
            return ($"{name}, which is static,", "mark its methods alone");
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } || type.IsAbstract)
        {
            return (type.IsAbstract ? $"{name}, which is abstract," : $"{name}, which inherits from '{type.BaseType!.Name}',", "a shadow would have to follow every derived class; hold the other object in a field");
        }

        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (around.Arity > 0 && !ReferenceEquals(around, type))
            {
                return ($"{name} in the generic type '{around.Name}'", "declare it outside, with a type parameter of its own");
            }

            if (around.TypeParameters.FirstOrDefault(parameter => !TypeParameters.IsReal(parameter)) is { } other)
            {
                return ($"{name}, whose type parameter '{other.Name}' is no type of real numbers,", "constrain it to IFloatingPointIeee754<" + other.Name + ">, or write the class for one type");
            }

            if (around.IsFileLocal)
            {
                return ($"{name}, which is local to its file,", "remove the modifier 'file'");
            }

            if (!IsPartial(around))
            {
                return (ReferenceEquals(around, type) ? $"{name}, which is not partial," : $"{name} in '{around.Name}', which is not partial,", "make it partial, so that its shadow can be written beside it");
            }
        }

        if (CapturedParameters.AreUnclear(type))
        {
            return ($"{name}, whose members use parameters of its primary constructor where other things have their names,", CapturedParameters.WayOut);
        }

        return Fields(type).FirstOrDefault(field => !StructShape.IsConstant(field) && !HasShadow(field.Type)) is { } unshadowed
            ? ($"{name}, whose field '{(StructShape.PropertyBehind(unshadowed) ?? (ISymbol)unshadowed).Name}' holds numbers of a type without a shadow,", "use numbers, arrays, lists or other [Differentiable] types, or mark it [NoGradient]")
            : null;
    }

    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsStatic: false, IsConst: false });

    /// <summary>The field that a member is or stands for; <see langword="null"/> for one with code.</summary>
    public static IFieldSymbol? FieldOf(INamedTypeSymbol type, ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false } field => field,
        IPropertySymbol { IsStatic: false, IsIndexer: false } property when StructShape.IsAutomatic(property) => Fields(type).FirstOrDefault(field => StructShape.PropertyBehind(field) is { } behind && SymbolEqualityComparer.Default.Equals(behind, property)),
        _ => null,
    };

    /// <summary>Whether a member may be another one in a derived class.</summary>
    public static bool IsOpen(ISymbol member) => (member.IsVirtual || member.IsAbstract || (member.IsOverride && !member.IsSealed)) && !member.ContainingType.IsSealed;

    private static bool HasShadow(ITypeSymbol type) => IsMarked(type)
        || (!TypeLowering.IsHeldSpan(type) && !HoldsObjects(type) && !StructShape.HoldsMemory(type) && !TypeLowering.IsNotYetDifferentiable(type));

    /// <summary>Whether it leads to objects, or to arrays, which would need shadows, but is none of the arrays and lists that have them.</summary>
    private static bool HoldsObjects(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true, ElementType: var element } => !IsMarked(element) && HoldsObjects(element),
        IArrayTypeSymbol { ElementType: var element } => IsMarked(element) || HoldsObjects(element),
        INamedTypeSymbol { TypeArguments: [var element] } when TypeLowering.IsList(type) && IsMarked(element) => false,
        INamedTypeSymbol named => named.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true
            && named.TypeArguments.Any(argument => IsMarked(argument) || (argument is IArrayTypeSymbol { ElementType: var number } && (number.SpecialType is SpecialType.System_Double or SpecialType.System_Single || TypeLowering.IsComplex(number)))),
        _ => false,
    };

    private static bool IsMarked(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && Attributes.Has(type, Attributes.Differentiable);

    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty || type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declared && declared.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The constructor in the header of a class.</summary>
    public static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax));
}
