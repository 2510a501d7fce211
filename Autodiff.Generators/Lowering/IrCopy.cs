using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Lowering;

/// <summary>Repeats an expression in nodes of its own: no node stands in two places of a tree.</summary>
internal static class IrCopy
{
    public static IrExpression Copy(IrExpression expression) => expression.Children.IsEmpty
        ? expression with { }
        : expression.WithChildren(expression.Children.Select(Copy).ToArray()) with { Origin = expression.Origin };
}
