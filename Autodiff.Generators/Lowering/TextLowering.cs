using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Literals, constants and interpolated strings: what stays text.</summary>
internal sealed class TextLowering(LoweringContext context)
{
    public IrExpression Literal(ILiteralOperation literal)
    {
        IrType type = context.Types.Lower(literal.Type);
        return literal is { IsImplicit: false, Syntax: LiteralExpressionSyntax syntax }
            ? new IrLiteral(syntax.Token.Text, type)
            : new IrLiteral(Constant(literal.ConstantValue.HasValue ? literal.ConstantValue.Value : null, literal.Type), type);
    }

    public IrLiteral Default(ITypeSymbol? type)
    {
        IrType lowered = context.Types.Lower(type);
        return lowered.Kind switch
        {
            IrTypeKind.Boolean => new IrLiteral("false", lowered),
            IrTypeKind.Complex => ComplexLowering.Zero,
            _ when lowered.IsNumber || lowered.IsInteger => IrLiteral.Zero(lowered),
            IrTypeKind.Span or IrTypeKind.ReadOnlySpan => new IrLiteral("default", lowered),
            _ when type is { IsValueType: true } => new IrLiteral($"default({context.Types.Text(type)})", lowered),
            _ => new IrLiteral("null", lowered),
        };
    }

    /// <summary>A constant as C# writes it.</summary>
    /// <summary>The value of a constant whose name does not reach where it is needed.</summary>
    public IrLiteral Named(object constant, ITypeSymbol type)
    {
        string text = Constant(constant, type);
        return new IrLiteral(text.StartsWith("-", StringComparison.Ordinal) ? $"({text})" : text, context.Types.Lower(type));
    }

    public string Constant(object? value, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration && value is not null)
        {
            IFieldSymbol? member = enumeration.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
            string name = context.Types.ContainerText(enumeration);
            return member is null
                ? $"({name}){(System.Convert.ToDecimal(value, CultureInfo.InvariantCulture) < 0 ? $"({value})" : value)}"
                : $"{name}.{Names.Escape(member.Name)}";
        }

        return value switch
        {
            null when type is { IsValueType: true } => "default",
            null => "null",
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            double number => Real(number.ToString("R", CultureInfo.InvariantCulture)),
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
        };
    }

    public IrExpression Interpolated(IOperation operation)
    {
        IrType type = context.Types.Lower(context.Compilation.GetSpecialType(SpecialType.System_String));
        if (operation.Syntax is not InterpolatedStringExpressionSyntax syntax)
        {
            return context.Unsupported(operation, "This string", "write one interpolated string");
        }

        var parts = new List<string>();
        var holes = new List<IOperation>();
        string text = syntax.StringStartToken.Text;
        foreach (InterpolatedStringContentSyntax content in syntax.Contents)
        {
            if (content is InterpolationSyntax hole)
            {
                if (context.ModelOf(hole.SyntaxTree).GetOperation(WithoutParentheses(hole.Expression), context.CancellationToken) is not { } value)
                {
                    return context.Unsupported(operation, "This string", "name the value in a local first");
                }

                parts.Add(text + hole.OpenBraceToken.Text);
                holes.Add(value);
                text = hole.AlignmentClause?.ToString() + hole.FormatClause?.ToString() + hole.CloseBraceToken.Text;
            }
            else
            {
                text += content.ToString();
            }
        }

        parts.Add(text + syntax.StringEndToken.Text);
        IrExpression[] operands = context.Sink(true, () => context.InOrder(holes));
        for (int i = 0; i < operands.Length; i++)
        {
            if (!IsPlain(operands[i]))
            {
                parts[i] += "(";
                parts[i + 1] = ")" + parts[i + 1];
            }
        }

        return new IrOpaque(parts.ToEquatableArray(), new(operands), type, IrEffect.Pure, IsSink: true);
    }

    /// <summary>Whether an expression is printed without a colon, which ends a hole: with no name that needs <c>global::</c>, and no choice.</summary>
    private static bool IsPlain(IrExpression expression) => expression.SelfAndDescendants().All(node =>
        node is IrVariableReference or IrElement or IrBinary or IrUnary or IrLength || (node is IrLiteral { Text: var text } && !text.Contains(":")));

    /// <summary>Parentheses are no operation of their own: Roslyn finds none for them.</summary>
    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        return expression;
    }

    private static string Real(string text) => text.All(character => char.IsDigit(character) || character == '-') ? text + ".0" : text;
}
