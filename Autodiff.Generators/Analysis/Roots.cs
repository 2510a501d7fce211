using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// The memory each view leads to. An array, span or object variable is either a root (a parameter, an allocation, the
/// result of a call) or a view of another variable; two different roots never share memory that is written.
/// </summary>
/// <remarks>
/// A variable of an array or an object that is assigned again may lead to any of those that reach it. All of these, and the variables
/// that carry them, and rows that move from place to place, are <em>references</em> of one <see cref="MemoryGroup"/>, which is one root.
/// </remarks>
internal sealed class Roots
{
    private readonly Dictionary<IrVariable, IrExpression> _views = [];
    private readonly HashSet<IrVariable> _outside = [];
    private readonly HashSet<IrVariable> _assigned = [];
    private readonly HashSet<IrVariable> _null = [];
    private readonly List<(IrExpression Field, IrVariable Variable)> _fields = [];
    private readonly Dictionary<IrVariable, IrView> _stored = [];
    private readonly Dictionary<IrVariable, IrView> _slots = [];
    private readonly Dictionary<IrVariable, MemoryGroup> _groups;

    /// <param name="moving">Variables whose rows move, whatever their own stores say: the shadows of such.</param>
    public Roots(IrBlock body, IEnumerable<IrVariable>? moving = null)
    {
        var bindings = new List<(IrVariable Variable, IrExpression Value)>();
        var stores = new List<IrAssign>();
        var results = new Dictionary<IrVariable, IrExpression>();
        foreach (IrStatement statement in body.SelfAndDescendants())
        {
            if (statement is IrDeclare { Variable: { Type.HasMemoryFields: true } whole, Initial: { } result })
            {
                results[whole] = result;
            }

            if (RowStores.IsStore(statement))
            {
                stores.Add((IrAssign)statement);
            }
            else if (FieldStores.IsStore(statement) && statement is IrAssign { Place: IrView field, Value: IrVariableReference { Variable: var kept } })
            {
                _stored[kept] = field;
            }

            (IrVariable Variable, IrExpression Value)? binding = statement switch
            {
                IrDeclare { Initial: { } initial } declare => (declare.Variable, initial),
                IrAssign { Place: IrVariableReference place, Operator: null } assign => (place.Variable, assign.Value),
                _ => null,
            };

            if (binding is not ({ Type: { IsMemory: true } or { Kind: IrTypeKind.Object } } variable, var value))
            {
                continue;
            }

            if (value is IrField && value.Variables().FirstOrDefault() is { } holder && results.TryGetValue(holder, out IrExpression? made))
            {
                // What a call hands out in the fields of a struct is memory as if each were its result.
                _fields.Add((value, variable));
                value = made;
            }

            bindings.Add((variable, value));
            if (statement is IrAssign && (variable.Type.Kind is IrTypeKind.Array or IrTypeKind.Object))
            {
                _assigned.Add(variable);
            }

            if (value is IrLiteral)
            {
                _null.Add(variable);
            }
            else if (IsView(value))
            {
                // A span that is assigned a part of itself keeps its first meaning here; it is refused elsewhere.
                if (!LeadsTo(value, variable))
                {
                    _views[variable] = value;
                }
            }
            else if (IsFromOutside(value))
            {
                // Nobody knows what else leads to memory that such a call hands out.
                _outside.Add(variable);
            }
        }

        HashSet<IrVariable> moved = [.. moving ?? []];
        List<IrAssign> movedStores = [.. RowStores.Moved(body, stores).Concat(stores.Where(store => MemoryGroup.RowsOf(store.Place) is { } rows && moved.Contains(rows))).Distinct()];
        _groups = MemoryGroup.Find(bindings, _assigned, stores, movedStores, _stored);
        foreach (IrAssign store in stores)
        {
            if (store is { Place: IrView slot, Value: IrVariableReference { Variable: var row } })
            {
                _stored[row] = slot;
            }
        }

        foreach (KeyValuePair<IrVariable, IrView> stored in _stored.Where(stored => !_groups.ContainsKey(stored.Key) && !Reaches(stored.Value.Receiver, stored.Key, [])))
        {
            _slots[stored.Key] = stored.Value;
        }

        foreach (IrVariable reference in _groups.Keys)
        {
            _views.Remove(reference);
            _outside.Remove(reference);
        }
    }

    /// <summary>Whether a view is one of a variable, directly or by others.</summary>
    private bool LeadsTo(IrExpression view, IrVariable target) => view.Variables().Any(variable =>
        variable.Equals(target) || (_views.TryGetValue(variable, out IrExpression? next) && LeadsTo(next, target)));

    /// <summary>Whether an object stands in a field of itself, by whatever way.</summary>
    private bool Reaches(IrExpression memory, IrVariable target, HashSet<IrVariable> met) => memory.Variables().Any(variable => variable.Equals(target)
        || (met.Add(variable)
            && ((_views.TryGetValue(variable, out IrExpression? view) && Reaches(view, target, met))
                || (_stored.TryGetValue(variable, out IrView? slot) && Reaches(slot.Receiver, target, met)))));

