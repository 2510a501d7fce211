using System.Runtime.CompilerServices;
using System.Threading;
using Autodiff.Generators.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autodiff.Generators.Pipeline;

/// <summary>
/// What a body can see of the rest of its compilation: every declaration in it without bodies, its references and the
/// options that change meaning. Two compilations with one fingerprint lower a method of the same text alike, because
/// nothing in C# outside a body depends on what another body says, but for the parameters of a type that one uses.
/// </summary>
internal static class DeclarationFingerprint
{
    /// <summary>Stands for a body: having one is visible, what it says is not.</summary>
    private const ulong Body = ulong.MaxValue;

    private static readonly ConditionalWeakTable<Compilation, StrongBox<Fingerprint>> Compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<Fingerprint>> Trees = new();
    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<Fingerprint>> Declarations = new();
    private static readonly ConditionalWeakTable<MetadataReference, StrongBox<long>> References = new();

    private static long _lastReference;

    public static Fingerprint Of(Compilation compilation, CancellationToken cancellation)
    {
        if (Compilations.TryGetValue(compilation, out StrongBox<Fingerprint> known))
        {
            return known.Value;
        }

        var builder = new FingerprintBuilder();
        builder.Add(compilation.Assembly.Identity.ToString());
        if (compilation.Options is CSharpCompilationOptions options)
        {
            builder.Add(options.CheckOverflow);
            builder.Add(options.AllowUnsafe);
        }

        foreach (MetadataReference reference in compilation.References)
        {
            // A reference cannot change: another content is another instance.
            builder.Add((ulong)References.GetValue(reference, static _ => new(Interlocked.Increment(ref _lastReference))).Value);
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            builder.Add(Of(tree, cancellation));
        }

        Fingerprint fingerprint = builder.ToFingerprint();
        _ = Compilations.GetValue(compilation, _ => new(fingerprint));
        return fingerprint;
    }

    /// <summary>The tokens of a tree's declarations, bodies left out.</summary>
    public static Fingerprint Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (Trees.TryGetValue(tree, out StrongBox<Fingerprint> known))
        {
            return known.Value;
        }

        var builder = new FingerprintBuilder();
        if (tree.Options is CSharpParseOptions options)
        {
            builder.Add((ulong)options.LanguageVersion);
        }

        foreach (SyntaxNodeOrToken below in tree.GetRoot(cancellation).DescendantNodesAndTokens(node => !IsBody(node)))
        {
            if (below.AsNode() is not { } node)
            {
                Add(ref builder, below.AsToken());
            }
            else if (IsBody(node))
            {
                builder.Add(Body);
            }
            else if (node is TypeDeclarationSyntax { ParameterList: not null } and (StructDeclarationSyntax or ClassDeclarationSyntax))
            {
                // The parameters that bodies use are fields of the struct or the class.
                foreach (string captured in CapturedParameters.Mentioned((TypeDeclarationSyntax)node))
                {
                    builder.Add(captured);
                }
            }
        }

        Fingerprint fingerprint = builder.ToFingerprint();
        _ = Trees.GetValue(tree, _ => new(fingerprint));
        return fingerprint;
    }

    /// <summary>All tokens of one declaration, its body included.</summary>
    public static Fingerprint Of(SyntaxNode declaration) => Declarations.GetValue(declaration, static node =>
    {
        var builder = new FingerprintBuilder();
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            Add(ref builder, token);
        }

        return new(builder.ToFingerprint());
    }).Value;

    private static void Add(ref FingerprintBuilder builder, SyntaxToken token)
    {
        builder.Add((ulong)token.RawKind);
        builder.Add(token.Text);
    }

    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax block => block.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax,
        ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        _ => false,
    };
}
