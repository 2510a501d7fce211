using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Sequence operators over arrays, lists and ranges, with functions that are known: <c>a.Where(p).Select(f)</c> is the
/// loop that it stands for, in which an element goes through all of them before the next one does. What must see all
/// elements at once has them in an array.
/// </summary>
internal sealed class SequenceLowering(LoweringContext context)
{
    /// <summary>Whether a method is one of <c>System.Linq.Enumerable</c>.</summary>
    public static bool IsOperator(IMethodSymbol method) => method.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>An operand without what C# adds to it, and a query as the calls it stands for.</summary>
    public static IOperation Bare(IOperation value) => value switch
    {
        IConversionOperation { IsImplicit: true, Conversion.IsNumeric: false, Operand: var operand } and not { Type.TypeKind: TypeKind.Delegate } => Bare(operand),
        IParenthesizedOperation parenthesized => Bare(parenthesized.Operand),
        ITranslatedQueryOperation query => Bare(query.Operation),
        _ => value,
    };

    /// <summary>Whether a query hands on objects that hold its variables: one with <c>let</c>, <c>join</c> or a second <c>from</c>.</summary>
    public static bool HasSeveralVariables(SyntaxNode query) => query is QueryExpressionSyntax { Body.Clauses: var clauses } && clauses.Any(clause => clause is LetClauseSyntax or JoinClauseSyntax or FromClauseSyntax);

