using System.Collections.Generic;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>Prints statements as a person would write them.</summary>
internal sealed class StatementPrinter(SourceWriter writer, ExpressionPrinter expressions)
{
    /// <summary>Prints statements that stand in one block of their own scope, the braces excepted.</summary>
    public void PrintBody(IReadOnlyCollection<IrStatement> statements) =>
        new StatementPrinter(writer, expressions.With(expressions.Names.Nest(NameScope.DeclaredBy(statements)))).PrintAll(statements);

    /// <summary>Prints statements whose declarations are in the scope already.</summary>
    public void PrintAll(IEnumerable<IrStatement> statements)
    {
        foreach (IrStatement statement in statements)
        {
            Print(statement);
        }
    }

    private void Print(IrStatement statement)
    {
        switch (statement)
        {
            case IrBlock block:
                PrintBlock("", block);
                break;
            case IrIf conditional:
                PrintIf(conditional, "");
                break;
            case IrFor loop:
                PrintFor(loop);
                break;
            case IrTry attempt:
                PrintBlock("try", attempt.Body);
                PrintBlock("finally", attempt.Finally);
                break;
            case IrWhile { Enumeration: { } enumeration } loop:
                PrintForEach(loop, enumeration);
                break;
            case IrWhile { TestsLast: true } loop:
                PrintBlock("do", loop.Body);
                writer.Line($"while ({expressions.Print(loop.Condition)});");
                break;
            case IrWhile loop:
                PrintBlock($"while ({expressions.Print(loop.Condition)})", loop.Body);
                break;
            case IrComment comment:
                writer.Line("// " + Text(comment.Reversed));
                break;
            case IrRemark remark:
                writer.Line("// " + remark.Text);
                break;
            default:
                writer.Line(Text(statement) + ";");
                break;
        }
    }

    private void PrintBlock(string header, IrBlock block)
    {
        using (writer.Block(header))
        {
            PrintBody([.. block.Statements]);
        }
    }

    private void PrintIf(IrIf conditional, string prefix)
    {
        PrintBlock($"{prefix}if ({expressions.Print(conditional.Condition)})", conditional.Then);
        if (conditional.Else is null || conditional.Else.IsEmpty)
        {
            return;
        }

        if (conditional.Else.Statements.Count == 1 && conditional.Else.Statements[0] is IrIf nested)
        {
            PrintIf(nested, "else ");
        }
        else
        {
            PrintBlock("else", conditional.Else);
        }
    }

    private void PrintForEach(IrWhile loop, IrEnumeration enumeration)
    {
        ExpressionPrinter inner = expressions.With(expressions.Names.Nest([enumeration.Item]));
        IEnumerable<IrStatement> body = loop.Body.Statements;
        if (loop.Condition is not IrLiteral { Text: "true" })
        {
            body = [.. body, new IrIf(IrBuild.Not(loop.Condition), IrBlock.Of([new IrBreak()]), null)];
        }

        string header = $"foreach ({enumeration.Item.Type.Name} {inner.Names[enumeration.Item]} in {expressions.Print(enumeration.Collection)})";
        new StatementPrinter(writer, inner).PrintBlock(header, IrBlock.Of(body));
    }

    private void PrintFor(IrFor loop)
    {
        ExpressionPrinter inner = expressions.With(expressions.Names.Nest([loop.Index]));
        string index = inner.Names[loop.Index];
        string step = loop.Step switch
        {
            1 => index + "++",
            -1 => index + "--",
            > 0 => $"{index} += {loop.Step}",
            _ => $"{index} -= {-loop.Step}",
        };
        string header = $"for ({loop.Index.Type.Name} {index} = {expressions.Print(loop.From)}; {index} {ExpressionPrinter.Symbol(loop.Comparison)} {Limit(loop)}; {step})";
        new StatementPrinter(writer, inner).PrintBlock(header, loop.Body);
    }

    private string Limit(IrFor loop)
    {
        string limit = expressions.Print(loop.Limit);
        return loop.Limit is IrSelect ? $"({limit})" : limit;
    }

