using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Puts the two sweeps together from a <see cref="ReversePlan"/>. Where both stand in one method (not split), locals of
/// the body are simply there for the reverse sweep; split, they cross on the tape. What is pushed last is popped first.
/// </summary>
internal sealed class ReverseTransform
{
    private readonly PreparedFunction _prepared;
    private readonly VariableFactory _variables;
    private readonly AdjointVariables _adjoints;
    private readonly ReversePlan _plan;
    private readonly LocalStorage _storage;
    private readonly CheckpointedLoops _checkpoints;
    private readonly IrVariable _tape;
    private readonly IrVariable? _seed;
    private readonly List<IrStatement> _seedCode;
    private readonly List<IrStatement> _endCode = [];
    private readonly IrVariable? _resultArray;
    private readonly WrittenParameters _written;
    private readonly Dictionary<IrVariable, IrVariable> _parameterAdjoints;
    private readonly bool _isSplit;

    private ReverseTransform(PreparedFunction prepared, bool isSplit)
    {
        _prepared = prepared;
        _isSplit = isSplit;
        _variables = new VariableFactory(prepared.VariableCount);
        _adjoints = new AdjointVariables(prepared.Function, prepared.Roots, prepared.Shadows, _variables);
        _tape = _adjoints.Create("tape", IrType.Tape);
        _seedCode = [];
        IrType result = prepared.Function.Result;
        if (result.IsNumber)
        {
            _seed = _adjoints.Create("resultAdjoint", result);
            if (prepared.Value is IrVariableReference { Variable: { Kind: IrVariableKind.Temporary } returned })
            {
                // The variable that gathers several returns: the seed is its shadow.
                _adjoints.Set(returned, _seed);
            }

            _seedCode = new StatementAdjointBuilder(prepared.Activity, prepared.Roots, _adjoints, _tape).Return(prepared.Value!, _seed);
        }
        else if (result.IsContainer || result.IsClass)
        {
            _seed = _adjoints.Create("resultAdjoint", result);
            if (prepared.Value is IrVariableReference { Variable: var reference } && _adjoints.ForwardShadow(reference) is { } shadow)
            {
                _seedCode.Add(IrBuild.Accumulate(IrBuild.Read(_seed), IrBuild.Read(shadow)));
            }
            else
            {
                _resultArray = prepared.Roots.Of(prepared.Value!);
            }
        }
        else if (result is { IsStruct: true, IsDifferentiable: true })
        {
            _seed = _adjoints.Create("resultAdjoint", result);
            _seedCode = new StatementAdjointBuilder(prepared.Activity, prepared.Roots, _adjoints, _tape).Return(prepared.Value!, _seed);
        }
        else if (result is { IsMemory: true, IsDifferentiable: true, Element: { } element })
        {
            _seed = _adjoints.Create("resultAdjoint", IrType.ReadOnlySpanOf(element));
            if (prepared.Value is IrVariableReference { Variable: var reference } && _adjoints.ForwardShadow(reference) is { } shadow)
            {
                _seedCode.Add(Accumulation.Of(IrBuild.Read(_seed), IrBuild.Read(shadow), _adjoints));
            }
            else
            {
                _resultArray = prepared.Roots.Of(prepared.Value!);
            }
        }

        _written = new WrittenParameters(prepared, _adjoints, _tape);
        _parameterAdjoints = prepared.Function.Parameters
            .Where(parameter => parameter.IsDifferentiable)
            .ToDictionary(parameter => parameter.Variable, parameter => _adjoints.Of(parameter.Variable));
        _written.AddForwardShadows(_parameterAdjoints, isSplit, _seedCode, _endCode);
        _checkpoints = new CheckpointedLoops(prepared, _adjoints, _variables, _tape, isSplit);
        _plan = new ReversePlan(prepared.Body, isSplit, [.. _seedCode, .. _endCode], prepared.Activity, prepared.Roots, prepared.Mutations, _adjoints, _tape, _variables, _checkpoints);
        _storage = new LocalStorage(_plan, prepared, _adjoints, _variables, _tape, isSplit, _resultArray, _seed);
    }

    public static Sweeps Run(PreparedFunction prepared, bool isSplit) => new ReverseTransform(prepared, isSplit).Run();

    private Sweeps Run()
    {
        (List<IrStatement> forward, List<IrStatement> reverse) = Transform(_prepared.Body, isInLoop: false);
        _checkpoints.CheckUsed();
        if (_prepared.Value is { Type.HasMemoryFields: true } fields)
        {
            forward.AddRange(KeptApart([.. fields.MemoryParts()]));
        }

        IrExpression? value = _prepared.Value?.WithMemoryParts(part => Kept(part, forward));
        if (!_isSplit)
        {
            _written.KeepFinalValues(value, forward, reverse);
            _written.AddShadows(_parameterAdjoints, reverse);
        }

        IrBlock reverseSweep = Cleanup.Run(IrBlock.Of(reverse), _parameterAdjoints.Values);
        if (_isSplit && value is not null)
        {
            HashSet<IrVariable> mentioned = reverseSweep.Mentions();
            var originals = new Queue<IrExpression>(_prepared.Value!.MemoryParts());
            value = value.WithMemoryParts(part => originals.Dequeue() is IrVariableReference { Variable: var root } && part.Type.HoldsMemory
                && mentioned.Any(variable => variable.Type.HoldsMemory && Equals(_prepared.Roots.Of(variable), _prepared.Roots.Of(root)))
                ? Copied(part, root, forward)
                : part);
        }

        return new Sweeps(UnreadViews.Remove(IrBlock.Of(forward), reverseSweep, value), value, reverseSweep, _parameterAdjoints, [.. _written.Parameters], [.. _written.Unwritten], _seed, _tape);
    }

