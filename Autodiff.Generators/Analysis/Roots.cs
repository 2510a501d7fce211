using System.Collections.Generic;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// The memory each view leads to. An array, span or object variable is either a root (a parameter, an allocation, the
/// result of a call) or a view of another variable; two different roots never share memory that is written.
/// </summary>
internal sealed class Roots
{
    private readonly Dictionary<IrVariable, IrExpression> _views = [];
    private readonly HashSet<IrVariable> _outside = [];

    public Roots(IrBlock body)
    {
        foreach (IrStatement statement in body.SelfAndDescendants())
        {
            (IrVariable Variable, IrExpression Value)? binding = statement switch
            {
                IrDeclare { Initial: { } initial } declare => (declare.Variable, initial),
                IrAssign { Place: IrVariableReference place, Operator: null } assign => (place.Variable, assign.Value),
                _ => null,
            };

            if (binding is ({ Type: { IsMemory: true } or { Kind: IrTypeKind.Object } } variable, var value) && IsView(value))
            {
                _views[variable] = value;
            }
            else if (binding is ({ Type: { IsMemory: true } or { Kind: IrTypeKind.Object } } given, IrCall { Method: { Kind: IrCallKind.Plain or IrCallKind.Sink, IsConstructor: false } }))
            {
                // Nobody knows what else leads to memory that such a call hands out.
                _outside.Add(given);
            }
        }
    }

    /// <summary>The root variable, or <see langword="null"/> for memory outside the method (a field).</summary>
    public IrVariable? Of(IrExpression memory) => memory switch
    {
        IrVariableReference reference => Of(reference.Variable),
        IrSlice slice => Of(slice.Memory),
        IrConversion conversion => Of(conversion.Operand),
        IrView view => Of(view.Receiver),
        IrElement element => Of(element.Memory),
        IrField field => Of(field.Target),
        IrStopGradient stop => Of(stop.Operand),
        IrReference reference => Of(reference.Place),
        _ => null,
    };

    public IrVariable? Of(IrVariable variable) => _outside.Contains(variable) ? null : _views.TryGetValue(variable, out IrExpression? view) ? Of(view) : variable;

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

    /// <summary>Whether an expression of memory or object type leads to memory that exists already.</summary>
    public static bool IsView(IrExpression value) => value is IrVariableReference or IrSlice or IrConversion or IrView or IrField or IrOpaque or IrStopGradient;
}
