using System.Linq;

namespace Autodiff.Generators.Ir;

/// <summary>Constructors that fold what a person would not write: double negations, additions of zero.</summary>
internal static class IrBuild
{
    public static IrVariableReference Read(IrVariable variable) => new(variable);

    public static IrExpression Negate(IrExpression operand) => operand switch
    {
        IrUnary { Operator: IrUnaryOperator.Negate } negated => negated.Operand,
        IrLiteral literal when IsZero(literal) => literal,
        _ => new IrUnary(IrUnaryOperator.Negate, operand, operand.Type),
    };

    public static IrExpression Multiply(IrExpression left, IrExpression right)
    {
        if (left is IrUnary { Operator: IrUnaryOperator.Negate } negatedLeft)
        {
            return Negate(Multiply(negatedLeft.Operand, right));
        }

        if (right is IrUnary { Operator: IrUnaryOperator.Negate } negatedRight)
        {
            return Negate(Multiply(left, negatedRight.Operand));
        }

        return IsOne(left) ? right
            : IsOne(right) ? left
            : new IrBinary(IrBinaryOperator.Multiply, left, right, TypeOf(left, right));
    }

    public static IrExpression Divide(IrExpression left, IrExpression right) => left is IrUnary { Operator: IrUnaryOperator.Negate } negated
        ? Negate(Divide(negated.Operand, right))
        : new IrBinary(IrBinaryOperator.Divide, left, right, TypeOf(left, right));

    /// <summary>The conjugate of a factor by which an adjoint is multiplied; a real number is its own.</summary>
    public static IrExpression Conjugate(IrExpression operand) => operand switch
    {
        { Type.IsComplex: false } or IrLiteral { Text: [>= '0' and <= '9', ..] } or IrConversion { Operand.Type.IsComplex: false } => operand,
        IrConjugate conjugate => conjugate.Operand,
        IrUnary { Operator: IrUnaryOperator.Negate } negated => Negate(Conjugate(negated.Operand)),
        IrBinary { Operator: IrBinaryOperator.Multiply, Right: IrConjugate right } product => Multiply(Conjugate(product.Left), right.Operand),
        _ => new IrConjugate(operand),
    };

    /// <summary>The real part of a number, which may be real already.</summary>
    public static IrExpression RealPart(IrExpression operand) => operand switch
    {
        { Type.IsComplex: false } => operand,
        IrLiteral { Text: [>= '0' and <= '9', ..] } literal => literal with { Type = IrType.Double },
        IrUnary { Operator: IrUnaryOperator.Negate } negated => Negate(RealPart(negated.Operand)),
        IrConjugate conjugate => RealPart(conjugate.Operand),
        IrNewComplex made => made.Real,
        IrBinary { Operator: IrBinaryOperator.Multiply, Left.Type.IsReal: true } product => Multiply(product.Left, RealPart(product.Right)),
        IrBinary { Operator: IrBinaryOperator.Multiply, Right.Type.IsReal: true } product => Multiply(RealPart(product.Left), product.Right),
        _ => new IrComplexPart(operand, IsImaginary: false),
    };

    /// <summary>The imaginary part of a complex number.</summary>
    public static IrExpression ImaginaryPart(IrExpression operand) => operand switch
    {
        IrUnary { Operator: IrUnaryOperator.Negate } negated => Negate(ImaginaryPart(negated.Operand)),
        IrConjugate conjugate => Negate(ImaginaryPart(conjugate.Operand)),
        IrNewComplex made => made.Imaginary,
        _ => new IrComplexPart(operand, IsImaginary: true),
    };

    /// <summary>A complex number of which the imaginary part alone is not zero.</summary>
    public static IrExpression TimesI(IrExpression real) => real is IrUnary { Operator: IrUnaryOperator.Negate } negated
        ? Negate(TimesI(negated.Operand))
        : new IrNewComplex(IrLiteral.Zero(IrType.Double), real);

    /// <summary>The type of a product or a quotient: complex, if one of the operands is.</summary>
    private static IrType TypeOf(IrExpression left, IrExpression right) => right.Type.IsComplex ? right.Type : left.Type;

    /// <summary>An integer sum, with literals folded.</summary>
    public static IrExpression Plus(IrExpression left, int right)
    {
        if (IntValue(left) is int value)
        {
            return Int(value + right, left.Type);
        }

        if (left is IrBinary { Operator: IrBinaryOperator.Add or IrBinaryOperator.Subtract } sum && IntValue(sum.Right) is int term)
        {
            int total = (sum.Operator == IrBinaryOperator.Add ? term : -term) + right;
            return Plus(sum.Left, total);
        }

        return right == 0 ? left
            : right > 0 ? new IrBinary(IrBinaryOperator.Add, left, Int(right, IrType.Int32), left.Type)
            : new IrBinary(IrBinaryOperator.Subtract, left, Int(-right, IrType.Int32), left.Type);
    }

    public static IrExpression Minus(IrExpression left, IrExpression right) => IntValue(right) is int value
        ? Plus(left, -value)
        : new IrBinary(IrBinaryOperator.Subtract, left, right, left.Type);

    public static IrExpression Not(IrExpression condition) => condition is IrUnary { Operator: IrUnaryOperator.Not } negated
        ? negated.Operand
        : condition is IrBinary { Left.Type.IsInteger: true, Operator: >= IrBinaryOperator.Equal } comparison
        ? comparison with { Operator = Opposite(comparison.Operator) }
        : new IrUnary(IrUnaryOperator.Not, condition, IrType.Boolean);

