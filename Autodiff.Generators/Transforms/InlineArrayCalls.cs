using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Calls of the user's own methods, which take and return inline arrays where the body has the memory of their elements;
/// the sweeps take that memory as it is.
/// </summary>
internal static class InlineArrayCalls
{
    private const string Type = "global::Autodiff.InlineArrays.";

    public static Sweeps Run(Sweeps sweeps) => sweeps with
    {
        Forward = Run(sweeps.Forward),
        Reverse = Run(sweeps.Reverse),
        Value = sweeps.Value is null ? null : Run(sweeps.Value),
    };

    public static IrBlock Run(IrBlock block) => block with { Statements = block.Statements.Select(Run).ToEquatableArray() };

    private static IrStatement Run(IrStatement statement) => statement is IrComment ? statement : statement.WithExpressions(Run).WithBlocks(Run);

    private static IrExpression Run(IrExpression expression) => expression.Rewrite(node => node is IrCall call ? Run(call) : node);

    private static IrExpression Run(IrCall call)
    {
        IrMethod method = call.Method;
        if (method.Parameters.Any(parameter => parameter.Declared is not null))
        {
            call = call with { Arguments = method.Parameters.Zip(call.Arguments, (parameter, argument) => parameter.Declared is { } declared ? Of(argument, declared) : argument).ToEquatableArray() };
        }

        return method.DeclaredResult is { } result ? IrBuild.Call($"{Type}ToArray<{result.Type.Name}, {method.Result.Element!.Name}>", method.Result, call) : call;
    }

    /// <summary>The struct that the elements are, by value or in their place.</summary>
    public static IrExpression Of(IrExpression elements, IrInlineArray declared) => declared.Modifier is "ref" or "out"
        ? new IrOpaque([$"{declared.Modifier} {Type}Reference<{declared.Type.Name}, {elements.Type.Element!.Name}>(", ")"], [elements], declared.Type, IrEffect.Writes)
        : new IrOpaque([$"{Type}Value<{declared.Type.Name}, {elements.Type.Element!.Name}>(", ")"], [elements], declared.Type, IrEffect.Pure);
}