    /// <summary>A statement on one line, without its semicolon.</summary>
    private string Text(IrStatement statement) => statement switch
    {
        IrDeclare { Initial: null } declare => $"{declare.Variable.Type.Name} {expressions.Names[declare.Variable]}",
        IrDeclare declare => $"{declare.Variable.Type.Name} {expressions.Names[declare.Variable]} = {expressions.Print(declare.Initial!)}",
        IrAssign assign => Text(assign),
        IrEvaluate evaluate => expressions.Print(evaluate.Expression),
        IrBreak => "break",
        IrReturn { Value: null } => "return",
        IrReturn returned => $"return {expressions.Print(returned.Value!)}",
        IrThrow thrown => $"throw {expressions.Print(thrown.Exception)}",
        IrPush push => PushText(push.Value),
        IrPushAll { Memory.Type.IsWalked: true } push => $"{expressions.Tape}.PushObject(global::Autodiff.Objects.Copy({expressions.Print(push.Memory)}))",
        IrPopAll { Memory.Type.IsWalked: true } pop => $"global::Autodiff.Objects.CopyTo({expressions.Tape}.PopObject<{pop.Memory.Type.Name}>(), {expressions.Print(pop.Memory)})",
        IrPushAll { Memory.Type: { IsJagged: true } or { IsTensor: true } } push => $"{expressions.Tape}.PushObject(global::Autodiff.Containers.Copy({expressions.Print(push.Memory)}))",
        IrPopAll { Memory.Type: { IsJagged: true } or { IsTensor: true } } pop => $"global::Autodiff.Containers.CopyTo({expressions.Tape}.PopObject<{pop.Memory.Type.Owned.Name}>(), {expressions.Print(pop.Memory)})",
        IrPushAll push when push.Memory.Type.IsList => $"{expressions.Tape}.PushAll({expressions.Print(push.Memory)})",
        IrPopAll pop when pop.Memory.Type.IsList => $"{expressions.Tape}.PopAll({expressions.Print(pop.Memory)})",
        IrPushAll push => $"{expressions.Tape}.PushAll{TypeArgument(push.Memory.Type)}({Elements(push.Memory)})",
        IrPopAll pop => $"{expressions.Tape}.PopAll{TypeArgument(pop.Memory.Type)}({Elements(pop.Memory)})",
        _ => throw new System.InvalidOperationException($"'{statement.GetType().Name}' cannot be printed."),
    };

    private string Text(IrAssign assign)
    {
        string place = expressions.PrintPlace(assign.Place);
        if (assign.Value is IrLiteral { Text: "1" } && (assign.Place.Type.IsInteger || assign.Place.Type.IsIntegral) && assign.Operator is IrBinaryOperator.Add or IrBinaryOperator.Subtract)
        {
            return place + (assign.Operator == IrBinaryOperator.Add ? "++" : "--");
        }

        string symbol = assign.Operator is null ? "=" : ExpressionPrinter.Symbol(assign.Operator.Value) + "=";
        return $"{place} {symbol} {expressions.Print(assign.Value)}";
    }

    private static string TypeArgument(IrType memory) => memory.Element!.Kind is IrTypeKind.Generic or IrTypeKind.Complex or IrTypeKind.Struct ? $"<{memory.Element.Name}>" : string.Empty;

    private string Elements(IrExpression memory) => expressions.Print(IrBuild.AsSpan(memory));

    private string PushText(IrExpression value)
    {
        if (value.Type.IsIntegral)
        {
            return $"{expressions.Tape}.Push((long){expressions.Print(value)})";
        }

        if (value.Type is { Kind: IrTypeKind.Generic or IrTypeKind.Complex or IrTypeKind.Struct } or { Kind: IrTypeKind.Other, IsReference: false })
        {
            return $"{expressions.Tape}.Push<{value.Type.Name}>({expressions.Print(value)})";
        }

        bool isNumber = value.Type.IsReal || value.Type.IsInteger || value.Type.Kind == IrTypeKind.Boolean;
        return $"{expressions.Tape}.{(isNumber ? "Push" : "PushObject")}({expressions.Print(value)})";
    }
}
