using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Joins a declaration with the only assignment of its variable, where that stands in the same block:
/// <c>double y; … y = f(x);</c> declares <c>y</c> where it gets its value.
/// </summary>
internal static class LateInitialization
{
    public static IrBlock Run(IrBlock body)
    {
        Dictionary<IrVariable, int> assignments = body.SelfAndDescendants()
            .OfType<IrAssign>()
            .Select(assign => assign.Place)
            .OfType<IrVariableReference>()
            .GroupBy(place => place.Variable)
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (IrVariable written in body.SelfAndDescendants().SelectMany(statement => statement.Expressions()).SelectMany(expression => expression.SelfAndDescendants()).OfType<IrReference>().SelectMany(reference => reference.Variables()))
        {
            assignments.Remove(written);
        }

        return Run(body, assignments);
    }

    private static IrBlock Run(IrBlock block, Dictionary<IrVariable, int> assignments)
    {
        HashSet<IrVariable> pending = [.. block.Statements
            .OfType<IrDeclare>()
            .Where(declare => declare.Initial is null && assignments.TryGetValue(declare.Variable, out int count) && count == 1)
            .Select(declare => declare.Variable)];
        pending.IntersectWith(block.Statements
            .OfType<IrAssign>()
            .Where(assign => assign.Operator is null)
            .Select(assign => assign.Place)
            .OfType<IrVariableReference>()
            .Select(place => place.Variable));
        return block with { Statements = block.Statements.SelectMany(statement => Rewrite(statement, pending, assignments)).ToEquatableArray() };
    }

    private static IrStatement[] Rewrite(IrStatement statement, HashSet<IrVariable> pending, Dictionary<IrVariable, int> assignments)
    {
        switch (statement)
        {
            case IrDeclare declare when pending.Contains(declare.Variable):
                return [];
            case IrAssign { Operator: null, Place: IrVariableReference place } assign when pending.Contains(place.Variable):
                return [new IrDeclare(place.Variable, assign.Value) { Origin = assign.Origin }];
            default:
                return [statement.WithBlocks(block => Run(block, assignments))];
        }
    }
}
