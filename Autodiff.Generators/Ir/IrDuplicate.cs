using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Generators.Ir;

/// <summary>Repeats a block in nodes and with locals of its own, so that it can stand a second time in the same method.</summary>
internal sealed class IrDuplicate
{
    private readonly Dictionary<IrVariable, IrVariable> _locals = [];
    private readonly VariableFactory _variables;

    private IrDuplicate(VariableFactory variables) => _variables = variables;

    /// <param name="renamed">A variable from outside the block, and what stands for it in the copy.</param>
    public static IrBlock Of(IrBlock block, VariableFactory variables, (IrVariable From, IrVariable To)? renamed = null)
    {
        var pass = new IrDuplicate(variables);
        if (renamed is var (from, to))
        {
            pass._locals[from] = to;
        }

        return pass.Copy(block);
    }

    private IrBlock Copy(IrBlock block) => block with { Statements = block.Statements.Select(Copy).ToEquatableArray() };

    private IrStatement Copy(IrStatement statement) => statement switch
    {
        IrBlock block => Copy(block),
        // The initial value first: it stands outside the scope of what it initialises.
        IrDeclare { Initial: null } declare => declare with { Variable = Local(declare.Variable) },
        IrDeclare declare => Declare(Copy(declare.Initial!), declare),
        IrAssign assign => assign with { Place = Copy(assign.Place), Value = Copy(assign.Value) },
        IrEvaluate evaluate => evaluate with { Expression = Copy(evaluate.Expression) },
        IrIf conditional => conditional with { Condition = Copy(conditional.Condition), Then = Copy(conditional.Then), Else = conditional.Else is null ? null : Copy(conditional.Else) },
        IrFor loop => loop with { From = Copy(loop.From), Limit = Copy(loop.Limit), Index = Local(loop.Index), Body = Copy(loop.Body) },
        IrWhile { Increment: null } loop => loop with { Condition = Copy(loop.Condition), Body = Copy(loop.Body) },
        IrThrow thrown => thrown with { Exception = Copy(thrown.Exception) },
        _ => throw new InvalidOperationException($"'{statement.GetType().Name}' cannot be repeated."),
    };

    private IrDeclare Declare(IrExpression initial, IrDeclare declare) => declare with { Variable = Local(declare.Variable), Initial = initial };

    private IrExpression Copy(IrExpression expression) => expression.Rewrite(node => node switch
    {
        IrVariableReference reference => _locals.TryGetValue(reference.Variable, out IrVariable? local) ? new IrVariableReference(local) { Origin = node.Origin } : node,
        IrOut { IsDeclaration: true } output => output with { Variable = Local(output.Variable) },
        IrOut output => _locals.TryGetValue(output.Variable, out IrVariable? local) ? output with { Variable = local } : node,
        _ => node,
    });

    private IrVariable Local(IrVariable variable)
    {
        IrVariable local = _variables.Create(variable.Name, variable.Type, variable.Kind);
        _locals[variable] = local;
        return local;
    }
}
