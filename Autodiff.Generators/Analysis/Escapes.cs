using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// Arrays that an object holds besides the method: put into it when it was made, read as another type, or given to a
/// call whose result may keep them. What is written through the object is not seen, so their elements are kept by value.
/// </summary>
internal static class Escapes
{
    public static HashSet<IrVariable> Find(IrBlock body, Roots roots) =>
    [
        .. body.SelfAndDescendants()
            .SelectMany(statement => statement.Expressions())
            .SelectMany(expression => expression.SelfAndDescendants())
            .SelectMany(Escaping)
            .Where(memory => memory.Type.Kind == IrTypeKind.Array)
            .Select(roots.Of)
            .OfType<IrVariable>(),
    ];

    private static IEnumerable<IrExpression> Escaping(IrExpression expression) => expression switch
    {
        IrConversion { Type: { Kind: IrTypeKind.Other, IsReference: true } } conversion when !IsReadOnly(conversion.Type) => [conversion.Operand],
        IrOpaque { Effect: IrEffect.Writes, IsSink: false, Type: { Kind: IrTypeKind.Other, IsReference: true } } creation => creation.Operands,
        IrCall { Method: { Kind: IrCallKind.Plain or IrCallKind.Sink, Result: { Kind: IrTypeKind.Other, IsReference: true } } } call when !IsFramework(call) => call.Arguments,
        _ => [],
    };

    /// <summary>An interface that cannot write what is behind it.</summary>
    private static bool IsReadOnly(IrType type) =>
        type.Name.StartsWith("global::System.Collections.Generic.IEnumerable<", StringComparison.Ordinal)
        || type.Name.StartsWith("global::System.Collections.Generic.IReadOnly", StringComparison.Ordinal);

    private static bool IsFramework(IrCall call) => call.Method.CallText.StartsWith("global::System.", StringComparison.Ordinal);
}
