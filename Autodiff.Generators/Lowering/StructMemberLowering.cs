using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Operators, constructors, computed properties and plain methods of a differentiable struct: their bodies are lowered
/// in the place of their use.
/// </summary>
internal sealed class StructMemberLowering(LoweringContext context)
{
    /// <summary>A user's operator or conversion, or <see langword="null"/> where it is not one of a differentiable struct.</summary>
    public IrExpression? Operator(IMethodSymbol? method, IReadOnlyList<Func<IrExpression>> operands, IOperation operation)
    {
        if (method is null || BodyOf(method) is not { } body)
        {
            return null;
        }

        IrExpression[] values = context.InOrder(operands);
        return context.Inliner.Inline(body, [.. values.Select((value, i) => new InlineArgument(body.Method.Parameters[i], value))], operation);
    }

    public IrExpression? Operator(IMethodSymbol? method, IEnumerable<IOperation> operands, IOperation operation) =>
        Operator(method, [.. operands.Select(operand => new Func<IrExpression>(() => context.Expressions.Value(operand)))], operation);

    /// <summary>A parameter of the primary constructor that a member uses, where it is a field; <see langword="null"/> where it is none.</summary>
    public IrExpression? Captured(IParameterSymbol parameter) => context.Structs.Captured(parameter) ?? context.Classes.Captured(parameter);

    /// <summary>A constructor with a body, or a primary one: it fills a struct, whose other fields are zero.</summary>
    public IrExpression? Create(IObjectCreationOperation creation, IMethodSymbol constructor, IrType type)
    {
        INamedTypeSymbol shape = constructor.ContainingType;
        bool isPrimary = SymbolEqualityComparer.Default.Equals(constructor, ClassShape.PrimaryConstructor(shape));
        bool isPlain = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is ConstructorDeclarationSyntax { Initializer: null };
        if (!(isPrimary || isPlain) || !IsMember(constructor) || (isPlain && BodyOf(constructor) is null) || TypeArguments.Of(constructor, context.Types.Arguments, context.Compilation) is { IsCircular: true })
        {
            return null;
        }

        Origin origin = context.OriginOf(creation.Syntax);
        IMethodSymbol declared = constructor.OriginalDefinition;
        List<InlineArgument> arguments = context.Inliner.Arguments(creation.Arguments, declared.Parameters);
        IrVariable made = context.Temporary(type, Names.CamelCase(creation.Type!.Name), "made");
        context.Emit(new IrDeclare(made, null) { Origin = origin });
        if (isPrimary || StructShape.HasInitializers(shape))
        {
            context.Inliner.Construct(
                declared,
                isPrimary ? arguments : [],
                creation,
                IrBuild.Read(made),
                () => Initialize(declared.ContainingType, declared, made, origin),
                TypeArguments.Of(constructor, context.Types.Arguments, context.Compilation));
        }

        if (isPlain)
        {
            _ = context.Inliner.Inline(BodyOf(constructor)!, arguments, creation, IrBuild.Read(made));
        }

        return IrBuild.Read(made);
    }

    /// <summary>What the fields are given where they are declared, and by the parameters of the primary constructor.</summary>
    private void Initialize(INamedTypeSymbol shape, IMethodSymbol constructor, IrVariable made, Origin origin)
    {
        foreach ((IFieldSymbol field, int index) in StructShape.Fields(shape).Select((field, index) => (field, index)))
        {
            ISymbol member = StructShape.Reader(field);
            var place = new IrField(IrBuild.Read(made), index);
            SyntaxNode? declared = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken);
            if (member is IParameterSymbol captured)
            {
                context.Emit(new IrAssign(place, null, context.Reference(captured, captured.Type)) { Origin = origin });
                continue;
            }

            if (declared is ParameterSyntax && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == member.Name) is { } parameter)
            {
                context.Emit(new IrAssign(place, null, context.Reference(parameter, parameter.Type)) { Origin = origin });
                continue;
            }

