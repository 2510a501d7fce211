using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Binds the parameters of a rule to a target by their names, and tells why one does not fit.</summary>
internal sealed class RuleBinding
{
    private readonly IMethodSymbol _target;
    private readonly IMethodSymbol _called;
    private readonly TypeLowering _types;
    private readonly ITypeSymbol _result;
    private readonly ITypeSymbol _receiver;

    /// <param name="target">The member that the rule names.</param>
    /// <param name="called">The method that is called: the target, or what overrides or implements it under names of its own.</param>
    /// <param name="receiver">The type of what it is called on, which may be more than the target knows of.</param>
    private RuleBinding(IMethodSymbol target, IMethodSymbol called, TypeLowering types, ITypeSymbol? receiver = null)
    {
        _receiver = receiver ?? target.ContainingType;
        _target = target;
        _called = called;
        _types = types;
        _result = target.MethodKind == MethodKind.Constructor ? target.ContainingType : target.ReturnType;
    }

    /// <summary>Every rule that fits a called method; those of the interface member it implements, where it has none of its own.</summary>
    public static EquatableArray<IrRule> Rules(RuleTable table, IMethodSymbol method, ITypeSymbol? receiver, TypeLowering types, Compilation compilation, INamedTypeSymbol within)
    {
        List<IrRule> own = Declarations(method).SelectMany(Of).ToList();
        return own.Count > 0 ? own.ToEquatableArray() : Implemented(method, table).SelectMany(Of).ToEquatableArray();

        IEnumerable<IrRule> Of(IMethodSymbol target)
        {
            string member = MemberName(target);
            List<IMethodSymbol> primals = table.Find(target.ContainingType, member, Attributes.AugmentedPrimalOf).Select(rule => rule.Method).ToList();
            return table.Find(target.ContainingType, member, Attributes.VjpOf)
                .Where(rule => compilation.IsSymbolAccessibleWithin(rule.Method, within))
                .Select(rule => Bind(rule.Method, target, method, primals, types, out _, receiver))
                .OfType<IrRule>();
        }
    }

    /// <summary>A vector–Jacobian product bound to a target, or the reason why it does not fit.</summary>
    public static IrRule? Bind(IMethodSymbol rule, IMethodSymbol target, IMethodSymbol called, IReadOnlyList<IMethodSymbol> primals, TypeLowering types, out string reason, ITypeSymbol? receiver = null)
    {
        var binding = new RuleBinding(target, called, types, receiver);
        reason = string.Empty;
        if (!rule.IsStatic || !rule.ReturnsVoid)
        {
            reason = "a vector–Jacobian product is a static method that returns void";
            return null;
        }

        if (binding.Construct(rule, out reason) is not { } constructed)
        {
            return null;
        }

        var arguments = new List<IrRuleArgument>();
        IrAugmentedPrimal? augmented = null;
        foreach (IParameterSymbol parameter in constructed.Parameters)
        {
            if (binding.Argument(parameter, out reason) is not { } argument)
            {
                return null;
            }

            if (argument.Kind == IrRuleArgumentKind.Residual)
            {
                augmented = binding.Augmented(primals, parameter.Type);
                if (augmented is null)
                {
                    reason = $"no [AugmentedPrimalOf] method of the same target gives a residual of the type '{Show(parameter.Type)}'";
                    return null;
                }
            }

            arguments.Add(argument);
        }

        return new IrRule(binding.Text(constructed), arguments.ToEquatableArray(), augmented);
    }

    /// <summary>Whether an augmented primal has the target's parameters and a residual, or the reason why not.</summary>
    public static bool FitsPrimal(IMethodSymbol primal, IMethodSymbol target, TypeLowering types, out string reason) =>
        new RuleBinding(target, target, types).Primal(primal, out reason) is not null;

    /// <summary>The name that attributes use for a member.</summary>
    public static string MemberName(IMethodSymbol method) => method.AssociatedSymbol switch
    {
        IPropertySymbol { IsIndexer: true } => "Item",
        IPropertySymbol property => property.Name,
        _ => method.MethodKind == MethodKind.Constructor ? ".ctor" : method.Name,
    };

