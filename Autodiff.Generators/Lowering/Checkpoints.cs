using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Reads <c>[Checkpoint]</c>.</summary>
internal static class Checkpoints
{
    public static IrCheckpoint? Of(IMethodSymbol method) =>
        Attributes.Find(method, Attributes.Checkpoint) is { } attribute ? new IrCheckpoint(SnapshotsOf(attribute)) : null;

    /// <summary>Whether calls of a method are computed again on the way back.</summary>
    public static bool IsRerun(IMethodSymbol method) => Of(method) is { Snapshots: null };

    /// <summary>Reports a budget with which no loop can be reversed, and a method whose calls would not know of it.</summary>
    public static void Check(LoweringContext context, IMethodSymbol method, SyntaxNode declaration)
    {
        if (Attributes.Find(method, Attributes.Checkpoint) is not { } attribute)
        {
            return;
        }

        SyntaxNode place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) ?? declaration;
        if (SnapshotsOf(attribute) is < 1)
        {
            context.Report("AD0004", place, "[Checkpoint] with less than one snapshot", "give a loop at least one, or leave Snapshots out to run calls of the method again");
        }
        else if (method.Parameters.Any(parameter => DelegateLowering.IsDelegate(parameter.Type)))
        {
            context.Report("AD0004", place, "[Checkpoint] on a method that takes delegates", "its body goes into each method that calls it; put the attribute on a method that calls it with the delegates it needs");
        }
    }

    private static int? SnapshotsOf(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Snapshots", Value.Value: int snapshots })
            {
                return snapshots;
            }
        }

        return null;
    }
}
