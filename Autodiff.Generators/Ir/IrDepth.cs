using System;
using System.Collections.Generic;

namespace Autodiff.Generators.Ir;

/// <summary>How deep a body is nested, found without recursion.</summary>
internal static class IrDepth
{
    /// <summary>
    /// A bound of the depth that any pass meets: statements and expressions inside each other, and each exit once more,
    /// since structuring moves what follows an exit into a branch.
    /// </summary>
    public static int Of(IrBlock body)
    {
        int deepest = 0;
        int exits = 0;
        var statements = new Stack<(IrStatement Statement, int Depth)>();
        var expressions = new Stack<(IrExpression Expression, int Depth)>();
        statements.Push((body, 1));
        while (statements.Count > 0)
        {
            (IrStatement statement, int depth) = statements.Pop();
            deepest = Math.Max(deepest, depth);
            exits += statement is IrReturn or IrBreak or IrContinue or IrInlined ? 1 : 0;
            foreach (IrBlock block in statement.Blocks())
            {
                foreach (IrStatement child in block.Statements)
                {
                    statements.Push((child, depth + 1));
                }
            }

            foreach (IrExpression expression in statement.Expressions())
            {
                expressions.Push((expression, depth));
            }

            while (expressions.Count > 0)
            {
                (IrExpression expression, int level) = expressions.Pop();
                deepest = Math.Max(deepest, level);
                foreach (IrExpression child in expression.Children)
                {
                    expressions.Push((child, level + 1));
                }
            }
        }

        return deepest + exits;
    }
}