    /// <summary>Makes sure that what is returned in two fields is not one memory, where only the run can tell: to the caller these are two.</summary>
    private IEnumerable<IrStatement> KeptApart(IReadOnlyList<IrExpression> parts) =>
        from i in Enumerable.Range(0, parts.Count)
        from j in Enumerable.Range(i + 1, parts.Count - i - 1)
        where Equals(_prepared.Roots.Of(parts[i]), _prepared.Roots.Of(parts[j]))
        select new IrEvaluate(IrBuild.Call("global::Autodiff.GeneratedCode.RequireDistinct", IrType.Void, parts[i], parts[j], new IrLiteral($"\"{_prepared.Function.Name}\"", new IrType(IrTypeKind.Other, "string", IsReference: true))));

    /// <summary>Memory that is returned, under a name that the reverse sweep leaves alone.</summary>
    private IrExpression Kept(IrExpression value, List<IrStatement> forward)
    {
        bool isMoving = value is IrVariableReference { Variable: var rows } && _prepared.Roots.SlotsOf(rows) is not null;
        if (!isMoving && !(value is IrVariableReference { Variable: var returned } && _prepared.Roots.IsAssigned(returned)))
        {
            return value;
        }

        // The reverse sweep takes the variable, or rows, back to what they were; and no row may be in two places, since nobody who gets them could know.
        IrVariable result = _adjoints.Create("result", value.Type);
        forward.Add(new IrDeclare(result, isMoving ? IrBuild.Call(value.Type.IsWalked ? "global::Autodiff.Objects.Copy" : "global::Autodiff.Containers.CopyOfRows", value.Type, value) : value));
        return IrBuild.Read(result);
    }

    /// <summary>A copy for the caller, who may write to what it gets, as the reverse sweep may to what it keeps.</summary>
    private IrExpression Copied(IrExpression value, IrVariable root, List<IrStatement> forward)
    {
        IrVariable copy = _adjoints.Create(root.Name + "Copy", value.Type);
        forward.Add(new IrDeclare(copy, value.Type.IsClass || value.Type.IsContainer
            ? IrBuild.Call(value.Type.Runtime + ".Copy", value.Type, value)
            : IrBuild.Call(value.Type.IsHeldSpan ? ".ToArray" : ".AsSpan().ToArray", value, value.Type)));
        return IrBuild.Read(copy);
    }

    private (List<IrStatement> Forward, List<IrStatement> Reverse) Transform(IrBlock block, bool isInLoop, IrVariable? item = null)
    {
        var forward = new List<IrStatement>();
        var reversed = new List<List<IrStatement>>();
        var scope = new BlockScope(block, isInLoop);
        if (item is not null)
        {
            scope.Declarations.Insert(0, new IrDeclare(item, null));
        }

        foreach (IrStatement statement in block.Statements)
        {
            var (before, after) = (new List<IrStatement>(), new List<IrStatement>());
            Transform(statement, scope, before, after);
            if (ReferenceEquals(block, _prepared.Body))
            {
                forward.AddRange(_storage.TakeHoisted());
            }

            forward.AddRange(before);
            reversed.Add(after);
        }

        reversed.Reverse();
        List<IrStatement> reverse = [.. reversed.SelectMany(statements => statements)];
        if (ReferenceEquals(block, _prepared.Body))
        {
            reverse.InsertRange(0, _seedCode);
            reverse.AddRange(_endCode);
        }

        _storage.Carry(scope, forward, reverse);
        return (forward, reverse);
    }

    private void Transform(IrStatement statement, BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        switch (statement)
        {
            case IrIf conditional:
                TransformIf(conditional, scope, forward, reverse);
                break;
            case IrFor loop:
                TransformFor(loop, scope, forward, reverse);
                break;
            case IrTry attempt:
                TransformTry(attempt, scope, forward, reverse);
                break;
            case IrWhile loop:
                TransformWhile(loop, scope, forward, reverse);
                break;
            default:
                TransformPrimitive(statement, scope, forward, reverse);
                break;
        }
    }

