using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Arrays and spans: elements, slices, and how they come to be.</summary>
internal sealed class MemoryLowering(LoweringContext context)
{
    public static bool IsStackAllocation(IOperation operation) =>
        operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    /// <summary>Whether an operation makes a new array or span of known elements or length.</summary>
    public static bool IsCreation(IOperation operation) => operation switch
    {
        IArrayCreationOperation or ICollectionExpressionOperation => true,
        IConversionOperation { IsImplicit: true } conversion => IsCreation(conversion.Operand),
        IParenthesizedOperation parenthesized => IsCreation(parenthesized.Operand),
        _ => operation is not IConversionOperation && IsStackAllocation(operation),
    };

    public IrExpression Lower(IOperation operation, ITypeSymbol? target = null)
    {
        switch (operation)
        {
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                return Element(element.ArrayReference, index, element.Type);
            case IArrayElementReferenceOperation element:
                return context.Rectangles.Element(element);
            case IImplicitIndexerReferenceOperation indexer:
                return Element(indexer.Instance, indexer.Argument, indexer.Type);
            default:
                return Create(operation, null, isDeclaration: true, target, context.OriginOf(operation.Syntax));
        }
    }

    /// <summary>Makes a new array as a variable's value: its declaration or its only assignment.</summary>
    public void CreateInto(IrVariable variable, IOperation operation, bool isDeclaration, Origin origin) =>
        _ = Create(operation, variable, isDeclaration, null, origin);

    /// <summary><c>memory[index]</c> for an integer, an index from the end or a range.</summary>
    /// <param name="inlineArray">The array that an inline array is here.</param>
    public IrExpression Element(IOperation instance, IOperation index, ITypeSymbol? elementType, IrType? inlineArray = null)
    {
        index = Unwrap(index);
        IrType type = inlineArray ?? context.Types.Lower(instance.Type);
        if (IsRange(index) && (type.HoldsMemory || type.IsDifferentiable))
        {
            return type.IsSpan || inlineArray is not null ? Range(instance, index)
                : type.Kind == IrTypeKind.Array ? context.ArrayMembers.Copy(Range(instance, index))
                : context.Unsupported(index.Parent ?? index, "A range of this type", "use a span");
        }

        if (context.Lists.Is(instance.Type) && context.Lists.FromEnd(instance, index) is { } last)
        {
            return last;
        }

        if (type is { IsContainer: true, IsJagged: false, HoldsStructs: false })
        {
            return context.Unsupported(index, "This index", "use an integer");
        }

        if (!type.HoldsMemory)
        {
            return OfConstant(instance, index, context.Types.Lower(elementType));
        }

        IrExpression memory = Root(instance);
        IrExpression[] values = [memory, memory];
        int mark = context.Output.Count;
        values[1] = Index(memory, index);
        context.Protect(values, 1, mark);
        return type.IsContainer ? JaggedLowering.Element(values[0], Narrow(values[1])) : new IrElement(values[0], Narrow(values[1]));
    }

    /// <summary>An element or a part of what is no memory: <c>list[i]</c>, <c>list[^1]</c>, <c>text[1..]</c>.</summary>
    private IrOpaque OfConstant(IOperation instance, IOperation index, IrType type)
    {
        List<IOperation> operands = [instance];
        List<string> parts = ["", "["];
        Append(index);
        parts[parts.Count - 1] += "]";
        IrEffect effect = instance.Type?.SpecialType == SpecialType.System_String ? IrEffect.Pure
            : index is IRangeOperation ? IrEffect.Computes
            : IrEffect.Reads;
        return new IrOpaque(parts.ToEquatableArray(), new(context.InOrder(operands)), type, effect);

        void Append(IOperation? bound)
        {
            switch (bound is null ? null : Unwrap(bound))
            {
                case null:
                    break;
                case IRangeOperation range:
                    Append(range.LeftOperand);
                    parts[parts.Count - 1] += "..";
                    Append(range.RightOperand);
                    break;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                    parts[parts.Count - 1] += "^";
                    Append(fromEnd.Operand);
                    break;
                case { } value:
                    operands.Add(value);
                    parts.Add(string.Empty);
                    break;
            }
        }
    }

