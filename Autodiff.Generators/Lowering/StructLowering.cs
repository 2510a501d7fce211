using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Tuples and differentiable structs: their fields, how they are made, taken apart and compared.</summary>
internal sealed class StructLowering(LoweringContext context)
{
    /// <summary>A field, or an automatic property, of a struct; <see langword="null"/> for any other member.</summary>
    public IrExpression? Field(IOperation? instance, ISymbol member)
    {
        if (instance is null || !context.Types.Lower(instance.Type).IsStruct || StructShape.IndexOf(instance.Type, member) is not (>= 0 and var index))
        {
            return null;
        }

        IrExpression value = context.Expressions.Value(instance);
        return value.Type.IsStruct ? context.Deconstructions.Typed(IrBuild.Field(value, index), (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type) : null;
    }

    /// <summary>A field of a struct that no operation stands for.</summary>
    public IrExpression? Field(IrExpression value, ISymbol member) => value.Type.IsStruct && StructShape.IndexOf(member.ContainingType, member) is >= 0 and var index
        ? context.Deconstructions.Typed(IrBuild.Field(value, index), (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type)
        : null;

    /// <summary>A parameter of the primary constructor, in a member of a struct; <see langword="null"/> where it is none.</summary>
    public IrExpression? Captured(IParameterSymbol parameter) =>
        context.Receiver is { Type.IsStruct: true } receiver && StructShape.IndexOf(parameter.ContainingType, parameter) is >= 0 and var index
            ? context.Deconstructions.Typed(IrBuild.Field(receiver, index), parameter.Type)
            : null;

    public IrExpression Tuple(ITupleOperation tuple) => new IrNewStruct(new(context.InOrder(tuple.Elements)), context.Types.Lower(tuple.Type ?? tuple.NaturalType));

    /// <summary><c>Math.SinCos(x)</c> as the tuple of both functions, each with its rule.</summary>
    public IrExpression? SinCos(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method is not { Name: "SinCos", IsStatic: true, ContainingType: { TypeKind: not TypeKind.Interface } type } || !TypeLowering.IsInSystem(type) || invocation.Arguments is not [var argument])
        {
            return null;
        }

        IrExpression angle = context.Expressions.Value(argument.Value);
        angle = angle.IsAtomic() ? angle : context.Hoist(angle, "angle");
        IrExpression[] values = [.. new[] { "Sin", "Cos" }.Select(name => type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Parameters[0].Type, method.Parameters[0].Type)))
            .OfType<IMethodSymbol>()
            .Select(function => context.Calls.Call(new DelegateTarget.Method(function, null) { Types = context.Types.Arguments }, [new InlineArgument(function.Parameters[0], IrCopy.Copy(angle))], invocation))];
        return values.Length == 2 ? new IrNewStruct(new(values), context.Types.Lower(method.ReturnType)) : null;
    }

    /// <summary>Converts a tuple element by element: <c>(int, int)</c> as <c>(double, double)</c>.</summary>
    public IrExpression? Convert(IrExpression value, ITypeSymbol? from, ITypeSymbol? to, bool isExplicit)
    {
        if (from is not INamedTypeSymbol { IsTupleType: true } source || to is not INamedTypeSymbol { IsTupleType: true } target || source.TupleElements.Length != target.TupleElements.Length)
        {
            return null;
        }

        IrType type = context.Types.Lower(target);
        IEnumerable<IrExpression> parts = source.TupleElements.Select((element, i) =>
        {
            ITypeSymbol wanted = target.TupleElements[i].Type;
            IrExpression part = IrBuild.Field(value, i);
            return part.Type.IsStruct
                ? Convert(part, element.Type, wanted, isExplicit) ?? part
                : context.Conversions.Convert(part, element.Type, wanted, isExplicit && !context.Compilation.ClassifyCommonConversion(element.Type, wanted).IsImplicit);
        });
        return new IrNewStruct(parts.ToEquatableArray(), type);
    }

    /// <summary><c>(a, b) = value</c>: places from left to right, then the value, then the assignments.</summary>
    public IrExpression Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        Origin origin = context.OriginOf(deconstruction.Syntax);
        var targets = new List<(IOperation Operation, IrExpression? Place)>();
        ITupleOperation? tuple = DeconstructionLowering.TupleOf(deconstruction.Target);
        if (tuple is null)
        {
            return Unsupported.Report(context, deconstruction);
        }

        FindTargets(tuple, targets);
        int mark = context.Output.Count;
        IrExpression value = context.Expressions.Value(deconstruction.Value);
        var values = new List<IrExpression>();
        if (!context.Deconstructions.TakeApart(tuple, value, deconstruction.Value.Type, deconstruction, values))
        {
            return Unsupported.Report(context, deconstruction);
        }

        HoldApart(targets, values, mark, origin);
        for (int i = 0; i < targets.Count; i++)
        {
            (IOperation operation, IrExpression? place) = targets[i];
            if (place is not null)
            {
                context.Emit(new IrAssign(place, null, values[i]) { Origin = origin });
            }
            else if (Declared(operation) is { } local)
            {
                context.Emit(new IrDeclare(context.Declare(local, IrVariableKind.Local, local.Type), values[i]) { Origin = origin });
            }
        }

        return value;
    }

    /// <summary>Declares the variables of a <c>foreach</c> as the parts of a value.</summary>
    public bool Declare(IForEachLoopOperation loop, IrExpression value, ITypeSymbol? source, Origin origin)
    {
        var targets = new List<(IOperation Operation, IrExpression? Place)>();
        var values = new List<IrExpression>();
        if (DeconstructionLowering.TupleOf(loop.LoopControlVariable) is not { } tuple || !context.Deconstructions.TakeApart(tuple, value, source, loop, values))
        {
            return false;
        }

        FindTargets(tuple, targets);
        for (int i = 0; i < targets.Count; i++)
        {
            if (Declared(targets[i].Operation) is { } local)
            {
                context.Emit(new IrDeclare(context.Declare(local, IrVariableKind.Local, local.Type), values[i]) { Origin = origin });
            }
        }

        return true;
    }

    /// <summary><c>==</c> and <c>!=</c> of tuples, element by element.</summary>
    public IrExpression Compare(ITupleBinaryOperation comparison)
    {
        IrExpression[] operands = context.InOrder([comparison.LeftOperand, comparison.RightOperand]);
        bool isEqual = comparison.OperatorKind == BinaryOperatorKind.Equals;
        List<(IrExpression Left, IrExpression Right)> pairs = [.. Pairs(operands[0], operands[1])];
        if (pairs.Any(pair => !IsNumber(pair.Left.Type) || !IsNumber(pair.Right.Type)))
        {
            return context.Unsupported(comparison, "A comparison of tuples of anything but numbers", "compare the elements");
        }

        return pairs
            .Select(pair => (IrExpression)new IrBinary(isEqual ? IrBinaryOperator.Equal : IrBinaryOperator.NotEqual, pair.Left, pair.Right, IrType.Boolean))
            .Aggregate((left, right) => new IrBinary(isEqual ? IrBinaryOperator.ConditionalAnd : IrBinaryOperator.ConditionalOr, left, right, IrType.Boolean));
    }

    /// <summary><c>p with { X = x }</c>: a copy, some of whose fields are assigned.</summary>
    public IrExpression With(IWithOperation with)
    {
        IrVariable copy = context.Temporary(context.Types.Lower(with.Type), "copy");
        context.Emit(new IrDeclare(copy, context.Expressions.Initializer(with.Operand)) { Origin = context.OriginOf(with.Syntax) });
        Initialize(copy, with.Initializer);
        return IrBuild.Read(copy);
    }

    /// <summary>A struct that is made without code of the user's: by <c>new()</c>, or by the constructor of a record.</summary>
    public IrExpression? Create(IObjectCreationOperation creation, IrType type)
    {
        if (creation.Constructor is not { } constructor || Made(creation, constructor, type) is not { } made)
        {
            return null;
        }

        if (creation.Initializer is not { } initializer)
        {
            return made;
        }

        IrVariable created = context.Temporary(type, Names.CamelCase(creation.Type!.Name), "made");
        context.Emit(new IrDeclare(created, made) { Origin = context.OriginOf(creation.Syntax) });
        Initialize(created, initializer);
        return IrBuild.Read(created);
    }

    private IrExpression? Made(IObjectCreationOperation creation, IMethodSymbol constructor, IrType type)
    {
        var shape = (INamedTypeSymbol)creation.Type!;
        if (constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true })
        {
            return IrBuild.Default(type);
        }

        List<IArgumentOperation> arguments = [.. creation.Arguments];
        if (shape.IsTupleType || (shape.IsRecord && StructShape.IsPositional(constructor)))
        {
            List<IFieldSymbol> fields = [.. StructShape.Fields(shape)];
            int[] positions = [.. constructor.Parameters.Select(parameter => shape.IsTupleType ? parameter.Ordinal : fields.FindIndex(field => StructShape.PropertyBehind(field)?.Name == parameter.Name))];
            bool isWhole = positions.Length == fields.Count && positions.All(position => position >= 0) && positions.Distinct().Count() == fields.Count;
            if (!isWhole || StructShape.HasInitializers(shape))
            {
                return shape.IsTupleType ? null : context.StructMembers.Create(creation, constructor, type);
            }

            var values = new IrExpression[fields.Count];
            IrExpression[] given = context.InOrder(arguments.Select(argument => new Func<IrExpression>(() => context.Calls.Argument(argument.Value, argument.Parameter?.Type))).ToList());
            for (int i = 0; i < given.Length; i++)
            {
                values[positions[arguments[i].Parameter!.Ordinal]] = given[i];
            }

            return new IrNewStruct(new(values), type);
        }

        return context.StructMembers.Create(creation, constructor, type);
    }

    private void Initialize(IrVariable variable, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (IOperation member in initializer.Initializers)
        {
            int index = member is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target }
                ? StructShape.IndexOf(initializer.Type, target.Member)
                : -1;
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property, Value: var given } && context.Accessors.Initialize(property, IrBuild.Read(variable), given))
            {
                continue;
            }

            if (index < 0)
            {
                _ = Unsupported.Report(context, member);
                continue;
            }

            IrExpression value = context.Expressions.Value(((ISimpleAssignmentOperation)member).Value);
            context.Emit(new IrAssign(new IrField(IrBuild.Read(variable), index), null, value) { Origin = context.OriginOf(member.Syntax) });
        }
    }

    private void FindTargets(ITupleOperation tuple, List<(IOperation Operation, IrExpression? Place)> targets)
    {
        foreach (IOperation element in tuple.Elements)
        {
            if (DeconstructionLowering.TupleOf(element) is { } nested)
            {
                FindTargets(nested, targets);
            }
            else
            {
                targets.Add((element, element is IDiscardOperation || Declared(element) is not null ? null : context.Places.Place(element)));
            }
        }
    }

    /// <summary>The variable that an element of a deconstruction declares.</summary>
    private static ILocalSymbol? Declared(IOperation element) => element switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        ILocalReferenceOperation { IsDeclaration: true } local => local.Local,
        _ => null,
    };

    /// <summary>
    /// Fixes the places before the assignments, and takes the values, where one of the assignments changes what finds
    /// a later place or what a later value reads.
    /// </summary>
    private void HoldApart(List<(IOperation Operation, IrExpression? Place)> targets, List<IrExpression> values, int mark, Origin origin)
    {
        var written = new List<IrStatement>();
        for (int i = 0; i < values.Count; i++)
        {
            if (targets[i].Place is { } place)
            {
                place = context.Places.ProtectOperands(place, mark);
                targets[i] = (targets[i].Operation, context.Places.Fixed(place, EffectSet.WrittenBy(written)));
                written.Add(new IrAssign(targets[i].Place!, null, targets[i].Place!));
            }
        }

        for (int i = 1; i < values.Count; i++)
        {
            EffectSet changed = EffectSet.WrittenBy(written.Take(targets.Take(i).Count(target => target.Place is not null)));
            if (values[i] is not IrLiteral && changed.Overlaps(EffectSet.ReadBy(values[i])))
            {
                values[i] = context.Hoist(values[i]) with { Origin = origin };
            }
        }
    }

    private static IEnumerable<(IrExpression Left, IrExpression Right)> Pairs(IrExpression left, IrExpression right) => left.Type.IsStruct && right.Type.IsStruct
        ? Enumerable.Range(0, left.Type.Fields.Count).SelectMany(i => Pairs(IrBuild.Field(left, i), IrBuild.Field(right, i)))
        : [(left, right)];

    private static bool IsNumber(IrType type) => type.IsNumber || type.IsInteger || type.Kind == IrTypeKind.Boolean;
}
