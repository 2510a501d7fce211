using System;
using System.Collections.Generic;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Analysis;

/// <summary>
/// What code of the reverse sweep reads of the primal: variables by value, and memory by its root. A memory variable
/// stands in the set for its contents.
/// </summary>
internal sealed class PrimalReads(Roots roots, Func<IrVariable, bool> isAdjoint)
{
    public void Add(IEnumerable<IrStatement> statements, HashSet<IrVariable> reads)
    {
        foreach (IrStatement statement in statements)
        {
            foreach (IrStatement below in statement.SelfAndDescendants())
            {
                foreach (IrExpression expression in below.Expressions())
                {
                    Add(expression, reads);
                }
            }
        }
    }

    public void Add(IrExpression expression, HashSet<IrVariable> reads)
    {
        switch (expression)
        {
            case IrLength { Memory: var memory }:
                // The length of a view changes as little as the view; only its own variables matter.
                AddWay(memory, reads);
                return;
            case IrVariableReference reference when !isAdjoint(reference.Variable):
                reads.Add(reference.Variable);
                AddSlots(roots.SlotsOf(reference.Variable), reads);
                if (roots.Of(reference) is { } root)
                {
                    reads.Add(root);
                }

                return;
        }

        foreach (IrExpression child in expression.Children)
        {
            Add(child, reads);
        }
    }

    /// <summary>What finds a place: the values of its offsets, and the references and rows on the way to it.</summary>
    /// <param name="isWhole">Whether the place is memory all of which is meant.</param>
    public void AddPlace(IrExpression place, bool isWhole, HashSet<IrVariable> reads)
    {
        if (isWhole)
        {
            AddWay(place, reads);
            return;
        }

        foreach (IrExpression child in place.Children)
        {
            AddWay(child, reads);
        }
    }

    /// <summary>What a view's offsets read, and the variable it is a view of where that is assigned; not the memory it shows.</summary>
    public void AddWay(IrExpression node, HashSet<IrVariable> reads)
    {
        if (!node.Type.IsMemory && node.Type.Kind != IrTypeKind.Object)
        {
            Add(node, reads);
            return;
        }

        if (node is IrVariableReference reference && roots.IsAssigned(reference.Variable) && !isAdjoint(reference.Variable))
        {
            reads.Add(reference.Variable);
        }

        AddSlots(roots.SlotsOf(node), reads);
        foreach (IrExpression child in node.Children)
        {
            AddWay(child, reads);
        }
    }

    private static void AddSlots(IrVariable? slots, HashSet<IrVariable> reads)
    {
        if (slots is not null)
        {
            reads.Add(slots);
        }
    }
}
