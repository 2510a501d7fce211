using System.Collections.Generic;
using System.Linq;
using System.Text;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>Prints expressions with the parentheses that C# needs and no others.</summary>
internal sealed class ExpressionPrinter(NameScope names, string tape, FieldAccessors accessors)
{
    private const int Primary = 100;
    private const int Unary = 90;
    private const int Conditional = 10;

    public NameScope Names { get; } = names;

    public string Tape { get; } = tape;

    public string Print(IrExpression expression) => Print(expression, 0);

    public ExpressionPrinter With(NameScope scope) => new(scope, Tape, accessors);

    /// <summary>An expression as a place to be assigned.</summary>
    public string PrintPlace(IrExpression place) => PrintPlace(place, isReference: false);

    public static string PopOf(IrType type) => type.Kind switch
    {
        IrTypeKind.Double => "PopDouble()",
        IrTypeKind.Single => "PopSingle()",
        IrTypeKind.Int32 => "PopInt32()",
        IrTypeKind.Int64 => "PopInt64()",
        IrTypeKind.Boolean => "PopBoolean()",
        IrTypeKind.Generic or IrTypeKind.Complex or IrTypeKind.Struct => $"Pop<{type.Name}>()",
        _ when type.IsIntegral => "PopInt64()",
        IrTypeKind.Other when !type.IsReference => $"Pop<{type.Name}>()",
        _ => $"PopObject<{type.Name}>()",
    };

    /// <summary>A number as C# writes it in its type.</summary>
    public static string LiteralText(IrLiteral literal) => literal switch
    {
        { Type.Kind: not IrTypeKind.Generic } => literal.Text,
        _ when IrBuild.IsZero(literal) => literal.Type.Name + ".Zero",
        _ when IrBuild.IsOne(literal) => literal.Type.Name + ".One",
        { Text: var text } => char.IsDigit(text[0]) || text[0] == '.' ? $"{literal.Type.Name}.CreateChecked({text})" : text,
    };

    /// <summary>Whether a conversion has no cast: to or from a type parameter.</summary>
    private static bool IsCreation(IrConversion conversion) => conversion is { Type.Kind: IrTypeKind.Generic, Operand.Type: { IsReal: true } or { IsInteger: true } or { IsIntegral: true } }
        || conversion is { Operand.Type.Kind: IrTypeKind.Generic, Type: { IsReal: true } or { IsInteger: true } or { IsIntegral: true } };

    private static int PrecedenceOf(IrExpression expression) => expression switch
    {
        IrBinary binary => PrecedenceOf(binary.Operator),
        IrUnary => Unary,
        IrConversion { IsImplicit: true } conversion => PrecedenceOf(conversion.Operand),
        IrConversion conversion when IsCreation(conversion) => Primary,
        IrConversion => Unary,
        IrSelect => Conditional,
        IrLiteral literal => literal.Text.StartsWith("-", System.StringComparison.Ordinal) ? Unary : Primary,
        IrLength { Memory.Type.IsTensor: true, Member: not "Rank" } => Unary,
        IrReference or IrOut or IrCall { Method.Operator: not null } => 0,
        IrOpaque opaque => OpaquePrecedence(opaque),
        IrStopGradient stop => PrecedenceOf(stop.Operand),
        IrBox box => PrecedenceOf(box.Operand),
        _ => Primary,
    };

    /// <summary>Text that is plainly a name, a member or a call binds tightly; anything else gets parentheses.</summary>
    private static int OpaquePrecedence(IrOpaque opaque)
    {
        int depth = 0;
        foreach (string part in opaque.Parts)
        {
            foreach (char character in part)
            {
                depth += character is '(' or '[' or '{' or '<' ? 1 : character is ')' or ']' or '}' or '>' ? -1 : 0;
                if (depth == 0 && !(char.IsLetterOrDigit(character) || character is '_' or '.' or ':' or ')' or ']' or '}' or '>' or '"' or '@' or '$' or '!' or '?'))
                {
                    return 0;
                }
            }
        }

        return Primary;
    }

