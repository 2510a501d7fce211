using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Reads the length of each list that the method was given once, at its start. The method itself never changes it, but its
/// caller may make the list grow before the reverse sweep is called, which needs the length of then.
/// </summary>
internal static class ListCounts
{
    public static IrBlock Run(IrBlock body, VariableFactory variables)
    {
        var counts = new Dictionary<IrVariable, IrVariable>();
        body = Rewrite(body);
        return body with { Statements = [.. counts.Select(count => new IrDeclare(count.Value, new IrLength(IrBuild.Read(count.Key), "Count"))), .. body.Statements] };

        IrBlock Rewrite(IrBlock block) => block with { Statements = block.Statements.Select(statement => statement.WithExpressions(InExpression).WithBlocks(Rewrite)).ToEquatableArray() };

        IrExpression InExpression(IrExpression expression) => expression.Rewrite(node =>
            node is IrLength { Member: "Count", Memory: IrVariableReference { Variable: { Kind: IrVariableKind.Parameter } list } } ? IrBuild.Read(CountOf(list)) : node);

        IrVariable CountOf(IrVariable list)
        {
            if (!counts.TryGetValue(list, out IrVariable? count))
            {
                counts[list] = count = variables.Create(list.Name + "Count", IrType.Int32);
            }

            return count;
        }
    }
}