    /// <summary>The operands of an operator by its parameters.</summary>
    public static IOperation[] Operands(IInvocationOperation invocation) => [.. invocation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => Bare(argument.Value))];

    /// <summary>A local that is given a sequence, and never another, and is only gone through: a name for it, as C# makes the loop where it is used.</summary>
    public bool Declare(ILocalSymbol local, IOperation initializer)
    {
        IOperation source = Bare(initializer);
        if (source is not IInvocationOperation invocation || context.Types.Lower(local.Type).HoldsMemory || context.Inliner.Writes.IsWritten(local) || !IsSequence(source) || !MentionsReals(source)
            || !IsOnlyGoneThrough(local, initializer))
        {
            return false;
        }

        Sequence? sequence = null;
        List<IrStatement> statements = context.Capture(() => sequence = Of(source, invocation));
        if (SequenceOrder.RunsFunctions(context, source) || statements.Any(SequenceOrder.LooksAtElements))
        {
            // C# would look at the elements where the variable is used, when they may be others.
            _ = context.Unsupported(invocation, $"A variable of a sequence made by '{invocation.TargetMethod.Name}'", "end the sequence with ToArray");
        }

        context.Output.AddRange(statements);
        context.Frame.Bind(local, sequence!);
        return true;
    }

    /// <summary>Whether something is a sequence whose loop can be written here.</summary>
    public bool IsSequence(IOperation source)
    {
        if (source is ILocalReferenceOperation local && context.Frame.FindSequence(local.Local) is not null)
        {
            return true;
        }

        if (ElementOfMemory(source) is { } element)
        {
            return IsItem(element);
        }

        if (source is not IInvocationOperation invocation || !IsOperator(invocation.TargetMethod) || !IsItem(context.Types.Lower(ElementOf(source))))
        {
            return false;
        }

        IOperation[] operands = Operands(invocation);
        return invocation.TargetMethod.Name switch
        {
            "Range" or "Repeat" => true,
            "Select" or "Where" when operands.Length == 2 => IsSequence(operands[0]) && (IsFunction(operands[1], 1) || IsFunction(operands[1], 2)),
            "SkipWhile" or "TakeWhile" when operands.Length == 2 => IsSequence(operands[0]) && IsFunction(operands[1], 1),
            "OrderBy" or "OrderByDescending" when operands.Length == 2 => IsSequence(operands[0]) && IsFunction(operands[1], 1) && context.Types.Lower(invocation.TargetMethod.TypeArguments[1]) is { IsReal: true } or { IsInteger: true },
            "Zip" when operands.Length is 2 => IsSequence(operands[0]) && IsSequence(operands[1]),
            "Zip" when operands.Length is 3 => IsSequence(operands[0]) && IsSequence(operands[1]) && IsFunction(operands[2], 2),
            "Concat" => IsSequence(operands[0]) && IsSequence(operands[1]),
            "Skip" or "Take" or "SkipLast" or "TakeLast" => IsSequence(operands[0]) && operands[1].Type?.SpecialType == SpecialType.System_Int32,
            "Append" or "Prepend" => IsSequence(operands[0]),
            "Reverse" or "Order" or "OrderDescending" or "AsEnumerable" when operands.Length == 1 => IsSequence(operands[0]),
            _ => false,
        };
    }

    /// <summary>Whether numbers that may be active go into something; what is made of integers and text stays text.</summary>
    public bool MentionsReals(IOperation operation) => operation.DescendantsAndSelf().Any(part =>
        part.Type is { } type && (context.Types.Lower(type) is { IsNumber: true } or { HoldsMemory: true, Number.IsNumber: true } || (part is ILocalReferenceOperation && ElementOf(part) is { } element && context.Types.Lower(element).IsReal)));

    /// <summary>The sequence that an expression is.</summary>
    public Sequence Of(IOperation source, IInvocationOperation call)
    {
        if (source is ILocalReferenceOperation local && context.Frame.FindSequence(local.Local) is { } known)
        {
            return known;
        }

        if (ElementOfMemory(source) is { } element)
        {
            return OfMemory(context.Expressions.Value(source), element);
        }

        var invocation = (IInvocationOperation)source;
        IOperation[] operands = Operands(invocation);
        string name = invocation.TargetMethod.Name;
        IrType type = context.Types.Lower(ElementOf(source));
        SequenceOrder.Check(context, invocation);
        switch (name)
        {
            case "Range":
                IrExpression[] bounds = [.. context.InOrder(operands).Select(value => Kept(value))];
                return Indexed(type, bounds[1], index => bounds[0] is IrLiteral { Text: "0" } ? index : new IrBinary(IrBinaryOperator.Add, IrCopy.Copy(bounds[0]), index, IrType.Int32));
            case "Repeat":
                IrExpression[] repeated = [.. context.InOrder(operands).Select(value => Kept(value))];
                return Indexed(type, repeated[1], _ => IrCopy.Copy(repeated[0]));
            case "Zip":
                return Zipped(Indexed(Of(operands[0], call)), Indexed(Of(operands[1], call)), type, operands.Length == 3 ? Function(operands[2], call) : null);
            case "Concat":
                return Joined(Indexed(Of(operands[0], call)), Indexed(Of(operands[1], call)));
            case "Append" or "Prepend":
                Sequence before = Indexed(Of(operands[0], call));
                IrExpression added = Kept(context.Expressions.Value(operands[1]));
                Sequence single = Indexed(type, IrLiteral.Int(1), _ => IrCopy.Copy(added));
                return name == "Append" ? Joined(before, single) : Joined(single, before);
            case "Reverse":
                Sequence reversed = Indexed(Of(operands[0], call));
                return Indexed(type, reversed.Bound, index => reversed.At!(new IrBinary(IrBinaryOperator.Subtract, IrBuild.Plus(IrCopy.Copy(reversed.Bound), -1), index, IrType.Int32)));
            case "Skip" or "Take" or "SkipLast" or "TakeLast":
                return Part(Indexed(Of(operands[0], call)), name, Kept(context.Expressions.Value(operands[1])));
            case "Order" or "OrderDescending":
                return Ordered(Of(operands[0], call), null, type, name == "OrderDescending");
            case "OrderBy" or "OrderByDescending":
                return Ordered(Of(operands[0], call), Function(operands[1], call), context.Types.Lower(invocation.TargetMethod.TypeArguments[1]), name == "OrderByDescending");
            case "Select":
                return Mapped(Of(operands[0], call), operands[1], call, type);
            case "Where":
                return Chosen(Of(operands[0], call), operands[1], call);
            case "TakeWhile":
                return Taken(Of(operands[0], call), Function(operands[1], call));
            case "SkipWhile":
                return Skipped(Of(operands[0], call), Function(operands[1], call));
            default:
                return Of(operands[0], call);
        }
    }

    /// <summary>The same sequence with its elements at indices: in an array, where only a loop finds them.</summary>
    public Sequence Indexed(Sequence sequence)
    {
        if (sequence.At is not null)
        {
            return sequence;
        }

        IrVariable kept = context.Temporary(IrType.ArrayOf(sequence.Element), "kept");
        IrVariable count = context.Temporary(IrType.Int32, "count");
        context.Emit(new IrDeclare(kept, new IrNewArray(IrCopy.Copy(sequence.Bound), kept.Type)));
        context.Emit(new IrDeclare(count, IrLiteral.Int(0)));
        sequence.Each(element =>
        {
            context.Emit(new IrAssign(new IrElement(new IrVariableReference(kept), new IrVariableReference(count)), null, element));
            context.Emit(new IrAssign(new IrVariableReference(count), IrBinaryOperator.Add, IrLiteral.Int(1)));
        });
        return Indexed(sequence.Element, new IrVariableReference(count), index => new IrElement(new IrVariableReference(kept), index));
    }

    /// <summary>A sequence whose elements a function makes of others.</summary>
    public Sequence Mapped(Sequence sequence, IOperation function, IInvocationOperation call, IrType type)
    {
        bool takesIndex = ParametersOf(function)!.Value.Length == 2;
        sequence = takesIndex ? Indexed(sequence) : sequence;
        Func<IrExpression[], IrExpression> apply = Function(function, call);
        return sequence.At is { } at
            ? Indexed(type, sequence.Bound, index => apply(takesIndex ? [at(index), IrCopy.Copy(index)] : [at(index)]))
            : new Sequence(type, sequence.Bound, body => sequence.Each(element => body(apply([element]))));
    }

    /// <summary>The elements for which a predicate holds.</summary>
    public Sequence Chosen(Sequence sequence, IOperation predicate, IInvocationOperation call)
    {
        Func<IrExpression[], IrExpression> holds = Function(predicate, call);
        System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters = ParametersOf(predicate)!.Value;
        if (parameters.Length == 2)
        {
            Sequence counted = Indexed(sequence);
            return new Sequence(sequence.Element, counted.Bound, body => Loop(counted.Bound, index =>
            {
                IrExpression element = Kept(counted.At!(index), parameters[0].Name);
                Guard(holds([element, IrCopy.Copy(index)]), () => body(IrCopy.Copy(element)));
            }));
        }

        return new Sequence(sequence.Element, sequence.Bound, body => sequence.Each(value =>
        {
            IrExpression element = Kept(value, parameters[0].Name);
            Guard(holds([element]), () => body(IrCopy.Copy(element)));
        }));
    }

    /// <summary>A value that may be mentioned again and again.</summary>
    public IrExpression Kept(IrExpression value, string name = "item") => value is IrLiteral || (value is IrVariableReference { Variable.Kind: IrVariableKind.Temporary } && value.Type.IsInteger)
        ? value
        : context.Hoist(value, name);

    /// <summary>A loop over indices; a body that leaves it makes it one with a condition.</summary>
    public void Loop(IrExpression length, Action<IrExpression> body)
    {
        IrVariable index = context.Temporary(IrType.Int32, "i", "j", "k", "index");
        IrBlock block = IrBlock.Of(context.Capture(() => body(new IrVariableReference(index))));
        foreach (IrStatement statement in LoopLowering.Counted(index, IrCopy.Copy(length), block, default))
        {
            context.Emit(statement);
        }
    }

    /// <summary>What a known function gives.</summary>
    public Func<IrExpression[], IrExpression> Function(IOperation function, IInvocationOperation call)
    {
        DelegateTarget target = context.Delegates.Known(function)!;
        System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters = ParametersOf(function)!.Value;
        return values =>
        {
            IrExpression value = context.Delegates.Invoke(target, [.. values.Select((given, i) => new InlineArgument(parameters[i], given))], call);
            return EffectSet.HasEffect(value) ? context.Hoist(value) : value;
        };
    }

    /// <summary>Whether an operand is a function of so many parameters whose target is known.</summary>
    public bool IsFunction(IOperation function, int parameters) => ParametersOf(function)?.Length == parameters && Unwrapped(function) switch
    {
        IAnonymousFunctionOperation => true,
        IMethodReferenceOperation { Method: { IsVirtual: false, IsAbstract: false, IsExtensionMethod: false } } => true,
        ILocalReferenceOperation or IParameterReferenceOperation => context.Delegates.Named(Unwrapped(function)) is DelegateTarget.Function or DelegateTarget.Method,
        _ => false,
    };

    /// <summary>A branch.</summary>
    public void Guard(IrExpression condition, Action body) => context.Emit(new IrIf(condition, IrBlock.Of(context.Capture(body)), null));

    private Sequence OfMemory(IrExpression memory, IrType element)
    {
        bool isList = memory.Type.IsContainer;
        memory = memory is IrVariableReference { Variable: var variable } && !context.AssignedArrays.Contains(variable) ? memory : context.Hoist(memory, "values");
        if (!isList)
        {
            return Indexed(element, new IrLength(IrCopy.Copy(memory)), index => new IrElement(IrCopy.Copy(memory), index));
        }

        IrExpression count = context.Lists.Count(IrCopy.Copy(memory));
        return Indexed(element, count is IrLength ? count : context.Hoist(count, "count"), index => ListLowering.Element(IrCopy.Copy(memory), index));
    }

    private Sequence Indexed(IrType element, IrExpression length, Func<IrExpression, IrExpression> at) =>
        new(element, length, body => Loop(length, index => body(at(index)))) { At = at };

    private Sequence Zipped(Sequence first, Sequence second, IrType type, Func<IrExpression[], IrExpression>? combine)
    {
        IrExpression isShorter = new IrBinary(IrBinaryOperator.Less, IrCopy.Copy(first.Bound), IrCopy.Copy(second.Bound), IrType.Boolean);
        IrExpression shorter = context.Hoist(new IrSelect(isShorter, IrCopy.Copy(first.Bound), IrCopy.Copy(second.Bound), IrType.Int32), "count");
        return Indexed(type, shorter, index =>
        {
            IrExpression[] pair = context.InOrder([() => first.At!(index), () => second.At!(IrCopy.Copy(index))]);
            return combine is null ? new IrNewStruct(new(pair), type) : combine(pair);
        });
    }

    private Sequence Joined(Sequence first, Sequence second)
    {
        IrExpression length = context.Hoist(new IrBinary(IrBinaryOperator.Add, IrCopy.Copy(first.Bound), IrCopy.Copy(second.Bound), IrType.Int32), "count");
        return Indexed(first.Element, length, index =>
        {
            IrVariable item = context.Temporary(first.Element, "item");
            context.Emit(new IrDeclare(item, null));
            IrExpression isFirst = new IrBinary(IrBinaryOperator.Less, index, IrCopy.Copy(first.Bound), IrType.Boolean);
            context.Emit(new IrIf(isFirst, Arm(first, IrCopy.Copy(index)), Arm(second, new IrBinary(IrBinaryOperator.Subtract, IrCopy.Copy(index), IrCopy.Copy(first.Bound), IrType.Int32))));
            return new IrVariableReference(item);

            IrBlock Arm(Sequence sequence, IrExpression at) => IrBlock.Of(context.Capture(() => context.Emit(new IrAssign(new IrVariableReference(item), null, sequence.At!(at)))));
        });
    }

    private Sequence Part(Sequence sequence, string name, IrExpression number)
    {
        IrExpression amount = number is IrLiteral ? number : new IrOpaque(["global::System.Math.Max(0, ", ")"], [number], IrType.Int32, IrEffect.Pure);
        IrExpression length = IrCopy.Copy(sequence.Bound);
        amount = context.Hoist(new IrOpaque(["global::System.Math.Min(", ", ", ")"], [amount, length], IrType.Int32, IrEffect.Pure), name.StartsWith("Skip", StringComparison.Ordinal) ? "skipped" : "taken");
        IrExpression others = new IrBinary(IrBinaryOperator.Subtract, IrCopy.Copy(sequence.Bound), IrCopy.Copy(amount), IrType.Int32);
        IrExpression? start = name == "Skip" ? amount : name == "TakeLast" ? context.Hoist(others, "start") : null;
        IrExpression count = name is "Take" or "TakeLast" ? amount : context.Hoist(IrCopy.Copy(others), "count");
        return Indexed(sequence.Element, count, index => sequence.At!(start is null ? index : new IrBinary(IrBinaryOperator.Add, IrCopy.Copy(start), index, IrType.Int32)));
    }

    /// <summary>The elements in the order of their keys; equal ones keep theirs.</summary>
    private Sequence Ordered(Sequence sequence, Func<IrExpression[], IrExpression>? key, IrType type, bool isDescending)
    {
        Sequence items = InArray(sequence);
        IrVariable keys = context.Temporary(IrType.ArrayOf(type), "keys");
        context.Emit(new IrDeclare(keys, new IrNewArray(IrCopy.Copy(items.Bound), keys.Type)));
        Loop(items.Bound, index =>
        {
            IrExpression item = items.At!(index);
            context.Emit(new IrAssign(new IrElement(new IrVariableReference(keys), IrCopy.Copy(index)), null, key is null ? item : key([item])));
        });
        IrVariable order = context.Temporary(IrType.ArrayOf(IrType.Int32), "order");
        context.Emit(new IrDeclare(order, new IrOpaque([$"global::Autodiff.GeneratedCode.{(isDescending ? "DescendingOrderOf" : "OrderOf")}<{type.Name}>(", ")"], [new IrVariableReference(keys)], order.Type, IrEffect.Writes, IsSink: true)));
        return Indexed(sequence.Element, items.Bound, index => items.At!(new IrElement(new IrVariableReference(order), index)));
    }

    /// <summary>The elements in an array of their own, whatever becomes of where they are from.</summary>
    private Sequence InArray(Sequence sequence)
    {
        if (sequence.At is null)
        {
            return Indexed(sequence);
        }

        IrVariable items = context.Temporary(IrType.ArrayOf(sequence.Element), "items");
        context.Emit(new IrDeclare(items, new IrNewArray(IrCopy.Copy(sequence.Bound), items.Type)));
        Loop(sequence.Bound, index => context.Emit(new IrAssign(new IrElement(new IrVariableReference(items), index), null, sequence.At(IrCopy.Copy(index)))));
        return Indexed(sequence.Element, sequence.Bound, index => new IrElement(new IrVariableReference(items), index));
    }

    /// <summary>The elements before the first for which a predicate does not hold.</summary>
    private Sequence Taken(Sequence sequence, Func<IrExpression[], IrExpression> holds) => new(sequence.Element, sequence.Bound, body => sequence.Each(value =>
    {
        IrExpression element = Kept(value);
        Guard(IrBuild.Not(holds([element])), () => context.Emit(new IrBreak()));
        body(IrCopy.Copy(element));
    }));

    /// <summary>The elements from the first on for which a predicate does not hold.</summary>
    private Sequence Skipped(Sequence sequence, Func<IrExpression[], IrExpression> holds) => new(sequence.Element, sequence.Bound, body =>
    {
        IrVariable skipping = context.Temporary(IrType.Boolean, "skipping");
        context.Emit(new IrDeclare(skipping, new IrLiteral("true", IrType.Boolean)));
        sequence.Each(value =>
        {
            IrExpression element = Kept(value);
            Guard(new IrVariableReference(skipping), () => context.Emit(new IrAssign(new IrVariableReference(skipping), null, holds([element]))));
            Guard(IrBuild.Not(new IrVariableReference(skipping)), () => body(IrCopy.Copy(element)));
        });
    });

    private IrType? ElementOfMemory(IOperation source) => context.Types.Lower(source.Type) is { IsMemory: true } memory ? memory.Element : context.Lists.Is(source.Type) ? context.Types.Lower(source.Type).Element : null;

    /// <summary>What a local may hold of a sequence: a number, a truth or a struct of them.</summary>
    private static bool IsItem(IrType? element) => element is { IsNumber: true } or { IsInteger: true } or { Kind: IrTypeKind.Boolean } or { IsStruct: true, HasMemoryFields: false };

    private static ITypeSymbol? ElementOf(IOperation source) => source.Type is INamedTypeSymbol { TypeArguments: [var element] } ? element : null;

    /// <summary>Whether a local is used as the source of operators and loops, and as nothing else.</summary>
    private static bool IsOnlyGoneThrough(ILocalSymbol local, IOperation declared)
    {
        IOperation root = declared;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().OfType<ILocalReferenceOperation>().Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)).All(reference =>
        {
            IOperation? user = reference.Parent;
            while (user is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
            {
                user = user.Parent;
            }

            return user is IForEachLoopOperation || (user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } && IsOperator(method));
        });
    }

    public static IOperation Unwrapped(IOperation function) => function switch
    {
        IConversionOperation conversion => Unwrapped(conversion.Operand),
        IDelegateCreationOperation creation => Unwrapped(creation.Target),
        _ => function,
    };

    private static System.Collections.Immutable.ImmutableArray<IParameterSymbol>? ParametersOf(IOperation function) => (function.Type as INamedTypeSymbol)?.DelegateInvokeMethod?.Parameters;
}
