using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Autodiff.Generators.Emission;

/// <summary>
/// Replaces <c>global::Namespace.Type</c> by <c>Type</c> and a using directive, for well-known namespaces and the
/// method's own, unless the short name means something else where the code stands.
/// </summary>
internal static class NameShortener
{
    private static readonly string[] WellKnown =
    [
        "System",
        "System.Collections.Generic",
        "System.ComponentModel",
        "System.Diagnostics",
        "System.Numerics",
        "System.Numerics.Tensors",
        "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices",
        "Autodiff",
        "Autodiff.Rules",
        "Autodiff.Ops.Spectral",
    ];

    private static readonly Regex Qualified = new(@"global::(?<path>@?\w+(?:\.@?\w+)*)", RegexOptions.CultureInvariant);

    /// <summary>Extension methods of arrays and spans, which only a using brings into sight.</summary>
    private static readonly Regex Extensions = new(@"\.(?:AsSpan|AsMemory|CopyTo|Reverse|SequenceEqual|IndexOf|Contains)\(", RegexOptions.CultureInvariant);

    /// <summary>A comment that shows a long statement ends after its beginning.</summary>
    private static readonly Regex LongComment = new(@"(?<start>^ *// .{100}).{10,}$", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    public static (string Text, IReadOnlyList<string> Usings) Shorten(string text, string ownNamespace, IReadOnlyCollection<string> qualified, IReadOnlyCollection<string> mentioned)
    {
        List<string> own = [.. Prefixes(ownNamespace)];
        HashSet<string> shortened = [.. WellKnown, .. own];
        HashSet<string> namespaces = [.. shortened, .. mentioned];
        var usings = new HashSet<string>();
        string result = Qualified.Replace(text, match =>
        {
            string path = match.Groups["path"].Value;
            string? space = Prefixes(path).Reverse().Skip(1).FirstOrDefault(namespaces.Contains);
            if (space is null || !shortened.Contains(space))
            {
                return match.Value;
            }

            string rest = path.Substring(space.Length + 1);
            string type = rest.Split('.')[0];
            if (qualified.Contains(type))
            {
                return match.Value;
            }

            if (!own.Contains(space))
            {
                usings.Add(space);
            }

            return rest;
        });
        if (!own.Contains("System") && Extensions.IsMatch(result))
        {
            usings.Add("System");
        }

        result = LongComment.Replace(result, "${start}…");
        return (result, [.. usings.OrderBy(name => name.StartsWith("System", System.StringComparison.Ordinal) ? 0 : 1).ThenBy(name => name, System.StringComparer.Ordinal)]);
    }

    /// <summary>A, A.B, A.B.C of A.B.C.</summary>
    private static IEnumerable<string> Prefixes(string path)
    {
        for (int dot = path.IndexOf('.'); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            yield return path.Substring(0, dot);
        }

        if (path.Length > 0)
        {
            yield return path;
        }
    }
}
