using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>What ends a sequence: an operator that gives a number, an element or a collection, or a <c>foreach</c>. It writes the loop.</summary>
internal sealed class SequenceEnds(LoweringContext context)
{
    private readonly FrameworkCalls _calls = new(context);

    private SequenceLowering Sequences => context.Sequences;

    /// <summary>The value of an operator that ends a sequence; <see langword="null"/> where the sequence or a function is not known.</summary>
    public IrExpression? Lower(IInvocationOperation invocation)
    {
        if (!SequenceLowering.IsOperator(invocation.TargetMethod) || invocation.Arguments.IsEmpty)
        {
            return null;
        }

        IOperation[] operands = SequenceLowering.Operands(invocation);
        (IOperation source, IOperation[] rest) = (operands[0], [.. operands.Skip(1)]);
        if (!Sequences.IsSequence(source) || !Sequences.MentionsReals(invocation))
        {
            return null;
        }

        SequenceOrder.Check(context, invocation);
        IrType type = context.Types.Lower(invocation.Type);
        string name = invocation.TargetMethod.Name;
        bool isPlain = context.Types.Lower(source.Type).IsMemory;
        switch (name)
        {
            case "Sum" or "Average" or "Max" or "Min" when type.IsReal && rest is [var function] && Sequences.IsFunction(function, 1):
                return Number(Sequences.Mapped(Sequences.Of(source, invocation), function, invocation, type), name, type);
            case "Sum" or "Average" or "Max" or "Min" when type.IsReal && rest.Length == 0 && !isPlain:
                return Number(Sequences.Of(source, invocation), name, type);
            case "Sum" when type.IsInteger && rest is [var function] && Sequences.IsFunction(function, 1):
                return Accumulated(Sequences.Mapped(Sequences.Of(source, invocation), function, invocation, type), IrLiteral.Int(0), type);
            case "ToArray" or "ToList" when rest.Length == 0 && !(isPlain && name == "ToArray"):
                return name == "ToArray" ? Array(Sequences.Of(source, invocation)) : List(Sequences.Of(source, invocation), invocation);
            case "Aggregate" when rest is [var seed, var function] && IsFolded(type) && Sequences.IsFunction(function, 2):
                return Folded(Sequences.Of(source, invocation), context.Expressions.Value(seed), type, function, invocation);
            case "Aggregate" when rest is [var seed, var function, var last] && IsFolded(context.Types.Lower(seed.Type)) && Sequences.IsFunction(function, 2) && Sequences.IsFunction(last, 1):
                IrExpression folded = Folded(Sequences.Of(source, invocation), context.Expressions.Value(seed), context.Types.Lower(seed.Type), function, invocation);
                return Sequences.Function(last, invocation)([folded]);
            case "Aggregate" when rest is [var function] && IsFolded(type) && Sequences.IsFunction(function, 2):
                return FoldedFromFirst(Sequences.Indexed(Sequences.Of(source, invocation)), type, function, invocation);
            case "Count" or "Any" or "First" or "Last" or "FirstOrDefault" or "LastOrDefault" when rest.Length == 0 && !(isPlain && name is "Count" or "First" or "Last"):
                return Chosen(Sequences.Of(source, invocation), name);
            case "Count" or "Any" or "First" or "Last" or "FirstOrDefault" or "LastOrDefault" when rest is [var predicate] && Sequences.IsFunction(predicate, 1):
                return Chosen(Sequences.Chosen(Sequences.Of(source, invocation), predicate, invocation), name);
            case "All" when rest is [var predicate] && Sequences.IsFunction(predicate, 1):
                return All(Sequences.Of(source, invocation), Sequences.Function(predicate, invocation));
            case "ElementAt" when rest is [{ Type.SpecialType: SpecialType.System_Int32 } at]:
                Sequence indexed = Sequences.Indexed(Sequences.Of(source, invocation));
                return indexed.At!(Sequences.Kept(context.Expressions.Value(at)));
            case "MaxBy" or "MinBy" when rest is [var key] && Sequences.IsFunction(key, 1) && KeyOf(key) is { } keyType:
                return Extreme(Sequences.Of(source, invocation), Sequences.Function(key, invocation), keyType, name == "MaxBy" ? ">" : "<");
            default:
                if (operands.FirstOrDefault(operand => context.ListMembers.IsCounted(operand)) is { } list)
                {
                    return context.Unsupported(list, $"Giving a list from which elements are removed to '{name}'", "copy it with ToArray first");
                }

                return IsGivenToOperator(invocation) && Sequences.IsSequence(invocation) ? Named(Sequences.Of(invocation, invocation)) : null;
        }
    }

