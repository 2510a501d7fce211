using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Inline arrays of numbers, which are structs in C#: a local of one is an array here, a parameter a span of its elements,
/// and copying one copies its elements.
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
        Shape(type) is { } shape && context.Types.Lower(shape.Element) is { } element && (element.IsNumber || element.IsInteger || element.Kind == IrTypeKind.Boolean) ? IrType.ArrayOf(element) : null;

    /// <summary>The type that a variable of a type has here.</summary>
    public IrType Lower(ITypeSymbol? type) => TypeOf(type) ?? context.Types.Lower(type);

    /// <summary>The struct itself, as signatures name it.</summary>
    public IrInlineArray? Declared(ITypeSymbol type) => TypeOf(type) is { Element: { } element }
        ? new IrInlineArray(new IrType(IrTypeKind.Struct, context.Types.ContainerText(type), Fields: [new IrStructField("Elements", element, IrFieldAccess.Hidden, "Elements")]))
        : null;

    /// <summary>The span that a parameter is.</summary>
    public IrType? ElementsOf(IParameterSymbol parameter) => TypeOf(parameter.Type) is not { Element: { } element } ? null
        : parameter.RefKind is RefKind.Ref or RefKind.Out ? IrType.SpanOf(element)
        : IrType.ReadOnlySpanOf(element);

    /// <summary>A parameter of the method; <see langword="null"/> where it is no inline array.</summary>
    public IrVariable? Parameter(IParameterSymbol parameter) =>
        ElementsOf(parameter) is { } elements ? context.Declare(parameter, IrVariableKind.Parameter, elements) : null;

    /// <summary>Copies the parameters by value that the body may write.</summary>
    public void CopyWritten(IEnumerable<IParameterSymbol> parameters, IOperation body)
    {
        foreach (IParameterSymbol parameter in parameters.Where(parameter => parameter.RefKind == RefKind.None && TypeOf(parameter.Type) is not null))
        {
            if (body.Descendants().OfType<IParameterReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter) && !IsRead(reference)))
            {
                var given = new IrVariableReference(context.Variable(parameter, parameter.Type));
                IrVariable copy = context.Local(TypeOf(parameter.Type)!, parameter.Name + "Value");
                context.Emit(new IrDeclare(copy, Zeros(parameter.Type, copy.Type)));
                context.ArrayMembers.CopyInto(given, AsSpan(new IrVariableReference(copy)), default);
                context.Redirect(parameter, copy);
            }
        }
    }

    /// <summary>Whether nobody writes what a mention of a parameter leads to.</summary>
    private static bool IsRead(IOperation mention) => mention.Parent switch
    {
        IParenthesizedOperation parenthesized => IsRead(parenthesized),
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.None or RefKind.In,
        IConversionOperation { Type.Name: "ReadOnlySpan" } => true,
        IVariableInitializerOperation or IReturnOperation => true,
        IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol.IsRef: false } } => true,
        IConversionOperation { Parent: IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol.IsRef: false } } } => true,
        ISimpleAssignmentOperation assignment => assignment.Value == mention && !assignment.IsRef,
        IInlineArrayAccessOperation access when TypeLowering.IsSpan(access.Type) => access.Type!.Name == "ReadOnlySpan",
        IInlineArrayAccessOperation access => access.Parent is IBinaryOperation or IConversionOperation or IVariableInitializerOperation { Locals.IsEmpty: true, Parent: IVariableDeclaratorOperation { Symbol.IsRef: false } }
            or IReturnOperation or IUnaryOperation or IArgumentOperation { Parameter.RefKind: RefKind.None } || (access.Parent is IAssignmentOperation { Value: var value } and not ISimpleAssignmentOperation { IsRef: true } && value == access),
        _ => false,
    };

    /// <summary>An argument of a differentiable method: a span of the elements; <see langword="null"/> for what is no inline array.</summary>
    public IrExpression? Given(IOperation argument, IParameterSymbol? parameter)
    {
        if (parameter is null || context.InSink || ElementsOf(parameter) is not { } elements || parameter.ContainingSymbol is not IMethodSymbol method || !Attributes.Has(method, Attributes.Differentiable) || Attributes.Has(method, Attributes.NoGradient))
        {
            return null;
        }

        IrExpression value = parameter.RefKind is RefKind.Ref or RefKind.Out ? context.References.Find(argument) : Argument(argument);
        if (value is IrLiteral)
        {
            value = Held(Zeros(parameter.Type, TypeOf(parameter.Type)!));
        }
        else if (parameter.RefKind == RefKind.None && value is not IrCall && method.Parameters.Any(MayWrite))
        {
            // By value: what the callee writes elsewhere is not seen in it.
            value = context.ArrayMembers.Copy(AsSpan(value));
        }

        value = value is IrVariableReference or IrSlice or IrLiteral ? value : Held(value);
        return !value.Type.IsMemory || (elements.Kind == IrTypeKind.Span && value.Type.Kind == IrTypeKind.ReadOnlySpan) ? Refuse(argument)
            : value.Type == elements ? value
            : new IrConversion(value, elements, IsImplicit: true) { Origin = context.OriginOf(argument.Syntax) };
    }

    private bool MayWrite(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out
        || context.Types.Lower(parameter.Type) is { IsMemory: true, Kind: not IrTypeKind.ReadOnlySpan };

    private IrExpression Held(IrExpression value)
    {
        IrVariable held = context.Temporary(value.Type, "elements");
        context.Emit(new IrDeclare(held, value) { Origin = value.Origin });
        return new IrVariableReference(held);
    }

    /// <summary>What the method returns: an array that nothing else leads to.</summary>
    public IrExpression Result(IOperation returned, Origin origin)
    {
        IrExpression value = IsZeros(returned) ? Zeros(returned.Type!, TypeOf(returned.Type)!) : context.Expressions.Initializer(returned);
        return !value.Type.IsMemory ? Refuse(returned)
            : value is IrVariableReference { Variable: { Kind: not IrVariableKind.Parameter, Type.Kind: IrTypeKind.Array } } ? value
            : value is IrCall or IrNewArray ? Held(value)
            : context.ArrayMembers.Copy(AsSpan(value)) with { Origin = origin };
    }

    /// <summary>Whether a value of such a type may stand where it does: not where C# would need the struct itself.</summary>
    public static bool IsInPlace(IOperation operation) => operation.Parent is IInlineArrayAccessOperation or IVariableInitializerOperation or ISimpleAssignmentOperation
        or IForEachLoopOperation or IReturnOperation or IArgumentOperation or IParenthesizedOperation
        || (operation.Parent is IConversionOperation conversion && (TypeLowering.IsSpan(conversion.Type) || conversion.Parent is IForEachLoopOperation));

    /// <summary>A local, with zeros or with a copy of what it is given.</summary>
    public void Declare(ILocalSymbol local, IrType type, IOperation? value, Origin origin)
    {
        IrExpression? source = value is null || IsZeros(value) ? null : context.Expressions.Initializer(value);
        IrVariable variable = context.Declare(local, IrVariableKind.Local, local.Type);
        if (source is IrCall { Type.Kind: IrTypeKind.Array })
        {
            context.Emit(new IrDeclare(variable, source) { Origin = origin });
            return;
        }

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
        if (place is not IrVariableReference { Type.Kind: IrTypeKind.Array or IrTypeKind.Span })
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
        bool isLocal = access.Instance is ILocalReferenceOperation or IParameterReferenceOperation or IParenthesizedOperation || (access.Instance is IInvocationOperation { TargetMethod: var called } && IsOwn(called));
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

    /// <summary>Whether what a method returns is an array here.</summary>
    private static bool IsOwn(IMethodSymbol method) => method.MethodKind == MethodKind.LocalFunction || (Attributes.Has(method, Attributes.Differentiable) && !Attributes.Has(method, Attributes.NoGradient));

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

    private static IrExpression AsSpan(IrExpression memory) => memory.Type.IsSpan ? memory : new IrSlice(memory, IrLiteral.Int(0), null, IrType.SpanOf(memory.Type.Element!));

    private static bool IsZeros(IOperation value) => value switch
    {
        IConversionOperation conversion => IsZeros(conversion.Operand),
        IDefaultValueOperation => true,
        IObjectCreationOperation { Constructor: null or { IsImplicitlyDeclared: true }, Initializer: null } => true,
        _ => false,
    };
}