    private static int PrecedenceOf(IrBinaryOperator binary) => binary switch
    {
        IrBinaryOperator.Multiply or IrBinaryOperator.Divide or IrBinaryOperator.Remainder => 80,
        IrBinaryOperator.Add or IrBinaryOperator.Subtract => 70,
        IrBinaryOperator.ShiftLeft or IrBinaryOperator.ShiftRight or IrBinaryOperator.UnsignedShiftRight => 60,
        IrBinaryOperator.Less or IrBinaryOperator.LessOrEqual or IrBinaryOperator.Greater or IrBinaryOperator.GreaterOrEqual => 50,
        IrBinaryOperator.Equal or IrBinaryOperator.NotEqual => 45,
        IrBinaryOperator.And => 40,
        IrBinaryOperator.ExclusiveOr => 39,
        IrBinaryOperator.Or => 38,
        IrBinaryOperator.ConditionalAnd => 30,
        _ => 20,
    };

    public static string Symbol(IrBinaryOperator binary) => binary switch
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

    private string Print(IrExpression expression, int context)
    {
        string text = PrintBare(expression);
        return PrecedenceOf(expression) < context ? $"({text})" : text;
    }

    private string PrintBare(IrExpression expression)
    {
        switch (expression)
        {
            case IrLiteral literal:
                return LiteralText(literal);
            case IrVariableReference reference:
                return Names[reference.Variable];
            case IrThis:
                return "this";
            case IrUnary unary:
                return PrintUnary(unary);
            case IrBinary binary:
                return PrintBinary(binary);
            case IrConversion { Type: { IsSpan: true, IsHeldSpan: false }, Operand.Type.IsHeldSpan: true } conversion:
                return $"{Print(conversion.Operand, Primary)}.Span";
            case IrConversion { Type.IsSpan: true, Operand.Type.IsContainer: true } conversion:
                return $"global::Autodiff.Containers.Elements<{conversion.Type.Element!.Name}>({Print(conversion.Operand)})";
            case IrConversion { IsImplicit: true } conversion:
                return PrintBare(conversion.Operand);
            case IrConversion conversion when IsCreation(conversion):
                return $"{conversion.Type.Name}.CreateChecked({Print(conversion.Operand)})";
            case IrConversion conversion:
                // A sign after a name in parentheses would be a subtraction.
                string operand = Print(conversion.Operand, Unary);
                return $"({conversion.Type.Name}){(operand.StartsWith("-", System.StringComparison.Ordinal) && conversion.Type.Name.Contains("::") ? $"({operand})" : operand)}";
            case IrComplexPart part:
                return $"{Print(part.Operand, Primary)}.{(part.IsImaginary ? "Imaginary" : "Real")}";
            case IrConjugate conjugate:
                return $"{IrType.Complex.Name}.Conjugate({Print(conjugate.Operand)})";
            case IrNewComplex made:
                return $"new {made.Type.Name}({Print(made.Real)}, {Print(made.Imaginary)})";
            case IrSelect select:
                return $"{Print(select.Condition, Conditional + 1)} ? {Print(select.WhenTrue, Conditional + 1)} : {Print(select.WhenFalse, Conditional)}";
            case IrElement element:
                return $"{Print(element.Memory, Primary)}[{Print(element.Index)}]";
            case IrField field:
                return PrintField(field);
            case IrNewStruct made:
                return PrintNewStruct(made);
            case IrLength { Memory.Type.IsTensor: true, Member: not "Rank" } length:
                return $"(int){Print(length.Memory, Primary)}.{length.Member}";
            case IrLength length:
                return $"{Print(length.Memory, Primary)}.{length.Member}";
            case IrSlice slice:
                return PrintSlice(slice);
            case IrView view:
                return PrintView(view);
            case IrNewArray array:
                return PrintNewArray(array);
            case IrStopGradient stop:
                return PrintBare(stop.Operand);
            case IrBox box:
                return PrintBare(box.Operand);
            case IrOpaque opaque:
                return PrintOpaque(opaque);
            case IrCall call:
                return PrintCall(call);
            case IrPop pop:
                return pop.Type.IsIntegral ? $"({pop.Type.Name}){Tape}.{PopOf(pop.Type)}" : $"{Tape}.{PopOf(pop.Type)}";
            case IrReference reference:
                return (reference.IsOut ? "out " : "ref ") + PrintPlace(reference.Place, isReference: true);
            case IrOut output:
                return output.IsDeclaration ? $"out {output.Variable.Type.Name} {Names[output.Variable]}" : $"out {Names[output.Variable]}";
            default:
                throw new System.InvalidOperationException($"'{expression.GetType().Name}' cannot be printed.");
        }
    }

