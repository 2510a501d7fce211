using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Delegates whose target is known at compile time: such a delegate is no value, but a name for what it calls. Every
/// call of it becomes a call of that.
/// </summary>
internal sealed class DelegateLowering(LoweringContext context)
{
    public static bool IsDelegate(ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate };

    /// <summary>What a delegate calls, or <see langword="null"/> where that is not known.</summary>
    public DelegateTarget? Known(IOperation value)
    {
        switch (value)
        {
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return new DelegateTarget.Nothing();
            case IConversionOperation { OperatorMethod: null } conversion when IsDelegate(conversion.Type):
                return Known(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Known(parenthesized.Operand);
            case IDelegateCreationOperation creation:
                return Known(creation.Target);
            case IAnonymousFunctionOperation lambda:
                return new DelegateTarget.Function(new InlineBody(lambda.Symbol, lambda.Body, context.Frame, IsForeign: false));
            case IMethodReferenceOperation group:
                return MethodGroup(group);
            case ILocalReferenceOperation local:
                return context.Frame.FindTarget(local.Local);
            case IParameterReferenceOperation parameter:
                return context.Frame.FindTarget(parameter.Parameter);
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } invocation when IsDelegate(invocation.Type) && Known(called) is DelegateTarget.Function { Body: var function }:
                return context.Inliner.Returned(function, For(function.Method, context.Inliner.Arguments(invocation.Arguments, invocation.TargetMethod.Parameters)), invocation);
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, IsStatic: true } or { MethodKind: MethodKind.LocalFunction } } invocation
                when IsDelegate(invocation.Type) && !Attributes.Has(invocation.TargetMethod, Attributes.NoGradient) && InlineBody.Of(context, invocation.TargetMethod) is { } body:
                return context.Inliner.Returned(body, context.Inliner.Arguments(invocation.Arguments, body.Method.Parameters), invocation);
            case IConditionalOperation { IsRef: false, WhenFalse: { } otherwise } conditional when IsDelegate(conditional.Type) && IsKnown(conditional.WhenTrue) && IsKnown(otherwise):
                IrExpression condition = context.Hoist(context.Expressions.Value(conditional.Condition), "choice");
                return Known(conditional.WhenTrue) is { } whenTrue && Known(otherwise) is { } whenFalse && condition is IrVariableReference { Variable: var variable }
                    ? new DelegateTarget.Choice(variable, whenTrue, whenFalse)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Whether a local is a name for a known target: it is given one where it is declared, and never another.</summary>
    public bool Declare(ILocalSymbol local, IOperation initializer)
    {
        if (!IsDelegate(local.Type) || context.Inliner.Writes.IsWritten(local) || Known(initializer) is not { } target)
        {
            return false;
        }

        context.Frame.Bind(local, target);
        return true;
    }

