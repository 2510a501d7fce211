using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Refuses fields that are set to anything but an array or an object made for them: the shadow of what a field leads to
/// is the same field of the shadow, which is made once, of the fields as they are at the end.
/// </summary>
internal static class FieldStores
{
    public static bool IsStore(IrStatement statement) => statement is IrAssign { Place: IrView { Field: not null, IsSlot: true } };

    public static IEnumerable<Problem> Problems(IrBlock body, Roots roots)
    {
        List<IrStatement> statements = [.. body.SelfAndDescendants()];
        List<IrAssign> stores = [.. statements.Where(IsStore).Cast<IrAssign>()];
        if (stores.Count == 0)
        {
            yield break;
        }

        HashSet<IrVariable> assigned = [.. statements.OfType<IrAssign>().Select(assign => assign.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        HashSet<IrVariable> made = [.. statements.OfType<IrDeclare>().Where(declare => declare.Initial is IrCall { Method.IsConstructor: true }).Select(declare => declare.Variable)];
        HashSet<IrStatement> fresh = new(statements.SelectMany(statement => statement.Blocks()).Append(body).Distinct(ReferenceComparer.Instance).Cast<IrBlock>().SelectMany(FreshIn), ReferenceComparer.Instance);
        foreach (IrAssign store in stores)
        {
            var slot = (IrView)store.Place;
            string name = slot.PlaceName().TrimStart('@');

            // An object that was made here is the method's own, wherever it is stored later; what moves may have been given.
            MemoryGroup? group = slot.Receiver is IrVariableReference { Variable: var owner } ? roots.GroupOf(owner) : null;
            bool isMoving = group is not null || slot.Receiver.Variables().Any(roots.IsReference);
            bool isOwn = (!isMoving && roots.Of(slot.Receiver) is { Kind: not IrVariableKind.Parameter }) || (slot.Receiver is IrVariableReference { Variable: var receiver } && made.Contains(receiver));
            bool isOnce = store.Value is IrVariableReference { Variable: var value } && !assigned.Contains(value) && (!roots.IsReference(value) || Equals(roots.GroupOf(value), group))
                && statements.OfType<IrAssign>().Count(other => other.Place is IrView && other.Value is IrVariableReference { Variable: var another } && another.Equals(value)) == 1;
            if (store.Value is IrVariableReference { Variable: var stored } && stored.Type.IsClass && roots.SlotOf(stored) is null && !(isOnce && group is not null && fresh.Contains(store)))
            {
                yield return new Problem("AD0011", [name, "would lead an object back to itself, or is given another name of it; store a new object under its own name"], store.PlaceOrigin);
            }
            else if (!isOwn)
            {
                yield return new Problem("AD0011", [name, "is a field of something that the method was given, and its adjoint could not follow another array or object; write into what the field leads to"], store.PlaceOrigin);
            }
            else if (!isOnce || !fresh.Contains(store))
            {
                yield return new Problem("AD0011", [name, "is given an array or an object that is not new there; set the field once, to something made in the same block, such as (double[])values.Clone()"], store.PlaceOrigin);
            }
        }
    }

    /// <summary>The stores in a block of what the block has made before.</summary>
    private static IEnumerable<IrStatement> FreshIn(IrBlock block)
    {
        var made = new HashSet<IrVariable>();
        foreach (IrStatement statement in block.Statements)
        {
            if (statement is IrDeclare { Initial: IrNewArray or IrCall { Method: { Kind: IrCallKind.Rule or IrCallKind.Differentiable } or { IsConstructor: true } } } declare)
            {
                made.Add(declare.Variable);
            }
            else if (statement is IrAssign { Value: IrVariableReference { Variable: var value } } store && IsStore(store) && made.Contains(value))
            {
                yield return store;
            }
        }
    }
}
