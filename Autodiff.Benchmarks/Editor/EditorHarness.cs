using System.Collections.Immutable;
using System.Linq;
using System.Numerics.Tensors;
using System.Text;
using Autodiff.Generators;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Autodiff.Benchmarks.Editor;

/// <summary>Compilations and drivers as an editor has them: files change one by one, references stay.</summary>
internal static class EditorHarness
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(TensorPrimitives).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Edited",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), ParseOptions, $"File{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation after some text of a file was replaced, as an editor parses it again.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int file, string from, string to)
    {
        SyntaxTree tree = compilation.SyntaxTrees[file];
        SourceText text = tree.GetText();
        int start = text.ToString().IndexOf(from, System.StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(start, from.Length), to))));
    }

    public static GeneratorDriver Driver() => Driver(new DifferentiableGenerator());

    /// <summary>What the compiler itself does for any generator that looks for the same attributes.</summary>
    public static GeneratorDriver EmptyDriver() => Driver(new EmptyGenerator());

    /// <summary>Binds every method, as the editor does anyway to colour and to complain.</summary>
    public static int Bind(CSharpCompilation compilation) => compilation.GetDiagnostics().Length;

    private static GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: ParseOptions);

    private sealed class EmptyGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            foreach (string attribute in (string[])["Autodiff.DifferentiableAttribute", "Autodiff.VjpOfAttribute", "Autodiff.AugmentedPrimalOfAttribute", "Autodiff.JvpOfAttribute"])
            {
                context.RegisterSourceOutput(
                    context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, static (found, _) => found.TargetSymbol.Name),
                    static (_, _) => { });
            }
        }
    }
}
