using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// What an expression reads or a statement writes: variables, elements (told apart by their type only, since spans may
/// overlap), and state outside the method.
/// </summary>
internal sealed class EffectSet
{
    private readonly HashSet<int> _variables = [];
    private readonly HashSet<string> _elements = [];
    private bool _outside;
    private bool _anyElement;

    public static EffectSet ReadBy(IrExpression expression)
    {
        var set = new EffectSet();
        set.AddReads(expression);
        return set;
    }

    public static EffectSet WrittenBy(IEnumerable<IrStatement> statements)
    {
        var set = new EffectSet();
        foreach (IrStatement statement in statements)
        {
            set.AddWrites(statement);
        }

        return set;
    }

    /// <summary>Whether evaluating the expression does more than give a value, so that it must stand as a whole initialiser.</summary>
    public static bool HasEffect(IrExpression expression) => expression switch
    {
        IrNewArray => true,
        IrCall call => call.Method.Effect != IrEffect.Pure || call.Method.Parameters.Any(parameter => parameter.IsWritten),
        IrOpaque opaque => opaque.Effect == IrEffect.Writes,
        _ => false,
    };

    public bool Overlaps(EffectSet other) =>
        _variables.Overlaps(other._variables)
        || _elements.Overlaps(other._elements)
        || (_anyElement && (other._anyElement || other._elements.Count > 0))
        || (other._anyElement && _elements.Count > 0)
        || (_outside && other._outside);

    private void AddReads(IrExpression expression)
    {
        switch (expression)
        {
            case IrVariableReference reference:
                _variables.Add(reference.Variable.Id);
                break;
            case IrElement element:
                _elements.Add(element.Type.Name);
                break;
            case IrView { IsPlace: true } or IrView { IsSlot: true }:
                _elements.Add(expression.Type.Name);
                break;
            case IrOpaque { Effect: not IrEffect.Pure } opaque:
                _outside = true;
                AddMemories(opaque.Operands);
                break;
            case IrCall call:
                AddMemories(call.Children);
                break;
        }

        foreach (IrExpression child in expression.Children)
        {
            AddReads(child);
        }
    }

    private void AddMemories(IEnumerable<IrExpression> operands)
    {
        foreach (IrExpression operand in operands)
        {
            if (operand.Type is { HoldsMemory: true, IsWalked: false, IsJagged: false })
            {
                _elements.Add(operand.Type.Element!.Name);
            }
            else if (operand.Type.Kind == IrTypeKind.Object || operand.Type.HasMemoryFields)
            {
                _anyElement = true;
            }
        }
    }

    private void AddWrites(IrStatement statement)
    {
        switch (statement)
        {
            case IrDeclare declare:
                _variables.Add(declare.Variable.Id);
                AddWrites(declare.Initial);
                break;
            case IrAssign assign:
                AddWrittenPlace(assign.Place);
                AddWrites(assign.Value);
                break;
            case IrEvaluate evaluate:
                AddWrites(evaluate.Expression);
                break;
            case IrIf conditional:
                AddWrites(conditional.Then);
                if (conditional.Else is not null)
                {
                    AddWrites(conditional.Else);
                }

                break;
            case IrFor loop:
                _variables.Add(loop.Index.Id);
                AddWrites(loop.Body);
                break;
            case IrWhile loop:
                if (loop.Enumeration is { Item: var item })
                {
                    // Enumerating may run any code.
                    _variables.Add(item.Id);
                    _outside = true;
                }

                AddWrites(loop.Body);
                if (loop.Increment is not null)
                {
                    AddWrites(loop.Increment);
                }

                break;
            case IrTry attempt:
                AddWrites(attempt.Body);
                AddWrites(attempt.Finally);
                break;
            case IrBlock block:
                foreach (IrStatement child in block.Statements)
                {
                    AddWrites(child);
                }

                break;
            case IrInlined inlined:
                AddWrites(inlined.Body);
                break;
            case IrReturn returned:
                AddWrites(returned.Value);
                break;
        }
    }

    private void AddWrittenPlace(IrExpression place)
    {
        switch (place)
        {
            case IrVariableReference reference:
                _variables.Add(reference.Variable.Id);
                break;
            case IrView { Receiver.Type.IsStruct: true } part:
                _elements.Add(place.Type.Name);
                AddWrittenPlace(part.Receiver);
                break;
            case IrElement or IrView:
                _elements.Add(place.Type.Name);
                break;
            case IrField field:
                AddWrittenPlace(field.Target);
                break;
            case IrSelect select:
                AddWrittenPlace(select.WhenTrue);
                AddWrittenPlace(select.WhenFalse);
                break;
            default:
                _outside = true;
                break;
        }
    }

    private void AddWrites(IrExpression? expression)
    {
        switch (expression)
        {
            case IrOpaque { Effect: IrEffect.Writes, IsSink: false } opaque:
                _outside = true;
                AddMemories(opaque.Operands);
                break;
            case IrCall call when HasEffect(call):
                AddWrites(call);
                break;
        }
    }

    private void AddWrites(IrCall call)
    {
        IrMethod method = call.Method;
        for (int i = 0; i < method.Parameters.Count; i++)
        {
            if (call.Arguments[i] is IrReference reference)
            {
                AddWrittenPlace(reference.Place);
            }
            else if (method.Parameters[i].IsWritten)
            {
                AddMemories([call.Arguments[i]]);
            }
        }

        if (call.Receiver is { } receiver && method.Effect == IrEffect.Writes)
        {
            AddMemories([receiver]);
        }

        bool isFramework = method.CallText.StartsWith("global::System.", System.StringComparison.Ordinal)
            || method.CallText.StartsWith("new global::System.", System.StringComparison.Ordinal);
        if (method.Effect == IrEffect.Writes && method.Kind != IrCallKind.Rule && !isFramework)
        {
            _outside = true;
            if (method.Kind != IrCallKind.Differentiable)
            {
                AddMemories(call.Arguments);
            }
        }
    }
}
