using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Switches as chains of <c>if</c>: one value, tested once, and the first arm that matches.</summary>
internal sealed class SwitchLowering(LoweringContext context)
{
    public void Statement(ISwitchOperation choice)
    {
        Origin origin = context.OriginOf(choice.Syntax);
        if (Shared(choice) is { } shared)
        {
            _ = context.Unsupported(shared, "A local that two sections of a switch share", "declare it before the switch");
            return;
        }

        PatternInput input = Stable(context.Patterns.Input(choice.Value), choice.Cases);
        var arms = new List<Arm>();
        IrBlock? otherwise = null;
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            (List<IrStatement> tests, IrExpression condition) = Capture(() => Condition(input, section));
            List<IrStatement> body = context.Capture(() => context.Statements.Lower(section.Body));
            IrBlock block = IrBlock.Of(WithoutLastBreak(body)) with { Origin = context.OriginOf(section.Syntax) };
            if (section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation))
            {
                otherwise = block;
            }
            else
            {
                arms.Add(new Arm(tests, condition, block, context.OriginOf(section.Clauses[0].Syntax)));
            }
        }

        List<IrStatement> chain = Chain(arms, 0, otherwise);
        if (chain.Any(HasBreak))
        {
            context.Emit(IrBlock.Of(chain) with { IsLeftByBreak = true, Origin = origin });
        }
        else
        {
            context.Output.AddRange(chain);
        }
    }

    /// <param name="declared">The variable that a declaration gives the value to: it takes the place of a temporary.</param>
    public IrExpression Expression(ISwitchExpressionOperation choice, IrVariable? declared = null)
    {
        IrType type = context.Types.Lower(choice.Type);
        if (type.Kind == IrTypeKind.Object && !context.Types.MayMove(choice.Type))
        {
            context.Report("AD0011", choice.Syntax, "switch", "chooses between memories, and the adjoint could not follow; use a switch statement around what reads them");
            return context.Placeholder(choice);
        }

        PatternInput input = Stable(context.Patterns.Input(choice.Value), choice.Arms);
        var arms = new List<(List<IrStatement> Tests, IrExpression Condition, (List<IrStatement> Statements, IrExpression Value) Result, Origin Origin)>();
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            (List<IrStatement> tests, IrExpression condition) = Capture(() => Guarded(() => context.Patterns.Test(input, arm.Pattern), arm.Guard));
            arms.Add((tests, condition, context.Expressions.Arm(arm.Value), context.OriginOf(arm.Syntax)));
        }

        var last = arms.LastOrDefault();
        bool isTotal = arms.Count > 0 && (PatternLowering.IsAlways(last.Condition) || IsTotal(choice));
        if (isTotal && !type.HoldsMemory && arms.All(arm => arm.Tests.Count == 0 && arm.Result.Statements.Count == 0))
        {
            return arms.Take(arms.Count - 1).Reverse().Aggregate(
                last.Result.Value,
                (rest, arm) => new IrSelect(arm.Condition, arm.Result.Value, rest, type) { Origin = arm.Origin });
        }

        IrVariable chosen = context.Operators.Chosen(type, declared);
        List<Arm> blocks = arms.Select(arm => new Arm(arm.Tests, arm.Condition, OperatorLowering.Into(chosen, arm.Result), arm.Origin)).ToList();
        IrBlock? otherwise = isTotal ? null : IrBlock.Of([Missing(input, context.OriginOf(choice.Syntax))]);
        if (isTotal && blocks[blocks.Count - 1].Tests.Count == 0)
        {
            otherwise = blocks[blocks.Count - 1].Body;
            blocks.RemoveAt(blocks.Count - 1);
        }

        context.Output.AddRange(Chain(blocks, 0, otherwise));
        return new IrVariableReference(chosen);
    }

    private (List<IrStatement> Tests, IrExpression Condition) Capture(System.Func<IrExpression> test)
    {
        IrExpression? condition = null;
        List<IrStatement> tests = context.Capture(() => condition = test());
        return (tests, condition!);
    }

    private IrExpression Condition(PatternInput input, ISwitchCaseOperation section) => section.Clauses
        .Where(clause => clause is not IDefaultCaseClauseOperation)
        .Select(clause => Condition(input, clause))
        .DefaultIfEmpty(new IrLiteral("true", IrType.Boolean))
        .Aggregate((left, right) => new IrBinary(IrBinaryOperator.ConditionalOr, left, right, IrType.Boolean));

    private IrExpression Condition(PatternInput input, ICaseClauseOperation clause) => clause switch
    {
        IPatternCaseClauseOperation pattern => Guarded(() => context.Patterns.Test(input, pattern.Pattern), pattern.Guard),
        ISingleValueCaseClauseOperation { Value: { } value } when input.Value is { } tested =>
            new IrBinary(IrBinaryOperator.Equal, IrCopy.Copy(tested), context.Expressions.Value(value), IrType.Boolean) { Origin = context.OriginOf(clause.Syntax) },
        _ => context.Unsupported(clause, "This case", "use if and else"),
    };

    /// <summary>A pattern and what stands after its <c>when</c>, which is evaluated only if the pattern matched.</summary>
    private IrExpression Guarded(System.Func<IrExpression> test, IOperation? guard)
    {
        IrExpression matched = test();
        if (guard is null)
        {
            return matched;
        }

        (List<IrStatement> statements, IrExpression value) = context.Expressions.Arm(guard);
        return context.Operators.ShortCircuit(IrBinaryOperator.ConditionalAnd, matched, statements, value, context.OriginOf(guard.Syntax));
    }

    private static List<IrStatement> Chain(List<Arm> arms, int index, IrBlock? otherwise)
    {
        if (index == arms.Count)
        {
            return otherwise is null ? [] : [.. otherwise.Statements];
        }

        Arm arm = arms[index];
        var statements = new List<IrStatement>(arm.Tests);
        if (PatternLowering.IsAlways(arm.Condition))
        {
            statements.AddRange(arm.Body.Statements);
            return statements;
        }

        List<IrStatement> rest = Chain(arms, index + 1, otherwise);
        if (arm.Body.IsEmpty && rest.Count == 0)
        {
            return statements;
        }

        statements.Add(arm.Body.IsEmpty
            ? new IrIf(IrBuild.Not(arm.Condition), IrBlock.Of(rest), null) { Origin = arm.Origin }
            : new IrIf(arm.Condition, arm.Body, rest.Count == 0 ? null : IrBlock.Of(rest)) { Origin = arm.Origin });
        return statements;
    }

    /// <summary>What C# throws when no arm matches.</summary>
    private IrThrow Missing(PatternInput input, Origin origin)
    {
        INamedTypeSymbol? exception = context.Compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.SwitchExpressionException");
        IrType type = exception is null ? new IrType(IrTypeKind.Other, "global::System.InvalidOperationException", IsReference: true) : context.Types.Lower(exception);
        bool isNamed = exception is not null && input.Value is { Type.IsSpan: false };
        return new IrThrow(isNamed
            ? new IrOpaque([$"new {type.Name}(", ")"], [IrCopy.Copy(input.Value!)], type, IrEffect.Writes, IsSink: true)
            : new IrOpaque([$"new {type.Name}()"], [], type, IrEffect.Writes, IsSink: true))
        { Origin = origin };
    }

    /// <summary>Whether the arms cover every value without a discard: both values of a bool.</summary>
    private static bool IsTotal(ISwitchExpressionOperation choice) => choice.Value.Type?.SpecialType == SpecialType.System_Boolean
        && choice.Arms.All(arm => arm is { Guard: null, Pattern: IConstantPatternOperation })
        && choice.Arms.Length == 2;

    /// <summary>A variable that a guard could change is read before.</summary>
    private PatternInput Stable(PatternInput input, IEnumerable<IOperation> arms)
    {
        bool changes = arms.SelectMany(arm => arm.Descendants()).Any(operation => operation is ISwitchExpressionArmOperation { Guard: { } guard } && Changes(guard)
            || operation is IPatternCaseClauseOperation { Guard: { } condition } && Changes(condition));
        return !changes ? input : new PatternInput(
            input.Value is IrVariableReference ? context.Hoist(input.Value) : input.Value,
            input.Type,
            [.. input.Elements.Select(element => element with { Value = element.Value is IrVariableReference ? context.Hoist(element.Value) : element.Value })]);
    }

    private static bool Changes(IOperation guard) => guard.DescendantsAndSelf().Any(operation => operation is IAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation);

    /// <summary>A reference to a local from another section than the one that declares it.</summary>
    private static IOperation? Shared(ISwitchOperation choice) => choice.Cases
        .SelectMany(section => section.Descendants().OfType<ILocalReferenceOperation>()
            .Where(reference => choice.Locals.Contains(reference.Local, SymbolEqualityComparer.Default)
                && !section.Descendants().Any(operation => Declares(operation, reference.Local))))
        .FirstOrDefault();

    private static bool Declares(IOperation operation, ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, operation switch
    {
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
        IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
        ILocalReferenceOperation { IsDeclaration: true } reference => reference.Local,
        _ => null,
    });

    /// <summary>Drops the breaks at the ends of a section: control gets there anyway.</summary>
    private static List<IrStatement> WithoutLastBreak(IEnumerable<IrStatement> statements)
    {
        List<IrStatement> kept = [.. statements];
        if (kept.Count == 0)
        {
            return kept;
        }

        IrStatement last = kept[kept.Count - 1];
        kept.RemoveAt(kept.Count - 1);
        switch (last)
        {
            case IrBreak:
                return WithoutLastBreak(kept);
            case IrBlock { IsLeftByBreak: false } block:
                kept.Add(block with { Statements = WithoutLastBreak(block.Statements).ToEquatableArray() });
                break;
            case IrIf conditional:
                kept.Add(conditional with
                {
                    Then = IrBlock.Of(WithoutLastBreak(conditional.Then.Statements)),
                    Else = conditional.Else is null ? null : IrBlock.Of(WithoutLastBreak(conditional.Else.Statements)),
                });
                break;
            default:
                kept.Add(last);
                break;
        }

        return kept;
    }

    private static bool HasBreak(IrStatement statement) => statement switch
    {
        IrBreak => true,
        IrFor or IrWhile or IrInlined or IrBlock { IsLeftByBreak: true } => false,
        _ => statement.Blocks().Any(block => block.Statements.Any(HasBreak)),
    };

    private sealed record Arm(List<IrStatement> Tests, IrExpression Condition, IrBlock Body, Origin Origin);
}
