using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>Calls of methods, constructors and indexers.</summary>
internal sealed class CallLowering(LoweringContext context)
{
    private readonly CallTarget _target = new(context);

    public IrExpression Invocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind is MethodKind.DelegateInvoke)
        {
            return context.Delegates.Invoke(invocation) ?? UnknownDelegate(invocation);
        }

        if (method.MethodKind is MethodKind.LocalFunction)
        {
            return InlineBody.Of(context, method) is { } function
                ? context.Inliner.Inline(function, context.Inliner.Arguments(invocation.Arguments, method.Parameters), invocation)
                : Unsupported.Report(context, invocation);
        }

        if (IsStopGradient(method) && invocation.Arguments is [var stopped])
        {
            return new IrStopGradient(context.Expressions.Value(stopped.Value));
        }

        if ((Slice(invocation) ?? context.Rectangles.Length(invocation) ?? context.Lists.Invocation(invocation) ?? context.ArrayMembers.Lower(invocation)) is { } member)
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

        if (invocation.Instance is { } viewed && Attributes.Find(method, Attributes.View) is { } view && context.Types.Lower(viewed.Type).Kind == IrTypeKind.Object)
        {
            return context.Members.View(viewed, IrViewForm.Method, method.Name, view, invocation.Arguments, type);
        }

        if (CallTarget.RunsElsewhere(method))
        {
            return context.Unsupported(invocation, $"'{method.ContainingType.Name}.{method.Name}'", "write a loop: the sweeps and their tape belong to one thread");
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

        if (ByReference(invocation.Arguments) is { } reference)
        {
            return context.Unsupported(reference, "An argument passed by reference", "use a method that returns its value");
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
        return Call(method, isOwn ? null : invocation.Instance, invocation.Arguments, typeArguments => _target.CallText(method, isOwn, isBase, typeArguments, invocation.ConstrainedToType), TypeArguments(invocation));
    }

    /// <summary>
    /// Whether a method may assign to the struct it is called on: by its declaration alone, for its body belongs to another
    /// edit. A struct's fields are variables here, so that the call would change a copy.
    /// </summary>
    private bool MayChangeStruct(IMethodSymbol method) =>
        method is { IsStatic: false, IsReadOnly: false, IsImplicitlyDeclared: false, MethodKind: MethodKind.Ordinary, ContainingType.TypeKind: TypeKind.Struct }
        && _target.KindOf(method, context.Rules, out _) is IrCallKind.Plain or IrCallKind.Sink;

    public IrExpression Creation(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
        {
            return Unsupported.Report(context, creation);
        }

        if (CallTarget.RunsElsewhere(constructor))
        {
            return context.Unsupported(creation, $"A '{constructor.ContainingType.Name}'", "write a loop: the sweeps and their tape belong to one thread");
        }

        if (ByReference(creation.Arguments) is { } reference)
        {
            return context.Unsupported(reference, "An argument passed by reference", "use a method that returns its value");
        }

        if (context.Lists.Create(creation) is { } list)
        {
            return list;
        }

        string text = "new " + context.Types.ContainerText(creation.Type!);
        IrType type = context.Types.Lower(creation.Type!.WithNullableAnnotation(NullableAnnotation.None));
        if (type.IsStruct)
        {
            return context.Structs.Create(creation, type) ?? context.Unsupported(creation, "A constructor that computes", "set the fields with an initialiser, or make the struct a record");
        }

        List<ISimpleAssignmentOperation> members = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Where(IsMember).ToList() ?? [];
        if (creation.Initializer is { } initializer && (type.Kind != IrTypeKind.Other || members.Count != initializer.Initializers.Length))
        {
            return (type.Kind == IrTypeKind.Other ? context.InactiveTexts.Lower(creation.Syntax, creation.Type) : null) ?? Unsupported.Report(context, initializer);
        }

        if (type.Kind != IrTypeKind.Other)
        {
            return type.IsSpan
                ? SpanOver(creation, type)
                : Call(constructor, null, creation.Arguments, _ => text, string.Empty);
        }

        bool isSink = CallTarget.IsException(creation.Type);
        (IrExpression? _, List<CallArgument> arguments) = context.Sink(isSink, () => Arguments(null, creation.Arguments, dropDefaults: true));
        string[] separators = [.. Enumerable.Repeat(", ", Math.Max(0, arguments.Count - 1))];
        bool isPlainValue = creation.Type.IsValueType && TypeLowering.IsInSystem(creation.Type);
        List<string> parts = arguments.Count == 0 ? [text + "()"] : [text + "(", .. separators, ")"];
        List<IrExpression> operands = [.. arguments.Select(argument => argument.Value)];
        if (members.Count > 0)
        {
            int mark = context.Output.Count;
            IrExpression[] values = context.InOrder(members.Select(member => member.Value));
            IrExpression[] before = [.. operands];
            context.Protect(before, before.Length, mark);
            operands = [.. before, .. values];
            for (int i = 0; i < members.Count; i++)
            {
                parts[parts.Count - 1] += (i == 0 ? " { " : ", ") + MemberName(members[i]) + " = ";
                parts.Add(string.Empty);
            }

            parts[parts.Count - 1] = " }";
        }

        return new IrOpaque(parts.ToEquatableArray(), operands.ToEquatableArray(), type, isPlainValue ? IrEffect.Pure : IrEffect.Writes, isSink);
    }

    /// <summary><c>new Span&lt;double&gt;(array)</c> or of a part of one: <c>AsSpan</c>.</summary>
    private IrExpression SpanOver(IObjectCreationOperation creation, IrType type)
    {
        List<IOperation> arguments = InParameterOrder(creation.Arguments);
        return arguments.Count > 0 && context.Types.Lower(arguments[0].Type).Kind == IrTypeKind.Array
            ? context.Memory.Slice(arguments[0], arguments.Skip(1).ToList(), type)
            : context.Unsupported(creation, "A span made by its constructor", "use AsSpan, Slice or a range");
    }

    /// <summary>A field or a property of the object that an initialiser sets; no indexer.</summary>
    private static bool IsMember(ISimpleAssignmentOperation assignment) => assignment.Target is IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false };

    private static string MemberName(ISimpleAssignmentOperation assignment) => Names.Escape(((IMemberReferenceOperation)assignment.Target).Member.Name);

    /// <summary>An indexer of an object that is no view: a call by its getter.</summary>
    public IrExpression Indexer(IPropertyReferenceOperation reference, IMethodSymbol getter) =>
        Call(getter, reference.Instance, reference.Arguments, _ => "[]", string.Empty);

    /// <summary>The call of a method that a delegate stands for.</summary>
    public IrExpression Call(DelegateTarget.Method target, IEnumerable<InlineArgument> arguments, IOperation call)
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
        return Call(method, kind, rules, target.Receiver is null ? null : IrCopy.Copy(target.Receiver), method.ContainingType, values, _target.CallText(method, isOwn, isBase: false, typeArguments));
    }

    /// <summary>The call of a delegate whose target is not known: nothing active may go through it.</summary>
    private IrExpression UnknownDelegate(IInvocationOperation invocation) =>
        Call(invocation.TargetMethod, invocation.Instance, invocation.Arguments, _ => ".Invoke", string.Empty) is IrCall call
            ? call with { Method = call.Method with { Name = invocation.Instance!.Syntax.ToString(), IsDelegate = true } }
            : context.Placeholder(invocation);

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

    private IrCall Call(IMethodSymbol method, IrCallKind kind, EquatableArray<IrRule> rules, IrExpression? receiver, ITypeSymbol? receiverType, List<CallArgument> values, string text)
    {
        List<IrParameter> parameters = values.Select(value => _target.Parameter(value.Parameter, value.Type, kind)).ToList();
        IrType result = method.MethodKind == MethodKind.Constructor
            ? context.Types.Lower(method.ContainingType)
            : context.Types.Lower(method.ReturnType);
        var target = new IrMethod(
            method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : Names.Escape(method.AssociatedSymbol is IPropertySymbol property ? property.MetadataName : method.Name),
            text,
            parameters.ToEquatableArray(),
            result,
            kind,
            _target.EffectOf(method, kind, rules, receiverType),
            rules,
            kind == IrCallKind.Differentiable ? new IrSweepPair(SweepText(text, method, "ForwardSweep"), SweepText(text, method, "ReverseSweep"), Checkpoints.IsRerun(method)) : null);
        return new IrCall(target, receiver, values.Select(value => value.Value).ToEquatableArray());
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
            if (argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection && Expanded(value) is { } elements)
            {
                if (!context.InSink && elements.FirstOrDefault(element => context.Types.Lower(element.Type).IsDifferentiable) is { } active)
                {
                    _ = context.Unsupported(active, "A 'params' argument", "pass an array");
                }

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

        operands.AddRange(lowered.Select(argument => new Func<IrExpression>(() => Argument(argument.Operation, argument.Type))));
        IrExpression[] values = context.InOrder(operands);
        int first = instance is null ? 0 : 1;
        List<CallArgument> ordered = lowered
            .Select((argument, i) => (argument.Position, Value: new CallArgument(argument.Parameter, argument.Type, values[i + first])))
            .OrderBy(pair => pair.Position).Select(pair => pair.Value).ToList();
        return (instance is null ? null : values[0], ordered);
    }

    /// <summary>An argument's value; a default that the call leaves out is written out.</summary>
    public IrExpression Argument(IOperation value, ITypeSymbol? type)
    {
        IOperation bare = value;
        while (bare is IConversionOperation { IsImplicit: true } conversion && bare.Syntax is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
        {
            bare = conversion.Operand;
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

    private static IArgumentOperation? ByReference(IEnumerable<IArgumentOperation> arguments) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter
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
    private static List<IOperation> InParameterOrder(IEnumerable<IArgumentOperation> arguments) =>
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
        return name is GenericNameSyntax || isReduced
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
