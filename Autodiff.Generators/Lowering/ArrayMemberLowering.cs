using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Members of arrays and spans written as what they do with spans, which have rules: <c>Array.Copy</c> is
/// <c>CopyTo</c>, <c>Clone</c> is <c>ToArray</c>, a reversal is a loop of swaps.
/// </summary>
internal sealed class ArrayMemberLowering(LoweringContext context)
{
    private readonly FrameworkCalls _calls = new(context);
    private readonly SortLowering _sorts = new(context);

    /// <summary>The value of a member that is written as something else; <see langword="null"/> for any other call.</summary>
    public IrExpression? Lower(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        List<IOperation> arguments = [.. invocation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => Bare(argument.Value))];
        if ((_sorts.Lower(invocation, arguments) ?? context.SequenceEnds.Lower(invocation)) is { } written)
        {
            return written;
        }

        return method.ContainingType switch
        {
            { SpecialType: SpecialType.System_Array } when method.IsStatic && arguments.Count > 0 && IsArray(arguments[0]) => OfArray(invocation, arguments),
            { SpecialType: SpecialType.System_Array } when method.IsStatic && arguments.Count > 0 && context.Rectangles.Is(arguments[0].Type) => OfRectangle(invocation, arguments),
            { SpecialType: SpecialType.System_Array } when method.Name == "Clone" && invocation.Instance is { Type: { } type } instance && context.Rectangles.Is(type) =>
                _calls.CopyOf(context.Expressions.Value(instance), type),
            { SpecialType: SpecialType.System_Array } when method.Name == "Clone" && invocation.Instance is { } rows && context.Types.Lower(Bare(rows).Type).IsJagged =>
                context.Jagged.Clone(context.Expressions.Value(Bare(rows)), context.OriginOf(invocation.Syntax)),
            { SpecialType: SpecialType.System_Array } when invocation.Instance is { } instance && IsArray(Bare(instance)) => OfInstance(invocation, Bare(instance), arguments),
            { Name: "MemoryExtensions" } type when TypeLowering.IsInSystem(type) && method.Name == "Reverse" && IsMemory(arguments[0]) => Reverse(invocation, arguments[0], []),
            { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
                when arguments is [var source] && IsMemory(source) => OfSequence(method.Name, source),
            { } type when TypeLowering.IsHeldSpan(type) && invocation.Instance is { } held && IsMemory(held) => OfHeldSpan(method.Name, held, arguments),
            { } type when TypeLowering.IsSpan(type) && method.Name == "TryCopyTo" && invocation.Instance is { } span && IsMemory(span) => TryCopyTo(span, arguments[0]),
            _ => null,
        };
    }

    /// <summary><c>array[a..b]</c>, which copies.</summary>
    public IrExpression Copy(IrExpression view) => _calls.OnSpan("ToArray", view);

    /// <summary>Copies a memory into consecutive elements of a new one.</summary>
    public void CopyInto(IrExpression source, IrExpression destination, Origin origin) =>
        context.Emit(new IrEvaluate(_calls.OnSpan("CopyTo", AsSpan(source), destination)) { Origin = origin });

    private static IOperation Bare(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        }

