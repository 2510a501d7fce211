using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Gives a span over new memory an array of its own, <c>Span&lt;double&gt; t = tArray</c>: an array can be kept from
/// the forward sweep for the reverse sweep, a span cannot.
/// </summary>
internal static class BufferIntroduction
{
    public static IrBlock Run(IrBlock block, VariableFactory variables) => block with
    {
        Statements = block.Statements.SelectMany(statement => Rewrite(statement, variables)).ToEquatableArray(),
    };

    private static IrStatement[] Rewrite(IrStatement statement, VariableFactory variables)
    {
        switch (statement)
        {
            case IrDeclare { Variable.Type.IsSpan: true, Initial: IrNewArray array } declare:
                IrVariable buffer = variables.Create(declare.Variable.Name + "Array", IrType.ArrayOf(declare.Variable.Type.Element!));
                return
                [
                    new IrDeclare(buffer, array with { Type = buffer.Type }) { Origin = declare.Origin },
                    declare with { Initial = new IrConversion(IrBuild.Read(buffer), declare.Variable.Type, IsImplicit: true) },
                ];
            default:
                return [statement.WithBlocks(block => Run(block, variables))];
        }
    }
}
