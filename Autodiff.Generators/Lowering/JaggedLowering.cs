using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Arrays of arrays: containers whose elements are rows, and a row is a view. A row gets a name before it is set.
/// </summary>
internal sealed class JaggedLowering(LoweringContext context)
{
    /// <summary><c>new double[n][]</c>, with or without its rows; <see langword="null"/> for what is no such creation.</summary>
    public IrExpression? Create(IrType? type, IReadOnlyList<IOperation>? rows, IOperation? length, IrVariable? variable, bool isDeclaration, Origin origin)
    {
        if (type is not ({ IsJagged: true } or { HoldsStructs: true }) || rows is null)
        {
            return null;
        }

        if (rows.Count == 0)
        {
            return context.Memory.Place(new IrNewArray(length is null ? IrLiteral.Int(0) : context.Expressions.Value(length), type), variable, isDeclaration, origin);
        }

        IrExpression[] values = [.. rows.Select(Row)];
        IrExpression made = context.Memory.Place(new IrNewArray(IrLiteral.Int(values.Length), type), variable ?? context.Temporary(type, "array"), isDeclaration || variable is null, origin);
        for (int i = 0; i < values.Length; i++)
        {
            context.Emit(new IrAssign(Element(IrCopy.Copy(made), IrLiteral.Int(i)), null, values[i]) { Origin = values[i].Origin });
        }

        return IrCopy.Copy(made);
    }

    /// <summary><c>rows[i] = row</c>.</summary>
    public void Store(IrView slot, IOperation row, Origin origin)
    {
        Store(slot, Row(row), origin);
    }

    /// <inheritdoc cref="Store(IrView, IOperation, Origin)"/>
    public void Store(IrView slot, IrExpression value, Origin origin)
    {
        if (slot is { Field: not null, Receiver.Type.IsStruct: true })
        {
            context.Emit(new IrAssign(slot, null, value) { Origin = origin });
            return;
        }

        if (slot.Field is { Name: var field })
        {
            context.Emit(new IrEvaluate(new IrOpaque(["global::Autodiff.Objects.RequireUnset(", $", \"{field.TrimStart('@')}\")"], [IrCopy.Copy(slot)], IrType.Void, IrEffect.Reads, IsSink: true)) { Origin = origin });
            context.Emit(new IrAssign(slot, null, value) { Origin = origin });
            return;
        }

        if (slot.Arguments[0] is not (IrLiteral or IrVariableReference))
        {
            slot = slot with { Arguments = [context.Hoist(slot.Arguments[0], "index")] };
        }

        context.Emit(new IrAssign(slot, null, value) { Origin = origin });
    }

    /// <summary><c>rows.Clone()</c>: another array with the same rows.</summary>
    public IrExpression Clone(IrExpression rows, Origin origin)
    {
        rows = rows is IrVariableReference ? rows : context.Hoist(rows, "rows");
        IrVariable clone = context.Temporary(rows.Type, "clone");
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        IrVariable row = context.Temporary(rows.Type.Element!, "row");
        context.Emit(new IrDeclare(clone, new IrNewArray(new IrLength(IrCopy.Copy(rows)), rows.Type)) { Origin = origin });
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, new IrLength(new IrVariableReference(clone)), 1, IrBlock.Of(
        [
            new IrDeclare(row, Element(IrCopy.Copy(rows), new IrVariableReference(index))) { Origin = origin },
            new IrAssign(Element(new IrVariableReference(clone), new IrVariableReference(index)), null, new IrVariableReference(row)) { Origin = origin },
        ]))
        { Origin = origin });
        return new IrVariableReference(clone) { Origin = origin };
    }

    public static IrView Element(IrExpression rows, IrExpression index) => new(rows, IrViewForm.Indexer, "Item", "Item", [index], rows.Type.Element!);

    /// <summary>A row under a name, whose shadow is then the row of the shadow.</summary>
    public IrExpression Row(IOperation row)
    {
        if (MemoryLowering.IsCreation(row) && context.Types.Lower(Bare(row).Type) is { HoldsMemory: true, IsList: false } type)
        {
            IrVariable made = context.Temporary(type.IsSpan ? IrType.ArrayOf(type.Element!) : type, "row");
            context.Memory.CreateInto(made, row, isDeclaration: true, context.OriginOf(row.Syntax));
            return new IrVariableReference(made) { Origin = context.OriginOf(row.Syntax) };
        }

        IrExpression value = context.Expressions.Initializer(row);
        return value.Type.IsStruct || value is IrVariableReference or IrLiteral ? value : context.Hoist(value, "row");
    }

    private static IOperation Bare(IOperation value) => value is IConversionOperation { IsImplicit: true, Operand: var operand } && operand is not ICollectionExpressionOperation ? Bare(operand) : value;
}
