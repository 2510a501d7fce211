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
/// <remarks>
/// Where the loop assigns array variables, an iteration that runs again makes other arrays than before, and other shadows.
/// What the later iterations added to the shadows of the arrays at its end is handed over to those. Such arrays are not
/// rented: they are as many as the iterations, and nobody can tell when the last of them is done with.
/// </remarks>
internal sealed class CheckpointedLoops
{
    private static readonly IrType ScheduleType = new(IrTypeKind.Other, "global::Autodiff.CheckpointSchedule", IsReference: true);

    private readonly HashSet<IrStatement> _loops = new(ReferenceComparer.Instance);
    private readonly HashSet<IrBlock> _bodies = new(ReferenceComparer.Instance);
    private readonly HashSet<IrVariable> _notRented = [];
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
            _notRented.UnionWith(loop.Body.SelfAndDescendants().OfType<IrDeclare>().Select(declare => declare.Variable).Where(prepared.Roots.IsReference));
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

    /// <summary>The shadows that the loop sets beside the variables that it assigns arrays to.</summary>
    public IEnumerable<IrVariable> CarriedShadows(IrStatement loop)
    {
        HashSet<IrVariable> mutated = Mutated(loop);
        return _prepared.Shadows.Values.Where(mutated.Contains).OrderBy(shadow => shadow.Id);
    }

    /// <summary>Whether a new array of such a loop is one of several that a variable leads to.</summary>
    public bool IsNotRented(IrVariable variable) => _notRented.Contains(variable);

