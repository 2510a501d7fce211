using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// What the statements of each block may change, and hence which expressions have the same value at a block's end as
/// where they stand in it.
/// </summary>
internal sealed class Mutations
{
    private readonly Dictionary<IrBlock, Changes> _blocks = new(ReferenceComparer.Instance);
    private readonly Dictionary<IrVariable, int> _assignments = [];
    private readonly HashSet<IrVariable> _uninitialized = [];
    private readonly HashSet<IrVariable> _escaped;
    private readonly Roots _roots;
    private readonly bool _changesWorld;
    private readonly bool _outlivesBody;

    /// <summary>Whether something is written that may be memory outside the method; a differentiable callee writes none of it.</summary>
    public bool ChangesOutsideMemory { get; private set; }

    /// <param name="outlivesBody">Whether what is read of the world must last beyond the body: between a sweep pair the
    /// caller goes on, and may change anything.</param>
    public Mutations(IrBlock body, Roots roots, bool outlivesBody)
    {
        _roots = roots;
        _outlivesBody = outlivesBody;
        _escaped = Escapes.Find(body, roots);
        _changesWorld = Collect(body).World || outlivesBody;
    }

    /// <summary>Whether the body itself assigns to elements of memory outside the method.</summary>
    public bool AssignsOutsideMemory { get; private set; }

    /// <summary>
    /// Whether an expression reads state outside the method that the method, or something it calls, may change: nothing
    /// restores that on the way back.
    /// </summary>
    public bool IsVolatile(IrExpression expression) => expression.SelfAndDescendants().Any(node => node switch
    {
        IrOpaque { Effect: IrEffect.Computes } => true,
        IrOpaque { Effect: IrEffect.Reads } => _changesWorld,
        // A list may have grown until the reverse sweep is called.
        IrLength { Member: "Count" } => _outlivesBody,
        IrElement or IrView { IsPlace: true } => _changesWorld && IsOutside(node),
        IrCall call => _changesWorld && call.Children.Any(child => child.Type.HoldsMemory && IsOutside(child)),
        _ => false,
    });

    /// <summary>Whether code outside the method may hold the memory, too.</summary>
    public bool IsOutside(IrExpression memory) => _roots.Of(memory) is not { } root || _escaped.Contains(root);

    /// <summary>Whether a variable keeps the value it is declared with.</summary>
    public bool IsAssignedOnce(IrVariable variable) => !_assignments.ContainsKey(variable) && !_uninitialized.Contains(variable);

    /// <summary>Whether a root's memory is written anywhere.</summary>
    public bool IsWritten(IrBlock block, IrVariable root) => _blocks[block].Memory.Contains(root);

    /// <summary>Whether an expression that stands in a block has the same value at the block's end.</summary>
    public bool IsStable(IrExpression expression, IrBlock block)
    {
        Changes changes = _blocks[block];
        return !IsVolatile(expression) && expression.SelfAndDescendants().All(node => node switch
        {
            IrVariableReference reference => !changes.Variables.Contains(reference.Variable),
            IrElement or IrView { IsPlace: true } => _roots.Of(node) is not { } root || !changes.Memory.Contains(root),
            IrView { Type.HoldsMemory: true } => _roots.SlotsOf(node) is not { } slots || !changes.Memory.Contains(slots),
            IrOpaque { Effect: IrEffect.Writes } or IrNewArray or IrPop => false,
            IrCall call => call.Method.Effect == IrEffect.Pure
                && !Activity.WrittenMemory(call).Any()
                && call.Children.Where(child => child.Type.HoldsMemory).All(child => _roots.Of(child) is not { } root || !changes.Memory.Contains(root))
                && call.Children.OfType<IrVariableReference>().All(child => _roots.SlotsOf(child.Variable) is not { } slots || !changes.Memory.Contains(slots)),
            _ => true,
        });
    }

    private Changes Collect(IrBlock block)
    {
        var changes = new Changes();
        foreach (IrStatement statement in block.Statements)
        {
            Collect(statement, changes);
            foreach (IrBlock nested in statement.Blocks())
            {
                changes.Add(Collect(nested));
            }
        }

        _blocks[block] = changes;
        return changes;
    }

    private void Collect(IrStatement statement, Changes changes)
    {
        switch (statement)
        {
            case IrDeclare { Initial: null } declare:
                _uninitialized.Add(declare.Variable);
                break;
            case IrDeclare { Initial: { } initial }:
                Collect(initial, changes);
                break;
            case IrAssign assign:
                CollectPlace(assign.Place, changes);
                Collect(assign.Value, changes);
                break;
            case IrEvaluate evaluate:
                Collect(evaluate.Expression, changes);
                break;
            case IrWhile { Enumeration: not null }:
                // Enumerating may run any code.
                changes.World = true;
                break;
            case IrFor loop:
                // Outside its loop the index does not exist; inside, each iteration has its own.
                break;
        }
    }

    private void CollectPlace(IrExpression place, Changes changes)
    {
        if (Whole(place) is IrVariableReference reference)
        {
            changes.Variables.Add(reference.Variable);
            _assignments[reference.Variable] = _assignments.TryGetValue(reference.Variable, out int count) ? count + 1 : 1;
        }
        else if (_roots.Of(place) is { } root)
        {
            changes.Memory.Add(_roots.SlotsOf(place) ?? root);
        }
        else
        {
            changes.World = true;
            ChangesOutsideMemory = true;
            AssignsOutsideMemory |= place is IrElement or IrField;
        }
    }

    /// <summary>What a field belongs to: assigning one changes the variable of the whole.</summary>
    private static IrExpression Whole(IrExpression place) => place is IrField field ? Whole(field.Target) : place;

    private void Collect(IrExpression expression, Changes changes)
    {
        foreach (IrExpression node in expression.SelfAndDescendants())
        {
            if (node is IrCall call)
            {
                changes.World |= call.Method.Effect == IrEffect.Writes;
                ChangesOutsideMemory |= call.Method is { Effect: IrEffect.Writes, Kind: IrCallKind.Plain } || Activity.WrittenMemory(call).Any(memory => _roots.Of(memory) is null);
                foreach (IrExpression written in Activity.WrittenMemory(call))
                {
                    if (written is IrReference reference)
                    {
                        CollectPlace(reference.Place, changes);
                    }
                    else if (_roots.Of(written) is { } root)
                    {
                        changes.Memory.Add(root);
                    }
                    else
                    {
                        changes.World = true;
                    }
                }
            }
            else if (node is IrOpaque { Effect: IrEffect.Writes })
            {
                changes.World = true;
            }
        }
    }

    private sealed class Changes
    {
        public HashSet<IrVariable> Variables { get; } = [];

        public HashSet<IrVariable> Memory { get; } = [];

        public bool World { get; set; }

        public void Add(Changes other)
        {
            Variables.UnionWith(other.Variables);
            Memory.UnionWith(other.Memory);
            World |= other.World;
        }
    }
}
