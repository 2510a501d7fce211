using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Transforms;

/// <summary>
/// Rewrites a body so that control leaves every block at its end: what follows a conditional exit moves into the other
/// branch, or, where that would repeat it, under a flag. Afterwards the only exits are throws and a return at the end.
/// </summary>
internal sealed class ExitElimination
{
    private const Exits All = Exits.Break | Exits.Continue | Exits.Return;

    private readonly VariableFactory _variables;
    private readonly IrVariable? _result;
    private IrVariable? _returned;

    private ExitElimination(VariableFactory variables, IrVariable? result)
    {
        _variables = variables;
        _result = result;
    }

    [Flags]
    private enum Exits
    {
        None = 0,
        Break = 1,
        Continue = 2,
        Return = 4,
    }

    public static IrBlock Run(IrBlock body, IrType result, VariableFactory variables)
    {
        int last = body.Statements.Count - 1;
        IrReturn? final = last >= 0 ? body.Statements[last] as IrReturn : null;
        IEnumerable<IrStatement> before = final is null ? body.Statements : body.Statements.Take(last);
        var pass = new ExitElimination(variables, result.Kind == IrTypeKind.Void ? null : variables.Create("result", result));
        if (!before.Returns().Any())
        {
            List<IrStatement> rewritten = pass.Rewrite([.. before], loop: null);
            return IrBlock.Of(final is null ? rewritten : [.. rewritten, final]);
        }

        List<IrStatement> statements = pass.Rewrite([.. body.Statements], loop: null);
        var whole = new List<IrStatement>();
        if (pass._result is not null)
        {
            whole.Add(new IrDeclare(pass._result, IrBuild.Default(pass._result.Type)));
        }

        if (pass._returned is not null)
        {
            whole.Add(new IrDeclare(pass._returned, IrBuild.Default(IrType.Boolean)));
        }

        whole.AddRange(statements);
        if (pass._result is not null)
        {
            whole.Add(new IrReturn(IrBuild.Read(pass._result)));
        }

        return IrBlock.Of(whole);
    }

    /// <summary>The statements of a body in the place of its call, after which its result has its value.</summary>
    private static IEnumerable<IrStatement> Resolve(IrInlined inlined, VariableFactory variables)
    {
        var pass = new ExitElimination(variables, inlined.Result);
        List<IrStatement> statements = pass.Rewrite([.. inlined.Body.Statements], loop: null);
        if (pass._returned is not null)
        {
            statements.Insert(0, new IrDeclare(pass._returned, IrBuild.Default(IrType.Boolean)));
        }

        if (inlined.Result is { } result)
        {
            statements.Insert(0, new IrDeclare(result, AlwaysAssigns(statements, result) ? null : IrBuild.Default(result.Type)) { Origin = inlined.Origin });
        }

        return statements;
    }

    /// <summary>Whether the compiler will see that a variable has a value after the statements.</summary>
    private static bool AlwaysAssigns(IEnumerable<IrStatement> statements, IrVariable variable) => statements.Any(statement => statement switch
    {
        IrAssign { Operator: null, Place: IrVariableReference place } => place.Variable == variable,
        IrIf { Else: { } otherwise } conditional => AlwaysAssigns(conditional.Then.Statements, variable) && AlwaysAssigns(otherwise.Statements, variable),
        IrBlock block => AlwaysAssigns(block.Statements, variable),
        IrThrow => true,
        _ => false,
    });

    private static Exits ExitsOf(IrStatement statement) => statement switch
    {
        IrInlined => Exits.None,
        IrBreak => Exits.Break,
        IrContinue => Exits.Continue,
        IrReturn => Exits.Return,
        _ => ExitsOf(statement.Blocks()) & Passing(statement),
    };

    /// <summary>The exits below a statement that leave the statement itself, too.</summary>
    private static Exits Passing(IrStatement statement) => statement switch
    {
        IrFor or IrWhile => Exits.Return,
        IrBlock { IsLeftByBreak: true } => Exits.Continue | Exits.Return,
        _ => All,
    };

