using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Drops <c>adjoint = 0</c> where nothing reads the scalar afterwards, and the blocks that this leaves empty. Walks
/// backwards with the set of variables that are read later.
/// </summary>
internal sealed class DeadStores
{
    private readonly FlowSet _live;

    private DeadStores(IEnumerable<IrVariable> live) => _live = new FlowSet(live);

    /// <param name="live">What the caller reads afterwards.</param>
    public static IrBlock Run(IrBlock block, IEnumerable<IrVariable> live) => new DeadStores(live).Visit(block);

    private IrBlock Visit(IrBlock block)
    {
        var kept = new List<IrStatement>();
        foreach (IrStatement statement in block.Statements.Reverse())
        {
            if (Visit(statement) is { } visited)
            {
                kept.Add(visited);
            }
        }

        kept.Reverse();
        return block with { Statements = kept.ToEquatableArray() };
    }

    private IrStatement? Visit(IrStatement statement)
    {
        switch (statement)
        {
            case IrComment:
                return statement;
            case IrAssign { Operator: null, Place: IrVariableReference { Type.IsNumber: true } place, Value: IrLiteral { Text: "0" } } when !_live.Contains(place.Variable):
                return null;
            case IrAssign { Operator: null, Place: IrVariableReference place } assign:
                _live.Remove(place.Variable);
                _live.Add(assign.Value.Variables());
                return statement;
            case IrDeclare declare:
                _live.Remove(declare.Variable);
                _live.Add(declare.Initial?.Variables() ?? []);
                return statement;
            case IrIf conditional:
                return Visit(conditional);
            case IrFor loop:
                return loop with { Body = VisitLoop(loop, loop.Body) };
            case IrWhile loop:
                return loop with { Body = VisitLoop(loop, loop.Body) };
            default:
                _live.Add(statement.Mentions());
                return statement;
        }
    }

    /// <summary>What an iteration reads may come from the one before, and a loop may not run at all.</summary>
    private IrBlock VisitLoop(IrStatement loop, IrBlock body)
    {
        _live.Add(loop.Mentions());
        IrBlock visited = body;
        _live.Try(() => visited = Visit(body));
        return visited;
    }

    private IrStatement? Visit(IrIf conditional)
    {
        (IrBlock then, IrBlock? otherwise) = (conditional.Then, conditional.Else);
        _live.Join(
            () => then = Visit(conditional.Then),
            () => otherwise = conditional.Else is null ? null : Visit(conditional.Else));
        _live.Add(conditional.Condition.Variables());
        return conditional with { Then = then, Else = otherwise is { IsEmpty: true } ? null : otherwise };
    }
}