    public static string Show(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The called method, and what it overrides.</summary>
    private static IEnumerable<IMethodSymbol> Declarations(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }

    /// <summary>
    /// The members of interfaces that a method of a class or a struct implements: a rule of theirs holds for whatever
    /// implements them.
    /// </summary>
    private static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method, RuleTable table)
    {
        INamedTypeSymbol type = method.ContainingType;
        return type.TypeKind == TypeKind.Interface
            ? []
            : type.AllInterfaces
                .Where(candidate => table.Find(candidate, MemberName(method), Attributes.VjpOf).Any())
                .SelectMany(candidate => candidate.GetMembers(method.Name).OfType<IMethodSymbol>())
                .Where(member => type.FindImplementationForInterfaceMember(member) is { } found && Same(found, method));
    }

    /// <summary>
    /// The rule with the target's type arguments, those of its type first. What type parameters it has besides follow
    /// from the types of what its parameters bind: the number type of a target that is not generic, a receiver's type.
    /// </summary>
    private IMethodSymbol? Construct(IMethodSymbol rule, out string reason)
    {
        ImmutableArray<ITypeSymbol> given = _target.ContainingType.TypeArguments.AddRange(_target.TypeArguments);
        reason = $"it has {Count(rule.Arity)}, and the target has {given.Length}";
        if (rule.Arity < given.Length)
        {
            return null;
        }

        var arguments = new ITypeSymbol?[rule.Arity];
        given.CopyTo(arguments!);
        foreach (IParameterSymbol parameter in rule.Parameters)
        {
            if (Expected(parameter.Name) is { } expected)
            {
                Infer(parameter.Type, expected, arguments);
            }
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is not { } argument)
            {
                return null;
            }

            if (!IsOpen(argument) && !TypeParameters.Satisfies(argument, rule.TypeParameters[i]))
            {
                reason = $"'{Show(argument)}' is no '{rule.TypeParameters[i].Name}'";
                return null;
            }
        }

