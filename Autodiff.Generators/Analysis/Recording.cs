using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>What <see cref="Recording"/> asks of the adjoint code, which is fixed by then.</summary>
internal interface IReverseReads
{
    /// <summary>Adds what the reversal of a statement reads as it was before the statement.</summary>
    void AddBefore(IrStatement statement, HashSet<IrVariable> reads);

    /// <summary>Adds what the reversal of a statement reads as it is after the statement.</summary>
    void AddAfter(IrStatement statement, HashSet<IrVariable> reads);

    /// <summary>Whether the reverse sweep brings back the state at the start of each iteration of a loop, and runs it again.</summary>
    bool IsRerun(IrStatement loop);

    /// <summary>What the body of such a loop changes.</summary>
    HashSet<IrVariable> Mutated(IrStatement loop);

    /// <summary>What the reversal of such a loop's iterations reads as it is at an iteration's end.</summary>
    IEnumerable<IrVariable> Carried(IrStatement loop);

    /// <summary>Adds what restoring a place reads, that a statement overwrites.</summary>
    void AddPlace(IrStatement statement, IrExpression place, HashSet<IrVariable> reads);

    /// <summary>Adds what the reverse sweep reads at the end of a block, where it makes the block's locals again.</summary>
    void AddAtEnd(IrBlock block, HashSet<IrVariable> reads);
}

/// <summary>
/// The to-be-recorded analysis (L. Hascoët, U. Naumann, V. Pascual, 2005): a value is recorded before it is
/// overwritten only if the reverse sweep reads it. Walks forward with the set of what has been read so far by the
/// reversals of the statements passed; memory is one element of the set for each root, besides
/// the variable that leads to it where that is assigned.
/// </summary>
internal sealed class Recording
{
    private readonly Dictionary<IrStatement, HashSet<IrVariable>> _records = new(ReferenceComparer.Instance);
    private readonly Roots _roots;
    private readonly IReverseReads _reads;
    private readonly FlowSet _live = new([]);
    private readonly HashSet<IrVariable> _recorded = [];

    public Recording(IrBlock body, Roots roots, IReverseReads reads)
    {
        _roots = roots;
        _reads = reads;
        Visit(body);
    }

    /// <summary>Whether what a statement overwrites of a variable or a root must be recorded before.</summary>
    public bool MustRecord(IrStatement statement, IrVariable target) =>
        _records.TryGetValue(statement, out HashSet<IrVariable>? targets) && targets.Contains(target);

    /// <summary>Whether anything records a variable or a root before it is overwritten.</summary>
    public bool IsRecorded(IrVariable target) => _recorded.Contains(target);

    /// <summary>Whether a statement is <c>i += 2</c> or the like, which its opposite undoes.</summary>
    public static bool IsIntegerStep(IrStatement statement) =>
        statement is IrAssign { Place.Type.IsInteger: true, Operator: IrBinaryOperator.Add or IrBinaryOperator.Subtract, Value: IrLiteral };

    /// <summary>The variables and roots that a statement overwrites. A declaration makes a new variable and overwrites none.</summary>
    public static IEnumerable<(IrVariable Target, IrExpression Place)> Overwritten(IrStatement statement, Roots roots)
    {
        if (statement is IrAssign assign)
        {
            if (assign.Place is IrVariableReference reference)
            {
                yield return (reference.Variable, assign.Place);
            }
            else if (FieldStores.IsStore(assign))
            {
                // A field is set once, too.
            }
            else if (RowStores.IsStore(assign))
            {
                // A row that does not move is set where there was none, and overwrites nothing.
                if (roots.SlotsOf(assign.Place) is { } slots)
                {
                    yield return (slots, assign.Place);
                }
            }
            else if (roots.Of(assign.Place) is { } root)
            {
                yield return (root, assign.Place);
            }
        }

        foreach (IrCall call in statement.Expressions().OfType<IrCall>())
        {
            foreach (IrExpression memory in Activity.WrittenMemory(call))
            {
                if (roots.Of(memory) is { } root)
                {
                    yield return (root, memory is IrReference reference ? reference.Place : memory);
                }
            }
        }
    }

    private void Visit(IrBlock block)
    {
        IrStatement? previous = null;
        foreach (IrStatement statement in block.Statements)
        {
            Visit(statement, previous);
            previous = statement;
        }

        Add(reads => _reads.AddAtEnd(block, reads));
    }

    private void Visit(IrStatement statement, IrStatement? previous)
    {
        switch (statement)
        {
            case IrBlock block:
                Visit(block);
                return;
            case IrIf conditional:
                _live.Join(
                    () => Visit(conditional.Then),
                    () =>
                    {
                        if (conditional.Else is not null)
                        {
                            Visit(conditional.Else);
                        }
                    });
                AddAfter(statement);
                return;
            case IrTry attempt:
                Visit(attempt.Body);
                Visit(attempt.Finally);
                AddAfter(statement);
                return;
            case IrFor or IrWhile:
                VisitLoop(statement);
                return;
        }

        Add(reads => _reads.AddBefore(statement, reads));
        if (statement is IrDeclare declare && !IsReadBy(previous, declare.Variable))
        {
            _live.Remove(declare.Variable);
        }

        foreach ((IrVariable target, IrExpression place) in Overwritten(statement, _roots))
        {
            if (_live.Contains(target))
            {
                if (!_records.TryGetValue(statement, out HashSet<IrVariable>? targets))
                {
                    _records.Add(statement, targets = []);
                }

                targets.Add(target);
                _recorded.Add(target);
                Add(reads => _reads.AddPlace(statement, place, reads));
            }

            // An integer step that is undone reads the value after it; any other restored value comes from the tape.
            if (place is IrVariableReference && (!place.Type.HoldsMemory || statement is IrAssign) && !(IsIntegerStep(statement) && MustRecord(statement, target)))
            {
                _live.Remove(target);
            }
        }

        AddAfter(statement);
    }

    /// <summary>
    /// Whether what reverses a statement reads the variable that is declared after it: an array's declaration, whose
    /// shadow can be made only when its length is known.
    /// </summary>
    private bool IsReadBy(IrStatement? previous, IrVariable variable)
    {
        if (previous is not IrDeclare)
        {
            return false;
        }

        HashSet<IrVariable> reads = [];
        _reads.AddBefore(previous, reads);
        _reads.AddAfter(previous, reads);
        return reads.Contains(variable);
    }

    /// <summary>Goes round until another iteration reads nothing new.</summary>
    private void VisitLoop(IrStatement loop)
    {
        if (_reads.IsRerun(loop))
        {
            // An iteration finds nothing that another one read, but for what it carries on: only what was read before
            // the loop must last.
            _live.Keep(() =>
            {
                _live.Add(_reads.Carried(loop));
                Visit(loop.Blocks().Single());
                _live.Remove(_reads.Mutated(loop));
            });
            AddAfter(loop);
            return;
        }

        int count;
        do
        {
            count = _live.Count;
            _live.Keep(() => Visit(loop.Blocks().Single()));
        }
        while (_live.Count != count);

        AddAfter(loop);
    }

    private void AddAfter(IrStatement statement) => Add(reads => _reads.AddAfter(statement, reads));

    private void Add(Action<HashSet<IrVariable>> read)
    {
        HashSet<IrVariable> reads = [];
        read(reads);
        _live.Add(reads);
    }
}
