using System.Collections.Generic;
using System.Linq;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>Turns a marked type with interfaces of derivatives into <see cref="IrDerivativeModel"/>, which knows no symbols.</summary>
internal static class DerivativeModel
{
    /// <summary>What is to be written for a type; <see langword="null"/> where there is nothing.</summary>
    public static IrDerivativeModel? Of(INamedTypeSymbol type, Compilation compilation)
    {
        if (!(ClassShape.IsClass(type) || StructShape.IsStruct(type)) || SignatureLowering.Around(type).Any(around => !ClassShape.IsPartial(around) || around.IsFileLocal))
        {
            return null;
        }

        var types = new TypeLowering(compilation, type);
        IrType lowered = types.Lower(type);
        List<(INamedTypeSymbol Interface, INamedTypeSymbol Derivative)> pairs = [.. DerivativeInterfaces.ToWrite(type)];
        return !lowered.IsDifferentiable || TypeLowering.IsNotYetDifferentiable(type) || pairs.Count == 0
            ? null
            : new IrDerivativeModel(
                ClassModel.HintName(type, "Derivatives"),
                ClassModel.Space(type),
                ClassModel.Headers(type),
                lowered,
                type is { IsReadOnly: true, IsValueType: true },
                pairs.Select(pair => types.ContainerText(pair.Derivative)).ToEquatableArray(),
                pairs.SelectMany(pair => Members(type, pair.Interface, pair.Derivative, types)).ToEquatableArray());
    }

    private static IEnumerable<IrDerivativeMember> Members(INamedTypeSymbol type, INamedTypeSymbol asked, INamedTypeSymbol derivative, TypeLowering types) => asked.GetMembers().OfType<IMethodSymbol>()
        .Select(promised => (Promised: promised, Member: DerivativeInterfaces.Companion(derivative, promised)))
        .Where(pair => pair.Member is not null)
        .Select(pair => Member((IMethodSymbol)type.FindImplementationForInterfaceMember(pair.Promised)!, pair.Promised, pair.Member!, types));

    private static IrDerivativeMember Member(IMethodSymbol method, IMethodSymbol promised, IMethodSymbol member, TypeLowering types)
    {
        var own = new List<IrDerivativeArgument>();
        var seeds = new List<IrDerivativeArgument>();
        var destinations = new List<IrDerivativeArgument>();
        foreach (IParameterSymbol parameter in promised.Parameters)
        {
            IrType lowered = types.Lower(parameter.Type);
            string adjoint = Names.Escape(parameter.Name + "Adjoint");
            IParameterSymbol? given = member.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name);
            own.Add(given is null
                ? new(IrDerivativeArgumentKind.Written, adjoint, Names.Escape(parameter.Name), lowered.Element!.Name)
                : new(IrDerivativeArgumentKind.Given, Modifier(given) + Names.Escape(given.Name)));
            if (lowered is { IsWritableSpan: true, IsDifferentiable: true })
            {
                seeds.Add(new(IrDerivativeArgumentKind.Seed, adjoint, parameter.Name + "Seed", lowered.Element!.Name));
            }
            else if (lowered.IsDifferentiable)
            {
                IParameterSymbol destination = member.Parameters.First(candidate => candidate.Name == parameter.Name + "Adjoint");
                destinations.Add(new(IrDerivativeArgumentKind.Given, Modifier(destination) + adjoint));
            }
        }

        return new IrDerivativeMember(
            types.ContainerText(member.ContainingType),
            Names.Escape(member.Name),
            member.Parameters.Select(parameter => $"{Modifier(parameter)}{types.Text(parameter.Type)} {Names.Escape(parameter.Name)}").ToEquatableArray(),
            Names.Escape(member.Parameters[0].Name),
            Names.Escape(method.Name + "Vjp"),
            [.. own, .. seeds, new(IrDerivativeArgumentKind.Self, string.Empty), .. destinations]);
    }

    private static string Modifier(IParameterSymbol parameter) => parameter.RefKind == RefKind.Ref ? "ref " : string.Empty;
}
