using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

#pragma warning disable RS1036, RS1041, RS2008 // These live in the tests and are never shipped.

namespace Autodiff.Tests.Generators.Infrastructure;

/// <summary>Adds a method <c>Twice</c> to marked methods; reports those that begin with an underscore.</summary>
internal sealed class TrivialGenerator : IIncrementalGenerator
{
    public const string Step = "Names";

    public static readonly DiagnosticDescriptor Underscore = new(
        "TG0001", "Underscore", "'{0}' begins with an underscore", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(string Type, string Method)> names = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "Autodiff.DifferentiableAttribute",
                static (node, _) => node is MethodDeclarationSyntax,
                static (c, _) => (c.TargetSymbol.ContainingType.Name, c.TargetSymbol.Name))
            .WithTrackingName(Step);
        context.RegisterSourceOutput(names, static (output, name) => output.AddSource(
            $"{name.Type}.{name.Method}.g.cs",
            $$"""
            static partial class {{name.Type}}
            {
                internal static double {{name.Method}}Twice(System.ReadOnlySpan<double> x, out int count)
                {
                    count = x.Length;
                    return 2 * {{name.Method}}(x);
                }
            }
            """));
        context.RegisterSourceOutput(
            context.CompilationProvider.SelectMany(FindUnderscores), static (output, d) => output.ReportDiagnostic(d));
    }

    private static ImmutableArray<Diagnostic> FindUnderscores(Compilation compilation, CancellationToken cancellationToken) =>
    [
        .. compilation.SyntaxTrees
            .SelectMany(t => t.GetRoot(cancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(m => m.Identifier.ValueText.StartsWith('_'))
            .Select(m => Diagnostic.Create(Underscore, m.Identifier.GetLocation(), m.Identifier.ValueText)),
    ];
}

/// <summary>Reports every parameter named <c>bad</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TrivialAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Bad = new(
        "TA0001", "Bad", "The parameter '{0}' is bad", "Test", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Bad];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (IParameterSymbol parameter in ((IMethodSymbol)context.Symbol).Parameters.Where(p => p.Name == "bad"))
        {
            context.ReportDiagnostic(Diagnostic.Create(Bad, parameter.Locations[0], parameter.Name));
        }
    }
}
