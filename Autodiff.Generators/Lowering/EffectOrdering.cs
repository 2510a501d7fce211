using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Keeps C#'s order of evaluation while effects move out of expressions: an operand that was evaluated before an effect
/// and reads what it writes goes into a temporary first. Nothing else does, for people read the result.
/// </summary>
internal static class EffectOrdering
{
    /// <summary>Lowers operands from left to right.</summary>
    public static IrExpression[] InOrder(this LoweringContext context, IReadOnlyList<Func<IrExpression>> operands)
    {
        var values = new IrExpression[operands.Count];
        for (int i = 0; i < values.Length; i++)
        {
            int mark = context.Output.Count;
            values[i] = operands[i]();
            context.Protect(values, i, mark);
        }

        return values;
    }

    public static IrExpression[] InOrder(this LoweringContext context, IEnumerable<IOperation> operands) =>
        context.InOrder(operands.Select(operand => new Func<IrExpression>(() => context.Expressions.Value(operand))).ToList());

    /// <summary>Puts the first <paramref name="count"/> values into temporaries where statements after the mark would change them.</summary>
    public static void Protect(this LoweringContext context, IrExpression[] values, int count, int mark)
    {
        if (context.Output.Count == mark)
        {
            return;
        }

        EffectSet written = EffectSet.WrittenBy(context.Output.GetRange(mark, context.Output.Count - mark));
        for (int i = 0; i < count; i++)
        {
            if (values[i] is IrReference reference)
            {
                // A place stays the place, whatever is written there: only what finds it is evaluated before.
                int lines = context.Output.Count;
                values[i] = reference with { Place = context.Places.ProtectOperands(reference.Place, mark) };
                mark += context.Output.Count - lines;
            }
            else if (written.Overlaps(EffectSet.ReadBy(values[i])))
            {
                // What goes into a box is kept, and the box made when it is asked for.
                var box = values[i] as IrBox;
                IrExpression kept = box?.Operand ?? values[i];
                IrVariable temporary = context.Temporary(kept.Type, NameFor(kept));
                context.Output.Insert(mark++, new IrDeclare(temporary, kept) { Origin = kept.Origin });
                var read = new IrVariableReference(temporary) { Origin = kept.Origin };
                values[i] = box is null ? read : box with { Operand = read };
            }
        }
    }

    /// <summary>Puts a value into a temporary now.</summary>
    public static IrExpression Hoist(this LoweringContext context, IrExpression value, params string[] names)
    {
        IrVariable temporary = context.Temporary(value.Type, names.Length == 0 ? [NameFor(value)] : names);
        context.Emit(new IrDeclare(temporary, value) { Origin = value.Origin });
        return new IrVariableReference(temporary) { Origin = value.Origin };
    }

    private static string NameFor(IrExpression value) => value switch
    {
        IrCall call => Names.CamelCase(call.Method.Name),
        IrNewArray => "array",
        IrVariableReference reference => reference.Variable.Name.TrimStart('@') + "Before",
        IrElement { Memory: IrVariableReference memory } => memory.Variable.Name.TrimStart('@') + "Element",
        IrView view => Names.CamelCase(view.Name),
        { Type.Kind: IrTypeKind.Boolean } => "condition",
        { Type.IsMemory: true } => "view",
        _ => "value",
    };
}
