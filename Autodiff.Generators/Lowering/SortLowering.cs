using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Sorting: the order is found first, which carries no derivative, and then the elements are moved. Elements that are equal keep their order.
/// </summary>
internal sealed class SortLowering(LoweringContext context)
{
    private readonly FrameworkCalls _calls = new(context);

    /// <summary><c>Array.Sort(a)</c>, of a part of an array or with items that follow their keys, and <c>span.Sort()</c>; <see langword="null"/> for another call.</summary>
    public IrExpression? Lower(IInvocationOperation invocation, List<IOperation> arguments)
    {
        IMethodSymbol method = invocation.TargetMethod;
        bool isArrays = method.ContainingType.SpecialType == SpecialType.System_Array;
        bool isSpans = method.ContainingType.Name == "MemoryExtensions" && TypeLowering.IsInSystem(method.ContainingType);
        if (method.Name != "Sort" || (!isArrays && !isSpans) || arguments.Count == 0 || !arguments.Any(argument => context.Types.Lower(argument.Type) is { IsMemory: true, Element.IsNumber: true }))
        {
            return null;
        }

        bool[] isMemory = [.. arguments.Select((argument, i) => context.Types.Lower(argument.Type) is { IsMemory: true, Element: { IsReal: true } or { IsInteger: true } or { IsComplex: true } } memory && !(i == 0 && memory.Element.IsComplex))];
        bool isPart = isArrays && arguments.Count is 3 or 4 && arguments.Skip(arguments.Count - 2).All(argument => argument.Type?.SpecialType == SpecialType.System_Int32);
        int memories = isPart ? arguments.Count - 2 : arguments.Count;
        if (memories is not (1 or 2) || !isMemory.Take(memories).All(memory => memory))
        {
            return context.Unsupported(invocation, "A sort with a comparison or a comparer", "sort keys with items that follow them, or write it as a loop");
        }

        IrExpression[] operands = context.InOrder(arguments);
        Origin origin = context.OriginOf(invocation.Syntax);
        IrExpression[] sorted = [.. operands.Take(memories).Select(memory => Named(isPart ? new IrSlice(memory, IrCopy.Copy(operands[memories]), IrCopy.Copy(operands[memories + 1]), IrType.SpanOf(memory.Type.Element!)) : memory))];
        IrVariable order = context.Temporary(IrType.ArrayOf(IrType.Int32), "order");
        var find = new IrOpaque([$"global::Autodiff.GeneratedCode.OrderOf<{sorted[0].Type.Element!.Name}>(", ")"], [IrCopy.Copy(sorted[0])], order.Type, IrEffect.Writes, IsSink: true);
        context.Emit(new IrDeclare(order, find) { Origin = origin });
        foreach (IrExpression memory in sorted)
        {
            Move(memory, order, origin);
        }

        return context.Placeholder(invocation);
    }

    private void Move(IrExpression memory, IrVariable order, Origin origin)
    {
        IrVariable before = context.Temporary(IrType.ArrayOf(memory.Type.Element!), "unsorted");
        IrExpression span = memory.Type.IsSpan ? IrCopy.Copy(memory) : new IrSlice(IrCopy.Copy(memory), IrLiteral.Int(0), null, IrType.SpanOf(memory.Type.Element!));
        context.Emit(new IrDeclare(before, _calls.OnSpan("ToArray", span)) { Origin = origin });
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        var move = new IrAssign(
            new IrElement(IrCopy.Copy(memory), new IrVariableReference(index)),
            null,
            new IrElement(new IrVariableReference(before), new IrElement(new IrVariableReference(order), new IrVariableReference(index))))
        { Origin = origin };
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, new IrLength(new IrVariableReference(order)), 1, IrBlock.Of([move])) { Origin = origin });
    }

    private IrExpression Named(IrExpression memory) => memory is IrVariableReference { Variable: var variable } && !context.AssignedArrays.Contains(variable) ? memory : context.Hoist(memory, "sorted");
}
