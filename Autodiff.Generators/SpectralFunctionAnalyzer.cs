using System.Collections.Immutable;
using System.Linq;
using Autodiff.Generators.Diagnostics;
using Autodiff.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Autodiff.Generators;

/// <summary>Names the primitive where a differentiable method composes a spectral function from the pairs of <c>Eigh</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpectralFunctionAnalyzer : DiagnosticAnalyzer
{
    private const string SpectralOps = "Autodiff.Ops.Spectral.SpectralOps";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Suggestions;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeNames.Differentiable) is not { } differentiable
                || start.Compilation.GetTypeByMetadataName(SpectralOps) is not { } spectralOps)
            {
                return;
            }

            start.RegisterOperationBlockAction(block =>
            {
                bool isDifferentiable = block.OwningSymbol.GetAttributes().Any(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, differentiable));
                foreach (IOperation body in isDifferentiable ? block.OperationBlocks : [])
                {
                    foreach ((IOperation place, string what, string primitive) in HandMadeFunctions.Find(body, spectralOps))
                    {
                        block.ReportDiagnostic(Diagnostic.Create(Descriptors.SpectralFunction, place.Syntax.GetLocation(), what, primitive));
                    }
                }
            });
        });
    }
}