    /// <summary>A sum goes down its left operands without a text for each part of it.</summary>
    private string PrintBinary(IrBinary binary)
    {
        int precedence = PrecedenceOf(binary.Operator);
        var links = new Stack<IrBinary>();
        links.Push(binary);
        while (links.Peek().Left is IrBinary left && PrecedenceOf(left.Operator) == precedence)
        {
            links.Push(left);
        }

        var text = new StringBuilder(Print(links.Peek().Left, precedence));
        foreach (IrBinary link in links)
        {
            text.Append(' ').Append(Symbol(link.Operator)).Append(' ').Append(Print(link.Right, precedence + 1));
        }

        return text.ToString();
    }

    private string PrintNewArray(IrNewArray array)
    {
        if (array.Type.IsTensor)
        {
            return $"global::System.Numerics.Tensors.Tensor.CreateFromShape<{array.Type.Element!.Name}>({Print(array.Length)})";
        }

        // The length stands in the first pair of brackets: new double[n][].
        string element = array.Type.Element!.Name;
        int brackets = element.IndexOf('[');
        string rows = brackets < 0 ? string.Empty : element.Substring(brackets);
        return $"new {element.Substring(0, element.Length - rows.Length)}[{string.Join(", ", array.Children.Select(length => Print(length)))}]{rows}";
    }

    private string PrintField(IrField field)
    {
        if (field.Field is { IsCaptured: true, Name: var captured } && field.Target is IrVariableReference { Variable.Name: "this" })
        {
            return Names.IsFree(captured) ? captured : $"{accessors.Of(field.Target.Type, field.Field)}(ref {AsReference("this")})";
        }

        if (field.Field.Access == IrFieldAccess.Hidden)
        {
            string target = PrintPlace(field.Target, isReference: true);
            return $"{accessors.Of(field.Target.Type, field.Field)}(ref {(IsOfParameter(field.Target) ? AsReference(target) : target)})";
        }

        return $"{Print(field.Target, Primary)}.{field.Field.Name}";
    }

    /// <summary>Whether a place may be readonly: the receiver is in a readonly method, and so is a parameter with <c>in</c>.</summary>
    private static bool IsOfParameter(IrExpression place) => place is IrField field ? IsOfParameter(field.Target) : place is IrVariableReference { Variable.Kind: IrVariableKind.Parameter };

    private static string AsReference(string place) => $"global::System.Runtime.CompilerServices.Unsafe.AsRef(in {place})";

    /// <summary>A place to be assigned, or passed by reference, which a property cannot be.</summary>
    private string PrintPlace(IrExpression place, bool isReference)
    {
        if (place is IrView { Field: { } member } view)
        {
            bool isNamed = member.Access == IrFieldAccess.Field || (member.Access == IrFieldAccess.Property && !isReference);
            return isNamed ? PrintView(view) : $"{accessors.Of(view.Receiver.Type, member)}({Instance(view)})";
        }

        if (place is not IrField field)
        {
            return place is IrElement element && element.Memory is IrField held
                ? $"{PrintField(held)}[{Print(element.Index)}]"
                : Print(place, isReference ? 0 : Primary);
        }

        string target = PrintPlace(field.Target, isReference: true);
        bool isDirect = field.Field.Access == IrFieldAccess.Field || (field.Field.Access == IrFieldAccess.Property && !isReference);
        return isDirect ? $"{target}.{field.Field.Name}" : $"{accessors.Of(field.Target.Type, field.Field)}(ref {target})";
    }

