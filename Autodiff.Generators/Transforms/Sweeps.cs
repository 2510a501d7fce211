using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>A forward sweep and the reverse sweep that undoes it.</summary>
/// <param name="Forward">Runs the primal and keeps what the reverse sweep needs.</param>
/// <param name="Value">The primal's result, in the scope of <paramref name="Forward"/>.</param>
/// <param name="Reverse">Carries the seed back to the parameters' adjoints.</param>
/// <param name="ParameterAdjoints">The variables that are the companion's adjoint parameters.</param>
/// <param name="WrittenParameters">The parameters whose elements the method may write.</param>
/// <param name="UnwrittenParameters">Those of array, container and object types that it, and whatever it gives them to, leaves as they are.</param>
/// <param name="Seed">The variable that holds the result's adjoint.</param>
/// <param name="Tape">The tape.</param>
internal sealed record Sweeps(
    IrBlock Forward,
    IrExpression? Value,
    IrBlock Reverse,
    IReadOnlyDictionary<IrVariable, IrVariable> ParameterAdjoints,
    IReadOnlyList<IrVariable> WrittenParameters,
    IReadOnlyList<IrVariable> UnwrittenParameters,
    IrVariable? Seed,
    IrVariable Tape)
{
    public IrVariable ParameterAdjoint(IrVariable parameter) => ParameterAdjoints[parameter];

    /// <summary>Whether the reverse sweep may change what an expression of the primal reads.</summary>
    public bool Changes(IrExpression expression)
    {
        if (expression.Type.IsMemory || expression.Type.Kind == IrTypeKind.Object)
        {
            return false;
        }

        if (expression is not IrVariableReference)
        {
            return true;
        }

        HashSet<IrVariable> assigned = [.. Reverse.SelfAndDescendants().OfType<IrAssign>().Select(assign => assign.Place).OfType<IrVariableReference>().Select(place => place.Variable)];
        return expression.Variables().Any(assigned.Contains);
    }
}
