using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Inline arrays of numbers, which are structs in C#: a local of one is an array here, and copying one copies its
/// elements.
/// </summary>
internal sealed class InlineArrayLowering(LoweringContext context)
{
    /// <summary>The elements of an inline array; <see langword="null"/> for any other type.</summary>
    public static (ITypeSymbol Element, int Length)? Shape(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct } named
        && named.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: "InlineArrayAttribute", ContainingNamespace.Name: "CompilerServices" }) is { ConstructorArguments: [{ Value: int length }] }
        && named.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => !field.IsStatic) is { } field
            ? (field.Type, length)
            : null;

    /// <summary>The array that a local of the type is; <see langword="null"/> for what is no inline array of numbers.</summary>
    public IrType? TypeOf(ITypeSymbol? type) =>
        Shape(type) is { } shape && context.Types.Lower(shape.Element) is { } element && (element.IsReal || element.IsInteger || element.Kind == IrTypeKind.Boolean) ? IrType.ArrayOf(element) : null;

    /// <summary>Whether a value of such a type may stand where it does: not where C# would need the struct itself.</summary>
    public static bool IsInPlace(IOperation operation) => operation.Parent is IInlineArrayAccessOperation or IVariableInitializerOperation or ISimpleAssignmentOperation
        or IForEachLoopOperation or IReturnOperation or IArgumentOperation or IParenthesizedOperation
        || (operation.Parent is IConversionOperation conversion && (TypeLowering.IsSpan(conversion.Type) || conversion.Parent is IForEachLoopOperation));

    /// <summary>A local, with zeros or with a copy of what it is given.</summary>
    public void Declare(ILocalSymbol local, IrType type, IOperation? value, Origin origin)
    {
        IrExpression? source = value is null || IsZeros(value) ? null : context.Expressions.Value(value);
        IrVariable variable = context.Declare(local, IrVariableKind.Local, local.Type);
        context.Emit(new IrDeclare(variable, Zeros(local.Type, type)) { Origin = origin });
        if (source is not null)
        {
            Copy(source, new IrVariableReference(variable), value!, origin);
        }
    }

    public static IrNewArray Zeros(ITypeSymbol type, IrType array) => new(IrLiteral.Int(Shape(type)!.Value.Length), array);

    /// <summary><c>b = c</c>.</summary>
    public IrExpression Assign(ISimpleAssignmentOperation assignment)
    {
        Origin origin = context.OriginOf(assignment.Syntax);
        IrExpression place = context.Places.Place(assignment.Target);
        if (place is not IrVariableReference { Type.Kind: IrTypeKind.Array })
        {
            return Refuse(assignment);
        }

        if (IsZeros(assignment.Value))
        {
            context.Emit(new IrEvaluate(new FrameworkCalls(context).OnSpan("Clear", AsSpan(place))) { Origin = origin });
        }
        else
        {
            Copy(context.Expressions.Value(assignment.Value), IrCopy.Copy(place), assignment.Value, origin);
        }

        return IrCopy.Copy(place);
    }

    /// <summary><c>b[i]</c>, <c>b[^1]</c>, <c>b[1..3]</c>.</summary>
    public IrExpression Element(IInlineArrayAccessOperation access)
    {
        bool isLocal = access.Instance is ILocalReferenceOperation or IParameterReferenceOperation or IParenthesizedOperation;
        return TypeOf(access.Instance.Type) is not { } type || (!isLocal && TypeLowering.IsSpan(access.Type))
            ? Refuse(access)
            : context.Memory.Element(access.Instance, access.Argument, access.Type, isLocal ? type : null);
    }

    /// <summary>An argument of a body that goes in here: the array, or a literal for zeros.</summary>
    public IrExpression Argument(IOperation argument)
    {
        IrExpression value = IsZeros(argument) ? context.Placeholder(argument) : context.Expressions.Value(argument);
        return value is IrLiteral || value.Type.IsMemory ? value : Refuse(argument);
    }

    /// <summary>A parameter of a body that goes in here: the very array by reference, a copy by value.</summary>
    public void Bind(IParameterSymbol parameter, IrType type, IrExpression value)
    {
        if (parameter.RefKind != RefKind.None && value is IrVariableReference { Type.IsMemory: true })
        {
            context.Frame.Bind(parameter, value);
            return;
        }

        IrVariable local = context.Declare(parameter, IrVariableKind.Local, parameter.Type);
        context.Emit(new IrDeclare(local, Zeros(parameter.Type, type)) { Origin = value.Origin });
        if (value.Type.IsMemory)
        {
            context.ArrayMembers.CopyInto(value, AsSpan(new IrVariableReference(local)), value.Origin);
        }
    }

    public IrExpression Refuse(IOperation operation) => context.Unsupported(operation, "An inline array as a value", "keep it in a local, and pass a span of it");

    private void Copy(IrExpression source, IrExpression target, IOperation value, Origin origin)
    {
        if (!source.Type.IsMemory)
        {
            _ = Refuse(value);
        }
        else if (!source.Equals(target))
        {
            context.ArrayMembers.CopyInto(source, AsSpan(target), origin);
        }
    }

    private static IrSlice AsSpan(IrExpression array) => new(array, IrLiteral.Int(0), null, IrType.SpanOf(array.Type.Element!));

    private static bool IsZeros(IOperation value) => value switch
    {
        IConversionOperation conversion => IsZeros(conversion.Operand),
        IDefaultValueOperation => true,
        IObjectCreationOperation { Constructor: null or { IsImplicitlyDeclared: true }, Initializer: null } => true,
        _ => false,
    };
}