    private static Exits ExitsOf(IEnumerable<IrBlock> blocks) =>
        blocks.SelectMany(block => block.Statements).Aggregate(Exits.None, (exits, statement) => exits | ExitsOf(statement));

    /// <summary>Whether control never reaches the end of a list of statements.</summary>
    private static bool AlwaysExits(IEnumerable<IrStatement> statements) => statements.Any(statement => statement switch
    {
        IrBreak or IrContinue or IrReturn => true,
        IrThrow => true,
        IrBlock { IsLeftByBreak: false } block => AlwaysExits(block.Statements),
        IrTry attempt => AlwaysExits(attempt.Body.Statements),
        IrIf { Else: { } otherwise } conditional => AlwaysExits(conditional.Then.Statements) && AlwaysExits(otherwise.Statements),
        _ => false,
    });

    private List<IrStatement> Rewrite(IReadOnlyList<IrStatement> statements, Loop? loop)
    {
        var output = new List<IrStatement>();
        for (int i = 0; i < statements.Count; i++)
        {
            IrStatement statement = statements[i];
            int next = i + 1;
            bool hasRest = next < statements.Count;
            switch (statement)
            {
                case IrBreak:
                    if (!loop!.IsSwitch)
                    {
                        output.Add(Set(loop.Stopped()));
                    }

                    return output;
                case IrContinue:
                    return output;
                case IrReturn returned:
                    Return(returned, loop, output);
                    return output;
                case IrBlock { IsLeftByBreak: true } block:
                    List<IrStatement> left = [.. block.Statements];
                    if (ExitsOf(block) != Exits.None && hasRest)
                    {
                        IrVariable skipped = Skipped(output);
                        output.AddRange(Rewrite(Flagged(left, skipped, Exits.Continue | Exits.Return), Loop.Switch(loop, _variables)));
                        output.Add(Guard(skipped, Rewrite(Rest(), loop)));
                        return output;
                    }

                    output.Add(IrBlock.Of(Rewrite(left, Loop.Switch(loop, _variables))) with { Origin = block.Origin });
                    break;
                case IrTry attempt:
                    if (ExitsOf(attempt) != Exits.None && hasRest && !AlwaysExits([attempt]))
                    {
                        IrVariable skipped = Skipped(output);
                        IrBlock flagged = IrBlock.Of(Flagged(attempt.Body.Statements, skipped, All));
                        output.Add(RewriteTry(attempt with { Body = flagged }, loop));
                        output.Add(Guard(skipped, Rewrite(Rest(), loop)));
                        return output;
                    }

                    output.Add(RewriteTry(attempt, loop));
                    if (AlwaysExits([attempt]))
                    {
                        return output;
                    }

                    break;
                case IrBlock block when ExitsOf(block) != Exits.None:
                    output.AddRange(Rewrite([.. block.Statements, .. Rest()], loop));
                    return output;
                case IrBlock block:
                    output.Add(block with { Statements = Rewrite([.. block.Statements], loop).ToEquatableArray() });
                    break;
                case IrIf conditional when ExitsOf(conditional) != Exits.None:
                    RewriteExit(conditional, Rest(), loop, output);
                    return output;
                case IrIf conditional:
                    output.Add(conditional with
                    {
                        Then = IrBlock.Of(Rewrite([.. conditional.Then.Statements], loop)),
                        Else = conditional.Else is null ? null : IrBlock.Of(Rewrite([.. conditional.Else.Statements], loop)),
                    });
                    break;
                case IrFor counted:
                    output.Add(counted with { Body = IrBlock.Of(Rewrite([.. counted.Body.Statements], new Loop(_variables))) });
                    break;
                case IrWhile open:
                    bool mayReturn = ExitsOf(open) != Exits.None;
                    output.AddRange(RewriteLoop(open));
                    if (mayReturn && hasRest)
                    {
                        output.Add(Guard(Returned(), Rewrite(Rest(), loop)));
                        return output;
                    }

                    break;
                case IrInlined inlined:
                    output.AddRange(Resolve(inlined, _variables));
                    break;
                default:
                    output.Add(statement);
                    break;
            }

            List<IrStatement> Rest() => [.. Enumerable.Range(next, statements.Count - next).Select(index => statements[index])];
        }

        return output;
    }

