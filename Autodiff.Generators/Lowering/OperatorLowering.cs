using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Operators and the conditional expression.</summary>
internal sealed class OperatorLowering(LoweringContext context)
{
    public static IrBinaryOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => IrBinaryOperator.Add,
        BinaryOperatorKind.Subtract => IrBinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => IrBinaryOperator.Multiply,
        BinaryOperatorKind.Divide => IrBinaryOperator.Divide,
        BinaryOperatorKind.Remainder => IrBinaryOperator.Remainder,
        BinaryOperatorKind.LeftShift => IrBinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => IrBinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => IrBinaryOperator.UnsignedShiftRight,
        BinaryOperatorKind.And => IrBinaryOperator.And,
        BinaryOperatorKind.Or => IrBinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => IrBinaryOperator.ExclusiveOr,
        BinaryOperatorKind.ConditionalAnd => IrBinaryOperator.ConditionalAnd,
        BinaryOperatorKind.ConditionalOr => IrBinaryOperator.ConditionalOr,
        BinaryOperatorKind.Equals => IrBinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => IrBinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => IrBinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => IrBinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => IrBinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => IrBinaryOperator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>
    /// Writes out overflow checking that differs from the project's, as the generated code stands in no block that says so.
    /// </summary>
    public IrExpression WithChecking(IrExpression value, IOperation operation, bool isChecked, ITypeSymbol? type)
    {
        if (!IsCheckedOtherwise(operation, isChecked, type) || value is IrLiteral)
        {
            return value;
        }

        // One keyword is enough for a whole expression.
        string keyword = isChecked ? "checked(" : "unchecked(";
        IrExpression bare = value.WithChildren([.. value.Children.Select(child => child is IrOpaque { Operands: [var inner] } opaque && opaque.Parts[0] == keyword ? inner : child)]);
        return new IrOpaque([keyword, ")"], [bare], value.Type, IrEffect.Pure) { Origin = value.Origin };
    }

    /// <summary>Whether integers are checked for overflow where the project's code is not, or the other way round.</summary>
    public bool IsCheckedOtherwise(IOperation operation, bool isChecked, ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 or SpecialType.System_Char
        && !operation.ConstantValue.HasValue
        && isChecked != context.Compilation.Options.CheckOverflow;

    public static bool IsArithmetic(IrBinaryOperator kind) => kind is IrBinaryOperator.Add or IrBinaryOperator.Subtract or IrBinaryOperator.Multiply or IrBinaryOperator.Divide;

    public IrExpression Unary(IUnaryOperation unary)
    {
        IrUnaryOperator? kind = unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => IrUnaryOperator.Negate,
            UnaryOperatorKind.Not => IrUnaryOperator.Not,
            UnaryOperatorKind.BitwiseNegation => IrUnaryOperator.Complement,
            _ => null,
        };
        if (unary.OperatorKind == UnaryOperatorKind.Plus && (unary.OperatorMethod is null || GenericMath.IsOperator(unary.OperatorMethod, context.Types.Lower(unary.Type), context.Types.Lower(unary.Operand.Type))))
        {
            return context.Expressions.Value(unary.Operand);
        }

        if (kind is not { } known)
        {
            return unary.OperatorKind == UnaryOperatorKind.Hat
                ? new IrOpaque(["^", ""], [context.Expressions.Value(unary.Operand)], context.Types.Lower(unary.Type), IrEffect.Pure)
                : context.Unsupported(unary, "This operator", "use arithmetic and comparisons");
        }

        if (context.StructMembers.Operator(unary.OperatorMethod, [unary.Operand], unary) is { } computed)
        {
            return computed;
        }

        if (context.Tensors.Operator(unary) is { } negated)
        {
            return negated;
        }

        string symbol = known switch { IrUnaryOperator.Negate => "-", IrUnaryOperator.Not => "!", _ => "~" };
        if (IsUserDefined(unary.OperatorMethod, unary.Operand))
        {
            return context.Calls.Operator(unary.OperatorMethod!, symbol, [unary.Operand]);
        }

        if (RunsCode(unary.OperatorMethod))
        {
            return new IrOpaque([$"({symbol}(", "))"], [context.Expressions.Value(unary.Operand)], context.Types.Lower(unary.Type), IrEffect.Computes);
        }

        return WithChecking(new IrUnary(known, context.Expressions.Value(unary.Operand), context.Types.Lower(unary.Type)), unary, unary.IsChecked, unary.Type);
    }