    /// <summary>Refuses a loop that no schedule can be made for.</summary>
    public void CheckUncounted(IrWhile loop)
    {
        if (Snapshots is not null)
        {
            throw new UnsupportedException("A loop that does not count its iterations beforehand, under [Checkpoint(Snapshots = …)],", "write a counted 'for' whose body is skipped by an 'if' where this loop would end, or mark the method that its body calls with [Checkpoint]") { Origin = loop.Origin };
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
        if (plain.Mentions().FirstOrDefault(variable => _prepared.Roots.GroupOf(variable) is { } group && group.Members.Any(member => member.Type.Kind != IrTypeKind.Array)) is { } container)
        {
            throw new UnsupportedException($"'{container.Name}', a container or a row that is assigned again, in a loop under [Checkpoint(Snapshots = …)]", "copy elements instead") { Origin = loop.Origin };
        }

        List<(IrVariable Variable, bool IsContents)> state = StateOf(loop with { Body = plain }, [.. recording, .. reverse]);
        IrFor forward = Advance(loop, loop.Index);

        IrVariable earlier = _variables.Create("earlier", loop.Index.Type);
        IrExpression start = IrBuild.Call(".Restore", IrBuild.Read(schedule), IrType.Int64);
        IrFor advance = Advance(loop, earlier) with
        {
            From = loop.Index.Type.Equals(IrType.Int64) ? start : new IrConversion(start, loop.Index.Type, IsImplicit: false),
            Comparison = loop.Step > 0 ? IrBinaryOperator.Less : IrBinaryOperator.Greater,
            Limit = IrBuild.Read(loop.Index),
        };
        List<(IrVariable SoFar, IrVariable Shadow)> shadows = [.. CarriedShadows(loop).Select(shadow => (_adjoints.Create(shadow.Name + "SoFar", shadow.Type), shadow))];
        return (forward, LoopReversal.Reverse(loop, IrBlock.Of(
        [
            .. shadows.Select(pair => new IrDeclare(pair.SoFar, IrBuild.Read(pair.Shadow))),
            new IrRemark("From the latest snapshot to the start of this iteration"),
            .. Enumerable.Reverse(state).Select(Restore),
            advance,
            new IrRemark("This iteration, and back"),
            .. recording,
            .. shadows.Select(pair => new IrEvaluate(IrBuild.Call($"global::Autodiff.GeneratedCode.HandOver<{pair.Shadow.Type.Element!.Name}>", IrType.Void, IrBuild.Read(pair.SoFar), IrBuild.Read(pair.Shadow)))),
            .. reverse,
        ])));

        IrFor Advance(IrFor over, IrVariable index)
        {
            IrExpression isDue = IrBuild.Call(".Stores", IrBuild.Read(schedule), IrType.Boolean, IrBuild.Read(index));
            IrBlock body = IrDuplicate.Of(plain, _variables, (over.Index, index));
            return over with { Index = index, Body = IrBlock.Of([new IrIf(isDue, IrBlock.Of(state.Select(Store)), null), .. body.Statements]) };
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
    /// <returns>The variables in the order of storing, and whether it is their elements that are kept.</returns>
    private List<(IrVariable Variable, bool IsContents)> StateOf(IrFor loop, IReadOnlyList<IrStatement> sweeps)
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

        HashSet<IrVariable> mutated = Mutated(loop);
        List<IrVariable> references = [.. mutated.Where(IsAssignedReference).OrderBy(variable => variable.Id)];
        List<IrVariable> state = [];
        foreach (IrVariable variable in mutated.Where(read.Contains).Except(references).OrderBy(variable => variable.Id))
        {
            state.AddRange(_prepared.Roots.Groups.Any(group => group.Root.Equals(variable)) ? LeadingTo(variable, loop) : [variable]);
        }

        foreach (IrVariable variable in state)
        {
            Require(variable, loop);
        }

        // The elements are put back once the variables lead to their arrays again.
        return [.. state.Select(variable => (variable, variable.Type.HoldsMemory)), .. references.Select(variable => (variable, false))];
    }

    private static IrStatement Store((IrVariable Variable, bool IsContents) kept) => kept.IsContents
        ? new IrPushAll(IrBuild.Read(kept.Variable))
        : new IrPush(IrBuild.Read(kept.Variable));

    private static IrStatement Restore((IrVariable Variable, bool IsContents) kept) => kept.IsContents
        ? new IrPopAll(IrBuild.Read(kept.Variable))
        : new IrAssign(IrBuild.Read(kept.Variable), null, new IrPop(kept.Variable.Type));

    /// <summary>Whether a variable leads to one array now and to another later, and is set anew in a body that changes it.</summary>
    private bool IsAssignedReference(IrVariable variable) => variable.Type.Kind == IrTypeKind.Array && _prepared.Roots.IsAssigned(variable);

    /// <summary>The variables from before the loop through which it may change the arrays of a group.</summary>
    private IEnumerable<IrVariable> LeadingTo(IrVariable root, IrFor loop)
    {
        HashSet<IrVariable> inner = [.. loop.Body.SelfAndDescendants().OfType<IrDeclare>().Select(declare => declare.Variable)];
        return loop.Body.Mentions()
            .Where(variable => variable.Type.HoldsMemory && !inner.Contains(variable) && root.Equals(_prepared.Roots.Of(variable)))
            .OrderBy(variable => variable.Id);
    }

    private void Require(IrVariable variable, IrFor loop)
    {
        IrType type = variable.Type;
        if (type.IsJagged && loop.Body.SelfAndDescendants().Any(statement => statement is IrAssign { Place: IrView { Type.HoldsMemory: true } row } && variable.Equals(_prepared.Roots.Of(row))))
        {
            throw new UnsupportedException($"Setting rows of '{variable.Name}' in a loop under [Checkpoint(Snapshots = …)]", "make the rows before the loop") { Origin = loop.Origin };
        }

        bool isKept = type.IsWalked ? !_prepared.Roots.IsReference(variable)
            : type.HoldsMemory ? IsKept(type.Number!)
            : type.IsNumber || type.IsInteger || type.Kind == IrTypeKind.Boolean || type is { Kind: IrTypeKind.Other, IsIntegral: true };
        if (!isKept)
        {
            throw new UnsupportedException($"'{variable.Name}', which [Checkpoint(Snapshots = …)] would have to keep,", "let the loop change numbers and elements of arrays only") { Origin = loop.Origin };
        }
    }

    /// <summary>Whether an element is kept by its value alone.</summary>
    private static bool IsKept(IrType element) => element.IsNumber || element.IsInteger || element.Kind == IrTypeKind.Boolean
        || element is { Kind: IrTypeKind.Other, IsIntegral: true }
        || (element.IsStruct && element.Fields.All(field => IsKept(field.Type)));
}
