using System;
using System.Collections.Generic;

namespace Autodiff.Generators.Ir;

/// <summary>
/// The variables that some fact holds of while a pass walks through a body. Where control parts, the set is taken back
/// to what it was instead of copied: a branch costs what it changes, not what is known by then.
/// </summary>
internal sealed class FlowSet(IEnumerable<IrVariable> variables)
{
    private readonly HashSet<IrVariable> _variables = [.. variables];
    private readonly List<(IrVariable Variable, bool IsAdded)> _changes = [];

    public int Count => _variables.Count;

    public bool Contains(IrVariable variable) => _variables.Contains(variable);

    public void Add(IrVariable variable)
    {
        if (_variables.Add(variable))
        {
            _changes.Add((variable, true));
        }
    }

    public void Add(IEnumerable<IrVariable> variables)
    {
        foreach (IrVariable variable in variables)
        {
            Add(variable);
        }
    }

    public void Remove(IrVariable variable)
    {
        if (_variables.Remove(variable))
        {
            _changes.Add((variable, false));
        }
    }

    public void Remove(IEnumerable<IrVariable> variables)
    {
        foreach (IrVariable variable in variables)
        {
            Remove(variable);
        }
    }

    /// <summary>Walks one way and the other from the same set; afterwards the fact holds of what it holds of after either.</summary>
    public void Join(Action first, Action second)
    {
        int mark = _changes.Count;
        first();
        Dictionary<IrVariable, bool> changes = ChangesSince(mark);
        TakeBack(mark);
        second();
        foreach (KeyValuePair<IrVariable, bool> change in ChangesSince(mark))
        {
            if (!change.Value && !(changes.TryGetValue(change.Key, out bool isKept) && !isKept))
            {
                Add(change.Key);
            }
        }

        foreach (KeyValuePair<IrVariable, bool> change in changes)
        {
            if (change.Value)
            {
                Add(change.Key);
            }
        }
    }

    /// <summary>Walks through something that may not happen: what was in the set stays in it.</summary>
    public void Keep(Action walk) => Join(walk, static () => { });

    /// <summary>Walks through something, and forgets what that changed.</summary>
    public void Try(Action walk)
    {
        int mark = _changes.Count;
        walk();
        TakeBack(mark);
    }

    /// <summary>Each variable that came or went since a mark, and whether it is there now.</summary>
    private Dictionary<IrVariable, bool> ChangesSince(int mark)
    {
        var changes = new Dictionary<IrVariable, bool>();
        for (int i = mark; i < _changes.Count; i++)
        {
            // Additions and removals of one variable take turns: an even number of them is none.
            (IrVariable variable, bool isAdded) = _changes[i];
            if (!changes.Remove(variable))
            {
                changes.Add(variable, isAdded);
            }
        }

        return changes;
    }

    private void TakeBack(int mark)
    {
        for (int i = _changes.Count - 1; i >= mark; i--)
        {
            (IrVariable variable, bool isAdded) = _changes[i];
            _ = isAdded ? _variables.Remove(variable) : _variables.Add(variable);
        }

        _changes.RemoveRange(mark, _changes.Count - mark);
    }
}
