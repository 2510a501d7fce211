using System.Collections.Immutable;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>What a method means to its caller: how it is differentiated, what it does besides, and how it is written.</summary>
internal sealed class CallTarget(LoweringContext context)
{
    public static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "Exception" && TypeLowering.IsInSystem(type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a method runs a delegate on another thread.</summary>
    public static bool RunsElsewhere(IMethodSymbol method)
    {
        string space = method.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return (space is "System.Threading" or "System.Threading.Tasks" && method.Parameters.Any(parameter => DelegateLowering.IsDelegate(parameter.Type)))
            || (space == "System.Linq" && method.ContainingType.Name == "ParallelEnumerable");
    }

    /// <summary>Whether a method takes or gives back a lock, or waits for another thread.</summary>
    public static bool Locks(IMethodSymbol method) => method.ContainingNamespace?.ToDisplayString() == "System.Threading"
        && method.ContainingType.Name is "Monitor" or "Lock" or "Mutex" or "SpinLock" or "Semaphore" or "SemaphoreSlim" or "ReaderWriterLockSlim" or "Barrier" or "CountdownEvent";

    public IrCallKind KindOf(IMethodSymbol method, RuleTable table, out EquatableArray<IrRule> rules, ITypeSymbol? receiver = null)
    {
        rules = default;
        if (Attributes.Has(method, Attributes.NoGradient))
        {
            return IrCallKind.Sink;
        }

        if (Attributes.Has(method, Attributes.Differentiable) && method.MethodKind == MethodKind.Ordinary && IsOfReals(method))
        {
            return IrCallKind.Differentiable;
        }

        rules = RuleBinding.Rules(table, method, receiver, context.Types, context.Compilation, context.Method.ContainingType);
        return !rules.IsEmpty ? IrCallKind.Rule : IsSink(method) || OnlyThrows(method) ? IrCallKind.Sink : IrCallKind.Plain;
    }

    /// <summary>Whether a method never comes back: by its contract, or by its body.</summary>
    private bool OnlyThrows(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute" } type && MemoryUses.IsFramework(type))
        || context.Dependencies.OnlyThrows(context, method);

    /// <summary>Whether what a call puts in for the type parameters of real numbers is one; the companions are for no other.</summary>
    private bool IsOfReals(IMethodSymbol method)
    {
        bool isOfReals = IsOfReals(method.OriginalDefinition.TypeParameters, method.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            isOfReals &= IsOfReals(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        return isOfReals;
    }

    private bool IsOfReals(ImmutableArray<ITypeParameterSymbol> parameters, ImmutableArray<ITypeSymbol> arguments) =>
        parameters.Zip(arguments, (parameter, argument) => !TypeParameters.IsReal(parameter) || context.Types.Lower(argument).IsReal).All(fits => fits);

    public IrEffect EffectOf(IMethodSymbol method, IrCallKind kind, EquatableArray<IrRule> rules, ITypeSymbol? receiver)
    {
        IrType result = context.Types.Lower(method.ReturnType);
        bool isScalar = result.IsNumber || result.IsInteger || result.Kind == IrTypeKind.Boolean;
        if (!isScalar || method.MethodKind == MethodKind.Constructor)
        {
            return IrEffect.Writes;
        }

        bool isWriting = method.Parameters.Any(parameter => context.Types.Lower(parameter.Type).IsWritableSpan);
        if (kind == IrCallKind.Rule)
        {
            bool isConstant = method.IsStatic || TypeLowering.IsSpan(receiver);
            return isConstant && !isWriting && rules.All(rule => rule.Augmented is null && rule.Arguments.All(argument => argument.Kind != IrRuleArgumentKind.SelfWrittenAdjoint))
                ? IrEffect.Pure
                : IrEffect.Writes;
        }

        return kind != IrCallKind.Differentiable && IsPureFramework(method) && !isWriting && !Attributes.Has(method, Attributes.NoGradient)
            ? IrEffect.Pure
            : IrEffect.Writes;
    }

    public IrParameter Parameter(IParameterSymbol? parameter, ITypeSymbol? type, IrCallKind kind)
    {
        IrType lowered = context.Types.Lower(type ?? parameter?.Type);
        if (kind == IrCallKind.Differentiable && parameter is not null && context.InlineArrays.ElementsOf(parameter) is { } elements)
        {
            return new IrParameter(Names.Escape(parameter.Name), elements, elements.IsDifferentiable && !Attributes.Has(parameter, Attributes.NoGradient), elements.IsWritableSpan)
            {
                Declared = context.InlineArrays.Declared(parameter.Type)! with { Modifier = parameter.RefKind switch { RefKind.Ref => "ref", RefKind.Out => "out", _ => string.Empty } },
            };
        }

        if (kind == IrCallKind.Differentiable && lowered.IsDifferentiable && parameter is not null && !context.Types.Lower(parameter.OriginalDefinition.Type).IsDifferentiable)
        {
            // A type parameter that may be anything is a constant to the callee.
            lowered = new IrType(IrTypeKind.Other, lowered.Name);
        }

        bool holdsMemory = (lowered.Kind == IrTypeKind.Array || lowered.IsContainer || lowered.Kind == IrTypeKind.Object) && !lowered.IsReadOnlyTensor;
        bool mayWrite = kind switch
        {
            IrCallKind.Rule => false,
            IrCallKind.Differentiable => lowered.HasMemoryFields || (holdsMemory && (lowered.Kind != IrTypeKind.Object || lowered.IsClass || lowered.IsContainer)),
            _ => (lowered.HasMemoryFields || (holdsMemory && lowered.Kind is IrTypeKind.Array or IrTypeKind.Object)) && !OnlyReads(parameter),
        };
        bool isWritten = parameter?.RefKind is RefKind.Ref or RefKind.Out
            || lowered.IsWritableSpan
            || (mayWrite && (parameter?.ContainingSymbol is not IMethodSymbol method || context.Dependencies.IsWritten(context, method, parameter.Ordinal)));
        bool isConstant = parameter is null || Attributes.Has(parameter, Attributes.NoGradient);
        return new IrParameter(Names.Escape(parameter?.Name ?? "value"), lowered, lowered.IsDifferentiable && !isConstant, isWritten) { IsKept = parameter is not null && Attributes.Has(parameter, Attributes.Kept) };
    }

    /// <summary>Whether a call may write the object that it is made on.</summary>
    public bool WritesReceiver(IMethodSymbol method, IrCallKind kind, IrEffect effect, IrType receiver) => kind switch
    {
        IrCallKind.Rule => false,
        IrCallKind.Differentiable => (receiver.IsClass || receiver.HasMemoryFields) && context.Dependencies.IsWritten(context, method, -1),
        _ => effect == IrEffect.Writes && context.Dependencies.IsWritten(context, method, -1),
    };

    /// <summary>What precedes the parenthesis: a simple name for what the method's own type declares.</summary>
    public string CallText(IMethodSymbol method, bool isOwnInstance, bool isBase, string typeArguments, ITypeSymbol? constrainedTo = null)
    {
        string name = Names.Escape(method.Name) + typeArguments;
        if (isBase)
        {
            return "base." + name;
        }

        if (isOwnInstance)
        {
            return context.Names.IsLocal(method.Name) ? "this." + name : name;
        }

        if (!method.IsStatic)
        {
            return "." + name;
        }

        if (constrainedTo is not null)
        {
            return $"{context.Types.Text(constrainedTo)}.{name}";
        }

        bool isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Method.ContainingType);
        return isOwn && !context.Names.IsLocal(method.Name)
            ? name
            : $"{context.Types.ContainerText(method.ContainingType)}.{name}";
    }

    /// <summary>Whether the framework's own contract says that a method leaves its arguments alone.</summary>
    private bool OnlyReads(IParameterSymbol? parameter) =>
        parameter?.ContainingSymbol is IMethodSymbol method && (IsSink(method) || IsPureFramework(method));

    /// <summary>Where active values may end: printing, checks of arguments, questions about a number.</summary>
    private bool IsSink(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        if (IsTextWriter(type) || (space == "System.Text" && type.Name == "StringBuilder"))
        {
            return method.Name.StartsWith("Write", System.StringComparison.Ordinal) || method.Name.StartsWith("Append", System.StringComparison.Ordinal);
        }

        if (TypeParameters.IsOfNumbers(type) || TypeLowering.IsComplex(type) || (space == "System" && type.Name is "IComparable" or "IEquatable"))
        {
            IrType answer = context.Types.Lower(method.ReturnType);
            return answer.IsInteger || answer.Kind == IrTypeKind.Boolean;
        }

        if (space is not ("System" or "System.Diagnostics" or "System.Numerics.Tensors" or "System.Text") || type.Name == "BitConverter")
        {
            return false;
        }

        IrType result = context.Types.Lower(method.ReturnType);
        if (method.Parameters.Any(parameter => context.Types.Lower(parameter.Type) is { IsWritableSpan: true, IsDifferentiable: true }))
        {
            // What it is for is what it writes.
            return false;
        }

        return (space == "System" && type.Name is "Console" or "String")
            || (space == "System.Diagnostics" && type.Name is "Debug" or "Trace")
            || (method.IsStatic && method.Name.StartsWith("ThrowIf", System.StringComparison.Ordinal))
            || (method.IsStatic && (result.IsInteger || result.Kind == IrTypeKind.Boolean))
            || (TypeLowering.IsSpan(type) && (result.IsInteger || result.Kind == IrTypeKind.Boolean))
            || (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single && (result.IsInteger || result.Kind == IrTypeKind.Boolean));
    }

    private static bool IsTextWriter(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "TextWriter", ContainingNamespace: { Name: "IO", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Static functions of the framework that give a number for numbers.</summary>
    private static bool IsPureFramework(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return (space == "System" && (type.Name is "Math" or "MathF" or "MemoryExtensions" or "BitConverter" || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double))
            || TypeLowering.IsSpan(type)
            || TypeParameters.IsOfNumbers(type)
            || space == "System.Numerics.Tensors"
            || (space == "System.Numerics" && type.Name is "BitOperations" or "Complex");
    }
}
