using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Members of a list that move elements, written as the assignments they stand for. A local list from which elements are
/// removed never becomes shorter: how many of its elements count is a variable of its own, so that what the reverse
/// sweep reads is still there.
/// </summary>
internal sealed class ListMembers(LoweringContext context)
{
    private static readonly HashSet<string> Removing = ["RemoveAt", "RemoveRange", "RemoveAll", "Clear"];

    private static readonly HashSet<string> Known = ["RemoveAt", "RemoveRange", "RemoveAll", "Clear", "Add", "AddRange", "Insert", "Reverse", "Sort", "ToArray", "CopyTo"];

    private readonly FrameworkCalls _calls = new(context);
    private readonly Dictionary<IrVariable, IrVariable> _counts = [];

    /// <summary>How many elements of a list count; <see langword="null"/> where all do.</summary>
    public IrVariable? CountOf(IrVariable list) => _counts.TryGetValue(list, out IrVariable? count) ? count : null;

    /// <summary>Whether an operand is a list of which not all elements count.</summary>
    public bool IsCounted(IOperation operand) => operand is ILocalReferenceOperation { Local: var local } && context.Frame.Find(local) is IrVariableReference { Variable: var list } && _counts.ContainsKey(list);

    /// <summary>Counts the elements of a local from which some are removed, if it is a list of the method and nobody else sees it.</summary>
    public void Declared(ILocalSymbol local, IOperation declaration, Origin origin)
    {
        IOperation root = declaration;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        ILocalReferenceOperation[] uses = [.. root.Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local))];
        if (!uses.Any(use => use.Parent is IInvocationOperation { TargetMethod.Name: var name } && Removing.Contains(name)) || !uses.All(IsOwnUse)
            || !IsNew((declaration as IVariableInitializerOperation)?.Value) || context.Frame.Find(local) is not IrVariableReference { Variable: var list })
        {
            return;
        }

        IrVariable count = context.Temporary(IrType.Int32, list.Name.TrimStart('@') + "Count", "count");
        context.Emit(new IrDeclare(count, context.Lists.Count(IrBuild.Read(list))) { Origin = origin });
        _counts[list] = count;
    }

    /// <summary>An index of a list; where elements were removed, what lies behind the last that counts is out of reach.</summary>
    public IrExpression Checked(IrExpression list, IrExpression index, Origin origin)
    {
        if (list is not IrVariableReference { Variable: var variable } || CountOf(variable) is not { } count)
        {
            return index;
        }

        index = index is IrLiteral or IrVariableReference ? index : context.Hoist(index, "index");
        Require("ThrowIfGreaterThanOrEqual", index, IrBuild.Read(count), origin);
        return IrCopy.Copy(index);
    }

    /// <summary>Makes room for so many elements.</summary>
    public void Reserve(IrExpression list, IrExpression count, Origin origin) =>
        context.Emit(new IrEvaluate(new IrOpaque(["global::Autodiff.Containers.Reserve(", ", ", ")"], [IrCopy.Copy(list), count], IrType.Void, IrEffect.Writes)) { Origin = origin });

    /// <summary>A member that moves elements.</summary>
    public IrExpression Lower(IInvocationOperation invocation, IOperation instance)
    {
        string name = invocation.TargetMethod.Name;
        List<IOperation> arguments = CallLowering.InParameterOrder(invocation.Arguments);
        if (Removing.Contains(name) && !IsCounted(instance))
        {
            return context.Unsupported(invocation, $"'{name}' of a list that is not a new local, or that is given to something else,", "keep the list in the method, and give a copy of it away");
        }

        bool isSupported = name switch
        {
            "RemoveAt" or "Insert" => true,
            "RemoveRange" or "Clear" => true,
            "RemoveAll" => context.Sequences.IsFunction(SequenceLowering.Bare(arguments[0]), 1),
            "ToArray" => true,
            "Reverse" or "Sort" => arguments.Count == 0,
            "CopyTo" => arguments.Count is 1 or 2 && context.Types.Lower(arguments[0].Type) is { IsMemory: true },
            _ => false,
        };
        if (!isSupported)
        {
            return context.Unsupported(invocation, $"'{name}' of a list", "use elements, Count, Add, AddRange, Insert, RemoveAt, Clear, Sort, Reverse or ToArray, or an array");
        }

        IrExpression[] operands = context.InOrder(name == "RemoveAll" ? [instance] : arguments.Prepend(instance));
        IrExpression list = operands[0] is IrVariableReference ? operands[0] : context.Hoist(operands[0], "list");
        Origin origin = context.OriginOf(invocation.Syntax);
        switch (name)
        {
            case "Insert":
                Insert(list, Fixed(operands[1]), operands[2], origin);
                break;
            case "RemoveAt":
                Remove(list, Fixed(operands[1]), IrLiteral.Int(1), origin);
                break;
            case "RemoveRange":
                Remove(list, Fixed(operands[1]), Fixed(operands[2]), origin);
                break;
            case "Clear":
                context.Emit(new IrAssign(context.Lists.Count(list), null, IrLiteral.Int(0)) { Origin = origin });
                break;
            case "RemoveAll":
                return RemoveAll(list, SequenceLowering.Bare(arguments[0]), invocation, origin);
            case "ToArray":
                return context.ArrayMembers.Copy(Whole(list));
            case "CopyTo":
                IrExpression destination = IrBuild.AsSpan(operands[1]);
                destination = new IrSlice(destination, operands.Length == 3 ? operands[2] : IrLiteral.Int(0), null, IrType.SpanOf(list.Type.Element!));
                return _calls.OnSpan("CopyTo", Whole(list), destination);
            case "Reverse":
                Move(list, (before, index) => new IrElement(IrBuild.Read(before), new IrBinary(IrBinaryOperator.Subtract, IrBuild.Plus(new IrLength(IrBuild.Read(before)), -1), index, IrType.Int32)), origin);
                break;
            default:
                Sort(list, origin);
                break;
        }

        return context.Placeholder(invocation);
    }

    private void Insert(IrExpression list, IrExpression at, IrExpression value, Origin origin)
    {
        int mark = context.Output.Count;
        IrExpression count = context.Lists.Count(IrCopy.Copy(list));
        IrExpression last = context.Hoist(count, "last");
        Require("ThrowIfGreaterThan", at, IrCopy.Copy(last), origin);
        context.Lists.Add(IrCopy.Copy(list), IrLiteral.Zero(list.Type.Element!), origin);
        IrVariable index = Index();
        IrBlock shift = IrBlock.Of([new IrAssign(Element(list, IrBuild.Read(index)), null, Element(list, IrBuild.Plus(IrBuild.Read(index), -1))) { Origin = origin }]);
        context.Emit(new IrFor(index, IrCopy.Copy(last), IrBinaryOperator.Greater, IrCopy.Copy(at), -1, shift) { Origin = origin });
        IrExpression[] values = [value];
        context.Protect(values, 1, mark);
        context.Emit(new IrAssign(Element(list, IrCopy.Copy(at)), null, values[0]) { Origin = origin });
    }

    private void Remove(IrExpression list, IrExpression from, IrExpression number, Origin origin)
    {
        bool isOne = number is IrLiteral { Text: "1" };
        Require(isOne ? "ThrowIfGreaterThanOrEqual" : "ThrowIfGreaterThan", isOne ? from : number, context.Lists.Count(IrCopy.Copy(list)), origin);
        IrExpression rest = context.Hoist(new IrBinary(IrBinaryOperator.Subtract, context.Lists.Count(IrCopy.Copy(list)), IrCopy.Copy(number), IrType.Int32), "rest");
        if (!isOne)
        {
            Require("ThrowIfGreaterThan", from, rest, origin);
        }

        IrVariable index = Index();
        IrExpression next = isOne ? IrBuild.Plus(IrBuild.Read(index), 1) : new IrBinary(IrBinaryOperator.Add, IrBuild.Read(index), IrCopy.Copy(number), IrType.Int32);
        IrBlock shift = IrBlock.Of([new IrAssign(Element(list, IrBuild.Read(index)), null, Element(list, next)) { Origin = origin }]);
        context.Emit(new IrFor(index, IrCopy.Copy(from), IrBinaryOperator.Less, IrCopy.Copy(rest), 1, shift) { Origin = origin });
        context.Emit(new IrAssign(context.Lists.Count(IrCopy.Copy(list)), null, IrCopy.Copy(rest)) { Origin = origin });
    }

    private IrExpression RemoveAll(IrExpression list, IOperation predicate, IInvocationOperation invocation, Origin origin)
    {
        IrExpression before = context.Hoist(context.Lists.Count(IrCopy.Copy(list)), "before");
        IrExpression kept = context.Hoist(IrLiteral.Int(0), "kept");
        System.Func<IrExpression[], IrExpression> holds = context.Sequences.Function(predicate, invocation);
        context.Sequences.Loop(before, index =>
        {
            IrExpression item = context.Sequences.Kept(Element(list, index));
            context.Sequences.Guard(IrBuild.Not(holds([item])), () =>
            {
                context.Emit(new IrAssign(Element(list, IrCopy.Copy(kept)), null, IrCopy.Copy(item)) { Origin = origin });
                context.Emit(new IrAssign(IrCopy.Copy(kept), IrBinaryOperator.Add, IrLiteral.Int(1)) { Origin = origin });
            });
        });
        context.Emit(new IrAssign(context.Lists.Count(list), null, IrCopy.Copy(kept)) { Origin = origin });
        return new IrBinary(IrBinaryOperator.Subtract, IrCopy.Copy(before), IrCopy.Copy(kept), IrType.Int32);
    }

    private void Sort(IrExpression list, Origin origin)
    {
        IrVariable order = context.Temporary(IrType.ArrayOf(IrType.Int32), "order");
        Move(
            list,
            (before, index) => new IrElement(IrBuild.Read(before), new IrElement(IrBuild.Read(order), index)),
            origin,
            before => context.Emit(new IrDeclare(order, new IrOpaque([$"global::Autodiff.GeneratedCode.OrderOf<{list.Type.Element!.Name}>(", ")"], [IrBuild.Read(before)], order.Type, IrEffect.Writes, IsSink: true)) { Origin = origin }));
    }

    /// <summary>Gives every element the value that another had before.</summary>
    private void Move(IrExpression list, System.Func<IrVariable, IrExpression, IrExpression> from, Origin origin, System.Action<IrVariable>? prepare = null)
    {
        IrVariable before = context.Temporary(IrType.ArrayOf(list.Type.Element!), "before");
        context.Emit(new IrDeclare(before, context.ArrayMembers.Copy(Whole(IrCopy.Copy(list)))) { Origin = origin });
        prepare?.Invoke(before);
        IrVariable index = Index();
        IrBlock move = IrBlock.Of([new IrAssign(Element(list, IrBuild.Read(index)), null, from(before, IrBuild.Read(index))) { Origin = origin }]);
        context.Emit(new IrFor(index, IrLiteral.Int(0), IrBinaryOperator.Less, new IrLength(IrBuild.Read(before)), 1, move) { Origin = origin });
    }

    /// <summary>The elements that count, as a span.</summary>
    private IrExpression Whole(IrExpression list)
    {
        IrExpression span = IrBuild.AsSpan(IrCopy.Copy(list));
        return list is IrVariableReference { Variable: var variable } && CountOf(variable) is { } count ? new IrSlice(span, IrLiteral.Int(0), IrBuild.Read(count), span.Type) : span;
    }

    /// <summary>Throws what a list throws: an index that is too large, or negative.</summary>
    private void Require(string check, IrExpression index, IrExpression limit, Origin origin) =>
        context.Emit(new IrEvaluate(new IrOpaque([$"global::System.ArgumentOutOfRangeException.{check}((uint)", ", (uint)", ")"], [IrCopy.Copy(index), IrCopy.Copy(limit)], IrType.Void, IrEffect.Writes, IsSink: true)) { Origin = origin });

    private IrExpression Fixed(IrExpression index) => index is IrLiteral ? index : context.Hoist(index, "at");

    private IrVariable Index() => context.Temporary(IrType.Int32, "i", "j", "k", "index");

    private static IrView Element(IrExpression list, IrExpression index) => ListLowering.Element(IrCopy.Copy(list), index);

    /// <summary>Whether a use of a list neither gives it away nor needs its own count.</summary>
    private static bool IsOwnUse(ILocalReferenceOperation use)
    {
        for (IOperation? around = use.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation or IAnonymousFunctionOperation)
            {
                return false;
            }
        }

        IOperation? user = use.Parent;
        while (user is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        return user switch
        {
            IPropertyReferenceOperation { Property: { IsIndexer: true } or { Name: "Count" } } or IImplicitIndexerReferenceOperation => true,
            IInvocationOperation { Instance: not null, TargetMethod.Name: var name } => Known.Contains(name),
            IForEachLoopOperation => true,
            IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } } => SequenceLowering.IsOperator(method),
            _ => false,
        };
    }

    private static bool IsNew(IOperation? value) => value switch
    {
        IConversionOperation conversion => IsNew(conversion.Operand),
        IObjectCreationOperation or ICollectionExpressionOperation => true,
        IInvocationOperation { TargetMethod.Name: "ToList" } => true,
        _ => false,
    };
}
