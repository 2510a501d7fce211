using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>A function without exits and nested blocks, over plain variables; nothing is known yet of what is active.</summary>
internal sealed record StructuredFunction(IrFunction Function, IrBlock Body, int VariableCount)
{
    public static StructuredFunction Of(IrFunction function)
    {
        var variables = new VariableFactory(function.VariableCount);
        IrBlock body = WithOutputs(ExitElimination.Run(function.Body, function.Result, variables), function);
        (function, IReadOnlyDictionary<IrVariable, IrExpression> wholes) = ParameterFields.Split(function, variables);
        body = ScalarReplacement.Run(Flattening.Run(body), wholes, variables);
        body = SpanVariables.Run(BufferIntroduction.Run(LateInitialization.Run(body), variables), variables);
        body = ReferenceNaming.Run(DefiniteAssignment.Run(body), variables);
        return new(function, body, variables.Count);
    }

    /// <summary>Gives the caller what the body left in its parameters by reference.</summary>
    private static IrBlock WithOutputs(IrBlock body, IrFunction function)
    {
        IEnumerable<IrStatement> outputs = function.Outputs.Select(output => new IrAssign(IrBuild.Read(output.Parameter), null, IrBuild.Read(output.Value)));
        int count = body.Statements.Count;
        return function.Outputs.IsEmpty ? body
            : count > 0 && body.Statements[count - 1] is IrReturn returned ? IrBlock.Of([.. body.Statements.Take(count - 1), .. outputs, returned])
            : IrBlock.Of([.. body.Statements, .. outputs]);
    }
}
