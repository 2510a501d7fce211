using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Arrays from an <c>ArrayPool</c>. The reverse sweep reads them after the user's code has given them back, so in the
/// sweeps they are arrays of the method's own, of just the length asked for.
/// </summary>
internal static class RentLowering
{
    /// <summary>A new array for <c>Rent</c>, nothing for <c>Return</c>, and <see langword="null"/> for any other call.</summary>
    public static IrExpression? Rented(LoweringContext context, IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.ContainingType is not { Name: "ArrayPool", Arity: 1, TypeArguments: [var element] } pool
            || pool.ContainingNamespace.ToDisplayString() != "System.Buffers"
            || context.Types.Lower(element) is not { } type
            || !(type.IsNumber || type.IsInteger || type.Kind == IrTypeKind.Boolean))
        {
            return null;
        }

        return method.Name switch
        {
            "Rent" => new IrNewArray(context.Expressions.Value(invocation.Arguments[0].Value), IrType.ArrayOf(type)),
            "Return" => context.Placeholder(invocation),
            _ => null,
        };
    }
}
