using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Refuses rows of arrays of arrays that are set to anything but an array made for that place: the shadow of a row is
/// the same row of the shadow, which is made once, of the rows as they are at the end.
/// </summary>
internal static class RowStores
{
    public static IEnumerable<Problem> Problems(IrBlock body, Roots roots)
    {
        List<IrStatement> statements = [.. body.SelfAndDescendants()];
        List<IrAssign> stores = [.. statements.OfType<IrAssign>().Where(IsStore)];
        if (stores.Count == 0)
        {
            yield break;
        }

        HashSet<IrVariable> assigned = [.. statements.OfType<IrAssign>().Select(assign => assign.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        HashSet<IrStatement> fresh = new(statements.SelectMany(statement => statement.Blocks()).Append(body).Distinct(ReferenceComparer.Instance).Cast<IrBlock>().SelectMany(FreshIn), ReferenceComparer.Instance);
        foreach (IrAssign store in stores)
        {
            var slot = (IrView)store.Place;
            string name = slot.PlaceName().TrimStart('@');
            bool isOwn = roots.Of(slot.Receiver) is { Kind: not IrVariableKind.Parameter };
            bool isOnce = store.Value is IrVariableReference { Variable: var row } && !assigned.Contains(row) && !roots.IsReference(row)
                && stores.Count(other => other.Value is IrVariableReference { Variable: var another } && another.Equals(row)) == 1;
            if (!isOwn)
            {
                yield return new Problem("AD0011", [name, "has a row replaced that the method was given; copy the rows into an array of its own, or write into the row"], store.Origin);
            }
            else if (!isOnce || !fresh.Contains(store))
            {
                yield return new Problem("AD0011", [name, "is given a row that is not new there; set each row once, to an array made in the same block, or copy it with (double[])row.Clone()"], store.Origin);
            }
        }
    }

    private static bool IsStore(IrAssign assign) => assign.Place is IrView { Type.HoldsMemory: true };

    /// <summary>The stores in a block of arrays that the block has made before.</summary>
    private static IEnumerable<IrStatement> FreshIn(IrBlock block)
    {
        var made = new HashSet<IrVariable>();
        foreach (IrStatement statement in block.Statements)
        {
            if (statement is IrDeclare { Initial: IrNewArray or IrCall { Method.Kind: IrCallKind.Rule or IrCallKind.Differentiable } } declare)
            {
                made.Add(declare.Variable);
            }
            else if (statement is IrAssign { Value: IrVariableReference { Variable: var row } } store && IsStore(store) && made.Contains(row))
            {
                yield return store;
            }
        }
    }
}