    /// <summary>The answer to a question whether a known delegate is null; <see langword="null"/> to every other question.</summary>
    public bool? Answer(IOperation condition)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                bool? isNull = IsNullLiteral(comparison.RightOperand) ? IsNull(Named(comparison.LeftOperand))
                    : IsNullLiteral(comparison.LeftOperand) ? IsNull(Named(comparison.RightOperand))
                    : null;
                return comparison.OperatorKind == BinaryOperatorKind.Equals ? isNull : !isNull;
            case IIsPatternOperation { Pattern: IConstantPatternOperation pattern } test when IsNullLiteral(pattern.Value):
                return IsNull(Named(test.Value));
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation pattern } } test when IsNullLiteral(pattern.Value):
                return !IsNull(Named(test.Value));
            default:
                return null;
        }
    }

    /// <summary>Whether a call only checks that a known delegate is there.</summary>
    public bool IsCheck(IInvocationOperation invocation) => invocation is { TargetMethod: { Name: "ThrowIfNull", IsStatic: true }, Arguments: [var argument, ..] }
        && IsNull(Named(argument.Value)) == false;

    /// <summary>The call of a delegate, or <see langword="null"/> where its target is not known.</summary>
    public IrExpression? Invoke(IInvocationOperation invocation)
    {
        if (invocation.Instance is not { } instance || Known(instance) is not { } target)
        {
            return null;
        }

        return Invoke(target, context.Inliner.Arguments(invocation.Arguments, invocation.TargetMethod.Parameters), invocation);
    }

    /// <summary>The call of what a delegate stands for.</summary>
    public IrExpression Invoke(DelegateTarget target, List<InlineArgument> arguments, IInvocationOperation call) => target switch
    {
        DelegateTarget.Function function => context.Inliner.Inline(function.Body, For(function.Body.Method, arguments), call),
        DelegateTarget.Method method => context.Calls.Call(method, For(method.Symbol, arguments), call),
        DelegateTarget.Choice choice => Choose(choice, arguments, call),
        _ => context.Unsupported(call, "A call of a delegate that is null", "give it a method, a local function or a lambda"),
    };

    /// <summary>A branch for each target; what the delegate gives is the value of the branch that is taken.</summary>
    private IrExpression Choose(DelegateTarget.Choice choice, List<InlineArgument> arguments, IInvocationOperation call)
    {
        IrType type = context.Types.Lower(call.Type);
        if (type.Kind == IrTypeKind.Object && !context.Types.MayMove(call.Type))
        {
            context.Report("AD0011", call.Syntax, "the delegate", "gives one of two memories, and the adjoint could not follow; use if and else around what reads them");
            return context.Placeholder(call);
        }

        Origin origin = context.OriginOf(call.Syntax);
        bool isVoid = type.Kind == IrTypeKind.Void;
        IrVariable? chosen = isVoid ? null : context.Temporary(type, "chosen");
        if (chosen is not null)
        {
            context.Emit(new IrDeclare(chosen, null));
        }

        context.Emit(new IrIf(new IrVariableReference(choice.Condition), Arm(choice.WhenTrue), Arm(choice.WhenFalse)) { Origin = origin });
        return chosen is null ? context.Placeholder(call) : new IrVariableReference(chosen);

        IrBlock Arm(DelegateTarget target) => IrBlock.Of(context.Capture(() =>
        {
            List<InlineArgument> copies = [.. arguments.Select(argument => argument with { Value = argument.Value is null ? null : IrCopy.Copy(argument.Value) })];
            IrExpression value = Invoke(target, copies, call);
            if (chosen is not null)
            {
                context.Emit(new IrAssign(new IrVariableReference(chosen), null, value) { Origin = origin });
            }
            else if (value is IrCall)
            {
                context.Emit(new IrEvaluate(value) { Origin = origin });
            }
        }));
    }

    /// <summary>The arguments of a delegate's call, for the parameters of what it calls.</summary>
    private static List<InlineArgument> For(IMethodSymbol method, List<InlineArgument> arguments) =>
        [.. arguments.Select(argument => argument with { Parameter = method.Parameters[argument.Parameter.Ordinal] })];

    /// <summary>What a name stands for, and nothing that would have to be evaluated.</summary>
    public DelegateTarget? Named(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Named(conversion.Operand),
        ILocalReferenceOperation local => context.Frame.FindTarget(local.Local),
        IParameterReferenceOperation parameter => context.Frame.FindTarget(parameter.Parameter),
        _ => null,
    };

    private static bool? IsNull(DelegateTarget? target) => target switch
    {
        null => null,
        DelegateTarget.Choice choice => IsNull(choice.WhenTrue) is { } whenTrue && IsNull(choice.WhenFalse) == whenTrue ? whenTrue : null,
        _ => target is DelegateTarget.Nothing,
    };

    private static bool IsNullLiteral(IOperation operation) => operation is IConversionOperation conversion
        ? IsNullLiteral(conversion.Operand)
        : operation is ILiteralOperation { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsKnown(IOperation value) => value switch
    {
        IConversionOperation conversion => IsKnown(conversion.Operand),
        IParenthesizedOperation parenthesized => IsKnown(parenthesized.Operand),
        IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation => true,
        IConditionalOperation { WhenFalse: { } otherwise } conditional => IsKnown(conditional.WhenTrue) && IsKnown(otherwise),
        _ => false,
    };

    private DelegateTarget? MethodGroup(IMethodReferenceOperation group)
    {
        IMethodSymbol method = group.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return InlineBody.Of(context, method) is { } body ? new DelegateTarget.Function(body) : null;
        }

        bool isOwn = group.Instance is IInstanceReferenceOperation && context.Receiver is null;
        if ((method.IsExtensionMethod && group.Instance is not null) || ((method.IsVirtual || method.IsAbstract) && group.ConstrainedToType is null) || (context.Frame.IsForeign && !context.Inliner.IsInReach(method)))
        {
            return null;
        }

        IrExpression? receiver = group.Instance is null || isOwn ? null : context.Expressions.Value(group.Instance);
        receiver = receiver is null or IrVariableReference ? receiver : context.Hoist(receiver);
        return new DelegateTarget.Method(method, receiver) { ConstrainedTo = group.ConstrainedToType, Types = context.Types.Arguments };
    }
}
