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

    private static IrBlock JoinDeclarations(IrBlock block)
    {
        List<IrStatement> statements = [.. block.Statements.Select(RunNested)];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is IrDeclare { Initial: IrLiteral { Text: "0" }, Variable.Type.IsReal: true } declare)
            {
                MoveDown(statements, i, declare.Variable);
            }
        }

        return IrBlock.Of(statements);
    }

    private static IrStatement RunNested(IrStatement statement) => statement switch
    {
        IrBlock block => JoinDeclarations(block),
        IrIf conditional => conditional with { Then = JoinDeclarations(conditional.Then), Else = conditional.Else is null ? null : JoinDeclarations(conditional.Else) },
        IrFor loop => loop with { Body = JoinDeclarations(loop.Body) },
        IrWhile loop => loop with { Body = JoinDeclarations(loop.Body) },
        _ => statement,
    };

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
