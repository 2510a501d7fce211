using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Tidies a reverse sweep: a shadow is declared where it first gets a value, one that gets none is dropped, and it is
/// not set to zero when nothing reads it again.
/// </summary>
internal static class Cleanup
{
    public static IrBlock Run(IrBlock block)
    {
        List<IrStatement> statements = [.. block.Statements.Select(RunNested)];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is IrDeclare { Initial: IrLiteral { Text: "0" }, Variable.Type.IsReal: true } declare)
            {
                DropDeadZero(statements, i, declare.Variable);
                MoveDown(statements, i, declare.Variable);
            }
        }

        return IrBlock.Of(statements);
    }

    private static IrStatement RunNested(IrStatement statement) => statement switch
    {
        IrBlock block => Run(block),
        IrIf conditional => conditional with { Then = Run(conditional.Then), Else = conditional.Else is null ? null : Run(conditional.Else) },
        IrFor loop => loop with { Body = Run(loop.Body) },
        IrWhile loop => loop with { Body = Run(loop.Body) },
        _ => statement,
    };

    /// <summary>Removes the last statement about a local where that sets it to zero.</summary>
    private static void DropDeadZero(List<IrStatement> statements, int from, IrVariable variable)
    {
        int last = statements.FindLastIndex(statement => statement is not IrComment && statement.Mentions().Contains(variable));
        if (last > from && statements[last] is IrAssign { Operator: null, Value: IrLiteral { Text: "0" } } assign && IsTo(assign, variable))
        {
            statements.RemoveAt(last);
        }
    }

    /// <summary>Moves a declaration of zero to the first statement that mentions the variable, and joins the two.</summary>
    private static void MoveDown(List<IrStatement> statements, int at, IrVariable variable)
    {
        IrStatement declaration = statements[at];
        int first = statements.FindIndex(at + 1, statement => statement is not IrComment && statement.Mentions().Contains(variable));
        if (first < 0)
        {
            statements.RemoveAt(at);
            return;
        }

        if (statements[first] is IrAssign { Operator: null or IrBinaryOperator.Add or IrBinaryOperator.Subtract } assign
            && IsTo(assign, variable) && !assign.Value.Mentions(variable))
        {
            IrExpression initial = assign.Operator == IrBinaryOperator.Subtract ? IrBuild.Negate(assign.Value) : assign.Value;
            statements[first] = new IrDeclare(variable, initial);
            statements.RemoveAt(at);
            return;
        }

        // The comment that belongs to the statement stays with it.
        int target = first > 0 && statements[first - 1] is IrComment ? first - 1 : first;
        statements.Insert(target, declaration);
        statements.RemoveAt(at);
    }

    private static bool IsTo(IrAssign assign, IrVariable variable) => assign.Place is IrVariableReference reference && reference.Variable.Equals(variable);
}
