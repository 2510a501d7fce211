using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Text that active values were printed into, and what holds it. Text is where they end, unless somebody reads a number
/// back from it: <c>double.Parse($"{x}")</c> is a way around the derivative, and refused.
/// </summary>
internal sealed class PrintedValues
{
    private readonly HashSet<IrVariable> _holders = [];
    private readonly Activity _activity;

    public PrintedValues(IrBlock body, Activity activity)
    {
        _activity = activity;
        List<IrStatement> statements = [.. body.SelfAndDescendants()];
        while (statements.Aggregate(false, (changed, statement) => Spread(statement) || changed))
        {
        }
    }

    /// <summary>Whether a call reads a number from such text.</summary>
    public bool AreReadBy(IrCall call) => call.Type.IsDifferentiable && call.Children.Any(IsPrinted);

    private bool IsPrinted(IrExpression expression) => expression switch
    {
        IrVariableReference { Variable: var variable } => _holders.Contains(variable),
        IrOpaque { IsSink: true } or IrCall { Method.Kind: IrCallKind.Sink, Type.Kind: IrTypeKind.Other } when expression.Children.Any(_activity.IsVaried) => true,
        IrStopGradient or IrLength => false,
        _ => expression.Children.Any(IsPrinted),
    };

    private bool Spread(IrStatement statement)
    {
        bool changed = statement switch
        {
            IrDeclare { Initial: { } initial } declare => Hold(declare.Variable, initial),
            IrAssign { Place: IrVariableReference { Variable: var variable } } assign => Hold(variable, assign.Value),
            _ => false,
        };

        // A writer of text that is given a number holds it.
        foreach (IrCall call in statement.Expressions().SelectMany(expression => expression.SelfAndDescendants()).OfType<IrCall>())
        {
            changed |= call is { Method.Kind: IrCallKind.Sink, Receiver: IrVariableReference { Variable: { Type.Kind: IrTypeKind.Other } writer } }
                && call.Arguments.Any(argument => _activity.IsVaried(argument) || IsPrinted(argument)) && _holders.Add(writer);
        }

        return changed;
    }

    private bool Hold(IrVariable variable, IrExpression value) => variable.Type.Kind == IrTypeKind.Other && IsPrinted(value) && _holders.Add(variable);
}
