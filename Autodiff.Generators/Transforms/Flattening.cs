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
            switch (statement)
            {
                case IrBlock nested:
                    output.AddRange(Run(nested).Statements);
                    break;
                case IrIf conditional:
                    output.Add(conditional with { Then = Run(conditional.Then), Else = conditional.Else is null ? null : Run(conditional.Else) });
                    break;
                case IrFor loop:
                    output.Add(loop with { Body = Run(loop.Body) });
                    break;
                case IrTry attempt:
                    output.Add(attempt with { Body = Run(attempt.Body), Finally = Run(attempt.Finally) });
                    break;
                case IrWhile loop:
                    output.Add(loop with { Body = Run(loop.Body), Increment = loop.Increment is null ? null : Run(loop.Increment) });
                    break;
                default:
                    output.Add(statement);
                    break;
            }
        }

        return block with { Statements = output.ToEquatableArray() };
    }
}
