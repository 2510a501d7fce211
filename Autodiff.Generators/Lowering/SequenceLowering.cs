using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Sequence operators over arrays, spans and ranges, with functions that are known: <c>a.Select(f).Sum()</c> is the loop
/// that it stands for, in which an element goes through all of them before the next one does.
/// </summary>
internal sealed class SequenceLowering(LoweringContext context)
{
    private readonly FrameworkCalls _calls = new(context);

    /// <summary>The value of an operator that ends a sequence; <see langword="null"/> where the sequence or a function is not known.</summary>
    public IrExpression? Lower(IInvocationOperation invocation, List<IOperation> arguments)
    {
        IrType type = context.Types.Lower(invocation.Type);
        if (!IsOperator(invocation.TargetMethod) || arguments.Count == 0 || !(type.IsReal || type is { Kind: IrTypeKind.Array, Element.IsReal: true }))
        {
            return null;
        }

        string name = invocation.TargetMethod.Name;
        bool isMapped = arguments.Count == 2 && name is "Sum" or "Average" or "Max" or "Min" && IsSequence(arguments[0]) && IsFunction(arguments[1], 1);
        bool isEnd = arguments.Count == 1 && name is "Sum" or "Average" or "Max" or "Min" or "ToArray" && arguments[0] is IInvocationOperation && IsSequence(arguments[0]);
        bool isFold = arguments.Count == 3 && name == "Aggregate" && type.IsReal && IsSequence(arguments[0]) && IsFunction(arguments[2], 2);
        if (!isMapped && !isEnd && !isFold)
        {
            return null;
        }

        Sequence sequence = Of(arguments[0], invocation);
        if (isFold)
        {
            return Fold(sequence, context.Expressions.Value(arguments[1]), type, arguments[2], invocation);
        }

        sequence = isMapped ? Mapped(sequence, arguments[1], invocation) : sequence;
        return name is "Sum" or "Average" ? Sum(sequence, type, name == "Average") : Array(sequence, name, type);
    }

    private bool IsSequence(IOperation source) => context.Types.Lower(source.Type) is { IsMemory: true } || source switch
    {
        IInvocationOperation { TargetMethod.Name: "Range", Arguments.Length: 2 } range => IsOperator(range.TargetMethod),
        IInvocationOperation { TargetMethod.Name: "Select", Arguments: [{ Value: var inner }, { Value: var function }] } select => IsOperator(select.TargetMethod) && IsSequence(Bare(inner)) && (IsFunction(function, 1) || IsFunction(function, 2)),
        IInvocationOperation { TargetMethod.Name: "Zip", Arguments: [{ Value: var first }, { Value: var second }, { Value: var function }] } zip => IsOperator(zip.TargetMethod) && IsSequence(Bare(first)) && IsSequence(Bare(second)) && IsFunction(function, 2),
        _ => false,
    };

    /// <summary>What is known of a sequence without a look at its elements: where it ends, and what an element is.</summary>
    private Sequence Of(IOperation source, IInvocationOperation call)
    {
        if (context.Types.Lower(source.Type).IsMemory)
        {
            IrExpression memory = context.Expressions.Value(source);
            memory = memory is IrVariableReference { Variable: var variable } && !context.AssignedArrays.Contains(variable) ? memory : context.Hoist(memory, "values");
            return new Sequence(new IrLength(IrCopy.Copy(memory)), index => new IrElement(IrCopy.Copy(memory), new IrVariableReference(index)));
        }

        var invocation = (IInvocationOperation)source;
        IOperation[] arguments = [.. invocation.Arguments.Select(argument => Bare(argument.Value))];
        switch (invocation.TargetMethod.Name)
        {
            case "Range":
                IrExpression[] bounds = [.. context.InOrder(arguments).Select(bound => bound is IrLiteral ? bound : context.Hoist(bound, "bound"))];
                return new Sequence(bounds[1], index => bounds[0] is IrLiteral { Text: "0" } ? new IrVariableReference(index) : new IrBinary(IrBinaryOperator.Add, IrCopy.Copy(bounds[0]), new IrVariableReference(index), IrType.Int32));
            case "Select":
                return Mapped(Of(arguments[0], call), arguments[1], call);
            default:
                Sequence first = Of(arguments[0], call);
                Sequence second = Of(arguments[1], call);
                IrExpression shorter = context.Hoist(new IrSelect(new IrBinary(IrBinaryOperator.Less, first.Length, second.Length, IrType.Boolean), IrCopy.Copy(first.Length), IrCopy.Copy(second.Length), IrType.Int32), "count");
                Func<IrExpression[], IrExpression> combine = Function(arguments[2], call);
                return new Sequence(shorter, index => combine([first.Element(index), second.Element(index)]));
        }
    }