    public static IrExpression And(IrExpression left, IrExpression right) =>
        left is IrLiteral { Text: "true" } ? right
        : right is IrLiteral { Text: "true" } ? left
        : new IrBinary(IrBinaryOperator.ConditionalAnd, left, right, IrType.Boolean);

    /// <summary>A field of a struct, without a detour by the whole struct where its values are known.</summary>
    public static IrExpression Field(IrExpression target, int index) => target switch
    {
        IrNewStruct made => made.Values[index],
        IrLiteral => Default(target.Type.Fields[index].Type),
        IrStopGradient stop => new IrStopGradient(Field(stop.Operand, index)),
        IrSelect select => new IrSelect(select.Condition, Field(select.WhenTrue, index), Field(select.WhenFalse, index), target.Type.Fields[index].Type),
        IrView element when IsElement(element) => new IrView(target, IrViewForm.Property, target.Type.Fields[index].Name, target.Type.Fields[index].Name, [], target.Type.Fields[index].Type) { Field = target.Type.Fields[index], Origin = target.Origin },
        _ => new IrField(target, index) { Origin = target.Origin },
    };

    /// <summary>Whether a struct stands in an array or a list of structs that lead to memory: its fields are views, like those of an object.</summary>
    private static bool IsElement(IrView view) => view is { Type.HasMemoryFields: true } && (view.Receiver.Type.HoldsStructs || view is { Field: not null, Receiver.Type.IsStruct: true });

    /// <summary>A struct as the values of its fields, down to the last.</summary>
    public static IrExpression Explode(IrExpression value) => !value.Type.IsStruct
        ? value
        : new IrNewStruct(Enumerable.Range(0, value.Type.Fields.Count).Select(i => Explode(Field(value, i))).ToEquatableArray(), value.Type) { Origin = value.Origin };

    /// <summary>The zero of a numeric or boolean type; <c>default</c> of another.</summary>
    public static IrExpression Default(IrType type) => type.Kind switch
    {
        IrTypeKind.Boolean => new IrLiteral("false", type),
        _ when type.IsNumber || type.IsInteger => IrLiteral.Zero(type),
        IrTypeKind.Struct => new IrLiteral("default", type),
        _ => new IrLiteral("default!", type),
    };

    /// <summary>A call of a method of the runtime, or of a rule, by its text.</summary>
    public static IrCall Call(string text, IrType result, params IrExpression[] arguments) => Call(text, null, result, arguments);

    public static IrCall Call(string text, IrExpression? receiver, IrType result, params IrExpression[] arguments) =>
        new(new IrMethod(text, text, arguments.Select(_ => Anonymous).ToEquatableArray(), result, IrCallKind.Plain, IrEffect.Writes) { WritesReceiver = receiver?.Type.Kind == IrTypeKind.Object }, receiver, arguments.ToEquatableArray());

    /// <summary>An object of zeros, of the shape of another: new memory, to whatever looks at it.</summary>
    public static IrCall Shadow(IrVariable original)
    {
        bool isOther = original.Type is { IsContainer: false, IsClass: false };
        string text = isOther ? ".CreateShadow" : original.Type.Runtime + ".CreateShadow";
        var method = new IrMethod("CreateShadow", text, isOther ? [] : [Anonymous], original.Type, IrCallKind.Rule, IrEffect.Pure);
        return isOther ? new(method, Read(original), []) : new(method, null, [Read(original)]);
    }

    /// <summary>Adds the numbers of one object to those of another of the same shape.</summary>
    public static IrEvaluate Accumulate(IrExpression addend, IrExpression sum) => new(Call(
        sum.Type is { IsContainer: false, IsWalked: false } ? "global::Autodiff.Objects.AccumulateObject" : sum.Type.Runtime + (sum.Type.IsWalked ? ".Accumulate" : $".Accumulate<{sum.Type.Number!.Name}>"), IrType.Void, addend, sum));

    /// <summary>The elements of a memory or a container as a span, where C# does not convert by itself.</summary>
    public static IrExpression AsSpan(IrExpression memory) => memory.Type.IsContainer || memory.Type.IsHeldSpan
        ? new IrConversion(memory, memory.Type.Kind == IrTypeKind.ReadOnlySpan ? IrType.ReadOnlySpanOf(memory.Type.Element!) : IrType.SpanOf(memory.Type.Element!), IsImplicit: true)
        : memory;

    public static bool IsZero(IrExpression expression) => expression is IrLiteral { Text: "0" or "0.0" or "0d" or "0f" };

    private static readonly IrParameter Anonymous = new("", IrType.Void, IsDifferentiable: false, IsWritten: false);

    private static IrBinaryOperator Opposite(IrBinaryOperator comparison) => comparison switch
    {
        IrBinaryOperator.Equal => IrBinaryOperator.NotEqual,
        IrBinaryOperator.NotEqual => IrBinaryOperator.Equal,
        IrBinaryOperator.Less => IrBinaryOperator.GreaterOrEqual,
        IrBinaryOperator.LessOrEqual => IrBinaryOperator.Greater,
        IrBinaryOperator.Greater => IrBinaryOperator.LessOrEqual,
        _ => IrBinaryOperator.Less,
    };

    public static bool IsOne(IrExpression expression) => expression is IrLiteral { Text: "1" or "1.0" };

    private static IrLiteral Int(int value, IrType type) => IrLiteral.Int(value) with { Type = type };

    private static int? IntValue(IrExpression expression) =>
        expression is IrLiteral { Type.IsInteger: true } literal && int.TryParse(literal.Text, out int value) ? value : null;
}
