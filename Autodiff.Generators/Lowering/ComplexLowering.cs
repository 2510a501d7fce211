using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// <c>System.Numerics.Complex</c>: how a number is made, its parts and the names of its arithmetic. Functions of it have rules.
/// </summary>
internal sealed class ComplexLowering(LoweringContext context)
{
    private readonly FrameworkCalls _calls = new(context);

    /// <summary>A zero that is complex wherever it stands.</summary>
    public static IrLiteral Zero => new($"{IrType.Complex.Name}.Zero", IrType.Complex);

    /// <summary><c>new Complex(re, im)</c>, its arguments evaluated in the order in which they stand.</summary>
    public IrExpression Create(IObjectCreationOperation creation)
    {
        if (creation.Arguments.IsEmpty)
        {
            return Zero;
        }

        IrExpression[] values = context.InOrder(creation.Arguments.Select(argument => argument.Value));
        int real = creation.Arguments[0].Parameter?.Ordinal ?? 0;
        return new IrNewComplex(values[real], values[1 - real]);
    }

    /// <summary>A part of a complex number, its magnitude or its phase; <see langword="null"/> for a member of another type.</summary>
    public IrExpression? Part(IPropertySymbol property, System.Func<IrExpression> number)
    {
        if (property.IsStatic || !TypeLowering.IsComplex(property.ContainingType))
        {
            return null;
        }

        IrExpression value = number();
        switch (property.Name)
        {
            case "Real" or "Imaginary":
                return new IrComplexPart(value, property.Name == "Imaginary");
            case "Magnitude":
                return _calls.Function(property.ContainingType, "Abs", value);
            case "Phase":
                value = value.IsAtomic() ? value : context.Hoist(value);
                INamedTypeSymbol math = context.Compilation.GetTypeByMetadataName("System.Math")!;
                return _calls.Function(math, "Atan2", new IrComplexPart(value, IsImaginary: true), new IrComplexPart(IrCopy.Copy(value), IsImaginary: false));
            default:
                return null;
        }
    }

    /// <summary>Arithmetic by its name: <c>Complex.Multiply(z, w)</c>, <c>Complex.Conjugate(z)</c>; <see langword="null"/> for any other call.</summary>
    public IrExpression? Invocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (!method.IsStatic || !TypeLowering.IsComplex(method.ContainingType))
        {
            return null;
        }

        IrBinaryOperator? kind = method.Name switch
        {
            "Add" => IrBinaryOperator.Add,
            "Subtract" => IrBinaryOperator.Subtract,
            "Multiply" => IrBinaryOperator.Multiply,
            "Divide" => IrBinaryOperator.Divide,
            _ => null,
        };
        if (kind is null && method.Name is not ("Conjugate" or "Negate"))
        {
            return null;
        }

        List<IArgumentOperation> arguments = [.. invocation.Arguments];
        IrExpression[] values = context.InOrder(arguments.Select(argument => argument.Value));
        IrExpression[] operands = [.. values.Select((value, i) => (value, arguments[i].Parameter!.Ordinal)).OrderBy(pair => pair.Ordinal).Select(pair => Written(pair.value))];
        return kind is { } binary ? new IrBinary(binary, operands[0], operands[1], IrType.Complex)
            : method.Name == "Negate" ? new IrUnary(IrUnaryOperator.Negate, operands[0], IrType.Complex)
            : new IrConjugate(operands[0]);

        // What the parameter made complex stays so as an operand.
        static IrExpression Written(IrExpression value) => value switch
        {
            IrConversion { IsImplicit: true, Type.IsComplex: true } conversion => conversion with { IsImplicit = false },
            IrLiteral { Type.IsComplex: true, Text: [>= '0' and <= '9', ..] } literal => new IrConversion(literal with { Type = IrType.Double }, IrType.Complex, IsImplicit: false),
            _ => value,
        };
    }
}
