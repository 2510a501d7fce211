using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>A counted loop over the same indices in the opposite order.</summary>
internal static class LoopReversal
{
    public static IrFor Reverse(IrFor loop, IrBlock body)
    {
        bool isUpward = loop.Step > 0;
        IrBinaryOperator comparison = isUpward ? IrBinaryOperator.GreaterOrEqual : IrBinaryOperator.LessOrEqual;
        return Tidy(new IrFor(loop.Index, Last(loop), comparison, loop.From, -loop.Step, body));
    }

    /// <summary>The last index of a loop that runs at all; of one that does not, an index beyond its first.</summary>
    public static IrExpression Last(IrFor loop)
    {
        // The limit itself is an index, or not.
        IrExpression limit = loop.Comparison switch
        {
            IrBinaryOperator.Less => IrBuild.Plus(loop.Limit, -1),
            IrBinaryOperator.Greater => IrBuild.Plus(loop.Limit, 1),
            _ => loop.Limit,
        };

        if (loop.Step is 1 or -1)
        {
            return limit;
        }

        // from + ((limit - from + step) / step - 1) · step: integer division rounds toward zero, so add a step first.
        IrType type = loop.Index.Type;
        IrExpression span = IrBuild.Plus(IrBuild.Minus(limit, loop.From), loop.Step);
        IrExpression step = IrLiteral.Int(loop.Step);
        IrExpression last = IrBuild.Plus(new IrBinary(IrBinaryOperator.Divide, span, step, type), -1);
        IrExpression offset = new IrBinary(IrBinaryOperator.Multiply, last, step, type);
        return IrBuild.IsZero(loop.From) ? offset : new IrBinary(IrBinaryOperator.Add, loop.From, offset, type);
    }

    /// <summary>Writes <c>i &lt;= n - 1</c> as <c>i &lt; n</c>.</summary>
    private static IrFor Tidy(IrFor loop) => loop is { Comparison: IrBinaryOperator.LessOrEqual, Limit: IrBinary { Operator: IrBinaryOperator.Subtract, Right: IrLiteral { Text: "1" } } limit }
        ? loop with { Comparison = IrBinaryOperator.Less, Limit = limit.Left }
        : loop;
}
