using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Lowering;

/// <summary>The method's parameters, modifiers and surroundings, and what of them has no companion.</summary>
internal sealed class SignatureLowering(LoweringContext context, IMethodSymbol method, MethodDeclarationSyntax syntax)
{
    public static string Describe(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => "A local function",
        MethodKind.AnonymousFunction => "A lambda",
        MethodKind.Constructor or MethodKind.StaticConstructor => "A constructor",
        MethodKind.PropertyGet or MethodKind.PropertySet => "A property",
        MethodKind.UserDefinedOperator or MethodKind.Conversion => "An operator",
        MethodKind.ExplicitInterfaceImplementation => "An explicit interface implementation",
        _ => "This kind of member",
    };

    /// <summary>Whether what there is to differentiate comes with the delegates that it is given, and nothing without them.</summary>
    public bool IsOnlyInlined { get; private set; }

    /// <summary>The parameters; the receiver is the first of them where its type is a differentiable struct.</summary>
    public EquatableArray<IrFunctionParameter> Parameters()
    {
        IrType type = context.Types.Lower(method.ContainingType);
        if (method.IsStatic || !(type.IsStruct || type.IsClass))
        {
            return method.Parameters.Select(Parameter).ToEquatableArray();
        }

        IrVariable receiver = context.DeclareReceiver(type);
        if (type.IsDifferentiable)
        {
            context.ActiveParameters.Add(receiver);
        }

        return method.Parameters.Select(Parameter).Prepend(new IrFunctionParameter(receiver, type.IsDifferentiable, IsReceiver: true)).ToEquatableArray();
    }

    /// <summary>Reports what the signature asks for and cannot have; false when the body is not worth looking at.</summary>
    public bool Check(EquatableArray<IrFunctionParameter> parameters)
    {
        int before = context.Problems.Count;
        CheckKind();
        CheckParameters();
        CheckResult();
        CheckReceiver();
        bool isSupported = context.Problems.Count == before;
        CheckContainingTypes();
        CheckDerivatives();
        if (isSupported && Inliner.GivesPlace(method))
        {
            IsOnlyInlined = true;
            return true;
        }

        Checkpoints.Check(context, method, syntax);
        if (isSupported)
        {
            CheckAnythingToDifferentiate(parameters);
        }

        return isSupported;
    }

    /// <summary>Whether the method is one of an interface, without a body: what implements it has the companions.</summary>
    public bool IsPromise => method.IsAbstract && method.ContainingType.TypeKind == TypeKind.Interface;

