using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autodiff.Generators.Lowering;

/// <summary>
/// What a value is taken apart into: the elements of a tuple, the properties of a record, or what a <c>Deconstruct</c>
/// that somebody wrote hands out, whose body goes in here.
/// </summary>
internal sealed class DeconstructionLowering(LoweringContext context)
{
    /// <summary>The parts of a value, one for each target; false for a value that does not come apart.</summary>
    public bool TakeApart(ITupleOperation tuple, IrExpression value, ITypeSymbol? type, IOperation operation, List<IrExpression> values) =>
        TakeApart(tuple, value, type, InfoOf(operation.Syntax), operation, values);

    public static ITupleOperation? TupleOf(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple,
        IDeclarationExpressionOperation declaration => TupleOf(declaration.Expression),
        _ => null,
    };

    private bool TakeApart(ITupleOperation tuple, IrExpression value, ITypeSymbol? type, DeconstructionInfo info, IOperation operation, List<IrExpression> values)
    {
        if (type is not INamedTypeSymbol named || Parts(value, named, info.Method, operation) is not { } parts || parts.Count != tuple.Elements.Length)
        {
            return false;
        }

        for (int i = 0; i < parts.Count; i++)
        {
            (IrExpression part, ITypeSymbol partType) = parts[i];
            if (TupleOf(tuple.Elements[i]) is not { } nested)
            {
                values.Add(Converted(part, tuple.Elements[i]));
            }
            else if (!TakeApart(nested, part, partType, info.Nested.Length > i ? info.Nested[i] : default, operation, values))
            {
                return false;
            }
        }

        return true;
    }

    private List<(IrExpression Value, ITypeSymbol Type)>? Parts(IrExpression value, INamedTypeSymbol type, IMethodSymbol? method, IOperation operation)
    {
        if (type.IsTupleType && value.Type.IsStruct)
        {
            return [.. type.TupleElements.Select((element, i) => (Typed(IrBuild.Field(value, i), element.Type), element.Type))];
        }

        if (method is null)
        {
            return null;
        }

        value = value is IrVariableReference or IrThis or IrNewStruct ? value : context.Hoist(value, Names.CamelCase(type.Name), "taken");
        return method.IsImplicitlyDeclared ? Properties(value, type, method)
            : value.Type.IsDifferentiable ? HandedOut(value, method.ReducedFrom ?? method, operation)
            : Called(value, method.ReducedFrom ?? method, operation);
    }

    /// <summary>What the <c>Deconstruct</c> of a constant gives, which is called as it is.</summary>
    private List<(IrExpression Value, ITypeSymbol Type)>? Called(IrExpression value, IMethodSymbol method, IOperation operation)
    {
        if (method.IsGenericMethod || !context.Inliner.IsInReach(method))
        {
            return null;
        }

        var parts = new List<(IrExpression Value, ITypeSymbol Type)>();
        var parameters = new List<IrParameter>();
        var arguments = new List<IrExpression>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            bool isOut = parameter.RefKind == RefKind.Out;
            IrVariable? part = isOut ? context.Temporary(context.Types.Lower(parameter.Type), parameter.Name) : null;
            parameters.Add(new IrParameter(Names.Escape(parameter.Name), part?.Type ?? value.Type, IsDifferentiable: false, IsWritten: isOut));
            arguments.Add(part is null ? value : new IrReference(IrBuild.Read(part), IsOut: true));
            if (part is not null)
            {
                context.Emit(new IrDeclare(part, null) { Origin = context.OriginOf(operation.Syntax) });
                parts.Add((IrBuild.Read(part), parameter.Type));
            }
        }

        string text = method.IsStatic ? context.Types.ContainerText(method.ContainingType) + ".Deconstruct" : ".Deconstruct";
        var target = new IrMethod(method.Name, text, parameters.ToEquatableArray(), IrType.Void, IrCallKind.Plain, IrEffect.Writes);
        context.Emit(new IrEvaluate(new IrCall(target, method.IsStatic ? null : value, arguments.ToEquatableArray())) { Origin = context.OriginOf(operation.Syntax) });
        return parts;
    }

    /// <summary>What the <c>Deconstruct</c> of a record, which C# writes, hands out.</summary>
    private List<(IrExpression Value, ITypeSymbol Type)>? Properties(IrExpression value, INamedTypeSymbol type, IMethodSymbol method)
    {
        var parts = new List<(IrExpression, ITypeSymbol)>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ISymbol? member = type.GetMembers(parameter.Name).FirstOrDefault(candidate => candidate is IFieldSymbol or IPropertySymbol { IsIndexer: false });
            IrExpression? part = member is null ? null
                : !value.Type.IsStruct ? context.Members.OfValue(value, member, context.Types.Lower(parameter.Type))
                : member is IPropertySymbol property && !StructShape.IsAutomatic(property) ? null
                : StructShape.IndexOf(type, member) is >= 0 and var index ? IrBuild.Field(value, index)
                : null;
            if (part is null || (value.Type.IsClass && part is not IrView))
            {
                return null;
            }

            parts.Add((Typed(part, parameter.Type), parameter.Type));
        }

        return parts;
    }

    /// <summary>What a <c>Deconstruct</c> of the user's leaves in its parameters.</summary>
    private List<(IrExpression Value, ITypeSymbol Type)>? HandedOut(IrExpression value, IMethodSymbol method, IOperation operation)
    {
        if (InlineBody.OfMember(context, method) is not { } body || (!method.IsStatic && StructMemberLowering.ChangesReceiver(body)))
        {
            return null;
        }

        var parts = new List<(IrExpression Value, ITypeSymbol Type)>();
        var arguments = new List<InlineArgument>();
        foreach (IParameterSymbol parameter in body.Method.Parameters)
        {
            if (parameter.RefKind != RefKind.Out)
            {
                arguments.Add(new InlineArgument(parameter, value));
                continue;
            }

            ITypeSymbol type = method.Parameters[parameter.Ordinal].Type;
            IrVariable part = context.Temporary(context.Types.Lower(type), parameter.Name);
            context.Emit(new IrDeclare(part, null) { Origin = context.OriginOf(operation.Syntax) });
            arguments.Add(new InlineArgument(parameter, IrBuild.Read(part)));
            parts.Add((IrBuild.Read(part), type));
        }

        _ = context.Inliner.Inline(body, arguments, operation, method.IsStatic ? null : value);
        return parts;
    }

    /// <summary>A field marked <c>[NoGradient]</c> is a constant of the type that C# says.</summary>
    public IrExpression Typed(IrExpression part, ITypeSymbol type)
    {
        IrType declared = context.Types.Lower(type);
        return part.Type.Kind == IrTypeKind.Other && declared.Kind != IrTypeKind.Other ? new IrConversion(part, declared, IsImplicit: true) : part;
    }

    private IrExpression Converted(IrExpression value, IOperation target)
    {
        IrType type = context.Types.Lower(target.Type);
        bool isNumber = type.IsNumber || type.IsInteger || type.Kind == IrTypeKind.Boolean;
        return value.Type.IsStruct || value.Type.Kind == type.Kind || !isNumber ? value : new IrConversion(value, type, IsImplicit: true);
    }

    private DeconstructionInfo InfoOf(SyntaxNode syntax) => syntax switch
    {
        AssignmentExpressionSyntax assignment => context.ModelOf(syntax.SyntaxTree).GetDeconstructionInfo(assignment),
        ForEachVariableStatementSyntax loop => context.ModelOf(syntax.SyntaxTree).GetDeconstructionInfo(loop),
        _ => default,
    };
}