    public IrExpression Binary(IBinaryOperation binary)
    {
        if (LongChain.Of(binary) is { } chain)
        {
            return chain.Lower(context);
        }

        if (binary.Type?.SpecialType == SpecialType.System_String)
        {
            IrExpression[] parts = context.Sink(true, () => context.InOrder([binary.LeftOperand, binary.RightOperand]));
            return new IrOpaque(["", " + ", ""], new(parts), context.Types.Lower(binary.Type), IrEffect.Pure, IsSink: true);
        }

        if (OperatorOf(binary.OperatorKind) is not { } kind)
        {
            return context.Unsupported(binary, "This operator", "use arithmetic and comparisons");
        }

        if (context.StructMembers.Operator(binary.OperatorMethod, [binary.LeftOperand, binary.RightOperand], binary) is { } computed)
        {
            return computed;
        }

        if (context.Tensors.Operator(binary) is { } ofTensors)
        {
            return ofTensors;
        }

        if (IsUserDefined(binary.OperatorMethod, binary.LeftOperand, binary.RightOperand) && kind is not (IrBinaryOperator.ConditionalAnd or IrBinaryOperator.ConditionalOr))
        {
            return context.Calls.Operator(binary.OperatorMethod!, Emission.ExpressionPrinter.Symbol(kind), [binary.LeftOperand, binary.RightOperand]);
        }

        if (kind == IrBinaryOperator.Remainder && IsRemainderWithoutTruncation(binary.Type))
        {
            return context.Unsupported(binary, "A remainder of a type parameter that has no Truncate", "constrain it to IFloatingPoint<T>");
        }

        IrType type = context.Types.Lower(binary.Type);
        if (kind is IrBinaryOperator.ConditionalAnd or IrBinaryOperator.ConditionalOr)
        {
            return ShortCircuit(binary, kind);
        }

        IrExpression[] operands = context.InOrder([binary.LeftOperand, binary.RightOperand]);
        if (RunsCode(binary.OperatorMethod))
        {
            string symbol = Emission.ExpressionPrinter.Symbol(kind);
            EquatableArray<string> parts = operands.All(operand => operand.IsAtomic()) ? ["(", $" {symbol} ", ")"] : ["((", $") {symbol} (", "))"];
            return new IrOpaque(parts, new(operands), type, IrEffect.Computes);
        }

        var result = new IrBinary(kind, operands[0], operands[1], type);
        return IsArithmetic(kind) ? WithChecking(result, binary, binary.IsChecked, binary.Type) : result;
    }

    /// <param name="declared">The variable that a declaration gives the value to: it takes the place of a temporary.</param>
    public IrExpression Select(IConditionalOperation conditional, IrVariable? declared = null)
    {
        IrType type = context.Types.Lower(conditional.Type);
        if (conditional.IsRef)
        {
            return context.References.Conditional(conditional);
        }

        if (conditional.WhenFalse is null)
        {
            return Unsupported.Report(context, conditional);
        }

        if (context.Delegates.Answer(conditional.Condition) is { } answer)
        {
            return context.Expressions.Initializer(answer ? conditional.WhenTrue : conditional.WhenFalse);
        }

        if (type.Kind == IrTypeKind.Object && !context.Types.MayMove(conditional.Type))
        {
            context.Report("AD0011", conditional.Syntax, "?:", "chooses between two memories, and the adjoint could not follow; use if and else around what reads them");
            return context.Placeholder(conditional);
        }

        IrExpression condition = context.Expressions.Value(conditional.Condition);
        return Choice(condition, context.Expressions.Arm(conditional.WhenTrue), context.Expressions.Arm(conditional.WhenFalse), type, declared, context.OriginOf(conditional.Syntax));
    }