    public string Modifiers()
    {
        string modifiers = SyntaxFacts.GetText(method.DeclaredAccessibility);
        if (IsPromise)
        {
            modifiers = method.DeclaredAccessibility == Accessibility.Public ? string.Empty : modifiers + " ";
            return modifiers + (method.IsStatic ? "static abstract" : string.Empty);
        }

        modifiers += method.IsStatic ? " static" : string.Empty;
        return syntax.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) ? modifiers + " readonly" : modifiers;
    }

    public EquatableArray<string> ContainingTypes() => Around().Reverse().Select(Header).ToEquatableArray();

    public string HintName()
    {
        IEnumerable<string> parts = Around().Reverse().Select(type => type.Arity == 0 ? type.Name : $"{type.Name}-{type.Arity}");
        if (method.ContainingNamespace is { IsGlobalNamespace: false } containing)
        {
            parts = new[] { containing.ToDisplayString().Replace("@", string.Empty) }.Concat(parts);
        }

        // Overloads share it; the pipeline tells them apart.
        return string.Join(".", parts.Concat([method.Name]));
    }

    /// <summary>The type parameters in sight that stand for real numbers but admit integers.</summary>
    public EquatableArray<string> AskedTypes() => Around().Reverse().SelectMany(type => type.TypeParameters).Concat(method.TypeParameters)
        .Where(parameter => TypeParameters.IsReal(parameter) && !TypeParameters.IsFloatingPoint(parameter))
        .Select(parameter => Names.Escape(parameter.Name)).ToEquatableArray();

    private IEnumerable<INamedTypeSymbol> Around() => Around(method.ContainingType);

    /// <summary>A type and those around it, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol innermost)
    {
        for (INamedTypeSymbol? type = innermost; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    /// <summary>How another part of a type begins.</summary>
    public static string Header(INamedTypeSymbol type)
    {
        string header = SyntaxFacts.GetText(type.DeclaredAccessibility);
        header += type.IsStatic ? " static" : string.Empty;
        header += type is { IsReadOnly: true, TypeKind: TypeKind.Struct } ? " readonly" : string.Empty;
        header += type.IsRefLikeType ? " ref" : string.Empty;
        header += " partial ";
        header += (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct ",
            (true, _) => "record ",
            (_, TypeKind.Struct) => "struct ",
            (_, TypeKind.Interface) => "interface ",
            _ => "class ",
        };
        header += Names.Escape(type.Name);
        return type.TypeParameters.IsEmpty
            ? header
            : $"{header}<{string.Join(", ", type.TypeParameters.Select(parameter => Names.Escape(parameter.Name)))}>";
    }

    private IrFunctionParameter Parameter(IParameterSymbol parameter)
    {
        IrVariable variable = context.InlineArrays.Parameter(parameter) ?? context.Declare(parameter, IrVariableKind.Parameter, parameter.Type);
        bool isDifferentiable = variable.Type.IsDifferentiable && !Attributes.Has(parameter, Attributes.NoGradient);
        if (isDifferentiable)
        {
            context.ActiveParameters.Add(variable);
        }

        string modifier = parameter.RefKind switch
        {
            RefKind.Ref => "ref",
            RefKind.Out => "out",
            RefKind.In => "in",
            RefKind.RefReadOnlyParameter => "ref readonly",
            _ => IsScoped(parameter) ? "scoped" : string.Empty,
        };
        return context.InlineArrays.Declared(parameter.Type) is { } inlineArray
            ? new IrFunctionParameter(variable, isDifferentiable) { Declared = inlineArray with { Modifier = modifier } }
            : new IrFunctionParameter(variable, isDifferentiable, modifier);
    }

    /// <summary>Whether a parameter of the type may be passed by reference and written.</summary>
    public static bool IsPlace(IrType type) => type.IsNumber || type.IsInteger || type.Kind == IrTypeKind.Boolean || type is { IsStruct: true, HasMemoryFields: false };

    private bool IsScoped(IParameterSymbol parameter) => Syntax(parameter)?.Modifiers.Any(SyntaxKind.ScopedKeyword) == true;

    private ParameterSyntax? Syntax(IParameterSymbol parameter) => syntax.ParameterList.Parameters.ElementAtOrDefault(parameter.Ordinal);

    private void CheckKind()
    {
        (string what, string wayOut)? problem =
            method.IsAsync ? ("An async method", "compute the value in a method that is not async") :
            method.IsExtern ? ("An extern method", "write a rule for it with [VjpOf]") :
            IsPromise ? null :
            method.IsAbstract ? ("An abstract method", "mark a method that has a body") :
            method.ExplicitInterfaceImplementations.Length > 0 ? ("An explicit interface implementation", "move the body to a method of its own") :
            syntax.Body is null && syntax.ExpressionBody is null ? ("A method without a body", "mark the part that has the body") :
            method.ContainingType.TypeKind == TypeKind.Interface ? ("A body in an interface", "leave the body to what implements it, or move it to a static method of a class") :
            (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed
                ? ("A virtual method", "its derivative could not follow an override; make it sealed or not virtual") :
            Inliner.GivesPlace(method) && !method.IsStatic && !ClassShape.IsClass(method.ContainingType) ? ("A result by reference", "make it static, or return the value") :
            method.ContainingType.IsFileLocal ? ("A method of a file-local type", "remove the modifier 'file'") :
            syntax.DescendantNodes(node => node is not LocalFunctionStatementSyntax and not AnonymousFunctionExpressionSyntax)
                .Any(node => node is YieldStatementSyntax) ? ("An iterator", "return an array") :
            null;
        if (problem is { } found)
        {
            context.Report("AD0002", syntax.Identifier, found.what, method.Name, found.wayOut);
        }
    }

    private void CheckParameters()
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            SyntaxNode place = (SyntaxNode?)Syntax(parameter) ?? syntax;
            if (parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            {
                context.Report("AD0002", place, $"The pointer '{parameter.Name}'", method.Name, "take a span instead");
                continue;
            }

            if (context.InlineArrays.TypeOf(parameter.Type) is not null)
            {
                continue;
            }

            if (parameter.RefKind is RefKind.Ref or RefKind.Out && !IsPlace(context.Types.Lower(parameter.Type)))
            {
                context.Report("AD0002", place, $"The parameter '{parameter.Name}', passed by reference,", method.Name, "pass it by value, and return what changes");
            }
            else if (!Attributes.Has(parameter, Attributes.NoGradient) && (TypeLowering.IsNotYetDifferentiable(parameter.Type) || TypeLowering.IsCollectionOfReals(parameter.Type)))
            {
                context.Report(
                    "AD0002",
                    place,
                    $"The type of the parameter '{parameter.Name}'",
                    method.Name,
                    parameter.Type is ITypeParameterSymbol
                        ? "constrain it to INumber<T> or IFloatingPointIeee754<T>, or mark the parameter [NoGradient] if it is a constant"
                        : "use double, float, arrays or spans of them, or mark it [NoGradient] if it is a constant");
            }
        }
    }

    private void CheckReceiver()
    {
        if (!method.IsStatic && StructShape.IsStruct(method.ContainingType) && TypeLowering.IsNotYetDifferentiable(method.ContainingType))
        {
            context.Report("AD0002", syntax.Identifier, $"A method of '{method.ContainingType.Name}', a field of which has no shadow,", method.Name, "use numbers, arrays, lists or other [Differentiable] types, or mark the field [NoGradient]");
        }
    }

    private void CheckResult()
    {
        IrType result = context.InlineArrays.Lower(method.ReturnType);
        if (method.ReturnType is IPointerTypeSymbol || result is { Kind: IrTypeKind.Object, HoldsMemory: false } || result.IsSpan || result.IsTensorSpan
            || (result.IsStruct && (TypeLowering.IsNotYetDifferentiable(method.ReturnType) || HoldsMatrices(result)))
            || (result.Kind == IrTypeKind.Other && (TypeLowering.IsNotYetDifferentiable(method.ReturnType) || (method.ReturnType.TypeKind == TypeKind.TypeParameter && !TakesDelegates))))
        {
            context.Report("AD0002", syntax.ReturnType, $"The result type '{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", method.Name, "return double, float or an array of them, or fill a span");
        }
    }

    private static bool HoldsMatrices(IrType type) => type is { Kind: IrTypeKind.Object, HoldsMemory: false } || type.Fields.Any(field => HoldsMatrices(field.Type));

    private void CheckContainingTypes()
    {
        foreach (INamedTypeSymbol type in Around().Reverse())
        {
            bool isPartial = type.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax(context.CancellationToken) is TypeDeclarationSyntax declared && declared.Modifiers.Any(SyntaxKind.PartialKeyword));
            if (!isPartial)
            {
                context.Report("AD0001", syntax.Identifier, type.Name, method.Name);
                return;
            }
        }
    }

    private void CheckDerivatives()
    {
        if (Attributes.Find(method, Attributes.Differentiable) is { ConstructorArguments: [{ Value: int flags }] } attribute)
        {
            string[] kinds = ["Jvp", "Hvp", "Jacobian"];
            SyntaxNode place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) ?? syntax;
            for (int i = 0; i < kinds.Length; i++)
            {
                if ((flags & (1 << i)) != 0)
                {
                    context.Report("AD0003", PlaceOf(place, kinds[i]), kinds[i]);
                }
            }
        }
    }

    /// <summary>The name of the kind in the attribute, or else the attribute.</summary>
    private static SyntaxNode PlaceOf(SyntaxNode attribute, string kind) => attribute.DescendantNodes()
        .OfType<MemberAccessExpressionSyntax>().FirstOrDefault(access => access.Name.Identifier.ValueText == kind) ?? attribute;

    private bool TakesDelegates => method.Parameters.Any(parameter => DelegateLowering.IsDelegate(parameter.Type));

    private void CheckAnythingToDifferentiate(EquatableArray<IrFunctionParameter> parameters)
    {
        bool takesDelegates = TakesDelegates || DelegateLowering.IsDelegate(method.ReturnType);
        if (TakesDelegates && method.ReturnType is ITypeParameterSymbol && !context.Types.Lower(method.ReturnType).IsDifferentiable)
        {
            // Only a call says what it returns.
            IsOnlyInlined = true;
            return;
        }

        if (!parameters.Any(parameter => parameter is { IsDifferentiable: true, IsOut: false }))
        {
            IsOnlyInlined = takesDelegates;
            if (takesDelegates)
            {
                return;
            }

            context.Report("AD0009", syntax.Identifier, method.Name, "no parameter is differentiable; take a double, a float, an array or a span of them, or a matrix");
            return;
        }

        IrType result = context.InlineArrays.Lower(method.ReturnType);
        bool isResult = result.IsDifferentiable;
        if (!isResult && !parameters.Any(parameter => parameter.IsDifferentiable && (parameter.IsReference || parameter.Variable.Type.Kind is IrTypeKind.Span or IrTypeKind.Array || parameter.Variable.Type.IsContainer || parameter.Variable.Type.IsClass || parameter.Variable.Type.HasShadowFields)))
        {
            IsOnlyInlined = takesDelegates;
            if (takesDelegates)
            {
                return;
            }

            context.Report("AD0009", syntax.Identifier, method.Name, "nothing differentiable comes out; return a double, a float or an array of them, or fill a span");
        }
    }
}