        return rule.Arity == 0 ? rule : rule.Construct(arguments!);
    }

    /// <summary>Finds what a rule's type parameters stand for where its parameter meets what it binds.</summary>
    private static void Infer(ITypeSymbol type, ITypeSymbol bound, ITypeSymbol?[] arguments)
    {
        if (type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter)
        {
            arguments[parameter.Ordinal] ??= bound;
        }
        else if (ElementOf(type) is { } element)
        {
            if (ElementOf(bound) is { } boundElement)
            {
                Infer(element, boundElement, arguments);
            }
        }
        else if (TensorLowering.ElementOf(type) is { } tensorElement)
        {
            if (TensorLowering.ElementOf(bound) is { } boundElement)
            {
                Infer(tensorElement, boundElement, arguments);
            }
        }
        else if (type is INamedTypeSymbol named && bound is INamedTypeSymbol other && Same(named.OriginalDefinition, other.OriginalDefinition))
        {
            for (int i = 0; i < named.TypeArguments.Length; i++)
            {
                Infer(named.TypeArguments[i], other.TypeArguments[i], arguments);
            }
        }
    }

    /// <summary>The type of what a rule's parameter binds by its name.</summary>
    private ITypeSymbol? Expected(string name)
    {
        const string suffix = "Adjoint";
        string of = name.EndsWith(suffix, System.StringComparison.Ordinal) && Target(name) is null ? name.Substring(0, name.Length - suffix.Length) : name;
        return of switch
        {
            "self" => _receiver,
            _ when Target(of) is { } parameter => parameter.Type,
            "result" => _result,
            _ => null,
        };
    }

    /// <summary>Whether a type argument is still the target's own type parameter: what will be put in may fit.</summary>
    private bool IsOpen(ITypeSymbol argument) => argument is ITypeParameterSymbol parameter
        && (Same(parameter.ContainingSymbol, _target.OriginalDefinition) || Same(parameter.ContainingSymbol, _target.ContainingType.OriginalDefinition));

    private static string Count(int arity) => arity == 1 ? "1 type parameter" : $"{arity} type parameters";

    private IrRuleArgument? Argument(IParameterSymbol parameter, out string reason)
    {
        string name = parameter.Name;
        IrType type = _types.Lower(parameter.Type);
        reason = $"the parameter '{name}' names nothing of the target";
        if (Target(name) is { } primal)
        {
            return Value(parameter, primal.Type, IrRuleArgumentKind.Primal, CalledName(primal), type, out reason);
        }

        bool hasReceiver = !_target.IsStatic && _target.MethodKind != MethodKind.Constructor;
        switch (name)
        {
            case "self":
                return hasReceiver ? Value(parameter, Same(parameter.Type, _receiver) ? _receiver : _target.ContainingType, IrRuleArgumentKind.Self, name, type, out reason) : null;
            case "result":
                return Value(parameter, _result, IrRuleArgumentKind.Result, name, type, out reason);
            case "residual":
                return new IrRuleArgument(IrRuleArgumentKind.Residual, string.Empty, type);
            case "resultAdjoint":
                return Value(parameter, _result, IrRuleArgumentKind.ResultAdjoint, name, type, out reason);
            case "selfAdjoint":
                return hasReceiver ? Adjoint(parameter, _target.ContainingType, "self", type, out reason) : null;
        }

        const string suffix = "Adjoint";
        return name.EndsWith(suffix, System.StringComparison.Ordinal) && Target(name.Substring(0, name.Length - suffix.Length)) is { } adjointOf
            ? Adjoint(parameter, adjointOf.Type, CalledName(adjointOf), type, out reason)
            : null;
    }

    /// <summary>What the called method calls a parameter of the target.</summary>
    private string CalledName(IParameterSymbol parameter) => _called.Parameters[parameter.Ordinal].Name;

    private IParameterSymbol? Target(string name) => _target.Parameters.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>A parameter that reads a value: of its type, or a read-only span of an array or a span.</summary>
    private static IrRuleArgument? Value(IParameterSymbol parameter, ITypeSymbol of, IrRuleArgumentKind kind, string name, IrType type, out string reason)
    {
        bool isSame = Same(parameter.Type, of);
        bool isView = SpanElement(parameter.Type, "ReadOnlySpan") is { } element && ElementOf(of) is { } expected && Same(element, expected);
        isView |= IsTensorSpan(parameter.Type, "ReadOnlyTensorSpan", of);
        bool isSeedOfMemory = kind == IrRuleArgumentKind.ResultAdjoint && (ElementOf(of) ?? TensorLowering.ElementOf(of)) is not null;
        bool fits = parameter.RefKind is RefKind.None or RefKind.In && (isView || (isSame && !isSeedOfMemory));
        reason = fits ? string.Empty : $"the parameter '{parameter.Name}' is '{Show(parameter.Type)}' where '{Show(of)}' is expected";
        return fits ? new IrRuleArgument(kind, kind == IrRuleArgumentKind.Primal ? name : string.Empty, type) : null;
    }

    private IrRuleArgument? Adjoint(IParameterSymbol parameter, ITypeSymbol of, string name, IrType type, out string reason)
    {
        bool isSelf = name == "self";
        reason = string.Empty;
        ITypeSymbol? element = ElementOf(of) ?? TensorLowering.ElementOf(of);
        bool isTensor = TensorLowering.ElementOf(of) is not null;
        bool isAdded = isTensor
            ? parameter.RefKind == RefKind.None && IsTensorSpan(parameter.Type, "TensorSpan", of)
            : element is null
            ? Same(parameter.Type, of) && (parameter.RefKind == RefKind.Ref) == !of.IsReferenceType
            : parameter.RefKind == RefKind.None && (SpanElement(parameter.Type, "Span") is { } added && Same(added, element));
        if (isAdded)
        {
            return new IrRuleArgument(isSelf ? IrRuleArgumentKind.SelfAdjoint : IrRuleArgumentKind.Adjoint, isSelf ? string.Empty : name, type);
        }

        bool isWritten = isTensor
            ? parameter.RefKind == RefKind.None && of.Name != "ReadOnlyTensorSpan" && IsTensorSpan(parameter.Type, "ReadOnlyTensorSpan", of)
            : element is not null && SpanElement(of, "ReadOnlySpan") is null
            && parameter.RefKind == RefKind.None && SpanElement(parameter.Type, "ReadOnlySpan") is { } seed && Same(seed, element);
        if (isWritten)
        {
            string? length = Attributes.Find(parameter, Attributes.WrittenLength)?.ConstructorArguments.FirstOrDefault().Value as string;
            length = length is not null && Target(length) is { } measured ? CalledName(measured) : length;
            return new IrRuleArgument(isSelf ? IrRuleArgumentKind.SelfWrittenAdjoint : IrRuleArgumentKind.WrittenAdjoint, isSelf ? string.Empty : name, type, length);
        }

        string expected = isTensor ? $"TensorSpan<{Show(element!)}>" : element is not null ? $"Span<{Show(element)}>" : !of.IsReferenceType ? $"ref {Show(of)}" : Show(of);
        reason = $"the parameter '{parameter.Name}' is '{Show(parameter.Type)}' where '{expected}' is expected";
        return null;
    }

    private IrAugmentedPrimal? Augmented(IEnumerable<IMethodSymbol> primals, ITypeSymbol residual)
    {
        foreach (IMethodSymbol candidate in primals)
        {
            if (Primal(candidate, out _) is { } primal && Same(primal.Parameters[primal.Parameters.Length - 1].Type, residual))
            {
                return new IrAugmentedPrimal(Text(primal), _types.Lower(residual));
            }
        }

        return null;
    }

    private IMethodSymbol? Primal(IMethodSymbol candidate, out string reason)
    {
        if (Construct(candidate, out reason) is not { } primal)
        {
            return null;
        }

        bool hasReceiver = !_target.IsStatic && _target.MethodKind != MethodKind.Constructor;
        int first = hasReceiver ? 1 : 0;
        reason = "an augmented primal is a static method with the target's parameters (the receiver first) and result, and a last parameter 'out residual'";
        bool fits = primal.IsStatic
            && primal.Parameters.Length == _target.Parameters.Length + first + 1
            && primal.Parameters[primal.Parameters.Length - 1].RefKind == RefKind.Out
            && Same(primal.ReturnType, _result)
            && (!hasReceiver || Same(primal.Parameters[0].Type, _target.ContainingType));
        for (int i = 0; fits && i < _target.Parameters.Length; i++)
        {
            fits = primal.Parameters[i + first].Name == _target.Parameters[i].Name && Same(primal.Parameters[i + first].Type, _target.Parameters[i].Type);
        }

        return fits ? primal : null;
    }

    private string Text(IMethodSymbol method)
    {
        string arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(_types.Text))}>" : string.Empty;
        return $"{_types.ContainerText(method.ContainingType)}.{Names.Escape(method.Name)}{arguments}";
    }

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol { IsSZArray: true } array
        ? array.ElementType
        : SpanElement(type, "Span") ?? SpanElement(type, "ReadOnlySpan");

    /// <summary>Whether a type is a span of tensors of one name, with the elements of another tensor.</summary>
    private static bool IsTensorSpan(ITypeSymbol type, string name, ITypeSymbol of) =>
        type.Name == name && TensorLowering.ElementOf(type) is { } element && TensorLowering.ElementOf(of) is { } expected && Same(element, expected);

    private static ITypeSymbol? SpanElement(ITypeSymbol type, string name) =>
        TypeLowering.IsSpan(type) && type.Name == name ? ((INamedTypeSymbol)type).TypeArguments[0] : null;
}
