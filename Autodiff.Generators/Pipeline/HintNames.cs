using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Autodiff.Generators.Ir;

namespace Autodiff.Generators.Pipeline;

/// <summary>
/// The names that more than one method would give to its files. Nearly always there are none, so that a new method
/// elsewhere changes nothing for the others.
/// </summary>
/// <param name="Names">The stems that several methods ask for, in lower case.</param>
/// <param name="Identities">The methods that are declared more than once; the code does not compile, and they get no file.</param>
internal sealed record HintCollisions(EquatableArray<string> Names, EquatableArray<string> Identities)
{
    public static HintCollisions Find(ImmutableArray<LoweredMethod> methods)
    {
        string[] names = methods
            .Where(method => method.Function is not null)
            .Select(method => method.Function!.HintName.ToLowerInvariant())
            .ToArray();
        return new(
            Sort(Repeated(names).Concat(Prefixes(names))),
            Sort(Repeated(methods.Select(method => method.Identity))));
    }

    /// <summary>The function under a name of its own, or <see langword="null"/> when it must have no file.</summary>
    public IrFunction? Resolve(LoweredMethod method)
    {
        if (method.Function is not { } function || Identities.Contains(method.Identity))
        {
            return null;
        }

        if (!Names.Contains(function.HintName.ToLowerInvariant()))
        {
            return function;
        }

        var builder = new FingerprintBuilder();
        builder.Add(method.Identity);
        return function with { HintName = $"{function.HintName}-{builder.ToFingerprint().High:x16}" };
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.Ordinal)
        .Where(group => group.Skip(1).Any())
        .Select(group => group.Key);

    /// <summary>Names that another one continues after a dot: the files of a method are told apart by such a continuation.</summary>
    private static IEnumerable<string> Prefixes(string[] names)
    {
        var all = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (string name in names)
        {
            for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
            {
                if (all.Contains(name.Substring(0, dot)))
                {
                    yield return name.Substring(0, dot);
                }
            }
        }
    }

    private static EquatableArray<string> Sort(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>Makes a text fit for a hint name.</summary>
internal static class HintNames
{
    private const string Punctuation = ".,-+`_ ()[]{}";

    public static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char character in name)
        {
            _ = text.Append(char.IsLetterOrDigit(character) || Punctuation.IndexOf(character) >= 0 ? character : '_');
        }

        return text.ToString();
    }
}
