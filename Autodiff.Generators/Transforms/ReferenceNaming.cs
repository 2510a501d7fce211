using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Analysis;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Makes each assignment of a variable of an array or an object an assignment of another variable,
/// <c>step = Step(u); u = step</c>, and gives each row that is set a name, so that shadows can follow; and gives a view of a variable that is assigned in the same block, or
/// of a row that may move, a variable of its own to be a view of, which still leads there at the block's end.
/// </summary>
internal sealed class ReferenceNaming
{
    private readonly HashSet<IrVariable> _assigned;
    private readonly Roots _roots;
    private readonly VariableFactory _variables;

    private ReferenceNaming(HashSet<IrVariable> assigned, Roots roots, VariableFactory variables)
    {
        _assigned = assigned;
        _roots = roots;
        _variables = variables;
    }

    public static IrBlock Run(IrBlock body, VariableFactory variables)
    {
        HashSet<IrVariable> assigned = AssignedIn(body);
        bool hasStores = body.SelfAndDescendants().Any(RowStores.IsStore);
        return assigned.Count == 0 && !hasStores ? body : new ReferenceNaming(assigned, new Roots(body), variables).Rewrite(body);
    }

    private static HashSet<IrVariable> AssignedIn(IrBlock block) => [.. block.SelfAndDescendants()
        .OfType<IrAssign>()
        .Select(assign => assign.Place)
        .OfType<IrVariableReference>()
        .Select(place => place.Variable)
        .Where(variable => variable.Type.Kind is IrTypeKind.Array or IrTypeKind.Object)];

    private IrBlock Rewrite(IrBlock block)
    {
        HashSet<IrVariable> assigned = AssignedIn(block);
        return block with { Statements = block.Statements.SelectMany(statement => Rewrite(statement, assigned)).ToEquatableArray() };
    }

    private IrStatement[] Rewrite(IrStatement statement, HashSet<IrVariable> assignedInBlock)
    {
        switch (statement)
        {
            case IrAssign { Place: IrVariableReference place, Value: not (IrVariableReference or IrLiteral) } assign when _assigned.Contains(place.Variable) && _roots.SlotsOf(assign.Value) is null:
                string name = assign.Value is IrCall call ? ValueHoisting.NameOf(call) : place.Variable.Name + "New";
                IrVariable made = _variables.Create(name, place.Type);
                return [new IrDeclare(made, assign.Value) { Origin = assign.Origin }, assign with { Value = IrBuild.Read(made) }];
            case IrAssign { Value: not (IrVariableReference or IrLiteral) } store when RowStores.IsStore(store):
                IrVariable row = _variables.Create("row", store.Place.Type);
                return [new IrDeclare(row, store.Value) { Origin = store.Origin }, store with { Value = IrBuild.Read(row) }];
            case IrDeclare { Variable.Type.IsReferring: true, Initial: IrSlice or IrConversion or IrStopGradient or IrView { Receiver.Type.IsJagged: false } } declare
                when Base(declare.Initial) is var viewed && (viewed is IrVariableReference { Variable: var variable } ? assignedInBlock.Contains(variable) : _roots.SlotsOf(viewed) is not null):
                IrVariable held = _variables.Create(declare.Variable.Name + "Array", viewed.Type);
                return [new IrDeclare(held, viewed) { Origin = declare.Origin }, declare with { Initial = WithBase(declare.Initial, IrBuild.Read(held)) }];
            default:
                return [statement.WithBlocks(Rewrite)];
        }
    }

    /// <summary>What a view is a view of.</summary>
    private static IrExpression Base(IrExpression view) => view switch
    {
        IrSlice slice => Base(slice.Memory),
        IrConversion conversion => Base(conversion.Operand),
        IrStopGradient stop => Base(stop.Operand),
        IrView { Receiver: { Type.IsJagged: false } receiver } => Base(receiver),
        _ => view,
    };

    private static IrExpression WithBase(IrExpression view, IrExpression memory) => view switch
    {
        IrSlice slice => slice with { Memory = WithBase(slice.Memory, memory) },
        IrConversion conversion => conversion with { Operand = WithBase(conversion.Operand, memory) },
        IrStopGradient stop => stop with { Operand = WithBase(stop.Operand, memory) },
        IrView { Receiver: { Type.IsJagged: false } receiver } inner => inner with { Receiver = WithBase(receiver, memory) },
        _ => memory,
    };
}