    private IrTry RewriteTry(IrTry attempt, Loop? loop) => attempt with
    {
        Body = IrBlock.Of(Rewrite([.. attempt.Body.Statements], loop)),
        Finally = IrBlock.Of(Rewrite([.. attempt.Finally.Statements], null)),
    };

    /// <summary>Moves what follows a conditional exit to where control gets there.</summary>
    private void RewriteExit(IrIf conditional, List<IrStatement> rest, Loop? loop, List<IrStatement> output)
    {
        List<IrStatement> then = [.. conditional.Then.Statements];
        List<IrStatement> otherwise = conditional.Else is null ? [] : [.. conditional.Else.Statements];
        if (AlwaysExits(then))
        {
            Add(Rewrite(then, loop), Rewrite([.. otherwise, .. rest], loop));
        }
        else if (AlwaysExits(otherwise))
        {
            Add(Rewrite([.. then, .. rest], loop), Rewrite(otherwise, loop));
        }
        else if (rest.Count == 0)
        {
            Add(Rewrite(then, loop), Rewrite(otherwise, loop));
        }
        else
        {
            // Either branch may come through: one flag tells for all.
            IrVariable skipped = Skipped(output);
            Add(Rewrite(Flagged(then, skipped, All), loop), Rewrite(Flagged(otherwise, skipped, All), loop));
            output.Add(Guard(skipped, Rewrite(rest, loop)));
        }

        void Add(List<IrStatement> whenTrue, List<IrStatement> whenFalse)
        {
            if (whenTrue.Count == 0 && whenFalse.Count > 0)
            {
                output.Add(new IrIf(IrBuild.Not(conditional.Condition), IrBlock.Of(whenFalse), null) { Origin = conditional.Origin });
            }
            else if (whenTrue.Count > 0)
            {
                output.Add(new IrIf(conditional.Condition, IrBlock.Of(whenTrue), whenFalse.Count == 0 ? null : IrBlock.Of(whenFalse)) { Origin = conditional.Origin });
            }
        }
    }

    private IrVariable Skipped(List<IrStatement> output)
    {
        IrVariable skipped = _variables.Create("skipped", IrType.Boolean);
        output.Add(new IrDeclare(skipped, IrBuild.Default(IrType.Boolean)));
        return skipped;
    }

    /// <summary>Sets a flag before each exit of some kinds that leaves the statements.</summary>
    private static List<IrStatement> Flagged(IEnumerable<IrStatement> statements, IrVariable flag, Exits kinds)
    {
        var output = new List<IrStatement>();
        foreach (IrStatement statement in statements)
        {
            Exits below = kinds & Passing(statement);
            switch (statement)
            {
                case IrBreak or IrContinue or IrReturn when (ExitsOf(statement) & kinds) != Exits.None:
                    output.Add(Set(flag));
                    output.Add(statement);
                    break;
                case IrBlock block:
                    output.Add(block with { Statements = Flagged(block.Statements, flag, below).ToEquatableArray() });
                    break;
                case IrIf conditional:
                    output.Add(conditional with
                    {
                        Then = IrBlock.Of(Flagged(conditional.Then.Statements, flag, below)),
                        Else = conditional.Else is null ? null : IrBlock.Of(Flagged(conditional.Else.Statements, flag, below)),
                    });
                    break;
                case IrTry attempt:
                    output.Add(attempt with { Body = IrBlock.Of(Flagged(attempt.Body.Statements, flag, below)) });
                    break;
                case IrWhile loop when ExitsOf(loop) != Exits.None:
                    output.Add(loop with { Body = IrBlock.Of(Flagged(loop.Body.Statements, flag, below)) });
                    break;
                default:
                    output.Add(statement);
                    break;
            }
        }

        return output;
    }

    private static IrAssign Set(IrVariable flag) => new(IrBuild.Read(flag), null, new IrLiteral("true", IrType.Boolean));