    /// <summary>The elements in an array, for an operator that goes through them by itself.</summary>
    public IrExpression Named(Sequence sequence)
    {
        IrExpression array = Array(sequence);
        return array is IrVariableReference ? array : context.Hoist(array, "values");
    }

    /// <summary>A <c>foreach</c> over a sequence; false for one over anything else.</summary>
    public bool ForEach(IForEachLoopOperation loop, Action<IrExpression> declare)
    {
        IOperation source = SequenceLowering.Bare(loop.Collection);
        if (loop.IsAsynchronous || source is not (IInvocationOperation or ILocalReferenceOperation) || context.Types.Lower(source.Type).HoldsMemory || !Sequences.IsSequence(source)
            || (source is IInvocationOperation && !Sequences.MentionsReals(loop)))
        {
            return false;
        }

        Sequence? sequence = null;
        List<IrStatement> before = context.Capture(() => sequence = Sequences.Of(source, (source as IInvocationOperation)!));
        List<IrStatement> around = context.Capture(() => sequence!.Each(element =>
        {
            declare(element);
            foreach (IrStatement statement in context.Statements.Block(loop.Body).Statements)
            {
                context.Emit(statement);
            }
        }));
        if (SequenceOrder.AreChanged(context, source, before, around))
        {
            _ = context.Unsupported(loop.Collection, "A loop that changes what its sequence is made of", "go through a copy made with ToArray");
        }

        context.Output.AddRange(before);
        context.Output.AddRange(around);
        return true;
    }

    /// <summary>What to write instead of an operator that is no loop of its own.</summary>
    public static string WayOut(IMethodSymbol method) => method.Name switch
    {
        "ThenBy" or "ThenByDescending" => "it has no loop of its own: order by one key, or sort the keys in an array",
        "GroupBy" or "ToDictionary" or "ToLookup" or "Join" or "GroupJoin" => "it has no loop of its own: collect the numbers in arrays in a loop",
        "SelectMany" or "Chunk" => "it has no loop of its own: write two loops, one in the other",
        "Single" or "SingleOrDefault" or "ElementAtOrDefault" => "it has no loop of its own: use First, Last or an element",
        _ => "it has no loop of its own with these arguments: use Where, Select, Sum or Aggregate with lambdas, or write the loop",
    };

    private IrExpression Number(Sequence sequence, string name, IrType type)
    {
        if (name is "Max" or "Min")
        {
            IrExpression values = sequence.At is null ? Kept(Sequences.Indexed(sequence)) : Array(sequence);
            return _calls.OfTensorPrimitives(name == "Max" ? "MaxNumber" : "Min", values);
        }

        // In the order and the precision of the operators.
        IrExpression? count = name == "Average" ? sequence.At is null ? Counter("count") : sequence.Bound : null;
        IrExpression sum = Accumulated(sequence, IrLiteral.Zero(IrType.Double), IrType.Double, sequence.At is null ? count : null);
        if (count is not null)
        {
            if (sequence.At is null)
            {
                RequireSome(new IrBinary(IrBinaryOperator.Equal, IrCopy.Copy(count), IrLiteral.Int(0), IrType.Boolean));
            }

            sum = new IrBinary(IrBinaryOperator.Divide, sum, new IrConversion(IrCopy.Copy(count), IrType.Double, IsImplicit: true), IrType.Double);
        }

        return type.Kind == IrTypeKind.Double ? sum : new IrConversion(sum, type, IsImplicit: false);
    }

