using System.Linq;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Emission;

/// <summary>
/// The signature that callers see where it is another than the sweeps': inline arrays stand for the spans of their elements.
/// </summary>
internal static class DeclaredSignature
{
    /// <summary>The function with the parameters and the result as declared.</summary>
    public static IrFunction Of(IrFunction function) => function with
    {
        Parameters = function.Parameters.Select(parameter => parameter.Declared is { } declared
            ? parameter with { Variable = Declared(parameter), Modifier = declared.Modifier }
            : parameter).ToEquatableArray(),
        Result = function.DeclaredResult?.Type ?? function.Result,
    };

    /// <summary>Makes the elements of each inline array known as a span, in the body of the joint companion.</summary>
    public static void WriteElements(SourceWriter writer, IrFunction function, CompanionSignature signature, NameScope scope, IrVariable? seed, System.Func<IrVariable, IrVariable> adjointOf)
    {
        foreach (IrFunctionParameter parameter in function.Signature.Where(parameter => parameter.Declared is not null))
        {
            string name = NameScope.Escape(parameter.Variable.Name);
            if (parameter.Declared!.Modifier == "out")
            {
                writer.Line($"{name} = default;");
            }

            Declare(parameter.Variable, parameter.Variable.Type, name);
            if (parameter.IsDifferentiable)
            {
                Declare(adjointOf(parameter.Variable), IrType.SpanOf(parameter.Variable.Type.Element!), signature.AdjointOf(Declared(parameter)));
            }
        }

        if (function.DeclaredResult is not null && seed is not null)
        {
            Declare(seed, seed.Type, signature.ResultSeed);
        }

        void Declare(IrVariable variable, IrType type, string declared)
        {
            string name = declared.TrimStart('@') + "Elements";
            while (!scope.IsFree(name) || function.ReservedNames.Contains(name))
            {
                name += "_";
            }

            scope.DeclareExactly(variable, name);
            writer.Line($"{type.Name} {name} = {declared};");
        }
    }

    private static IrVariable Declared(IrFunctionParameter parameter) => parameter.Variable with { Type = parameter.Declared!.Type };
}
