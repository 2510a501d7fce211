using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Counted loops that keep snapshots of their state instead of a record of each iteration. The forward sweep runs the
/// body as it is and stores the state where a schedule says so; the reverse sweep, before it reverses an iteration,
/// takes the latest snapshot and runs from there, storing again on the way, and then runs that one iteration recording.
/// </summary>
internal sealed class CheckpointedLoops
{
    private static readonly IrType ScheduleType = new(IrTypeKind.Other, "global::Autodiff.CheckpointSchedule", IsReference: true);

    private readonly HashSet<IrStatement> _loops = new(ReferenceComparer.Instance);
    private readonly HashSet<IrBlock> _bodies = new(ReferenceComparer.Instance);
    private readonly PreparedFunction _prepared;
    private readonly AdjointVariables _adjoints;
    private readonly VariableFactory _variables;
    private readonly IrVariable _tape;
    private readonly bool _isSplit;
    private bool _isUsed;

    public CheckpointedLoops(PreparedFunction prepared, AdjointVariables adjoints, VariableFactory variables, IrVariable tape, bool isSplit)
    {
        _prepared = prepared;
        _adjoints = adjoints;
        _variables = variables;
        _tape = tape;
        _isSplit = isSplit;
        foreach (IrFor loop in Snapshots is null ? [] : Recomputability.CheckpointedLoops(prepared.Body))
        {
            _loops.Add(loop);
            _bodies.Add(loop.Body);
        }
    }

    public bool Contains(IrStatement loop) => _loops.Contains(loop);

    /// <summary>Whether a block is the body of such a loop: its forward and reverse code stand in one block.</summary>
    public bool IsBody(IrBlock block) => _bodies.Contains(block);

    private int? Snapshots => _prepared.Function.Checkpoint?.Snapshots;

    /// <summary>The variables and roots that outlive an iteration of a loop and that its body changes.</summary>
    public HashSet<IrVariable> Mutated(IrStatement loop)
    {
        HashSet<IrVariable> inner = [];
        HashSet<IrVariable> mutated = [];
        foreach (IrStatement statement in loop.Blocks().SelectMany(block => block.SelfAndDescendants()))
        {
            if (statement is IrDeclare declare)
            {
                inner.Add(declare.Variable);
            }

            mutated.UnionWith(Recording.Overwritten(statement, _prepared.Roots).Select(overwritten => overwritten.Target));
        }

        mutated.ExceptWith(inner);
        return mutated;
    }

    /// <summary>Refuses a loop that no schedule can be made for.</summary>
    public void CheckUncounted(IrWhile loop)
    {
        if (Snapshots is not null)
        {
            throw new UnsupportedException("A loop that does not count its iterations beforehand, under [Checkpoint(Snapshots = …)],", "write a counted 'for' without 'break' or 'return', or mark the method that its body calls with [Checkpoint]") { Origin = loop.Origin };
        }
    }

    /// <summary>Refuses a method without a loop to keep snapshots of.</summary>
    public void CheckUsed()
    {
        if (Snapshots is not null && !_isUsed)
        {
            throw new UnsupportedException("[Checkpoint(Snapshots = …)] on a method without a counted loop that has a gradient", "take the attribute away, or leave Snapshots out to run calls of the method again");
        }
    }