    private string PrintNewStruct(IrNewStruct made)
    {
        if (made.Type.IsTuple)
        {
            return $"({string.Join(", ", made.Values.Select(value => Print(value)))})";
        }

        EquatableArray<IrStructField> fields = made.Type.Fields;
        return fields.All(field => field.Access is IrFieldAccess.Field or IrFieldAccess.Property or IrFieldAccess.Initializer)
            ? $"new {made.Type.Name} {{ {string.Join(", ", made.Values.Select((value, i) => $"{fields[i].Name} = {Print(value)}"))} }}"
            : $"{accessors.Make(made.Type)}({string.Join(", ", made.Values.Select(value => Print(value)))})";
    }

    private string PrintUnary(IrUnary unary)
    {
        string operand = Print(unary.Operand, Unary);
        string symbol = unary.Operator switch
        {
            IrUnaryOperator.Negate => "-",
            IrUnaryOperator.Not => "!",
            _ => "~",
        };

        // Two signs in a row would be a decrement.
        return symbol == "-" && operand.StartsWith("-", System.StringComparison.Ordinal) ? $"-({operand})" : symbol + operand;
    }

    private string PrintSlice(IrSlice slice)
    {
        string memory = Print(slice.Memory, Primary);
        string method = slice.Memory.Unconverted().Type.Kind != IrTypeKind.Array ? "Slice" : slice.Type.IsHeldSpan ? "AsMemory" : "AsSpan";
        return slice.Length is null ? $"{memory}.{method}({Print(slice.Start)})" : $"{memory}.{method}({Print(slice.Start)}, {Print(slice.Length)})";
    }

    /// <summary>What an accessor of a field is given: an object, or a struct by reference.</summary>
    private string Instance(IrView field) => field.Receiver.Type.IsStruct ? "ref " + PrintPlace(field.Receiver, isReference: true) : Print(field.Receiver);

    private string PrintView(IrView view)
    {
        if (view.Field is { Access: IrFieldAccess.Hidden } hidden)
        {
            return $"{accessors.Of(view.Receiver.Type, hidden)}({Instance(view)})";
        }

        string receiver = Print(view.Receiver, Primary);
        string arguments = string.Join(", ", view.Arguments.Select(argument => Print(argument)));
        return view.Form switch
        {
            IrViewForm.Property => $"{receiver}.{view.Name}",
            IrViewForm.Indexer => $"{receiver}[{arguments}]",
            IrViewForm.Function => $"{view.Name}({string.Join(", ", view.Children.Select(child => Print(child)))})",
            _ => $"{receiver}.{view.Name}({arguments})",
        };
    }

    private string PrintOpaque(IrOpaque opaque)
    {
        var text = new StringBuilder(opaque.Parts[0]);
        for (int i = 0; i < opaque.Operands.Count; i++)
        {
            // An operand that something follows directly must bind as tightly as a name.
            bool isDelimited = opaque.Parts[i].Length == 0 || opaque.Parts[i + 1].StartsWith(".", System.StringComparison.Ordinal) || opaque.Parts[i + 1].StartsWith("[", System.StringComparison.Ordinal);
            text.Append(Print(opaque.Operands[i], isDelimited ? Primary : Conditional + 1)).Append(opaque.Parts[i + 1]);
        }

        return text.ToString();
    }

    private string PrintCall(IrCall call)
    {
        if (call.Method.Operator is { } symbol)
        {
            return call.Arguments.Count == 1
                ? symbol + Print(call.Arguments[0], Primary)
                : $"{Print(call.Arguments[0], Primary)} {symbol} {Print(call.Arguments[1], Primary)}";
        }

        string arguments = string.Join(", ", call.Arguments.Select(argument => Print(argument)));
        string receiver = call.Receiver is null ? string.Empty : Print(call.Receiver, Primary);
        return call.Method.CallText == "[]" ? $"{receiver}[{arguments}]" : $"{receiver}{call.Method.CallText}({arguments})";
    }
}
