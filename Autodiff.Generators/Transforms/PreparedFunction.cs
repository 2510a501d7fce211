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
    /// <param name="isSplit">Whether the sweeps stand apart, with the caller's code between them.</param>
    public static PreparedFunction From(StructuredFunction structured, bool isSplit)
    {
        (IrFunction function, IrBlock body, int variableCount) = structured;
        var variables = new VariableFactory(variableCount);
        body = isSplit ? ListCounts.Run(body, variables) : body;
        var roots = new Roots(body);
        var activity = new Activity(function, body, roots);
        body = ValueHoisting.Run(body, activity, roots, new Mutations(body, roots, isSplit), variables);
        roots = new Roots(body);
        IrExpression? value = body.Statements.OfType<IrReturn>().FirstOrDefault()?.Value;
        body = body with { Statements = body.Statements.Where(statement => statement is not IrReturn).ToEquatableArray() };
        (body, IReadOnlyDictionary<IrVariable, IrVariable> shadows) = ShadowReferences.Run(body, activity.Over(roots), roots, variables);
        roots = new Roots(body, shadows.Values);
        body = RowChecks.Run(body, roots);
        return new PreparedFunction(function, body, value, activity.Over(roots), roots, new Mutations(body, roots, isSplit), variables.Count, shadows);
    }
}