    /// <summary>Arrays take a long index, but spans do not, and a companion has spans for arrays.</summary>
    private static IrExpression Narrow(IrExpression index) => index.Type.Kind == IrTypeKind.Int64
        ? new IrOpaque(["checked((int)(", "))"], [index], IrType.Int32, IrEffect.Pure)
        : index;

    /// <summary>A slice by a start and a length, <c>Slice</c> or <c>AsSpan</c>.</summary>
    public IrExpression Slice(IOperation instance, IReadOnlyList<IOperation> arguments, IrType type)
    {
        if (arguments is [var single] && IsRange(Unwrap(single)))
        {
            return Range(instance, Unwrap(single)) is IrSlice slice ? slice with { Type = type } : context.Placeholder(instance);
        }

        if (arguments is [var start] && IsIndex(Unwrap(start)))
        {
            IrExpression root = Root(instance);
            return new IrSlice(root, Index(root, start), null, type);
        }

        IrExpression[] values = context.InOrder(new[] { instance }.Concat(arguments));
        return new IrSlice(
            values[0],
            values.Length > 1 ? values[1] : IrLiteral.Int(0),
            values.Length > 2 ? values[2] : null,
            type);
    }

    public static bool IsIndex(IOperation index) => index.Type is { Name: "Index", ContainingNamespace.Name: "System" };

    private static bool IsRange(IOperation index) => index.Type is { Name: "Range", ContainingNamespace.Name: "System" };

    private IrSlice Range(IOperation instance, IOperation bounds) => bounds is IRangeOperation range ? Range(instance, range) : RangeInVariable(instance, bounds);

    /// <summary>What a <c>Range</c> stands for depends on the length.</summary>
    private IrSlice RangeInVariable(IOperation instance, IOperation bounds)
    {
        IrExpression memory = Root(instance);
        IrExpression range = context.Expressions.Value(bounds);
        IrExpression start = context.Hoist(Offset(range, ".Start", memory), "start");
        return new IrSlice(memory, start, Difference(Offset(IrCopy.Copy(range), ".End", memory), start), SliceOf(memory.Type));
    }

    private static IrOpaque Offset(IrExpression index, string member, IrExpression memory) =>
        new(["", $"{member}.GetOffset(", ")"], [index, new IrLength(IrCopy.Copy(memory))], IrType.Int32, IrEffect.Pure);

    private static IrType SliceOf(IrType memory) => memory.Kind == IrTypeKind.Array ? IrType.SpanOf(memory.Element!) : memory;

    private IrSlice Range(IOperation instance, IRangeOperation range)
    {
        IrExpression memory = Root(instance);
        IrType type = SliceOf(memory.Type);
        IrExpression[] bounds = context.InOrder(
        [
            () => range.LeftOperand is { } left ? Index(memory, Unwrap(left)) : IrLiteral.Int(0),
            () => range.RightOperand is { } right ? Index(memory, Unwrap(right)) : IrLiteral.Int(0),
        ]);
        if (range.RightOperand is null)
        {
            return new IrSlice(memory, bounds[0], null, type);
        }

        if (bounds[0] is not (IrLiteral or IrVariableReference) && !IsShort(bounds[0]))
        {
            bounds[0] = context.Hoist(bounds[0], "start");
        }

        return new IrSlice(memory, bounds[0], Difference(bounds[1], bounds[0]), type);
    }

    private static bool IsShort(IrExpression expression) =>
        expression is IrBinary { Left: IrVariableReference, Right: IrLiteral or IrVariableReference };

    private static IrExpression Difference(IrExpression end, IrExpression start)
    {
        if (start is IrLiteral { Text: "0" })
        {
            return end;
        }

        if (start is IrLiteral first && end is IrLiteral last && int.TryParse(first.Text, out int from) && int.TryParse(last.Text, out int to))
        {
            return IrLiteral.Int(to - from);
        }

        if (end is IrBinary { Operator: IrBinaryOperator.Add } sum && sum.Left == start)
        {
            return sum.Right;
        }

        return new IrBinary(IrBinaryOperator.Subtract, end, IrCopy.Copy(start), IrType.Int32);
    }

