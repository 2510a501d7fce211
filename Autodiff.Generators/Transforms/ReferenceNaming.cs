using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Makes each assignment of an array variable an assignment of another variable, <c>step = Step(u); u = step</c>, so
/// that its shadow can follow; and gives a view of a variable that is assigned in the same block a variable of its own
/// to be a view of, which still leads there at the block's end.
/// </summary>
internal sealed class ReferenceNaming
{
    private readonly HashSet<IrVariable> _assigned;
    private readonly VariableFactory _variables;

    private ReferenceNaming(HashSet<IrVariable> assigned, VariableFactory variables)
    {
        _assigned = assigned;
        _variables = variables;
    }

    public static IrBlock Run(IrBlock body, VariableFactory variables)
    {
        HashSet<IrVariable> assigned = AssignedIn(body);
        return assigned.Count == 0 ? body : new ReferenceNaming(assigned, variables).Rewrite(body);
    }

    private static HashSet<IrVariable> AssignedIn(IrBlock block) => [.. block.SelfAndDescendants()
        .OfType<IrAssign>()
        .Select(assign => assign.Place)
        .OfType<IrVariableReference>()
        .Select(place => place.Variable)
        .Where(variable => variable.Type.Kind == IrTypeKind.Array)];

    private IrBlock Rewrite(IrBlock block)
    {
        HashSet<IrVariable> assigned = AssignedIn(block);
        return block with { Statements = block.Statements.SelectMany(statement => Rewrite(statement, assigned)).ToEquatableArray() };
    }

    private IrStatement[] Rewrite(IrStatement statement, HashSet<IrVariable> assignedInBlock)
    {
        switch (statement)
        {
            case IrAssign { Place: IrVariableReference place, Value: not (IrVariableReference or IrLiteral) } assign when _assigned.Contains(place.Variable):
                string name = assign.Value is IrCall call ? ValueHoisting.NameOf(call) : place.Variable.Name + "New";
                IrVariable made = _variables.Create(name, place.Type);
                return [new IrDeclare(made, assign.Value) { Origin = assign.Origin }, assign with { Value = IrBuild.Read(made) }];
            case IrDeclare { Variable.Type.IsMemory: true, Initial: IrSlice or IrConversion or IrStopGradient } declare
                when declare.Initial.Variables().FirstOrDefault(variable => variable.Type.IsMemory && assignedInBlock.Contains(variable) && IsBase(declare.Initial, variable)) is { } viewed:
                IrVariable held = _variables.Create(declare.Variable.Name + "Array", viewed.Type);
                IrExpression view = declare.Initial.Rewrite(node => node is IrVariableReference reference && reference.Variable.Equals(viewed) ? IrBuild.Read(held) : node);
                return [new IrDeclare(held, IrBuild.Read(viewed)) { Origin = declare.Origin }, declare with { Initial = view }];
            default:
                return [statement.WithBlocks(Rewrite)];
        }
    }

    /// <summary>Whether a view is one of a variable, which its offsets may mention besides.</summary>
    private static bool IsBase(IrExpression view, IrVariable variable) => view switch
    {
        IrVariableReference reference => reference.Variable.Equals(variable),
        IrSlice slice => IsBase(slice.Memory, variable),
        IrConversion conversion => IsBase(conversion.Operand, variable),
        IrStopGradient stop => IsBase(stop.Operand, variable),
        _ => false,
    };
}
