namespace Autodiff.Generators.Ir;

internal enum IrCallKind
{
    /// <summary>No derivative is known. An active argument is an error, unless the method is a sink.</summary>
    Plain,

    /// <summary>Active arguments end here: string formatting, Console, Debug, <c>[NoGradient]</c> methods, argument checks.</summary>
    Sink,

    /// <summary>Has rules.</summary>
    Rule,

    /// <summary>Marked <c>[Differentiable]</c>: composes by its sweep pair.</summary>
    Differentiable,
}

/// <summary>The target of a call.</summary>
/// <param name="Name">Its short name, for comments, messages and the names of temporaries: <c>Sin</c>.</param>
/// <param name="CallText">What precedes the parenthesis when it is called: <c>global::System.Math.Sin</c>,
/// <c>new global::N.Matrix&lt;double&gt;</c>, or, with a receiver, <c>.Apply</c>.</param>
/// <param name="Parameters">Its parameters, without the receiver.</param>
/// <param name="Result">Its result.</param>
/// <param name="Kind">How it is differentiated.</param>
/// <param name="Effect">What a call does besides writing its writable arguments. A call with
/// <see cref="IrEffect.Pure"/> and no written parameter may stand inside an expression.</param>
/// <param name="Rules">Every rule that fits, for <see cref="IrCallKind.Rule"/>.</param>
/// <param name="Sweeps">What precedes the parenthesis of the augmented primal and of the reverse sweep, for
/// <see cref="IrCallKind.Differentiable"/>.</param>
internal sealed record IrMethod(
    string Name,
    string CallText,
    EquatableArray<IrParameter> Parameters,
    IrType Result,
    IrCallKind Kind,
    IrEffect Effect,
    EquatableArray<IrRule> Rules = default,
    IrSweepPair? Sweeps = null)
{
    /// <summary>The symbol that an operator is called by: its one operand follows it, or its two stand around it.</summary>
    public string? Operator { get; init; }

    /// <summary>Whether it is whatever a delegate calls.</summary>
    public bool IsDelegate { get; init; }

    /// <summary>Whether it makes an object whose fields are set afterwards.</summary>
    public bool MakesObject { get; init; }

    /// <summary>Whether the target may write the memory of its receiver.</summary>
    public bool WritesReceiver { get; init; }

    /// <summary>The documentation id of a differentiable method.</summary>
    public string? Declaration { get; init; }

    /// <summary>The inline array that it returns where <see cref="Result"/> is the array of its elements.</summary>
    public IrInlineArray? DeclaredResult { get; init; }

    /// <summary>What to write instead of a call that has no derivative, where there is more to say than to write a rule.</summary>
    public string? WayOut { get; init; }

    /// <summary>Whether it makes a new object.</summary>
    public bool IsConstructor => MakesObject || CallText.StartsWith("new ", System.StringComparison.Ordinal);
}

/// <summary>A parameter of a call's target.</summary>
/// <param name="IsDifferentiable">Whether it has an adjoint: a differentiable type without <c>[NoGradient]</c>.</param>
/// <param name="IsWritten">Whether the target may write its elements: a <c>Span</c>, or an array of a method that can.</param>
internal sealed record IrParameter(string Name, IrType Type, bool IsDifferentiable, bool IsWritten)
{
    /// <summary>Whether the object that is made keeps it, so that it must not be written any more.</summary>
    public bool IsKept { get; init; }

    /// <summary>The inline array that it takes where <see cref="Type"/> is a span of its elements.</summary>
    public IrInlineArray? Declared { get; init; }
}

/// <summary>The hidden companions of a <c>[Differentiable]</c> method, as call texts.</summary>
/// <param name="IsRerun">Whether a call keeps its arguments only, and the forward sweep runs when the reverse one is due.</param>
internal sealed record IrSweepPair(string Forward, string Reverse, bool IsRerun = false);

internal enum IrRuleArgumentKind
{
    /// <summary>A parameter's value (<c>Name</c>), at the time of the call; of a written one, after it.</summary>
    Primal,

    /// <summary>The receiver's value.</summary>
    Self,

    Result,

    Residual,

    /// <summary>The seed of the result, read only.</summary>
    ResultAdjoint,

    /// <summary>The seed of a written parameter (<c>Name</c>), read only.</summary>
    WrittenAdjoint,

    /// <summary>The adjoint of a parameter (<c>Name</c>), added to. A scalar is passed by <c>ref</c>.</summary>
    Adjoint,

    /// <summary>The adjoint of the receiver, added to.</summary>
    SelfAdjoint,

    /// <summary>The seed of a written receiver (<c>Span.Fill</c>), read only.</summary>
    SelfWrittenAdjoint,
}

/// <summary>One parameter of a rule.</summary>
/// <param name="Kind">What it binds.</param>
/// <param name="Name">The target's parameter, where <paramref name="Kind"/> needs one.</param>
/// <param name="Type">The rule parameter's type, with the target's type arguments put in.</param>
/// <param name="WrittenLength">For a written adjoint: the target's parameter (or <c>self</c>) whose length tells how many elements are written.</param>
internal sealed record IrRuleArgument(IrRuleArgumentKind Kind, string Name, IrType Type, string? WrittenLength = null);

/// <summary>A vector–Jacobian product written by hand.</summary>
/// <param name="CallText">What precedes the parenthesis, type arguments included.</param>
/// <param name="Arguments">Its parameters in order.</param>
/// <param name="Augmented">The augmented primal that makes its residual, when it binds one.</param>
internal sealed record IrRule(string CallText, EquatableArray<IrRuleArgument> Arguments, IrAugmentedPrimal? Augmented);

/// <summary>A primal that also gives a residual: the target's parameters (receiver first), then <c>out residual</c>.</summary>
internal sealed record IrAugmentedPrimal(string CallText, IrType Residual);
