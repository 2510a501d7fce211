using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Arrays of several dimensions: containers whose elements are places.</summary>
internal sealed class RectangularLowering(LoweringContext context)
{
    /// <summary>Whether a type is an array of several dimensions that has a shadow.</summary>
    public bool Is(ITypeSymbol? type) => type is IArrayTypeSymbol { IsSZArray: false } && context.Types.Lower(type).IsContainer;

    /// <summary><c>m[i, j]</c>.</summary>
    public IrExpression Element(IArrayElementReferenceOperation element)
    {
        IrExpression[] operands = context.InOrder(new[] { element.ArrayReference }.Concat(element.Indices));
        IrType type = context.Types.Lower(element.Type);
        if (operands[0].Type.IsContainer)
        {
            return Element(operands[0], operands.Skip(1));
        }

        return new IrOpaque(["", "[", .. Enumerable.Repeat(", ", operands.Length - 2), "]"], new(operands), type, IrEffect.Reads);
    }

    /// <summary><c>new double[n, m]</c>, with or without its elements; <see langword="null"/> for what is no such creation.</summary>
    public IrExpression? Create(IOperation operation, IrVariable? variable, bool isDeclaration, Origin origin)
    {
        if (operation is not IArrayCreationOperation { Type: IArrayTypeSymbol type } creation || !Is(type))
        {
            return null;
        }

        IrType lowered = context.Types.Lower(type);
        IrExpression[] lengths = context.InOrder(creation.DimensionSizes);
        var array = new IrNewArray(lengths[0], lowered) { OtherLengths = new([.. lengths.Skip(1)]) };
        if (creation.Initializer is not { } initializer)
        {
            return context.Memory.Place(array, variable, isDeclaration, origin);
        }

        List<(int[] Indices, IOperation Value)> elements = [.. Elements(initializer, [])];
        IrExpression[] values = context.InOrder(elements.Select(element => element.Value));
        IrExpression made = context.Memory.Place(array, variable ?? context.Temporary(lowered, "array"), isDeclaration || variable is null, origin);
        for (int i = 0; i < values.Length; i++)
        {
            IrExpression place = Element(IrCopy.Copy(made), elements[i].Indices.Select(IrLiteral.Int));
            context.Emit(new IrAssign(place, null, values[i]) { Origin = values[i].Origin });
        }

        return made;
    }

    /// <summary><c>m.GetLength(0)</c>, <c>m.GetUpperBound(0)</c>; <see langword="null"/> for another call.</summary>
    public IrExpression? Length(IInvocationOperation invocation)
    {
        if (invocation is not { Instance: { } instance, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: int dimension } }] }
            || invocation.TargetMethod.ContainingType.SpecialType != SpecialType.System_Array)
        {
            return null;
        }

        IrType type = context.Types.Lower(instance.Type);
        if (!type.IsContainer && type.Kind != IrTypeKind.Array)
        {
            return null;
        }

        string member = $"GetLength({dimension.ToString(CultureInfo.InvariantCulture)})";
        return invocation.TargetMethod.Name switch
        {
            "GetLength" => new IrLength(context.Expressions.Value(instance), member),
            "GetUpperBound" => new IrBinary(IrBinaryOperator.Subtract, new IrLength(context.Expressions.Value(instance), member), IrLiteral.Int(1), IrType.Int32),
            "GetLowerBound" => IrLiteral.Int(0),
            _ => null,
        };
    }

    /// <summary>The element at a place in the order of memory, as <c>foreach</c> goes through them.</summary>
    public static IrView ElementAt(IrExpression array, int rank, IrVariable index)
    {
        // The last index runs fastest: the one before it counts the rows, and so on.
        var indices = new IrExpression[rank];
        IrExpression rest = new IrVariableReference(index);
        for (int i = rank - 1; i >= 0; i--)
        {
            var length = new IrLength(IrCopy.Copy(array), $"GetLength({i.ToString(CultureInfo.InvariantCulture)})");
            indices[i] = i == 0 ? rest : new IrBinary(IrBinaryOperator.Remainder, rest, length, IrType.Int32);
            rest = new IrBinary(IrBinaryOperator.Divide, IrCopy.Copy(rest), IrCopy.Copy(length), IrType.Int32);
        }

        return Element(IrCopy.Copy(array), indices);
    }

    private static IrView Element(IrExpression array, IEnumerable<IrExpression> indices) =>
        new(array, IrViewForm.Indexer, "Item", "Item", indices.ToEquatableArray(), array.Type.Element!);

    private static IEnumerable<(int[] Indices, IOperation Value)> Elements(IArrayInitializerOperation initializer, int[] outer) =>
        initializer.ElementValues.SelectMany((value, i) => value is IArrayInitializerOperation inner
            ? Elements(inner, [.. outer, i])
            : [([.. outer, i], value)]);
}