    private IrExpression Accumulated(Sequence sequence, IrExpression zero, IrType type, IrExpression? count = null)
    {
        IrVariable sum = context.Temporary(type, "sum");
        context.Emit(new IrDeclare(sum, zero));
        sequence.Each(element =>
        {
            context.Emit(new IrAssign(new IrVariableReference(sum), IrBinaryOperator.Add, element.Type == type ? element : new IrConversion(element, type, IsImplicit: true)));
            if (count is not null)
            {
                Increment(count);
            }
        });
        return new IrVariableReference(sum);
    }

    private IrExpression Array(Sequence sequence)
    {
        if (sequence.At is null)
        {
            Sequence kept = Sequences.Indexed(sequence);
            if (sequence.Element.IsStruct)
            {
                return Array(kept);
            }

            return context.ArrayMembers.Copy(Kept(kept));
        }

        IrVariable array = context.Temporary(IrType.ArrayOf(sequence.Element), "values");
        context.Emit(new IrDeclare(array, new IrNewArray(IrCopy.Copy(sequence.Bound), array.Type)));
        Sequences.Loop(sequence.Bound, index => context.Emit(new IrAssign(new IrElement(new IrVariableReference(array), index), null, sequence.At(IrCopy.Copy(index)))));
        return new IrVariableReference(array);
    }

    /// <summary>The part of an array in which elements were kept.</summary>
    private static IrSlice Kept(Sequence kept) =>
        new(((IrElement)kept.At!(IrLiteral.Int(0))).Memory, IrLiteral.Int(0), IrCopy.Copy(kept.Bound), IrType.SpanOf(kept.Element));

    private IrExpression? List(Sequence sequence, IInvocationOperation invocation)
    {
        if (!context.Lists.Is(invocation.Type))
        {
            return null;
        }

        Origin origin = context.OriginOf(invocation.Syntax);
        IrExpression list = context.Lists.New(invocation.Type!, null, origin);
        sequence.Each(element => context.Lists.Add(IrCopy.Copy(list), element, origin));
        return IrCopy.Copy(list);
    }

    private IrExpression Folded(Sequence sequence, IrExpression seed, IrType type, IOperation function, IInvocationOperation call)
    {
        IrVariable folded = context.Temporary(type, "folded");
        context.Emit(new IrDeclare(folded, seed));
        Func<IrExpression[], IrExpression> apply = Sequences.Function(function, call);
        sequence.Each(element => context.Emit(new IrAssign(new IrVariableReference(folded), null, apply([new IrVariableReference(folded), element]))));
        return new IrVariableReference(folded);
    }

    private IrExpression FoldedFromFirst(Sequence sequence, IrType type, IOperation function, IInvocationOperation call)
    {
        RequireSome(new IrBinary(IrBinaryOperator.Equal, IrCopy.Copy(sequence.Bound), IrLiteral.Int(0), IrType.Boolean));
        IrExpression first = sequence.At!(IrLiteral.Int(0));
        IrExpression others = context.Hoist(IrBuild.Plus(IrCopy.Copy(sequence.Bound), -1), "others");
        return Folded(new Sequence(sequence.Element, others, body => Sequences.Loop(others, index => body(sequence.At!(IrBuild.Plus(index, 1))))), first, type, function, call);
    }

    /// <summary>How many elements there are, whether there is one, the first or the last of them.</summary>
    private IrExpression Chosen(Sequence sequence, string name)
    {
        switch (name)
        {
            case "Count" when sequence.At is not null:
                return IrCopy.Copy(sequence.Bound);
            case "Count":
                IrExpression count = Counter("count");
                sequence.Each(element => Increment(count));
                return IrCopy.Copy(count);
            case "Any" when sequence.At is not null:
                return new IrBinary(IrBinaryOperator.Greater, IrCopy.Copy(sequence.Bound), IrLiteral.Int(0), IrType.Boolean);
            case "Any":
                return Found("any", isFound => sequence.Each(element => Set(isFound, "true", leaves: true)));
        }

        bool isFirst = name.StartsWith("First", StringComparison.Ordinal);
        IrVariable chosen = context.Temporary(sequence.Element, isFirst ? "first" : "last");
        context.Emit(new IrDeclare(chosen, sequence.Element.IsStruct ? null : IrLiteral.Zero(sequence.Element)));
        IrExpression found = Found("found", isFound => sequence.Each(element =>
        {
            context.Emit(new IrAssign(new IrVariableReference(chosen), null, element));
            Set(isFound, "true", leaves: isFirst);
        }));
        if (name is "First" or "Last")
        {
            RequireSome(IrBuild.Not(found));
        }

        return new IrVariableReference(chosen);
    }