            EqualsValueClauseSyntax? initializer = (declared as VariableDeclaratorSyntax)?.Initializer ?? (declared as PropertyDeclarationSyntax)?.Initializer;
            if (initializer is not null && context.ModelOf(initializer.SyntaxTree).GetOperation(initializer, context.CancellationToken) is ISymbolInitializerOperation { Value: { } value })
            {
                context.Emit(new IrAssign(place, null, context.Expressions.Value(value)) { Origin = origin });
            }
        }
    }

    /// <summary>A property that computes its value.</summary>
    public IrExpression? Getter(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not { } instance || reference.Property.GetMethod is not { } getter || !IsMember(getter) || BodyOf(getter) is not { } body)
        {
            return null;
        }

        if (ClassShape.IsOpen(reference.Property))
        {
            return Virtual(reference, reference.Property);
        }

        IrExpression receiver = Receiver(instance, body);
        List<InlineArgument> arguments = Arguments(reference.Arguments, body);
        return context.Inliner.Inline(body, arguments, reference, receiver);
    }

    /// <summary>What a setter changes: an object, or the place of a struct.</summary>
    public IrExpression Changed(IOperation instance)
    {
        if (ClassShape.IsClass(instance.Type))
        {
            return Referred(instance);
        }

        IrExpression place = context.Places.Place(instance);
        return IsOfVariable(place) && place.Variables().Any(variable => variable.Kind == IrVariableKind.Parameter)
            ? context.Unsupported(instance, "A call that changes the method's own struct", "return a new struct")
            : context.References.Once(place);
    }

    /// <summary>A method of a differentiable struct or class that is not differentiable by itself.</summary>
    public IrExpression? Method(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        bool isOther = Attributes.Has(method, Attributes.Differentiable) || Attributes.Has(method, Attributes.NoGradient) || method.MethodKind != MethodKind.Ordinary;
        if (isOther || !IsMember(method))
        {
            return null;
        }

        if (ClassShape.IsOpen(method))
        {
            return Virtual(invocation, method);
        }

        if (BodyOf(method) is not { } body)
        {
            return invocation.Instance is not null && !IsReadOnly(method) && !method.IsImplicitlyDeclared && method.ContainingType is { SpecialType: SpecialType.None, IsValueType: true } && !method.IsOverride
                ? context.Unsupported(invocation, $"A call of '{method.Name}', whose source is elsewhere and which may change its struct,", "mark it readonly")
                : null;
        }

        if (invocation.Instance is not { } instance)
        {
            return context.Inliner.Inline(body, context.Inliner.Arguments(invocation.Arguments, body.Method.Parameters), invocation);
        }

        IrExpression receiver = Receiver(instance, body);
        List<InlineArgument> arguments = Arguments(invocation.Arguments, body);
        return context.Inliner.Inline(body, arguments, invocation, receiver);
    }

    private static bool IsReadOnly(IMethodSymbol method) => method.IsReadOnly || method.ContainingType.IsReadOnly;

    private static bool IsMember(IMethodSymbol method) => !method.ContainingType.IsTupleType && (StructShape.IsStruct(method.ContainingType) || ClassShape.IsClass(method.ContainingType));

    /// <summary>The body of a member, where it has source.</summary>
    public InlineBody? BodyOf(IMethodSymbol method) => IsMember(method) ? InlineBody.OfMember(context, method) : null;

    /// <summary>
    /// What <c>this</c> is in the body: the very place where the body changes it, else a value that nothing changes.
    /// </summary>
    private IrExpression Receiver(IOperation instance, InlineBody body)
    {
        if (ClassShape.IsClass(instance.Type))
        {
            return Referred(instance);
        }

        if (!ChangesReceiver(body))
        {
            IrExpression value = context.Expressions.Value(instance);
            bool isKept = body.Method.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In) && IsOfVariable(value);
            return isKept ? value : context.Hoist(value, "self");
        }

        return Changed(instance);
    }

    /// <summary>An object under a name, whatever its fields become.</summary>
    private IrExpression Referred(IOperation instance)
    {
        IrExpression value = context.Expressions.Value(instance);
        return value is IrVariableReference or IrThis ? value : context.Hoist(value, "self");
    }

    private IrExpression Virtual(IOperation operation, ISymbol member) =>
        context.Unsupported(operation, $"A virtual call of '{member.Name}'", "its derivative could not follow an override; make it sealed or not virtual");

    private static bool IsOfVariable(IrExpression value) => value is IrVariableReference || (value is IrField field && IsOfVariable(field.Target));

    private List<InlineArgument> Arguments(IEnumerable<IArgumentOperation> given, InlineBody body)
    {
        List<InlineArgument> arguments = context.Inliner.Arguments(given, body.Method.Parameters);
        return ChangesReceiver(body) ? Held(arguments) : arguments;
    }

    /// <summary>Arguments that keep their values whatever the body does to its receiver.</summary>
    private List<InlineArgument> Held(IEnumerable<InlineArgument> arguments) =>
        [.. arguments.Select(argument => argument is { IsPlace: false, Value: { } value and not IrLiteral } && !value.Type.IsMemory && value.Type.Kind != IrTypeKind.Object
            ? argument with { Value = context.Hoist(value, argument.Parameter.Name) }
            : argument)];

    /// <summary>Whether a member changes the struct that it is called on, or gives away a place in it.</summary>
    public static bool ChangesReceiver(InlineBody body) => body.Method.ContainingType.IsValueType
        && (Inliner.GivesPlace(body.Method) || (!IsReadOnly(body.Method) && body.Block.Descendants().Any(Changes)));

    private static bool Changes(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: true } move => Reaches(move.Value),
        IAssignmentOperation assignment => Reaches(assignment.Target),
        IIncrementOrDecrementOperation increment => Reaches(increment.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Reaches(argument.Value),
        IInvocationOperation { Instance: { } instance, TargetMethod: var method } => Reaches(instance) && !IsReadOnly(method),
        IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: var referenced } => Reaches(referenced),
        _ => false,
    };

    private static bool Reaches(IOperation target) => target switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } => StructShape.IndexOf(parameter.ContainingType, parameter) >= 0,
        ITupleOperation tuple => tuple.Elements.Any(Reaches),
        IConditionalOperation { IsRef: true, WhenFalse: { } otherwise } conditional => Reaches(conditional.WhenTrue) || Reaches(otherwise),
        IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance } => Reaches(instance),
        _ => false,
    };
}
