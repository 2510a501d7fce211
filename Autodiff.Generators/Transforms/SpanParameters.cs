using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Gives an array of its own to each span that the method was given and that is one of several memories a variable leads
/// to: the variable can then be made of an array, an offset and a length. What the array holds in the end goes back to a
/// span that can be written.
/// </summary>
internal sealed class SpanParameters
{
    private readonly Dictionary<IrVariable, IrVariable> _arrays;

    private SpanParameters(Dictionary<IrVariable, IrVariable> arrays) => _arrays = arrays;

    /// <param name="mixed">The parameters.</param>
    public static IrBlock Run(IrBlock body, IEnumerable<IrVariable> mixed, VariableFactory variables)
    {
        Dictionary<IrVariable, IrVariable> arrays = mixed.ToDictionary(
            parameter => parameter,
            parameter => variables.Create(parameter.Name.TrimStart('@') + "Array", IrType.ArrayOf(parameter.Type.Element!)));
        if (arrays.Count == 0)
        {
            return body;
        }

        var pass = new SpanParameters(arrays);
        List<IrStatement> statements = [.. body.Statements.Select(pass.Rewrite)];
        statements.InsertRange(statements.Count > 0 && statements[statements.Count - 1] is IrReturn ? statements.Count - 1 : statements.Count, arrays.Where(pair => pair.Key.Type.IsWritableSpan).Select(pair => Back(pair.Key, pair.Value)));
        return IrBlock.Of([.. arrays.Select(pair => (IrStatement)new IrDeclare(pair.Value, ToArray(pair.Key))), .. statements]);
    }

    private static IrCall ToArray(IrVariable span)
    {
        var rule = new IrRule(
            $"global::Autodiff.Rules.MemoryRules.ToArray<{span.Type.Element!.Name}>",
            [new IrRuleArgument(IrRuleArgumentKind.ResultAdjoint, "result", IrType.ReadOnlySpanOf(span.Type.Element)), new IrRuleArgument(IrRuleArgumentKind.SelfAdjoint, "self", IrType.SpanOf(span.Type.Element))],
            null);
        return new IrCall(new IrMethod("ToArray", ".ToArray", [], IrType.ArrayOf(span.Type.Element), IrCallKind.Rule, IrEffect.Writes, [rule]), IrBuild.Read(span), []);
    }

    private static IrEvaluate Back(IrVariable span, IrVariable array)
    {
        IrType type = IrType.SpanOf(span.Type.Element!);
        var rule = new IrRule(
            $"global::Autodiff.Rules.MemoryRules.CopyTo<{span.Type.Element!.Name}>",
            [new IrRuleArgument(IrRuleArgumentKind.WrittenAdjoint, "destination", IrType.ReadOnlySpanOf(span.Type.Element), "self"), new IrRuleArgument(IrRuleArgumentKind.SelfAdjoint, "self", type)],
            null);
        var method = new IrMethod("CopyTo", ".CopyTo", [new IrParameter("destination", type, IsDifferentiable: false, IsWritten: true)], IrType.Void, IrCallKind.Rule, IrEffect.Writes, [rule]);
        return new IrEvaluate(new IrCall(method, Whole(array, type), [IrBuild.Read(span)]));
    }

    private static IrSlice Whole(IrVariable array, IrType type) => new(IrBuild.Read(array), IrLiteral.Int(0), null, type);

    private IrStatement Rewrite(IrStatement statement) => statement.WithBlocks(block => block with { Statements = block.Statements.Select(Rewrite).ToEquatableArray() }).WithExpressions(Rewrite);

    private IrExpression Rewrite(IrExpression expression) => expression switch
    {
        IrElement { Memory: IrVariableReference { Variable: var memory } } element when _arrays.TryGetValue(memory, out IrVariable? array) =>
            element with { Memory = IrBuild.Read(array), Index = Rewrite(element.Index) },
        IrLength { Memory: IrVariableReference { Variable: var memory } } length when _arrays.TryGetValue(memory, out IrVariable? array) => length with { Memory = IrBuild.Read(array) },
        IrVariableReference { Variable: var memory } when _arrays.TryGetValue(memory, out IrVariable? array) => memory.Type.Kind == IrTypeKind.ReadOnlySpan
            ? new IrConversion(Whole(array, IrType.SpanOf(memory.Type.Element!)), memory.Type, IsImplicit: true)
            : Whole(array, memory.Type),
        _ => expression.Children.IsEmpty ? expression : expression.WithChildren([.. expression.Children.Select(Rewrite)]) with { Origin = expression.Origin },
    };
}
