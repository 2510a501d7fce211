using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Generators.Ir;

/// <summary>A user's method, lowered: everything the later rooms know of it.</summary>
/// <param name="HintName">The stable, unique stem of the generated files' names: <c>Namespace.Type.Method</c>.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="ContainingTypes">The headers of the partial types around it, outermost first: <c>public static partial class Chain</c>.
/// Accessibility and the modifiers <c>static</c>, <c>readonly</c>, <c>ref</c> as declared; type parameters without constraints.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Modifiers">Accessibility and <c>static</c>, <c>readonly</c>: what each companion starts with.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="Result">The result type.</param>
/// <param name="Body">The body.</param>
/// <param name="VariableCount">One more than the largest variable id.</param>
/// <param name="ReservedNames">Names that temporaries must not take: the user's locals and what else is in scope by simple name.</param>
/// <param name="QualifiedNames">Simple type names that mean something else where the method stands, and must be written with <c>global::</c>.</param>
/// <param name="Namespaces">The namespaces of the types that texts mention, to tell where a qualified name's type begins.</param>
/// <param name="Problems">What could not be lowered; when there is any, no derivative is written.</param>
/// <param name="TypeParameters">The method's own type parameters, by name.</param>
/// <param name="Constraints">Their <c>where</c> clauses.</param>
/// <param name="AskedTypes">The type parameters of real numbers, the containing types' among them, that integers could be put in for.</param>
internal sealed record IrFunction(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Modifiers,
    EquatableArray<IrFunctionParameter> Parameters,
    IrType Result,
    IrBlock Body,
    int VariableCount,
    EquatableArray<string> ReservedNames,
    EquatableArray<string> QualifiedNames,
    EquatableArray<string> Namespaces,
    EquatableArray<Problem> Problems,
    EquatableArray<string> TypeParameters = default,
    EquatableArray<string> Constraints = default,
    EquatableArray<string> AskedTypes = default)
{
    /// <summary>The parameters that callers see.</summary>
    public IEnumerable<IrFunctionParameter> Signature => Parameters.Where(parameter => parameter.Part is null);

    /// <summary>Whether it has no companions, and is differentiated only with the delegates that other methods give it.</summary>
    public bool IsOnlyInlined { get; init; }

    /// <summary>The parameters by reference, each with the local that holds its value in the body.</summary>
    public EquatableArray<(IrVariable Parameter, IrVariable Value)> Outputs { get; init; }

    /// <summary>The inline array that callers get where <see cref="Result"/> is the array of its elements.</summary>
    public IrInlineArray? DeclaredResult { get; init; }

    /// <summary>What <c>[Checkpoint]</c> asks for, if the method has it.</summary>
    public IrCheckpoint? Checkpoint { get; init; }

    /// <summary>The type parameters as they follow a name: <c>&lt;T&gt;</c>, or nothing.</summary>
    public string TypeArguments => TypeParameters.IsEmpty ? string.Empty : $"<{string.Join(", ", TypeParameters)}>";

    /// <summary>Local functions of it that call themselves, as methods of their own.</summary>
    public EquatableArray<IrFunction> Lifted { get; init; }

    /// <summary>Whether it is a method of an interface, without a body, whose companions are without one, too.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The documentation ids of the other declarations whose bodies it was made of.</summary>
    public EquatableArray<string> InlinedFrom { get; init; }

    /// <summary>The documentation ids of those that were read to find what calls write.</summary>
    public EquatableArray<string> Read { get; init; }

    /// <summary>What was found in them.</summary>
    public EquatableArray<BodyAnswer> Answers { get; init; }
}

/// <summary>What another body was found to do: whether it may write memory that it is given.</summary>
/// <param name="Method">Its documentation id.</param>
/// <param name="Parameter">The parameter's place, -1 for the receiver, or <see cref="OnlyThrows"/>.</param>
internal sealed record BodyAnswer(string Method, int Parameter, bool IsTrue)
{
    /// <summary>Stands for the question whether the method ends in <c>throw</c>.</summary>
    public const int OnlyThrows = -2;
}

/// <summary>Computing again instead of recording.</summary>
/// <param name="Snapshots">How many copies of its state each outermost counted loop of the method may keep;
/// <see langword="null"/> when calls of the method are what is computed again.</param>
internal sealed record IrCheckpoint(int? Snapshots);

/// <summary>A parameter of the user's method.</summary>
/// <param name="Variable">The variable of the body.</param>
/// <param name="IsDifferentiable">Whether it has an adjoint.</param>
/// <param name="Modifier">What precedes the type in a signature: empty, <c>scoped</c>.</param>
/// <param name="IsReceiver">Whether it is the receiver, <c>this</c>, which stands in no signature.</param>
internal sealed record IrFunctionParameter(IrVariable Variable, bool IsDifferentiable, string Modifier = "", bool IsReceiver = false)
{
    /// <summary>The field of another parameter that it stands for, an array or an object; <see langword="null"/> for one of the signature.</summary>
    public IrField? Part { get; init; }

    /// <summary>The inline array that callers give where the variable is a span of its elements.</summary>
    public IrInlineArray? Declared { get; init; }

    /// <summary>Whether the caller gives a place that the method writes: <c>ref</c>, <c>out</c>.</summary>
    public bool IsReference => Modifier is "ref" or "out";

    public bool IsOut => Modifier == "out";
}

/// <summary>An inline array as signatures name it. Everywhere else it is memory: its elements.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Modifier">What precedes it in the signature.</param>
internal sealed record IrInlineArray(IrType Type, string Modifier = "");

/// <summary>A diagnostic before it has a location: descriptor id, message arguments, place.</summary>
internal sealed record Problem(string Id, EquatableArray<string> Arguments, Origin Origin);
