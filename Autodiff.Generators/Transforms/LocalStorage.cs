using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>A block being transformed.</summary>
internal sealed class BlockScope(IrBlock block, bool isInLoop)
{
    public IrBlock Block { get; } = block;

    public bool IsInLoop { get; } = isInLoop;

    /// <summary>The block's locals in order, those of the transform included.</summary>
    public List<IrDeclare> Declarations { get; } = [.. block.Statements.OfType<IrDeclare>()];
}

/// <summary>Carries values from the forward to the reverse sweep: in scope, in a hoisted local, or on the tape.</summary>
internal sealed class LocalStorage(
    ReversePlan plan,
    PreparedFunction prepared,
    AdjointVariables adjoints,
    VariableFactory variables,
    IrVariable tape,
    bool isSplit,
    IrVariable? resultArray,
    IrVariable? seed)
{
    private readonly HashSet<IrVariable> _hoistedVariables = [];
    private List<IrStatement> _hoisted = [];

    /// <summary>The declarations of locals that left their blocks, to stand before the statement that holds those.</summary>
    public List<IrStatement> TakeHoisted()
    {
        List<IrStatement> hoisted = _hoisted;
        _hoisted = [];
        return hoisted;
    }

    /// <summary>A statement as the forward sweep runs it: new arrays are rented, hoisted locals assigned.</summary>
    public IrStatement Forward(IrStatement statement, BlockScope scope)
    {
        switch (statement)
        {
            case IrDeclare declare:
                IrExpression? initial = CanRent(declare) ? Rent(declare.Initial!) : declare.Initial;
                if (initial is IrCall call && call.Arguments.Count > 0 && call.Arguments[call.Arguments.Count - 1] is IrOut output && IsHoisted(output.Variable, scope, isNeeded: true))
                {
                    Hoist(output.Variable);
                    initial = call with { Arguments = [.. call.Arguments.Take(call.Arguments.Count - 1), output with { IsDeclaration = false }] };
                }

                if (initial is null && plan.Recording.IsRecorded(declare.Variable))
                {
                    // In a loop, what is recorded first is the value before the first assignment.
                    initial = IrBuild.Default(declare.Variable.Type);
                }

                return Declare(declare with { Initial = initial }, scope);
            default:
                return statement;
        }
    }

    /// <summary>Declares a variable of the transform in a block.</summary>
    public IrStatement DeclareControl(IrVariable variable, IrExpression initial, BlockScope scope)
    {
        // Without an initial value here, since what is kept is its last one.
        scope.Declarations.Add(new IrDeclare(variable, null));
        if (IsHoisted(variable, scope, isNeeded: true))
        {
            Hoist(variable);
            return new IrAssign(IrBuild.Read(variable), null, initial);
        }

        return new IrDeclare(variable, initial);
    }

    /// <summary>Keeps what a statement is about to overwrite, and restores it on the way back.</summary>
    public void Record(IrStatement statement, IrExpression place, BlockScope scope, List<IrStatement> save, List<IrStatement> restore)
    {
        if (place.Type is { Kind: IrTypeKind.Object, HoldsMemory: false } && statement is not IrAssign)
        {
            throw new UnsupportedException("giving a matrix that the reverse sweep reads to a method that could write it", "give it a copy") { Origin = statement.Origin };
        }

        if (place.Type.HoldsMemory && statement is not IrAssign)
        {
            save.Add(new IrPushAll(place));
            restore.Add(new IrPopAll(place));
        }
        else if (Recording.IsIntegerStep(statement) && statement is IrAssign step)
        {
            restore.Add(new IrAssign(place, step.Operator == IrBinaryOperator.Add ? IrBinaryOperator.Subtract : IrBinaryOperator.Add, step.Value));
        }
        else if (isSplit || scope.IsInLoop)
        {
            Require(place.Type, statement.Origin);
            save.Add(new IrPush(place));
            restore.Add(new IrAssign(place, null, new IrPop(place.Type)));
        }
        else
        {
            IrVariable before = variables.Create(place.PlaceName() + "Before", place.Type);
            if (plan.IsInScope(scope.Block))
            {
                save.Add(new IrDeclare(before, place));
            }
            else
            {
                Hoist(before);
                save.Add(new IrAssign(IrBuild.Read(before), null, place));
            }

            restore.Add(new IrAssign(place, null, IrBuild.Read(before)));
        }
    }

    /// <summary>
    /// At the end of a block: sees to it that the locals the reverse block reads are there, and that their shadows are.
    /// </summary>
    public void Carry(BlockScope scope, List<IrStatement> forward, List<IrStatement> reverse)
    {
        var mentioned = new HashSet<IrVariable>();
        foreach (IrStatement statement in reverse)
        {
            mentioned.UnionWith(statement.Mentions());
        }

        var shadows = new List<IrStatement>();
        var values = new List<IrStatement>();
        var returns = new List<IrStatement>();
        bool isRepeated = isSplit || scope.IsInLoop;

        // Later locals are made from earlier ones: going backwards meets each use before its declaration.
        foreach (IrDeclare declare in Enumerable.Reverse(InShadowOrder(scope.Declarations)))
        {
            IrVariable variable = declare.Variable;
            if (adjoints.Existing(variable) is { } adjoint && !prepared.Shadows.ContainsKey(variable) && !adjoint.Equals(seed) && mentioned.Contains(adjoint) || variable.Equals(resultArray) && prepared.Activity.IsActive(variable))
            {
                adjoint = adjoints.Of(variable);
                IrDeclare shadow = new(adjoint, Shadow(declare, adjoint));
                shadows.Add(shadow);
                mentioned.UnionWith(shadow.Mentions());
                if (isRepeated && IsRentedShadow(declare, adjoint))
                {
                    returns.Add(Return(adjoint));
                }
            }
        }

        var saved = new List<IrVariable>();
        foreach (IrDeclare declare in Enumerable.Reverse(scope.Declarations))
        {
            IrVariable variable = declare.Variable;
            if (!mentioned.Contains(variable) || plan.IsInScope(scope.Block) || _hoistedVariables.Contains(variable))
            {
                continue;
            }

            if (plan.IsRecomputed(declare, scope.Block) || plan.IsRebuilt(declare, scope.Block))
            {
                values.Add(declare with { });
                mentioned.UnionWith(declare.Mentions());
            }
            else
            {
                saved.Add(variable);
            }
        }

        // Gathered backwards, like the rest.
        saved.Reverse();
        values.Reverse();
        shadows.Reverse();
        foreach (IrVariable variable in saved)
        {
            Require(variable.Type, default);
            forward.Add(new IrPush(IrBuild.Read(variable)));
        }

        foreach (IrVariable variable in Enumerable.Reverse(saved))
        {
            if ((variable.Type.Kind == IrTypeKind.Array || variable.Type.IsContainer) && isRepeated && !prepared.Roots.IsReference(variable) && IsRented(scope, variable))
            {
                returns.Add(Return(variable));
            }
        }

        if (scope.IsInLoop && plan.IsInScope(scope.Block))
        {
            returns.AddRange(scope.Declarations.Where(CanRent).Select(declare => Return(declare.Variable)));
        }

        reverse.InsertRange(0, [.. Enumerable.Reverse(saved).Select(variable => (IrStatement)new IrDeclare(variable, new IrPop(variable.Type))), .. values, .. shadows]);
        reverse.AddRange(returns);
    }

    /// <summary>The shadow of a row, and of what is a view of it, comes after that of the array it is a row of.</summary>
    private List<IrDeclare> InShadowOrder(List<IrDeclare> declarations)
    {
        var ordered = new List<IrDeclare>();
        var waiting = new List<IrDeclare>();
        HashSet<IrVariable> open = [.. declarations.Select(declare => declare.Variable)];
        foreach (IrDeclare declare in declarations)
        {
            if (Waits(declare))
            {
                waiting.Add(declare);
                continue;
            }

            Take(declare);
            for (int i = 0; i < waiting.Count; i++)
            {
                if (!Waits(waiting[i]))
                {
                    Take(waiting[i]);
                    waiting.RemoveAt(i);
                    i = -1;
                }
            }
        }

        ordered.AddRange(waiting);
        return ordered;

        void Take(IrDeclare declare)
        {
            ordered.Add(declare);
            open.Remove(declare.Variable);
        }

        bool Waits(IrDeclare declare)
        {
            IrVariable variable = declare.Variable;
            IrExpression? from = prepared.Roots.SlotOf(variable) ?? (prepared.Roots.IsView(variable) ? declare.Initial : null);
            return from is not null && from.Variables().Any(other => !other.Equals(variable) && open.Contains(other));
        }
    }

    /// <summary>Refuses a value that the tape cannot hold.</summary>
    private static void Require(IrType type, Origin origin)
    {
        if (type.IsSpan)
        {
            throw new UnsupportedException("a span that gets its value in another block than its declaration", "declare it where it gets its value") { Origin = origin };
        }

        if (type.IsRefLike)
        {
            throw new UnsupportedException($"keeping a value of type '{type.Name.Replace("global::", string.Empty)}' for the reverse sweep", "it lives on the stack; keep what you need of it in numbers") { Origin = origin };
        }
    }

    private IrStatement Declare(IrDeclare declare, BlockScope scope)
    {
        if (!IsHoisted(declare.Variable, scope, plan.IsNeeded(declare.Variable)) || plan.IsRecomputed(declare, scope.Block) || plan.IsRebuilt(declare, scope.Block))
        {
            return declare;
        }

        Hoist(declare.Variable);
        IrExpression initial = declare.Initial ?? IrBuild.Default(declare.Variable.Type);
        return new IrAssign(IrBuild.Read(declare.Variable), null, initial) { Origin = declare.Origin };
    }

    private bool IsHoisted(IrVariable variable, BlockScope scope, bool isNeeded) =>
        isNeeded && !isSplit && !scope.IsInLoop && !plan.IsInScope(scope.Block) && !variable.Type.IsSpan && !variable.Type.IsTensorSpan;

    private void Hoist(IrVariable variable)
    {
        if (_hoistedVariables.Add(variable))
        {
            _hoisted.Add(new IrDeclare(variable, IrBuild.Default(variable.Type)));
        }
    }

    private IrExpression Shadow(IrDeclare declare, IrVariable adjoint)
    {
        IrVariable variable = declare.Variable;
        if (variable.Type.IsNumber || variable.Type.IsStruct)
        {
            return IrBuild.Default(variable.Type);
        }

        if (prepared.Roots.IsView(variable))
        {
            return adjoints.Shadow(declare.Initial!);
        }

        if (prepared.Roots.SlotOf(variable) is { } slot)
        {
            return adjoints.Shadow(slot);
        }

        if (variable.Equals(resultArray))
        {
            return adjoint.Type.IsWalked
                ? IrBuild.Call("global::Autodiff.Objects.CreateShadow", adjoint.Type, IrBuild.Read(variable), IrBuild.Read(seed!))
                : adjoint.Type.IsContainer
                ? IrBuild.Call(".RentCopyOf", IrBuild.Read(tape), adjoint.Type, IrBuild.Read(seed!))
                : IrBuild.Call($".RentCopy<{adjoint.Type.Element!.Name}>", IrBuild.Read(tape), adjoint.Type, IrBuild.Read(seed!));
        }

        if (variable.Type is { IsContainer: true, IsWalked: false })
        {
            return IrBuild.Call(".RentShadow", IrBuild.Read(tape), variable.Type, IrBuild.Read(variable));
        }

        return variable.Type.IsWalked ? IrBuild.Call("global::Autodiff.Objects.CreateShadow", variable.Type, IrBuild.Read(variable))
            : variable.Type.IsMemory
            ? Rent(variable.Type.Element!, new IrLength(IrBuild.Read(variable)))
            : IrBuild.Call(".CreateShadow", IrBuild.Read(variable), variable.Type);
    }

    private bool IsRentedShadow(IrDeclare declare, IrVariable adjoint) =>
        adjoint.Type is { Kind: IrTypeKind.Array } or { IsContainer: true, IsWalked: false } && !prepared.Roots.IsView(declare.Variable) && prepared.Roots.SlotOf(declare.Variable) is null;

    /// <summary>Whether a new array stays inside the sweeps: its elements are numbers, and it is not returned.</summary>
    private bool CanRent(IrDeclare declare) =>
        declare.Initial is IrNewArray { OtherLengths.Count: < 3 } or IrCall { Method: { Name: "ToArray", Parameters.IsEmpty: true, Kind: IrCallKind.Rule }, Receiver.Type.IsSpan: true }
        && declare.Variable.Type is { IsTensor: false, IsWalked: false }
        && (declare.Variable.Type.Element! is { IsNumber: true } or { IsInteger: true } or { Kind: IrTypeKind.Boolean or IrTypeKind.Struct })
        && !declare.Variable.Equals(resultArray)
        && !plan.IsNotRented(declare.Variable)
        && prepared.Roots.SlotOf(declare.Variable) is null
        && prepared.Value?.MemoryParts().Any(part => Equals(prepared.Roots.Of(part), prepared.Roots.Of(declare.Variable))) != true;

    private bool IsRented(BlockScope scope, IrVariable variable) =>
        scope.Declarations.Any(declare => declare.Variable.Equals(variable) && CanRent(declare));

    private IrCall Rent(IrExpression creation)
    {
        IrType element = creation.Type.Element!;
        return creation is IrCall { Receiver: { } copied }
            ? IrBuild.Call($".RentCopy<{element.Name}>", IrBuild.Read(tape), IrType.ArrayOf(element), copied)
            : IrBuild.Call($".Rent<{element.Name}>", IrBuild.Read(tape), creation.Type, [.. creation.Children]);
    }

    private IrCall Rent(IrType element, IrExpression length) =>
        IrBuild.Call($".Rent<{element.Name}>", IrBuild.Read(tape), IrType.ArrayOf(element), length);

    private IrEvaluate Return(IrVariable array) => new(IrBuild.Call(".Return", IrBuild.Read(tape), IrType.Void, IrBuild.Read(array)));
}
