using System.Collections.Generic;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>Puts the statements of a nested block in its place: variables are told apart by identity, not by scope.</summary>
internal static class Flattening
{
    public static IrBlock Run(IrBlock block)
    {
        var output = new List<IrStatement>();
        foreach (IrStatement statement in block.Statements)
        {
            if (statement is IrBlock nested)
            {
                output.AddRange(Run(nested).Statements);
            }
            else
            {
                output.Add(statement.WithBlocks(Run));
            }
        }

        return block with { Statements = output.ToEquatableArray() };
    }
}