    /// <summary>The groups, each once.</summary>
    public IEnumerable<MemoryGroup> Groups => _groups.Values.Distinct();

    /// <summary>The root variable, or <see langword="null"/> for memory outside the method (a field).</summary>
    public IrVariable? Of(IrExpression memory) => memory switch
    {
        IrVariableReference reference => Of(reference.Variable),
        IrSlice slice => Of(slice.Memory),
        IrConversion { Operand.Type.Kind: IrTypeKind.Other } => null,
        IrConversion conversion => Of(conversion.Operand),
        IrView view => Of(view.Receiver),
        IrElement element => Of(element.Memory),
        IrField field => Of(field.Target),
        IrStopGradient stop => Of(stop.Operand),
        IrReference reference => Of(reference.Place),
        _ => null,
    };

    public IrVariable? Of(IrVariable variable) =>
        _groups.TryGetValue(variable, out MemoryGroup? group) ? (group.IsOutside ? null : group.Root)
        : _outside.Contains(variable) ? null
        : _views.TryGetValue(variable, out IrExpression? view) ? Of(view)
        : _slots.TryGetValue(variable, out IrView? slot) ? Of(slot.Receiver)
        : variable;

    /// <summary>The variable that holds what a field of a call's result leads to.</summary>
    public IrVariable? Holder(IrExpression field) => _fields.FirstOrDefault(held => held.Field.Equals(field)).Variable;

    /// <summary>The places of rows that an expression of memory looks into, where rows move: memory of their own.</summary>
    public IrVariable? SlotsOf(IrExpression memory) => MemoryGroup.RowsOf(memory) is { } rows && _groups.TryGetValue(rows, out MemoryGroup? group) ? group.Slots : null;

    /// <summary>The places of rows behind a variable, where rows move.</summary>
    public IrVariable? SlotsOf(IrVariable variable) => variable.Type.IsJagged && _groups.TryGetValue(variable, out MemoryGroup? group) ? group.Slots : null;

    /// <summary>Where a new array is set as a row of an array of arrays: its shadow is the same row of the shadow.</summary>
    public IrView? SlotOf(IrVariable variable) => _slots.TryGetValue(variable, out IrView? slot) && !_views.ContainsKey(variable) ? slot : null;

    /// <summary>Whether a memory expression goes through <c>Ad.StopGradient</c>: the same memory, without its shadow.</summary>
    public bool IsStopped(IrExpression memory) => memory switch
    {
        IrStopGradient => true,
        IrVariableReference reference => _views.TryGetValue(reference.Variable, out IrExpression? view) && IsStopped(view),
        IrSlice slice => IsStopped(slice.Memory),
        IrConversion conversion => IsStopped(conversion.Operand),
        IrView view => IsStopped(view.Receiver),
        IrElement element => IsStopped(element.Memory),
        IrField field => IsStopped(field.Target),
        _ => false,
    };

    /// <summary>Whether a variable is a view of something else.</summary>
    public bool IsView(IrVariable variable) => _views.ContainsKey(variable);

    /// <summary>Whether a variable is no view, or one of all of a local that is none.</summary>
    public bool IsWhole(IrVariable variable) => !_views.TryGetValue(variable, out IrExpression? view)
        || (view is IrVariableReference { Variable: { Kind: not IrVariableKind.Parameter } whole } && IsWhole(whole));

    /// <summary>Whether a variable leads to nothing, all its life: a field of an empty struct.</summary>
    public bool IsNull(IrVariable variable) => _null.Contains(variable) && !_assigned.Contains(variable);

    /// <summary>Whether a variable carries one of several arrays, so that its shadow is set where it is set.</summary>
    public bool IsReference(IrVariable variable) => _groups.ContainsKey(variable);

    /// <summary>Whether a variable of an array or a container is assigned after its declaration: it then stands for itself besides its memory.</summary>
    public bool IsAssigned(IrVariable variable) => _assigned.Contains(variable);

    /// <summary>The group of a reference.</summary>
    public MemoryGroup? GroupOf(IrVariable variable) => _groups.TryGetValue(variable, out MemoryGroup? group) ? group : null;

    /// <summary>Whether an expression of memory or object type leads to memory that exists already.</summary>
    public static bool IsView(IrExpression value) => value is IrVariableReference or IrSlice or IrConversion or IrView or IrField or IrOpaque or IrStopGradient;

    /// <summary>Whether a call hands out memory of which nobody knows what else leads to it.</summary>
    public static bool IsFromOutside(IrExpression value) => value is IrCall { Method: { Kind: IrCallKind.Plain or IrCallKind.Sink, IsConstructor: false } };
}
