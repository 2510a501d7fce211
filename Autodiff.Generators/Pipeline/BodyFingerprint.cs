using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;
using Autodiff.Generators.Ir;
using Microsoft.CodeAnalysis;

namespace Autodiff.Generators.Pipeline;

/// <summary>The text of declarations that are found by their documentation ids: looked up once in a compilation, however many ask.</summary>
internal static class BodyFingerprint
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, Fingerprint>> Known = new();

    public static Fingerprint Of(EquatableArray<string> ids, Compilation compilation, CancellationToken cancellation)
    {
        var builder = new FingerprintBuilder();
        ConcurrentDictionary<string, Fingerprint> known = Known.GetValue(compilation, static _ => new());
        foreach (string id in ids)
        {
            builder.Add(known.GetOrAdd(id, name => Of(name, compilation, cancellation)));
        }

        return builder.ToFingerprint();
    }

    private static Fingerprint Of(string id, Compilation compilation, CancellationToken cancellation)
    {
        var builder = new FingerprintBuilder();
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is { } symbol)
        {
            symbol = (symbol as IMethodSymbol)?.PartialImplementationPart ?? symbol;
            foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
            {
                builder.Add(DeclarationFingerprint.Of(reference.GetSyntax(cancellation)));
            }
        }

        return builder.ToFingerprint();
    }
}
