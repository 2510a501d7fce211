using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Locals of type <c>double?</c> and <c>float?</c>: a truth and a number, each a variable of its own. A local that is used
/// in any other way than the forms known here stays what it is, and no active value may go into it.
/// </summary>
internal sealed class NullableLowering(LoweringContext context)
{
    private readonly Dictionary<ISymbol, (IrVariable Has, IrVariable Number)> _parts = new(SymbolEqualityComparer.Default);

    /// <summary>Declares a local as its two parts; false where it is none or is used otherwise.</summary>
    public bool Declare(ILocalSymbol local, IOperation? initializer, IOperation declaration, Origin origin)
    {
        if (NumberOf(local.Type) is not { } type || context.Inliner.IsActive || (initializer is not null && !IsSource(initializer)) || !IsKnown(local, declaration))
        {
            return false;
        }

        (IrExpression has, IrExpression number) = initializer is null ? (False, IrLiteral.Zero(type)) : Source(initializer, type);
        IrVariable hasValue = context.Local(IrType.Boolean, "has" + char.ToUpperInvariant(local.Name[0]) + local.Name.Substring(1));
        IrVariable value = context.Declare(local, IrVariableKind.Local, ((INamedTypeSymbol)local.Type).TypeArguments[0]);
        context.Emit(new IrDeclare(hasValue, has) { Origin = origin });
        context.Emit(new IrDeclare(value, number) { Origin = origin });
        _parts[local] = (hasValue, value);
        return true;
    }

    /// <summary>An assignment to such a local; false for one to anything else.</summary>
    public bool Assign(ISimpleAssignmentOperation assignment)
    {
        if (Parts(assignment.Target) is not var (hasValue, value))
        {
            return false;
        }

        Origin origin = context.OriginOf(assignment.Syntax);
        (IrExpression has, IrExpression number) = Source(assignment.Value, value.Type);
        // The number may still ask whether there was one.
        context.Emit(new IrAssign(IrBuild.Read(value), null, number) { Origin = origin });
        context.Emit(new IrAssign(IrBuild.Read(hasValue), null, has) { Origin = origin });
        return true;
    }

