using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Gives a value at once to a local that the compiler could not see to have one at the end of its block: exits have
/// become flags, and either sweep may read the local there.
/// </summary>
internal static class DefiniteAssignment
{
    public static IrBlock Run(IrBlock block)
    {
        List<IrStatement> statements = [.. block.Statements.Select(statement => statement.WithBlocks(Run))];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is IrDeclare { Initial: null, Variable: { Type.IsSpan: false } variable } declare
                && Assigns(statements, variable, i + 1) != true)
            {
                statements[i] = declare with { Initial = IrBuild.Default(variable.Type) };
            }
        }

        return block with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>
    /// Whether statements give a variable its value before anything reads it; <see langword="null"/> where they do
    /// neither.
    /// </summary>
    private static bool? Assigns(IReadOnlyList<IrStatement> statements, IrVariable variable, int from = 0)
    {
        for (int i = from; i < statements.Count; i++)
        {
            if (Assigns(statements[i], variable) is { } assigns)
            {
                return assigns;
            }
        }

        return null;
    }

    private static bool? Assigns(IrStatement statement, IrVariable variable)
    {
        switch (statement)
        {
            case IrThrow thrown:
                return !thrown.Exception.Mentions(variable);
            case IrAssign { Operator: null, Place: IrVariableReference place } assign when place.Variable.Equals(variable):
                return !assign.Value.Mentions(variable);
            case IrBlock block:
                return Assigns(block.Statements, variable);
            case IrIf conditional when !conditional.Condition.Mentions(variable):
                bool? then = Assigns(conditional.Then.Statements, variable);
                bool? otherwise = conditional.Else is null ? null : Assigns(conditional.Else.Statements, variable);
                return then == otherwise || Throws(conditional.Else) ? then : Throws(conditional.Then) ? otherwise : false;
            case IrTry attempt when !attempt.Finally.Mentions().Contains(variable):
                return Assigns(attempt.Body.Statements, variable);
            case IrWhile { TestsLast: true } loop:
                return Assigns(loop.Body.Statements, variable) ?? (loop.Condition.Mentions(variable) ? false : null);
            default:
                return statement.Mentions().Contains(variable) ? false : null;
        }
    }

    private static bool Throws(IrBlock? block) => block?.Statements.LastOrDefault() is IrThrow;
}
