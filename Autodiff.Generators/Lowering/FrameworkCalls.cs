using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Calls of the framework's members that the user wrote in another form.</summary>
internal sealed class FrameworkCalls(LoweringContext context)
{
    private readonly CallTarget _target = new(context);

    /// <summary>A member of a span, with its rules.</summary>
    public IrCall OnSpan(string name, IrExpression span, params IrExpression[] arguments)
    {
        string type = span.Type.Kind == IrTypeKind.ReadOnlySpan ? "System.ReadOnlySpan`1" : "System.Span`1";
        INamedTypeSymbol constructed = context.Compilation.GetTypeByMetadataName(type)!.Construct(Symbol(span.Type.Element!));
        IMethodSymbol method = constructed.GetMembers(name).OfType<IMethodSymbol>().Single(candidate => candidate.Parameters.Length == arguments.Length);
        return Call(method, "." + name, constructed, span, arguments);
    }

    /// <summary>A member of a tensor or a span of one, with its rules.</summary>
    public IrCall OnTensor(string name, IrExpression tensor, params IrExpression[] arguments)
    {
        string type = tensor.Type.IsReadOnlyTensor ? "ReadOnlyTensorSpan`1" : tensor.Type.IsTensorSpan ? "TensorSpan`1" : "Tensor`1";
        INamedTypeSymbol constructed = context.Compilation.GetTypeByMetadataName("System.Numerics.Tensors." + type)!.Construct(Symbol(tensor.Type.Element!));
        IMethodSymbol method = constructed.GetMembers(name).OfType<IMethodSymbol>().Single(candidate => candidate.Parameters.Length == arguments.Length);
        return Call(method, "." + name, constructed, tensor, arguments);
    }

    /// <summary>A function of <c>TensorPrimitives</c> of one span.</summary>
    public IrCall OfTensorPrimitives(string name, IrExpression memory)
    {
        INamedTypeSymbol type = context.Compilation.GetTypeByMetadataName("System.Numerics.Tensors.TensorPrimitives")!;
        ITypeSymbol element = Symbol(memory.Type.Element!);
        IMethodSymbol method = type.GetMembers(name).OfType<IMethodSymbol>().Single(candidate => candidate is { Arity: 1, Parameters.Length: 1 }).Construct(element);
        IrType span = IrType.ReadOnlySpanOf(memory.Type.Element!);
        IrExpression argument = memory.Type == span ? memory : new IrConversion(memory, span, IsImplicit: true);
        return Call(method, _target.CallText(method, isOwnInstance: false, isBase: false, $"<{context.Types.Text(element)}>"), null, null, argument);
    }

    /// <summary>A static function of numbers, with its rules.</summary>
    public IrCall Function(INamedTypeSymbol type, string name, params IrExpression[] arguments)
    {
        IMethodSymbol method = type.GetMembers(name).OfType<IMethodSymbol>().Single(candidate =>
            candidate is { IsStatic: true, Arity: 0 } && candidate.Parameters.Select(parameter => context.Types.Lower(parameter.Type)).SequenceEqual(arguments.Select(argument => argument.Type)));
        return Call(method, _target.CallText(method, isOwnInstance: false, isBase: false, string.Empty), null, null, arguments);
    }

    /// <summary>A copy of a container.</summary>
    public IrCall CopyOf(IrExpression container, ITypeSymbol containerType)
    {
        INamedTypeSymbol type = context.Compilation.GetTypeByMetadataName("Autodiff.Containers")!;
        ITypeSymbol bare = containerType.WithNullableAnnotation(NullableAnnotation.None);
        IMethodSymbol method = type.GetMembers("Copy").OfType<IMethodSymbol>().Single(candidate => candidate.Parameters[0].Type is ITypeParameterSymbol).Construct(bare);
        return Call(method, _target.CallText(method, isOwnInstance: false, isBase: false, string.Empty), null, null, container);
    }

    private ITypeSymbol Symbol(IrType element) => element.IsComplex ? context.Compilation.GetTypeByMetadataName("System.Numerics.Complex")!
        : (ITypeSymbol?)TypeParameter(element) ?? context.Compilation.GetSpecialType(element.Kind switch
        {
            IrTypeKind.Double => SpecialType.System_Double,
            IrTypeKind.Single => SpecialType.System_Single,
            IrTypeKind.Int32 => SpecialType.System_Int32,
            IrTypeKind.Int64 => SpecialType.System_Int64,
            _ => SpecialType.System_Boolean,
        });

    /// <summary>A type parameter in sight, which has no type of the framework.</summary>
    private ITypeParameterSymbol? TypeParameter(IrType element)
    {
        if (element.Kind != IrTypeKind.Generic)
        {
            return null;
        }

        IEnumerable<ITypeParameterSymbol> parameters = context.Method.TypeParameters;
        for (INamedTypeSymbol? type = context.Method.ContainingType; type is not null; type = type.ContainingType)
        {
            parameters = parameters.Concat(type.TypeParameters);
        }

        return parameters.First(parameter => Names.Escape(parameter.Name) == element.Name);
    }

    private IrCall Call(IMethodSymbol method, string text, ITypeSymbol? receiverType, IrExpression? receiver, params IrExpression[] arguments)
    {
        IrCallKind kind = _target.KindOf(method, context.Rules, out EquatableArray<IrRule> rules);
        IrEffect effect = _target.EffectOf(method, kind, rules, receiverType);
        return new IrCall(
            new IrMethod(
                method.Name,
                text,
                method.Parameters.Select(parameter => _target.Parameter(parameter, parameter.Type, kind)).ToEquatableArray(),
                context.Types.Lower(method.ReturnType),
                kind,
                effect,
                rules)
            {
                WritesReceiver = receiver is { Type.Kind: IrTypeKind.Object } && _target.WritesReceiver(method, kind, effect, receiver.Type),
            },
            receiver,
            arguments.ToEquatableArray());
    }
}
