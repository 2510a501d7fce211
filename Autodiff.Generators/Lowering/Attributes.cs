using System.Linq;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Lowering;

/// <summary>The runtime's attributes, by name.</summary>
internal static class Attributes
{
    public const string Differentiable = "DifferentiableAttribute";
    public const string NoGradient = "NoGradientAttribute";
    public const string Checkpoint = "CheckpointAttribute";
    public const string View = "ViewAttribute";
    public const string VjpOf = "VjpOfAttribute";
    public const string JvpOf = "JvpOfAttribute";
    public const string AugmentedPrimalOf = "AugmentedPrimalOfAttribute";
    public const string Unwritten = "UnwrittenAttribute";
    public const string WrittenLength = "WrittenLengthAttribute";
    public const string Kept = "KeptAttribute";
    public const string DerivativeInterface = "DerivativeInterfaceAttribute";
    public const string DifferentiationRules = "DifferentiationRulesAttribute";

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    public static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => Is(attribute, name));

    public static bool Is(AttributeData attribute, string name) => attribute.AttributeClass is { } type
        && type.Name == name
        && type.ContainingNamespace is { Name: "Autodiff", ContainingNamespace.IsGlobalNamespace: true };
}
