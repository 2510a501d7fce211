using System.Collections.Generic;

namespace Autodiff.Generators.Ir;

/// <summary>A statement. Control flow is structured.</summary>
internal abstract record IrStatement
{
    public Origin Origin { get; init; }
}

/// <summary>A declaration. A declaration in a loop body makes a new variable at each iteration.</summary>
/// <param name="Initial">Any expression, or one call of any effect; <see langword="null"/> when it is assigned later.</param>
internal sealed record IrDeclare(IrVariable Variable, IrExpression? Initial) : IrStatement;

/// <summary><c>place = value</c>, or <c>place op= value</c>.</summary>
/// <param name="Place">A variable, an element, a scalar view, or an opaque place (a field).</param>
/// <param name="Operator">The operator of a compound assignment (of the place's own type, no hidden conversion).</param>
/// <param name="Value">Any expression, or, without operator and for a variable, one call of any effect.</param>
internal sealed record IrAssign(IrExpression Place, IrBinaryOperator? Operator, IrExpression Value) : IrStatement
{
    /// <summary>Where the place stands, or whatever of the assignment has a place of its own.</summary>
    public Origin PlaceOrigin => Place.Origin.IsKnown ? Place.Origin : Origin.IsKnown ? Origin : Value.Origin;
}

/// <summary>An expression evaluated for its effect: a call, or an opaque expression that writes.</summary>
internal sealed record IrEvaluate(IrExpression Expression) : IrStatement;

internal sealed record IrIf(IrExpression Condition, IrBlock Then, IrBlock? Else) : IrStatement;

/// <summary>
/// A counted loop: <c>for (index = From; index ⋚ Limit; index += Step)</c>. The body assigns neither the index nor
/// anything that From or Limit read, and does not leave the loop.
/// </summary>
/// <param name="Comparison">Less, LessOrEqual, Greater or GreaterOrEqual, the way of the step's sign.</param>
/// <param name="Step">Not zero.</param>
internal sealed record IrFor(IrVariable Index, IrExpression From, IrBinaryOperator Comparison, IrExpression Limit, int Step, IrBlock Body) : IrStatement;

/// <summary>Any other loop: goes on while its condition holds.</summary>
internal sealed record IrWhile(IrExpression Condition, IrBlock Body) : IrStatement
{
    /// <summary>Whether the condition is tested after the body: <c>do … while</c>.</summary>
    public bool TestsLast { get; init; }

    /// <summary>What a <c>foreach</c> goes over, whose condition is tested after the body; its items are constants.</summary>
    public IrEnumeration? Enumeration { get; init; }

    /// <summary>
    /// What <c>continue</c> still runs: the increment of a <c>for</c> that is not counted. Exit elimination moves it to
    /// the end of the body.
    /// </summary>
    public IrBlock? Increment { get; init; }
}

/// <summary>The header of a <c>foreach</c>.</summary>
/// <param name="Collection">Evaluated once, without effects.</param>
internal sealed record IrEnumeration(IrVariable Item, IrExpression Collection);

/// <summary><c>try … finally</c>. Nothing is caught: where it ends without an exception, one block has run after the other.</summary>
internal sealed record IrTry(IrBlock Body, IrBlock Finally) : IrStatement;

internal sealed record IrBlock(EquatableArray<IrStatement> Statements) : IrStatement
{
    public static readonly IrBlock Empty = new(default(EquatableArray<IrStatement>));

    /// <summary>Whether a <c>break</c> in it leaves the block, as that of a <c>switch</c>. Exit elimination resolves it.</summary>
    public bool IsLeftByBreak { get; init; }

    public bool IsEmpty => Statements.IsEmpty;

    public static IrBlock Of(IEnumerable<IrStatement> statements) => new(statements.ToEquatableArray());
}

/// <summary>
/// A body that stands in the place of its call: a return in it leaves it alone, and gives its value to
/// <see cref="Result"/>, which this declares for the statements that follow. Exit elimination resolves it.
/// </summary>
internal sealed record IrInlined(IrBlock Body, IrVariable? Result) : IrStatement;

/// <summary>Leaves the method. After exit elimination only the last statement of a body is one.</summary>
internal sealed record IrReturn(IrExpression? Value) : IrStatement;

internal sealed record IrBreak : IrStatement;

internal sealed record IrContinue : IrStatement;

internal sealed record IrThrow(IrExpression Exception) : IrStatement;

/// <summary>A comment that shows the statement whose reversal follows. Only transforms make these.</summary>
internal sealed record IrComment(IrStatement Reversed) : IrStatement;

/// <summary>A comment in words. Only transforms make these.</summary>
internal sealed record IrRemark(string Text) : IrStatement;

/// <summary>Records a value on the tape. Only transforms make these.</summary>
internal sealed record IrPush(IrExpression Value) : IrStatement;

/// <summary>Records all elements of an array or a span. Only transforms make these.</summary>
internal sealed record IrPushAll(IrExpression Memory) : IrStatement;

/// <summary>Restores all elements of an array or a span. Only transforms make these.</summary>
internal sealed record IrPopAll(IrExpression Memory) : IrStatement;
