using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>
/// The order of a companion's parameters: the method's own, then the seeds (the result's, and those of written spans),
/// then one destination for each other differentiable parameter.
/// </summary>
internal sealed class CompanionSignature
{
    private readonly IrFunction _function;

    public CompanionSignature(IrFunction function)
    {
        _function = function;
        Differentiable = [.. function.Parameters.Where(parameter => parameter.IsDifferentiable).Select(parameter => parameter.Variable)];
        Seeds = [.. Differentiable.Where(IsSeed)];
        Destinations = [.. Differentiable.Where(variable => !IsSeed(variable))];
    }

    public IReadOnlyList<IrVariable> Differentiable { get; }

    /// <summary>Parameters whose adjoint enters as a seed and leaves as the adjoint of the entry value.</summary>
    public IReadOnlyList<IrVariable> Seeds { get; }

    public IReadOnlyList<IrVariable> Destinations { get; }

    public IEnumerable<string> OwnParameters => _function.Parameters.Select(parameter =>
        $"{(parameter.Modifier.Length > 0 ? parameter.Modifier + " " : string.Empty)}{parameter.Variable.Type.Name} {NameScope.Escape(parameter.Variable.Name)}");

    public IEnumerable<string> OwnArguments => _function.Parameters.Select(parameter => NameScope.Escape(parameter.Variable.Name));

    public bool HasResultSeed => _function.Result.IsDifferentiable;

    public string ResultSeedType => _function.Result.IsMemory ? IrType.ReadOnlySpanOf(_function.Result.Element!).Name : _function.Result.Name;

    public bool HasGradient => _function.Result.IsReal;

    /// <summary>The name of a parameter's adjoint or gradient, as the design fixes it; a digit follows only where a parameter has that name.</summary>
    public string NameOf(IrVariable variable, string suffix) => Free(variable.Name + suffix);

    public string ResultSeed => Free("resultAdjoint");

    public string Tape => Free("tape");

    /// <summary>The seeds and destinations of <c>…Vjp</c> and of the reverse sweep, as declared.</summary>
    public IEnumerable<string> AdjointParameters =>
    [
        .. HasResultSeed ? [$"{ResultSeedType} {ResultSeed}"] : System.Array.Empty<string>(),
        .. Seeds.Concat(Destinations).Select(variable => Declaration(variable, NameOf(variable, "Adjoint"), "ref")),
    ];

    /// <summary>The destinations of <c>…ValueAndGradient</c>, as declared.</summary>
    public IEnumerable<string> GradientParameters =>
        Differentiable.Select(variable => Declaration(variable, NameOf(variable, "Gradient"), "out"));

    private static bool IsSeed(IrVariable variable) => variable.Type.Kind == IrTypeKind.Span;

    private static string Declaration(IrVariable variable, string name, string scalarModifier) =>
        variable.Type.IsReal ? $"{scalarModifier} {variable.Type.Name} {name}"
        : variable.Type.IsMemory ? $"{IrType.SpanOf(variable.Type.Element!).Name} {name}"
        : $"{variable.Type.Name} {name}";

    private string Free(string name)
    {
        string free = name;
        for (int suffix = 2; _function.Parameters.Any(parameter => parameter.Variable.Name == free); suffix++)
        {
            free = name + suffix;
        }

        return free;
    }
}
