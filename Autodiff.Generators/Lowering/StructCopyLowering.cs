using System;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// <c>ToArray</c>, <c>CopyTo</c>, <c>Fill</c> and <c>Clear</c> of memory that holds structs, as loops: the rules for
/// these methods know numbers only.
/// </summary>
internal sealed class StructCopyLowering(LoweringContext context)
{
    /// <summary>The value of such a call, or <see langword="null"/> for any other.</summary>
    public IrExpression? Lower(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        bool isExtension = invocation.Instance is null && method.ContainingType.Name == "MemoryExtensions" && TypeLowering.IsInSystem(method.ContainingType);
        if (!TypeLowering.IsSpan(method.ContainingType) && !isExtension)
        {
            return null;
        }

        IOperation[] operands = [.. invocation.Instance is { } instance ? [instance] : Array.Empty<IOperation>(), .. invocation.Arguments.Select(argument => argument.Value)];
        if (operands.Length == 0 || context.Types.Lower(operands[0].Type).Element is not { IsStruct: true } element)
        {
            return null;
        }

        switch (method.Name)
        {
            case "ToArray" when operands.Length == 1:
                return Copy(Named(operands[0]), "copy", invocation);
            case "CopyTo" when operands.Length == 2:
                IrExpression from = Named(operands[0]);
                IrExpression to = Named(operands[1]);
                // The two may overlap.
                IrExpression kept = Copy(from, "kept", invocation);
                Loop(kept, invocation, index => new IrAssign(new IrElement(to, index), null, new IrElement(kept, index)));
                return Nothing();
            case "Fill" when operands.Length == 2:
                IrExpression filled = Named(operands[0]);
                IrExpression value = context.Hoist(context.Expressions.Value(operands[1]), "filling");
                Loop(filled, invocation, index => new IrAssign(new IrElement(filled, index), null, value));
                return Nothing();
            case "Clear" when operands.Length == 1:
                IrExpression cleared = Named(operands[0]);
                Loop(cleared, invocation, index => new IrAssign(new IrElement(cleared, index), null, IrBuild.Default(element)));
                return Nothing();
            default:
                return null;
        }
    }

    private static IrLiteral Nothing() => new("default", IrType.Void);

    private IrExpression Named(IOperation operand)
    {
        IrExpression memory = context.Expressions.Value(operand);
        return memory is IrVariableReference ? memory : context.Hoist(memory, "view");
    }

    private IrExpression Copy(IrExpression memory, string name, IInvocationOperation invocation)
    {
        IrType element = memory.Type.Element!;
        IrVariable copy = context.Temporary(IrType.ArrayOf(element), name);
        context.Emit(new IrDeclare(copy, new IrNewArray(new IrLength(memory), copy.Type)) { Origin = context.OriginOf(invocation.Syntax) });
        Loop(memory, invocation, index => new IrAssign(new IrElement(IrBuild.Read(copy), index), null, new IrElement(memory, index)));
        return IrBuild.Read(copy);
    }

    private void Loop(IrExpression memory, IInvocationOperation invocation, Func<IrExpression, IrAssign> body)
    {
        Origin origin = context.OriginOf(invocation.Syntax);
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        IrAssign assign = body(IrBuild.Read(index)) with { Origin = origin };
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, new IrLength(memory), 1, IrBlock.Of([assign])) { Origin = origin });
    }
}
