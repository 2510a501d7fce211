using System.Collections.Generic;

namespace Autodiff.Generators.Ir;

/// <summary>
/// An expression. Evaluating one changes nothing, except a call, which may stand only where
/// <see cref="IrStatement"/> says so: as the whole initialiser, the whole assigned value or a whole statement.
/// Calls that change nothing (<see cref="IrEffect.Pure"/>) may stand anywhere.
/// </summary>
internal abstract record IrExpression(IrType Type)
{
    public Origin Origin { get; init; }

    /// <summary>The operands, in the order of evaluation.</summary>
    public virtual EquatableArray<IrExpression> Children => [];

    /// <summary>This node over other operands, as many as <see cref="Children"/> has.</summary>
    public virtual IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this;
}

/// <summary>
/// A literal, a constant or another text that has the same value everywhere: <c>0.5</c>, <c>Math.PI</c>, <c>null</c>.
/// A number of a type parameter is the plain number here, too, and printed as <c>T.One</c>, <c>T.CreateChecked(0.5)</c>.
/// </summary>
internal sealed record IrLiteral(string Text, IrType Type) : IrExpression(Type)
{
    public static IrLiteral Int(int value) => new(value.ToString(System.Globalization.CultureInfo.InvariantCulture), IrType.Int32);

    public static IrLiteral Zero(IrType type) => new("0", type);

    public static IrLiteral One(IrType type) => new("1", type);
}

/// <summary>A variable: read, or as a place.</summary>
internal sealed record IrVariableReference(IrVariable Variable) : IrExpression(Variable.Type);

/// <summary>The receiver of the user's method, a constant.</summary>
internal sealed record IrThis(IrType Type) : IrExpression(Type);

internal enum IrUnaryOperator
{
    Negate,
    Not,
    Complement,
}

internal sealed record IrUnary(IrUnaryOperator Operator, IrExpression Operand, IrType Type) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => new([Operand]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operand = children[0] };
}

internal enum IrBinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    ShiftLeft,
    ShiftRight,
    UnsignedShiftRight,
    And,
    Or,
    ExclusiveOr,
    ConditionalAnd,
    ConditionalOr,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record IrBinary(IrBinaryOperator Operator, IrExpression Left, IrExpression Right, IrType Type) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => new([Left, Right]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) =>
        this with { Left = children[0], Right = children[1] };
}

/// <summary>The real or the imaginary part of a complex number: <c>z.Real</c>, <c>z.Imaginary</c>.</summary>
internal sealed record IrComplexPart(IrExpression Operand, bool IsImaginary) : IrExpression(IrType.Double)
{
    public override EquatableArray<IrExpression> Children => new([Operand]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operand = children[0] };
}

/// <summary><c>Complex.Conjugate(z)</c>.</summary>
internal sealed record IrConjugate(IrExpression Operand) : IrExpression(IrType.Complex)
{
    public override EquatableArray<IrExpression> Children => new([Operand]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operand = children[0] };
}

/// <summary>A complex number made of its parts: <c>new Complex(re, im)</c>.</summary>
internal sealed record IrNewComplex(IrExpression Real, IrExpression Imaginary) : IrExpression(IrType.Complex)
{
    public override EquatableArray<IrExpression> Children => new([Real, Imaginary]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Real = children[0], Imaginary = children[1] };
}

/// <summary>A numeric conversion, or an array or span read as another kind of span.</summary>
/// <param name="IsImplicit">Whether C# converts without a cast.</param>
internal sealed record IrConversion(IrExpression Operand, IrType Type, bool IsImplicit) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => new([Operand]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operand = children[0] };
}

/// <summary>A differentiable struct as an argument of an interface's type, in a box that lasts for the call.</summary>
internal sealed record IrBox(IrExpression Operand, IrType Type) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => new([Operand]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operand = children[0] };
}

/// <summary><c>condition ? whenTrue : whenFalse</c>.</summary>
internal sealed record IrSelect(IrExpression Condition, IrExpression WhenTrue, IrExpression WhenFalse, IrType Type) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => new([Condition, WhenTrue, WhenFalse]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) =>
        this with { Condition = children[0], WhenTrue = children[1], WhenFalse = children[2] };
}

/// <summary>An element of an array or a span: read, or as a place.</summary>
internal sealed record IrElement(IrExpression Memory, IrExpression Index) : IrExpression(Memory.Type.Element!)
{
    public override EquatableArray<IrExpression> Children => new([Memory, Index]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) =>
        this with { Memory = children[0], Index = children[1] };
}

/// <summary>A field of a struct or an element of a tuple: read, or as a place.</summary>
internal sealed record IrField(IrExpression Target, int Index) : IrExpression(Target.Type.Fields[Index].Type)
{
    public IrStructField Field => Target.Type.Fields[Index];

    public override EquatableArray<IrExpression> Children => new([Target]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => new IrField(children[0], Index) { Origin = Origin };
}

/// <summary>A struct or a tuple made of the values of its fields.</summary>
internal sealed record IrNewStruct(EquatableArray<IrExpression> Values, IrType Type) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => Values;

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Values = children.ToEquatableArray() };
}

/// <summary>The number of elements of an array, a span or a container, or of one of its dimensions.</summary>
/// <param name="Member">The member that tells it: <c>Length</c>, <c>GetLength(0)</c>.</param>
internal sealed record IrLength(IrExpression Memory, string Member = "Length") : IrExpression(IrType.Int32)
{
    public override EquatableArray<IrExpression> Children => new([Memory]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Memory = children[0] };
}

