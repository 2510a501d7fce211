namespace Autodiff.Generators.Ir;

/// <summary>A type marked <c>[Differentiable]</c> that is given interfaces of derivatives: what is needed to write them.</summary>
/// <param name="HintName">The stem of the generated file's name.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="ContainingTypes">The headers of the partial types around it and its own, outermost first.</param>
/// <param name="Type">The type, as its own code sees it.</param>
/// <param name="IsReadOnly">Whether it is a struct whose <c>this</c> cannot be assigned.</param>
/// <param name="Interfaces">The interfaces of derivatives, in C#.</param>
/// <param name="Members">Their methods.</param>
internal sealed record IrDerivativeModel(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    IrType Type,
    bool IsReadOnly,
    EquatableArray<string> Interfaces,
    EquatableArray<IrDerivativeMember> Members);

/// <summary>A method of an interface of derivatives.</summary>
/// <param name="Interface">The interface, in C#.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters, as declared.</param>
/// <param name="Primal">The name of the first of them.</param>
/// <param name="Companion">The companion that does the work.</param>
/// <param name="Arguments">What the companion is given.</param>
internal sealed record IrDerivativeMember(
    string Interface,
    string Name,
    EquatableArray<string> Parameters,
    string Primal,
    string Companion,
    EquatableArray<IrDerivativeArgument> Arguments);

internal enum IrDerivativeArgumentKind
{
    /// <summary>A parameter as it is.</summary>
    Given,

    /// <summary>A place for what the method writes, as long as the seed.</summary>
    Written,

    /// <summary>A copy of the seed, which the companion uses up.</summary>
    Seed,

    /// <summary>The shadow itself.</summary>
    Self,
}

/// <summary>An argument of the companion.</summary>
/// <param name="Text">The parameter that it is or is made of.</param>
/// <param name="Name">What it is called where it needs a name.</param>
/// <param name="Element">The type of its elements, where it is made.</param>
internal sealed record IrDerivativeArgument(IrDerivativeArgumentKind Kind, string Text, string Name = "", string Element = "");
