using System;
using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Transforms;

namespace Autodiff.Generators.Emission;

/// <summary>What a companion does with adjoints beside the sweeps: makes, clears and checks them, field by field where they are structs.</summary>
internal static class Gradients
{
    /// <summary>New memory for the gradient of a parameter.</summary>
    /// <param name="textOf">How code reads a field of the parameter.</param>
    public static IrExpression New(IrExpression primal, Func<IrExpression, string> textOf)
    {
        IrType type = primal.Type;
        if (type.HasMemoryFields)
        {
            return new IrNewStruct(Enumerable.Range(0, type.Fields.Count).Select(i => New(new IrField(primal, i), textOf)).ToEquatableArray(), type);
        }

        if (!type.IsReferring || !type.IsDifferentiable)
        {
            return IrBuild.Default(type);
        }

        string name = textOf(primal);
        string text = type.IsMemory ? $"new {type.Element!.Name}[{name}.Length]"
            : type.IsContainer ? $"{type.Runtime}.CreateShadow({name})"
            : $"{name}.CreateShadow()";
        return new IrOpaque([text], [], type, IrEffect.Writes);
    }

    /// <summary>Sets a gradient to zero.</summary>
    public static IEnumerable<IrStatement> Clear(IrExpression gradient)
    {
        IrType type = gradient.Type;
        if (type.HasShadowFields)
        {
            return Enumerable.Range(0, type.Fields.Count).SelectMany(i => Clear(new IrField(gradient, i)));
        }

        return type.IsStruct || type.IsNumber ? [new IrAssign(gradient, null, IrBuild.Default(type))]
            : !type.IsReferring || !type.IsDifferentiable ? []
            : [new IrEvaluate(
                type.IsHeldSpan && gradient is IrField ? IrBuild.Call(".Span.Clear", gradient, IrType.Void)
                : type.IsMemory ? IrBuild.Call(gradient is IrField ? ".AsSpan().Clear" : ".Clear", gradient, IrType.Void)
                : type.IsContainer ? IrBuild.Call(type.Runtime + ".SetToZero", IrType.Void, gradient)
                : IrBuild.Call(".SetToZero", gradient, IrType.Void))];
    }

    /// <summary>Adds a gradient to another.</summary>
    /// <param name="variables">Makes a local.</param>
    public static IEnumerable<IrStatement> Add(IrExpression addend, IrExpression sum, Func<string, IrType, IrVariable> variables)
    {
        IrType type = sum.Type;
        return type.IsStruct ? Enumerable.Range(0, type.Fields.Count).SelectMany(i => Add(new IrField(addend, i), new IrField(sum, i), variables))
            : type.IsNumber ? [new IrAssign(sum, IrBinaryOperator.Add, addend)]
            : type is { IsReferring: true, IsDifferentiable: true } ? [Accumulation.Of(addend, sum, variables)]
            : [];
    }

    /// <summary>Checks the seed of a result: its shape must be that of the result.</summary>
    public static IEnumerable<IrStatement> Check(IrExpression value, IrExpression seed, string name, string primal)
    {
        IrType type = value.Type;
        if (type.HasShadowFields)
        {
            return Enumerable.Range(0, type.Fields.Count).SelectMany(i => Check(IrBuild.Field(value, i), new IrField(seed, i), $"{name}.{NameOf(i)}", $"{primal}.{NameOf(i)}"));
        }

        string NameOf(int i) => seed.Type.Fields[i].Name.TrimStart('@');

        return !type.IsDifferentiable ? []
            : type.IsMemory ?
            [
                .. seed is IrField && type.Kind == IrTypeKind.Array ? [new IrEvaluate(IrBuild.Call("global::System.ArgumentNullException.ThrowIfNull", IrType.Void, seed, Text(name)))] : Array.Empty<IrStatement>(),
                new IrEvaluate(IrBuild.Call("global::Autodiff.GeneratedCode.RequireLength", IrType.Void, new IrLength(value), new IrLength(seed), Text(name), Text(primal))),
            ]
            : type.IsContainer || type.IsClass ? [new IrEvaluate(IrBuild.Call(type.Runtime + ".RequireShadow", IrType.Void, value, seed, Text(name), Text(primal)))]
            : [];
    }

    private static IrLiteral Text(string name) => new($"\"{name}\"", new IrType(IrTypeKind.Other, "string", IsReference: true));
}
