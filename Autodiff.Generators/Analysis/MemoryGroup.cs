using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Arrays and containers that may stand for each other: those that reach one variable by assignment, and the variables
/// that carry them. What is known of one is known of all.
/// </summary>
/// <remarks>
/// Where an array of arrays is among them, or rows of one move, its rows belong to the group, too: whatever has been in
/// one place may be in another. The places are then memory of their own besides the numbers, see <see cref="Slots"/>.
/// </remarks>
internal sealed class MemoryGroup
{
    private readonly HashSet<IrVariable> _members = [];

    /// <summary>The variables that carry an array of the group, parameters included.</summary>
    public IReadOnlyCollection<IrVariable> Members => _members;

    /// <summary>Stands for the memory of all members; no code mentions it. It depends on the members only.</summary>
    public IrVariable Root { get; private set; } = null!;

    /// <summary>
    /// Stands for the places of rows in the arrays of arrays of the group; <see langword="null"/> when there are none.
    /// Setting a row overwrites it, and whoever looks for a row reads it.
    /// </summary>
    public IrVariable? Slots { get; private set; }

    /// <summary>Whether memory outside the method is among what the variables carry.</summary>
    public bool IsOutside { get; private set; }

    /// <summary>Whether the method makes arrays of the group, by itself or by a callee.</summary>
    public bool IsMade { get; private set; }

    /// <summary>Whether an object of the group is made here, field by field, some of whose fields are structs with memory in them.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Whether a member is bound to something that is neither an array variable nor a new array.</summary>
    public bool HasViews { get; private set; }

    public IEnumerable<IrVariable> Parameters => _members.Where(member => member.Kind == IrVariableKind.Parameter);

    /// <summary>
    /// A variable that is assigned carries what its values carry; a copy of such a variable, taken when it led elsewhere,
    /// carries the same.
    /// </summary>
    /// <param name="bindings">What each variable of memory is given.</param>
    /// <param name="assigned">The variables that are assigned after their declaration.</param>
    /// <param name="stores">What the places of rows are given.</param>
    /// <param name="moved">The stores that set a row which is, or was, in another place.</param>
    /// <param name="kept">The fields of objects that variables are set as.</param>
    public static Dictionary<IrVariable, MemoryGroup> Find(List<(IrVariable Variable, IrExpression Value)> bindings, HashSet<IrVariable> assigned, List<IrAssign> stores, List<IrAssign> moved, IReadOnlyDictionary<IrVariable, IrView> kept)
    {
        var groups = new Dictionary<IrVariable, MemoryGroup>();
        if (assigned.Count + moved.Count == 0)
        {
            return groups;
        }

        foreach (IrVariable variable in assigned.Concat(moved.Select(store => RowsOf(store.Place)).OfType<IrVariable>()))
        {
            Join(groups, variable, variable);
        }

        int count;
        do
        {
            count = groups.Count;
            foreach ((IrVariable variable, IrExpression value) in bindings)
            {
                if (value is IrVariableReference { Variable: var source } && (groups.ContainsKey(variable) || assigned.Contains(source) || HasRows(groups, source)))
                {
                    Join(groups, variable, source);
                }
                else if (groups.ContainsKey(variable) && ViewedBy(value) is { } viewed)
                {
                    Join(groups, variable, viewed);
                }
            }

            foreach (KeyValuePair<IrVariable, IrView> field in kept)
            {
                if (field.Value.Receiver is IrVariableReference { Variable: var owner } && (groups.ContainsKey(owner) || groups.ContainsKey(field.Key)))
                {
                    Join(groups, owner, field.Key);
                }
            }

            IEnumerable<(IrVariable? Rows, IrVariable Row)> rows =
            [
                .. bindings.Select(binding => (RowsOf(binding.Value), binding.Variable)),
                .. stores.Where(store => store.Value is IrVariableReference).Select(store => (RowsOf(store.Place), ((IrVariableReference)store.Value).Variable)),
            ];
            foreach ((IrVariable? from, IrVariable row) in rows)
            {
                if (from is not null && (groups.ContainsKey(from) || groups.ContainsKey(row)))
                {
                    Join(groups, from, row);
                }
            }
        }
        while (groups.Count != count);

        foreach ((IrVariable variable, IrExpression value) in bindings)
        {
            if (groups.TryGetValue(variable, out MemoryGroup? group) && value is not (IrVariableReference or IrLiteral) && RowsOf(value) is null && ViewedBy(value) is null)
            {
                group.IsBuilt |= value is IrCall { Method.MakesObject: true, Type.HoldsStructsOfMemory: true };
                group.IsOutside |= value is IrOpaque { Effect: not IrEffect.Writes } || Roots.IsFromOutside(value);
                group.HasViews |= value is not IrOpaque && Roots.IsView(value);
                group.IsMade |= value is IrNewArray or IrOpaque { Effect: IrEffect.Writes } || (value is IrCall && !Roots.IsFromOutside(value));
            }
        }

        foreach (MemoryGroup group in groups.Values.Distinct())
        {
            IrVariable first = group._members.OrderBy(member => !member.Type.IsJagged).ThenBy(member => member.Id).First();
            group.Root = first with { Id = -1 - first.Id, Kind = IrVariableKind.Temporary };
            group.Slots = first.Type.IsJagged ? group.Root with { Id = int.MinValue + first.Id } : null;
        }

        return groups;
    }

    /// <summary>The variable of the array of arrays that a row is looked up in, however deep; <see langword="null"/> for what is no row.</summary>
    public static IrVariable? RowsOf(IrExpression place) => place is IrView { Type.HoldsMemory: true, Receiver: { Type.IsJagged: true } receiver }
        ? receiver is IrVariableReference reference ? reference.Variable : RowsOf(receiver)
        : null;

    /// <summary>The variable that an object is a view of: the owner of a field, the tensor of a slice, the array of a tensor.</summary>
    public static IrVariable? ViewedBy(IrExpression value) => value is IrView { Type: { Kind: IrTypeKind.Object, IsTensorSpan: false }, Receiver: { Type.IsJagged: false } receiver }
        ? receiver.Unconverted() is IrVariableReference { Variable: { Type: { Kind: IrTypeKind.Array } or { Kind: IrTypeKind.Object, IsTensorSpan: false } } viewed } ? viewed : ViewedBy(receiver)
        : null;

    private static bool HasRows(Dictionary<IrVariable, MemoryGroup> groups, IrVariable variable) =>
        groups.TryGetValue(variable, out MemoryGroup? group) && group._members.Any(member => member.Type.IsJagged);

    private static void Join(Dictionary<IrVariable, MemoryGroup> groups, IrVariable first, IrVariable second)
    {
        MemoryGroup group = groups.TryGetValue(first, out MemoryGroup? known) ? known : groups.TryGetValue(second, out known) ? known : new MemoryGroup();
        IEnumerable<IrVariable> others = groups.TryGetValue(second, out MemoryGroup? other) ? [.. other._members] : [second];
        foreach (IrVariable member in others.Append(first))
        {
            group._members.Add(member);
            groups[member] = group;
        }
    }
}
