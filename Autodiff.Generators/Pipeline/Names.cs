namespace Autodiff.Generators.Pipeline;

/// <summary>The names of the steps that tests look at.</summary>
internal static class TrackingNames
{
    public const string Lowering = nameof(Lowering);
    public const string HintCollisions = nameof(HintCollisions);
    public const string Differentiation = nameof(Differentiation);
    public const string Rules = nameof(Rules);
    public const string Classes = nameof(Classes);
    public const string Structs = nameof(Structs);
    public const string Derivatives = nameof(Derivatives);
}

/// <summary>The attributes that start something.</summary>
internal static class AttributeNames
{
    public const string Differentiable = "Autodiff.DifferentiableAttribute";
    public const string VjpOf = "Autodiff.VjpOfAttribute";
    public const string AugmentedPrimalOf = "Autodiff.AugmentedPrimalOfAttribute";
    public const string JvpOf = "Autodiff.JvpOfAttribute";
}