    /// <summary>What asks such a local; <see langword="null"/> for any other operation.</summary>
    public IrExpression? Lower(IOperation operation)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } asked } when Parts(asked) is var (hasValue, _):
                return IrBuild.Read(hasValue);
            case IPropertyReferenceOperation { Property.Name: "Value", Instance: { } asked } when Parts(asked) is { } parts:
                return Required(parts);
            case IConversionOperation { IsImplicit: false, Operand: var converted } cast when Parts(converted) is { } parts && context.Types.Lower(cast.Type) == parts.Number.Type:
                return Required(parts);
            case IInvocationOperation { TargetMethod.Name: "GetValueOrDefault", Instance: { } asked, Arguments.IsEmpty: true } when Parts(asked) is var (_, value):
                return IrBuild.Read(value);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison when Parts(comparison.LeftOperand) is var (hasValue, _) && IsNull(comparison.RightOperand):
                return comparison.OperatorKind == BinaryOperatorKind.Equals ? IrBuild.Not(IrBuild.Read(hasValue)) : IrBuild.Read(hasValue);
            case IBinaryOperation { IsLifted: true } comparison when Compared(comparison) is var (parts, operands):
                return Compare(parts, operands, comparison.OperatorKind);
            case IIsPatternOperation { Pattern: var pattern, Value: var asked } when Parts(asked) is { } parts:
                return Test(parts, pattern, operation);
            case ICoalesceOperation coalesce when Parts(coalesce.Value) is { } parts:
                return Coalesce(parts, coalesce);
            default:
                return null;
        }
    }

    private static IrLiteral False => new("false", IrType.Boolean);

    private IrExpression? Test((IrVariable Has, IrVariable Number) parts, IPatternOperation pattern, IOperation test)
    {
        bool isNegated = pattern is INegatedPatternOperation;
        pattern = pattern is INegatedPatternOperation negated ? negated.Pattern : pattern;
        bool asksForNull = pattern is IConstantPatternOperation;
        if (Declared(pattern) is { } symbol)
        {
            IrVariable declared = context.DeclareAhead(symbol, symbol.Type, context.OriginOf(test.Syntax));
            context.Emit(new IrAssign(IrBuild.Read(declared), null, IrBuild.Read(parts.Number)) { Origin = context.OriginOf(test.Syntax) });
        }

        IrExpression has = IrBuild.Read(parts.Has);
        return isNegated == asksForNull ? has : IrBuild.Not(has);
    }

    private IrExpression Coalesce((IrVariable Has, IrVariable Number) parts, ICoalesceOperation coalesce)
    {
        (List<IrStatement> statements, IrExpression value) = context.Expressions.Arm(coalesce.WhenNull);
        if (statements.Count == 0)
        {
            return new IrSelect(IrBuild.Read(parts.Has), IrBuild.Read(parts.Number), value, parts.Number.Type);
        }

        IrVariable chosen = context.Temporary(parts.Number.Type, "chosen");
        context.Emit(new IrDeclare(chosen, IrBuild.Read(parts.Number)));
        context.Emit(new IrIf(IrBuild.Not(IrBuild.Read(parts.Has)), OperatorLowering.Into(chosen, (statements, value)), null));
        return IrBuild.Read(chosen);
    }

    /// <summary>The number, where there is one; the exception of <c>Value</c>, where there is none.</summary>
    private IrExpression Required((IrVariable Has, IrVariable Number) parts)
    {
        var type = new IrType(IrTypeKind.Other, "global::System.InvalidOperationException", IsReference: true);
        var exception = new IrOpaque([$"new {type.Name}(\"Nullable object must have a value.\")"], [], type, IrEffect.Writes, IsSink: true);
        context.Emit(new IrIf(IrBuild.Not(IrBuild.Read(parts.Has)), IrBlock.Of([new IrThrow(exception)]), null));
        return IrBuild.Read(parts.Number);
    }

    private (IrExpression Has, IrExpression Number) Source(IOperation value, IrType type)
    {
        if (IsNull(value))
        {
            return (False, IrLiteral.Zero(type));
        }

        IrExpression given = context.Expressions.Value(((IConversionOperation)value).Operand);
        return (new IrLiteral("true", IrType.Boolean), given.Type == type ? given : new IrConversion(given, type, IsImplicit: true));
    }

    private (IrVariable Has, IrVariable Number)? Parts(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } when _parts.TryGetValue(local, out (IrVariable Has, IrVariable Number) parts) => parts,
        IParenthesizedOperation parenthesized => Parts(parenthesized.Operand),
        _ => null,
    };

    private IrType? NumberOf(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var number] } && context.Types.Lower(number) is { Kind: IrTypeKind.Double or IrTypeKind.Single } real ? real : null;

    private static bool IsNull(IOperation value) => value switch
    {
        IConversionOperation { Operand: var operand } => IsNull(operand),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => true,
        IDefaultValueOperation { Type: null or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } => true,
        _ => false,
    };

    /// <summary>Whether a value is none, or a number that C# makes one that may be none.</summary>
    private bool IsSource(IOperation value) => IsNull(value)
        || (value is IConversionOperation { Conversion.IsUserDefined: false, Operand: { } operand } conversion && NumberOf(conversion.Type) is not null && context.Types.Lower(operand.Type) is { IsReal: true } or { IsInteger: true });

    /// <summary>Whether every use of a local is one of the forms that ask or assign its parts.</summary>
    private bool IsKnown(ILocalSymbol local, IOperation declaration)
    {
        IOperation root = declaration;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local)).All(IsKnownUse);
    }

    private bool IsKnownUse(ILocalReferenceOperation use)
    {
        for (IOperation? around = use.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation or IAnonymousFunctionOperation)
            {
                return false;
            }
        }

        return use.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: "HasValue" or "Value" } => true,
            IInvocationOperation { TargetMethod.Name: "GetValueOrDefault", Arguments.IsEmpty: true } => true,
            IConversionOperation { IsImplicit: false } cast => context.Types.Lower(cast.Type) == NumberOf(use.Type),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => comparison.LeftOperand == use && IsNull(comparison.RightOperand),
            IBinaryOperation { IsLifted: true } lifted when IsComparison(lifted.OperatorKind) => Number(lifted.LeftOperand == use ? lifted.RightOperand : lifted.LeftOperand) is not null,
            IIsPatternOperation { Pattern: var pattern } => IsKnownPattern(pattern is INegatedPatternOperation negated ? negated.Pattern : pattern),
            ICoalesceOperation coalesce => coalesce.Value == use && context.Types.Lower(coalesce.Type) == NumberOf(use.Type),
            ISimpleAssignmentOperation { IsRef: false, Parent: IExpressionStatementOperation } assignment => assignment.Target == use && IsSource(assignment.Value),
            _ => false,
        };
    }

    private IrExpression Compare((IrVariable Has, IrVariable Number) parts, IOperation?[] operands, BinaryOperatorKind kind)
    {
        IrBinaryOperator comparing = kind switch
        {
            BinaryOperatorKind.LessThan => IrBinaryOperator.Less,
            BinaryOperatorKind.LessThanOrEqual => IrBinaryOperator.LessOrEqual,
            BinaryOperatorKind.GreaterThan => IrBinaryOperator.Greater,
            _ => IrBinaryOperator.GreaterOrEqual,
        };
        IrExpression[] values = context.InOrder([.. operands.Select(operand => new System.Func<IrExpression>(() => operand is null ? IrBuild.Read(parts.Number) : context.Expressions.Value(operand)))]);
        return IrBuild.And(IrBuild.Read(parts.Has), new IrBinary(comparing, values[0], values[1], IrType.Boolean));
    }

    /// <summary>A comparison of such a local with a number, which is false where there is none.</summary>
    private ((IrVariable Has, IrVariable Number) Parts, IOperation?[] Operands)? Compared(IBinaryOperation comparison) =>
        !IsComparison(comparison.OperatorKind) ? null
        : Parts(comparison.LeftOperand) is { } left && Number(comparison.RightOperand) is { } right ? (left, [null, right])
        : Parts(comparison.RightOperand) is { } second && Number(comparison.LeftOperand) is { } first ? (second, [first, null])
        : null;

    private IOperation? Number(IOperation operand) => operand is IConversionOperation { IsImplicit: true, Operand: var number } conversion && NumberOf(conversion.Type) is { } type && context.Types.Lower(number.Type) == type ? number : null;

    private static bool IsComparison(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private static bool IsKnownPattern(IPatternOperation pattern) => (pattern is IConstantPatternOperation constant && IsNull(constant.Value)) || Declared(pattern) is not null
        || pattern is IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true };

    /// <summary>The variable of <c>is { } b</c> or <c>is double b</c>.</summary>
    private static ILocalSymbol? Declared(IPatternOperation pattern) => pattern switch
    {
        IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol symbol, DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } => symbol,
        IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol symbol } => symbol,
        _ => null,
    };
}
