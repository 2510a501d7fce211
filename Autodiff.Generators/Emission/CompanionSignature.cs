using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>
/// The order of a companion's parameters: the method's own, then the seeds (the result's, and those of written spans),
/// then one destination for each other differentiable parameter. Their names are the design's; a digit follows only
/// where a parameter of the method has that name.
/// </summary>
internal sealed class CompanionSignature
{
    private readonly IrFunction _function;
    private readonly Dictionary<IrVariable, string> _adjoints = [];
    private readonly Dictionary<IrVariable, string> _gradients = [];

    public CompanionSignature(IrFunction function)
    {
        _function = function;
        Differentiable = [.. function.Signature.Where(parameter => parameter.IsDifferentiable).Select(parameter => parameter.Variable)];
        HashSet<IrVariable> references = [.. function.Signature.Where(parameter => parameter.IsReference).Select(parameter => parameter.Variable)];
        Seeds = [.. Differentiable.Where(variable => IsSeed(variable) || references.Contains(variable))];
        Destinations = [.. Differentiable.Except(Seeds)];
        Outputs = [.. function.Signature.Where(parameter => parameter is { IsDifferentiable: true, IsOut: true }).Select(parameter => parameter.Variable)];
        Inputs = [.. Differentiable.Except(Outputs)];

        HashSet<string> taken = [.. function.Signature.Select(parameter => parameter.Variable.Name)];
        foreach (IrVariable variable in Differentiable)
        {
            _adjoints[variable] = Free(NameOf(variable) + "Adjoint", taken);
            _gradients[variable] = Free(NameOf(variable) + "Gradient", taken);
        }

        ResultSeed = Free("resultAdjoint", taken);
        Tape = Free("tape", taken);
        Value = Free("value", taken);
    }

    public IReadOnlyList<IrVariable> Differentiable { get; }

    /// <summary>The differentiable parameters that have a value at entry, and hence a gradient.</summary>
    public IReadOnlyList<IrVariable> Inputs { get; }

    /// <summary>The differentiable parameters that have none: <c>out</c>.</summary>
    public IReadOnlyList<IrVariable> Outputs { get; }

    /// <summary>Parameters whose adjoint enters as a seed and leaves as the adjoint of the entry value.</summary>
    public IReadOnlyList<IrVariable> Seeds { get; }

    public IReadOnlyList<IrVariable> Destinations { get; }

    public string ResultSeed { get; }

    public string Tape { get; }

    /// <summary>The local that holds the primal's value.</summary>
    public string Value { get; }

    public IEnumerable<string> OwnParameters => _function.Signature.Where(parameter => !parameter.IsReceiver).Select(parameter =>
        $"{(parameter.Modifier.Length > 0 ? parameter.Modifier + " " : string.Empty)}{parameter.Variable.Type.Name} {NameScope.Escape(parameter.Variable.Name)}");

    /// <summary>What the reverse sweep has of them: a place that the forward sweep wrote is its caller's matter.</summary>
    public IEnumerable<string> OwnParametersOfReverseSweep => OwnParameters.Zip(_function.Signature.Where(parameter => !parameter.IsReceiver), (text, parameter) => parameter.IsReference ? string.Empty : text)
        .Where(text => text.Length > 0);

    public IEnumerable<string> OwnArguments => _function.Signature.Where(parameter => !parameter.IsReceiver).Select(parameter =>
        (parameter.IsReference ? parameter.Modifier + " " : parameter.Modifier.Length > 0 && parameter.Modifier != "scoped" ? "in " : string.Empty) + NameScope.Escape(parameter.Variable.Name));

    public bool HasResultSeed => _function.Result.IsDifferentiable;

    /// <summary>
    /// Whether anything seeds a Vjp. A method that writes nothing but arrays has none of its own, since the adjoint of an
    /// array is a destination: it is for other differentiable methods to call.
    /// </summary>
    public bool HasSeed => HasResultSeed || Seeds.Count > 0 || _function.Parameters.Any(parameter => parameter.IsDifferentiable && (parameter.Variable.Type.IsContainer || parameter.Variable.Type.IsClass));

    public string ResultSeedType => _function.Result.IsMemory ? IrType.ReadOnlySpanOf(_function.Result.Element!).Name : _function.Result.Name;

    public bool HasGradient => _function.Result.IsReal;

    /// <summary>The seeds and destinations of <c>…Vjp</c> and of the reverse sweep, as declared.</summary>
    public IEnumerable<string> AdjointParameters =>
    [
        .. HasResultSeed ? [$"{ResultSeedType} {ResultSeed}"] : System.Array.Empty<string>(),
        .. Seeds.Concat(Destinations).Select(variable => Declaration(variable, AdjointOf(variable), "ref")),
    ];

    /// <summary>The destinations of <c>…ValueAndGradient</c>, as declared.</summary>
    public IEnumerable<string> GradientParameters =>
        Inputs.Select(variable => Declaration(variable, GradientOf(variable), ArgumentChecks.IsGiven(variable) ? "out" : "ref"));

    /// <summary>What a parameter is called in the names of its destinations and in the tuple of gradients.</summary>
    public static string NameOf(IrVariable variable) => variable.Name == "this" ? "self" : variable.Name.TrimStart('@');

    public string AdjointOf(IrVariable variable) => _adjoints[variable];

    public string GradientOf(IrVariable variable) => _gradients[variable];

    /// <summary>The text of a field of a parameter's struct, or of the parameter.</summary>
    public static string PartOf(IrExpression part, System.Func<IrVariable, string> nameOf, FieldAccessors accessors)
    {
        if (part is not IrField field)
        {
            return nameOf(((IrVariableReference)part).Variable);
        }

        string target = PartOf(field.Target, nameOf, accessors);
        if (target == "this" && field.Field.Access == IrFieldAccess.Hidden)
        {
            target = "global::System.Runtime.CompilerServices.Unsafe.AsRef(in this)";
        }

        return field.Field.Access == IrFieldAccess.Hidden
            ? $"{accessors.Of(field.Target.Type, field.Field)}(ref {target})"
            : $"{target}.{field.Field.Name}";
    }

    private static bool IsSeed(IrVariable variable) => variable.Type.IsWritableSpan;

    private static string Declaration(IrVariable variable, string name, string scalarModifier) =>
        variable.Type.IsNumber || variable.Type.IsStruct ? $"{scalarModifier} {variable.Type.Name} {name}"
        : variable.Type.IsMemory ? $"{IrType.SpanOf(variable.Type.Element!).Name} {name}"
        : $"{variable.Type.Writable.Name} {name}";

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int suffix = 2; !taken.Add(free); suffix++)
        {
            free = name + suffix;
        }

        return free;
    }
}
