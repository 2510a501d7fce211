using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Diagnostics;

/// <summary>Every diagnostic. Each has a page in docs/diagnostics and an entry in the release notes of the analyzer.</summary>
internal static class Descriptors
{
    public const string Category = "Autodiff";

    public const string HelpBase = "https://github.com/autodiff-net/autodiff/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "AD0001",
        "The type of a differentiable method must be partial",
        "'{0}' must be partial, because the derivative of '{1}' is written into it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator writes the derivative beside the method, in the same type, so the type and all types around it must be partial.",
        HelpBase + "AD0001.md");

    public static readonly DiagnosticDescriptor UnsupportedSignature = new(
        "AD0002",
        "The signature of a differentiable method is not supported",
        "{0} of '{1}' is not supported: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A parameter, the result or a modifier of the method has a form for which no companion can be written.",
        HelpBase + "AD0002.md");

    public static readonly DiagnosticDescriptor DerivativeNotBuilt = new(
        "AD0003",
        "The companion asked for is not built yet",
        "Derivatives.{0} is not built yet; remove it from [Differentiable]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The attribute asks for a companion that this version does not write.",
        HelpBase + "AD0003.md");

    public static readonly DiagnosticDescriptor UnsupportedConstruct = new(
        "AD0004",
        "A construct is not supported in a differentiable method",
        "{0} is not supported in a differentiable method; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The body contains a statement or an expression that the generator cannot reverse.",
        HelpBase + "AD0004.md");

    public static readonly DiagnosticDescriptor NoDerivative = new(
        "AD0005",
        "A called member has no derivative",
        "'{0}' has no derivative, but an active value flows through it; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The gradient would silently be zero there, so the call is refused.",
        HelpBase + "AD0005.md");

    public static readonly DiagnosticDescriptor ActiveValueEscapes = new(
        "AD0006",
        "An active value is stored where no derivative can follow",
        "an active value is stored in {0}, where no derivative can follow; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The value would be read back as a constant and its gradient would silently be lost.",
        HelpBase + "AD0006.md");

    public static readonly DiagnosticDescriptor RuleDoesNotFit = new(
        "AD0007",
        "A derivative rule does not fit its target",
        "the rule '{0}' does not fit '{1}': {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A rule binds by the names and types of its parameters; this one binds to no overload of the member it names.",
        HelpBase + "AD0007.md");

    public static readonly DiagnosticDescriptor CallsCompanion = new(
        "AD0008",
        "The body calls a generated companion of its own compilation",
        "the body calls the generated companion '{0}', which does not exist while the generator runs; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A generator does not see its own output, so a companion cannot be differentiated in the compilation that generates it.",
        HelpBase + "AD0008.md");

    public static readonly DiagnosticDescriptor NothingToDifferentiate = new(
        "AD0009",
        "There is nothing to differentiate",
        "'{0}' has nothing to differentiate: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The method has no differentiable parameter, or no result and no parameter through which one leaves.",
        HelpBase + "AD0009.md");

    public static readonly DiagnosticDescriptor UnsupportedTarget = new(
        "AD0010",
        "This declaration cannot be differentiable yet",
        "{0} cannot be [Differentiable] yet; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The attribute stands on a declaration that this version does not differentiate.",
        HelpBase + "AD0010.md");

    public static readonly DiagnosticDescriptor Aliasing = new(
        "AD0011",
        "An array or span is aliased in a way that cannot be followed",
        "'{0}' {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The shadow of a view is the same view of the shadow, so the generator must know at each place which array a variable stands for.",
        HelpBase + "AD0011.md");

    public static readonly DiagnosticDescriptor CompanionExists = new(
        "AD0012",
        "A member has the signature of a generated companion",
        "'{0}' already has a member '{1}', which the generator must write; rename it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Two members of one type cannot share a name and parameters.",
        HelpBase + "AD0012.md");

    public static readonly DiagnosticDescriptor UnknownDelegate = new(
        "AD0013",
        "An active value flows through a delegate whose target is not known",
        "an active value flows through the delegate '{0}', whose target is not known at compile time; call this method from another [Differentiable] one with a lambda, a local function or a method group, or cut the edge with Ad.StopGradient",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "What a delegate calls is differentiated where it is known; a method that nobody calls with a known target has no derivative.",
        HelpBase + "AD0013.md");

    public static readonly DiagnosticDescriptor InternalError = new(
        "AD0099",
        "Internal error in the generator",
        "internal error in the generator: {0}; please report it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator failed on this method and wrote no derivative; the rest of the compilation is not affected.",
        HelpBase + "AD0099.md");

    public static readonly DiagnosticDescriptor SpectralFunction = new(
        "AD0101",
        "A spectral function is composed by hand",
        "{0} is composed from the pairs of Eigh; SpectralOps.{1} computes it, with a gradient that is exact at repeated eigenvalues",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A function of a matrix that is put together from eigenvalues and vectors loses its gradient where eigenvalues coincide; as a primitive it keeps it.",
        HelpBase + "AD0101.md");

    /// <summary>What is right as it stands, and could be better.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> Suggestions = [SpectralFunction];

    /// <summary>What cannot be differentiated.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotPartial, UnsupportedSignature, DerivativeNotBuilt, UnsupportedConstruct, NoDerivative, ActiveValueEscapes,
        RuleDoesNotFit, CallsCompanion, NothingToDifferentiate, UnsupportedTarget, Aliasing, CompanionExists, UnknownDelegate, InternalError,
    ];

    public static Diagnostic Create(string id, Location location, object[] arguments) =>
        All.FirstOrDefault(descriptor => descriptor.Id == id) is { } descriptor
            ? Diagnostic.Create(descriptor, location, arguments)
            : Diagnostic.Create(InternalError, location, $"no descriptor '{id}'");
}
