using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Refuses, in code that <c>[Checkpoint]</c> runs a second time, what would show that it does: an effect, or a read of
/// something outside the method that may have changed meanwhile.
/// </summary>
internal sealed class Recomputability
{
    private const string PassIt = "pass it as a parameter, or make it a readonly number";
    private const string SettingRows = "Setting rows or using the length of a list, which [Checkpoint] would repeat,";
    private const string ReadyBefore = "make the list or the array of arrays in the code that runs again, or have its size and its rows ready before";

    private readonly Roots _roots;
    private readonly HashSet<IrVariable> _inner;

    private Recomputability(Roots roots, IrBlock repeated)
    {
        _roots = roots;
        _inner = [.. repeated.SelfAndDescendants().OfType<IrDeclare>().Select(declare => declare.Variable)];
    }

    public static IEnumerable<Problem> Find(IrFunction function, IrBlock body)
    {
        var roots = new Roots(body);
        return Repeated(function, body).SelectMany(repeated => new Recomputability(roots, repeated).FindIn(repeated));
    }

    /// <summary>What would show in a method if a caller repeated it.</summary>
    public static IEnumerable<Problem> FindInAll(IrBlock body) => new Recomputability(new Roots(body), body).FindIn(body);

    /// <summary>The parts of a body that run again.</summary>
    public static IEnumerable<IrBlock> Repeated(IrFunction function, IrBlock body) => function.Checkpoint switch
    {
        null => [],
        { Snapshots: null } => [body],
        _ => CheckpointedLoops(body).Select(loop => loop.Body),
    };

    /// <summary>The outermost counted loops of a body.</summary>
    public static IEnumerable<IrFor> CheckpointedLoops(IrBlock body) => body.Statements.SelectMany(statement => statement switch
    {
        IrFor loop => [loop],
        IrWhile => [],
        _ => statement.Blocks().SelectMany(CheckpointedLoops),
    });

    private IEnumerable<Problem> FindIn(IrBlock block) => block.SelfAndDescendants().SelectMany(statement => statement switch
    {
        IrThrow => [],
        IrEvaluate { Expression: IrCall { Method: var method } } when IsCheck(method) => [],
        IrAssign { Place: IrView { Type.HoldsMemory: true, Receiver: { Type.IsJagged: true } rows } } when !IsMadeHere(rows) => [Refuse(statement.Origin, SettingRows, ReadyBefore)],
        IrAssign { Place: IrOpaque } => [Refuse(statement.Origin, "Writing state outside the method, which [Checkpoint] would repeat,", "return the value instead")],
        _ => statement.Expressions().SelectMany(expression => FindIn(expression, statement)),
    });

    private IEnumerable<Problem> FindIn(IrExpression expression, IrStatement statement)
    {
        Origin origin = expression.Origin.IsKnown ? expression.Origin : statement.Origin;
        return expression switch
        {
            IrCall { Method.IsConstructor: true, Type: { IsContainer: true } or { IsClass: true } } or IrOpaque when IsOfContainer(expression) is { } isMadeHere =>
                isMadeHere ? expression.Children.SelectMany(child => FindIn(child, statement))
                : [Refuse(origin, SettingRows, ReadyBefore)],
            IrCall { Method: { Kind: IrCallKind.Plain or IrCallKind.Sink, Effect: not IrEffect.Pure } method } =>
                [Refuse(origin, $"A call of '{method.Name}', whose effects [Checkpoint] would repeat,", "move it out of the code that runs again")],
            IrOpaque { Parts: [var check, ..], Type.Kind: IrTypeKind.Void } when IsOwnCheck(check) =>
                expression.Children.SelectMany(child => FindIn(child, statement)),
            IrOpaque { Effect: IrEffect.Reads or IrEffect.Computes } =>
                [Refuse(origin, "Reading what may change before [Checkpoint] runs the code again", PassIt)],
            IrOpaque { Effect: IrEffect.Writes } opaque when !opaque.Parts[0].StartsWith("new ", System.StringComparison.Ordinal) =>
                [Refuse(origin, "An effect, which [Checkpoint] would repeat,", "move it out of the code that runs again")],
            IrVariableReference { Variable: { Type: { HoldsMemory: true } or { Kind: IrTypeKind.Object } } variable } when _roots.Of(variable) is null =>
                [Refuse(origin, $"'{variable.Name}', which leads to memory outside the method that may change before [Checkpoint] runs the code again,", PassIt)],
            _ => expression.Children.SelectMany(child => FindIn(child, statement)),
        };
    }

    /// <summary>
    /// Whether what makes a container, or changes or reads its shape, does so to one that is made each time the code
    /// runs; <see langword="null"/> for any other expression.
    /// </summary>
    private bool? IsOfContainer(IrExpression expression) => expression switch
    {
        IrCall => true,
        IrOpaque { Parts: ["", ".Count" or ".Add(0)" or ".Add(default)" or ".Add(null!)"], Operands: [{ Type.IsContainer: true } container] } => IsMadeHere(container),
        IrOpaque { Parts: [var text, ..], Operands: [{ Type.IsContainer: true } container, ..] } when text.StartsWith("global::Autodiff.Containers.", System.StringComparison.Ordinal) => IsMadeHere(container),
        _ => null,
    };

    private bool IsMadeHere(IrExpression container) => _roots.Of(container) is { } root
        && (_inner.Contains(root) || _roots.Groups.Any(group => group.Root.Equals(root) && !group.IsOutside && group.Members.All(_inner.Contains)));

    /// <summary>A check that generated code makes: of a part of a span, or of a field of an object, which only what is new there may have.</summary>
    private static bool IsOwnCheck(string text) => text.StartsWith("global::Autodiff.GeneratedCode.RequireSlice(", System.StringComparison.Ordinal)
        || text.StartsWith("global::Autodiff.Objects.RequireUnset(", System.StringComparison.Ordinal);

    /// <summary>A check that changes nothing when it passes; when it does not, nothing runs again.</summary>
    private static bool IsCheck(IrMethod method) => method.Kind == IrCallKind.Sink
        && (method.Name.StartsWith("ThrowIf", System.StringComparison.Ordinal) || method.CallText.EndsWith("Debug.Assert", System.StringComparison.Ordinal));

    private static Problem Refuse(Origin origin, string construct, string wayOut) => new("AD0004", [construct, wayOut], origin);
}