        return value;
    }

    private bool IsArray(IOperation value) => context.Types.Lower(value.Type).Kind == IrTypeKind.Array;

    private bool IsMemory(IOperation value) => context.Types.Lower(value.Type).IsMemory;

    private IrExpression? OfArray(IInvocationOperation invocation, List<IOperation> arguments)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "Copy" when arguments.Count == 3 && AreAlike(arguments[0], arguments[1]):
                IrExpression[] whole = context.InOrder(arguments);
                return Copy(whole[0], null, whole[1], null, whole[2]);
            case "Copy" when arguments.Count == 5 && AreAlike(arguments[0], arguments[2]):
                IrExpression[] parts = context.InOrder(arguments);
                return Copy(parts[0], parts[1], parts[2], parts[3], parts[4]);
            case "Clear" when arguments.Count is 1 or 3:
                IrExpression[] cleared = context.InOrder(arguments);
                return _calls.OnSpan("Clear", Slice(cleared[0], cleared.ElementAtOrDefault(1), cleared.ElementAtOrDefault(2)));
            case "Fill" when arguments.Count is 2 or 4:
                IrExpression[] filled = context.InOrder(arguments);
                return _calls.OnSpan("Fill", Slice(filled[0], filled.ElementAtOrDefault(2), filled.ElementAtOrDefault(3)), filled[1]);
            case "Reverse":
                return Reverse(invocation, arguments[0], arguments.Skip(1));
            default:
                return null;
        }
    }

    private IrExpression? OfRectangle(IInvocationOperation invocation, List<IOperation> arguments)
    {
        int rank = ((IArrayTypeSymbol)arguments[0].Type!).Rank;
        Origin origin = context.OriginOf(invocation.Syntax);
        switch (invocation.TargetMethod.Name)
        {
            case "Clear" when arguments.Count == 1:
                IrExpression cleared = context.Expressions.Value(arguments[0]);
                ForEach(new IrLength(IrCopy.Copy(cleared)), index => [new IrAssign(RectangularLowering.ElementAt(cleared, rank, index), null, IrLiteral.Zero(cleared.Type.Element!)) { Origin = origin }]);
                return context.Placeholder(invocation);
            case "Copy" when arguments.Count == 3 && context.Types.Lower(arguments[0].Type) == context.Types.Lower(arguments[1].Type):
                IrExpression[] operands = context.InOrder(arguments);
                ForEach(Narrow(operands[2]), index =>
                [
                    new IrAssign(RectangularLowering.ElementAt(operands[1], rank, index), null, RectangularLowering.ElementAt(operands[0], rank, index)) { Origin = origin },
                ]);
                return context.Placeholder(invocation);
            default:
                return null;
        }
    }

    private void ForEach(IrExpression count, System.Func<IrVariable, IrStatement[]> body)
    {
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, count, 1, IrBlock.Of(body(index))));
    }

    private IrExpression? OfHeldSpan(string name, IOperation instance, List<IOperation> arguments)
    {
        switch (name)
        {
            case "ToArray":
                return Copy(IrBuild.AsSpan(context.Expressions.Value(instance)));
            case "CopyTo" when IsMemory(arguments[0]):
                IrExpression[] operands = context.InOrder([instance, arguments[0]]);
                return _calls.OnSpan("CopyTo", IrBuild.AsSpan(operands[0]), IrBuild.AsSpan(operands[1]));
            default:
                return null;
        }
    }

    private IrExpression? OfInstance(IInvocationOperation invocation, IOperation instance, List<IOperation> arguments)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "Clone":
                return Copy(AsSpan(context.Expressions.Value(instance)));
            case "CopyTo" when AreAlike(instance, arguments[0]):
                IrExpression[] operands = context.InOrder(arguments.Prepend(instance));
                return _calls.OnSpan("CopyTo", AsSpan(operands[0]), Slice(operands[1], operands[2], null));
            default:
                return null;
        }
    }

    /// <summary>The sequence operators of one argument that give a number or an array.</summary>
    private IrExpression? OfSequence(string name, IOperation source)
    {
        IrType element = context.Types.Lower(source.Type).Element!;
        switch (name)
        {
            case "ToArray":
                return Copy(AsSpan(context.Expressions.Value(source)));
            case "Count":
                return new IrLength(context.Expressions.Value(source));
            case "First" or "Last":
                IrExpression memory = Named(source);
                IrExpression index = name == "First" ? IrLiteral.Int(0) : IrBuild.Plus(new IrLength(IrCopy.Copy(memory)), -1);
                return new IrElement(memory, index);
            case "Sum" or "Average" when element.Kind is IrTypeKind.Double or IrTypeKind.Single:
                return Sum(Named(source), element, isMean: name == "Average");
            case "Max" or "Min" when element.IsReal:
                // The sequence operators ignore NaN in a maximum, but not in a minimum.
                return _calls.OfTensorPrimitives(name == "Max" ? "MaxNumber" : "Min", context.Expressions.Value(source));
            default:
                return null;
        }
    }

    /// <summary>Adds in the order and the precision of <c>Enumerable.Sum</c>.</summary>
    private IrExpression Sum(IrExpression memory, IrType element, bool isMean)
    {
        IrVariable sum = context.Temporary(IrType.Double, "sum");
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        IrExpression term = new IrElement(memory, new IrVariableReference(index));
        term = element.Kind == IrTypeKind.Double ? term : new IrConversion(term, IrType.Double, IsImplicit: true);
        context.Emit(new IrDeclare(sum, IrLiteral.Zero(IrType.Double)));
        IrBlock body = IrBlock.Of([new IrAssign(new IrVariableReference(sum), IrBinaryOperator.Add, term)]);
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, new IrLength(IrCopy.Copy(memory)), 1, body));
        IrExpression value = new IrVariableReference(sum);
        if (isMean)
        {
            value = new IrBinary(IrBinaryOperator.Divide, value, new IrConversion(new IrLength(IrCopy.Copy(memory)), IrType.Double, IsImplicit: true), IrType.Double);
        }

        return element.Kind == IrTypeKind.Double ? value : new IrConversion(value, element, IsImplicit: false);
    }

    private IrExpression Copy(IrExpression source, IrExpression? from, IrExpression destination, IrExpression? to, IrExpression length)
    {
        length = length.Type.Kind == IrTypeKind.Int32 && length.IsAtomic() ? length : context.Hoist(length, "length");
        return _calls.OnSpan("CopyTo", Slice(source, from, length), Slice(destination, to, IrCopy.Copy(length)));
    }

    private IrExpression Reverse(IInvocationOperation invocation, IOperation instance, IEnumerable<IOperation> range)
    {
        IrExpression[] operands = context.InOrder(range.Prepend(instance));
        IrExpression memory = operands.Length == 1 ? operands[0] : Slice(operands[0], operands[1], operands[2]);
        Origin origin = context.OriginOf(invocation.Syntax);
        memory = memory is IrVariableReference ? memory : context.Hoist(memory, "reversed");
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        IrVariable swapped = context.Temporary(memory.Type.Element!, "swapped");
        IrExpression limit = new IrBinary(IrBinaryOperator.Divide, new IrLength(IrCopy.Copy(memory)), IrLiteral.Int(2), IrType.Int32);
        IrBlock body = IrBlock.Of(
        [
            new IrDeclare(swapped, First()) { Origin = origin },
            new IrAssign(First(), null, Last()) { Origin = origin },
            new IrAssign(Last(), null, new IrVariableReference(swapped)) { Origin = origin },
        ]);
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, limit, 1, body) { Origin = origin });
        return context.Placeholder(invocation);

        IrElement First() => new(IrCopy.Copy(memory), new IrVariableReference(index));

        IrElement Last()
        {
            IrExpression last = IrBuild.Plus(new IrLength(IrCopy.Copy(memory)), -1);
            return new(IrCopy.Copy(memory), new IrBinary(IrBinaryOperator.Subtract, last, new IrVariableReference(index), IrType.Int32));
        }
    }

    private IrExpression TryCopyTo(IOperation span, IOperation destination)
    {
        IrExpression[] operands = context.InOrder([span, destination]);
        IrExpression fits = new IrBinary(IrBinaryOperator.LessOrEqual, new IrLength(operands[0]), new IrLength(operands[1]), IrType.Boolean);
        fits = context.Hoist(fits, "fits");
        IrCall copy = _calls.OnSpan("CopyTo", AsSpan(IrCopy.Copy(operands[0])), IrCopy.Copy(operands[1]));
        context.Emit(new IrIf(fits, IrBlock.Of([new IrEvaluate(copy)]), null));
        return IrCopy.Copy(fits);
    }

    /// <summary>A memory that may be mentioned again and again.</summary>
    private IrExpression Named(IOperation source)
    {
        IrExpression memory = context.Expressions.Value(source);
        return memory is IrVariableReference ? memory : context.Hoist(memory, "values");
    }

    private bool AreAlike(IOperation first, IOperation second) =>
        IsArray(first) && IsArray(second) && Equals(context.Types.Lower(first.Type).Element, context.Types.Lower(second.Type).Element);

    private static IrExpression AsSpan(IrExpression memory) => memory.Type.IsSpan ? IrBuild.AsSpan(memory) : Slice(memory, null, null);

    private static IrExpression Slice(IrExpression memory, IrExpression? start, IrExpression? length) =>
        new IrSlice(memory, Narrow(start ?? IrLiteral.Int(0)), length is null ? null : Narrow(length), memory.Type.IsSpan ? memory.Type : IrType.SpanOf(memory.Type.Element!));

    private static IrExpression Narrow(IrExpression index) => index.Type.Kind == IrTypeKind.Int64
        ? new IrOpaque(["checked((int)(", "))"], [index], IrType.Int32, IrEffect.Pure)
        : index;
}
