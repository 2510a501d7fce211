using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// The shadow of a struct for the time of a call: its numbers are zero, and what its fields lead to is the shadow of that,
/// or a place of its own where nobody asks for it.
/// </summary>
/// <param name="scratch">Declares a place for an adjoint that nobody asks for.</param>
/// <param name="before">What stands before the call.</param>
/// <param name="returned">What the tape gets back in the end.</param>
internal sealed class StructShadow(
    Activity activity,
    AdjointVariables adjoints,
    IrVariable tape,
    Func<IrExpression, string, IrExpression> scratch,
    List<IrStatement> before,
    List<IrVariable> returned)
{
    /// <summary>What stands after the call: what was lent gives back its contents.</summary>
    public List<IrStatement> Taken { get; } = [];

    public IrExpression Of(IrExpression value) => value.Type.IsReferring ? Place(value)
        : value.Type.HasMemoryFields ? new IrNewStruct(Enumerable.Range(0, value.Type.Fields.Count).Select(i => Of(IrBuild.Field(value, i))).ToEquatableArray(), value.Type)
        : IrBuild.Default(value.Type);

    /// <summary>The shadow of what a struct leads to, as it stands in the struct's own.</summary>
    public IrExpression Place(IrExpression part)
    {
        if (!part.Type.IsDifferentiable)
        {
            return IrBuild.Default(part.Type);
        }

        if (!activity.IsActive(part))
        {
            return scratch(part, part.PlaceName());
        }

        IrExpression shadow = adjoints.Shadow(part);
        if (!part.Type.IsMemory || !shadow.Type.IsSpan)
        {
            return shadow;
        }

        // A field cannot hold a span: what is in it goes into an array for the time of the call.
        IrType element = part.Type.Element!;
        IrVariable lent = adjoints.Create(part.PlaceName() + "Lent", IrType.ArrayOf(element));
        before.Add(new IrDeclare(lent, IrBuild.Call($".RentCopy<{element.Name}>", IrBuild.Read(tape), lent.Type, shadow)));
        before.Add(CallAdjoint.Clear(shadow));
        Taken.Add(Accumulation.Of(IrBuild.Read(lent), shadow, adjoints));
        returned.Add(lent);
        return IrBuild.Read(lent);
    }
}