    /// <param name="loop">The loop, with bounds that the reverse sweep can read.</param>
    /// <param name="plain">Its body as the user wrote it.</param>
    /// <param name="recording">The body as the sweep runs it that is reversed next.</param>
    /// <param name="schedule">The variable that holds the schedule.</param>
    public (IrFor Forward, IrFor Reverse) Transform(IrFor loop, IrBlock plain, IReadOnlyList<IrStatement> recording, IReadOnlyList<IrStatement> reverse, IrVariable schedule)
    {
        _isUsed = true;
        if (plain.Mentions().FirstOrDefault(_prepared.Roots.IsReference) is { } reference)
        {
            throw new UnsupportedException($"'{reference.Name}', which leads to one array now and to another later, in a loop under [Checkpoint(Snapshots = …)]", "copy elements instead of assigning arrays") { Origin = loop.Origin };
        }

        List<IrVariable> state = StateOf(loop with { Body = plain }, [.. recording, .. reverse]);
        IrFor forward = Advance(loop, loop.Index);

        IrVariable earlier = _variables.Create("earlier", loop.Index.Type);
        IrExpression start = IrBuild.Call(".Restore", IrBuild.Read(schedule), IrType.Int64);
        IrFor advance = Advance(loop, earlier) with
        {
            From = loop.Index.Type.Equals(IrType.Int64) ? start : new IrConversion(start, loop.Index.Type, IsImplicit: false),
            Comparison = loop.Step > 0 ? IrBinaryOperator.Less : IrBinaryOperator.Greater,
            Limit = IrBuild.Read(loop.Index),
        };
        IEnumerable<IrStatement> restore = Enumerable.Reverse(state).Select(variable => variable.Type.HoldsMemory
            ? (IrStatement)new IrPopAll(IrBuild.Read(variable))
            : new IrAssign(IrBuild.Read(variable), null, new IrPop(variable.Type)));
        return (forward, LoopReversal.Reverse(loop, IrBlock.Of(
        [
            new IrRemark("From the latest snapshot to the start of this iteration"),
            .. restore,
            advance,
            new IrRemark("This iteration, and back"),
            .. recording,
            .. reverse,
        ])));

        IrFor Advance(IrFor over, IrVariable index)
        {
            IEnumerable<IrStatement> store = state.Select(variable => variable.Type.HoldsMemory
                ? (IrStatement)new IrPushAll(IrBuild.Read(variable))
                : new IrPush(IrBuild.Read(variable)));
            IrExpression isDue = IrBuild.Call(".Stores", IrBuild.Read(schedule), IrType.Boolean, IrBuild.Read(index));
            IrBlock body = IrDuplicate.Of(plain, _variables, (over.Index, index));
            return over with { Index = index, Body = IrBlock.Of([new IrIf(isDue, IrBlock.Of(store), null), .. body.Statements]) };
        }
    }

    /// <summary>A variable for the schedule of a loop, and its initial value.</summary>
    public (IrVariable Variable, IrExpression Initial) Schedule(IrFor loop) =>
        (_adjoints.Create("schedule", ScheduleType),
        IrBuild.Call(".Schedule", IrBuild.Read(_tape), ScheduleType, loop.From, LoopReversal.Last(loop), IrLiteral.Int(loop.Step), IrLiteral.Int(Snapshots!.Value)));

    /// <summary>Gives a schedule back, where the sweep may be one of many.</summary>
    public IEnumerable<IrStatement> Return(IrVariable schedule) =>
        _isSplit ? [new IrEvaluate(IrBuild.Call(".Return", IrBuild.Read(_tape), IrType.Void, IrBuild.Read(schedule)))] : [];

    /// <summary>What a snapshot holds: of what the body changes, all that running or reversing an iteration may read.</summary>
    private List<IrVariable> StateOf(IrFor loop, IReadOnlyList<IrStatement> sweeps)
    {
        var reads = new PrimalReads(_prepared.Roots, _adjoints.IsAdjoint);
        HashSet<IrVariable> read = [];
        foreach (IrStatement statement in sweeps.SelectMany(statement => statement.SelfAndDescendants()))
        {
            foreach (IrExpression expression in statement.Expressions())
            {
                if (statement is IrAssign { Operator: null } assign && ReferenceEquals(expression, assign.Place))
                {
                    // An element that is only written; where it stands is read.
                    foreach (IrExpression offset in expression.SelfAndDescendants().SelectMany(node => node.Children).Where(child => !child.Type.HoldsMemory))
                    {
                        reads.Add(offset, read);
                    }
                }
                else
                {
                    reads.Add(expression, read);
                }
            }
        }

        List<IrVariable> state = [.. Mutated(loop).Where(read.Contains).OrderBy(variable => variable.Id)];
        foreach (IrVariable variable in state)
        {
            Require(variable, loop);
        }

        return state;
    }

    private void Require(IrVariable variable, IrFor loop)
    {
        bool isAssigned = loop.Body.SelfAndDescendants().OfType<IrAssign>().Any(assign => assign.Place is IrVariableReference place && place.Variable.Equals(variable));
        IrType type = variable.Type;
        bool isKept = type.HoldsMemory
            ? !isAssigned && (type.IsClass || type.Element!.IsReal || type.Element!.IsInteger || type.Element.Kind == IrTypeKind.Boolean)
            : type.IsReal || type.IsInteger || type.Kind == IrTypeKind.Boolean || type is { Kind: IrTypeKind.Other, IsIntegral: true };
        if (!isKept)
        {
            throw new UnsupportedException($"'{variable.Name}', which [Checkpoint(Snapshots = …)] would have to keep,", "let the loop change numbers and elements of arrays only") { Origin = loop.Origin };
        }
    }
}
