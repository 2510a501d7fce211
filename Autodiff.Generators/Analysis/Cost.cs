using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>About how many additions an expression costs: what is cheap is computed again rather than kept.</summary>
internal static class Cost
{
    /// <summary>Up to this cost, recomputing a local beats writing it to the tape and reading it back.</summary>
    public const int OfRecording = 8;

    /// <summary>Up to this cost, an operand is repeated in its derivative rather than named.</summary>
    public const int OfNaming = 3;

    public static int Of(IrExpression expression)
    {
        int cost = OfNode(expression);
        foreach (IrExpression child in expression.Children)
        {
            cost += Of(child);
        }

        return cost;
    }

    private static int OfNode(IrExpression expression) => expression switch
    {
        IrBinary { Operator: IrBinaryOperator.Divide, Type.IsComplex: true } => 15,
        IrBinary { Operator: IrBinaryOperator.Multiply, Type.IsComplex: true } => 4,
        IrBinary { Operator: IrBinaryOperator.Divide or IrBinaryOperator.Remainder } => 5,
        IrBinary or IrElement or IrSelect or IrSlice => 1,
        IrUnary or IrField or IrNewStruct => 0,
        IrView { Type.IsNumber: true, Field: null } => 2,
        IrView => 1,
        IrOpaque { Operands.IsEmpty: true } => 1,
        IrOpaque => 10,
        IrCall => 20,
        IrNewArray => 100,
        _ => 0,
    };
}
