using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// Objects of differentiable classes: their fields are views, applied to the shadow on the way back. An object that is
/// made gets its fields one after the other, as its initialisers and its constructor set them.
/// </summary>
internal sealed class ClassLowering(LoweringContext context)
{
    /// <summary>A field, or an automatic property, of an object; <see langword="null"/> for any other member.</summary>
    public IrExpression? Field(IOperation? instance, ISymbol member)
    {
        if (instance?.Type is not INamedTypeSymbol type || !ClassShape.IsClass(type) || ClassShape.FieldOf(type, member) is not { } field)
        {
            return null;
        }

        IrExpression value = context.Expressions.Value(instance);
        return value.Type.IsClass ? Of(value, field) : null;
    }

    /// <summary>A field of an object that no operation stands for.</summary>
    public IrExpression? Field(IrExpression value, ISymbol member) =>
        value.Type.IsClass && ClassShape.IsClass(member.ContainingType) && ClassShape.FieldOf(member.ContainingType, member) is { } field ? Of(value, field) : null;

    /// <summary>A parameter of the primary constructor, in a member of a class; <see langword="null"/> where it is none.</summary>
    public IrExpression? Captured(IParameterSymbol parameter)
    {
        IrExpression receiver = context.Receiver ?? new IrThis(context.Types.Lower(parameter.ContainingType));
        return receiver.Type.IsClass && ClassShape.Fields(parameter.ContainingType).FirstOrDefault(field => CapturedParameters.NameOf(field) == parameter.Name) is { } field
            ? Of(receiver, field)
            : null;
    }

