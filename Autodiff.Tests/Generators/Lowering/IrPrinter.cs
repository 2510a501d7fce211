using System;
using System.Linq;
using System.Text;
using Autodiff.Generators.Ir;

namespace Autodiff.Tests.Generators.Lowering;

/// <summary>Prints Ir briefly, one statement a line, to assert on structure and order.</summary>
internal static class IrPrinter
{
    public static string Print(IrFunction function)
    {
        var text = new StringBuilder();
        Print(text, function.Body, 0, braces: false);
        return text.ToString().TrimEnd();
    }

    public static string Print(IrExpression? expression) => expression switch
    {
        null => string.Empty,
        IrLiteral literal => literal.Text,
        IrVariableReference reference => reference.Variable.Name,
        IrThis => "this",
        IrUnary unary => $"{Symbol(unary.Operator)}{Print(unary.Operand)}",
        IrBinary binary => $"({Print(binary.Left)} {Symbol(binary.Operator)} {Print(binary.Right)})",
        IrConversion conversion => $"{(conversion.IsImplicit ? "implicit " : string.Empty)}{Short(conversion.Type)}({Print(conversion.Operand)})",
        IrSelect select => $"({Print(select.Condition)} ? {Print(select.WhenTrue)} : {Print(select.WhenFalse)})",
        IrElement element => $"{Print(element.Memory)}[{Print(element.Index)}]",
        IrLength length => $"{Print(length.Memory)}.Length",
        IrSlice slice => $"slice({Print(slice.Memory)}, {Print(slice.Start)}{(slice.Length is null ? string.Empty : ", " + Print(slice.Length))})",
        IrView view => $"view({Print(view.Receiver)}.{view.Name}[{view.WritableName}]({string.Join(", ", view.Arguments.Select(Print))}))",
        IrNewArray array => $"new {Short(array.Type.Element!)}[{Print(array.Length)}]",
        IrStopGradient stop => $"stop({Print(stop.Operand)})",
        IrOpaque opaque => $"opaque:{opaque.Effect}{(opaque.IsSink ? ":sink" : string.Empty)}`{string.Concat(opaque.Parts.Select((part, i) => part + (i < opaque.Operands.Count ? Print(opaque.Operands[i]) : string.Empty)))}`",
        IrCall call => $"{call.Method.Kind}:{Print(call.Receiver)}{call.Method.CallText}({string.Join(", ", call.Arguments.Select(Print))})",
        _ => expression.GetType().Name,
    };

    private static void Print(StringBuilder text, IrStatement statement, int depth, bool braces = true)
    {
        string indent = new(' ', depth * 2);
        switch (statement)
        {
            case IrBlock block:
                if (braces)
                {
                    text.Append(indent).Append("{\n");
                }

                foreach (IrStatement child in block.Statements)
                {
                    Print(text, child, braces ? depth + 1 : depth);
                }

                if (braces)
                {
                    text.Append(indent).Append("}\n");
                }

                return;
            case IrIf conditional:
                text.Append($"{indent}if {Print(conditional.Condition)}\n");
                Print(text, conditional.Then, depth + 1, braces: false);
                if (conditional.Else is not null)
                {
                    text.Append($"{indent}else\n");
                    Print(text, conditional.Else, depth + 1, braces: false);
                }

                return;
            case IrFor loop:
                text.Append($"{indent}for {loop.Index.Name} = {Print(loop.From)}; {Symbol(loop.Comparison)} {Print(loop.Limit)}; {loop.Step}\n");
                Print(text, loop.Body, depth + 1, braces: false);
                return;
            case IrWhile loop:
                text.Append($"{indent}while {Print(loop.Condition)}\n");
                Print(text, loop.Body, depth + 1, braces: false);
                if (loop.Increment is not null)
                {
                    text.Append($"{indent}increment\n");
                    Print(text, loop.Increment, depth + 1, braces: false);
                }

                return;
            case IrInlined inlined:
                text.Append($"{indent}inlined {inlined.Result?.Name}".TrimEnd()).Append('\n');
                Print(text, inlined.Body, depth + 1, braces: false);
                return;
        }

        text.Append(indent).Append(statement switch
        {
            IrDeclare declare => $"{Short(declare.Variable.Type)} {declare.Variable.Name}{(declare.Initial is null ? string.Empty : " = " + Print(declare.Initial))}",
            IrAssign assign => $"{Print(assign.Place)} {(assign.Operator is { } kind ? Symbol(kind) : string.Empty)}= {Print(assign.Value)}",
            IrEvaluate evaluate => Print(evaluate.Expression),
            IrReturn result => $"return {Print(result.Value)}".TrimEnd(),
            IrBreak => "break",
            IrContinue => "continue",
            IrThrow thrown => $"throw {Print(thrown.Exception)}",
            _ => statement.GetType().Name,
        }).Append('\n');
    }

    private static string Short(IrType type) => type.Name.Replace("global::System.", string.Empty, StringComparison.Ordinal);

    private static string Symbol(IrUnaryOperator kind) => kind switch
    {
        IrUnaryOperator.Negate => "-",
        IrUnaryOperator.Not => "!",
        _ => "~",
    };

    private static string Symbol(IrBinaryOperator kind) => kind switch
    {
        IrBinaryOperator.Add => "+",
        IrBinaryOperator.Subtract => "-",
        IrBinaryOperator.Multiply => "*",
        IrBinaryOperator.Divide => "/",
        IrBinaryOperator.Remainder => "%",
        IrBinaryOperator.ShiftLeft => "<<",
        IrBinaryOperator.ShiftRight => ">>",
        IrBinaryOperator.UnsignedShiftRight => ">>>",
        IrBinaryOperator.And => "&",
        IrBinaryOperator.Or => "|",
        IrBinaryOperator.ExclusiveOr => "^",
        IrBinaryOperator.ConditionalAnd => "&&",
        IrBinaryOperator.ConditionalOr => "||",
        IrBinaryOperator.Equal => "==",
        IrBinaryOperator.NotEqual => "!=",
        IrBinaryOperator.Less => "<",
        IrBinaryOperator.LessOrEqual => "<=",
        IrBinaryOperator.Greater => ">",
        _ => ">=",
    };
}
