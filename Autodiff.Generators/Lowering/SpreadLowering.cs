using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>A collection expression with spreads, <c>[.. x, y]</c>: a new array of the whole length, and copies into it.</summary>
internal sealed class SpreadLowering(LoweringContext context)
{
    /// <summary>Gives the length of the new array and what fills it; <see langword="null"/> after a report.</summary>
    public (IrExpression Length, Action<IrExpression> Fill)? Lower(ICollectionExpressionOperation collection, IrType element, Origin origin)
    {
        foreach (ISpreadOperation spread in collection.Elements.OfType<ISpreadOperation>())
        {
            if (!spread.ElementConversion.IsIdentity || context.Types.Lower(spread.Operand.Type) is not { IsMemory: true } type || !Equals(type.Element, element))
            {
                _ = context.Unsupported(spread, "A spread of anything but an array or a span of the same type", "copy the elements in a loop");
                return null;
            }
        }

        IrExpression[] values = Values(collection, value => value is ISpreadOperation spread ? Named(context.Expressions.Value(spread.Operand)) : context.Expressions.Value(value));
        bool[] isSpread = [.. collection.Elements.Select(value => value is ISpreadOperation)];
        return (Offset(values.Length), Fill);

        void Fill(IrExpression array)
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (isSpread[i])
                {
                    IrType span = IrType.SpanOf(element);
                    var part = new IrSlice(IrCopy.Copy(array), Offset(i), new IrLength(IrCopy.Copy(values[i])), span);
                    context.ArrayMembers.CopyInto(values[i], part, origin);
                }
                else
                {
                    context.Emit(new IrAssign(new IrElement(IrCopy.Copy(array), Offset(i)), null, values[i]) { Origin = values[i].Origin });
                }
            }
        }

        // How many elements stand before one: the single ones, and the lengths of the spread ones.
        IrExpression Offset(int end)
        {
            int singles = isSpread.Take(end).Count(spread => !spread);
            IEnumerable<IrExpression> lengths = values.Take(end).Where((_, i) => isSpread[i]).Select(value => new IrLength(IrCopy.Copy(value)));
            return lengths.Any()
                ? IrBuild.Plus(lengths.Aggregate((sum, length) => new IrBinary(IrBinaryOperator.Add, sum, length, IrType.Int32)), singles)
                : IrLiteral.Int(singles);
        }
    }

    /// <summary>The elements in order. When C# copies what is spread is its own affair, so that no element may change it.</summary>
    public IrExpression[] Values(ICollectionExpressionOperation collection, Func<IOperation, IrExpression> lower)
    {
        IrExpression[] values = [];
        List<IrStatement> statements = context.Capture(() => values = context.InOrder(collection.Elements.Select(value => new Func<IrExpression>(() => lower(value))).ToList()));
        EffectSet written = EffectSet.WrittenBy(statements);
        if (values.Where((value, i) => collection.Elements[i] is ISpreadOperation).Any(spread => written.Overlaps(EffectSet.ReadBy(new IrElement(new IrLiteral("default", spread.Type), IrLiteral.Int(0))))))
        {
            _ = context.Unsupported(collection, "A collection expression that changes what it spreads", "change it in a statement before");
        }

        context.Output.AddRange(statements);
        return values;
    }

    private IrExpression Named(IrExpression memory) => memory is IrVariableReference ? memory : context.Hoist(memory, "values");
}
