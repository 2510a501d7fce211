using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// The statements that set rows of arrays of arrays. Where each row is made for its place, and set once, the rows at the
/// end are the rows all along, and the shadow of a row is the same row of the shadow. Elsewhere rows <em>move</em>, and
/// the forward sweep moves their shadows along.
/// </summary>
internal static class RowStores
{
    public static bool IsStore(IrStatement statement) => statement is IrAssign { Place: IrView { Type.HoldsMemory: true, Field: null } };

    /// <summary>The stores of rows that are not new there, or that take the place of others.</summary>
    public static List<IrAssign> Moved(IrBlock body, List<IrAssign> stores)
    {
        if (stores.Count == 0)
        {
            return [];
        }

        HashSet<IrVariable> assigned = [.. body.SelfAndDescendants().OfType<IrAssign>().Select(assign => assign.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        HashSet<IrVariable> counters = [.. body.SelfAndDescendants().OfType<IrFor>().Select(loop => loop.Index)];
        var once = new HashSet<IrStatement>(ReferenceComparer.Instance);
        FindOnce(body, [], once);
        return
        [
            .. stores.Where(store => !once.Contains(store)
                || store.Value is not IrVariableReference { Variable: var row }
                || assigned.Contains(row)
                || stores.Any(other => !ReferenceEquals(other, store) && (IsOf(other, row) || IsSamePlace(other.Place, store.Place)))),
        ];

        static bool IsOf(IrAssign store, IrVariable row) => store.Value is IrVariableReference { Variable: var other } && other.Equals(row);

        bool IsSamePlace(IrExpression first, IrExpression second) =>
            first is IrView { Arguments: [var at], Receiver: IrVariableReference rows } && second is IrView { Arguments: [var other] } view && rows.Equals(view.Receiver)
            && (at is IrLiteral && other is IrLiteral ? at.Equals(other) : IsAnywhere(at) || IsAnywhere(other));

        // The index of a loop tells its rows apart, and those before the loop are taken on trust: the forward sweep checks.
        bool IsAnywhere(IrExpression index) => index is not IrLiteral && !index.Variables().Any(counters.Contains);
    }

    /// <summary>Refuses rows that are set in an array of arrays that the method was given: its caller knows them by their places.</summary>
    public static IEnumerable<Problem> Problems(IrBlock body, Roots roots)
    {
        List<IrAssign> stores = [.. body.SelfAndDescendants().Where(IsStore).Cast<IrAssign>()];
        if (stores.Count == 0)
        {
            yield break;
        }

        HashSet<object> moved = new(Moved(body, stores), ReferenceComparer.Instance);
        (HashSet<IrVariable> given, bool areStored) = Given(body);
        foreach (IrAssign store in stores)
        {
            var slot = (IrView)store.Place;
            string name = slot.PlaceName().TrimStart('@');
            bool isOwn = roots.Of(slot.Receiver) is { Kind: not IrVariableKind.Parameter }
                && !slot.Receiver.Variables().Any(rows => rows.Type.IsJagged && (rows.Kind == IrVariableKind.Parameter || given.Contains(rows)))
                && (slot.Receiver is IrVariableReference || !areStored);
            if (!isOwn)
            {
                yield return new Problem(
                    "AD0011",
                    [name, slot.Type.IsClass ? "has an object replaced that the method was given; put the objects into an array of its own, or write into the fields of the object" : "has a row replaced that the method was given; give the rows to an array of its own first, such as (double[][])a.Clone(), or write into the row"],
                    store.PlaceOrigin);
            }
            else if (MemoryGroup.RowsOf(slot) is { } rows && roots.GroupOf(rows) is null && store.Value is IrVariableReference { Variable: var row } && roots.SlotOf(row) is null)
            {
                yield return new Problem("AD0011", [name, "would be led back to by what it holds, and the adjoint could not follow; store a new object, under its own name"], store.PlaceOrigin);
            }
            else if (MemoryGroup.RowsOf(slot) is null && moved.Contains(store))
            {
                yield return new Problem("AD0011", [name, "is a field, and its rows are given once, each an array made in the same block and outside loops; fill a local, and give that to the field"], store.PlaceOrigin);
            }
        }
    }

    /// <summary>The variables that may lead to an array of arrays that the method was given, as a whole or as a row of one of more dimensions.</summary>
    private static (HashSet<IrVariable> Variables, bool AreStored) Given(IrBlock body)
    {
        var given = new HashSet<IrVariable>();
        bool isStored = false;
        while (body.SelfAndDescendants().Aggregate(false, (changed, statement) => Spread(statement) || changed))
        {
        }

        return (given, isStored);

        bool Spread(IrStatement statement)
        {
            switch (statement)
            {
                case IrDeclare { Initial: { } initial } declare:
                    return IsGiven(initial) && given.Add(declare.Variable);
                case IrAssign { Place: IrVariableReference place } assign:
                    return IsGiven(assign.Value) && given.Add(place.Variable);
                case IrAssign store when IsStore(store) && !isStored && IsGiven(store.Value):
                    isStored = true;
                    return true;
                default:
                    return false;
            }
        }

        bool IsGiven(IrExpression value) => value.Type.IsJagged && value switch
        {
            IrVariableReference reference => reference.Variable.Kind == IrVariableKind.Parameter || given.Contains(reference.Variable),
            IrView view => isStored || IsGiven(view.Receiver),
            _ => false,
        };
    }

    /// <summary>
    /// Finds the stores of arrays that their block has made before, none of which an enclosing loop can repeat for the
    /// same place of the same array.
    /// </summary>
    /// <param name="loops">The enclosing loops, each with the variables that it declares.</param>
    private static void FindOnce(IrBlock block, List<(IrStatement Loop, HashSet<IrVariable> Declared)> loops, HashSet<IrStatement> once)
    {
        var made = new HashSet<IrVariable>();
        foreach (IrStatement statement in block.Statements)
        {
            switch (statement)
            {
                case IrDeclare { Initial: IrNewArray or IrCall { Method: { Kind: IrCallKind.Rule or IrCallKind.Differentiable } or { MakesObject: true } } } declare:
                    made.Add(declare.Variable);
                    break;
                case IrAssign { Value: IrVariableReference { Variable: var row }, Place: IrView slot } when IsStore(statement) && made.Contains(row):
                    if (!loops.Any(loop => Repeats(loop.Loop, loop.Declared, slot)))
                    {
                        once.Add(statement);
                    }

                    break;
                case IrFor or IrWhile:
                    HashSet<IrVariable> declared = [.. statement.SelfAndDescendants().OfType<IrDeclare>().Select(inner => inner.Variable)];
                    foreach (IrBlock nested in statement.Blocks())
                    {
                        FindOnce(nested, [.. loops, (statement, declared)], once);
                    }

                    break;
                default:
                    foreach (IrBlock nested in statement.Blocks())
                    {
                        FindOnce(nested, loops, once);
                    }

                    break;
            }
        }
    }

    /// <summary>Whether a loop may set one place twice: its index does not tell the places apart, and the array is not made in it.</summary>
    private static bool Repeats(IrStatement loop, HashSet<IrVariable> declared, IrView slot) =>
        MemoryGroup.RowsOf(slot) is not { } rows || (!declared.Contains(rows) && !(loop is IrFor { Index: var index } && IsFoundBy(slot, index)));

    private static bool IsFoundBy(IrView slot, IrVariable index) =>
        (slot.Arguments[0] switch
        {
            IrBinary { Operator: IrBinaryOperator.Add or IrBinaryOperator.Subtract, Left: var left, Right: IrLiteral } => left,
            var argument => argument,
        }) is IrVariableReference { Variable: var variable } && variable.Equals(index)
        || (slot.Receiver is IrView outer && IsFoundBy(outer, index));
}
