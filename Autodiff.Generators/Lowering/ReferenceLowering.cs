using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Places under another name: ref locals, ref conditionals, what ref methods return. A reference is no value in Ir: its
/// name stands for the place, which is found once. One that leads to several places is an <see cref="IrSelect"/> of
/// them, read as any other; an assignment to it becomes a branch for each.
/// </summary>
internal sealed class ReferenceLowering(LoweringContext context)
{
    private readonly Dictionary<ISymbol, MovingReference> _moving = new(SymbolEqualityComparer.Default);

    /// <summary>A place that is found here, however often it is mentioned and whatever its index becomes.</summary>
    public IrExpression Find(IOperation target)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                IrVariable variable = context.Declare(declared.Local, IrVariableKind.Local, declared.Local.Type);
                IrExpression? zeros = context.InlineArrays.TypeOf(declared.Local.Type) is { } inlineArray ? InlineArrayLowering.Zeros(declared.Local.Type, inlineArray) : null;
                context.Emit(new IrDeclare(variable, zeros) { Origin = context.OriginOf(target.Syntax) });
                return new IrVariableReference(variable);
            case IDiscardOperation discard:
                IrType? discarded = context.InlineArrays.TypeOf(discard.Type);
                IrVariable ignored = context.Temporary(discarded ?? context.Types.Lower(discard.Type), "ignored");
                context.Emit(new IrDeclare(ignored, discarded is null ? null : InlineArrayLowering.Zeros(discard.Type!, discarded)));
                return new IrVariableReference(ignored);
            default:
                return Once(context.Places.Place(target));
        }
    }

    /// <summary>A place with everything in temporaries that finds it and may change.</summary>
    public IrExpression Once(IrExpression place) => place switch
    {
        IrField field => new IrField(Once(field.Target), field.Index) { Origin = place.Origin },
        IrView { Receiver.Type.IsStruct: true } part => part with { Receiver = Once(part.Receiver) },
        IrSelect select => select with { Condition = Held(select.Condition), WhenTrue = Once(select.WhenTrue), WhenFalse = Once(select.WhenFalse) },
        { Children.IsEmpty: true } => place,
        _ => place.WithChildren([.. place.Children.Select(Held)]) with { Origin = place.Origin },
    };

    private IrExpression Held(IrExpression part)
    {
        bool mayChange = part is IrVariableReference { Type.IsReferring: false } || part.Variables().Any(context.AssignedArrays.Contains);
        return part.IsAtomic() && !mayChange ? part : context.Hoist(part, part.Type.IsReferring ? "view" : part.Type.Kind == IrTypeKind.Boolean ? "choice" : "index");
    }

    /// <summary>A ref local is another name of a place that is found here, once; or of those that it is given later, too.</summary>
    public void Declare(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value is not { } target)
        {
            _ = Refuse(declarator);
            return;
        }

        List<ISimpleAssignmentOperation> moves = [.. Root(declarator).Descendants().OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment is { IsRef: true, Target: ILocalReferenceOperation { Local: var moved } } && SymbolEqualityComparer.Default.Equals(moved, local))];
        if (moves.Count == 0)
        {
            IrExpression place = Find(target);
            context.Frame.Bind(local, IsSupported(place) ? place : Refuse(target));
            return;
        }

        var shapes = new PlaceShapes(context);
        foreach (IOperation given in moves.Select(move => move.Value).Prepend(target))
        {
            if (!shapes.Add(given))
            {
                _ = RefuseMove(given);
                context.Frame.Bind(local, context.Placeholder(target));
                return;
            }
        }

        var reference = new MovingReference(context, local.Name, shapes);
        _moving[local] = reference;
        if (!reference.DeclareAs(Find(target), context.OriginOf(declarator.Syntax)))
        {
            _ = RefuseMove(target);
        }

        context.Frame.Bind(local, reference.Place);
    }

    /// <summary><c>r = ref place</c>.</summary>
    public IrExpression Move(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: var local } || context.Frame.Find(local) is not { } place)
        {
            return Unsupported.Report(context, assignment);
        }

        if (_moving.TryGetValue(local, out MovingReference? reference) && !reference.MoveTo(Find(assignment.Value), context.OriginOf(assignment.Syntax)))
        {
            return RefuseMove(assignment.Value);
        }

        return IrCopy.Copy(place);
    }

    /// <summary><c>condition ? ref a : ref b</c>: indices are evaluated in the branch that is taken.</summary>
    public IrExpression Conditional(IConditionalOperation conditional)
    {
        IrExpression condition = context.Expressions.Value(conditional.Condition);
        condition = condition is IrLiteral ? condition : context.Hoist(condition, "choice");
        IrExpression? whenTrue = null;
        IrExpression? whenFalse = null;
        List<IrStatement> first = context.Capture(() => whenTrue = Find(conditional.WhenTrue));
        List<IrStatement> second = context.Capture(() => whenFalse = Find(conditional.WhenFalse!));
        if (!IsSupported(whenTrue!) || !IsSupported(whenFalse!))
        {
            return Refuse(conditional);
        }

        Origin origin = context.OriginOf(conditional.Syntax);
        if (!first.Concat(second).All(IsHarmless))
        {
            return Found(condition, (first, whenTrue!), (second, whenFalse!), origin) ?? Refuse(conditional);
        }

        context.Output.AddRange(first.Concat(second));
        return whenTrue is IrElement { Memory: var memory } one && whenFalse is IrElement other && memory.Equals(other.Memory)
            ? one with { Index = context.Hoist(new IrSelect(condition, one.Index, other.Index, IrType.Int32), "index") }
            : new IrSelect(condition, whenTrue!, whenFalse!, whenTrue!.Type);
    }

    /// <summary>One of two places, each with the statements that find it.</summary>
    private IrExpression? Found(IrExpression condition, (List<IrStatement> Statements, IrExpression Place) whenTrue, (List<IrStatement> Statements, IrExpression Place) whenFalse, Origin origin)
    {
        var shapes = new PlaceShapes(context, Declared(whenTrue.Statements.Concat(whenFalse.Statements)));
        if (!shapes.Add(whenTrue.Place) || !shapes.Add(whenFalse.Place))
        {
            return null;
        }

        var reference = new MovingReference(context, "reference", shapes);
        reference.Declare(origin);
        context.Emit(new IrIf(condition, Arm(whenTrue), Arm(whenFalse)) { Origin = origin });
        return reference.Place;

        IrBlock Arm((List<IrStatement> Statements, IrExpression Place) arm) =>
            IrBlock.Of([.. arm.Statements, .. context.Capture(() => reference.MoveTo(arm.Place, origin))]);
    }

    /// <summary><c>MemoryMarshal.GetReference(span)</c>, and <c>Unsafe.Add(ref element, n)</c>: elements, which are checked here.</summary>
    public IrExpression? OfFramework(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        switch ((method.ContainingType.Name, method.Name))
        {
            case ("MemoryMarshal", "GetReference" or "GetArrayDataReference") when invocation.Arguments is [{ Value: var span }] && context.Types.Lower(span.Type).IsMemory:
                return new IrElement(context.Expressions.Value(span), IrLiteral.Int(0));
            case ("Unsafe", "Add") when invocation.Arguments is [{ Value: var start }, { Value: { Type.SpecialType: SpecialType.System_Int32 } offset }] && context.Types.Lower(invocation.Type).IsDifferentiable:
                if (Find(start) is not IrElement element)
                {
                    return Refuse(invocation);
                }

                IrExpression count = context.Expressions.Value(offset);
                return element with { Index = element.Index is IrLiteral { Text: "0" } ? count : new IrBinary(IrBinaryOperator.Add, element.Index, count, IrType.Int32) };
            default:
                return null;
        }
    }

    /// <summary>The place that a ref method returns, where it returns from several.</summary>
    /// <param name="statements">Its body; each return then says which place it is.</param>
    public IrExpression? Returned(List<IrStatement> statements, string name, Origin origin)
    {
        var shapes = new PlaceShapes(context, Declared(statements));
        foreach (IrReturn returned in statements.Returns())
        {
            if (returned.Value is not { } place || !IsSupported(place) || !shapes.Add(place))
            {
                return null;
            }
        }

        var reference = new MovingReference(context, name, shapes);
        reference.Declare(origin);
        for (int i = 0; i < statements.Count; i++)
        {
            statements[i] = WithMoves(statements[i]);
        }

        context.Emit(new IrInlined(IrBlock.Of(statements), null) { Origin = origin });
        return reference.Place;

        IrStatement WithMoves(IrStatement statement) => statement is IrReturn { Value: { } place } returned
            ? IrBlock.Of([.. context.Capture(() => reference.MoveTo(place, returned.Origin)), new IrReturn(null) { Origin = returned.Origin }])
            : statement is IrInlined ? statement
            : statement.WithBlocks(block => block with { Statements = block.Statements.Select(WithMoves).ToEquatableArray() });
    }

    /// <summary>An assignment to whichever place a reference leads to; the value is taken once.</summary>
    public void Assign(IrAssign assign)
    {
        if (Distributed(assign.Place) is not IrSelect select)
        {
            context.Output.Add(assign);
            return;
        }

        IrExpression value = assign.Value.IsAtomic() ? assign.Value : context.Hoist(assign.Value, "value");
        context.Emit(new IrIf(IrCopy.Copy(select.Condition), Arm(select.WhenTrue), Arm(select.WhenFalse)) { Origin = assign.Origin });

        IrBlock Arm(IrExpression place) => IrBlock.Of(context.Capture(() => Assign(assign with { Place = place, Value = IrCopy.Copy(value) })));
    }

    /// <summary>Whether a place is one of several.</summary>
    public static bool IsChoice(IrExpression place) => Distributed(place) is IrSelect;

    private static IrExpression Distributed(IrExpression place) => place is IrField { Target: var target, Index: var index } ? IrBuild.Field(Distributed(target), index) : place;

    /// <summary>Whether a reference may lead to a place: to a number, a constant or a struct, and not to what leads to memory itself.</summary>
    public static bool IsSupported(IrExpression place) => !place.Type.IsReferring && place switch
    {
        IrVariableReference or IrElement or IrView { IsPlace: true } or IrLiteral => true,
        IrField field => IsSupported(field.Target),
        IrSelect select => IsSupported(select.WhenTrue) && IsSupported(select.WhenFalse),
        _ => false,
    };

    private static HashSet<IrVariable> Declared(IEnumerable<IrStatement> statements) =>
        [.. statements.SelectMany(statement => statement.SelfAndDescendants()).OfType<IrDeclare>().Select(declare => declare.Variable)];

    private static bool IsHarmless(IrStatement statement) => statement is IrDeclare { Variable.Type: { IsInteger: true } or { Kind: IrTypeKind.Boolean }, Initial: { } initial }
        && initial.SelfAndDescendants().All(node => node is IrLiteral or IrVariableReference or IrLength or IrBinary { Operator: IrBinaryOperator.Add or IrBinaryOperator.Subtract or IrBinaryOperator.Multiply });

    private IrExpression RefuseMove(IOperation target) =>
        context.Unsupported(target, "A ref local that is given this place", "let it lead to variables and spans declared before it, and to fields and elements of objects and arrays in variables");

    private IrExpression Refuse(IOperation operation) => context.Unsupported(operation, "A reference to this place", "use the array or the span and an index");

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
