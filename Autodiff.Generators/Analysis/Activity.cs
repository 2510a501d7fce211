using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Which variables carry a derivative: those that depend on a differentiable input (varied) and reach the result or a
/// written span (useful). Flow-insensitive, one answer a variable; the elements of an array share that of its root.
/// </summary>
internal sealed class Activity
{
    private readonly HashSet<IrVariable> _varied = [];
    private readonly HashSet<IrVariable> _useful = [];
    private readonly Dictionary<IrExpression, bool> _known = new(ReferenceComparer.Instance);
    private readonly Roots _roots;

    private Activity(Activity other, Roots roots)
    {
        _varied = other._varied;
        _useful = other._useful;
        _roots = roots;
    }

    public Activity(IrFunction function, IrBlock body, Roots roots)
    {
        _roots = roots;
        List<IrStatement> statements = [.. body.SelfAndDescendants()];
        foreach (IrFunctionParameter parameter in function.Parameters.Where(parameter => parameter.IsDifferentiable))
        {
            IrVariable root = roots.Of(parameter.Variable) ?? parameter.Variable;
            _varied.Add(root);
            // A caller sees what is written into memory that it gave.
            if (parameter.IsReference || parameter.Variable.Type is { Kind: IrTypeKind.Span or IrTypeKind.Array } or { IsContainer: true } or { IsClass: true })
            {
                _useful.Add(root);
            }
        }

        while (statements.Aggregate(false, (changed, statement) => SpreadVaried(statement) || changed))
        {
        }

        while (statements.AsEnumerable().Reverse().Aggregate(false, (changed, statement) => SpreadUseful(statement) || changed))
        {
        }
    }

    /// <summary>The same facts after a pass that added views.</summary>
    public Activity Over(Roots roots) => new(this, roots);

    public bool IsActive(IrVariable variable) => Owner(variable) is { } owner && _varied.Contains(owner) && _useful.Contains(owner);

    public bool IsVaried(IrVariable variable) => Owner(variable) is { } owner && _varied.Contains(owner);

    /// <summary>Declares a variable that a transform introduces to hold an active value.</summary>
    public void MarkActive(IrVariable variable)
    {
        _varied.Add(variable);
        _useful.Add(variable);
    }

    /// <summary>Whether a derivative flows through an expression's value, wherever that value goes.</summary>
    public bool IsVaried(IrExpression expression) => Flows(expression, _varied);

    /// <summary>Whether an expression reads something active.</summary>
    public bool IsActive(IrExpression expression) => expression switch
    {
        IrVariableReference reference => IsActive(reference.Variable),
        IrBinary binary => IsActive(binary),
        _ => expression.Type.IsDifferentiable && Carriers(expression).Any(IsActive),
    };

    /// <summary>
    /// Remembered, for a long sum is asked at each of its terms. A variable that is introduced later is marked before
    /// anything mentions it, so that an answer stays right.
    /// </summary>
    private bool IsActive(IrBinary binary)
    {
        if (!_known.TryGetValue(binary, out bool isActive))
        {
            isActive = binary.Type.IsDifferentiable && Carriers(binary).Any(IsActive);
            _known.Add(binary, isActive);
        }

        return isActive;
    }

    /// <summary>Whether a call needs its derivative: an active input, or an active output that it overwrites.</summary>
    public bool IsActive(IrCall call, IrVariable? result)
    {
        if (call.Method.Kind is not (IrCallKind.Rule or IrCallKind.Differentiable))
        {
            return false;
        }

        bool inputs = Carriers(call).Any(IsActive);
        bool outputs = ActivelyWritten(call).Any(IsActive);
        return (result is not null && IsActive(result) && inputs) || outputs;
    }

