using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Calls of methods, operators and indexers.</summary>
internal sealed class CallLowering(LoweringContext context)
{
    private readonly CallTarget _target = new(context);
    private readonly ReferenceArguments _references = new(context);

    public IrExpression Invocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind is MethodKind.DelegateInvoke)
        {
            return context.Delegates.Invoke(invocation) ?? UnknownDelegate(invocation);
        }

        if (method.ContainingType.IsExtension)
        {
            return ExtensionMembers.Call(context, invocation);
        }

        if (method.MethodKind is MethodKind.LocalFunction)
        {
            return context.Lifted.IsRecursive(context, method) ? context.Lifted.Call(context, invocation)
                : InlineBody.Of(context, method) is { } function
                ? context.Inliner.Inline(function, context.Inliner.Arguments(invocation.Arguments, function.Method.Parameters), invocation)
                : Unsupported.Report(context, invocation);
        }

        if (context.Delegates.IsCheck(invocation) || (IsLeftOut(invocation) && HasEffects(invocation.Arguments)))
        {
            return context.Placeholder(invocation);
        }

        if (context.References.OfFramework(invocation) is { } place)
        {
            return place;
        }

        if (context.Inliner.IsSpecialised(method) && InlineBody.Of(context, method) is { } body)
        {
            return Specialised(invocation, body);
        }

        if (IsStopGradient(method) && invocation.Arguments is [var stopped])
        {
            return new IrStopGradient(context.Expressions.Value(stopped.Value));
        }

        if ((Slice(invocation) ?? context.Rectangles.Length(invocation) ?? context.Lists.Invocation(invocation) ?? context.Tensors.Invocation(invocation) ?? context.Complexes.Invocation(invocation) ?? context.ArrayMembers.Lower(invocation)) is { } member)
        {
            return member;
        }

        if (context.Structs.SinCos(invocation) is { } both)
        {
            return both;
        }

        if (context.StructCopies.Lower(invocation) is { } copied)
        {
            return copied;
        }

        IrType type = context.Types.Lower(method.ReturnType);
        if (GenericMath.IsConversion(method) && type.IsReal && invocation.Arguments is [{ Value: var number }] && Converted(number, type) is { } converted)
        {
            return converted;
        }

        if (invocation.ConstrainedToType is { } constrained && GenericMath.IsHidden(context.Types.Arguments?.In(constrained), method))
        {
            return context.Unsupported(invocation, $"'{method.Name}' of '{context.Types.Text(constrained)}', which hides it behind an interface,", "call another function, or write it with arithmetic");
        }

        if (invocation.Instance is { } viewed && Attributes.Find(method, Attributes.View) is { } view && context.Types.Lower(viewed.Type).Kind == IrTypeKind.Object)
        {
            return context.Members.View(viewed, IrViewForm.Method, method.Name, view, invocation.Arguments, type);
        }

        if (CallTarget.RunsElsewhere(method))
        {
            return context.Unsupported(invocation, $"'{method.ContainingType.Name}.{method.Name}'", "write a loop: the sweeps and their tape belong to one thread");
        }

        if (CallTarget.Locks(method))
        {
            return context.Unsupported(invocation, $"'{method.ContainingType.Name}.{method.Name}'", "take the lock in the caller: the reverse sweep runs without it");
        }

        if (RentLowering.Rented(context, invocation) is { } rented)
        {
            return rented;
        }

        if (method.Name == "ToString" && invocation.Instance is { } printed)
        {
            return ToText(printed, invocation, type);
        }

        if (context.StructMembers.Method(invocation) is { } inlined)
        {
            return inlined;
        }

        if (ByReference(invocation.Arguments) is { } reference && HasNoReferences(method) is { } wayOut)
        {
            return context.Unsupported(reference, "An argument passed by reference", wayOut);
        }

        if (ReadAndWritten(invocation.Arguments) is { } shared)
        {
            return context.Unsupported(shared, "One place given to read and to write", "give a copy to read");
        }

        if (context.Inliner.IsActive && !context.Compilation.IsSymbolAccessibleWithin(method, context.Method.ContainingType))
        {
            return context.Unsupported(invocation, $"A call of '{method.Name}', which is not accessible here,", "make it internal");
        }

        if (method.IsVirtual && Attributes.Has(method, Attributes.Differentiable) && invocation.IsVirtual)
        {
            return context.Unsupported(invocation, $"A virtual call of '{method.Name}'", "its derivative could not follow an override; make it sealed or not virtual");
        }

        if (MayChangeStruct(method) && invocation.Instance is { } changed && context.Types.Lower(changed.Type).IsStruct)
        {
            return context.Unsupported(invocation, $"A call of '{method.Name}', which may change its struct,", "make the method readonly, or let it return a new struct");
        }

        bool isOwn = context.Receiver is null && invocation.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
        bool isBase = isOwn && invocation.Instance!.Syntax is BaseExpressionSyntax;
        IrExpression called = Call(method, isOwn ? null : invocation.Instance, invocation.Arguments, typeArguments => _target.CallText(method, isOwn, isBase, typeArguments, invocation.ConstrainedToType), TypeArguments(invocation));
        return called is IrCall call && SequenceLowering.IsOperator(method) ? call with { Method = call.Method with { WayOut = SequenceEnds.WayOut(method) } } : called;
    }

    /// <summary>
    /// Whether a method may assign to the struct it is called on: by its declaration alone, for its body belongs to another
    /// edit. A struct's fields are variables here, so that the call would change a copy.
    /// </summary>
    private bool MayChangeStruct(IMethodSymbol method) =>
        method is { IsStatic: false, IsReadOnly: false, IsImplicitlyDeclared: false, MethodKind: MethodKind.Ordinary, ContainingType.TypeKind: TypeKind.Struct }
        && _target.KindOf(method, context.Rules, out _) is IrCallKind.Plain or IrCallKind.Sink;

    /// <summary>A constructor like any other method.</summary>
    public IrExpression Constructor(IMethodSymbol constructor, IObjectCreationOperation creation, string text) =>
        Call(constructor, null, creation.Arguments, _ => text, string.Empty);

    /// <summary>The arguments that stand in the text of a call, in the order of the parameters.</summary>
    public List<IrExpression> Written(IEnumerable<IArgumentOperation> arguments, bool isSink) =>
        context.Sink(isSink, () => Arguments(null, arguments, dropDefaults: true).Arguments.ConvertAll(argument => argument.Value));

    /// <summary>An indexer of an object that is no view: a call by its getter.</summary>
    public IrExpression Indexer(IPropertyReferenceOperation reference, IMethodSymbol getter) =>
        Call(getter, reference.Instance, reference.Arguments, _ => "[]", string.Empty);

    /// <summary>Whether the compiler drops a call, arguments and all: <c>Debug.Assert</c> in a release build.</summary>
    private static bool IsLeftOut(IInvocationOperation invocation)
    {
        List<string?> symbols = [.. invocation.TargetMethod.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute" } type && type.ContainingNamespace.ToDisplayString() == "System.Diagnostics")
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string)];
        SyntaxTree tree = invocation.Syntax.SyntaxTree;
        return symbols.Count > 0
            && !tree.Options.PreprocessorSymbolNames.Intersect(symbols.OfType<string>()).Any()
            && !tree.GetRoot().DescendantNodes(node => node.ContainsDirectives, descendIntoTrivia: true).OfType<DefineDirectiveTriviaSyntax>().Any(define => symbols.Contains(define.Name.ValueText));
    }

    /// <summary>Whether arguments do anything but give values: what is dropped with its call must not move before it.</summary>
    private bool HasEffects(IEnumerable<IArgumentOperation> arguments) =>
        context.Capture(() => context.Sink(true, () => arguments.Select(argument => context.Expressions.Initializer(argument.Value)).ToList())).Count > 0;

    /// <summary>A call of a [Differentiable] method that must see what it is given: its body, in the place of the call.</summary>
    private IrExpression Specialised(IInvocationOperation invocation, InlineBody body)
    {
        IrExpression? receiver = null;
        if (invocation.Instance is { } instance && !(context.Receiver is null && instance is IInstanceReferenceOperation))
        {
            receiver = context.Expressions.Value(instance);
            receiver = receiver is IrVariableReference or IrThis ? receiver : context.Hoist(receiver);
        }

        return context.Inliner.Inline(body, context.Inliner.Arguments(invocation.Arguments, body.Method.Parameters), invocation, receiver);
    }

    /// <summary>The call of a method that a delegate stands for.</summary>
    public IrExpression Call(DelegateTarget.Method target, IEnumerable<InlineArgument> arguments, IOperation call) =>
        context.Types.Within(target.Types, () => CallOfGroup(target, arguments, call));

    private IrExpression CallOfGroup(DelegateTarget.Method target, IEnumerable<InlineArgument> arguments, IOperation call)
    {
        IMethodSymbol method = target.Symbol;
        List<InlineArgument> given = [.. arguments];
        if (given.FirstOrDefault(argument => argument.IsPlace || argument.Value is null) is not null)
        {
            return context.Unsupported(call, $"A call of '{method.Name}' through a delegate", "call it by its name");
        }

        string typeArguments = method.IsGenericMethod ? ExplicitTypeArguments(method) : string.Empty;
        bool isOwn = target.Receiver is null && !method.IsStatic;
        List<CallArgument> values = [.. given.OrderBy(argument => argument.Parameter.Ordinal).Select(argument => new CallArgument(argument.Parameter, argument.Parameter.Type, argument.Value!))];
        IrCallKind kind = _target.KindOf(method, context.Rules, out EquatableArray<IrRule> rules);
        return Call(method, kind, rules, target.Receiver is null ? null : IrCopy.Copy(target.Receiver), method.ContainingType, values, _target.CallText(method, isOwn, isBase: false, typeArguments, target.ConstrainedTo));
    }

    /// <summary>The call of a delegate whose target is not known: nothing active may go through it.</summary>
    private IrExpression UnknownDelegate(IInvocationOperation invocation) =>
        Call(invocation.TargetMethod, invocation.Instance, invocation.Arguments, _ => ".Invoke", string.Empty) is IrCall call
            ? call with { Method = call.Method with { Name = invocation.Instance!.Syntax.ToString(), IsDelegate = true } }
            : context.Placeholder(invocation);

    /// <summary>An operator that a type defines: a call like any other, with rules if there are any.</summary>
    public IrExpression Operator(IMethodSymbol method, string symbol, IReadOnlyList<IOperation> operands)
    {
        IrCallKind kind = _target.KindOf(method, context.Rules, out EquatableArray<IrRule> rules);
        IrExpression[] values = context.InOrder(operands);
        List<CallArgument> arguments = [.. method.Parameters.Select((parameter, i) => new CallArgument(parameter, parameter.Type, values[i]))];
        return Call(method, kind, rules, null, null, arguments, method.Name) is IrCall call
            ? call with { Method = call.Method with { Name = method.Name.Substring("op_".Length), Operator = symbol } }
            : new IrLiteral("default!", context.Types.Lower(method.ReturnType));
    }

    private IrExpression Call(IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments, Func<string, string> callText, string typeArguments)
    {
        IrCallKind kind = _target.KindOf(method, context.Rules, out EquatableArray<IrRule> rules, instance?.Type);
        bool isSink = kind == IrCallKind.Sink;
        (IrExpression? receiver, List<CallArgument> values) = context.Sink(isSink, () => Arguments(instance, arguments, dropDefaults: isSink));
        if (kind == IrCallKind.Differentiable && method.IsGenericMethod)
        {
            // The sweeps take other parameters, from which the same could not be inferred.
            typeArguments = ExplicitTypeArguments(method);
        }

        string text = callText(typeArguments);
        if (kind == IrCallKind.Rule && receiver is null && !method.IsStatic && method.MethodKind == MethodKind.Ordinary)
        {
            // A rule may ask for the receiver that the call leaves out.
            return Call(method, kind, rules, new IrThis(context.Types.Lower(context.Method.ContainingType)), context.Method.ContainingType, values, "." + Names.Escape(method.Name) + typeArguments);
        }

        return Call(method, kind, rules, receiver, instance?.Type, values, text);
    }

    private IrExpression Call(IMethodSymbol method, IrCallKind kind, EquatableArray<IrRule> rules, IrExpression? receiver, ITypeSymbol? receiverType, List<CallArgument> values, string text)
    {
        List<IrParameter> parameters = values.Select(value => _target.Parameter(value.Parameter, value.Type, kind)).ToList();
        IrType result = method.MethodKind == MethodKind.Constructor ? context.Types.Lower(method.ContainingType)
            : kind == IrCallKind.Differentiable ? context.InlineArrays.Lower(method.ReturnType)
            : context.Types.Lower(method.ReturnType);
        IrEffect effect = _target.EffectOf(method, kind, rules, receiverType);
        var target = new IrMethod(
            method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : Names.Escape(method.AssociatedSymbol is IPropertySymbol property ? property.MetadataName : method.Name),
            text,
            parameters.ToEquatableArray(),
            result,
            kind,
            effect,
            rules,
            kind == IrCallKind.Differentiable ? new IrSweepPair(SweepText(text, method, "ForwardSweep"), SweepText(text, method, "ReverseSweep"), Checkpoints.IsRerun(method)) : null)
        {
            WritesReceiver = receiver is { Type.Kind: IrTypeKind.Object } or { Type.HasMemoryFields: true } && _target.WritesReceiver(method, kind, effect, receiver.Type),
            DeclaredResult = kind == IrCallKind.Differentiable ? context.InlineArrays.Declared(method.ReturnType) : null,
            Declaration = kind == IrCallKind.Differentiable ? (method.ReducedFrom ?? method).OriginalDefinition.GetDocumentationCommentId() : null,
        };
        var call = new IrCall(target, receiver, values.Select(value => value.Value).ToEquatableArray());
        if (values.Any(value => value.Parameter?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter && ReferenceArguments.IsWritten(value.Value, call)))
        {
            return Refused("One place given to read and to write", "give a copy to read");
        }

        return _references.Call(call) ?? Refused("An argument passed by reference beside another that may lead to the same place", "pass a local, and assign it back");

        IrExpression Refused(string construct, string wayOut)
        {
            context.Report("AD0004", call.Arguments.First(argument => argument is IrReference).Origin, [construct, wayOut]);
            return new IrLiteral("default!", result);
        }
    }

    private string SweepText(string callText, IMethodSymbol method, string suffix)
    {
        string typeArguments = method.IsGenericMethod ? ExplicitTypeArguments(method) : string.Empty;
        string before = callText.Substring(0, callText.Length - typeArguments.Length - method.Name.Length);
        return (before.EndsWith("@", StringComparison.Ordinal) ? before.Substring(0, before.Length - 1) : before) + method.Name + suffix + typeArguments;
    }

    private (IrExpression? Receiver, List<CallArgument> Arguments) Arguments(IOperation? instance, IEnumerable<IArgumentOperation> arguments, bool dropDefaults)
    {
        var lowered = new List<(IParameterSymbol? Parameter, IOperation Operation, ITypeSymbol? Type, int Position)>();
        List<IArgumentOperation> given = arguments.ToList();
        while (dropDefaults && given.Count > 0 && given[given.Count - 1].ArgumentKind == ArgumentKind.DefaultValue)
        {
            given.RemoveAt(given.Count - 1);
        }

        foreach (IArgumentOperation argument in given)
        {
            IOperation value = argument.Value;
            int position = argument.Parameter?.Ordinal ?? lowered.Count;
            bool isExpanded = argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection;
            if (isExpanded && !context.InSink && context.Types.Lower(argument.Parameter?.Type) is { IsMemory: true, IsDifferentiable: true } or { IsContainer: true })
            {
                // The array that C# makes for them has a shadow, as any other.
                lowered.Add((argument.Parameter, value, argument.Parameter?.Type, position));
            }
            else if (isExpanded && Expanded(value) is { } elements)
            {
                for (int i = 0; i < elements.Count; i++)
                {
                    lowered.Add((argument.Parameter, elements[i], elements[i].Type, position + i));
                }
            }
            else
            {
                lowered.Add((argument.Parameter, value, argument.Parameter?.Type, position));
            }
        }

        var operands = new List<Func<IrExpression>>();
        if (instance is not null)
        {
            operands.Add(() => context.Expressions.Value(instance));
        }

        operands.AddRange(lowered.Select(argument => new Func<IrExpression>(() => context.InlineArrays.Given(argument.Operation, argument.Parameter) is { } elements
            ? elements
            : argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && argument.Operation is not IInterpolatedStringHandlerCreationOperation
            ? Reference(argument.Operation, argument.Parameter)
            : Argument(argument.Operation, argument.Type))));
        IrExpression[] values = context.InOrder(operands);
        int first = instance is null ? 0 : 1;
        List<CallArgument> ordered = lowered
            .Select((argument, i) => (argument.Position, Value: new CallArgument(argument.Parameter, argument.Type, values[i + first])))
            .OrderBy(pair => pair.Position).Select(pair => pair.Value).ToList();
        return (instance is null ? null : values[0], ordered);
    }

    /// <summary>A place that the callee may write, found before the call.</summary>
    private IrExpression Reference(IOperation operation, IParameterSymbol parameter)
    {
        IrExpression place = context.References.Find(operation);
        if (!ReferenceLowering.IsSupported(place))
        {
            return context.Unsupported(operation.Parent ?? operation, "An argument passed by reference", "pass a number or a struct in a variable, a field or an element, or use a method that returns its value");
        }

        return new IrReference(place, IsOut: parameter.RefKind == RefKind.Out) { Origin = context.OriginOf((operation.Parent ?? operation).Syntax) };
    }

    /// <summary>An argument for <c>in</c> that is, or may be, the place of another for <c>ref</c> or <c>out</c>.</summary>
    private static IArgumentOperation? ReadAndWritten(IReadOnlyCollection<IArgumentOperation> arguments)
    {
        List<ISymbol> written = [.. arguments.Where(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out).Select(argument => Base(argument.Value)).OfType<ISymbol>()];
        return arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter
            && Base(argument.Value) is { } read && written.Any(symbol => SymbolEqualityComparer.Default.Equals(symbol, read)));

        static ISymbol? Base(IOperation? place) => place switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IArrayElementReferenceOperation element => Base(element.ArrayReference),
            IPropertyReferenceOperation element => Base(element.Instance),
            _ => null,
        };
    }

    /// <summary>The way out where a method's arguments by reference could not be differentiated.</summary>
    private string? HasNoReferences(IMethodSymbol method)
    {
        IrCallKind kind = _target.KindOf(method, context.Rules, out _);
        return kind == IrCallKind.Rule || (kind == IrCallKind.Differentiable && method.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out && !SignatureLowering.IsPlace(context.Types.Lower(parameter.Type)) && context.InlineArrays.TypeOf(parameter.Type) is null))
            ? "use a method that returns its value"
            : null;
    }

    /// <summary>An argument's value; a default that the call leaves out is written out.</summary>
    public IrExpression Argument(IOperation value, ITypeSymbol? type)
    {
        IOperation bare = value;
        while (bare is IConversionOperation { IsImplicit: true } conversion && bare.Syntax is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
        {
            bare = conversion.Operand;
        }

        if (context.InlineArrays.TypeOf(value.Type) is not null)
        {
            return context.InlineArrays.Refuse(value);
        }

        return bare is ILiteralOperation { IsImplicit: true } or IDefaultValueOperation { IsImplicit: true } && type is not null
            ? Default(bare, type)
            : context.Expressions.Value(value);
    }

    private IrLiteral Default(IOperation value, ITypeSymbol type) => value.ConstantValue is { HasValue: true, Value: { } constant }
        ? new IrLiteral(context.Texts.Constant(constant, type), context.Types.Lower(type))
        : context.Texts.Default(type);

    private static IReadOnlyList<IOperation>? Expanded(IOperation value) => value switch
    {
        IConversionOperation { IsImplicit: true } conversion => Expanded(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IArrayCreationOperation { IsImplicit: true } => [],
        ICollectionExpressionOperation collection => collection.Elements,
        _ => null,
    };

    public static IArgumentOperation? ByReference(IEnumerable<IArgumentOperation> arguments) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out
            && argument.Value is not IInterpolatedStringHandlerCreationOperation);

    private static bool IsStopGradient(IMethodSymbol method) => method is { Name: "StopGradient", IsStatic: true }
        && method.ContainingType is { Name: "Ad", ContainingNamespace: { Name: "Autodiff", ContainingNamespace.IsGlobalNamespace: true } };

    private IrExpression? Slice(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        IrType type = context.Types.Lower(method.ReturnType);
        if (!type.IsSpan)
        {
            return null;
        }

        if (method.Name == "Slice" && invocation.Instance is { } instance && (TypeLowering.IsSpan(method.ContainingType) || TypeLowering.IsHeldSpan(method.ContainingType)))
        {
            return context.Memory.Slice(instance, InParameterOrder(invocation.Arguments), type);
        }

        bool isAsSpan = method.Name is "AsSpan" or "AsMemory" && method.ContainingType.Name == "MemoryExtensions" && TypeLowering.IsInSystem(method.ContainingType);
        List<IOperation> arguments = InParameterOrder(invocation.Arguments);
        return isAsSpan && arguments.Count > 0 && context.Types.Lower(arguments[0].Type).Kind == IrTypeKind.Array
            ? context.Memory.Slice(arguments[0], arguments.Skip(1).ToList(), type)
            : null;
    }

    /// <summary>The arguments by parameter. Those of slices are integers whose order of evaluation shows only in their effects.</summary>
    public static List<IOperation> InParameterOrder(IEnumerable<IArgumentOperation> arguments) =>
        arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value).ToList();

    private IrExpression ToText(IOperation printed, IInvocationOperation invocation, IrType type)
    {
        IrExpression[] operands = context.Sink(true, () => context.InOrder(new[] { printed }.Concat(invocation.Arguments.Select(argument => argument.Value))));
        string[] separators = [.. Enumerable.Repeat(", ", Math.Max(0, operands.Length - 2))];
        return new IrOpaque(
            operands.Length == 1 ? ["", ".ToString()"] : ["", ".ToString(", .. separators, ")"],
            new(operands),
            type,
            IrEffect.Reads,
            IsSink: true);
    }

    /// <summary>Type arguments as the user wrote them; inferred ones are inferred again.</summary>
    private string TypeArguments(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (!method.IsGenericMethod)
        {
            return string.Empty;
        }

        SyntaxNode? name = invocation.Syntax is InvocationExpressionSyntax syntax
            ? syntax.Expression is MemberAccessExpressionSyntax access ? access.Name : syntax.Expression
            : null;
        bool isReduced = method.IsExtensionMethod && invocation.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments.Count: var count } && count < invocation.Arguments.Count(argument => argument.ArgumentKind == ArgumentKind.Explicit);
        return name is GenericNameSyntax || isReduced || TensorLowering.IsFunction(method)
            ? ExplicitTypeArguments(method)
            : string.Empty;
    }

    private string ExplicitTypeArguments(IMethodSymbol method) => $"<{string.Join(", ", method.TypeArguments.Select(context.Types.Text))}>";

    /// <summary><c>T.CreateChecked(x)</c> for a number whose conversion the later rooms know; <see langword="null"/> for another.</summary>
    private IrExpression? Converted(IOperation number, IrType type)
    {
        IrType from = context.Types.Lower(number.Type);
        if (!from.IsReal && !from.IsInteger)
        {
            return null;
        }

        // A literal stays one, as the literals of double do.
        IrExpression value = context.Expressions.Value(number);
        return value.Type == type ? value
            : value is IrLiteral { Text: var text } literal && type.Kind == IrTypeKind.Generic && char.IsDigit(text[0]) ? literal with { Type = type }
            : new IrConversion(value, type, IsImplicit: false);
    }

    /// <param name="Parameter">The parameter it is for; several arguments of a <c>params</c> parameter share one.</param>
    private sealed record CallArgument(IParameterSymbol? Parameter, ITypeSymbol? Type, IrExpression Value);
}
