using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>The members of the framework's number interfaces that arithmetic itself is made of; the functions have rules.</summary>
internal static class GenericMath
{
    /// <summary>Whether an operator method is one of plain arithmetic: on numbers of a type parameter, or on complex ones.</summary>
    public static bool IsOperator(IMethodSymbol method, params IrType[] operands) => TypeLowering.IsComplex(method.ContainingType)
        || (TypeParameters.IsOfNumbers(method.ContainingType) && operands[0].IsNumber && operands.All(operand => operand == operands[0]));

    /// <summary><c>T.CreateChecked</c> and its like, of a type parameter or of a number type.</summary>
    public static bool IsConversion(IMethodSymbol method) =>
        method is { IsStatic: true, Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating", Parameters.Length: 1, IsGenericMethod: true }
        && (TypeParameters.IsOfNumbers(method.ContainingType) || method.ContainingType.SpecialType is SpecialType.System_Double or SpecialType.System_Single);

    /// <summary>Whether a static member of a type parameter has no name in the type that this stands for: one implemented explicitly.</summary>
    public static bool IsHidden(ITypeSymbol? type, ISymbol member) => type is not (null or ITypeParameterSymbol) && member.IsStatic
        && !type.GetMembers(member.Name).Any(candidate => candidate is { IsStatic: true, DeclaredAccessibility: Accessibility.Public });

    /// <summary>Whether a static property is one of the numbers that need no name.</summary>
    public static bool IsUnit(IPropertySymbol property, IrType type) => (type.IsReal || type.IsInteger) && TypeParameters.IsOfNumbers(property.ContainingType)
        && property.Name is "Zero" or "AdditiveIdentity" or "One" or "MultiplicativeIdentity" or "NegativeOne";

    /// <summary>A static property of a type parameter: <c>T.Zero</c>, <c>T.Pi</c>, or one that a user's interface declares.</summary>
    /// <param name="name">What the type parameter is called, or the type that it stands for.</param>
    public static IrExpression Property(string name, IPropertySymbol property, IrType type)
    {
        if (type.IsInteger && IsUnit(property, type))
        {
            int number = property.Name is "Zero" or "AdditiveIdentity" ? 0 : property.Name == "NegativeOne" ? -1 : 1;
            return type.Kind == IrTypeKind.Int32 ? IrLiteral.Int(number) : new IrConversion(IrLiteral.Int(number), type, IsImplicit: false);
        }

        if (!type.IsReal || !TypeParameters.IsOfNumbers(property.ContainingType))
        {
            IrEffect effect = TypeParameters.IsOfNumbers(property.ContainingType) ? IrEffect.Pure : IrEffect.Computes;
            return new IrOpaque([$"{name}.{Names.Escape(property.Name)}"], [], type, effect);
        }

        return property.Name switch
        {
            "Zero" or "AdditiveIdentity" => IrLiteral.Zero(type),
            "One" or "MultiplicativeIdentity" => IrLiteral.One(type),
            "NegativeOne" => new IrUnary(IrUnaryOperator.Negate, IrLiteral.One(type), type),
            _ => new IrLiteral($"{type.Name}.{property.Name}", type),
        };
    }
}
