using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Leaves out spans over whole arrays that neither sweep reads: noise, and C#'s own compiler makes an invalid program of
/// some of them.
/// </summary>
internal static class UnreadViews
{
    public static IrBlock Remove(IrBlock forward, IrBlock reverse, IrExpression? value)
    {
        HashSet<IrVariable> read = [.. new[] { forward, reverse }
            .SelectMany(block => block.SelfAndDescendants())
            .SelectMany(statement => statement.Expressions())
            .Concat(value is null ? [] : [value])
            .SelectMany(expression => expression.Variables())];
        return Without(forward);

        IrBlock Without(IrBlock block) => block with
        {
            Statements = block.Statements
                .Where(statement => statement is not IrDeclare { Variable.Type.IsSpan: true, Initial: IrConversion { Operand: IrVariableReference } } view || read.Contains(view.Variable))
                .Select(statement => statement.WithBlocks(Without))
                .ToEquatableArray(),
        };
    }
}
