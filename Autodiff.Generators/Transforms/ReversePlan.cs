using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Decides, before any code is put together, how each statement is reversed and how each value the reverse sweep needs
/// gets there: computed again, kept in a local, or recorded.
/// </summary>
internal sealed class ReversePlan : IReverseReads
{
    private readonly Dictionary<IrStatement, StatementAdjoint> _adjoints = new(ReferenceComparer.Instance);
    private readonly Dictionary<IrStatement, IrVariable> _controls = new(ReferenceComparer.Instance);
    private readonly Dictionary<IrStatement, IrVariable> _limits = new(ReferenceComparer.Instance);
    private readonly Dictionary<IrBlock, List<IrDeclare>> _declarations = new(ReferenceComparer.Instance);
    private readonly HashSet<IrStatement> _isReversed = new(ReferenceComparer.Instance);
    private readonly HashSet<IrVariable> _needed = [];
    private readonly HashSet<IrVariable> _contents = [];
    private readonly List<IrStatement> _seedCode;
    private readonly IrBlock _body;
    private readonly bool _isSplit;
    private readonly Mutations _mutations;
    private readonly PrimalReads _reads;
    private readonly AdjointVariables _adjointVariables;
    private readonly Roots _roots;
    private readonly CheckpointedLoops _checkpoints;

    public ReversePlan(IrBlock body, bool isSplit, List<IrStatement> seedCode, Activity activity, Roots roots, Mutations mutations, AdjointVariables adjointVariables, IrVariable tape, VariableFactory variables, CheckpointedLoops checkpoints)
    {
        _checkpoints = checkpoints;
        _body = body;
        _isSplit = isSplit;
        _seedCode = seedCode;
        _mutations = mutations;
        _roots = roots;
        _adjointVariables = adjointVariables;
        _reads = new PrimalReads(roots, adjointVariables.IsAdjoint);
        var builder = new StatementAdjointBuilder(activity, roots, adjointVariables, tape);
        foreach (IrStatement statement in body.SelfAndDescendants())
        {
            _adjoints[statement] = builder.Build(statement);
            if (statement is IrBlock block)
            {
                Collect(block);
            }

            foreach (IrBlock nested in statement.Blocks())
            {
                Collect(nested);
            }
        }

        FindNeeds();
        PlanControl(body, variables);
        Recording = new Recording(body, roots, this);
        if (FindUnplanned() is { } unplanned)
        {
            throw new System.InvalidOperationException($"'{unplanned.Name}' is recorded where nothing restores it.");
        }
    }

    public Recording Recording { get; }

    public StatementAdjoint AdjointOf(IrStatement statement) => _adjoints[statement];

    /// <summary>Whether a value may be read by the reverse sweep.</summary>
    public bool IsNeeded(IrVariable variable) => _needed.Contains(variable);

    /// <summary>The variable that keeps a branch's condition, a while loop's count or a for loop's start, where one is needed.</summary>
    public IrVariable? ControlOf(IrStatement statement) => _controls.TryGetValue(statement, out IrVariable? variable) ? variable : null;

    /// <summary>The variable that keeps a for loop's limit, where one is needed.</summary>
    public IrVariable? LimitOf(IrStatement statement) => _limits.TryGetValue(statement, out IrVariable? variable) ? variable : null;

    /// <summary>Whether a local is cheaper to compute again at the end of its block than to keep.</summary>
    public bool IsRecomputed(IrDeclare declare, IrBlock block) =>
        !IsInScope(block)
        && declare.Initial is { } initial
        && !initial.Variables().Any(variable => variable is { Type.IsStruct: true, Kind: not IrVariableKind.Parameter })
        && !declare.Variable.Type.IsMemory && declare.Variable.Type.Kind is not (IrTypeKind.Object or IrTypeKind.Other)
        && _mutations.IsAssignedOnce(declare.Variable)
        && Cost.Of(initial) <= Cost.OfRecording
        && _mutations.IsStable(initial, block);

    /// <summary>Whether a local is a view, which is made again from its root.</summary>
    public bool IsRebuilt(IrDeclare declare, IrBlock block) =>
        !IsInScope(block)
        && declare is { Initial: not null, Variable.Type: { IsMemory: true } or { Kind: IrTypeKind.Object } }
        && _roots.IsView(declare.Variable);

    /// <summary>Whether a new array is left to the garbage collector.</summary>
    public bool IsNotRented(IrVariable variable) => _checkpoints.IsNotRented(variable);

    /// <summary>Whether the reverse sweep stands in the same C# block, so that locals are simply there.</summary>
    public bool IsInScope(IrBlock block) => (!_isSplit && ReferenceEquals(block, _body)) || _checkpoints.IsBody(block);