    private IrExpression Index(IrExpression memory, IOperation index)
    {
        index = Unwrap(index);
        if (IsIndex(index) && index is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat })
        {
            return index is IDefaultValueOperation ? IrLiteral.Int(0) : Offset(context.Expressions.Value(index), string.Empty, memory);
        }

        return index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd
            ? new IrBinary(IrBinaryOperator.Subtract, new IrLength(IrCopy.Copy(memory)), context.Expressions.Value(fromEnd.Operand), IrType.Int32) { Origin = context.OriginOf(index.Syntax) }
            : context.Expressions.Value(index);
    }

    /// <summary>A memory that may be named twice.</summary>
    private IrExpression Root(IOperation instance) => context.Expressions.Value(instance);

    private static IOperation Unwrap(IOperation index) => index switch
    {
        IConversionOperation { Type.Name: "Index" or "Range" } conversion => Unwrap(conversion.Operand),
        IParenthesizedOperation parenthesized => Unwrap(parenthesized.Operand),
        _ => index,
    };

    private IrExpression Create(IOperation operation, IrVariable? variable, bool isDeclaration, ITypeSymbol? target, Origin origin)
    {
        while (operation is IParenthesizedOperation or IConversionOperation)
        {
            target = operation.Type ?? target;
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        if (operation is ICollectionExpressionOperation expression && context.Lists.Create(expression) is { } list)
        {
            return Place(list, variable, isDeclaration, origin);
        }

        if (context.Rectangles.Create(operation, variable, isDeclaration, origin) is { } rectangle)
        {
            return rectangle;
        }

        IrType whole = operation is ICollectionExpressionOperation && target is not null ? context.Types.Lower(target) : context.Types.Lower(operation.Type);
        if (context.Jagged.Create(whole, Elements(operation), Length(operation), variable, isDeclaration, origin) is { } jagged)
        {
            return jagged;
        }

        IrType? element = context.Types.Lower(operation.Type).Element ?? (target is null ? null : context.Types.Lower(target).Element) ?? variable?.Type.Element;
        if (element is not null && operation is ICollectionExpressionOperation collection && collection.Elements.Any(value => value is ISpreadOperation))
        {
            return Spread(collection, variable, isDeclaration, element, origin);
        }

        if (element is null || Elements(operation) is not { } elements)
        {
            return OpaqueCreation(operation, variable, isDeclaration, origin);
        }

        IrType type = IrType.ArrayOf(element);
        IrExpression? length = Length(operation) is { } size ? context.Expressions.Value(size) : null;
        if (elements.Count == 0)
        {
            return Place(new IrNewArray(length ?? IrLiteral.Int(0), type), variable, isDeclaration, origin);
        }

        IrExpression[] values = context.InOrder(elements);
        if (variable is { Type.Kind: IrTypeKind.ReadOnlySpan })
        {
            IrExpression filled = Fill(context.Temporary(type, variable.Name.TrimStart('@') + "Array"), isNew: true);
            return Place(new IrConversion(filled, variable.Type, IsImplicit: true), variable, isDeclaration, origin);
        }

        return Fill(variable ?? context.Temporary(type, "array"), isDeclaration);

        IrExpression Fill(IrVariable target, bool isNew)
        {
            IrExpression array = Place(new IrNewArray(IrLiteral.Int(values.Length), type), target, isNew, origin);
            for (int i = 0; i < values.Length; i++)
            {
                context.Emit(new IrAssign(new IrElement(IrCopy.Copy(array), IrLiteral.Int(i)), null, values[i]) { Origin = values[i].Origin });
            }

            return array;
        }
    }

    private IrExpression Spread(ICollectionExpressionOperation collection, IrVariable? variable, bool isDeclaration, IrType element, Origin origin)
    {
        IrType type = IrType.ArrayOf(element);
        bool isReadOnly = variable is { Type.Kind: IrTypeKind.ReadOnlySpan };
        if (context.Spreads.Lower(collection, element, origin) is not { } spread)
        {
            return context.Placeholder(collection);
        }

        IrVariable made = variable is null ? context.Temporary(type, "array")
            : isReadOnly ? context.Temporary(type, variable.Name.TrimStart('@') + "Array")
            : variable;
        IrExpression array = Place(new IrNewArray(spread.Length, type), made, isDeclaration || made != variable, origin);
        spread.Fill(array);
        return isReadOnly ? Place(new IrConversion(array, variable!.Type, IsImplicit: true), variable, isDeclaration, origin) : array;
    }

    /// <summary>Gives a new memory to the variable it is made for, if there is one.</summary>
    public IrExpression Place(IrExpression value, IrVariable? variable, bool isDeclaration, Origin origin)
    {
        if (variable is null)
        {
            return value;
        }

        context.Emit(isDeclaration
            ? new IrDeclare(variable, value) { Origin = origin }
            : new IrAssign(new IrVariableReference(variable), null, value) { Origin = origin });
        return new IrVariableReference(variable);
    }

    private static IOperation? Size(IArrayCreationOperation array) => array.DimensionSizes.Length == 1 ? array.DimensionSizes[0] : null;

    private IOperation? Length(IOperation operation) => operation switch
    {
        IArrayCreationOperation { Initializer: null } array => Size(array),
        _ when operation.Syntax is StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] }, Initializer: null }
            => Converted(size),
        _ => null,
    };

    /// <summary>The elements that are given; empty when only the length is, <see langword="null"/> when they are not plain.</summary>
    private IReadOnlyList<IOperation>? Elements(IOperation operation)
    {
        switch (operation)
        {
            case IArrayCreationOperation { DimensionSizes.Length: not 1 }:
                return null;
            case IArrayCreationOperation array:
                return array.Initializer?.ElementValues ?? (IReadOnlyList<IOperation>)[];
            case ICollectionExpressionOperation collection:
                return collection.Elements.Any(element => element is ISpreadOperation) ? null : collection.Elements;
            default:
                InitializerExpressionSyntax? initializer = operation.Syntax switch
                {
                    StackAllocArrayCreationExpressionSyntax explicitly => explicitly.Initializer,
                    ImplicitStackAllocArrayCreationExpressionSyntax implicitly => implicitly.Initializer,
                    _ => null,
                };
                List<IOperation?> values = initializer?.Expressions.Select(Converted).ToList() ?? [];
                return values.Contains(null) ? null : values.OfType<IOperation>().ToList();
        }
    }

    private IOperation? Converted(ExpressionSyntax expression)
    {
        // Parentheses have no operation.
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        IOperation? value = context.ModelOf(expression.SyntaxTree).GetOperation(expression, context.CancellationToken);
        return value?.Parent is IConversionOperation { IsImplicit: true } conversion && conversion.Syntax == expression ? conversion : value;
    }

    private IrExpression OpaqueCreation(IOperation operation, IrVariable? variable, bool isDeclaration, Origin origin)
    {
        if (operation is ICollectionExpressionOperation spread && spread.Elements.OfType<ISpreadOperation>().FirstOrDefault() is { } found)
        {
            return Unsupported.Report(context, found);
        }

        if (operation.Type is IPointerTypeSymbol)
        {
            return Unsupported.Report(context, operation);
        }

        if (operation is not IArrayCreationOperation { Initializer: null, Type: IArrayTypeSymbol type } array)
        {
            bool isConstant = operation.Type is { } created && !TypeLowering.IsNotYetDifferentiable(created);
            return isConstant && context.InactiveTexts.Lower(operation.Syntax, operation.Type) is { } text
                ? Place(text with { Effect = IrEffect.Writes }, variable, isDeclaration, origin)
                : context.Unsupported(operation, "A new array of this type", "make it in the caller, and pass it");
        }

        IrExpression[] sizes = context.InOrder(array.DimensionSizes);
        string rest = string.Empty;
        ITypeSymbol element = type.ElementType;
        while (element is IArrayTypeSymbol inner)
        {
            rest += $"[{new string(',', inner.Rank - 1)}]";
            element = inner.ElementType;
        }

        string[] separators = [.. Enumerable.Repeat(", ", sizes.Length - 1)];
        var creation = new IrOpaque([$"new {context.Types.ContainerText(element)}[", .. separators, "]" + rest], new(sizes), context.Types.Lower(type), IrEffect.Writes);
        return Place(creation, variable, isDeclaration, origin);
    }
}
