using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Conversions: of numbers, from arrays to spans, and the ones that would lose a derivative.</summary>
internal sealed class ConversionLowering(LoweringContext context)
{
    public IrExpression Lower(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        IrType type = context.Types.Lower(conversion.Type);
        if (context.Tensors.Conversion(conversion, type) is { } tensor)
        {
            return tensor;
        }

        if (MemoryLowering.IsCreation(operand))
        {
            return context.Memory.Lower(operand, conversion.Type);
        }

        if (operand is IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation)
        {
            return Unsupported.TextOrReport(context, operand, conversion.Type);
        }

        if (context.StructMembers.Operator(conversion.OperatorMethod, [operand], conversion) is { } computed)
        {
            return computed;
        }

        if (operand is IThrowOperation)
        {
            return context.Expressions.Value(operand) with { Type = type };
        }

        if (operand is IDefaultValueOperation)
        {
            return context.Texts.Default(conversion.Type);
        }

        if (conversion.IsImplicit && type.Kind is IrTypeKind.Double or IrTypeKind.Single or IrTypeKind.Complex or IrTypeKind.Int64 && Literal(operand, type) is { } literal)
        {
            return literal;
        }

        if (operand is IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } cloned }
            && context.Types.Lower(cloned.Type).HoldsMemory)
        {
            return SymbolEqualityComparer.Default.Equals(cloned.Type, conversion.Type)
                ? context.Expressions.Initializer(operand)
                : context.Unsupported(conversion, "A clone read as another type", "cast it to the array's own type");
        }

        IrExpression value = conversion.IsImplicit || IsIdentity(conversion) ? context.Expressions.Initializer(operand) : context.Expressions.Value(operand);
        if (value.Type == type || IsIdentity(conversion))
        {
            return value;
        }

        value = EffectSet.HasEffect(value) ? context.Hoist(value) : value;
        if (value.Type.IsStruct && context.Structs.Convert(value, operand.Type, conversion.Type, !conversion.IsImplicit) is { } converted)
        {
            return converted;
        }

        if (value is IrLiteral { Text: "null" })
        {
            return new IrLiteral("null", type);
        }

        if (value.Type is { IsStruct: true, IsDifferentiable: true } && Boxed(conversion, value, type) is { } boxed)
        {
            return boxed;
        }

        if (value.Type.IsClass && !context.InSink && conversion.IsImplicit && TypeOf(operand) is INamedTypeSymbol shadowed && DerivativeInterfaces.Of(conversion.Type) is not null
            && DerivativeInterfaces.Problem(shadowed, conversion.Type!) is { } missing && MayBeActive(value))
        {
            ReportLoss(conversion, missing);
            return value;
        }

        if (value.Type is { Kind: IrTypeKind.Object, IsContainer: false } && conversion.IsImplicit && (conversion.Conversion.IsReference || operand.Type is ITypeParameterSymbol))
        {
            // A matrix stays what it is, shadow and all, where an interface is asked for.
            return value;
        }

        if (conversion is { IsImplicit: true, Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" } } } } && value.Type.HoldsMemory)
        {
            // Nothing but the reference is looked at.
            return value;
        }

        if (context.InSink && conversion.IsImplicit && value.Type.IsNumber && type.IsReference)
        {
            // C# puts a number that is printed into its box without a cast.
            return value;
        }

        bool isLost = LosesDerivative(conversion, value, type);
        if (!isLost && !value.Type.IsDifferentiable && context.Operators.RunsCode(conversion.OperatorMethod))
        {
            return new IrOpaque([$"(({context.Types.ContainerText(conversion.Type!)})(", "))"], [value], type, IrEffect.Computes);
        }

        if (isLost)
        {
            ReportLoss(conversion, "keep it in double or float, or cut the edge with Ad.StopGradient");
            return value;
        }

        var cast = new IrConversion(value, type, IsImplicit(conversion));
        return conversion.IsImplicit ? cast : context.Operators.WithChecking(cast, conversion, conversion.IsChecked, conversion.Type);
    }

    /// <summary>A struct given to a call as an interface whose derivatives it has; <see langword="null"/> for any other conversion.</summary>
    private IrExpression? Boxed(IConversionOperation conversion, IrExpression value, IrType type)
    {
        if (!conversion.IsImplicit || context.InSink || DerivativeInterfaces.Of(conversion.Type) is null || TypeOf(conversion.Operand) is not INamedTypeSymbol boxed)
        {
            return null;
        }

        if (conversion.Parent is not IArgumentOperation { Parent: IInvocationOperation or IObjectCreationOperation })
        {
            // Whether it is active there shows later.
            return new IrConversion(value, type, IsImplicit: true) { Origin = context.OriginOf(conversion.Syntax) };
        }

        if (DerivativeInterfaces.Problem(boxed, conversion.Type!) is not { } problem)
        {
            return new IrBox(value, type with { IsBox = true }) { Origin = context.OriginOf(conversion.Syntax) };
        }

        if (MayBeActive(value))
        {
            ReportLoss(conversion, problem);
        }

        return null;
    }

    private ITypeSymbol? TypeOf(IOperation operation) => operation.Type is { } type ? context.Types.Arguments?.In(type) ?? type : null;

    private void ReportLoss(IConversionOperation conversion, string wayOut) => context.Report(
        "AD0006",
        conversion.Syntax,
        $"a '{conversion.Type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
        wayOut);

    /// <summary>A conversion that the user did not write but the meaning needs.</summary>
    public IrExpression Convert(IrExpression value, ITypeSymbol? from, ITypeSymbol? to, bool isExplicit)
    {
        IrType type = context.Types.Lower(to);
        return value.Type == type || SymbolEqualityComparer.Default.Equals(from, to) ? value : new IrConversion(value, type, !isExplicit);
    }

    /// <summary>An integer literal that C# reads as a real one: <c>2 * x</c>.</summary>
    private IrExpression? Literal(IOperation operand, IrType type) => operand switch
    {
        ILiteralOperation { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } literal =>
            new IrLiteral(literal.Syntax.ToString(), type),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, Operand: ILiteralOperation literal } when Literal(literal, type) is { } positive =>
            new IrUnary(IrUnaryOperator.Negate, positive with { Origin = context.OriginOf(literal.Syntax) }, type),
        _ => null,
    };

    private static bool IsIdentity(IConversionOperation conversion) => conversion.Conversion.IsIdentity
        || SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type);

    private static bool IsInteger(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 or SpecialType.System_Char;

    /// <summary>Whether C# converts the bare value without a cast, now that constants are no longer known to fit.</summary>
    private bool IsImplicit(IConversionOperation conversion) => conversion.IsImplicit
        && conversion.Operand.Type is { } from && conversion.Type is { } to
        && (!conversion.Operand.ConstantValue.HasValue || context.Compilation.ClassifyConversion(from, to).IsImplicit);

    private bool LosesDerivative(IConversionOperation conversion, IrExpression value, IrType type) =>
        type.Kind == IrTypeKind.Other
        && value.Type.IsDifferentiable
        && !context.InSink
        && !conversion.Operand.ConstantValue.HasValue
        && !(value.Type.IsReal && (IsInteger(conversion.Type!) || conversion.Type!.TypeKind == TypeKind.Enum || conversion.Type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr))
        && MayBeActive(value)
        && !IsReadOnlySequence(conversion, value)
        && !IsBoxedForCall(conversion, value);

    /// <summary>
    /// Whether an array is looked at through an interface that cannot write it: what is active shows later, in a local
    /// or at a call.
    /// </summary>
    private static bool IsReadOnlySequence(IConversionOperation conversion, IrExpression value) =>
        value is IrVariableReference { Variable: { Type.Kind: IrTypeKind.Array } variable } && (variable.Kind != IrVariableKind.Parameter || IsForCall(conversion))
        && conversion is { IsImplicit: true, Type: { TypeKind: TypeKind.Interface, Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" } };

    /// <summary>Whether a number goes into a box for a call, which is refused itself where the number is active.</summary>
    private static bool IsBoxedForCall(IConversionOperation conversion, IrExpression value) => conversion.IsImplicit && value.Type.IsNumber && IsForCall(conversion);

    private static bool IsForCall(IConversionOperation conversion) => conversion.Parent is IArgumentOperation { Parent: IInvocationOperation };

    private bool MayBeActive(IrExpression value) => value switch
    {
        IrVariableReference { Variable.Kind: IrVariableKind.Parameter } reference => context.ActiveParameters.Contains(reference.Variable),
        IrVariableReference => value.Type.IsDifferentiable,
        IrStopGradient or IrLength or IrLiteral => false,
        IrOpaque opaque => opaque.Operands.Any(MayBeActive),
        IrElement element => MayBeActive(element.Memory),
        IrCall { Method.Kind: IrCallKind.Sink } => false,
        _ => value.Children.Any(MayBeActive),
    };
}
