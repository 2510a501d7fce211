using System;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Lowering;

/// <summary>What is known of a sequence without a look at its elements: it is a loop that has not been written yet.</summary>
/// <param name="Element">The type of an element.</param>
/// <param name="Bound">How many elements there are, or, where a predicate chooses some, how many there may be; to be copied where it is used.</param>
/// <param name="Each">Writes the loop, and in it what is to be done with an element.</param>
internal sealed record Sequence(IrType Element, IrExpression Bound, Action<Action<IrExpression>> Each)
{
    /// <summary>Lowers what gives the element of an index; <see langword="null"/> where only the loop itself finds the elements.</summary>
    public Func<IrExpression, IrExpression>? At { get; init; }
}
