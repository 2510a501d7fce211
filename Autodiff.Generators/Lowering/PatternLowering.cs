using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Patterns as conditions: comparisons where a number is asked about, C#'s own test where anything else is. Their
/// variables are assigned once the pattern has matched.
/// </summary>
internal sealed class PatternLowering(LoweringContext context)
{
    private static readonly IrLiteral Always = new("true", IrType.Boolean);

    public IrExpression Test(IIsPatternOperation test)
    {
        PatternInput input = Input(test.Value);
        return Test(input, test.Pattern);
    }

    public IrExpression TestType(IIsTypeOperation test)
    {
        IrExpression value = context.Expressions.Value(test.ValueOperand);
        IrExpression isOfType = IsOf(value, test.TypeOperand);
        return test.IsNegated ? IrBuild.Not(isOfType) : isOfType;
    }

    /// <summary>What patterns ask about, evaluated once: a tuple's elements each for itself.</summary>
    public PatternInput Input(IOperation operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { Conversion.IsIdentity: true })
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        if (operation is ITupleOperation tuple)
        {
            int mark = context.Output.Count;
            IrExpression[] values = context.InOrder(tuple.Elements);
            _ = mark;
            return new PatternInput(null, tuple.Type, [.. values.Zip(tuple.Elements, (value, element) => new PatternInput(Once(value), element.Type, []))]);
        }

