using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Lets each row of an array of arrays whose rows do not move be set once only: analysis takes that from the form of the
/// code, and a loop that it cannot see through might set one twice.
/// </summary>
internal static class RowChecks
{
    public static IrBlock Run(IrBlock block, Roots roots) => block with
    {
        Statements = block.Statements.SelectMany(statement => Rewrite(statement, roots)).ToEquatableArray(),
    };

    private static IrStatement[] Rewrite(IrStatement statement, Roots roots)
    {
        if (statement is IrAssign { Place: IrView { Field: { Name: var field }, Receiver.Type.IsStruct: true } part } && FieldStores.IsStore(statement))
        {
            IrExpression unset = new IrOpaque(["global::Autodiff.Objects.RequireUnset(", $", \"{field.TrimStart('@')}\")"], [part], IrType.Void, IrEffect.Reads, IsSink: true);
            return [new IrEvaluate(unset) { Origin = statement.Origin }, statement];
        }

        if (!RowStores.IsStore(statement))
        {
            return [statement.WithBlocks(block => Run(block, roots))];
        }

        var slot = (IrView)((IrAssign)statement).Place;
        if (roots.SlotsOf(slot) is not null)
        {
            return [statement];
        }

        var name = new IrLiteral($"\"{slot.PlaceName().TrimStart('@')}\"", new IrType(IrTypeKind.Other, "string", IsReference: true));
        IrExpression check = new IrOpaque(
            [slot.Receiver.Type.Runtime + ".RequireUnset(", ", ", ", ", ")"],
            [slot.Receiver, slot.Arguments[0], name],
            IrType.Void,
            IrEffect.Reads,
            IsSink: true);
        return [new IrEvaluate(check) { Origin = statement.Origin }, statement];
    }
}