    private IrExpression All(Sequence sequence, Func<IrExpression[], IrExpression> holds) => Found("all", isTrue => sequence.Each(element =>
        Sequences.Guard(IrBuild.Not(holds([element])), () => Set(isTrue, "false", leaves: true))), initial: "true");

    private IrExpression Extreme(Sequence sequence, Func<IrExpression[], IrExpression> key, IrType keyType, string comparison)
    {
        IrVariable best = context.Temporary(sequence.Element, "best");
        IrVariable bestKey = context.Temporary(keyType, "bestKey");
        context.Emit(new IrDeclare(best, sequence.Element.IsStruct ? null : IrLiteral.Zero(sequence.Element)));
        context.Emit(new IrDeclare(bestKey, IrLiteral.Zero(keyType)));
        IrExpression found = Found("found", isFound => sequence.Each(value =>
        {
            IrExpression element = Sequences.Kept(value);
            IrExpression next = Sequences.Kept(key([element]));
            IrExpression isBetter = new IrOpaque(["!", " || ", $".CompareTo(", $") {comparison} 0"], [new IrVariableReference(isFound), next, new IrVariableReference(bestKey)], IrType.Boolean, IrEffect.Pure, IsSink: true);
            Sequences.Guard(isBetter, () =>
            {
                context.Emit(new IrAssign(new IrVariableReference(best), null, IrCopy.Copy(element)));
                context.Emit(new IrAssign(new IrVariableReference(bestKey), null, IrCopy.Copy(next)));
                Set(isFound, "true", leaves: false);
            });
        }));
        RequireSome(IrBuild.Not(found));
        return new IrVariableReference(best);
    }

    private IrExpression Found(string name, Action<IrVariable> search, string initial = "false")
    {
        IrVariable found = context.Temporary(IrType.Boolean, name);
        context.Emit(new IrDeclare(found, new IrLiteral(initial, IrType.Boolean)));
        search(found);
        return new IrVariableReference(found);
    }

    private void Set(IrVariable variable, string value, bool leaves)
    {
        context.Emit(new IrAssign(new IrVariableReference(variable), null, new IrLiteral(value, IrType.Boolean)));
        if (leaves)
        {
            context.Emit(new IrBreak());
        }
    }

    private IrExpression Counter(string name) => context.Hoist(IrLiteral.Int(0), name);

    private void Increment(IrExpression counter) => context.Emit(new IrAssign(IrCopy.Copy(counter), IrBinaryOperator.Add, IrLiteral.Int(1)));

    /// <summary>Throws what the operators throw where there is no element.</summary>
    private void RequireSome(IrExpression isEmpty)
    {
        var type = new IrType(IrTypeKind.Other, "global::System.InvalidOperationException", IsReference: true);
        var exception = new IrOpaque([$"new {type.Name}(\"Sequence contains no elements\")"], [], type, IrEffect.Writes, IsSink: true);
        context.Emit(new IrIf(isEmpty, IrBlock.Of([new IrThrow(exception)]), null));
    }

    private static bool IsGivenToOperator(IOperation value)
    {
        IOperation? user = value.Parent;
        while (user is IConversionOperation { IsImplicit: true } or IParenthesizedOperation or ITranslatedQueryOperation)
        {
            user = user.Parent;
        }

        return user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } && SequenceLowering.IsOperator(method);
    }

    private IrType? KeyOf(IOperation key) => context.Types.Lower((key.Type as INamedTypeSymbol)?.DelegateInvokeMethod?.ReturnType) is var type && (type.IsReal || type.IsInteger) ? type : null;

    private static bool IsFolded(IrType type) => type.IsNumber || type.IsInteger || type.Kind == IrTypeKind.Boolean || type is { IsStruct: true, HasMemoryFields: false };
}
