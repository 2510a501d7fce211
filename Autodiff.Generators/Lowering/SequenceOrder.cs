using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// When a sequence looks at its elements and runs its functions. C# does so where the elements are asked for, one after
/// the other; a loop that has all of them in an array does so earlier. Where the difference could be seen, it is refused.
/// </summary>
internal static class SequenceOrder
{
    /// <summary>Refuses an operator that may run the functions before it in another order, or less often, than C# does, if they change variables.</summary>
    public static void Check(LoweringContext context, IInvocationOperation invocation)
    {
        if (IsOutOfOrder(context, invocation) && !SequenceLowering.Operands(invocation).OfType<IInvocationOperation>().Any(inner => IsOutOfOrder(context, inner)))
        {
            _ = context.Unsupported(invocation, $"'{invocation.TargetMethod.Name}' of a sequence whose functions change variables", "write the loop");
        }
    }

    private static bool IsOutOfOrder(LoweringContext context, IInvocationOperation invocation) =>
        RunsFunctions(context, invocation) && (!KeepsOrder(invocation) || IsTakenEarly(context, invocation));

    /// <summary>Whether functions that change variables around them belong to a sequence.</summary>
    public static bool RunsFunctions(LoweringContext context, IOperation source) => source is IInvocationOperation invocation && SequenceLowering.IsOperator(invocation.TargetMethod)
        && SequenceLowering.Operands(invocation).Any(operand => RunsFunctions(context, operand) || Changes(context, operand));

    /// <summary>Whether a statement does more than to fix an integer or a memory, as C# does where the sequence is made.</summary>
    public static bool LooksAtElements(IrStatement statement) => statement is not IrDeclare || !Parts(statement).All(part => part is IrLiteral or IrVariableReference or IrThis or IrBinary or IrUnary or IrSelect or IrConversion
        or IrLength { Memory.Type.IsContainer: false } or IrOpaque { Effect: IrEffect.Pure } or IrView { Type.HoldsMemory: true } or IrField { Type.HoldsMemory: true });

    /// <summary>Whether a loop over a sequence writes what was put into an array before it, and C# would still read.</summary>
    public static bool AreChanged(LoweringContext context, IOperation source, List<IrStatement> before, List<IrStatement> loop) =>
        IsTakenEarly(context, source) && before.SelectMany(Parts).Any(part => EffectSet.WrittenBy(loop).Overlaps(EffectSet.ReadBy(part)));

    private static IEnumerable<IrExpression> Parts(IrStatement statement) => statement.SelfAndDescendants().SelectMany(below => below.Expressions()).SelectMany(part => part.SelfAndDescendants());

    /// <summary>Whether elements that an operator chose are in an array where C# would choose them one by one.</summary>
    private static bool IsTakenEarly(LoweringContext context, IOperation source)
    {
        if (source is not IInvocationOperation invocation || !SequenceLowering.IsOperator(invocation.TargetMethod) || invocation.TargetMethod.Name is "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending" or "Reverse")
        {
            return false;
        }

        IOperation[] operands = SequenceLowering.Operands(invocation);
        return operands.Any(operand => IsTakenEarly(context, operand)) || (!KeepsOrder(invocation) && operands.Any(operand => IsChosen(context, operand)));
    }

    /// <summary>Whether only a loop finds the elements of a sequence.</summary>
    private static bool IsChosen(LoweringContext context, IOperation source) => source switch
    {
        ILocalReferenceOperation local => context.Frame.FindSequence(local.Local) is { At: null },
        IInvocationOperation { TargetMethod.Name: "Where" or "TakeWhile" or "SkipWhile" } => true,
        IInvocationOperation { TargetMethod.Name: "Select" or "AsEnumerable" } invocation => IsChosen(context, SequenceLowering.Operands(invocation)[0]),
        _ => false,
    };

    private static bool KeepsOrder(IInvocationOperation invocation) => invocation.TargetMethod.Name switch
    {
        "Select" or "Where" => SequenceLowering.Operands(invocation)[1].Type is INamedTypeSymbol { DelegateInvokeMethod.Parameters.Length: 1 },
        "TakeWhile" or "SkipWhile" or "AsEnumerable" or "Range" or "Repeat" => true,
        "Sum" or "Average" or "ToArray" or "ToList" or "Any" or "All" or "First" or "FirstOrDefault" => true,
        "Aggregate" => invocation.Arguments.Length > 2,
        _ => false,
    };

    private static bool Changes(LoweringContext context, IOperation function) => SequenceLowering.Unwrapped(function) switch
    {
        IAnonymousFunctionOperation lambda => context.Inliner.Writes.WritesCaptured(lambda.Symbol),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => context.Inliner.Writes.WritesCaptured(local),
        ILocalReferenceOperation or IParameterReferenceOperation when context.Delegates.Named(SequenceLowering.Unwrapped(function)) is DelegateTarget.Function known => context.Inliner.Writes.WritesCaptured(known.Body.Method),
        _ => false,
    };
}