    /// <summary>Whether the reverse sweep has code for a statement or something below it.</summary>
    public bool IsReversed(IrStatement statement) => _isReversed.Contains(statement);

    bool IReverseReads.IsRerun(IrStatement loop) => IsRerun(loop);

    HashSet<IrVariable> IReverseReads.Mutated(IrStatement loop) => _checkpoints.Mutated(loop);

    IEnumerable<IrVariable> IReverseReads.Carried(IrStatement loop) => _checkpoints.CarriedShadows(loop);

    void IReverseReads.AddBefore(IrStatement statement, HashSet<IrVariable> reads) => _reads.Add(_adjoints[statement].AfterRestoring, reads);

    void IReverseReads.AddAfter(IrStatement statement, HashSet<IrVariable> reads)
    {
        _reads.Add(_adjoints[statement].BeforeRestoring, reads);
        foreach (IrExpression expression in InlineControls(statement))
        {
            _reads.Add(expression, reads);
        }

        if (IsRerun(statement))
        {
            // Snapshots bring back what the loop itself changes; the rest must be as it was.
            var body = new HashSet<IrVariable>();
            _reads.Add(statement.Blocks(), body);
            body.ExceptWith(_checkpoints.Mutated(statement));
            reads.UnionWith(body);
            reads.UnionWith(_checkpoints.CarriedShadows(statement));
        }
    }

    void IReverseReads.AddPlace(IrStatement statement, IrExpression place, HashSet<IrVariable> reads) => _reads.AddPlace(place, IsWhole(statement, place), reads);

    /// <summary>Whether all elements of a place are overwritten at once.</summary>
    private static bool IsWhole(IrStatement statement, IrExpression place) => place.Type.IsMemory && statement is not IrAssign;

    void IReverseReads.AddAtEnd(IrBlock block, HashSet<IrVariable> reads)
    {
        if (ReferenceEquals(block, _body))
        {
            _reads.Add(_seedCode, reads);
        }

        foreach (IrDeclare declare in Declarations(block).Where(declare => _needed.Contains(declare.Variable)))
        {
            if (IsRecomputed(declare, block))
            {
                _reads.Add(declare.Initial!, reads);
            }
            else if (IsRebuilt(declare, block))
            {
                _reads.AddWay(declare.Initial!, reads);
                reads.UnionWith(ForwardShadows(declare));
            }

            if (_roots.SlotOf(declare.Variable) is { } slot)
            {
                _reads.AddWay(slot, reads);
            }
        }
    }

    /// <summary>What the shadow of a view is a view of, where the forward sweep sets that.</summary>
    private IEnumerable<IrVariable> ForwardShadows(IrDeclare view) =>
        view.Initial!.Variables().Select(_adjointVariables.ForwardShadow).OfType<IrVariable>();

    /// <summary>Whether the reverse sweep runs the iterations of a loop again.</summary>
    private bool IsRerun(IrStatement statement) => _checkpoints.Contains(statement) && _isReversed.Contains(statement);

    private List<IrDeclare> Declarations(IrBlock block) => _declarations[block];

    private void Collect(IrBlock block) => _declarations[block] = [.. block.Statements.OfType<IrDeclare>()];

    /// <summary>The control expressions that the reverse sweep evaluates where it meets the statement.</summary>
    private IEnumerable<IrExpression> InlineControls(IrStatement statement)
    {
        if (!_isReversed.Contains(statement))
        {
            return [];
        }

        return statement switch
        {
            IrIf conditional when ControlOf(statement) is null => [conditional.Condition],
            IrFor loop => [.. ControlOf(statement) is null ? [loop.From] : Array.Empty<IrExpression>(), .. LimitOf(statement) is null ? [loop.Limit] : Array.Empty<IrExpression>()],
            _ => [],
        };
    }