    /// <summary><c>a ?? b</c>, whose arms may be active.</summary>
    public IrExpression Coalesce(ICoalesceOperation coalesce)
    {
        IrType type = context.Types.Lower(coalesce.Type);
        IrExpression value = context.Expressions.Value(coalesce.Value);
        value = value.IsAtomic() ? value : context.Hoist(value);
        (List<IrStatement> Statements, IrExpression Value) whenNull = context.Expressions.Arm(coalesce.WhenNull);
        bool throws = whenNull.Statements.LastOrDefault() is IrThrow;
        if (!throws && type.Kind == IrTypeKind.Object && !context.Types.MayMove(coalesce.Type))
        {
            context.Report("AD0011", coalesce.Syntax, "??", "chooses between two memories, and the adjoint could not follow; use if and else around what reads them");
            return context.Placeholder(coalesce);
        }

        if (whenNull.Statements.Count == 0 && !type.IsReferring && (!type.IsDifferentiable || whenNull.Value is IrLiteral))
        {
            return new IrOpaque(["", " ?? ", ""], [value, whenNull.Value], type, IrEffect.Pure);
        }

        IrExpression present = value;
        if (coalesce.Value.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } && !SymbolEqualityComparer.Default.Equals(coalesce.Value.Type, coalesce.Type))
        {
            present = new IrOpaque(["", ".Value"], [value], context.Types.Lower(underlying), IrEffect.Pure);
            present = context.Conversions.Convert(present, underlying, coalesce.Type, isExplicit: false);
        }

