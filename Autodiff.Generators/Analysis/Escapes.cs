using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Memory that something else holds besides the method: put into an object when it was made, stored outside, read as
/// another type, or given to a call that may keep it. What is written there is not seen, so its elements are kept by value.
/// </summary>
internal static class Escapes
{
    public static HashSet<IrVariable> Find(IrBlock body, Roots roots) =>
    [
        .. body.SelfAndDescendants()
            .SelectMany(statement => Stored(statement, roots).Concat(statement.Expressions()
                .SelectMany(expression => expression.SelfAndDescendants())
                .SelectMany(Escaping)))
            .SelectMany(value => value.MemoryParts())
            .Where(memory => memory.Type is { HoldsMemory: true, IsSpan: false } or { IsHeldSpan: true })
            .Select(roots.Of)
            .OfType<IrVariable>(),
    ];

    /// <summary>What is put elsewhere; a row of an array of arrays that the method knows is not.</summary>
    private static IEnumerable<IrExpression> Stored(IrStatement statement, Roots roots) =>
        statement is IrAssign { Place: not IrVariableReference } assign && !(assign.Place is IrView && roots.Of(assign.Place) is { } root && root == roots.Of(assign.Value))
            ? [assign.Value]
            : [];

    private static IEnumerable<IrExpression> Escaping(IrExpression expression) => expression switch
    {
        IrConversion { Type: { Kind: IrTypeKind.Other, IsReference: true } } conversion when !IsReadOnly(conversion.Type) => [conversion.Operand],
        IrOpaque { Effect: IrEffect.Writes, IsSink: false } code => code.Operands.Where((operand, i) => MayKeep(code, i)),
        IrCall { Method.Kind: IrCallKind.Plain or IrCallKind.Sink } call when !IsFramework(call) => call.Arguments,
        _ => [],
    };

    /// <summary>Whether code may keep an operand: not so a member of a list, or of the runtime, the list that it changes.</summary>
    private static bool MayKeep(IrOpaque code, int operand) =>
        operand > 0 || !code.Operands[0].Type.IsContainer || !(code.Parts[0].StartsWith("global::Autodiff.", StringComparison.Ordinal)
            || (code.Parts[0].Length == 0 && code.Parts[1].StartsWith(".", StringComparison.Ordinal)));

    /// <summary>An interface that cannot write what is behind it.</summary>
    private static bool IsReadOnly(IrType type) =>
        type.Name.StartsWith("global::System.Collections.Generic.IEnumerable<", StringComparison.Ordinal)
        || type.Name.StartsWith("global::System.Collections.Generic.IReadOnly", StringComparison.Ordinal);

    private static bool IsFramework(IrCall call) => call.Method.CallText.StartsWith("global::System.", StringComparison.Ordinal);
}