/// <summary>
/// A view of consecutive elements of an array or a span: <c>Slice</c>, <c>AsSpan</c>, a range on a span.
/// <see cref="Length"/> is <see langword="null"/> for all the rest.
/// </summary>
internal sealed record IrSlice(IrExpression Memory, IrExpression Start, IrExpression? Length, IrType Type) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => new(Length is null ? [Memory, Start] : [Memory, Start, Length]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) =>
        this with { Memory = children[0], Start = children[1], Length = Length is null ? null : children[2] };
}

internal enum IrViewForm
{
    Property,
    Indexer,
    Method,

    /// <summary>A static method or a constructor, whose first argument is the receiver.</summary>
    Function,
}

/// <summary>
/// A member marked <c>[View]</c> of a differentiable object, or an element of a container: <c>matrix.Values</c>,
/// <c>eig.Vector(1)</c>, <c>matrix[i, j]</c>; or a field of an object of a differentiable class. Applied to the object's shadow it gives the shadow of the view. One of a real type is a place.
/// </summary>
/// <param name="WritableName">The member that gives the view writable; the same as <paramref name="Name"/> where that one does.</param>
internal sealed record IrView(
    IrExpression Receiver,
    IrViewForm Form,
    string Name,
    string WritableName,
    EquatableArray<IrExpression> Arguments,
    IrType Type) : IrExpression(Type)
{
    /// <summary>The field that it is, of an object of a differentiable class.</summary>
    public IrStructField? Field { get; init; }

    /// <summary>Whether it is a value that may be assigned, and no memory of its own.</summary>
    public bool IsPlace => Type.IsNumber || Type.IsStruct || (Field is not null && !IsSlot);

    /// <summary>Whether it leads to memory or an object, so that assigning it makes it lead to another.</summary>
    public bool IsSlot => Type.HoldsMemory || (Field is not null && Type.Kind == IrTypeKind.Object);

    public override EquatableArray<IrExpression> Children => new([Receiver, .. Arguments]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children)
    {
        var arguments = new IrExpression[children.Count - 1];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = children[i + 1];
        }

        return this with { Receiver = children[0], Arguments = new(arguments) };
    }
}

/// <summary>A new array of zeros: <c>new double[n]</c>, <c>new double[n, m]</c>, <c>stackalloc double[n]</c>; or a new tensor of zeros.</summary>
/// <param name="Length">The length of the first dimension; of a tensor, the span of all its lengths.</param>
internal sealed record IrNewArray(IrExpression Length, IrType Type) : IrExpression(Type)
{
    /// <summary>The lengths of the other dimensions.</summary>
    public EquatableArray<IrExpression> OtherLengths { get; init; }

    public override EquatableArray<IrExpression> Children => new([Length, .. OtherLengths]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children)
    {
        var others = new IrExpression[children.Count - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = children[i + 1];
        }

        return this with { Length = children[0], OtherLengths = new(others) };
    }
}

/// <summary>A value through which no derivative flows: <c>Ad.StopGradient(x)</c>, a <c>[NoGradient]</c> call.</summary>
internal sealed record IrStopGradient(IrExpression Operand) : IrExpression(Operand.Type)
{
    public override EquatableArray<IrExpression> Children => new([Operand]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operand = children[0] };
}

internal enum IrEffect
{
    /// <summary>The same operands give the same value, always.</summary>
    Pure,

    /// <summary>Reads state outside the method's variables (a field, a property).</summary>
    Reads,

    /// <summary>Runs code that cannot be seen (a property's getter) and so must run as often as the user wrote it.</summary>
    Computes,

    /// <summary>May change state outside the method's variables.</summary>
    Writes,
}

/// <summary>
/// C# text around operands that differentiation treats as a constant: a field, a property of an unmarked type, an
/// interpolated string, an object creation. <c>Parts[0] + Children[0] + Parts[1] + …</c>
/// </summary>
/// <param name="Effect">What evaluating it does; one that <see cref="IrEffect.Writes"/> stands only where a call may.</param>
/// <param name="IsSink">Whether active operands may flow into it (they end there).</param>
internal sealed record IrOpaque(EquatableArray<string> Parts, EquatableArray<IrExpression> Operands, IrType Type, IrEffect Effect, bool IsSink = false) : IrExpression(Type)
{
    public override EquatableArray<IrExpression> Children => Operands;

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Operands = children.ToEquatableArray() };
}

/// <summary>
/// A call of a method, a constructor or an indexer. <see cref="Arguments"/> are in the order of
/// <see cref="IrMethod.Parameters"/>, every one present (defaults filled in).
/// </summary>
internal sealed record IrCall(IrMethod Method, IrExpression? Receiver, EquatableArray<IrExpression> Arguments) : IrExpression(Method.Result)
{
    public override EquatableArray<IrExpression> Children => Receiver is null ? Arguments : new([Receiver, .. Arguments]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children)
    {
        int first = Receiver is null ? 0 : 1;
        var arguments = new IrExpression[children.Count - first];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = children[i + first];
        }

        return this with { Receiver = Receiver is null ? null : children[0], Arguments = new(arguments) };
    }
}

/// <summary>What the tape gives back. Only transforms make these.</summary>
internal sealed record IrPop(IrType Type) : IrExpression(Type);

/// <summary>A place passed by reference: <c>ref place</c>, or <c>out place</c>. The callee may write it.</summary>
internal sealed record IrReference(IrExpression Place, bool IsOut = false) : IrExpression(Place.Type)
{
    public override EquatableArray<IrExpression> Children => new([Place]);

    public override IrExpression WithChildren(IReadOnlyList<IrExpression> children) => this with { Place = children[0] };
}

/// <summary>A variable filled by the call it is an argument of: <c>out T name</c>, or <c>out name</c>. Only transforms make these.</summary>
internal sealed record IrOut(IrVariable Variable, bool IsDeclaration) : IrExpression(Variable.Type);