        var isPresent = new IrOpaque(["", " is not null"], [IrCopy.Copy(value)], IrType.Boolean, IrEffect.Pure, IsSink: true);
        return Choice(isPresent, ([], present), whenNull, type, null, context.OriginOf(coalesce.Syntax));
    }

    /// <summary><c>a ??= b</c>.</summary>
    public IrExpression CoalesceAssignment(ICoalesceAssignmentOperation assignment)
    {
        IrExpression place = context.Places.Place(assignment.Target);
        if (place.Type.IsDifferentiable)
        {
            return Unsupported.Report(context, assignment);
        }

        (List<IrStatement> statements, IrExpression value) = context.Expressions.Arm(assignment.Value);
        Origin origin = context.OriginOf(assignment.Syntax);
        statements.Add(new IrAssign(place, null, value) { Origin = origin });
        var isNull = new IrOpaque(["", " is null"], [IrCopy.Copy(place)], IrType.Boolean, IrEffect.Reads);
        context.Emit(new IrIf(isNull, IrBlock.Of(statements), null) { Origin = origin });
        return place;
    }

    /// <summary>One of two values, each with the statements that it needs; an arm that throws becomes a check before the other.</summary>
    public IrExpression Choice(
        IrExpression condition,
        (List<IrStatement> Statements, IrExpression Value) whenTrue,
        (List<IrStatement> Statements, IrExpression Value) whenFalse,
        IrType type,
        IrVariable? declared,
        Origin origin)
    {
        if (whenTrue.Statements.Count == 0 && whenFalse.Statements.Count == 0 && !type.IsReferring)
        {
            return new IrSelect(condition, whenTrue.Value, whenFalse.Value, type);
        }

        if (whenTrue.Statements.LastOrDefault() is IrThrow)
        {
            context.Emit(new IrIf(condition, IrBlock.Of(whenTrue.Statements), null) { Origin = origin });
            context.Output.AddRange(whenFalse.Statements);
            return whenFalse.Value;
        }

        if (whenFalse.Statements.LastOrDefault() is IrThrow)
        {
            context.Emit(new IrIf(IrBuild.Not(condition), IrBlock.Of(whenFalse.Statements), null) { Origin = origin });
            context.Output.AddRange(whenTrue.Statements);
            return whenTrue.Value;
        }

        IrVariable chosen = Chosen(type, declared);
        context.Emit(new IrIf(condition, Into(chosen, whenTrue), Into(chosen, whenFalse)) { Origin = origin });
        return new IrVariableReference(chosen);
    }

    /// <summary>Whether the derivative of a remainder, which truncates, could not be written for the type.</summary>
    public static bool IsRemainderWithoutTruncation(ITypeSymbol? type) =>
        type is ITypeParameterSymbol parameter && TypeParameters.IsReal(parameter) && !TypeParameters.Has(parameter, "IFloatingPoint");

    /// <summary>Declares the variable that arms assign.</summary>
    public IrVariable Chosen(IrType type, IrVariable? declared)
    {
        IrVariable chosen = declared is not null && declared.Type == type ? declared : context.Temporary(type, "chosen");
        context.Emit(new IrDeclare(chosen, null));
        return chosen;
    }

    /// <summary>An arm as a block that assigns its value.</summary>
    public static IrBlock Into(IrVariable chosen, (List<IrStatement> Statements, IrExpression Value) arm) => arm.Statements.LastOrDefault() is IrThrow
        ? IrBlock.Of(arm.Statements)
        : IrBlock.Of([.. arm.Statements, new IrAssign(new IrVariableReference(chosen), null, arm.Value) { Origin = arm.Value.Origin }]);

    private IrExpression ShortCircuit(IBinaryOperation binary, IrBinaryOperator kind)
    {
        IrExpression left = context.Expressions.Value(binary.LeftOperand);
        (List<IrStatement> statements, IrExpression right) = context.Expressions.Arm(binary.RightOperand);
        return ShortCircuit(kind, left, statements, right, context.OriginOf(binary.Syntax));
    }

    /// <summary><c>left &amp;&amp; right</c> or <c>left || right</c>, where the right side needs statements first.</summary>
    public IrExpression ShortCircuit(IrBinaryOperator kind, IrExpression left, List<IrStatement> statements, IrExpression right, Origin origin)
    {
        if (statements.Count == 0)
        {
            return kind == IrBinaryOperator.ConditionalAnd ? IrBuild.And(left, right) : new IrBinary(kind, left, right, IrType.Boolean);
        }

        IrVariable condition = context.Temporary(IrType.Boolean, "condition");
        context.Emit(new IrDeclare(condition, left) { Origin = left.Origin });
        statements.Add(new IrAssign(new IrVariableReference(condition), null, right) { Origin = right.Origin });
        IrExpression test = kind == IrBinaryOperator.ConditionalAnd
            ? new IrVariableReference(condition)
            : new IrUnary(IrUnaryOperator.Not, new IrVariableReference(condition), IrType.Boolean);
        context.Emit(new IrIf(test, IrBlock.Of(statements), null) { Origin = origin });
        return new IrVariableReference(condition);
    }

    /// <summary>
    /// Whether an operator or a conversion of constants runs code of the user's, which may read what changes later: it runs
    /// once, where it stands. Those of the framework's types are functions of their operands.
    /// </summary>
    public bool RunsCode(IMethodSymbol? method) => method is not null
        && method.ContainingType is { TypeKind: not TypeKind.Interface } type
        && !context.Types.Lower(type).IsDifferentiable
        && type.ContainingNamespace?.ToDisplayString() is var space && space != "System" && space?.StartsWith("System.", System.StringComparison.Ordinal) != true;

    /// <summary>Whether a user's operator method may see an active value, or has rules; operators of other constants are plain text.</summary>
    private bool IsUserDefined(IMethodSymbol? method, params IOperation[] operands)
    {
        if (method is null)
        {
            return false;
        }

        if (GenericMath.IsOperator(method, [.. operands.Select(operand => context.Types.Lower(operand.Type))]))
        {
            return false;
        }

        foreach (IOperation operand in operands)
        {
            if (context.Types.Lower(operand.Type).IsDifferentiable)
            {
                return true;
            }
        }

        return false;
    }
}
