using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Arrays that may stand for each other: those that reach one variable by assignment, and the variables that carry
/// them. What is known of one is known of all.
/// </summary>
internal sealed class MemoryGroup
{
    private readonly HashSet<IrVariable> _members = [];

    /// <summary>The variables that carry an array of the group, parameters included.</summary>
    public IReadOnlyCollection<IrVariable> Members => _members;

    /// <summary>Stands for the memory of all members; no code mentions it. It depends on the members only.</summary>
    public IrVariable Root { get; private set; } = null!;

    /// <summary>Whether memory outside the method is among what the variables carry.</summary>
    public bool IsOutside { get; private set; }

    /// <summary>Whether the method makes arrays of the group, by itself or by a callee.</summary>
    public bool IsMade { get; private set; }

    /// <summary>Whether a member is bound to something that is neither an array variable nor a new array.</summary>
    public bool HasViews { get; private set; }

    public IEnumerable<IrVariable> Parameters => _members.Where(member => member.Kind == IrVariableKind.Parameter);

    /// <summary>
    /// A variable that is assigned carries what its values carry; a copy of such a variable, taken when it led elsewhere,
    /// carries the same.
    /// </summary>
    public static Dictionary<IrVariable, MemoryGroup> Find(List<(IrVariable Variable, IrExpression Value)> bindings, HashSet<IrVariable> assigned)
    {
        var groups = new Dictionary<IrVariable, MemoryGroup>();
        if (assigned.Count == 0)
        {
            return groups;
        }

        foreach (IrVariable variable in assigned)
        {
            Join(groups, variable, variable);
        }

        int count;
        do
        {
            count = groups.Count;
            foreach ((IrVariable variable, IrExpression value) in bindings)
            {
                if (value is IrVariableReference { Variable: var source } && variable.Type.Kind == IrTypeKind.Array
                    && (groups.ContainsKey(variable) || assigned.Contains(source)))
                {
                    Join(groups, variable, source);
                }
            }
        }
        while (groups.Count != count);

        foreach ((IrVariable variable, IrExpression value) in bindings)
        {
            if (groups.TryGetValue(variable, out MemoryGroup? group) && value is not (IrVariableReference or IrLiteral))
            {
                group.IsOutside |= value is IrOpaque { Effect: not IrEffect.Writes } || Roots.IsFromOutside(value);
                group.HasViews |= value is not IrOpaque && Roots.IsView(value);
                group.IsMade |= value is IrNewArray or IrOpaque { Effect: IrEffect.Writes } || (value is IrCall && !Roots.IsFromOutside(value));
            }
        }

        foreach (MemoryGroup group in groups.Values.Distinct())
        {
            IrVariable first = group._members.OrderBy(member => member.Id).First();
            group.Root = first with { Id = -1 - first.Id, Kind = IrVariableKind.Temporary };
        }

        return groups;
    }

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
