using System;
using System.Collections.Generic;
using System.Linq;

namespace Autodiff.Generators.Ir;

/// <summary>Ways through the tree.</summary>
internal static class IrWalk
{
    /// <summary>The expression and everything below it, operands before operators.</summary>
    public static IReadOnlyList<IrExpression> SelfAndDescendants(this IrExpression expression)
    {
        EquatableArray<IrExpression> children = expression.Children;
        if (children.IsEmpty)
        {
            return [expression];
        }

        var found = new List<IrExpression>();
        foreach (IrExpression child in children)
        {
            AddTo(found, child);
        }

        found.Add(expression);
        return found;
    }

    private static void AddTo(List<IrExpression> found, IrExpression expression)
    {
        foreach (IrExpression child in expression.Children)
        {
            AddTo(found, child);
        }

        found.Add(expression);
    }

    /// <summary>Rebuilds an expression from the leaves up.</summary>
    public static IrExpression Rewrite(this IrExpression expression, Func<IrExpression, IrExpression> rewrite)
    {
        EquatableArray<IrExpression> children = expression.Children;
        if (children.IsEmpty)
        {
            return rewrite(expression);
        }

        bool changed = false;
        var rewritten = new IrExpression[children.Count];
        for (int i = 0; i < rewritten.Length; i++)
        {
            rewritten[i] = children[i].Rewrite(rewrite);
            changed |= !ReferenceEquals(rewritten[i], children[i]);
        }

        return rewrite(changed ? expression.WithChildren(rewritten) : expression);
    }

    /// <summary>The statement and everything below it, in the order of the text.</summary>
    public static IEnumerable<IrStatement> SelfAndDescendants(this IrStatement statement)
    {
        var open = new Stack<IrStatement>();
        open.Push(statement);
        while (open.Count > 0)
        {
            IrStatement next = open.Pop();
            yield return next;
            EquatableArray<IrBlock> blocks = next.Blocks();
            for (int i = blocks.Count - 1; i >= 0; i--)
            {
                EquatableArray<IrStatement> statements = blocks[i].Statements;
                for (int j = statements.Count - 1; j >= 0; j--)
                {
                    open.Push(statements[j]);
                }
            }
        }
    }

    /// <summary>The returns that leave the body which the statements belong to, and not one that is inlined into it.</summary>
    public static IEnumerable<IrReturn> Returns(this IEnumerable<IrStatement> statements) => statements.SelectMany(statement => statement switch
    {
        IrReturn returned => [returned],
        IrInlined => [],
        _ => statement.Blocks().SelectMany(block => block.Statements.Returns()),
    });

    /// <summary>The blocks directly below a statement; a block's own statements are not among them.</summary>
    public static EquatableArray<IrBlock> Blocks(this IrStatement statement) => statement switch
    {
        IrBlock block => new([block]),
        IrIf { Else: { } otherwise } conditional => new([conditional.Then, otherwise]),
        IrIf conditional => new([conditional.Then]),
        IrFor loop => new([loop.Body]),
        IrWhile { Increment: { } increment } loop => new([loop.Body, increment]),
        IrWhile loop => new([loop.Body]),
        IrTry attempt => new([attempt.Body, attempt.Finally]),
        IrInlined inlined => new([inlined.Body]),
        _ => [],
    };

    /// <summary>This statement with each block directly below it rewritten; one without blocks as it is.</summary>
    public static IrStatement WithBlocks(this IrStatement statement, Func<IrBlock, IrBlock> rewrite) => statement switch
    {
        IrBlock block => rewrite(block),
        IrIf conditional => conditional with { Then = rewrite(conditional.Then), Else = conditional.Else is null ? null : rewrite(conditional.Else) },
        IrFor loop => loop with { Body = rewrite(loop.Body) },
        IrWhile loop => loop with { Body = rewrite(loop.Body), Increment = loop.Increment is null ? null : rewrite(loop.Increment) },
        IrTry attempt => attempt with { Body = rewrite(attempt.Body), Finally = rewrite(attempt.Finally) },
        IrInlined inlined => inlined with { Body = rewrite(inlined.Body) },
        _ => statement,
    };

    /// <summary>This statement of a body with each expression directly in it rewritten.</summary>
    public static IrStatement WithExpressions(this IrStatement statement, Func<IrExpression, IrExpression> rewrite) => statement switch
    {
        IrDeclare { Initial: { } initial } declare => declare with { Initial = rewrite(initial) },
        IrAssign assign => assign with { Place = rewrite(assign.Place), Value = rewrite(assign.Value) },
        IrEvaluate evaluate => evaluate with { Expression = rewrite(evaluate.Expression) },
        IrIf conditional => conditional with { Condition = rewrite(conditional.Condition) },
        IrFor loop => loop with { From = rewrite(loop.From), Limit = rewrite(loop.Limit) },
        IrWhile { Enumeration: { } enumeration } loop => loop with { Condition = rewrite(loop.Condition), Enumeration = enumeration with { Collection = rewrite(enumeration.Collection) } },
        IrWhile loop => loop with { Condition = rewrite(loop.Condition) },
        IrReturn { Value: { } value } returned => returned with { Value = rewrite(value) },
        IrThrow thrown => thrown with { Exception = rewrite(thrown.Exception) },
        IrPush push => push with { Value = rewrite(push.Value) },
        IrPushAll push => push with { Memory = rewrite(push.Memory) },
        IrPopAll pop => pop with { Memory = rewrite(pop.Memory) },
        _ => statement,
    };

