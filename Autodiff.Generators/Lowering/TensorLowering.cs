using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Tensors and spans of them: containers whose elements are places, and whose slices, transpositions and other shapes
/// are views. Their functions have rules.
/// </summary>
internal sealed class TensorLowering(LoweringContext context)
{
    private const string Space = "System.Numerics.Tensors";

    private static readonly IrType Shape = new(IrTypeKind.Other, "global::System.ReadOnlySpan<nint>") { IsRefLike = true };

    private readonly TensorCalls _calls = new(context);

    public static bool IsTensor(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Tensor" or "TensorSpan" or "ReadOnlyTensorSpan", Arity: 1 } && type.ContainingNamespace?.ToDisplayString() == Space;

    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => IsTensor(type) ? ((INamedTypeSymbol)type!).TypeArguments[0] : null;

    /// <summary>Whether a method is one of the functions of tensors, which cannot infer their type arguments from a tensor.</summary>
    public static bool IsFunction(IMethodSymbol method) =>
        method.ContainingType is { Name: "Tensor", Arity: 0 } type && type.ContainingNamespace?.ToDisplayString() == Space;

    /// <summary>Whether <c>t += u</c> changes the elements of a tensor, and not which one a variable leads to.</summary>
    public static bool IsInPlace(ICompoundAssignmentOperation compound) =>
        IsTensor(compound.Target.Type) && compound.OperatorMethod?.Name.EndsWith("Assignment", StringComparison.Ordinal) == true;

    /// <summary>Whether a type is a tensor that has a shadow.</summary>
    public bool Is(ITypeSymbol? type) => IsTensor(type) && context.Types.Lower(type).IsTensor;

    /// <summary>An element, a slice, or the shape; <see langword="null"/> for a property of anything else.</summary>
    public IrExpression? Property(IPropertyReferenceOperation reference)
    {
        if (reference is { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Property.Name: "Lengths", Instance: { } measured }, Arguments: [{ Value: var dimension }] } && Is(measured.Type))
        {
            IrExpression[] operands = context.InOrder([measured, dimension]);
            return operands[1] is IrLiteral { Text: var text }
                ? new IrLength(operands[0], $"Lengths[{text}]")
                : new IrOpaque(["(int)", ".Lengths[", "]"], new(operands), IrType.Int32, IrEffect.Pure, IsSink: true);
        }

        if (reference.Instance is not { } instance || !Is(instance.Type))
        {
            return null;
        }

        if (reference.Property.IsIndexer)
        {
            return At(instance, IrViewForm.Indexer, "Item", "Item", reference.Property.Parameters[0], reference.Arguments[0], context.Types.Lower(reference.Type));
        }

        IrExpression tensor = context.Expressions.Value(instance);
        return reference.Property.Name switch
        {
            "Rank" or "FlattenedLength" => new IrLength(tensor, reference.Property.Name),
            "Lengths" => new IrOpaque(["", ".Lengths"], [tensor], Shape, IrEffect.Pure, IsSink: true),
            _ => new IrOpaque(["", "." + reference.Property.Name], [tensor], context.Types.Lower(reference.Type), IrEffect.Pure, IsSink: true),
        };
    }

