using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Autodiff.Generators.Emission;
using Autodiff.Generators.Ir;
using Autodiff.Generators.Lowering;
using Autodiff.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autodiff.Generators;

/// <summary>
/// Writes the derivative of every method marked <c>[Differentiable]</c>: lowering, then one pure function. What cannot
/// be differentiated gets no file here; <see cref="DifferentiableAnalyzer"/> says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    private readonly LoweringMemo _memo;
    private readonly Func<IrFunction, DifferentiationResult> _differentiate;

    /// <summary>Makes the generator.</summary>
    public DifferentiableGenerator()
        : this(new LoweringMemo(MethodLowering.Lower), Differentiation.Run)
    {
    }

    internal DifferentiableGenerator(LoweringMemo memo, Func<IrFunction, DifferentiationResult> differentiate)
    {
        _memo = memo;
        _differentiate = differentiate;
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LoweredMethod> lowered = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Differentiable, static (node, _) => node is MethodDeclarationSyntax, Lower)
            .WithTrackingName(TrackingNames.Lowering);

        IncrementalValueProvider<HintCollisions> collisions = lowered
            .Collect()
            .Select(static (methods, _) => HintCollisions.Find(methods))
            .WithTrackingName(TrackingNames.HintCollisions);

        IncrementalValuesProvider<EquatableArray<GeneratedFile>> files = lowered
            .Combine(collisions)
            .Select((pair, _) => Differentiate(pair.Right.Resolve(pair.Left)))
            .WithTrackingName(TrackingNames.Differentiation);

        context.RegisterSourceOutput(files, static (output, files) =>
        {
            foreach (GeneratedFile file in files)
            {
                output.AddSource(HintNames.Sanitize(file.HintName), SourceText.From(file.Text, Encoding.UTF8));
            }
        });

        RegisterTypes(context, static node => node is ClassDeclarationSyntax or RecordDeclarationSyntax, ClassModel.Of, ClassWriter.Write, TrackingNames.Classes);
        RegisterTypes(context, static node => node is StructDeclarationSyntax or RecordDeclarationSyntax, ClassModel.OfStruct, ClassWriter.Write, TrackingNames.Structs);
        RegisterTypes(context, static node => node is TypeDeclarationSyntax, DerivativeModel.Of, DerivativeWriter.Write, TrackingNames.Derivatives);

        IncrementalValueProvider<EquatableArray<string>> rules = RuleTypes(context, AttributeNames.VjpOf)
            .Combine(RuleTypes(context, AttributeNames.AugmentedPrimalOf))
            .Combine(RuleTypes(context, AttributeNames.JvpOf))
            .Select(static (types, _) => RulesFile.Sort(types.Left.Left.Concat(types.Left.Right).Concat(types.Right)))
            .WithTrackingName(TrackingNames.Rules);

        context.RegisterSourceOutput(rules, static (output, types) =>
        {
            if (!types.IsEmpty)
            {
                output.AddSource(RulesFile.HintName, SourceText.From(RulesFile.Print(types), Encoding.UTF8));
            }
        });
    }

    private static IncrementalValueProvider<ImmutableArray<string?>> RuleTypes(IncrementalGeneratorInitializationContext context, string attribute) => context.SyntaxProvider
        .ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, static (rule, _) => RulesFile.TypeName(rule.TargetSymbol))
        .Collect();

    /// <summary>Writes beside each marked type what walks over its fields.</summary>
    private static void RegisterTypes<T>(
        IncrementalGeneratorInitializationContext context,
        Func<SyntaxNode, bool> isType,
        Func<INamedTypeSymbol, Compilation, T?> modelOf,
        Func<T, GeneratedFile> write,
        string trackingName)
        where T : class
    {
        IncrementalValuesProvider<T?> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeNames.Differentiable,
                (node, _) => isType(node),
                (marked, _) => marked.TargetSymbol is INamedTypeSymbol type && DifferentiableMethods.HasName(type) ? modelOf(type, marked.SemanticModel.Compilation) : null)
            .WithTrackingName(trackingName);

        context.RegisterSourceOutput(models, (output, model) =>
        {
            if (model is not null)
            {
                GeneratedFile file = write(model);
                output.AddSource(HintNames.Sanitize(file.HintName), SourceText.From(file.Text, Encoding.UTF8));
            }
        });
    }

    private LoweredMethod Lower(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        method = method.PartialImplementationPart ?? method;
        if (!DifferentiableMethods.IsSupported(method) || !DifferentiableMethods.HasName(method) || method.DeclaringSyntaxReferences.IsEmpty)
        {
            return new(MethodIdentity.Of(method), null);
        }

        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        Compilation compilation = context.SemanticModel.Compilation;
        string identity = MethodIdentity.Of(method, declaration, compilation, cancellation);
        try
        {
            IrFunction function = _memo.Lower(method, declaration, compilation, cancellation);
            return new(identity, Differentiation.HasCompanions(function) ? function : null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The analyzer meets it too, and reports it.
            return new(identity, null);
        }
    }

    private EquatableArray<GeneratedFile> Differentiate(IrFunction? function)
    {
        try
        {
            return function is not null ? _differentiate(function).Files : [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The analyzer meets it too, and reports it.
            return [];
        }
    }
}