    /// <summary>Everything that the reverse sweep may read, whatever its path: grows until nothing new comes in.</summary>
    private void FindNeeds()
    {
        Need(_seedCode);
        foreach (StatementAdjoint adjoint in _adjoints.Values)
        {
            Need(adjoint.BeforeRestoring);
            Need(adjoint.AfterRestoring);
        }

        int count;
        do
        {
            count = _needed.Count + _contents.Count + _isReversed.Count;
            FindReversed(_body);
            foreach (IrStatement statement in _isReversed.ToList())
            {
                foreach (IrExpression control in statement is IrIf or IrFor ? statement.Expressions() : [])
                {
                    Need(control);
                }

                foreach ((IrVariable target, IrExpression place) in Recording.Overwritten(statement, _roots))
                {
                    if (_contents.Contains(target))
                    {
                        NeedVariables(place);
                        _reads.AddPlace(place, IsWhole(statement, place), _contents);
                    }
                }

                if (IsRerun(statement))
                {
                    Need(statement.Blocks());
                    _needed.UnionWith(_checkpoints.CarriedShadows(statement));
                    _contents.UnionWith(_checkpoints.CarriedShadows(statement));
                }
            }

            // Later locals are made from earlier ones: going backwards, one round finds nearly all.
            foreach (KeyValuePair<IrBlock, List<IrDeclare>> pair in _declarations.Reverse())
            {
                foreach (IrDeclare declare in Enumerable.Reverse(pair.Value).Where(declare => _needed.Contains(declare.Variable)))
                {
                    if (IsRecomputed(declare, pair.Key))
                    {
                        Need(declare.Initial!);
                    }
                    else if (IsRebuilt(declare, pair.Key))
                    {
                        NeedWay(declare.Initial!);
                        _needed.UnionWith(ForwardShadows(declare));
                        _contents.UnionWith(ForwardShadows(declare));
                    }

                    if (_roots.SlotOf(declare.Variable) is { } slot)
                    {
                        NeedWay(slot);
                    }
                }
            }
        }
        while (_needed.Count + _contents.Count + _isReversed.Count != count);
    }

    /// <summary>What is recorded but was not planned to be, so that the loops and branches around it may not be reversed: an error of these passes.</summary>
    private IrVariable? FindUnplanned() => _body.SelfAndDescendants()
        .SelectMany(statement => Recording.Overwritten(statement, _roots).Where(overwritten => Recording.MustRecord(statement, overwritten.Target)))
        .Select(overwritten => overwritten.Target).FirstOrDefault(target => !_contents.Contains(target));

    /// <summary>Finds the statements whose reversal may hold code: adjoint code, or a value to restore.</summary>
    private bool FindReversed(IrBlock block)
    {
        bool any = false;
        foreach (IrStatement statement in block.Statements)
        {
            bool isReversed = !_adjoints[statement].IsEmpty
                || Recording.Overwritten(statement, _roots).Any(overwritten => _contents.Contains(overwritten.Target));
            foreach (IrBlock nested in statement.Blocks())
            {
                isReversed |= FindReversed(nested);
            }

            if (isReversed)
            {
                _isReversed.Add(statement);
                any = true;
            }
        }

        return any;
    }

    private void Need(IEnumerable<IrStatement> code)
    {
        foreach (IrStatement statement in code)
        {
            foreach (IrStatement below in statement.SelfAndDescendants())
            {
                foreach (IrExpression expression in below.Expressions())
                {
                    Need(expression);
                }
            }
        }
    }

    private void Need(IrExpression expression)
    {
        NeedVariables(expression);
        _reads.Add(expression, _contents);
    }

    /// <summary>What is needed to find a view again.</summary>
    private void NeedWay(IrExpression view)
    {
        NeedVariables(view);
        _reads.AddWay(view, _contents);
    }

    private void NeedVariables(IrExpression expression)
    {
        _contents.UnionWith(expression.SelfAndDescendants().Select(_roots.SlotsOf).OfType<IrVariable>());
        foreach (IrVariable variable in expression.Variables())
        {
            if (!_adjointVariables.IsAdjoint(variable))
            {
                _needed.Add(variable);
                if (!variable.Type.HoldsMemory || _roots.IsAssigned(variable))
                {
                    _contents.Add(variable);
                }
            }
            else if (_adjointVariables.PrimalOf(variable) is { } primal && (primal.Type.IsMemory || primal.Type.Kind == IrTypeKind.Object))
            {
                // A shadow is made from its primal: of the same length, or as the same view.
                _needed.Add(primal);
            }
        }
    }

    /// <summary>Gives a variable to each control value that will have changed by the time the reverse sweep asks for it.</summary>
    private void PlanControl(IrBlock block, VariableFactory variables)
    {
        foreach (IrStatement statement in block.Statements)
        {
            if (!_isReversed.Contains(statement))
            {
                continue;
            }

            switch (statement)
            {
                case IrIf conditional when !MayRepeat(conditional.Condition, block):
                    _controls[statement] = variables.Create("branch", IrType.Boolean);
                    break;
                case IrFor loop:
                    if (!MayRepeat(loop.From, block))
                    {
                        _controls[statement] = variables.Create("first", loop.From.Type);
                    }

                    if (!MayRepeat(loop.Limit, block))
                    {
                        _limits[statement] = variables.Create("limit", loop.Limit.Type);
                    }

                    break;
                case IrWhile:
                    _controls[statement] = variables.Create("iterations", IrType.Int32);
                    break;
            }

            foreach (IrBlock nested in statement.Blocks())
            {
                PlanControl(nested, variables);
            }
        }
    }

    private bool MayRepeat(IrExpression expression, IrBlock block) =>
        Cost.Of(expression) <= Cost.OfRecording && _mutations.IsStable(expression, block);
}