    /// <summary>An object of a class, with what its initialisers and its constructor give it.</summary>
    /// <param name="variable">Declares the variable that it is made for.</param>
    public IrExpression Create(IObjectCreationOperation creation, IrType type, Func<IrVariable>? variable = null)
    {
        var shape = (INamedTypeSymbol)creation.Type!.OriginalDefinition;
        IMethodSymbol constructor = creation.Constructor!.OriginalDefinition;
        TypeArguments? types = TypeArguments.Of(creation.Constructor, context.Types.Arguments, context.Compilation);
        Origin origin = context.OriginOf(creation.Syntax);
        bool isPlain = constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true };
        bool isPrimary = SymbolEqualityComparer.Default.Equals(constructor, ClassShape.PrimaryConstructor(shape));
        SyntaxNode? declaration = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken);
        if (!isPlain && !isPrimary && declaration is not ConstructorDeclarationSyntax { Initializer: null })
        {
            return context.Unsupported(creation, declaration is null ? $"A constructor of '{shape.Name}', whose source is elsewhere," : "A constructor that calls another", "set the fields in an initialiser, or in the constructor itself");
        }

        if (types is { IsCircular: true })
        {
            return context.Unsupported(creation, $"Making a '{shape.Name}' of itself", "write the class for double or float");
        }

        List<InlineArgument> arguments = context.Inliner.Arguments(creation.Arguments, constructor.Parameters);
        bool isEmpty = isPlain && !StructShape.HasInitializers(shape) && !shape.GetMembers().Any(member => member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true });
        IrVariable made = New(variable?.Invoke() ?? context.Temporary(type, Names.CamelCase(shape.Name), "made"), shape, isEmpty, origin);
        HashSet<ISymbol> given = new(creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(assignment => assignment.Target).OfType<IMemberReferenceOperation>().Select(target => target.Member.OriginalDefinition) ?? [], SymbolEqualityComparer.Default);
        if (!isEmpty)
        {
            context.Inliner.Construct(constructor, isPrimary ? arguments : [], creation, IrBuild.Read(made), () => Initialize(shape, constructor, made, given, origin), types);
        }

        if (!isPlain && !isPrimary)
        {
            if (InlineBody.OfMember(context, creation.Constructor) is not { } body)
            {
                return Unsupported.Report(context, creation);
            }

            _ = context.Inliner.Inline(body, arguments, creation, IrBuild.Read(made));
        }

        if (creation.Initializer is { } initializer)
        {
            Assign(made, initializer);
        }

        return IrBuild.Read(made);
    }

    /// <summary><c>p with { X = x }</c>: another object, which shares no memory with the first.</summary>
    public IrExpression With(IWithOperation with)
    {
        var shape = (INamedTypeSymbol)with.Type!;
        IrExpression source = context.Expressions.Value(with.Operand);
        source = source is IrVariableReference ? source : context.Hoist(source, "original");
        Origin origin = context.OriginOf(with.Syntax);
        HashSet<ISymbol> given = new(with.Initializer.Initializers.OfType<ISimpleAssignmentOperation>().Select(assignment => assignment.Target).OfType<IMemberReferenceOperation>().Select(target => target.Member), SymbolEqualityComparer.Default);
        IrVariable copy = New(context.Temporary(source.Type, "copy"), shape, isEmpty: false, origin);
        foreach (IFieldSymbol field in ClassShape.Fields(shape))
        {
            if (given.Contains(StructShape.PropertyBehind(field) ?? (ISymbol)field))
            {
                continue;
            }

            IrView to = View(IrBuild.Read(copy), field);
            if (to.IsSlot)
            {
                return context.Unsupported(with, $"A copy that would share what '{to.Field!.Name}' leads to", "set it in the braces, or make a new record");
            }

            context.Emit(new IrAssign(to, null, View(IrCopy.Copy(source), field)) { Origin = origin });
        }

        Assign(copy, with.Initializer);
        return IrBuild.Read(copy);
    }

    private IrVariable New(IrVariable made, INamedTypeSymbol shape, bool isEmpty, Origin origin)
    {
        IrType type = made.Type;
        string text = isEmpty ? $"new {type.Name}" : $"global::Autodiff.Objects.Create<{type.Name}>";
        var method = new IrMethod(shape.Name, text, [], type, IrCallKind.Plain, IrEffect.Writes) { MakesObject = true };
        context.Emit(new IrDeclare(made, new IrCall(method, null, [])) { Origin = origin });
        return made;
    }

    /// <summary>What the fields are given where they are declared, and by the parameters of a record.</summary>
    private void Initialize(INamedTypeSymbol shape, IMethodSymbol constructor, IrVariable made, HashSet<ISymbol> given, Origin origin)
    {
        foreach (IFieldSymbol field in ClassShape.Fields(shape))
        {
            ISymbol member = StructShape.Reader(field);
            IrView place = View(IrBuild.Read(made), field);
            if (member is IParameterSymbol captured)
            {
                context.Places.Store(place, context.Reference(captured, captured.Type), origin);
                continue;
            }

            SyntaxNode? declared = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken);
            if (declared is ParameterSyntax && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == member.Name) is { } parameter)
            {
                context.Places.Store(place, context.Reference(parameter, parameter.Type), origin);
                continue;
            }

            EqualsValueClauseSyntax? initializer = (declared as VariableDeclaratorSyntax)?.Initializer ?? (declared as PropertyDeclarationSyntax)?.Initializer;
            if (initializer is null || (place.IsSlot && given.Contains(member)))
            {
                continue;
            }

            if (context.ModelOf(initializer.SyntaxTree).GetOperation(initializer, context.CancellationToken) is ISymbolInitializerOperation { Value: { } value })
            {
                context.Places.Store(place, value, origin);
            }
        }
    }

    private void Assign(IrVariable variable, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (IOperation operation in initializer.Initializers)
        {
            if (operation is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation target, Value: var value })
            {
                _ = Unsupported.Report(context, operation);
            }
            else if (Field(IrBuild.Read(variable), target.Member) is { } place)
            {
                context.Places.Store((place is IrConversion { Operand: IrView constant } ? constant : place) with { Origin = context.OriginOf(target.Syntax) }, value, context.OriginOf(operation.Syntax));
            }
            else if (target is not IPropertyReferenceOperation property || !context.Accessors.Initialize(property, IrBuild.Read(variable), value))
            {
                _ = Unsupported.Report(context, operation);
            }
        }
    }

    private IrExpression Of(IrExpression receiver, IFieldSymbol field)
    {
        IrView view = View(receiver, field);
        IrType declared = context.Types.Lower(field.Type);
        return view.Type.Kind == IrTypeKind.Other && declared.Kind != IrTypeKind.Other ? new IrConversion(view, declared, IsImplicit: true) : view;
    }

    private IrView View(IrExpression receiver, IFieldSymbol field)
    {
        IrStructField shape = context.Types.Field(field.ContainingType, field);
        if (shape.Type is { IsMemory: true, IsDifferentiable: false })
        {
            // What else leads to an array of constants is nobody's business: its elements are kept by value.
            shape = shape with { Type = new IrType(IrTypeKind.Other, shape.Type.Name, IsReference: true) };
        }

        return new IrView(receiver, IrViewForm.Property, shape.Name, shape.Name, [], shape.Type) { Field = shape };
    }
}