    /// <summary>The arguments whose memory a call may write.</summary>
    public static IEnumerable<IrExpression> WrittenMemory(IrCall call)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Method.Parameters[i].IsWritten)
            {
                foreach (IrExpression written in WritableParts(call.Arguments[i]))
                {
                    yield return written;
                }
            }
        }

        if (call.Receiver is not null && call.Method.WritesReceiver)
        {
            foreach (IrExpression written in WritableParts(call.Receiver))
            {
                yield return written;
            }
        }

        if (call.Receiver is not null && call.Method.Rules.Any(rule => rule.Arguments.Any(argument => argument.Kind == IrRuleArgumentKind.SelfWrittenAdjoint)))
        {
            yield return call.Receiver;
        }
    }

    /// <summary>The written memory that may hold active values afterwards: what a parameter marked <c>[NoGradient]</c> is given may not.</summary>
    public static IEnumerable<IrExpression> ActivelyWritten(IrCall call) => call.Method.Kind == IrCallKind.Differentiable
        ? WrittenMemory(call).Where(written => !IsForConstants(call, written))
        : WrittenMemory(call);

    /// <summary>What code that is given a value may write: of a struct, what its fields lead to.</summary>
    private static IEnumerable<IrExpression> WritableParts(IrExpression value) => value is not IrReference && value.Type.IsStruct
        ? value.MemoryParts().Where(part => part.Type is { HoldsMemory: true, Kind: not IrTypeKind.ReadOnlySpan })
        : [value];

    /// <summary>Whether an argument, or a part of one, is for a parameter that is a constant to the callee, though its type has derivatives.</summary>
    public static bool IsForConstants(IrCall call, IrExpression argument)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (ReferenceEquals(call.Arguments[i], argument) || (call.Arguments[i].Type.HasMemoryFields && call.Arguments[i].MemoryParts().Any(part => ReferenceEquals(part, argument))))
            {
                return call.Method.Parameters[i] is { IsDifferentiable: false, Type.IsDifferentiable: true };
            }
        }

        return false;
    }

    private IrVariable? Owner(IrVariable variable)
    {
        if (!variable.Type.IsMemory && variable.Type.Kind != IrTypeKind.Object)
        {
            return variable;
        }

        return _roots.IsStopped(IrBuild.Read(variable)) ? null : _roots.Of(variable);
    }

    /// <summary>The operands through which a derivative enters the value of an expression.</summary>
    private static IEnumerable<IrExpression> Carriers(IrExpression expression) => expression switch
    {
        IrStopGradient or IrLength or IrOpaque or IrNewArray or IrLiteral => [],
        IrElement element => [element.Memory],
        IrField field => [field.Target],
        IrSlice slice => [slice.Memory],
        IrView view => [view.Receiver],
        IrSelect select => [select.WhenTrue, select.WhenFalse],
        IrCall { Method.Kind: IrCallKind.Sink } => [],
        IrCall call => CallCarriers(call),
        _ => expression.Children.Where(child => child.Type.IsDifferentiable),
    };

    private static IEnumerable<IrExpression> CallCarriers(IrCall call)
    {
        if (call.Receiver is { Type.IsDifferentiable: true })
        {
            yield return call.Receiver;
        }

        for (int i = 0; i < call.Arguments.Count; i++)
        {
            // A plain call says nothing of its parameters: every active value counts, so that it is refused.
            bool counts = call.Method.Kind == IrCallKind.Plain || call.Method.Parameters[i].IsDifferentiable || HasAdjoint(call.Method, call.Method.Parameters[i].Name);
            if (counts && call.Arguments[i].Type.IsDifferentiable)
            {
                yield return call.Arguments[i];
            }
        }
    }

    private static bool HasAdjoint(IrMethod method, string parameter) =>
        method.Rules.Any(rule => rule.Arguments.Any(argument => argument.Kind == IrRuleArgumentKind.Adjoint && argument.Name == parameter));

    private bool Flows(IrExpression expression, HashSet<IrVariable> set) => expression switch
    {
        IrVariableReference reference => Owner(reference.Variable) is { } owner && set.Contains(owner),
        _ => expression.Type.IsDifferentiable && Carriers(expression).Any(carrier => Flows(carrier, set)),
    };

    private bool SpreadVaried(IrStatement statement)
    {
        switch (statement)
        {
            case IrDeclare { Initial: { } initial } declare:
                return SpreadVaried(initial, Owner(declare.Variable));
            case IrAssign assign:
                return SpreadVaried(assign.Value, PlaceOwner(assign.Place));
            case IrEvaluate evaluate:
                return SpreadVaried(evaluate.Expression, null);
            default:
                return false;
        }
    }

    private bool SpreadVaried(IrExpression value, IrVariable? target)
    {
        bool changed = false;
        if (value is IrCall call && CallCarriers(call).Any(IsVaried))
        {
            foreach (IrExpression written in ActivelyWritten(call))
            {
                changed |= _roots.Of(written) is { } root && _varied.Add(root);
            }
        }

        return (target is { Type.IsDifferentiable: true } && IsVaried(value) && _varied.Add(target)) || changed;
    }

    private bool SpreadUseful(IrStatement statement)
    {
        switch (statement)
        {
            case IrReturn { Value: { } value }:
                return MarkUseful(value);
            case IrDeclare { Initial: { } initial } declare:
                return SpreadUseful(initial, Owner(declare.Variable));
            case IrAssign assign:
                return SpreadUseful(assign.Value, PlaceOwner(assign.Place));
            case IrEvaluate evaluate:
                return SpreadUseful(evaluate.Expression, null);
            default:
                return false;
        }
    }

    private bool SpreadUseful(IrExpression value, IrVariable? target)
    {
        bool useful = target is not null && _useful.Contains(target);
        if (value is IrCall call && ActivelyWritten(call).Any(written => _roots.Of(written) is { } root && _useful.Contains(root)))
        {
            useful = true;
        }

        return useful && MarkUseful(value);
    }

    private bool MarkUseful(IrExpression value)
    {
        if (value is IrVariableReference reference)
        {
            return Owner(reference.Variable) is { } owner && _useful.Add(owner);
        }

        return Carriers(value).Aggregate(false, (changed, carrier) => MarkUseful(carrier) || changed);
    }

    private IrVariable? PlaceOwner(IrExpression place) => place switch
    {
        IrVariableReference reference => reference.Variable,
        IrElement or IrView or IrField => _roots.Of(place),
        _ => null,
    };
}
