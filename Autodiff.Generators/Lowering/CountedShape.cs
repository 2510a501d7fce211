using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// A <c>for</c> whose header counts: <c>for (int i = a; i &lt; b; i += c)</c>. Whether its body lets it is for the
/// lowered body to tell.
/// </summary>
internal sealed record CountedShape(IVariableDeclaratorOperation Index, IOperation From, IrBinaryOperator Comparison, IOperation Limit, int Step)
{
    public static IEnumerable<IVariableDeclaratorOperation> Declarators(IForLoopOperation loop) =>
        loop.Before.OfType<IVariableDeclarationGroupOperation>().SelectMany(group => group.Declarations).SelectMany(declaration => declaration.Declarators);

    public static CountedShape? Find(IForLoopOperation loop)
    {
        if (!loop.Before.All(statement => statement is IVariableDeclarationGroupOperation)
            || loop.AtLoopBottom is not [IExpressionStatementOperation { Operation: var increment }]
            || StepOf(increment) is not var (symbol, step)
            || loop.Condition is not IBinaryOperation condition
            || OperatorLowering.OperatorOf(condition.OperatorKind) is not { } comparison)
        {
            return null;
        }

        IOperation limit;
        if (IsIndex(condition.LeftOperand, symbol))
        {
            limit = condition.RightOperand;
        }
        else if (IsIndex(condition.RightOperand, symbol))
        {
            limit = condition.LeftOperand;
            comparison = Mirror(comparison);
        }
        else
        {
            return null;
        }

        bool isTowardsLimit = step > 0
            ? comparison is IrBinaryOperator.Less or IrBinaryOperator.LessOrEqual
            : comparison is IrBinaryOperator.Greater or IrBinaryOperator.GreaterOrEqual;
        IVariableDeclaratorOperation? index = Declarators(loop).FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, symbol));
        return isTowardsLimit && index is { Initializer.Value: { } from, Symbol.Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }
            ? new CountedShape(index, from, comparison, limit, step)
            : null;
    }

    private static bool IsIndex(IOperation operand, ISymbol index) =>
        operand is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, index);

    private static (ISymbol Index, int Step)? StepOf(IOperation increment) => increment switch
    {
        IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var local } } =>
            (local, increment.Kind == OperationKind.Increment ? 1 : -1),
        ICompoundAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value, OperatorKind: BinaryOperatorKind.Add }
            when StepValue(value) is { } step => (local, step),
        ICompoundAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value, OperatorKind: BinaryOperatorKind.Subtract }
            when StepValue(value) is { } step => (local, -step),
        _ => null,
    };

    private static int? StepValue(IOperation value) => value.ConstantValue is { HasValue: true, Value: { } constant } && value is ILiteralOperation or IUnaryOperation or IConversionOperation or IBinaryOperation
        ? constant switch
        {
            int number and not 0 and not int.MinValue => number,
            long number and not 0 and > int.MinValue and <= int.MaxValue => (int)number,
            _ => null,
        }
        : null;

    private static IrBinaryOperator Mirror(IrBinaryOperator comparison) => comparison switch
    {
        IrBinaryOperator.Less => IrBinaryOperator.Greater,
        IrBinaryOperator.LessOrEqual => IrBinaryOperator.GreaterOrEqual,
        IrBinaryOperator.Greater => IrBinaryOperator.Less,
        IrBinaryOperator.GreaterOrEqual => IrBinaryOperator.LessOrEqual,
        _ => comparison,
    };
}
