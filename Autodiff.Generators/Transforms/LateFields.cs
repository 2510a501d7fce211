using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Declares a local that stands for an array or an object in a field of a struct where the field gets its first value:
/// <c>new Layer { Weights = w }</c> makes an empty struct first.
/// </summary>
internal static class LateFields
{
    /// <param name="leaves">The locals that stand for fields.</param>
    public static IrBlock Run(IrBlock body, HashSet<IrVariable> leaves)
    {
        body = Rewrite(body, leaves);
        foreach (IrAssign assign in body.SelfAndDescendants().OfType<IrAssign>())
        {
            if (assign.Place is IrVariableReference { Variable: { Type.IsHeldSpan: true } variable } && leaves.Contains(variable))
            {
                throw new UnsupportedException("giving a field of a struct another Memory", "make a new struct under a name of its own") { Origin = assign.Origin };
            }
        }

        return WithoutAliases(body, leaves);
    }

    /// <summary>A field that only ever leads to what one variable leads to is that variable.</summary>
    private static IrBlock WithoutAliases(IrBlock body, HashSet<IrVariable> leaves)
    {
        HashSet<IrVariable> assigned = [.. body.SelfAndDescendants().OfType<IrAssign>().Select(assign => assign.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        var aliases = new Dictionary<IrVariable, IrVariable>();
        foreach (IrDeclare declare in body.SelfAndDescendants().OfType<IrDeclare>())
        {
            if (declare is { Variable: { Type.IsReferring: true } leaf, Initial: IrVariableReference { Variable: { Kind: not IrVariableKind.Parameter } source } }
                && leaves.Contains(leaf) && leaf.Type.Equals(source.Type) && !assigned.Contains(leaf) && !assigned.Contains(source))
            {
                aliases.Add(leaf, aliases.TryGetValue(source, out IrVariable? same) ? same : source);
            }
        }

        return aliases.Count == 0 ? body : Without(body);

        IrBlock Without(IrBlock block) => block with
        {
            Statements = block.Statements
                .Where(statement => statement is not IrDeclare { Variable: var variable } || !aliases.ContainsKey(variable))
                .Select(statement => statement.WithExpressions(Renamed).WithBlocks(Without)).ToEquatableArray(),
        };

        IrExpression Renamed(IrExpression expression) => expression.Rewrite(node =>
            node is IrVariableReference { Variable: var variable } && aliases.TryGetValue(variable, out IrVariable? source) ? new IrVariableReference(source) { Origin = node.Origin } : node);
    }

    private static IrBlock Rewrite(IrBlock block, HashSet<IrVariable> leaves)
    {
        List<IrStatement> statements = [.. block.Statements.Select(statement => statement.WithBlocks(nested => Rewrite(nested, leaves)))];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is IrDeclare { Initial: null or IrLiteral, Variable: { Type.IsReferring: true } variable } && leaves.Contains(variable)
                && First(statements, variable, i + 1) is { } first)
            {
                var assign = (IrAssign)statements[first];
                statements[first] = new IrDeclare(variable, assign.Value) { Origin = assign.Origin };
                statements.RemoveAt(i);
            }
        }

        return block with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>Where a block assigns a variable that nothing before mentions.</summary>
    private static int? First(List<IrStatement> statements, IrVariable variable, int from)
    {
        for (int i = from; i < statements.Count; i++)
        {
            if (statements[i] is IrAssign { Operator: null, Place: IrVariableReference place } assign && place.Variable.Equals(variable))
            {
                return assign.Value.Mentions(variable) ? null : i;
            }

            if (statements[i].Mentions().Contains(variable))
            {
                return null;
            }
        }

        return null;
    }
}
