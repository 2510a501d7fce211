using System.Collections.Generic;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// A sum or a product of numbers with a great many operands, as programs write them. To the compiler it is nested to the
/// left as deep as it is long; here it becomes partial results of a hundred operands each, so that no pass goes deep.
/// </summary>
internal sealed class LongChain
{
    private const int LengthOfPart = 100;

    private readonly IOperation _first;
    private readonly List<(IrBinaryOperator Operator, IBinaryOperation Link)> _links;

    private LongChain(IOperation first, List<(IrBinaryOperator Operator, IBinaryOperation Link)> links)
    {
        _first = first;
        _links = links;
    }

    public static LongChain? Of(IBinaryOperation binary)
    {
        if (!IsLong(binary))
        {
            return null;
        }

        var links = new List<(IrBinaryOperator, IBinaryOperation)>();
        IOperation first = binary;
        while (first is IBinaryOperation link && OperatorIn(link) is { } kind)
        {
            links.Add((kind, link));
            first = link.LeftOperand;
        }

        links.Reverse();
        return new(first, links);
    }

    /// <summary>Lowers the operands from left to right, and keeps what was evaluated before an effect.</summary>
    public IrExpression Lower(LoweringContext context)
    {
        IrExpression value = context.Expressions.Value(_first);
        for (int i = 0; i < _links.Count; i++)
        {
            (IrBinaryOperator kind, IBinaryOperation link) = _links[i];
            if (i % LengthOfPart == LengthOfPart - 1)
            {
                value = context.Hoist(value, "partial");
            }

            int mark = context.Output.Count;
            IrExpression[] operands = [value, context.Expressions.Value(link.RightOperand)];
            context.Protect(operands, 1, mark);
            value = new IrBinary(kind, operands[0], operands[1], context.Types.Lower(link.Type));
        }

        return value;
    }

    private static bool IsLong(IBinaryOperation binary)
    {
        IOperation operand = binary;
        for (int length = 0; length <= LengthOfPart; length++)
        {
            if (operand is not IBinaryOperation link || OperatorIn(link) is null)
            {
                return false;
            }

            operand = link.LeftOperand;
        }

        return true;
    }

    private static IrBinaryOperator? OperatorIn(IBinaryOperation link) =>
        (link is { OperatorMethod: null, Type.SpecialType: SpecialType.System_Double or SpecialType.System_Single } || TypeLowering.IsComplex(link.OperatorMethod?.ContainingType))
        && OperatorLowering.OperatorOf(link.OperatorKind) is { } kind && OperatorLowering.IsArithmetic(kind)
            ? kind
            : null;
}