    private static IrIf Guard(IrVariable flag, List<IrStatement> statements) =>
        new(IrBuild.Not(IrBuild.Read(flag)), IrBlock.Of(statements), null);

    private List<IrStatement> RewriteLoop(IrWhile statement)
    {
        var loop = new Loop(_variables);
        Exits exits = ExitsOf(statement.Blocks());
        bool stepsInBranch = statement.Increment is not null && StepsInBranch(statement.Body);
        List<IrStatement> body = Rewrite([.. statement.Body.Statements, .. stepsInBranch ? statement.Increment!.Statements : []], loop);
        bool leaves = (exits & (Exits.Break | Exits.Return)) != 0;
        IrExpression condition = statement.Condition;
        IrVariable? flag = null;
        if ((exits & Exits.Return) != 0)
        {
            // A return stops every loop around it.
            flag = Returned();
            condition = IrBuild.And(IrBuild.Not(IrBuild.Read(flag)), condition);
        }

        if (loop.Flag is not null)
        {
            condition = IrBuild.And(IrBuild.Not(IrBuild.Read(loop.Flag)), condition);
        }

        if (!stepsInBranch && statement.Increment is { IsEmpty: false } increment)
        {
            List<IrStatement> step = Rewrite([.. increment.Statements], null);
            if (leaves)
            {
                IrExpression goesOn = new IrLiteral("true", IrType.Boolean);
                goesOn = loop.Flag is null ? goesOn : IrBuild.Not(IrBuild.Read(loop.Flag));
                goesOn = flag is null ? goesOn : IrBuild.And(goesOn, IrBuild.Not(IrBuild.Read(flag)));
                body.Add(new IrIf(goesOn, IrBlock.Of(step), null));
            }
            else
            {
                body.AddRange(step);
            }
        }

        var output = new List<IrStatement>();
        if (loop.Flag is not null)
        {
            output.Add(new IrDeclare(loop.Flag, IrBuild.Default(IrType.Boolean)));
        }

        output.Add(statement with { Condition = condition, Body = IrBlock.Of(body), Increment = null });
        return output;
    }

    /// <summary>
    /// Whether the increment may follow a body as its last statement: each exit leaves the loop, and ends a branch of which
    /// the other one comes through and gets what follows. No flag must then tell whether it runs.
    /// </summary>
    private static bool StepsInBranch(IrBlock body) => body.Statements.All(statement => ExitsOf(statement) switch
    {
        Exits.None => true,
        var exits when (exits & Exits.Continue) != 0 => false,
        _ => statement is IrIf conditional && (conditional.Else is null
            ? AlwaysExits(conditional.Then.Statements)
            : AlwaysExits(conditional.Then.Statements) != AlwaysExits(conditional.Else.Statements) && ExitsOf(AlwaysExits(conditional.Then.Statements) ? conditional.Else : conditional.Then) == Exits.None),
    });

    private void Return(IrReturn statement, Loop? loop, List<IrStatement> output)
    {
        if (statement.Value is not null)
        {
            output.Add(new IrAssign(IrBuild.Read(_result!), null, statement.Value) { Origin = statement.Origin });
        }

        if (loop is { IsInLoop: true })
        {
            output.Add(Set(Returned()));
        }
    }

    private IrVariable Returned() => _returned ??= _variables.Create("returned", IrType.Boolean);

    /// <summary>A loop, or a block that a break leaves, around the statements being rewritten.</summary>
    private sealed class Loop(VariableFactory variables)
    {
        public IrVariable? Flag { get; private set; }

        /// <summary>Whether it is no loop: what follows a break in it has moved to where no break gets.</summary>
        public bool IsSwitch { get; private init; }

        public bool IsInLoop { get; private init; } = true;

        public static Loop Switch(Loop? outer, VariableFactory variables) => new(variables) { IsSwitch = true, IsInLoop = outer is { IsInLoop: true } };

        public IrVariable Stopped() => Flag ??= variables.Create("stopped", IrType.Boolean);
    }
}