    /// <summary>A member or a function of tensors that is a view, makes one, or writes to one; <see langword="null"/> for other calls.</summary>
    public IrExpression? Invocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        List<IArgumentOperation> arguments = [.. invocation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)];
        if (invocation.Instance is { } instance)
        {
            return Is(instance.Type) ? OfTensor(invocation, instance, arguments) : null;
        }

        IrType type = context.Types.Lower(method.ReturnType);
        if (!IsFunction(method) || arguments.Count == 0)
        {
            return null;
        }

        switch (method.Name)
        {
            case "Reshape" or "Squeeze" or "SqueezeDimension" or "Unsqueeze" or "Transpose" or "PermuteDimensions" when type.IsTensor:
                string function = $"global::{Space}.Tensor.{method.Name}<{type.Element!.Name}>";
                return View(arguments[0].Value, function, function, arguments.Skip(1), type);
            case "Create" or "AsTensorSpan" or "AsReadOnlyTensorSpan" when type.IsTensor:
                return arguments.Count > 2 ? NoStrides(invocation) : Over(arguments[0].Value, arguments.Skip(1), type);
            case "CreateFromShape" or "CreateFromShapeUninitialized" when type.IsTensor:
                return arguments.Count(argument => argument.ArgumentKind != ArgumentKind.DefaultValue) > 1 ? NoStrides(invocation) : new IrNewArray(Argument(arguments[0]), type);
            case "BroadcastTo" when Is(arguments[0].Value.Type):
                IrExpression[] pair = context.InOrder(arguments.Select(argument => argument.Value));
                return _calls.Of("CopyTo", pair[0], pair[1]);
            case "Broadcast" when type.IsTensor:
                return _calls.Call(method, invocation, context.InOrder([.. arguments.Select(argument => new Func<IrExpression>(() => Argument(argument)))]));
            default:
                return type.IsTensorSpan && arguments.Any(argument => argument.Parameter!.Name == "destination") ? Into(invocation, arguments) : null;
        }
    }

    /// <summary><c>new TensorSpan&lt;double&gt;(array, lengths)</c>; <see langword="null"/> for the creation of anything else.</summary>
    public IrExpression? Creation(IObjectCreationOperation creation, IrType type)
    {
        if (!type.IsTensor)
        {
            return null;
        }

        List<IArgumentOperation> arguments = [.. creation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)];
        return arguments.Count is 1 or 2 && context.Types.Lower(arguments[0].Value.Type).IsMemory ? Over(arguments[0].Value, arguments.Skip(1), type)
            : arguments.Count == 0 ? null
            : NoStrides(creation);
    }

    /// <summary>A tensor read as a span of it, or an array as a tensor; <see langword="null"/> for another conversion.</summary>
    public IrExpression? Conversion(IConversionOperation conversion, IrType type)
    {
        if (!type.IsTensor || SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type))
        {
            return null;
        }

        IrType from = context.Types.Lower(conversion.Operand.Type);
        return from.IsTensor ? new IrConversion(context.Expressions.Value(conversion.Operand), type, IsImplicit: true)
            : from.Kind == IrTypeKind.Array ? Over(conversion.Operand, [], type)
            : null;
    }

    /// <summary><c>a + b</c>, <c>a * 2</c>; <see langword="null"/> where no tensor comes out.</summary>
    public IrExpression? Operator(IBinaryOperation binary)
    {
        if (!Is(binary.Type) || NameOf(binary.OperatorKind) is not { } name)
        {
            return null;
        }

        IrExpression[] operands = context.InOrder([binary.LeftOperand, binary.RightOperand]);
        if (operands[0].Type.IsReal && name is "Add" or "Multiply")
        {
            Array.Reverse(operands);
        }

        return _calls.Function(name, binary, operands);
    }

    /// <inheritdoc cref="Operator(IBinaryOperation)"/>
    public IrExpression? Operator(IUnaryOperation unary) => unary.OperatorKind == UnaryOperatorKind.Minus && Is(unary.Type)
        ? _calls.Function("Negate", unary, context.Expressions.Value(unary.Operand))
        : null;

    /// <summary><c>t += u</c>, which changes the tensor in its place.</summary>
    public IrExpression? Compound(ICompoundAssignmentOperation compound, Origin origin)
    {
        if (!Is(compound.Target.Type))
        {
            return null;
        }

        if (NameOf(compound.OperatorKind) is not { } name || !IsInPlace(compound))
        {
            return context.Unsupported(compound, "This compound assignment", "call the function of Tensor with a destination");
        }

        IrExpression[] operands = context.InOrder([compound.Target, compound.Value]);
        IrExpression result = context.Hoist(_calls.Function(name, compound, operands), "result");
        context.Emit(new IrEvaluate(_calls.Of("CopyTo", result, IrCopy.Copy(operands[0]))) { Origin = origin });
        return IrCopy.Copy(operands[0]);
    }

    private static string? NameOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "Add",
        BinaryOperatorKind.Subtract => "Subtract",
        BinaryOperatorKind.Multiply => "Multiply",
        BinaryOperatorKind.Divide => "Divide",
        _ => null,
    };

    private IrExpression? OfTensor(IInvocationOperation invocation, IOperation instance, List<IArgumentOperation> arguments)
    {
        IrType type = context.Types.Lower(invocation.TargetMethod.ReturnType);
        string name = invocation.TargetMethod.Name;
        switch (name)
        {
            case "AsTensorSpan" or "AsReadOnlyTensorSpan" when arguments.Count == 0:
                return new IrConversion(context.Expressions.Value(instance), type, IsImplicit: true);
            case "AsTensorSpan" or "AsReadOnlyTensorSpan" or "Slice":
                string writable = name == "AsReadOnlyTensorSpan" ? (context.Types.Lower(instance.Type).IsTensorSpan ? "Slice" : "AsTensorSpan") : name;
                return At(instance, IrViewForm.Method, name, writable, arguments[0].Parameter!, arguments[0], type);
            case "CopyTo" or "Fill" or "Clear" or "ToString" or "Equals" or "GetHashCode":
                return null;
            case "ToDenseTensor":
                return context.Unsupported(invocation, "'ToDenseTensor', which copies or does not,", "copy the elements with CopyTo into a tensor of CreateFromShape");
            default:
                return context.Unsupported(invocation, $"'{name}' of a tensor", "use indices, slices, CopyTo, Fill, Clear and the functions of Tensor");
        }
    }

    /// <summary>A view by indices or ranges, each of which is an argument.</summary>
    private IrExpression At(IOperation instance, IrViewForm form, string name, string writable, IParameterSymbol parameter, IArgumentOperation argument, IrType type)
    {
        if (Items(argument.Value) is not { } items)
        {
            return context.Unsupported(argument.Value, "A span of indices or ranges", "write them one by one in the brackets");
        }

        ITypeSymbol indexer = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
        IrType? ranges = indexer.Name == "NRange" ? context.Types.Lower(indexer) : null;
        IrExpression? tensor = null;
        var operands = new List<Func<IrExpression>> { () => tensor = context.Expressions.Value(instance) };
        operands.AddRange(items.Select((item, i) => new Func<IrExpression>(() => ranges is not null ? Bounds(item, ranges) : Index(item, tensor!, i))));
        IrExpression[] values = context.InOrder(operands);
        return new IrView(values[0], form, name, writable, values.Skip(1).ToEquatableArray(), type);
    }

    private IrExpression Index(IOperation item, IrExpression tensor, int dimension)
    {
        item = Bare(item);
        if (item is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
        {
            var length = new IrLength(IrCopy.Copy(tensor), $"Lengths[{dimension}]");
            return new IrBinary(IrBinaryOperator.Subtract, length, context.Expressions.Value(Bare(fromEnd.Operand)), IrType.Int32);
        }

        return item.Type?.Name is "Index" or "NIndex"
            ? context.Unsupported(item, "An index in a variable", "use an integer, or ^ in the brackets")
            : context.Expressions.Value(item);
    }

    /// <summary>A range as text around its bounds.</summary>
    private IrExpression Bounds(IOperation item, IrType type)
    {
        if (Bare(item) is not IRangeOperation range)
        {
            return context.Expressions.Value(Bare(item)) with { Type = type };
        }

        List<string> parts = [string.Empty];
        var operands = new List<IrExpression>();
        Append(range.LeftOperand);
        parts[parts.Count - 1] += "..";
        Append(range.RightOperand);
        return new IrOpaque(parts.ToEquatableArray(), operands.ToEquatableArray(), type, IrEffect.Pure);

        void Append(IOperation? bound)
        {
            if (bound is null)
            {
                return;
            }

            bound = Bare(bound);
            if (bound is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
            {
                parts[parts.Count - 1] += "^";
                bound = Bare(fromEnd.Operand);
            }

            IrExpression value = context.Expressions.Value(bound);
            bool isShort = value is IrVariableReference or IrLiteral;
            parts[parts.Count - 1] += isShort ? string.Empty : "(";
            operands.Add(value);
            parts.Add(isShort ? string.Empty : ")");
        }
    }

    private IrView View(IOperation receiver, string name, string writable, IEnumerable<IArgumentOperation> arguments, IrType type)
    {
        IrExpression[] values = context.InOrder([.. new[] { () => context.Expressions.Value(receiver) }.Concat(arguments.Select(argument => new Func<IrExpression>(() => Argument(argument))))]);
        return new IrView(values[0], IrViewForm.Function, name, writable, values.Skip(1).ToEquatableArray(), type);
    }

    /// <summary>A tensor over the elements of an array, or a span of one over an array or a span.</summary>
    private IrView Over(IOperation memory, IEnumerable<IArgumentOperation> lengths, IrType type)
    {
        string name = type.IsTensorSpan ? $"new {type.Name}" : $"global::{Space}.Tensor.Create<{type.Element!.Name}>";
        string writable = type.IsTensorSpan ? $"new {type.Writable.Name}" : name;
        IrView view = View(memory, name, writable, lengths, type);
        return view.Receiver is IrVariableReference ? view : view with { Receiver = context.Hoist(view.Receiver, "array") };
    }

    /// <summary>The lengths of a shape, the order of dimensions, or a number.</summary>
    private IrExpression Argument(IArgumentOperation argument)
    {
        if (Items(argument.Value) is not { } items)
        {
            return context.Calls.Argument(argument.Value, argument.Parameter?.Type);
        }

        IrExpression[] values = context.InOrder(items.Select(Bare));
        return new IrOpaque(
            values.Length == 0 ? ["[]"] : ["[", .. Enumerable.Repeat(", ", values.Length - 1), "]"],
            new(values),
            new IrType(IrTypeKind.Other, context.Types.Text(argument.Parameter!.Type)) { IsRefLike = true },
            IrEffect.Pure);
    }

    /// <summary>A function that writes its result to a destination: the result is copied there.</summary>
    private IrExpression Into(IInvocationOperation invocation, List<IArgumentOperation> arguments)
    {
        if (invocation.Parent is not IExpressionStatementOperation)
        {
            return context.Unsupported(invocation, "A destination that is used again at once", "call it as a statement, and use the destination afterwards");
        }

        if (_calls.WithoutDestination(invocation.TargetMethod) is not { } method)
        {
            return context.Unsupported(invocation, $"'Tensor.{invocation.TargetMethod.Name}' with a destination", "use the function that returns its result");
        }

        IrExpression[] values = context.InOrder([.. arguments.Select(argument => new Func<IrExpression>(() => context.Calls.Argument(argument.Value, argument.Parameter!.Type)))]);
        int destination = arguments.FindIndex(argument => argument.Parameter!.Name == "destination");
        IrExpression result = context.Hoist(_calls.Call(method, invocation, [.. values.Where((_, i) => i != destination)]), "result");
        return _calls.Of("CopyTo", result, values[destination]);
    }

    private IrExpression NoStrides(IOperation operation) =>
        context.Unsupported(operation, "A tensor with strides or an offset of its own", "give the array and the lengths, and take a slice");

    /// <summary>What is listed in brackets; <see langword="null"/> for a value that is a span or an array itself.</summary>
    private static IReadOnlyList<IOperation>? Items(IOperation value) => value switch
    {
        IConversionOperation conversion => Items(conversion.Operand),
        ICollectionExpressionOperation collection => collection.Elements.Any(element => element is ISpreadOperation) ? null : collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        _ => null,
    };

    /// <summary>An index or a range without what C# makes of it to fit.</summary>
    private static IOperation Bare(IOperation operation) => operation switch
    {
        IConversionOperation { Type: { } type } conversion when type.SpecialType == SpecialType.System_IntPtr || type.Name is "NIndex" or "NRange" or "Index" or "Range" => Bare(conversion.Operand),
        IParenthesizedOperation parenthesized => Bare(parenthesized.Operand),
        _ => operation,
    };
}
