using System.Collections.Generic;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Members of extension blocks. A part of such a block cannot be written elsewhere, so that a method in it has no
/// companions: where it is marked, its body goes in at its calls, its receiver as the first of its arguments.
/// </summary>
internal static class ExtensionMembers
{
    public static IrExpression Call(LoweringContext context, IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (!Attributes.Has(method, Attributes.Differentiable) || Attributes.Has(method, Attributes.NoGradient))
        {
            return context.Unsupported(invocation, $"A call of '{method.Name}', a member of an extension block,", "mark it [Differentiable], or write it as a method with 'this' on its first parameter");
        }

        if (InlineBody.Of(context, method) is not { } body || IdOf(method) is null)
        {
            return context.Unsupported(invocation, $"A call of '{method.Name}', a member of an extension block in another assembly,", "write it as a method with 'this' on its first parameter");
        }

        var arguments = new List<InlineArgument>();
        if (invocation.Instance is { } instance && body.Method.ContainingType.ExtensionParameter is { } receiver)
        {
            var given = new InlineArgument(receiver, null);
            arguments.Add(given with { Value = given.IsPlace ? context.References.Find(instance) : context.Calls.Argument(instance, instance.Type) });
        }

        int next = context.Output.Count;
        List<InlineArgument> others = context.Inliner.Arguments(invocation.Arguments, body.Method.Parameters);
        if (arguments is [{ IsPlace: false, Value: { } value } first])
        {
            IrExpression[] values = [value];
            context.Protect(values, 1, next);
            arguments[0] = first with { Value = values[0] };
        }

        arguments.AddRange(others);
        return context.Inliner.Inline(body, arguments, invocation);
    }

    /// <summary>What finds a member of an extension block again: the id of the static method that it is compiled to.</summary>
    public static string? IdOf(IMethodSymbol method) => method.OriginalDefinition.AssociatedExtensionImplementation?.GetDocumentationCommentId();
}