        return new PatternInput(Once(context.Expressions.Value(operation)), operation.Type, []);
    }

    /// <summary>Whether a pattern matches, as a condition; its variables get their values before that.</summary>
    public IrExpression Test(PatternInput input, IPatternOperation pattern)
    {
        if (pattern is INegatedPatternOperation negated)
        {
            return Negate(Test(input, negated.Pattern));
        }

        var bindings = new List<Binding>();
        IrExpression condition = Match(input, pattern, bindings);
        if (bindings.Count == 0)
        {
            return condition;
        }

        IEnumerable<IrStatement> assignments = bindings.Select(binding => new IrAssign(new IrVariableReference(binding.Variable), null, binding.Value) { Origin = binding.Value.Origin });
        if (IsAlways(condition) || bindings.All(binding => binding.Value is IrVariableReference or IrLiteral))
        {
            context.Output.AddRange(assignments);
            return condition;
        }

        if (pattern is IDeclarationPatternOperation { MatchedType: { IsReferenceType: true } type } && input.Value is { Type.IsMemory: false } value)
        {
            IrVariable variable = bindings[0].Variable;
            var cast = new IrOpaque(["(", $" as {context.Types.ContainerText(type)})!"], [value], variable.Type, IrEffect.Pure);
            context.Emit(new IrAssign(new IrVariableReference(variable), null, cast) { Origin = context.OriginOf(pattern.Syntax) });
            return new IrOpaque(["", " is not null"], [new IrVariableReference(variable)], IrType.Boolean, IrEffect.Pure);
        }

        IrExpression matches = context.Hoist(condition, "matches");
        context.Emit(new IrIf(IrCopy.Copy(matches), IrBlock.Of(assignments), null) { Origin = context.OriginOf(pattern.Syntax) });
        return matches;
    }

    public static bool IsAlways(IrExpression condition) => condition is IrLiteral { Text: "true" };

    private static IrExpression Negate(IrExpression condition) => condition is IrLiteral { Type.Kind: IrTypeKind.Boolean } literal
        ? literal with { Text = literal.Text == "true" ? "false" : "true" }
        : IrBuild.Not(condition);

    /// <summary>A value that may be read several times.</summary>
    private IrExpression Once(IrExpression value) => value.IsAtomic() ? value : context.Hoist(value);

    private IrExpression Match(PatternInput input, IPatternOperation pattern, List<Binding> bindings)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Always;
            case IConstantPatternOperation constant when input.Value is { } value:
                return Equal(value, constant, pattern);
            case IRelationalPatternOperation relational when input.Value is { } value:
                return Compare(value, relational, input);
            case INegatedPatternOperation negated:
                int count = bindings.Count;
                IrExpression operand = Match(input, negated.Pattern, bindings);
                return bindings.Count == count ? Negate(operand) : context.Unsupported(pattern, "A variable in a negated part of a pattern", "test for it in an if of its own");
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                IrExpression first = Match(input, both.LeftPattern, bindings);
                return And(first, Match(Narrowed(input, both.LeftPattern), both.RightPattern, bindings));
            case IBinaryPatternOperation either:
                IrExpression left = Match(input, either.LeftPattern, bindings);
                IrExpression right = Match(input, either.RightPattern, bindings);
                return IsAlways(left) || IsAlways(right) ? Always : new IrBinary(IrBinaryOperator.ConditionalOr, left, right, IrType.Boolean);
            case ITypePatternOperation type when input.Value is { } value:
                return IsOf(value, type.MatchedType);
            case IDeclarationPatternOperation declaration when input.Value is { } value:
                IrExpression condition = declaration.MatchesNull || declaration.MatchedType is null || IsSame(input.Type, declaration.MatchedType) ? Always : IsOf(value, declaration.MatchedType);
                Bind(declaration.DeclaredSymbol, declaration.MatchesNull ? input : Narrowed(input, pattern), pattern, bindings);
                return condition;
            case IRecursivePatternOperation recursive:
                return Recursive(input, recursive, bindings);
            case IListPatternOperation list when input.Value is { Type.IsMemory: true } memory:
                return List(memory, input.Type, list, bindings);
            default:
                return context.Unsupported(pattern, "This pattern", "compare the members by themselves");
        }
    }

    private static IrExpression And(IrExpression left, IrExpression right) => IrBuild.And(left, right);

    private IrExpression Equal(IrExpression value, IConstantPatternOperation constant, IPatternOperation pattern)
    {
        Origin origin = context.OriginOf(pattern.Syntax);
        if (constant.Value.ConstantValue is { HasValue: true, Value: null })
        {
            return new IrOpaque(["", " is null"], [value], IrType.Boolean, IrEffect.Pure, IsSink: true) { Origin = origin };
        }

        IrExpression operand = context.Expressions.Value(constant.Value);
        bool isNaN = constant.Value.ConstantValue.Value is double.NaN or float.NaN;
        return IsSame(constant.InputType, constant.Value.Type) && !isNaN
            ? new IrBinary(IrBinaryOperator.Equal, value, operand, IrType.Boolean) { Origin = origin }
            : new IrOpaque(["", " is ", ""], [value, operand], IrType.Boolean, IrEffect.Pure, IsSink: true) { Origin = origin };
    }

    private IrExpression Compare(IrExpression value, IRelationalPatternOperation relational, PatternInput input)
    {
        IrBinaryOperator kind = OperatorLowering.OperatorOf(relational.OperatorKind)!.Value;
        IrExpression operand = context.Expressions.Value(relational.Value);
        Origin origin = context.OriginOf(relational.Syntax);
        return IsSame(input.Type, relational.Value.Type)
            ? new IrBinary(kind, value, operand, IrType.Boolean) { Origin = origin }
            : new IrOpaque(["", $" is {Emission.ExpressionPrinter.Symbol(kind)} ", ""], [value, operand], IrType.Boolean, IrEffect.Pure, IsSink: true) { Origin = origin };
    }

    /// <summary>Positions, properties and a type.</summary>
    private IrExpression Recursive(PatternInput input, IRecursivePatternOperation pattern, List<Binding> bindings)
    {
        PatternInput narrowed = Narrowed(input, pattern);
        if (Positions(input, narrowed, pattern) is not { } positions)
        {
            return context.Unsupported(pattern, "This positional pattern", "compare the members by themselves");
        }

        IrExpression condition = Always;
        if (input.Value is { } value && !(input.Type is { IsValueType: true } && IsSame(input.Type, pattern.MatchedType)))
        {
            condition = IsSame(input.Type, pattern.MatchedType)
                ? new IrOpaque(["", " is not null"], [value], IrType.Boolean, IrEffect.Pure, IsSink: true) { Origin = context.OriginOf(pattern.Syntax) }
                : IsOf(value, pattern.MatchedType);
        }

        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            condition = And(condition, Match(positions[i], pattern.DeconstructionSubpatterns[i], bindings));
        }

        foreach (IPropertySubpatternOperation member in pattern.PropertySubpatterns)
        {
            if (narrowed.Value is null || member.Member is not IMemberReferenceOperation reference)
            {
                return context.Unsupported(member, "This pattern", "compare the members by themselves");
            }

            IrExpression of = IrCopy.Copy(narrowed.Value);
            IrExpression? read = of.Type.IsMemory
                ? reference.Member.Name == "Length" ? new IrLength(of) : null
                : context.Members.OfValue(of, reference.Member, context.Types.Lower(reference.Type));
            if (read is null)
            {
                return context.Unsupported(member, "This pattern", "compare the members by themselves");
            }

            condition = And(condition, Match(new PatternInput(read with { Origin = context.OriginOf(member.Syntax) }, reference.Type, []), member.Pattern, bindings));
        }

        if (narrowed.Value is not null)
        {
            Bind(pattern.DeclaredSymbol, narrowed, pattern, bindings);
        }

        return condition;
    }

    /// <summary>What a positional pattern asks about: the elements of a tuple, or the members that a record was declared with.</summary>
    private IReadOnlyList<PatternInput>? Positions(PatternInput input, PatternInput narrowed, IRecursivePatternOperation pattern)
    {
        int count = pattern.DeconstructionSubpatterns.Length;
        if (count == input.Elements.Count || count == 0)
        {
            return input.Elements;
        }

        if (narrowed is not { Value: { } value, Type: INamedTypeSymbol type } || StructShape.Positions(type) is not { } members || members.Count != count)
        {
            return null;
        }

        return [.. members.Select(member =>
        {
            ITypeSymbol memberType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
            int index = value.Type.IsStruct ? StructShape.IndexOf(type, member) : -1;
            IrExpression? read = index >= 0 ? new IrField(IrCopy.Copy(value), index) : context.Members.OfValue(IrCopy.Copy(value), member, context.Types.Lower(memberType));
            return new PatternInput(read! with { Origin = context.OriginOf(pattern.Syntax) }, memberType, []);
        })];
    }

    /// <summary>Elements from the front and from the back of an array or a span.</summary>
    private IrExpression List(IrExpression memory, ITypeSymbol? type, IListPatternOperation pattern, List<Binding> bindings)
    {
        ITypeSymbol? element = type is IArrayTypeSymbol array ? array.ElementType : (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        int slice = pattern.Patterns.ToList().FindIndex(part => part is ISlicePatternOperation);
        int count = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        IrExpression condition = count == 0 && slice >= 0
            ? Always
            : new IrBinary(slice < 0 ? IrBinaryOperator.Equal : IrBinaryOperator.GreaterOrEqual, new IrLength(memory), IrLiteral.Int(count), IrType.Boolean) { Origin = context.OriginOf(pattern.Syntax) };
        if (type is { IsReferenceType: true })
        {
            var isThere = new IrOpaque(["", " is not null"], [IrCopy.Copy(memory)], IrType.Boolean, IrEffect.Pure, IsSink: true);
            condition = And(isThere, condition);
        }

        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            if (pattern.Patterns[i] is ISlicePatternOperation { Pattern: null })
            {
                continue;
            }

            if (i == slice)
            {
                return context.Unsupported(pattern.Patterns[i], "A variable for the rest of a list pattern", "take a slice of it");
            }

            IrExpression index = slice < 0 || i < slice
                ? IrLiteral.Int(i)
                : new IrBinary(IrBinaryOperator.Subtract, new IrLength(IrCopy.Copy(memory)), IrLiteral.Int(pattern.Patterns.Length - i), IrType.Int32);
            var read = new IrElement(IrCopy.Copy(memory), index) { Origin = context.OriginOf(pattern.Patterns[i].Syntax) };
            condition = And(condition, Match(new PatternInput(read, element, []), pattern.Patterns[i], bindings));
        }

        return condition;
    }

    private IrExpression IsOf(IrExpression value, ITypeSymbol type) =>
        new IrOpaque(["", " is " + context.Types.ContainerText(type)], [value], IrType.Boolean, IrEffect.Pure, IsSink: true) { Origin = value.Origin };

    /// <summary>The input as what a pattern that matched has shown it to be.</summary>
    private PatternInput Narrowed(PatternInput input, IPatternOperation pattern)
    {
        if (input.Value is not { } value || IsSame(input.Type, pattern.NarrowedType))
        {
            return input;
        }

        IrType type = context.Types.Lower(pattern.NarrowedType.WithNullableAnnotation(NullableAnnotation.None));
        return new PatternInput(new IrConversion(IrCopy.Copy(value), type, IsImplicit: false) { Origin = value.Origin }, pattern.NarrowedType, []);
    }

    private void Bind(ISymbol? symbol, PatternInput input, IPatternOperation pattern, List<Binding> bindings)
    {
        if (symbol is not ILocalSymbol local)
        {
            return;
        }

        Origin origin = context.OriginOf(pattern.Syntax);
        IrVariable variable = context.DeclareAhead(local, local.Type, origin);
        if (input.Value is not { } value || variable.Type.IsMemory || variable.Type.Kind == IrTypeKind.Object)
        {
            _ = context.Unsupported(pattern, "This variable of a pattern", "declare it by itself");
            return;
        }

        bindings.Add(new Binding(variable, IrCopy.Copy(value) with { Origin = origin }));
    }

    private static bool IsSame(ITypeSymbol? left, ITypeSymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private sealed record Binding(IrVariable Variable, IrExpression Value);
}

/// <summary>What a pattern asks about: a value, or the elements of a tuple that need not exist as one.</summary>
internal sealed record PatternInput(IrExpression? Value, ITypeSymbol? Type, IReadOnlyList<PatternInput> Elements);