    private void TransformPrimitive(IrStatement statement, BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        StatementAdjoint adjoint = _plan.AdjointOf(statement);
        var restore = new List<IrStatement>();
        foreach ((IrVariable target, IrExpression place) in Recording.Overwritten(statement, _prepared.Roots))
        {
            if (_plan.Recording.MustRecord(statement, target))
            {
                _written.MarkRestored(target);
                _storage.Record(statement, place, scope, forward, restore);
            }
        }

        _written.MarkSweeps(statement);
        forward.Add(_storage.Forward(adjoint.Forward ?? statement, scope));
        if (adjoint.Residual is { } residual)
        {
            scope.Declarations.Add(new IrDeclare(residual, null));
        }

        if (!adjoint.IsEmpty)
        {
            reverse.Add(new IrComment(statement));
        }

        restore.Reverse();
        reverse.AddRange(adjoint.BeforeRestoring);
        reverse.AddRange(restore);
        reverse.AddRange(adjoint.AfterRestoring);
    }

    private void TransformIf(IrIf conditional, BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        (List<IrStatement> forwardThen, List<IrStatement> reverseThen) = Transform(conditional.Then, scope.IsInLoop);
        (List<IrStatement> forwardElse, List<IrStatement> reverseElse) = conditional.Else is null ? ([], []) : Transform(conditional.Else, scope.IsInLoop);
        IrExpression condition = conditional.Condition;
        bool isReversed = reverseThen.Count + reverseElse.Count > 0;
        if (isReversed && _plan.ControlOf(conditional) is { } branch)
        {
            forward.Add(_storage.DeclareControl(branch, condition, scope));
            condition = IrBuild.Read(branch);
        }

        forward.Add(new IrIf(condition, IrBlock.Of(forwardThen), conditional.Else is null && forwardElse.Count == 0 ? null : IrBlock.Of(forwardElse)));
        if (reverseThen.Count > 0)
        {
            reverse.Add(new IrIf(condition, IrBlock.Of(reverseThen), reverseElse.Count == 0 ? null : IrBlock.Of(reverseElse)));
        }
        else if (isReversed)
        {
            reverse.Add(new IrIf(IrBuild.Not(condition), IrBlock.Of(reverseElse), null));
        }
    }

    private void TransformFor(IrFor loop, BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        (List<IrStatement> forwardBody, List<IrStatement> reverseBody) = Transform(loop.Body, isInLoop: true);
        (IrExpression from, IrExpression limit) = (loop.From, loop.Limit);
        if (reverseBody.Count > 0)
        {
            if (_plan.ControlOf(loop) is { } first)
            {
                forward.Add(_storage.DeclareControl(first, from, scope));
                from = IrBuild.Read(first);
            }

            if (_plan.LimitOf(loop) is { } end)
            {
                forward.Add(_storage.DeclareControl(end, limit, scope));
                limit = IrBuild.Read(end);
            }

            if (_checkpoints.Contains(loop))
            {
                IrFor counted = loop with { From = from, Limit = limit };
                (IrVariable schedule, IrExpression initial) = _checkpoints.Schedule(counted);
                forward.Add(_storage.DeclareControl(schedule, initial, scope));
                (IrFor running, IrFor reversed) = _checkpoints.Transform(counted, loop.Body, forwardBody, reverseBody, schedule);
                forward.Add(running);
                reverse.Add(reversed);
                reverse.AddRange(_checkpoints.Return(schedule));
                foreach (IrVariable target in _checkpoints.Mutated(loop))
                {
                    _written.MarkRestored(target);
                }

                return;
            }

            reverse.Add(LoopReversal.Reverse(loop with { From = from, Limit = limit }, IrBlock.Of(reverseBody)));
        }

        forward.Add(loop with { From = from, Limit = limit, Body = IrBlock.Of(forwardBody) });
    }

    /// <summary>What must run last on the way forward is reversed first; an exception ends both sweeps.</summary>
    private void TransformTry(IrTry attempt, BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        (List<IrStatement> forwardBody, List<IrStatement> reverseBody) = Transform(attempt.Body, scope.IsInLoop);
        (List<IrStatement> forwardEnd, List<IrStatement> reverseEnd) = Transform(attempt.Finally, scope.IsInLoop);
        forward.Add(new IrTry(IrBlock.Of(forwardBody), IrBlock.Of(forwardEnd)));
        foreach (List<IrStatement> part in (List<IrStatement>[])[reverseEnd, reverseBody])
        {
            reverse.AddRange(part.Any(statement => statement is IrDeclare) ? [IrBlock.Of(part)] : part);
        }
    }

    private void TransformWhile(IrWhile loop, BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        (List<IrStatement> forwardBody, List<IrStatement> reverseBody) = Transform(loop.Body, isInLoop: true, loop.Enumeration?.Item);
        if (reverseBody.Count > 0)
        {
            if (!scope.IsInLoop)
            {
                _checkpoints.CheckUncounted(loop);
            }

            IrVariable iterations = _plan.ControlOf(loop)!;
            forward.Add(_storage.DeclareControl(iterations, IrLiteral.Int(0), scope));
            forwardBody.Add(new IrAssign(IrBuild.Read(iterations), IrBinaryOperator.Add, IrLiteral.Int(1)));
            IrVariable remaining = _adjoints.Create("iteration", IrType.Int32);
            reverse.Add(new IrFor(remaining, IrBuild.Read(iterations), IrBinaryOperator.Greater, IrLiteral.Int(0), -1, IrBlock.Of(reverseBody)));
        }

        forward.Add(loop with { Body = IrBlock.Of(forwardBody) });
    }
}
