using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Autodiff.Generators.Diagnostics;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Autodiff.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Autodiff.Generators;

/// <summary>
/// Reports what <see cref="DifferentiableGenerator"/> could not differentiate, and rules that do not fit. It runs the
/// same rooms over the same text; being an analyzer, it has real locations, and obeys <c>#pragma</c> and .editorconfig.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    private readonly Func<IMethodSymbol, Compilation, CancellationToken, IrFunction> _lower;
    private readonly Func<IrFunction, DifferentiationResult> _differentiate;

    /// <summary>Makes the analyzer.</summary>
    public DifferentiableAnalyzer()
        : this(MethodLowering.Lower, Differentiation.Run)
    {
    }

    internal DifferentiableAnalyzer(
        Func<IMethodSymbol, Compilation, CancellationToken, IrFunction> lower,
        Func<IrFunction, DifferentiationResult> differentiate)
    {
        _lower = lower;
        _differentiate = differentiate;
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeNames.Differentiable) is not { } differentiable)
            {
                return;
            }

            ImmutableArray<INamedTypeSymbol> rules = new[] { AttributeNames.VjpOf, AttributeNames.AugmentedPrimalOf, AttributeNames.JvpOf }
                .Select(start.Compilation.GetTypeByMetadataName)
                .OfType<INamedTypeSymbol>()
                .ToImmutableArray();

            start.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, differentiable, rules), SymbolKind.Method);
            start.RegisterSymbolAction(symbol => RefuseTarget(symbol.Symbol, differentiable, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.NamedType, SymbolKind.Property);
            start.RegisterSymbolAction(AnalyzeImplementations, SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(
                node => AnalyzeFunction(node, differentiable),
                SyntaxKind.LocalFunctionStatement,
                SyntaxKind.ParenthesizedLambdaExpression,
                SyntaxKind.SimpleLambdaExpression);
        });
    }

    private static bool Has(ISymbol symbol, INamedTypeSymbol attribute) => Find(symbol, attribute) is not null;

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol attribute) => symbol
        .GetAttributes()
        .FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));

    private static void AnalyzeImplementations(SymbolAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in Implementations.Check((INamedTypeSymbol)context.Symbol))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context, INamedTypeSymbol differentiable)
    {
        ISymbol? symbol = context.Node is LocalFunctionStatementSyntax { AttributeLists.Count: > 0 }
            ? context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            : context.Node is LambdaExpressionSyntax { AttributeLists.Count: > 0 }
                ? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol
                : null;
        if (symbol is not null)
        {
            RefuseTarget(symbol, differentiable, context.ReportDiagnostic, context.CancellationToken);
        }
    }

    private static void RefuseTarget(ISymbol symbol, INamedTypeSymbol differentiable, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (Find(symbol, differentiable) is { } attribute && UnsupportedTargets.Describe(symbol) is var (what, instead))
        {
            Location location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? symbol.Locations[0];
            report(Descriptors.Create("AD0010", location, [what, instead]));
        }
    }

    private void AnalyzeMethod(SymbolAnalysisContext context, INamedTypeSymbol differentiable, ImmutableArray<INamedTypeSymbol> rules)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
        {
            // The definition speaks for both parts.
            return;
        }

        method = method.PartialImplementationPart ?? method;
        if (rules.Any(attribute => Has(method, attribute)))
        {
            AnalyzeRule(context, method);
        }

        if (!Has(method, differentiable))
        {
            return;
        }

        if (!DifferentiableMethods.IsSupported(method))
        {
            RefuseTarget(method, differentiable, context.ReportDiagnostic, context.CancellationToken);
            return;
        }

        AnalyzeDifferentiable(context, method);
    }

    private static void AnalyzeRule(SymbolAnalysisContext context, IMethodSymbol rule)
    {
        Compilation view = GeneratorView.Of(context.Compilation);
        if (GeneratorView.Find(rule, view, context.CancellationToken) is not { } seen)
        {
            return;
        }

        try
        {
            foreach ((string id, string[] arguments, Location location) in RuleValidation.Validate(seen, view))
            {
                context.ReportDiagnostic(Descriptors.Create(id, location, arguments));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(InternalError(exception, rule.Locations[0]));
        }
    }

    private void AnalyzeDifferentiable(SymbolAnalysisContext context, IMethodSymbol method)
    {
        Compilation view = GeneratorView.Of(context.Compilation);
        if (GeneratorView.Find(method, view, context.CancellationToken) is not { } seen)
        {
            return;
        }

        try
        {
            IrFunction function = _lower(seen, view, context.CancellationToken);
            EquatableArray<Problem> problems = function.Problems.IsEmpty ? _differentiate(function).Problems : function.Problems;
            if (problems.IsEmpty)
            {
                problems = RepeatedCalls.Find(function, declaration => Lower(declaration, view, context.CancellationToken));
            }

            bool? isSpecialised = null;
            var places = new ProblemLocations(method, context.CancellationToken);
            foreach (Problem problem in problems)
            {
                if (problem.Id.Length > 0 && !(problem.Id == "AD0013" && (isSpecialised ??= Specialisations.Exist(seen, view, context.CancellationToken))))
                {
                    context.ReportDiagnostic(Descriptors.Create(problem.Id, places.Of(problem), [.. problem.Arguments]));
                }
            }

            if (problems.IsEmpty && CompanionClash.Find(seen, function) is { } companion)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.CompanionExists, companion.Locations[0], method.ContainingType.Name, companion.Name));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(InternalError(exception, method.Locations[0]));
        }
    }

    private IrFunction? Lower(string declaration, Compilation view, CancellationToken cancellation) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(declaration, view) is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: false } method
            ? _lower(method.PartialImplementationPart ?? method, view, cancellation)
            : null;

    private static Diagnostic InternalError(Exception exception, Location location) =>
        Diagnostic.Create(Descriptors.InternalError, location, $"{exception.GetType().Name}: {exception.Message.Replace("\r", "").Replace('\n', ' ')}");
}