    private Sequence Mapped(Sequence sequence, IOperation function, IInvocationOperation call)
    {
        Func<IrExpression[], IrExpression> apply = Function(function, call);
        bool takesIndex = ParametersOf(function)!.Value.Length == 2;
        return sequence with { Element = index => apply(takesIndex ? [sequence.Element(index), new IrVariableReference(index)] : [sequence.Element(index)]) };
    }

    private Func<IrExpression[], IrExpression> Function(IOperation function, IInvocationOperation call)
    {
        DelegateTarget target = context.Delegates.Known(function)!;
        System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters = ParametersOf(function)!.Value;
        return values =>
        {
            IrExpression value = context.Delegates.Invoke(target, [.. values.Select((given, i) => new InlineArgument(parameters[i], given))], call);
            return EffectSet.HasEffect(value) ? context.Hoist(value) : value;
        };
    }

    /// <summary>Adds in the order and the precision of <c>Enumerable.Sum</c>.</summary>
    private IrExpression Sum(Sequence sequence, IrType type, bool isMean)
    {
        IrVariable sum = context.Temporary(IrType.Double, "sum");
        context.Emit(new IrDeclare(sum, IrLiteral.Zero(IrType.Double)));
        Loop(sequence, (_, element) => context.Emit(new IrAssign(new IrVariableReference(sum), IrBinaryOperator.Add, element.Type.Kind == IrTypeKind.Double ? element : new IrConversion(element, IrType.Double, IsImplicit: true))));
        IrExpression value = new IrVariableReference(sum);
        value = isMean ? new IrBinary(IrBinaryOperator.Divide, value, new IrConversion(IrCopy.Copy(sequence.Length), IrType.Double, IsImplicit: true), IrType.Double) : value;
        return type.Kind == IrTypeKind.Double ? value : new IrConversion(value, type, IsImplicit: false);
    }

    /// <summary>The elements in an array, or the largest or the smallest of them.</summary>
    private IrExpression Array(Sequence sequence, string name, IrType type)
    {
        IrVariable array = context.Temporary(type.IsReal ? IrType.ArrayOf(type) : type, "values");
        context.Emit(new IrDeclare(array, new IrNewArray(IrCopy.Copy(sequence.Length), array.Type)));
        Loop(sequence, (index, element) => context.Emit(new IrAssign(new IrElement(new IrVariableReference(array), new IrVariableReference(index)), null, element)));
        IrExpression whole = new IrVariableReference(array);
        return type.IsReal ? _calls.OfTensorPrimitives(name == "Max" ? "MaxNumber" : "Min", whole) : whole;
    }

    private IrExpression Fold(Sequence sequence, IrExpression seed, IrType type, IOperation function, IInvocationOperation call)
    {
        IrVariable folded = context.Temporary(type, "folded");
        context.Emit(new IrDeclare(folded, seed));
        Func<IrExpression[], IrExpression> apply = Function(function, call);
        Loop(sequence, (_, element) => context.Emit(new IrAssign(new IrVariableReference(folded), null, apply([new IrVariableReference(folded), element]))));
        return new IrVariableReference(folded);
    }

    private void Loop(Sequence sequence, Action<IrVariable, IrExpression> body)
    {
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        List<IrStatement> statements = context.Capture(() => body(index, sequence.Element(index)));
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, IrCopy.Copy(sequence.Length), 1, IrBlock.Of(statements)));
    }

    /// <summary>Whether an argument is a function of so many parameters whose target is known.</summary>
    private bool IsFunction(IOperation function, int parameters) => ParametersOf(function)?.Length == parameters && Unwrapped(function) switch
    {
        IAnonymousFunctionOperation => true,
        IMethodReferenceOperation { Method: { IsVirtual: false, IsAbstract: false, IsExtensionMethod: false } } => true,
        ILocalReferenceOperation or IParameterReferenceOperation => context.Delegates.Named(Unwrapped(function)) is DelegateTarget.Function or DelegateTarget.Method,
        _ => false,
    };

    private static IOperation Unwrapped(IOperation function) => function switch
    {
        IConversionOperation conversion => Unwrapped(conversion.Operand),
        IDelegateCreationOperation creation => Unwrapped(creation.Target),
        _ => function,
    };

    private static System.Collections.Immutable.ImmutableArray<IParameterSymbol>? ParametersOf(IOperation function) => (function.Type as INamedTypeSymbol)?.DelegateInvokeMethod?.Parameters;

    private static IOperation Bare(IOperation value) => value is IConversionOperation { IsImplicit: true, Operand: var operand } and not { Type.TypeKind: TypeKind.Delegate } ? Bare(operand) : value;

    private static bool IsOperator(IMethodSymbol method) => method.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <param name="Length">How many elements there are, to be copied where it is used.</param>
    /// <param name="Element">Lowers what gives the element of an index.</param>
    private sealed record Sequence(IrExpression Length, Func<IrVariable, IrExpression> Element);
}