    /// <summary>The expressions that stand directly in a statement, an assigned place included.</summary>
    public static EquatableArray<IrExpression> Expressions(this IrStatement statement) => statement switch
    {
        IrDeclare { Initial: { } initial } => new([initial]),
        IrAssign assign => new([assign.Place, assign.Value]),
        IrEvaluate evaluate => new([evaluate.Expression]),
        IrIf conditional => new([conditional.Condition]),
        IrFor loop => new([loop.From, loop.Limit]),
        IrWhile { Enumeration: { } enumeration } loop => new([enumeration.Collection, loop.Condition]),
        IrWhile loop => new([loop.Condition]),
        IrReturn { Value: { } value } => new([value]),
        IrThrow thrown => new([thrown.Exception]),
        IrPush push => new([push.Value]),
        IrPushAll push => new([push.Memory]),
        IrPopAll pop => new([pop.Memory]),
        _ => [],
    };

    /// <summary>Every variable mentioned below a statement, declared ones included.</summary>
    public static HashSet<IrVariable> Mentions(this IrStatement statement)
    {
        var variables = new HashSet<IrVariable>();
        foreach (IrStatement below in statement.SelfAndDescendants())
        {
            if (below is IrDeclare declare)
            {
                variables.Add(declare.Variable);
            }
            else if (below is IrFor loop)
            {
                variables.Add(loop.Index);
            }
            else if (below is IrWhile { Enumeration.Item: { } item })
            {
                variables.Add(item);
            }

            foreach (IrExpression expression in below.Expressions())
            {
                AddTo(variables, expression);
            }
        }

        return variables;
    }

    /// <summary>The variables that an expression mentions, each as often as it does.</summary>
    public static IReadOnlyCollection<IrVariable> Variables(this IrExpression expression)
    {
        if (expression is IrVariableReference reference)
        {
            return [reference.Variable];
        }

        var variables = new List<IrVariable>();
        AddTo(variables, expression);
        return variables;
    }

    private static void AddTo(ICollection<IrVariable> variables, IrExpression expression)
    {
        foreach (IrExpression child in expression.Children)
        {
            AddTo(variables, child);
        }

        if (VariableOf(expression) is { } variable)
        {
            variables.Add(variable);
        }
    }

    private static IrVariable? VariableOf(IrExpression expression) => expression switch
    {
        IrVariableReference reference => reference.Variable,
        IrOut argument => argument.Variable,
        _ => null,
    };

    public static bool Mentions(this IrExpression expression, IrVariable variable)
    {
        if (variable.Equals(VariableOf(expression)))
        {
            return true;
        }

        foreach (IrExpression child in expression.Children)
        {
            if (child.Mentions(variable))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a value leads to: itself, where it is memory or an object, or the fields of a struct that are.</summary>
    public static IEnumerable<IrExpression> MemoryParts(this IrExpression value) =>
        value is IrBox box ? box.Operand.MemoryParts()
        : value.Type.IsReferring ? [value]
        : !value.Type.HasMemoryFields ? []
        : Enumerable.Range(0, value.Type.Fields.Count).SelectMany(i => IrBuild.Field(value, i).MemoryParts());

    /// <summary>A value with each part of it that is memory or an object rewritten.</summary>
    public static IrExpression WithMemoryParts(this IrExpression value, Func<IrExpression, IrExpression> rewrite) =>
        value.Type.IsReferring ? rewrite(value)
        : !value.Type.HasMemoryFields ? value
        : new IrNewStruct(Enumerable.Range(0, value.Type.Fields.Count).Select(i => IrBuild.Field(value, i).WithMemoryParts(rewrite)).ToEquatableArray(), value.Type) { Origin = value.Origin };

    /// <summary>What an expression is before C# converts it without a cast: the array behind a span.</summary>
    public static IrExpression Unconverted(this IrExpression expression) =>
        expression is IrConversion { IsImplicit: true } conversion ? conversion.Operand.Unconverted() : expression;

    /// <summary>The name of the variable that a place belongs to, for the names of values made from it.</summary>
    public static string PlaceName(this IrExpression place) => place switch
    {
        IrVariableReference reference => reference.Variable.Name,
        IrElement element => element.Memory.PlaceName(),
        IrField { Target.Type.IsTuple: true } field => field.Target.PlaceName() + field.Field.Name,
        IrField field => CamelCase(field.Field.Name),
        IrSlice slice => slice.Memory.PlaceName(),
        IrView { Field: { } member } => CamelCase(member.Name),
        IrView view => view.Receiver.PlaceName(),
        IrConversion conversion => conversion.Operand.PlaceName(),
        _ => "value",
    };

    private static string CamelCase(string name)
    {
        string bare = name.TrimStart('@', '_');
        return bare.Length == 0 ? "value" : char.ToLowerInvariant(bare[0]) + bare.Substring(1);
    }

    /// <summary>Literals, variables and the length of a variable: what may be repeated without a thought.</summary>
    public static bool IsAtomic(this IrExpression expression) => expression switch
    {
        IrLiteral or IrVariableReference or IrThis => true,
        IrLength length => length.Memory.IsAtomic(),
        IrField field => field.Target.IsAtomic(),
        IrComplexPart part => part.Operand.IsAtomic(),
        IrConversion { IsImplicit: true } conversion => conversion.Operand.IsAtomic(),
        IrUnary { Operator: IrUnaryOperator.Negate } negation => negation.Operand.IsAtomic(),
        _ => false,
    };
}
