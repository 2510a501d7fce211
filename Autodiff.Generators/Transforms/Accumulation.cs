using System;
using System.Collections.Generic;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>Adds all the numbers of a shadow to those of another.</summary>
internal static class Accumulation
{
    public static IrStatement Of(IrExpression shadow, IrExpression destination, AdjointVariables variables) => Of(shadow, destination, variables.Create);

    public static IrStatement Of(IrExpression shadow, IrExpression destination, Func<string, IrType, IrVariable> variables)
    {
        IrType type = destination.Type;
        return type.Kind == IrTypeKind.Object ? IrBuild.Accumulate(shadow, destination)
            : type.Element!.IsStruct ? OfStructs(shadow, destination, variables)
            : Call($"GeneratedCode.Accumulate<{type.Element!.Name}>");

        IrStatement Call(string method) => new IrEvaluate(IrBuild.Call("global::Autodiff." + method, IrType.Void, Elements(shadow), Elements(destination)));
    }

    private static IrExpression Elements(IrExpression memory) => memory.Type.IsHeldSpan ? IrBuild.AsSpan(memory) : memory;

    private static IrFor OfStructs(IrExpression shadow, IrExpression destination, Func<string, IrType, IrVariable> variables)
    {
        IrVariable index = variables("i", IrType.Int32);
        var code = new List<IrStatement>();
        Add(new IrElement(destination, IrBuild.Read(index)), new IrElement(shadow, IrBuild.Read(index)));
        return new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, new IrLength(destination), 1, IrBlock.Of(code));

        void Add(IrExpression to, IrExpression from)
        {
            if (to.Type.IsNumber)
            {
                code.Add(new IrAssign(to, IrBinaryOperator.Add, from));
            }

            for (int i = 0; i < to.Type.Fields.Count; i++)
            {
                Add(new IrField(to, i), new IrField(from, i));
            }
        }
    }
}
