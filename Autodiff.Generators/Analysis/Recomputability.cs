using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Refuses, in code that <c>[Checkpoint]</c> runs a second time, what would show that it does: an effect, or a read of
/// something outside the method that may have changed meanwhile. What differentiable callees do is taken on trust.
/// </summary>
internal static class Recomputability
{
    public static IEnumerable<Problem> Find(IrFunction function, IrBlock body) => function.Checkpoint switch
    {
        null => [],
        { Snapshots: null } => FindIn(body),
        _ => CheckpointedLoops(body).SelectMany(loop => FindIn(loop.Body)),
    };

    /// <summary>The outermost counted loops of a body.</summary>
    public static IEnumerable<IrFor> CheckpointedLoops(IrBlock body) => body.Statements.SelectMany(statement => statement switch
    {
        IrFor loop => [loop],
        IrWhile => [],
        _ => statement.Blocks().SelectMany(CheckpointedLoops),
    });

    private static IEnumerable<Problem> FindIn(IrBlock block) => block.SelfAndDescendants().SelectMany(statement => statement switch
    {
        IrThrow => [],
        IrEvaluate { Expression: IrCall { Method: var method } } when IsCheck(method) => [],
        IrAssign { Place: IrOpaque } => [Refuse(statement.Origin, "Writing state outside the method, which [Checkpoint] would repeat,", "return the value instead")],
        _ => statement.Expressions().SelectMany(expression => FindIn(expression, statement)),
    });

    private static IEnumerable<Problem> FindIn(IrExpression expression, IrStatement statement)
    {
        Origin origin = expression.Origin.IsKnown ? expression.Origin : statement.Origin;
        return expression switch
        {
            IrCall { Method: { Kind: IrCallKind.Plain or IrCallKind.Sink, Effect: not IrEffect.Pure } method } =>
                [Refuse(origin, $"A call of '{method.Name}', whose effects [Checkpoint] would repeat,", "move it out of the code that runs again")],
            IrOpaque { Effect: IrEffect.Reads or IrEffect.Computes } =>
                [Refuse(origin, "Reading what may change before [Checkpoint] runs the code again", "pass it as a parameter, or make it a readonly number")],
            IrOpaque { Effect: IrEffect.Writes } opaque when !opaque.Parts[0].StartsWith("new ", System.StringComparison.Ordinal) =>
                [Refuse(origin, "An effect, which [Checkpoint] would repeat,", "move it out of the code that runs again")],
            _ => expression.Children.SelectMany(child => FindIn(child, statement)),
        };
    }

    /// <summary>A check that changes nothing when it passes; when it does not, nothing runs again.</summary>
    private static bool IsCheck(IrMethod method) => method.Kind == IrCallKind.Sink
        && (method.Name.StartsWith("ThrowIf", System.StringComparison.Ordinal) || method.CallText.EndsWith("Debug.Assert", System.StringComparison.Ordinal));

    private static Problem Refuse(Origin origin, string construct, string wayOut) => new("AD0004", [construct, wayOut], origin);
}
