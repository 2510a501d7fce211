using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>A function in the form that differentiation starts from, with the facts known of it.</summary>
/// <param name="Body">Structured, without the return at its end; needed values have names.</param>
/// <param name="Value">What it returns.</param>
/// <param name="Shadows">The shadows that the body itself sets, beside the references they belong to.</param>
internal sealed record PreparedFunction(
    IrFunction Function,
    IrBlock Body,
    IrExpression? Value,
    Activity Activity,
    Roots Roots,
    Mutations Mutations,
    int VariableCount,
    IReadOnlyDictionary<IrVariable, IrVariable> Shadows)
{
    /// <summary>Structures the body; nothing is known yet of what is active.</summary>
    public static IrBlock Structure(IrFunction function, VariableFactory variables) =>
        ReferenceNaming.Run(BufferIntroduction.Run(DefiniteAssignment.Run(LateInitialization.Run(ScalarReplacement.Run(Flattening.Run(WithOutputs(ExitElimination.Run(function.Body, function.Result, variables), function)), variables))), variables), variables);

    /// <summary>Gives the caller what the body left in its parameters by reference.</summary>
    private static IrBlock WithOutputs(IrBlock body, IrFunction function)
    {
        IEnumerable<IrStatement> outputs = function.Outputs.Select(output => new IrAssign(IrBuild.Read(output.Parameter), null, IrBuild.Read(output.Value)));
        int count = body.Statements.Count;
        return function.Outputs.IsEmpty ? body
            : count > 0 && body.Statements[count - 1] is IrReturn returned ? IrBlock.Of([.. body.Statements.Take(count - 1), .. outputs, returned])
            : IrBlock.Of([.. body.Statements, .. outputs]);
    }

    /// <param name="isSplit">Whether the sweeps stand apart, with the caller's code between them.</param>
    public static PreparedFunction From(IrFunction function, bool isSplit)
    {
        var variables = new VariableFactory(function.VariableCount);
        IrBlock body = Structure(function, variables);
        var roots = new Roots(body);
        var activity = new Activity(function, body, roots);
        body = ValueHoisting.Run(body, activity, roots, new Mutations(body, roots, isSplit), variables);
        roots = new Roots(body);
        IrExpression? value = body.Statements.OfType<IrReturn>().FirstOrDefault()?.Value;
        body = body with { Statements = body.Statements.Where(statement => statement is not IrReturn).ToEquatableArray() };
        (body, IReadOnlyDictionary<IrVariable, IrVariable> shadows) = ShadowReferences.Run(body, activity.Over(roots), roots, variables);
        roots = new Roots(body);
        body = RowChecks.Run(body, roots);
        return new PreparedFunction(function, body, value, activity.Over(roots), roots, new Mutations(body, roots, isSplit), variables.Count, shadows);
    }
}
