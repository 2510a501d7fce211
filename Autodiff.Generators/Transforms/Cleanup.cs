using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Tidies a reverse sweep: a shadow is not set to zero when nothing reads it again, it is declared where it first gets
/// a value, and one that gets none is dropped.
/// </summary>
internal static class Cleanup
{
    /// <param name="live">What the caller reads afterwards: the adjoints of its parameters.</param>
    public static IrBlock Run(IrBlock block, IEnumerable<IrVariable> live) => JoinDeclarations(DeadStores.Run(block, live));

    /// <summary>Walks backwards, with the first statement after this one that mentions each variable.</summary>
    private static IrBlock JoinDeclarations(IrBlock block)
    {
        var joined = new LinkedList<IrStatement>();
        var mentions = new Dictionary<IrVariable, LinkedListNode<IrStatement>>();
        foreach (IrStatement statement in block.Statements.Select(statement => statement.WithBlocks(JoinDeclarations)).Reverse())
        {
            if (statement is IrDeclare { Initial: IrLiteral { Text: "0" }, Variable.Type.IsNumber: true } declare)
            {
                if (mentions.TryGetValue(declare.Variable, out LinkedListNode<IrStatement>? first))
                {
                    MoveDown(declare, first);
                }

                continue;
            }

            LinkedListNode<IrStatement> node = joined.AddFirst(statement);
            foreach (IrVariable variable in statement.Mentions())
            {
                mentions[variable] = node;
            }
        }

        return IrBlock.Of(joined);
    }

    /// <summary>Moves a declaration of zero to the first statement that mentions the variable, and joins the two.</summary>
    private static void MoveDown(IrDeclare declaration, LinkedListNode<IrStatement> first)
    {
        IrVariable variable = declaration.Variable;
        if (first.Value is IrAssign { Operator: null or IrBinaryOperator.Add or IrBinaryOperator.Subtract } assign
            && IsTo(assign, variable) && !assign.Value.Mentions(variable))
        {
            IrExpression initial = assign.Operator == IrBinaryOperator.Subtract ? IrBuild.Negate(assign.Value) : assign.Value;
            first.Value = new IrDeclare(variable, initial);
            return;
        }

        // The comment that belongs to the statement stays with it.
        LinkedListNode<IrStatement> target = first.Previous is { Value: IrComment } comment ? comment : first;
        target.List!.AddBefore(target, declaration);
    }

    private static bool IsTo(IrAssign assign, IrVariable variable) => assign.Place is IrVariableReference reference && reference.Variable.Equals(variable);
}
